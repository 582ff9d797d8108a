"""The layered account from the database: causes judged once, small cells hidden, ranges in the report, nobody quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest
from sqlalchemy.orm import Session

import saying
from analysis.accounting import routes, store, told
from analysis.accounting.models import CauseCoding, Counterfactual, Investment, Provision, Reach
from analysis.accounting.part import part
from analysis.accounting.ranges import Range
from analysis.accounting.states import activity_states
from analysis.gather import gather
from analysis.ledger import walking
from analysis.line.models import ActivityMechanism, MacroGoal, Mechanism
from analysis.measures import Request, measure
from analysis.models import ResultActivity, SocietalResult
from analysis.report import rendering, schema, snapshot
from analysis.report.build import build
from analysis.report.context import Context
from analysis.report.parts.accounting import Reached
from analysis.scope import Scope
from surveys import definition
from surveys.models import Activity, Response, Survey, SurveyVersion, Wave
from tests import factories
from tests.analysis.world import make_world

ASKED = """
vragenlijst: navraag
versie: 1
talen: [nl, en]
titel: {nl: Wat veranderde er?, en: What changed?}
inleiding:
  waarom: {nl: Om te leren., en: To learn.}
  hoe_lang: {nl: Kort., en: Short.}
  wie_ziet_het: {nl: Onderzoekers., en: Researchers.}
  stoppen: {nl: Mag., en: You may.}
delen:
  - id: een
    titel: {nl: Verandering, en: Change}
    paginas:
      - vraag: verandering
        type: verandering
        tekst: {nl: Is het aantal mensen dat u spreekt veranderd?, en: Did the number of people you talk to change?}
        antwoorden:
          - {code: minder, waarde: 1, label: {nl: Minder, en: Fewer}}
          - {code: gelijk, waarde: 2, label: {nl: Gelijk, en: The same}}
          - {code: meer, waarde: 3, label: {nl: Meer, en: More}}
        oorzaak: {nl: Hoe komt dat?, en: Why is that?}
      - vraag: na_activiteit
        type: stellingen
        tekst: {nl: Wat merkt u?, en: What do you notice?}
        stellingen: [{code: nieuw, tekst: {nl: Nieuwe mensen., en: New people.}}, {code: buurt, tekst: {nl: Thuis in de buurt., en: At home here.}}]
        antwoorden:
          - {code: ja, waarde: 2, label: {nl: Ja, en: Yes}}
          - {code: beetje, waarde: 1, label: {nl: Een beetje, en: A little}}
          - {code: nee, waarde: 0, label: {nl: Nee, en: No}}
"""
SECRET = "Truus Bakker haalde mij op voor de wandelclub"


@pytest.fixture
def world(session: Session) -> Any:
    """The world of the report with a questionnaire about causes: 30 got better by the club, 12 by something else, 8 got worse."""
    one = make_world(session, people=40, stories=12)
    one.activity = session.query(Activity).filter_by(code="wandelen").one()
    one.account = factories.make_account(session)
    text = definition.load(ASKED.encode(), "navraag.yml")
    survey = Survey(programme=one.programme, code="navraag")
    version = SurveyVersion(survey=survey, number=1, content=text.canonical(), sha256=text.sha256)
    one.wave = Wave(programme=one.programme, version=version, number=7, name="Navraag", slug="navraag", opens_on=date(2026, 4, 1),
                    closes_on=date(2026, 6, 30))  # fmt: skip
    session.add_all([survey, version, one.wave])
    session.flush()
    one.ids = [respond(session, one, place) for place in range(50)]
    session.flush()
    return one


def respond(session: Session, world: Any, place: int, **values: Any) -> str:
    cause = SECRET if place < 30 else "Mijn dochter" if place < 42 else "De wandelclub is dicht"
    answers = {
        "verandering": {"change": "meer" if place < 42 else "minder", "cause": cause},
        "na_activiteit": {"nieuw": "ja" if place % 4 else "nee", "buurt": "beetje"},
    }
    row = Response(wave_id=world.wave.id, version_id=world.wave.version_id, state="verzonden", sent_on=date(2026, 5, 4),
                   answers=answers, area_code=world.areas[place % 5].code, **values)  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def judge(session: Session, world: Any, response: str, names: str = "activiteit") -> CauseCoding:
    activity = world.activity if names == "activiteit" else None
    return store.judge_cause(
        session, world.programme, response, "verandering", names=names, activity=activity, mechanism=None, account=world.account
    )


def judge_all(session: Session, world: Any) -> None:
    for place, response in enumerate(world.ids):
        judge(session, world, response, "activiteit" if place < 30 or place >= 42 else "andere")


def goal(session: Session, world: Any) -> MacroGoal:
    row = MacroGoal(ambition=world.result.ambition, code="eenzaam", name="Minder ouderen zijn eenzaam", population="ouderen",
                    baseline=40, baseline_year=2024, target=30, target_year=2029, source="GGD")  # fmt: skip
    session.add(row)
    session.flush()
    return row


def context_of(session: Session, world: Any, scope: Scope | None = None) -> Context:
    material = gather(session, world.programme, scope) if scope else gather(session, world.programme)
    return Context(world.programme, material, material.data_date, ())


def test_nothing_recorded_is_no_part(session: Session, world: Any) -> None:
    assert part(session, context_of(session, world)) is None


def test_causes_wait_until_a_person_judged_them(session: Session, world: Any) -> None:
    waiting = list(told.told(session, world.programme))
    assert len(waiting) == 50
    assert not any(one.judged for one in waiting)
    judge(session, world, world.ids[0])
    assert sum(one.judged for one in told.told(session, world.programme)) == 1
    judge(session, world, world.ids[0], "andere")  # a second thought takes the place of the first
    assert session.query(CauseCoding).one().names == "andere"
    assert session.query(CauseCoding).one().activity_id is None


def test_withdrawn_answers_do_not_count(session: Session, world: Any) -> None:
    judge_all(session, world)
    for response in world.ids[:25]:
        row = session.get_one(Response, response)
        row.state, row.answers = "ingetrokken", {}
    session.flush()
    assert len(told.judged(session, world.programme)) == 25
    with pytest.raises(store.AccountingRefused):
        judge(session, world, world.ids[0])


def test_somebody_in_two_waves_counts_once_with_the_newest_answer(session: Session, world: Any) -> None:
    older = Wave(programme=world.programme, version=world.wave.version, number=6, name="Eerder", slug="eerder",
                 opens_on=date(2025, 4, 1), closes_on=date(2025, 6, 30))  # fmt: skip
    session.add(older)
    session.flush()
    newest = respond(session, world, 1, link_hash="a" * 64)
    world.wave = older
    first = respond(session, world, 45, link_hash="a" * 64)
    judge(session, world, newest)
    judge(session, world, first)
    assert [one.cause.better for one in told.judged(session, world.programme)] == [True]


def test_rate_and_counts_in_the_report_and_no_words_of_anybody(session: Session, world: Any) -> None:
    goal(session, world)
    judge_all(session, world)
    report = build(session, world.programme)
    assert report.accounting is not None
    assert report.accounting.causes is not None
    assert (report.accounting.causes.rate.value, report.accounting.causes.rate.n) == (71.4, 42)
    assert {one.label: one.people for one in report.accounting.causes.named}["iets anders in hun leven"] == 12
    everything = snapshot.as_json(report).decode() + rendering.html(report)
    assert "Truus" not in everything
    assert "Mijn dochter" not in everything
    assert report.accounting.goals[0].conclusion in rendering.html(report)
    jsonschema.Draft202012Validator(schema.schema()).validate(__import__("json").loads(snapshot.as_json(report)))


def test_the_same_data_give_the_same_part(session: Session, world: Any) -> None:
    goal(session, world)
    judge_all(session, world)
    assert part(session, context_of(session, world)) == part(session, context_of(session, world))


def test_layers_of_a_goal(session: Session, world: Any) -> None:
    goal(session, world)
    judge_all(session, world)
    mechanism = Mechanism(programme_id=world.programme.id, code="lopen", name="Samen lopen", strength="aannemelijk", source="Boek",
                          checklist=["Elke week", "Zelfde groep"])  # fmt: skip
    session.add(mechanism)
    session.flush()
    session.add(ActivityMechanism(activity_id=world.activity.id, mechanism_id=mechanism.id))
    checked = {0: ("ja", "rooster"), 1: ("deels", "lijst")}
    store.check_fidelity(session, world.activity, mechanism, checked, on=date(2026, 5, 1), account=world.account)
    store.write_reach(session, world.activity, "2026", "65 jaar en ouder", inside=40, outside=35, size=800)
    found = part(session, context_of(session, world))
    assert found is not None
    states = {one.code: one.state for one in found.goals[0].layers}
    assert states == {
        "macrodoel": "dun", "mechanisme": "gevuld", "activiteit": "gevuld", "uitvoering": "gevuld", "bereik": "gevuld", "uitvraag": "gevuld",
    }  # fmt: skip
    row = found.goals[0].activities[0]
    assert (row.fidelity.percent if row.fidelity else None) == 75.0
    assert row.reach == Reached(40, 800, 5.0, "")
    assert row.outside == 35
    state = activity_states(session, context_of(session, world))["wandelen"]
    assert state.fidelity is not None
    assert state.reach is not None
    assert (state.fidelity.value, state.reach.value, state.confirmed) == (75.0, 5.0, row.confirmed)


def test_the_checklist_keeps_what_was_judged_before(session: Session, world: Any) -> None:
    mechanism = Mechanism(programme_id=world.programme.id, code="lopen", name="Samen lopen", checklist=["Elke week"])
    session.add(mechanism)
    session.flush()
    for answer, changed in (("nee", 1), ("nee", 0), ("ja", 1)):
        done = store.check_fidelity(
            session, world.activity, mechanism, {0: (answer, "")}, on=date(2026, 5, 1), account=world.account
        )
        assert done == changed
    with pytest.raises(store.AccountingRefused):
        store.check_fidelity(session, world.activity, mechanism, {5: ("ja", "")}, on=date(2026, 5, 1), account=world.account)


@pytest.mark.parametrize(
    ("inside", "outside", "size", "known"),
    [(40, 35, 800, "bekend"), (40, 35, None, "omvang"), (9, 66, 800, "klein"), (66, 9, 800, "klein"), (66, None, 800, "klein"),
     (75, None, 800, "bekend"), (60, 15, 65, "klein")],
)  # fmt: skip
def test_a_small_group_can_not_be_computed_from_reach(
    session: Session, world: Any, inside: int, outside: int | None, size: int | None, known: str
) -> None:
    goal(session, world)
    store.write_reach(session, world.activity, "2026", "ouderen", inside=inside, outside=outside, size=size)
    found = part(session, context_of(session, world))
    assert found is not None
    row = found.goals[0].activities[0]
    assert row.reach is not None
    assert (row.reach.percent is not None) == (known == "bekend")
    if known == "klein":
        assert (row.reach.people, row.outside) == (None, None)


def test_a_report_of_areas_counts_its_own_causes(session: Session, world: Any) -> None:
    goal(session, world)
    judge_all(session, world)
    inside = told.judged(session, world.programme, Scope(areas=("Noord", "Oost")))
    assert len(inside) == 20
    four = part(session, context_of(session, world, Scope(areas=("Noord", "Oost", "Zuid", "West"))))
    assert four is None or four.causes is None  # the ten of the fifth would be few: eight got better


def test_a_route_nobody_planned(session: Session, world: Any) -> None:
    world.programme.settings = {**world.programme.settings, "causes": {"navraag.verandering": {"result": "minder_eenzaam"}}}
    judge_all(session, world)
    assert routes.unplanned(session, context_of(session, world)) == ()
    session.query(ResultActivity).delete()
    assert routes.unplanned(session, context_of(session, world)) == (("wandelen", "minder_eenzaam", 30),)


def test_what_participants_notice(session: Session, world: Any) -> None:
    goal(session, world)
    found = part(session, context_of(session, world))
    assert found is not None
    items = next(one for one in found.after if one.wave.startswith("Navraag")).items
    assert [(one.figure.value, one.figure.n) for one in items] == [(74.0, 50), (None, None)]  # all said "a little": hidden
    assert items[1].figure.suppressed


def provision(session: Session, world: Any) -> Provision:
    row = Provision(programme_id=world.programme.id, code="dag", name="Dagbesteding", layer="maatwerk", statutory=True)
    session.add(row)
    session.flush()
    return row


def substitution(session: Session, world: Any, **values: Any) -> Any:
    given = {
        "people": Range(5, 12), "months": Range(3, 9), "price": Range(800, 1000), "price_source": "prijslijst", "payer": "welzijn",
        "gainer": "Wmo", "societal_gain": "Langer in de eigen buurt.", "activity_id": world.activity.id, **values,
    }  # fmt: skip
    return store.substitute(session, world.programme, provision_id=provision(session, world).id, **given)


def test_euro_only_when_somebody_chose_it_and_always_as_a_range(session: Session, world: Any) -> None:
    substitution(session, world)
    found = part(session, context_of(session, world))
    assert found is not None
    assert found.returns is not None
    row = found.returns.substitutions[0]
    assert (row.euro, row.price, row.price_source) == (None, None, "")
    assert (row.people_months.low, row.people_months.high) == (15, 108)
    store.change_settings(session, world.programme, euro=True)
    report = build(session, world.programme)
    assert report.accounting is not None
    assert report.accounting.returns is not None
    row = report.accounting.returns.substitutions[0]
    assert row.euro is not None
    assert (row.euro.low, row.euro.high) == (12_000, 108_000)
    page = rendering.html(report)
    assert "12.000 tot 108.000 euro" in page
    assert page.index("Langer in de eigen buurt.") < page.index("12.000 tot 108.000 euro")  # people before money
    assert "aannemelijk, niet bewezen" in page and 'Dagbesteding</span> <span class="soft">(wettelijk verplicht)' in page


def test_the_account_in_english_counts_the_same_under_the_same_places(session: Session, world: Any) -> None:
    """Words differ, figures and the names by which the ledger knows them do not."""
    goal(session, world)
    judge_all(session, world)
    substitution(session, world)
    dutch = part(session, context_of(session, world))
    with saying.speaking("en"):
        english = part(session, context_of(session, world))
    assert dutch is not None and english is not None
    places = [[path for path, _ in walking.figures(one, ())] for one in (dutch, english)]
    assert places[0] == places[1] and any("na_activiteit.nieuw" in path for path in places[0])
    counted = [[(one.value, one.n, one.suppressed) for _, one in walking.figures(each, ())] for each in (dutch, english)]
    assert counted[0] == counted[1]
    assert english.goals[0].layers[0].title == "Macro goal" and "layers" in english.goals[0].conclusion
    assert english.causes is not None and "name an activity" in english.causes.says
    assert english.returns is not None and english.returns.substitutions[0].duty == "required by law"
    assert "never that something is the cause" in english.caution
    assert [one.items[0].text for one in english.after if one.code == "navraag"] == ["New people."]


@pytest.mark.parametrize("wrong", [{"societal_gain": ""}, {"evidence": "bewezen"}, {"price_source": ""}])
def test_a_substitution_is_refused(session: Session, world: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(store.AccountingRefused):
        substitution(session, world, **wrong)


def test_prevention_is_never_proven_by_one_person(session: Session, world: Any) -> None:
    author, other = world.account, factories.make_account(session)
    with pytest.raises(store.AccountingRefused):
        store.claim_prevention(
            session, world.programme, author, claim="Minder opnames", assumption="Denken wij", evidence="bewezen"
        )
    claim = store.claim_prevention(
        session, world.programme, author, claim="Minder opnames", assumption="Denken wij", evidence="onderbouwd"
    )
    for reader, design in ((author, "vergelijking"), (other, "")):
        with pytest.raises(store.AccountingRefused):
            store.confirm_claim(session, claim, reader, design)
    found = part(session, context_of(session, world))
    assert found is not None
    assert found.returns is not None
    assert "geslaagde poging" in found.returns.prevention_caution
    store.confirm_claim(session, claim, other, "Vergeleken met een wijk zonder, 2025")
    assert claim.evidence == "bewezen"


def test_investment_per_inhabitant(session: Session, world: Any) -> None:
    for area in world.areas:
        area.residents = 2000
    session.add_all([
        Investment(programme_id=world.programme.id, year=2025, purpose="Inloop", euro=150_000),
        Investment(programme_id=world.programme.id, year=2026, purpose="Inloop", euro=120_000, budgeted=True),
    ])  # fmt: skip
    session.flush()
    found = part(session, context_of(session, world))
    assert found is not None
    assert found.returns is not None
    assert [(one.year, one.spent_each, one.budgeted_each) for one in found.returns.investments] == [
        (2025, 15.0, None),
        (2026, None, 12.0),
    ]
    world.areas[0].residents = None
    session.flush()
    again = part(session, context_of(session, world))
    assert again is not None
    assert again.returns is not None
    assert again.returns.residents is None


def test_without_it_in_words_and_range(session: Session, world: Any) -> None:
    session.add(Counterfactual(programme_id=world.programme.id, text="Dan is er niets.", low=10, high=20, unit="mensen"))
    session.flush()
    found = part(session, context_of(session, world))
    assert found is not None
    assert found.returns is not None
    assert found.returns.without[0].text == "Dan is er niets."


def test_heads_are_counted_once_and_summed_per_month(session: Session, world: Any) -> None:
    for mark, day, people in (
        ("a", date(2025, 3, 1), 10),
        ("a", date(2025, 3, 1), 10),
        ("b", date(2025, 3, 8), 5),
        ("c", date(2026, 4, 1), 7),
    ):
        store.tally(session, world.activity, people, mark=mark, counted_on=day, account_id=world.account.id)
    material = gather(session, world.programme)
    assert material.tallies == {"wandelen": (("2025-03", 15, 2), ("2026-04", 7, 1))}
    rule = {"activity": "wandelen"}
    found = measure(Request("tally", rule, "omhoog", material, today=date(2027, 1, 1)))
    assert [(one.name, one.figure.value) for one in found.waves] == [("2025", 15.0), ("2026", 7.0)]
    assert [one.difference.value for one in found.changes] == [-8.0]
    assert found.verdict == "verkeerde_kant"
    monthly = measure(Request("tally", {**rule, "per": "maand"}, "omhoog", material, today=date(2026, 4, 30)))
    assert [one.name for one in monthly.waves] == ["maart 2025", "april 2026"]
    assert monthly.changes == ()  # this month is not over
    with pytest.raises(store.AccountingRefused):
        store.tally(session, world.activity, 0, mark="d", counted_on=date(2026, 4, 1))


def test_only_ones_own_last_count_is_taken_back(session: Session, world: Any) -> None:
    day, other = date(2026, 4, 1), factories.make_account(session)
    store.tally(session, world.activity, 3, mark="a", counted_on=day, account_id=world.account.id)
    store.tally(session, world.activity, 4, mark="b", counted_on=day, account_id=other.id)
    assert store.untally(session, world.activity, world.account, day) == 3
    assert store.untally(session, world.activity, world.account, day) == 0
    assert gather(session, world.programme).tallies == {"wandelen": (("2026-04", 4, 1),)}


def test_a_volume_says_something(session: Session, world: Any) -> None:
    row = provision(session, world)
    with pytest.raises(store.AccountingRefused):
        store.write_volume(session, row, "2026", source="x")
    store.write_volume(session, row, "2026", users=12)
    store.write_volume(session, row, "2026", users=14)
    session.refresh(row)
    assert [(one.period, one.users) for one in row.volumes] == [("2026", 14)]


def test_a_report_without_the_subject_is_as_it_was(session: Session, world: Any) -> None:
    report = build(session, world.programme)
    assert report.accounting is None
    assert "Gelaagde verantwoording" not in rendering.html(replace(report, accounting=None))
    assert session.query(Reach).count() == 0
    assert session.query(SocietalResult).count() == 1
