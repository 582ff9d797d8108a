"""A report plan orders, explains and chooses quotes; it never touches a figure, and a contradicting quote keeps its place."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy.orm import Session

from analysis.models import ReportPlan
from analysis.report import plans, snapshot
from analysis.report.build import build
from analysis.report.model import QuotePart
from analysis.report.parts.layout import Layout
from analysis.scope import Scope
from tests.analysis.world import make_world

QUOTES = [QuotePart(f"Citaat {n}", "inwoner", "spreekt_tegen" if n == 4 else "steunt", "thema") for n in range(6)]
VALUES: dict[str, object] = {
    "name": "Raad",
    "audience": "raad",
    "scope": {},
    "order": [],
    "hidden": [],
    "words": {},
    "quotes": {},
}


def test_chosen_quotes_keep_the_one_that_contradicts() -> None:
    marks = [plans.mark(QUOTES[n].text) for n in (5, 0, 1)]
    assert plans.chosen(QUOTES, marks) == (QUOTES[5], QUOTES[0], QUOTES[4])
    assert plans.chosen(QUOTES, [plans.mark(QUOTES[4].text)]) == (QUOTES[4],)
    assert plans.chosen(QUOTES, ["nobody"]) == ()


def test_a_plan_changes_no_figure(session: Session) -> None:
    world = make_world(session)
    row = ReportPlan(code="raad", name="", layout={}, scope={})
    values = {
        **VALUES,
        "order": ["verhalen", "resultaten"],
        "hidden": ["lijn", "kaders"],
        "words": {"verhalen": "Lees dit eerst."},
    }
    plans.keep(session, world.programme, row, None, **values)
    plain = build(session, world.programme)
    planned = build(session, world.programme, scope=plans.scope_of(row))
    assert planned.line is None and planned.frameworks is None
    assert planned.layout.words[0].text == "Lees dit eerst."
    same = {"layout": Layout(), "line": plain.line, "frameworks": plain.frameworks}
    assert dataclasses.replace(planned, **same) == plain  # type: ignore[arg-type]
    assert snapshot.thaw(snapshot.as_json(planned)) == planned


def test_what_must_be_said_cannot_be_hidden(session: Session) -> None:
    world = make_world(session)
    for code in ("weten-niet", "tegenspraak", "gesprek", "bijlage", "raad"):
        with pytest.raises(plans.PlanRefused, match="elk rapport"):
            plans.keep(session, world.programme, ReportPlan(code="x", name=""), None, **{**VALUES, "hidden": [code]})


def test_words_without_end_and_unknown_readers_are_refused(session: Session) -> None:
    world = make_world(session)
    with pytest.raises(plans.PlanRefused, match="korter"):
        plans.keep(session, world.programme, ReportPlan(code="x", name=""), None, **{**VALUES, "words": {"lijn": "a" * 5000}})
    with pytest.raises(plans.PlanRefused):
        plans.keep(session, world.programme, ReportPlan(code="x", name=""), None, **{**VALUES, "audience": "iedereen"})


def test_a_scope_remembers_its_plan(session: Session) -> None:
    world = make_world(session)
    row = plans.keep(session, world.programme, ReportPlan(code="x", name=""), None, **VALUES)
    found = plans.scope_of(row)
    assert found.plan.code == "x" and found.audience == "raad" and found.as_json()["plan"] == "x"
    assert "plan" not in Scope().as_json()
