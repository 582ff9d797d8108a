"""What a promise asks, who contributes to what, what both sides agreed on, and words for outcomes: plain rules and from tables."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import saying
from analysis.accounting.models import Counterfactual, Investment, PreventionClaim, Provision, ProvisionVolume, Substitution
from analysis.line import (
    chain,
    checks,
    concepts,
    contributing,
    gather,
    library,
    network,
    network_picture,
    partners,
    promised,
    promises,
    shaping,
    store,
    worth,
)
from analysis.line.line import ACTIVITY, RESULT, STEP
from analysis.models import Indicator
from analysis.report import rendering
from analysis.report.build import build
from analysis.report.indicators import leading
from surveys.parties import Activity
from tests import factories
from tests.analysis.test_line_rules import BUSY, WHOLE
from tests.analysis.world import make_world

FIRST, SECOND, THIRD = 1, 2, 3


# both sides of a chain


@pytest.mark.parametrize(
    ("weights", "settled", "closed", "state"),
    [
        ({}, False, False, "niemand"),
        ({THIRD: "groot"}, False, False, "niemand"),
        ({FIRST: "groot"}, False, True, "een_kant"),
        ({FIRST: "groot"}, True, True, "een_kant"),  # what was settled without one side was not agreed by both
        ({FIRST: "groot", SECOND: "groot"}, False, False, "loopt"),  # a third partner still scores alone: nothing is given away
        ({FIRST: "groot", SECOND: "klein"}, False, False, "loopt"),
        ({FIRST: "groot", SECOND: "groot", THIRD: "geen"}, False, True, "vastgesteld"),
        ({FIRST: "groot", SECOND: "middel"}, False, True, "verschil"),
        ({FIRST: "groot", SECOND: "klein"}, True, True, "vastgesteld"),
    ],
)
def test_a_link_is_agreed_when_both_sides_spoke_and_agree(
    weights: dict[int, str], settled: bool, closed: bool, state: str
) -> None:
    assert chain.of_link(weights, {FIRST}, {SECOND}, settled=settled, closed=closed) == state


def test_a_chain_is_agreed_when_every_link_of_it_is() -> None:
    argued = WHOLE.links[2]
    assert chain.chains(WHOLE)[0].open == (chain.Open("Samen lopen", "Ouderen durven er weer op uit", chain.OPEN[""]),)
    whole = chain.chains(replace(WHOLE, links=(*WHOLE.links[:2], replace(argued, both="vastgesteld"))))[0]
    assert (whole.whole, whole.links, whole.agreed) == (True, 1, 1)
    assert "alle 1 schakels" in whole.says
    without = chain.chains(replace(WHOLE, links=WHOLE.links[:2]))[0]
    assert (without.whole, without.links) == (False, 0)  # nothing to agree on is not agreed
    assert chain.together(replace(WHOLE, links=WHOLE.links[:2])) == ""


@pytest.fixture
def world(session: Session) -> Any:
    """The small world with a provider, an activity of it, and a link that both sides can score."""
    found = make_world(session)
    found.other = factories.make_organisation(session, name="De Brug")
    found.first = factories.make_account(session, organisation=found.programme.organisation)
    found.second = factories.make_account(session, organisation=found.other)
    partners.set_role(session, found.programme, found.other, "uitvoerder")
    found.activity = session.scalars(select(Activity).where(Activity.code == "wandelen")).one()
    found.activity.organisation_id = found.other.id
    found.step = shaping.write_step(session, found.result, None, title="Ouderen durven er weer op uit")
    ends = (ACTIVITY, "wandelen"), (STEP, found.step.code)
    found.link = contributing.link(session, found.programme, gather.read_line(session, found.programme), *ends)
    session.flush()
    return found


def both(session: Session, world: Any) -> str:
    return gather.read_line(session, world.programme).out_of((ACTIVITY, "wandelen"))[0].both


@pytest.mark.store
def test_what_both_sides_said_of_a_link_follows_from_the_votes(session: Session, world: Any) -> None:
    assert both(session, world) == "niemand"
    contributing.vote(session, world.link, world.first, "groot")
    assert both(session, world) == "een_kant"
    contributing.vote(session, world.link, world.second, "klein")
    assert both(session, world) == "verschil"
    contributing.settle(session, world.link, "middel")
    assert both(session, world) == "vastgesteld"
    page = rendering.html(build(session, world.programme))
    assert "Opdrachtgever en uitvoerder stelden" in page


# the network


def test_the_network_is_drawn_with_everything_that_is_listed() -> None:
    actors = (
        network.Actor("brug", "De Brug & Co", "organisatie", "uitvoerder", (
            network.Does("lopen", "Samen <lopen>", ("minder",)), network.Does("koffie", "Koffie", (), ("minder",)),
        )),
        network.Actor("raad", "Seniorenraad", "groep inwoners", "", ()),
    )  # fmt: skip
    web = network.Network(actors, (("minder", "Minder eenzaam"), ("leeg", "Niemand werkt hieraan")))
    root = ET.fromstring(network_picture.draw(web))
    space = "{http://www.w3.org/2000/svg}"
    words = " ".join("".join(one.itertext()) for one in root.iter(f"{space}text"))
    for name in ("De Brug & Co", "Samen <lopen>", "Koffie", "Seniorenraad", "Minder eenzaam", "Niemand werkt hieraan"):
        assert name in words
    paths = [one.attrib for one in root.iter(f"{space}path")]
    assert len(paths) == 4  # two activities of the actor, one planned and one told route
    assert sum(one.get("stroke-dasharray") == network_picture.DOTTED for one in paths) == 1
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert (
        title is not None and title.text == web.says == "Eén van de 2 partijen voert activiteiten uit, voor 1 van de 2 resultaten"
    )
    assert desc is not None and "Seniorenraad: geen eigen activiteit" in (desc.text or "")


@pytest.mark.store
def test_who_has_a_provision_or_an_activity_is_an_actor(session: Session, world: Any) -> None:
    library_ = factories.make_organisation(session, name="Bibliotheek", kind="initiatief")
    session.add(
        Provision(
            programme_id=world.programme.id, organisation_id=library_.id, code="lezen", name="Leeskring", layer="sociale_basis"
        )
    )
    session.flush()
    web = network.read(session, world.programme, gather.read_line(session, world.programme))
    by_name = {one.name: one for one in web.actors}
    assert by_name["Bibliotheek"].brings == ("Leeskring",)
    assert by_name["Bibliotheek"].kind == "inwonersinitiatief"
    assert [one.results for one in by_name["De Brug"].does] == [(world.result.code,)]


# promises


def a_goal(**more: Any) -> promises.Promised:
    rests = (promises.Rests("Minder eenzaam", "aannemelijk", "Omdat.", (("cijfer", "Eenzaam", ""),)),)
    return replace(promises.Promised("Deel eenzaam", "55-plussers", True, True, "Van 40% naar 30%", rests), **more)


GROUP = promises.Shown("Eenzaam", "prevalence", "Eenzaam: 40%", True)
SAME = promises.Shown("Vooruit", "share_improved", "Vooruit: 30%", True)
FULL = {
    "preventie": (promises.Recorded("zonder", "…"), promises.Recorded("claim", "…")),
    "substitutie": (promises.Recorded("substitutie", "…"), promises.Recorded("gebruik", "…")),
    "kosten": (promises.Recorded("substitutie", "…", priced=True), promises.Recorded("kosten", "…")),
    "samenredzaamheid": (promises.Recorded("woord", "…"),),
}


@pytest.mark.parametrize("code", list(promises.TITLES))
def test_each_promise_asks_its_own_evidence(code: str) -> None:
    told = replace(a_goal(), rests=(replace(a_goal().rests[0], under=(("verhaal", "Erbij", ""),)),))
    assert promises.page(code, (told,), (GROUP,), FULL[code]).lacks == ()
    others = tuple(
        row
        for one, rows in FULL.items()
        if one != code
        for row in rows
        if one not in ("substitutie", "kosten") or code not in ("substitutie", "kosten")
    )
    assert promises.page(code, (a_goal(),), (), others).lacks  # evidence for another promise is none for this one
    assert len({tuple(promises.ASKS[one]) for one in promises.TITLES}) == len(promises.TITLES)


def test_a_share_that_improved_never_stands_in_for_the_whole_group() -> None:
    page = promises.page("preventie", (a_goal(),), (SAME,), FULL["preventie"])
    assert any("alleen een deel dat vooruitging" in one for one in page.lacks)
    assert (page.of_same, page.of_group) == ((SAME,), ())
    assert promises.page("preventie", (a_goal(),), (SAME, GROUP), FULL["preventie"]).lacks == ()


def test_a_goal_without_argument_evidence_or_later_figure_is_told_so() -> None:
    page = promises.page("preventie", (a_goal(rests=(), complete=False, newer=False),), (GROUP,), FULL["preventie"])
    assert len(page.lacks) == 3
    assert page.weakest == ""
    bare = replace(a_goal(), rests=(replace(a_goal().rests[0], under=()), replace(a_goal().rests[0], evidence="verondersteld")))
    assert promises.page("preventie", (bare,), (GROUP,), FULL["preventie"]).weakest == "verondersteld"


@pytest.mark.store
def test_the_pages_come_from_what_was_written_down(session: Session, world: Any) -> None:
    values = {
        "population": "ouderen",
        "unit": "procent",
        "baseline": 40.0,
        "baseline_year": 2024,
        "target": 30.0,
        "target_year": 2028,
        "source": "GGD",
    }
    shaping.write_macro_goal(session, world.result.ambition, None, name="Deel eenzaam", promise="preventie", **values)
    shaping.write_macro_goal(session, world.result.ambition, None, name="Uitgaven", promise="kosten", **values)
    made = world.programme.id
    heavy = Provision(programme_id=made, code="dag", name="Dagbesteding", layer="maatwerk")
    session.add_all([heavy, Counterfactual(programme_id=made, text="Dan was er niets.")])
    session.flush()
    session.add_all([
        PreventionClaim(programme_id=made, claim="Minder vallen.", assumption="Zij bewegen.", author_id=world.first.id),
        Substitution(programme_id=made, activity_id=world.activity.id, provision_id=heavy.id, persons_low=6, persons_high=9, months_low=1,
                     months_high=2, price_low=10, price_high=20, price_source="lijst", payer="gemeente", gainer="inwoner", societal_gain="Langer thuis."),
    ])  # fmt: skip
    session.flush()
    part = build(session, world.programme).line
    assert part is not None
    pages = {one.code: one for one in part.promises}
    assert list(pages) == ["preventie", "kosten"]
    assert [one.kind for one in pages["preventie"].recorded] == ["claim", "zonder"]
    assert "Minder vallen. Aanname: Zij bewegen." in pages["preventie"].recorded[0].text
    assert [one.kind for one in pages["kosten"].recorded] == ["substitutie", "verdeling"]
    assert "Van het lichte aanbod is niet bekend wat het zelf kost." in pages["kosten"].lacks
    kinds = {one.kind for one in pages["preventie"].figures}
    assert kinds <= {"prevalence", "share_improved", "mean", "story_verdict", "import"}


@pytest.mark.parametrize(
    ("period", "year"), [("2025", 2025), ("2025-K1", 2025), ("voorjaar 2024", 2024), ("onbekend", 0), ("120250", 0)]
)
def test_a_later_figure_is_later_than_its_baseline_in_whatever_words_its_period_is(period: str, year: int) -> None:
    assert promised._year(period) == year


@pytest.mark.store
def test_costs_are_known_from_a_provision_or_a_budget_with_that_name(session: Session, world: Any) -> None:
    made = world.programme.id
    assert worth.costs(session, world.programme) == {}
    session.add_all([
        Investment(programme_id=made, year=2026, purpose=f" {world.activity.name.upper()} ", euro=900.0, budgeted=True, source="begroting"),
        Investment(programme_id=made, year=2025, purpose=world.activity.name, euro=800.0),
    ])  # fmt: skip
    session.flush()
    assert worth.costs(session, world.programme)["wandelen"] == worth.Cost("2026", 900.0, True, "begroting")
    rows = [
        Provision(programme_id=made, activity_id=world.activity.id, code=code, name=code, layer="sociale_basis") for code in "ab"
    ]
    for row, euro in zip(rows, (100.0, 50.0), strict=True):
        row.volumes = [ProvisionVolume(period="2025", euro=1.0), ProvisionVolume(period="2026", euro=euro)]
    session.add_all(rows)
    session.flush()
    assert worth.costs(session, world.programme)["wandelen"] == worth.Cost(
        "2026", 150.0
    )  # what was recorded goes above what was meant


# outcomes of an activity


@pytest.mark.store
def test_what_an_activity_changes_stands_apart_and_never_leads_a_result(session: Session, world: Any) -> None:
    before = build(session, world.programme)
    societal = before.results[0].indicators
    first = session.scalars(select(Indicator).where(Indicator.result_id == world.result.id).order_by(Indicator.position)).first()
    assert first is not None
    session.add(Indicator(
        result_id=world.result.id, activity_id=world.activity.id, code="lopers", name="Lopers zijn minder alleen", definition="d", level="impact",
        measure_kind=first.measure_kind, direction=first.direction, rule=first.rule, not_measured="Wie niet meeliep.", position=50,
    ))  # fmt: skip
    session.flush()
    session.expire(world.result)
    report = build(session, world.programme)
    part = report.line
    assert part is not None
    assert [(one.activity, one.provider, one.name) for one in part.changes] == [
        (world.activity.name, "De Brug", "Lopers zijn minder alleen")
    ]
    assert "lopers" not in {one.code for node in part.line.of(RESULT) for one in node.measures}
    assert leading(report.results[0].indicators) == leading(societal)
    assert report.council == before.council
    page = rendering.html(report)
    assert "Wat activiteiten bij deelnemers veranderen" in page
    assert "Dit is geen cijfer over het maatschappelijke resultaat." in page


# words


def test_concepts_have_a_meaning_questions_and_a_source_in_both_languages() -> None:
    dutch, english = concepts.concepts("nl"), concepts.concepts("en")
    assert set(dutch) == set(english) == {"veerkracht", "samenredzaamheid"}
    for code, one in dutch.items():
        other = english[code]
        assert one.source and one.meaning and one.mind and len(one.questions) >= 3 and one.instruments
        assert one.meaning != other.meaning and len(one.questions) == len(other.questions)
        assert any(asked.answers == "verhaal" for asked in one.questions)  # never only counting
        assert all(asked.text.endswith("?") for asked in (*one.questions, *other.questions))


def test_a_concept_without_a_source_is_refused() -> None:
    entry = dict.fromkeys(("code", "naam", "omschrijving", "let_op"), "x") | {
        "delen": [],
        "vragen": [],
        "instrumenten": [],
        "en": {},
        "bron": " ",
    }
    with pytest.raises(concepts.ConceptBroken, match="bron"):
        concepts.read({"begrippen": [entry]})
    with pytest.raises(concepts.ConceptBroken, match="er ontbreekt bron"):
        concepts.read({"begrippen": [{key: value for key, value in entry.items() if key != "bron"}]})


@pytest.mark.store
def test_a_word_that_is_taken_over_is_a_reading_and_not_an_agreement(session: Session, world: Any) -> None:
    row = store.take_term(session, world.programme, world.other, "Veerkracht", "Opkrabbelen.")
    assert (row.term, row.agreed) == ("veerkracht", "")
    store.write_term(session, world.programme, "veerkracht", "Weer verder kunnen.")
    again = store.take_term(session, world.programme, world.other, "Veerkracht", "Iets anders.")
    assert (again.id, again.agreed, again.readings[0].text) == (row.id, "Weer verder kunnen.", "Opkrabbelen.")


# another language


def test_the_line_speaks_english() -> None:
    with saying.speaking("en"):
        said = [one.sentence for one in checks.findings(BUSY)]
        drawn = network_picture.draw(network.Network((), ()))
        assert library.said("Telkens dezelfde mensen ontmoeten") == "Meeting the same people again and again"
        assert library.said("Iets van onszelf") == "Iets van onszelf"
    assert any(one.startswith("‘Koffie <op de> hoek & meer’ has no working mechanism") for one in said)
    assert "should help this" in drawn
    assert checks.findings(BUSY)[0].sentence.startswith("‘Koffie <op de> hoek & meer’ heeft geen")


def test_every_text_of_the_library_is_there_in_english() -> None:
    for one in library.mechanisms().values():
        texts = {one.name, one.for_whom, one.conditions, one.source, *one.checklist}
        assert texts == {dutch for dutch, english in one.english if english}


def test_the_checks_keep_their_values_in_english() -> None:
    import re

    places = re.compile(r"%\((\w+)\)s")
    english = saying.catalog("en")
    for code, (text, _) in checks.CHECKS.items():
        assert set(places.findall(english[text])) == set(places.findall(text)), code
