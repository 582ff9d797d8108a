"""The page for staff names every kind and every word of conditions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from surveys.conditions import parse
from surveys.questions import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "vragenlijst-maken.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained(kind):
    assert f"| `{kind}` |" in PAGE


def test_the_examples_of_conditions_can_be_read():
    examples = [
        *re.findall(r"toon_als: (.+)", PAGE),
        *re.findall(r"als: (.+?), naar", PAGE),
        *re.findall(r"`([^`\n]+ (?:=|>|>=) [^`]+)`", PAGE),
    ]
    assert len(examples) >= 4
    for text in examples:
        assert parse(text)
