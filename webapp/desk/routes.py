"""All views of the desk, brought together: importing them puts them on the blueprint."""

from __future__ import annotations

from webapp.desk import (
    benchmarking,
    asking,
    codes,
    compass,
    frameworks,
    frameworks_board,
    frameworks_kpi,
    frameworks_registers,
    frameworks_sight,
    exploring,
    home,
    interpreting,
    learning,
    learning_sheets,
    my_account,
    own_stories,
    publishing,
    quoting,
    reporting,
    signing_in,
    staff,
    stories,
    teams,
    teams_marks,
    teams_sheet,
    teams_words,
    telling,
)
from webapp.desk.blueprint import desk

__all__ = [
    "benchmarking", "asking", "codes", "compass", "desk", "frameworks", "frameworks_board", "frameworks_kpi", "frameworks_registers", "frameworks_sight", "exploring", "home", "interpreting", "learning", "learning_sheets", "my_account", "own_stories", "publishing", "quoting", "reporting", "signing_in", "staff", "stories", "teams", "teams_marks", "teams_sheet", "teams_words", "telling",
]  # fmt: skip
