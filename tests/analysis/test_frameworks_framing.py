"""A report of one policy frame: only its results are shown, no figure is another one, and the ledger records what went out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

import saying
from analysis.frameworks import catalogue, narrowing, policy, store
from analysis.frameworks.policy import NothingInFrame
from analysis.frameworks.store import Placed
from analysis.ledger import preparing
from analysis.ledger.walking import figures
from analysis.line.models import Mechanism
from analysis.models import Ambition, Indicator, ResultActivity, SocietalResult
from analysis.report import plans, rendering
from analysis.report.build import build
from analysis.report.indicators import WEAKER
from analysis.report.model import Report
from analysis.report.snapshot import as_json, thaw
from analysis.scope import Scope, from_json
from tests import factories
from tests.analysis.world import make_world

pytestmark = pytest.mark.store
GALA = Scope(frame="gala")


@pytest.fixture
def world(session: Session) -> Any:
    """Two results with a figure and an activity each; the first has the label GALA, by its ambition."""
    world = make_world(session)
    programme = world.programme
    ambition = Ambition(programme_id=programme.id, code="anders", name="Iedereen beweegt")
    other = SocietalResult(ambition=ambition, code="bewegen", title="Meer mensen bewegen", position=9)
    activity = factories.make_activity(session, programme, code="fietsen", name="Fietsclub")
    session.add_all([
        other,
        Indicator(
            result=other, code="cijfer_b", name="Hoe het gaat met bewegen", definition="x", level="outcome", measure_kind="mean",
            direction="omhoog", not_measured="y", rule={"survey": "welzijn", "question": "cijfer"},
        ),
    ])  # fmt: skip
    session.flush()
    session.add(ResultActivity(result_id=other.id, activity_id=activity.id))
    session.add(Mechanism(programme_id=programme.id, code="zien", name="Gezien worden", for_whom="x", conditions="y", source="z"))
    tag(session, programme, [Placed("gala", "ambitie", world.result.ambition.code), Placed("wmo", "activiteit", "fietsen")])
    session.refresh(world.result)
    return SimpleNamespace(**vars(world), other=other)


def tag(session: Session, programme: Any, cards: list[Placed], day: date = date(2026, 3, 1)) -> None:
    framework = catalogue.get("beleidskaders")
    held = store.hold(session, programme, framework, name="Tafel", held_on=day, present=["gemeente"])
    store.put(session, held, framework, cards)


def values(report: Report) -> Counter[str]:
    """Every figure of a report, however often."""
    return Counter(repr(figure) for _, figure in figures(report, ()))


def test_only_the_results_of_the_frame_are_shown_and_no_figure_is_another_one(session: Session, world: Any) -> None:
    whole, part = build(session, world.programme), build(session, world.programme, scope=GALA)
    assert [one.code for one in whole.results] == ["minder_eenzaam", "bewegen"]
    assert part.results == whole.results[:1]
    assert part.council == whole.council[:1]
    assert values(part) < values(whole)
    assert (part.stories_total, part.responses, part.triads, part.cloud) == (
        whole.stories_total, whole.responses, whole.triads, whole.cloud,
    )  # fmt: skip
    text = as_json(part).decode()
    assert "Meer mensen bewegen" in as_json(whole).decode()
    for gone in ("Meer mensen bewegen", "bewegen", "Iedereen beweegt", "Hoe het gaat met bewegen"):
        assert gone not in text
    assert thaw(as_json(part)) == part


def test_the_report_says_what_it_is_about_on_its_cover(session: Session, world: Any) -> None:
    part = build(session, world.programme, scope=GALA)
    assert part.scope == "wat hoort bij GALA (1 van de 2 resultaten)"
    page = rendering.html(part)
    assert part.scope[0].upper() + part.scope[1:] in page
    assert "Meer mensen bewegen" not in page


def test_the_line_and_the_account_keep_only_what_leads_to_the_results(session: Session, world: Any) -> None:
    whole, part = build(session, world.programme), build(session, world.programme, scope=Scope(frame="wmo"))
    assert whole.line is not None and part.line is not None
    assert {one.code for one in part.line.line.of("activiteit")} == {"fietsen"}
    assert {one.code for one in part.line.line.of("resultaat")} == {"bewegen"}
    assert set(part.line.line.links) < set(whole.line.line.links)
    assert all(one in whole.line.findings for one in part.line.findings)


def test_an_indicator_that_was_asked_afterwards_is_left_out_under_both_its_names(session: Session, world: Any) -> None:
    away, stays = build(session, world.programme).results[::-1]
    for language in ("nl", "en"):
        with saying.speaking(language):
            named = replace(away.indicators[0], name=saying.say(WEAKER, name="Hoe het gaat met bewegen"))
            left = narrowing.left_out([replace(away, indicators=(named,)), stays], {stays.code})
            assert left.names == {named.name, "Hoe het gaat met bewegen"}


@pytest.mark.parametrize(
    ("kind", "code", "results"),
    [
        ("resultaat", "bewegen", {"bewegen"}),
        ("indicator", "cijfer_b", {"bewegen"}),
        ("activiteit", "wandelen", {"minder_eenzaam"}),
        ("ambitie", "anders", {"bewegen"}),
    ],
)
def test_a_label_on_what_hangs_under_a_result_counts_for_it(
    session: Session, world: Any, kind: str, code: str, results: set[str]
) -> None:
    tag(session, world.programme, [Placed("iza", kind, code)], date(2026, 4, 1))
    assert policy.narrowing_to(session, world.programme, "iza") == results


def test_a_frame_without_results_cannot_be_chosen(session: Session, world: Any) -> None:
    assert policy.frames(session, world.programme) == {"gala": "GALA", "wmo": "Wmo-beleidsplan"}
    for frame in ("lokaal", "onzin"):
        with pytest.raises(NothingInFrame, match="nog geen resultaat"):
            build(session, world.programme, scope=Scope(frame=frame))


def test_the_frame_is_kept_with_plans_and_publications(session: Session, world: Any) -> None:
    assert from_json(Scope((), 1, "raad", frame="gala").as_json(), "raad") == Scope((), 1, "raad", frame="gala")
    assert "frame" not in Scope().as_json()
    row = plans.keep(
        session, world.programme, plans.ReportPlan(code="p1"), None, name="GALA", audience="raad", scope=GALA.as_json(), order=[],
        hidden=[], words={}, quotes={},
    )  # fmt: skip
    assert plans.scope_of(row).frame == "gala"


def test_the_ledger_records_only_what_went_out(session: Session, world: Any) -> None:
    prepared = preparing.prepare(session, world.programme, GALA)
    kept = preparing.publish_report(session, world.programme, prepared, title="Voor GALA", audience="alle", account=None)
    assert kept.scope["frame"] == "gala"
    whole = preparing.prepare(session, world.programme)
    assert not whole.refusals
    assert len(kept.cuts) == len(prepared.cuts) < len(whole.cuts)
    only = {cut.place for cut in whole.cuts} - {cut.place for cut in prepared.cuts}
    assert {place for place in only if "cijfer" in str(place)}
    assert {(cut.subject, cut.n) for cut in prepared.cuts} == {(cut.subject, cut.n) for cut in kept.cuts}


def test_what_the_ledger_holds_stays_held_in_a_frame(session: Session, world: Any) -> None:
    """The report of a frame is guarded by what went out before, as the whole is."""
    prepared = preparing.prepare(session, world.programme)
    preparing.publish_report(session, world.programme, prepared, title="Alles", audience="alle", account=None)
    again = preparing.prepare(session, world.programme, GALA)
    assert set(again.refusals) <= set(preparing.prepare(session, world.programme).refusals)
    assert again.report.results == preparing.guarded(session, world.programme).results[:1]
