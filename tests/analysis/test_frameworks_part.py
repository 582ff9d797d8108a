"""Frameworks from tables to the report: the part, the gate, the digest of the scope, and the page."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from analysis.accounting.models import Provision, ProvisionVolume
from analysis.frameworks import catalogue, gate, scope, store
from analysis.frameworks.models import Certificate
from analysis.frameworks.store import CardRefused, Placed
from analysis.models import Indicator, ResultActivity
from analysis.report import rendering
from analysis.report.build import build
from analysis.report.snapshot import as_json, thaw
from tests import factories
from tests.analysis.world import make_world

pytestmark = pytest.mark.store


def lay(session: Session, programme: object, code: str, cards: list[Placed], day: date = date(2026, 3, 1)) -> None:
    framework = catalogue.get(code)
    held = store.hold(session, programme, framework, name="Tafel", held_on=day, present=["gemeente"])  # type: ignore[arg-type]
    store.put(session, held, framework, cards)


def test_a_programme_without_frameworks_has_no_part(session: Session) -> None:
    world = make_world(session)
    assert build(session, world.programme).frameworks is None


def test_cards_become_a_part_and_a_page_of_the_report(session: Session) -> None:
    world = make_world(session)
    programme = world.programme
    lay(session, programme, "kompas", [Placed("monitoring", "onderwerp", "monitoring", "besproken", "Wij keken <samen>.")])
    lay(
        session,
        programme,
        "sferen",
        [Placed("persoonlijk", "activiteit", "wandelen", "wel"), Placed("institutioneel", "onderwerp", "De bieb", "twijfel")],
    )
    lay(
        session,
        programme,
        "kernvragen",
        [
            Placed("staat", "onderwerp", "staat", "deels", "Weinig data.", {"antwoord": "Er is een plek."}),
            Placed("staat", "indicator", "eenzaam"),
        ],
    )
    row = Provision(programme_id=programme.id, code="inloop", name="Inloop", layer="sociale_basis")
    row.volumes = [ProvisionVolume(period="2024", users=100, euro=1000.0), ProvisionVolume(period="2026", users=120, euro=1500.0)]
    session.add(row)
    session.add(
        Certificate(
            programme_id=programme.id, organisation_id=programme.organisation_id, name="Keurmerk", valid_until=date(2020, 1, 1)
        )
    )
    session.flush()
    report = build(session, programme)
    part = report.frameworks
    assert part is not None
    assert [one.code for one in part.frameworks] == ["kompas", "sferen", "kernvragen", "piramide"]
    assert part.certificates[0].valid == "verlopen op 1 januari 2020"
    questions = part.framework("kernvragen")
    assert questions is not None
    assert (questions.dimensions[0].answer, questions.dimensions[0].state) == ("Er is een plek.", "deels")
    assert [card.name for card in questions.dimensions[0].cards] == ["Indicator eenzaam"]
    assert "Vrij: Inloop." in part.statutory
    page = rendering.html(report)
    assert "Wij keken &lt;samen&gt;." in page
    assert "Inwoners ontbraken." in page
    assert "Wandelclub" in page
    assert thaw(as_json(report)) == report
    assert as_json(build(session, programme)) == as_json(report)


def test_an_indicator_that_came_too_early_is_said_in_the_report(session: Session) -> None:
    world = make_world(session)
    one = session.get_one(Indicator, world.result.indicators[0].id)
    one.early_reason = "De raad vroeg erom."
    session.flush()
    part = build(session, world.programme).frameworks
    assert part is not None
    assert part.early == (f"{one.name}: De raad vroeg erom.",)


def test_the_gate_opens_when_a_result_has_an_activity(session: Session) -> None:
    programme = factories.make_programme(session)
    assert "maatschappelijk resultaat" in gate.early(session, programme)
    world = make_world(session)
    assert gate.early(session, world.programme) == ""
    for link in session.query(ResultActivity).all():
        session.delete(link)
    session.flush()
    assert "activiteit" in gate.early(session, world.programme)


def test_only_the_same_demarcation_has_the_same_digest(session: Session) -> None:
    one, two, three = (factories.make_programme(session) for _ in range(3))
    cards = [Placed("mensen", "onderwerp", "informeel", "wel"), Placed("domein", "onderwerp", "sport", "niet")]
    assert scope.digest(session, one) == ""
    lay(session, one, "afbakening", cards)
    lay(session, two, "afbakening", cards[::-1], date(2025, 1, 1))
    lay(session, three, "afbakening", [*cards, Placed("domein", "onderwerp", "cultuur", "wel")])
    assert scope.digest(session, one) == scope.digest(session, two) != ""
    assert scope.digest(session, three) != scope.digest(session, one)
    lay(session, two, "afbakening", [Placed("domein", "onderwerp", "cultuur", "wel")], date(2026, 5, 1))
    assert scope.digest(session, two) == scope.digest(session, three)


@pytest.mark.parametrize(
    "card",
    [
        Placed("nergens", "plek", "x", "wel"),
        Placed("persoonlijk", "mens", "x", "wel"),
        Placed("persoonlijk", "plek", "", "wel"),
        Placed("persoonlijk", "plek", "x" * 201, "wel"),
        Placed("persoonlijk", "plek", "x", "altijd"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(session: Session, card: Placed) -> None:
    with pytest.raises(CardRefused):
        lay(session, factories.make_programme(session), "sferen", [card])


def test_putting_the_same_cards_twice_changes_nothing(session: Session) -> None:
    programme, framework = factories.make_programme(session), catalogue.get("sferen")
    held = store.hold(session, programme, framework, name="Tafel", held_on=date(2026, 1, 1), present=["inwoner"])
    cards = [Placed("persoonlijk", "onderwerp", "Buren", "wel")]
    assert store.put(session, held, framework, cards) == 1
    assert store.put(session, held, framework, cards) == 0
    assert store.put(session, held, framework, []) == 1
