"""Every kind of question has all its parts: a form, a tally, a column in the exports, a line in the manual."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import tallies
from analysis.exports import variables
from surveys.questions import KINDS
from surveys.questions.base import Question
from webapp.respond import compiled

ROOT = Path(__file__).parents[2]
# These hold no answer of their own that could be counted or exported.
SILENT = {"uitleg", "verhaal"}
# Left out of exports on purpose: open text, an exact postcode, and a consent that everybody in the file gave.
KEPT_IN = {"tekst", "postcode", "toestemming"}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_drawn(kind: str) -> None:
    assert (compiled.TEMPLATES / "questions" / f"{kind}.html").is_file()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in SILENT])
def test_it_is_counted_and_exported(kind: str) -> None:
    assert tallies.layout.dispatch(KINDS[kind]) is not tallies.layout.dispatch(Question)
    for part in (variables.columns, variables.answer):
        has = part.dispatch(KINDS[kind]) is not part.dispatch(Question)
        assert has == (kind not in KEPT_IN), f"{kind}: {part.__name__}"


def test_the_manual_names_each() -> None:
    manual = (ROOT / "docs" / "vragenlijst-maken.md").read_text()
    assert [kind for kind in KINDS if f"`{kind}`" not in manual] == []
