"""All views of the desk, brought together: importing them puts them on the blueprint."""

from __future__ import annotations

from webapp.desk import (
    benchmarking,
    asking,
    codes,
    home,
    interpreting,
    learning,
    learning_sheets,
    my_account,
    own_stories,
    quoting,
    reporting,
    signing_in,
    staff,
    stories,
    telling,
)
from webapp.desk.blueprint import desk

__all__ = [
    "benchmarking", "asking", "codes", "desk", "home", "interpreting", "learning", "learning_sheets", "my_account", "own_stories", "quoting", "reporting", "signing_in", "staff", "stories", "telling",
]  # fmt: skip
