"""The learning cycle: no step without what it asks, nothing lost, and the next report opens with last time's actions."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

import saying
from analysis.learning import burden, cycle, dues, reflecting, store
from analysis.learning.burden import Load
from analysis.learning.cycle import Standing, StepRefused
from analysis.learning.models import AmbitionVersion, LearningCycle
from analysis.models import Ambition
from analysis.report import build, rendering, snapshot
from surveys.parties import Account, Programme
from tests import factories

DAY = date(2026, 11, 1)
TABLE = [{"role": "gemeente", "people": 2}, {"role": "inwoner", "people": 0}]


@pytest.mark.parametrize("state", cycle.STEPS)
def test_every_step_asks_something(state: str) -> None:
    with pytest.raises(StepRefused):
        cycle.following(Standing(state))


def test_the_steps_in_order() -> None:
    full = {"report": True, "replies": 1, "dialogues": 1, "actions": 1}
    found, state = [], cycle.STEPS[0]
    while state != "gesloten":
        found.append(state)
        state = cycle.following(Standing(state, **full))  # type: ignore[arg-type]
    assert (*found, state) == cycle.STEPS


def test_a_reason_may_stand_for_an_action_and_a_closed_round_stays_closed() -> None:
    assert cycle.following(Standing("verbeteractie", no_action_because="Eerst afwachten.")) == "gesloten"
    with pytest.raises(StepRefused):
        cycle.preceding(Standing("gesloten"))
    assert cycle.preceding(Standing("gesprek")) == "eerst_het_team"


def test_hours_of_measuring() -> None:
    loads = [Load("a", "inwoner", 9, 900, "x"), Load("b", "professional", 12, 160)]
    assert burden.hours(loads, "inwoner") == pytest.approx(135)
    assert burden.hours(loads, "professional") == pytest.approx(32)
    assert burden.unasked(loads) == ("b",)


@pytest.fixture
def parties(session: Session) -> tuple[Programme, Account]:
    programme = factories.make_programme(session)
    return programme, factories.make_account(session, organisation=programme.organisation)


def walk(session: Session, programme: Programme, account: Account, name: str, *, residents: int = 0) -> LearningCycle:
    """A round from beginning to end."""
    one = store.begin(session, programme, name, DAY)
    store.attach(session, one, snapshot.freeze(session, programme, build.build(session, programme)))
    store.step(session, one, DAY)
    store.reply(session, one, "Team Zuid", "Wij herkennen dit.", account)
    store.step(session, one, DAY)
    table = [{"role": "inwoner", "people": residents}, {"role": "team", "people": 3}]
    store.talk(
        session, one, account, held_on=DAY, title="Gesprek", participants=table, questions="", said="Veel", decisions="Iets"
    )
    store.step(session, one, DAY)
    store.act(session, one, text=f"Actie van {name}", owner="Team Zuid", due_on=DAY, aim="aanbod", result_id=None)
    store.step(session, one, DAY)
    return one


def test_the_next_report_opens_with_the_last_actions(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, account = parties
    first = walk(session, programme, account, "een", residents=4)
    assert (first.state, first.closed_on) == ("gesloten", DAY)
    store.begin(session, programme, "twee", DAY)
    report = build.build(session, programme)
    assert report.learning is not None
    assert [one.text for one in report.learning.before] == ["Actie van een"]
    assert report.learning.actions == () and report.learning.residents_spoke is False
    page = rendering.html(report)
    assert page.index("Actie van een") < page.index('id="gesprek"')
    assert snapshot.thaw(snapshot.as_json(report)) == report


def test_one_round_at_a_time(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, _ = parties
    store.begin(session, programme, "een", DAY)
    with pytest.raises(StepRefused, match="nog een ronde"):
        store.begin(session, programme, "twee", DAY)


def test_no_conversation_before_the_reply_and_none_without_people(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, account = parties
    one = store.begin(session, programme, "een", DAY)
    values = {"held_on": DAY, "title": "x", "participants": TABLE, "questions": "", "said": "", "decisions": ""}
    with pytest.raises(StepRefused, match="eerst antwoorden"):
        store.talk(session, one, account, **values)
    one.state = "gesprek"
    with pytest.raises(StepRefused, match="aan tafel"):
        store.talk(session, one, account, **{**values, "participants": [{"role": "raad", "people": 0}]})
    store.talk(session, one, account, **values)
    report = build.build(session, programme)
    assert report.learning is not None and not report.learning.residents_spoke
    assert "inwoners zaten niet aan tafel" in rendering.html(report)


def test_whom_it_is_about_reads_first(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, _ = parties
    assert store.may_publish(session, programme, "raad") == ""
    one = store.begin(session, programme, "een", DAY)
    assert "Eerst leest" in store.may_publish(session, programme, "raad")
    assert store.may_publish(session, programme, "team") == ""
    one.state = "gesprek"
    assert store.may_publish(session, programme, "raad") == ""


def test_an_ambition_changes_only_through_an_action_and_keeps_its_history(
    session: Session, parties: tuple[Programme, Account]
) -> None:
    programme, account = parties
    ambition = Ambition(programme_id=programme.id, code="a", name="Niemand alleen", text="eerst")
    session.add(ambition)
    one = walk(session, programme, account, "een")
    with pytest.raises(StepRefused, match="aanbod"):
        store.change_ambition(session, ambition, one.actions[0], name="x", text="", reason="y")
    one.actions[0].aim = "ambitie"
    with pytest.raises(StepRefused, match="waarom"):
        store.change_ambition(session, ambition, one.actions[0], name="x", text="", reason=" ")
    store.change_ambition(session, ambition, one.actions[0], name="Ook in het weekend", text="", reason="Het weekend was leeg.")
    kept = session.query(AmbitionVersion).one()
    assert (kept.name, kept.text, ambition.name) == ("Niemand alleen", "eerst", "Ook in het weekend")


def test_learning_questions_keep_their_number_and_their_versions(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, _ = parties
    first, second = store.ask(session, programme, "Een?"), store.ask(session, programme, "Twee?")
    store.reword(session, first, text="Een, anders?", state="beantwoord", learned="Veel")
    found = store.questions(session, programme)
    assert [(each[0].number, each[0].text, len(each)) for each in found] == [(1, "Een, anders?", 2), (2, "Twee?", 1)]
    assert second.number == 2


def test_the_calendar_says_what_is_coming_and_what_is_late(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, account = parties
    one = walk(session, programme, account, "een")
    one.actions[0].due_on = date(2026, 12, 1)
    two = store.begin(session, programme, "twee", DAY)
    store.plan_talk(session, two, date(2026, 11, 20), "De Schakel")
    found = dues.calendar(session, programme, date(2026, 11, 25))
    assert [(each.kind, each.late) for each in found] == [("gesprek", True), ("actie", False)]
    assert (found[0].where, found[1].who) == ("De Schakel", "Team Zuid")
    one.actions[0].state = "gedaan"
    assert [each.kind for each in dues.calendar(session, programme, date(2026, 11, 1))] == ["gesprek"]


def test_a_week_ends_on_sunday() -> None:
    monday = date(2026, 11, 23)
    days = [dues.Due(date(2026, 11, day), str(day), "actie", f"actie-{day}", late=day < 23) for day in (20, 23, 29, 30)]
    found = dues.week(days, monday)
    assert [[one.on.day for one in ones] for ones in (found.late, found.now, found.later)] == [[20], [23, 29], [30]]
    assert dues.week(days, date(2026, 11, 29)).now == found.now and found.waiting == 3


def test_what_people_stood_still_by_stands_in_the_next_report(session: Session, parties: tuple[Programme, Account]) -> None:
    programme, account = parties
    one = store.begin(session, programme, "een", DAY)
    reflecting.reflect(session, one, "aanpak", "Te weinig tijd.", account)
    reflecting.reflect(session, one, "doelen", "Nog goed.", account)
    reflecting.reflect(session, one, "aanpak", "Te weinig mensen.", account)
    reflecting.reflect(session, one, "resultaten", "Weg.", account)
    reflecting.reflect(session, one, "resultaten", "", account)
    assert reflecting.said(one) == {"doelen": "Nog goed.", "aanpak": "Te weinig mensen."}
    with pytest.raises(KeyError):
        reflecting.reflect(session, one, "geld", "x", account)
    report = build.build(session, programme)
    assert report.learning is not None and report.learning.thought == ()
    one.state = "gesloten"
    with pytest.raises(StepRefused):
        reflecting.reflect(session, one, "doelen", "Toch niet.", account)
    store.begin(session, programme, "twee", DAY)
    report = build.build(session, programme)
    assert report.learning is not None
    assert report.learning.thought == (("De doelen", "Nog goed."), ("De aanpak", "Te weinig mensen."))
    assert "Te weinig mensen." in rendering.html(report)
    with saying.speaking("en"):
        assert "What surprised us" in saying.say(reflecting.PROMPTS["resultaten"].question)
