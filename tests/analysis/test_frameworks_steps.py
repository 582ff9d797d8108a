"""Who fills in which step of the compass: open by default, agreed per programme, guarded in the verb, never without a way on."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy.orm import Session

from analysis.frameworks import catalogue, steps, store
from analysis.frameworks.models import Card
from analysis.frameworks.steps import Agreed, StepOfOthers
from analysis.frameworks.store import Placed
from surveys.parties import ROLES, Account, Membership
from tests import factories

KOMPAS = catalogue.get("kompas")


def account_of(session: Session, programme: Any, role: str, organisation: Any = None) -> Account:
    one = Account(
        organisation=organisation or programme.organisation, email=f"{role}{id(object())}@voorbeeld.nl", name=role, password_hash="x"
    )  # fmt: skip
    session.add(one)
    session.flush()
    session.add(Membership(account_id=one.id, programme_id=programme.id, role=role))
    session.flush()
    return one


@pytest.fixture
def held(session: Session) -> Any:
    programme = factories.make_programme(session)
    return store.hold(session, programme, KOMPAS, name="Tafel", held_on=date(2026, 1, 1), present=["gemeente"])


def programme_of(session: Session, held: Any) -> Any:
    from surveys.parties import Programme

    return session.get_one(Programme, held.programme_id)


def step(code: str, state: str = "bezig") -> Placed:
    return Placed(code, "onderwerp", code, state)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_fill_in_a_step(role: str) -> None:
    """Against a table written out by hand."""
    assert Agreed().lets(role, "elders") is (role != "worker")
    for named, at_home in product(ROLES, (True, False)):
        organisation = "welzijn" if at_home else "elders"
        assert Agreed((named,)).lets(role, organisation) is (role == named)
        assert Agreed((named,), ("welzijn",)).lets(role, organisation) is (role == named or at_home)
        assert Agreed((), ("welzijn",)).lets(role, organisation) is at_home


@pytest.mark.store
def test_every_step_is_open_to_an_evaluator_where_nothing_was_agreed(session: Session, held: Any) -> None:
    someone = account_of(session, programme_of(session, held), "evaluator")
    assert store.put(session, held, KOMPAS, [step(one.code) for one in KOMPAS.dimensions], someone) == len(KOMPAS.dimensions)


@pytest.mark.store
def test_a_step_of_others_is_refused_with_who_they_are_and_goes_on_with_a_reason(session: Session, held: Any) -> None:
    programme = programme_of(session, held)
    steps.agree(session, programme, KOMPAS, {"outcome": Agreed(("administrator",))})
    someone = account_of(session, programme, "evaluator")
    with pytest.raises(StepOfOthers, match="Bij ‘Outcome’ is afgesproken dat dit invullen: beheerders") as refused:
        store.put(session, held, KOMPAS, [step("monitoring"), step("outcome")], someone)
    assert refused.value.way_on
    assert held.cards == []
    assert store.put(session, held, KOMPAS, [step("monitoring")], someone) == 1
    store.put(session, held, KOMPAS, [step("monitoring"), step("outcome")], someone, reason="De beheerder is ziek.")
    assert {one.dimension: one.exception for one in session.query(Card)} == {"monitoring": "", "outcome": "De beheerder is ziek."}
    assert steps.exceptions(session, programme, "kompas") == {"outcome": "De beheerder is ziek."}
    boss = account_of(session, programme, "administrator")
    store.put(session, held, KOMPAS, [step("monitoring"), step("outcome", "besproken")], boss)
    assert steps.exceptions(session, programme, "kompas") == {}


@pytest.mark.store
def test_taking_away_what_others_filled_in_is_refused_too(session: Session, held: Any) -> None:
    programme = programme_of(session, held)
    store.put(session, held, KOMPAS, [step("outcome")])
    steps.agree(session, programme, KOMPAS, {"outcome": Agreed(("administrator",))})
    someone = account_of(session, programme, "evaluator")
    assert store.put(session, held, KOMPAS, [step("outcome")], someone) == 0
    for cards in ([], [step("outcome", "klaar")]):
        with pytest.raises(StepOfOthers):
            store.put(session, held, KOMPAS, cards, someone)
    assert [one.state for one in held.cards] == ["bezig"]


@pytest.mark.store
def test_professionals_of_a_partner_fill_in_their_own_steps_and_no_other(session: Session, held: Any) -> None:
    programme = programme_of(session, held)
    partner = factories.make_organisation(session)
    steps.agree(session, programme, KOMPAS, {"activiteiten": Agreed((), (partner.code,))})
    worker = account_of(session, programme, "worker", partner)
    elsewhere = account_of(session, programme, "worker")
    assert store.put(session, held, KOMPAS, [step("activiteiten")], worker) == 1
    for someone, cards in ((worker, [step("activiteiten"), step("outcome")]), (elsewhere, [step("activiteiten", "klaar")])):
        with pytest.raises(StepOfOthers, match="Vraag een van hen") as refused:
            store.put(session, held, KOMPAS, cards, someone, reason="Toch doen.")
        assert not refused.value.way_on


@pytest.mark.store
def test_an_agreement_of_nobody_is_no_agreement(session: Session, held: Any) -> None:
    programme = programme_of(session, held)
    steps.agree(session, programme, KOMPAS, {"outcome": Agreed(("evaluator", "worker")), "monitoring": Agreed()})
    assert steps.agreements(session, programme.id, "kompas") == {"outcome": Agreed(("worker", "evaluator"))}
    steps.agree(session, programme, KOMPAS, {})
    assert steps.agreements(session, programme.id, "kompas") == {}
