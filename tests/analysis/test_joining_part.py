"""From the database to the part about joining: what is on the agenda stays, small groups stay hidden, weights and shares add up."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import select

from analysis.gather import gather
from analysis.joining import agenda, composing, grouped, predicting, quality, representing, silence, store
from analysis.joining.models import AgendaItem, RivalExplanation
from analysis.joining.predicting import Expected, Outcome
from analysis.joining.representing import Division, Margin
from analysis.joining.store import JoiningRefused
from analysis.models import Interpretation
from analysis.report.build import build
from analysis.report.model import Figure, Interval
from analysis.report.snapshot import as_json
from analysis.sources.models import Expectation
from analysis.statistics import weighting
from narratives.models import Quote, Story
from surveys.parties import Account
from tests.analysis.test_joining_contradictions import indicator, share, told, waves
from tests.analysis.world import AREAS, make_world
from tests.factories import make_organisation

AGES = {"tot65": 900, "v65": 500, "v75": 400}


def divide(session, world):
    rows = {"year": 2025, "source": "CBS (verzonnen)"}
    store.divide(session, world.programme, "leeftijd", AGES, allowed=AGES, **rows)
    store.divide(session, world.programme, "gebied", dict.fromkeys(AREAS, 400) | {"Noord": 900}, allowed=AREAS, **rows)


def test_a_report_joins_what_is_in_the_database(session):
    world = make_world(session)
    divide(session, world)
    for number, story in enumerate(session.scalars(select(Story))):
        story.area_code = f"WK{number % 5}"
    store.choose(session, world.programme, sample="steekproef", weighting=True, reached={"0": 300})
    joining = build(session, world.programme).joining
    assert joining.caution.startswith("Let op") and joining.looked > 10
    assert [one.title for one in joining.traits] == ["Naar wijk", "Naar leeftijd"]
    assert joining.weighting.converged and joining.weighting.used and 1 < joining.weighting.design_effect < 2
    assert joining.weighting.effective_n == pytest.approx(joining.weighting.n / joining.weighting.design_effect, abs=1.5)
    assert [(one.invited, one.reached, one.completed, one.usable) for one in joining.counts] == [
        (320, 300, 160, 160),
        (320, None, 160, 160),
    ]
    assert joining.counts[0].margin == pytest.approx(7.7, abs=0.1)
    for table in joining.traits:
        for row in table.rows:
            assert row.weighted.value == pytest.approx(row.population, abs=0.2)  # raked: weighted is the population
    assert joining.results[0].weighted[0].plain.n == 160
    again = build(session, world.programme)
    assert as_json(again) == as_json(build(session, world.programme))


def test_without_a_sample_there_is_no_margin_and_it_says_indicative(session):
    world = make_world(session, people=60, stories=30)
    for sample in ("", "iedereen", "open"):
        store.choose(session, world.programme, sample=sample, weighting=False, reached={})
        joining = build(session, world.programme).joining
        assert all(one.margin is None for one in joining.counts)
        assert "indicatief" in joining.sample_sentence
        assert bool(joining.results[0].indicative) == (sample != "")
    assert joining.weighting is None and joining.traits == ()
    assert representing.margin("steekproef", 278, 1000) == 5.0 and representing.margin("steekproef", 384, None) == 5.0


def test_what_was_put_on_the_agenda_stays_and_an_answer_keeps_its_question(session):
    world = make_world(session, people=60, stories=30)
    account = session.scalars(select(Account)).first()
    session.add(Interpretation(result_id=world.result.id, text="Nee.", relation="spreekt_tegen", account_id=account.id))
    session.flush()
    (point,) = build(session, world.programme).joining.agenda
    assert (point.found_on, point.again, point.group) == ("2026-05-20", True, "iedereen samen")
    day = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert store.record(session, world.programme, [point], at=day) == 1
    assert store.record(session, world.programme, [point]) == 0
    changed = agenda.Point(point.key, "", "", "", "Een nieuwere zin.")
    store.record(session, world.programme, [changed])
    (item,) = store.items(session, world.programme)
    assert item.text == "Een nieuwere zin." and item.found_at == day
    with pytest.raises(JoiningRefused, match="leeg"):
        store.answer(session, item, "  ", "", date(2026, 7, 1))
    store.answer(session, item, "Besproken.", "wijktafel", date(2026, 7, 1))
    store.record(session, world.programme, [point])
    assert item.text == "Een nieuwere zin."  # what was answered stays what it was
    session.add(AgendaItem(programme_id=world.programme.id, key="weg|i|Naar wijk|Noord|richting|0", text="Oud punt."))
    session.add(AgendaItem(programme_id=world.programme.id, key="a" * 64, text="Heel oud punt."))
    session.flush()
    found = build(session, world.programme).joining.agenda
    assert (found[0].text, found[0].again, found[0].group) == ("Een nieuwere zin.", True, "iedereen samen")
    assert {(one.text, one.again, one.group) for one in found[1:]} == {
        ("Oud punt.", False, "Noord"),
        ("Heel oud punt.", False, ""),
    }


def test_other_explanations_need_something_that_speaks(session):
    world = make_world(session, people=60, stories=10)
    account = session.scalars(select(Account)).first()
    with pytest.raises(JoiningRefused):
        store.explain(session, world.result, "kort", account)
    row = store.explain(session, world.result, "Het was een zachte winter.", account)
    for state in ("houdbaar", "verworpen", "weg"):
        with pytest.raises(JoiningRefused):
            store.judge(session, row, state)
    for kind, text in (("gerucht", "x"), ("cijfer", " ")):
        with pytest.raises(JoiningRefused):
            store.plead(session, row, speaks_for=True, kind=kind, text=text)
    store.plead(session, row, speaks_for=True, kind="cijfer", text="Weinig vorst.")
    store.plead(session, row, speaks_for=False, kind="verhaal", text="Niemand noemt het.")
    store.judge(session, row, "verworpen")
    (part,) = build(session, world.programme).joining.results[0].rivals
    assert (part.state, part.pleads_for[0].text, part.pleads_against[0].kind) == ("verworpen", "Weinig vorst.", "verhaal")
    assert session.scalars(select(RivalExplanation)).one().text == part.text


def test_divisions_that_cannot_be_are_refused(session):
    world = make_world(session, people=20, stories=3)
    good = {"allowed": AGES, "year": 2025, "source": "CBS"}
    for people, more in (({"weg": 3, "v65": 2}, {}), ({"v65": 2}, {}), ({"v65": -1, "v75": 2}, {}), ({"v65": 0, "v75": 0}, {}),
                         (AGES, {"year": 25}), (AGES, {"source": " "})):  # fmt: skip
        with pytest.raises(JoiningRefused):
            store.divide(session, world.programme, "leeftijd", people, **(good | more))
    store.divide(session, world.programme, "leeftijd", AGES, **good)
    assert store.divide(session, world.programme, "leeftijd", {"v65": 3, "v75": 4}, **good) == 2
    assert [(one.option, one.people, one.source) for one in store.margins(session, world.programme)] == [
        ("v65", 3, "CBS, 2025"), ("v75", 4, "CBS, 2025"),
    ]  # fmt: skip
    with pytest.raises(JoiningRefused):
        store.choose(session, world.programme, sample="loterij", weighting=False, reached={})


def division(counts, people, title="Naar leeftijd", unknown=0):
    places = np.repeat([*range(len(counts)), -1], [*counts, unknown])
    return Division(title, tuple(f"g{i}" for i in range(len(counts))), tuple(people), places, "bron")


def test_weights_are_those_of_the_golden_table():
    rows, columns = np.repeat([0, 0, 1, 1], [10, 30, 20, 40]), np.repeat([0, 1, 0, 1], [10, 30, 20, 40])
    one = Division("a", ("x", "y"), (50, 50), rows, ""), Division("b", ("x", "y"), (40, 60), columns, "")
    found = representing.weigh(one, 100)
    assert [found.values[i] for i in (0, 10, 40, 60)] == pytest.approx([1.7577, 1.0808, 1.1212, 0.6894], abs=5e-5)
    assert weighting.design_effect(found.values) == pytest.approx(1.1009, abs=5e-5)
    assert found.converged and found.trimmed == 0 and found.empty == ()


def test_who_did_not_say_keeps_his_share_and_an_empty_group_is_named():
    found = representing.weigh([division([30, 50, 0], [50, 30, 20], unknown=20)], 100)
    assert found.empty == ("g2",)
    assert found.values[-20:] == pytest.approx(np.ones(20))
    assert found.values.mean() == pytest.approx(1.0)
    part = representing.described(found, gathered_round(), used=False)
    assert "Niemand deed mee uit de groep ‘g2’" in " ".join(part.lines)
    assert any("Zelfselectie" in one for one in part.lines)
    assert representing.weigh([], 100) is None


def gathered_round():
    from analysis.columns import Sheet
    from analysis.material import Round

    return Round(1, "1-meting", "voorjaar 2026", date(2026, 4, 1), date(2026, 6, 1), Sheet({}, np.zeros(100, np.int16)))


def test_small_groups_of_a_trait_are_hidden_with_another():
    made = representing.table(division([4, 40, 15, 60], [10, 40, 20, 30]), None, 10)
    shown = [row.response.value is not None for row in made.rows]
    assert shown == [False, True, False, True]  # the small one, and the next smallest: else 119 minus the others gives it away
    assert all(row.weighted.value is None for row in made.rows)
    assert made.note


def test_who_did_not_tell_is_named_and_small_numbers_are_not(session):
    world = make_world(session, people=20, stories=3)
    material = gather(session, world.programme)
    area = division([40, 40, 20], [400, 400, 200], title="Naar wijk")
    age = division([50, 50], [500, 500])
    named = Division("Naar wijk", ("Noord", "Oost", "Zuid"), area.people, area.places, "")
    stories = told("Noord", 30, 10) + told("Oost", 1, 3) + told("Zuid", 1, 1) + told("Noord", 9, 0, teller="naaste")
    rows = silence.groups([named], stories, material)
    assert [(one.label, one.stories, one.verdict) for one in rows] == [
        ("Noord", 40, "meer"),
        ("Oost", None, "onbekend"),
        ("Zuid", None, "onbekend"),
    ]
    many = told("Noord", 30, 10) + told("Oost", 2, 3) + told("Zuid", 8, 7)
    rows = silence.groups([named], many, material)
    assert [one.verdict for one in rows] == ["meer", "minder", "past"]
    assert silence.missing(rows) == ("Oost: 40% van de bevolking, 8% van de verhalen.",)
    assert "32 verhalen extra: Oost" in silence.outreach(rows, ())[0]
    whole = [one._replace(groups=(*one.groups, ("Naar leeftijd", "g0"))) for one in many]
    assert silence.absent([named, age], whole) == ("g1 in Noord",) or "g1" in silence.absent([named, age], whole)[0]


def test_a_turning_point_is_said_in_words_and_holds(session):
    world = make_world(session, drop=(0.7, 0.3))
    joining = build(session, world.programme).joining
    one = joining.silence.sensitivity[0]
    assert one.missing == 50.0 and "kantelt" in one.sentence
    assert silence.at(one, 0) == one.now
    assert {row.points for row in one.rows} == set(silence.STEPS["procent"])
    turned = float(one.sentence.split("minstens ")[1].split(" ")[0].replace(",", "."))
    assert one.now.verdict == "goede_kant"
    assert silence.at(one, turned + 0.1).verdict == "onduidelijk" and silence.at(one, turned - 0.6).verdict == "goede_kant"


def test_expectations_flag_surprises_and_teach_each_partner(session):
    world = make_world(session, drop=(0.6, 0.35))
    account = session.scalars(select(Account)).first()
    row = next(one for one in world.result.indicators if one.code == "eenzaam")
    for number, (low, high, way) in enumerate([(55.0, 65.0, "gelijk"), (50.0, 60.0, "omhoog"), (35.0, 45.0, "omlaag")]):
        partner = make_organisation(session, code=f"P{number}", name=f"Partner {number}")
        rows = {"low": low, "high": high, "way": way, "account_id": account.id, "organisation_id": partner.id}
        session.add(
            Expectation(indicator_id=row.id, wave_id=world.waves[1].id, locked_at=datetime(2026, 3, 1, tzinfo=UTC), **rows)
        )
        session.add(Expectation(indicator_id=row.id, wave_id=world.waves[0].id, locked_at=None, **rows))  # never locked: no bet
    session.flush()
    joining = build(session, world.programme).joining
    assert "2 van de 3 partners verwachtten vooraf iets anders" in joining.results[0].surprises[0]
    assert [(one.partner, one.expectations, one.inside, one.direction_right) for one in joining.calibration] == [
        ("Partner 0", 1, 0, 0), ("Partner 1", 1, 0, 0), ("Partner 2", 1, 1, 1),
    ]  # fmt: skip
    assert joining.calibration[2].score == joining.calibration[2].width == 10.0
    assert all("te weinig verwachtingen" in one.sentence for one in joining.calibration)


def test_calibration_is_by_name_and_never_by_score():
    part = indicator({}, [share(60, 100), share(30, 100)])
    expected = [Expected("Zorg", "eenzaam", wave, "omlaag", 25.0, 65.0) for wave in (0, 1)] + [
        Expected("Alfa", "eenzaam", wave, "omhoog", 1.0, 2.0) for wave in (0, 1, 1)
    ]
    found = predicting.outcomes([*expected, Expected("Zorg", "weg", 1, "omlaag", 1, 2)], {"eenzaam": part})
    rows = predicting.calibration(found, {0: "Nulmeting", 1: "1-meting"})
    assert [one.partner for one in rows] == ["Alfa", "Zorg"]
    assert rows[0].waves == ("Nulmeting: 0 van de 1", "1-meting: 0 van de 2") and "te smal" in rows[0].sentence
    assert rows[1].inside == 2 and rows[1].direction_right == 1
    outside = Outcome(expected[2], "procent", 30.0, "omlaag")
    assert outside.score == pytest.approx(1 + 10 * 28)
    hidden = indicator({}, [share(60, 100), Figure(None, None, "procent", suppressed=True, reason="x")])
    assert len(predicting.outcomes(expected, {"eenzaam": hidden})) == 2
    assert predicting.surprise(part, [one for one in found if one.expected.partner == "Zorg"]) == ""


def test_a_way_that_can_be_chance_is_the_same():
    part = indicator({}, [share(30, 60), share(28, 60)])
    (one,) = predicting.outcomes([Expected("p", "eenzaam", 1, "gelijk", None, None)], {"eenzaam": part})
    assert (one.way, one.inside, one.score) == ("gelijk", False, 0.0)
    assert waves(share(30, 60), share(28, 60))[0].number == 0
    mark = Figure(6.0, 50, "cijfer", Interval(5.5, 6.5, "t"))
    assert mark.unit == "cijfer"


def test_the_other_sound_has_a_place_or_its_lack_is_said(session):
    world = make_world(session, people=60, stories=10)
    assert build(session, world.programme).joining.results[0].deviant == ""
    quote = session.scalars(select(Quote).where(Quote.stance == "spreekt_tegen")).one()
    quote.state, quote.released_by_id = "voorgesteld", None
    session.flush()
    joining = build(session, world.programme).joining
    assert "nog niet vrijgegeven" in joining.results[0].deviant
    assert "0 van de 1" in joining.silence.minority and "wacht nog" in joining.silence.minority


def test_stories_know_their_groups_by_the_answers_of_their_teller(session):
    world = make_world(session, people=20, stories=4)
    stories = session.scalars(select(Story).order_by(Story.id)).all()
    from surveys.models import Response

    response = session.scalars(select(Response).where(Response.state == "verzonden")).first()
    response.answers = {**response.answers, "leeftijd": "v75"}
    stories[0].response_id, stories[0].area_code = response.id, "WK0"
    stories[1].traits, stories[1].area_code = {"leeftijd": "65 tot en met 74"}, "elders"
    session.flush()
    material = gather(session, world.programme)
    found = [one.groups for one in grouped.told(session, world.programme, material)]
    assert (("Naar wijk", "Noord"), ("Naar leeftijd", "75 of ouder")) in found
    assert (("Naar leeftijd", "65 tot en met 74"),) in found
    assert sum(one.times for one in grouped.told(session, world.programme, material)) == 4 and () in found


def test_agreement_and_saturation_speak_only_of_enough():
    few = quality._agreement("a en b", [True] * 5, [True] * 5, "")
    assert few.kappa is None and "te weinig" in few.sentence
    one, two = [True, False] * 30, [True, False] * 25 + [False, True] * 5
    some = quality._agreement("a en b", one, two, "")
    assert some.kappa == pytest.approx(0.67, abs=0.01) and "ruim voldoende" in some.sentence
    accounts = {f"s{i}": [(1, "x", i % 2 == 0), (2, "x", i % 2 == 0)] for i in range(40)}
    assert quality._people(accounts).alpha == 1.0
    assert quality.heard([]) is None
    curve = quality.heard(told("Noord", 15, 15))
    assert curve.points[-1] == (30, 2.0) and "vrijwel nooit" in curve.sentence


def test_many_tests_are_counted_and_corrected(session):
    world = make_world(session)
    joining = build(session, world.programme).joining
    assert len(joining.tests) >= 5 and all(one.p <= one.bh <= one.holm for one in joining.tests)
    assert f"{len(joining.tests)} toetsen" in joining.tests_sentence
    assert quality.about_tests(joining.tests[:2]) == ""


def test_regression_to_the_mean_warns_when_people_came_in_because_of_a_score(session):
    world = make_world(session)
    assert build(session, world.programme).joining.regression == ()
    world.programme.settings = {**world.programme.settings, "entry": "laag"}
    session.flush()
    (text,) = build(session, world.programme).joining.regression
    assert "“Indicator cijfer”" in text and "regressie naar het gemiddelde" in text
    start, everybody = np.full(40, 3.0), np.concatenate([np.full(40, 3.0), np.full(60, 7.0)])
    assert "naar verwachting al 1,20 punt" in composing._words(start, everybody, 0.5, entry="")


def test_nothing_small_stands_in_the_part(session):
    """Every share and n in the part rests on enough people or stories, or is not there."""
    world = make_world(session, people=70, stories=40)
    divide(session, world)
    joining = build(session, world.programme).joining
    for table in joining.traits:
        assert all(row.response.n is None or row.response.n >= 10 for row in table.rows)
    assert all(one.stories is None or one.stories == 0 or one.stories >= 3 for one in joining.silence.groups)
    text = json.dumps([one.text for one in joining.agenda])
    assert '" 1 ' not in text and '" 2 ' not in text


def test_margins_are_kept_with_their_source():
    assert Margin("leeftijd", "v65", 3, "CBS, 2025").source == "CBS, 2025"
