"""Imported series as indicators, breaks in a series, targets in sentences, effort and the mix of indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis import sentences
from analysis.gather import gather
from analysis.measures import Request, measure
from analysis.models import Indicator
from analysis.report.build import build
from analysis.sources import breaks, effort, imported_measure, mix, targets
from analysis.sources.imported_measure import ImportedSeries
from analysis.sources.models import Observation, SourceDataset
from analysis.sources.series import SeriesPoint
from surveys import definition
from tests.analysis.test_measures import LONELY, lonely, material
from tests.analysis.world import QUESTIONNAIRE, make_world

RULE = {"dataset": "cbs", "measure": "Eenzaam", "area": "GM9999"}


def request(points, *, modelled=False, unit="%", **more):
    found = ImportedSeries("Gezondheid", unit, "CBS, tabel 1", tuple(points), modelled)
    of = replace(material(lonely(60, 40), lonely(40, 60)), imports={imported_measure.key_of(RULE): found})
    return Request("import", RULE, more.pop("direction", "omlaag"), of, **more)


def test_periods_are_waves_and_bounds_that_do_not_touch_are_a_change():
    """Golden: 47.1 (43.9-50.4) to 38.0 (35.0-41.0): a difference of -9.1, between 35.0-50.4 = -15.4 and 41.0-43.9 = -2.9."""
    found = measure(request([SeriesPoint("2022", 47.1, 43.9, 50.4), SeriesPoint("2024", 38.0, 35.0, 41.0)]))
    assert [(one.period, one.figure.value) for one in found.waves] == [("2022", 47.1), ("2024", 38.0)]
    one = found.changes[0]
    assert (one.difference.value, one.difference.interval.low, one.difference.interval.high) == (-9.1, -15.4, -2.9)
    assert (found.unit, found.verdict, one.p) == ("procent", sentences.GOOD, None)


def test_bounds_that_touch_are_unclear():
    found = measure(request([SeriesPoint("2022", 47.1, 43.9, 50.4), SeriesPoint("2024", 44.0, 41.0, 47.0)]))
    assert found.verdict == sentences.UNCLEAR


def test_a_modelled_estimate_never_says_that_something_changed():
    found = measure(request([SeriesPoint("2022", 60.0), SeriesPoint("2024", 20.0)], modelled=True))
    assert found.verdict == sentences.UNCLEAR
    assert "zegt niets over een verandering door dit programma" in found.changes[0].sentence
    assert "schatting met een model" in found.source


def test_a_gap_of_the_source_is_said_and_too_early_stays_too_early():
    points = [SeriesPoint("2022", 10), SeriesPoint("2023", None), SeriesPoint("2024", 30)]
    found = measure(request(points, unit="aantal", horizon=date(2030, 1, 1), today=date(2026, 1, 1)))
    assert found.unit == "aantal"
    assert found.waves[1].figure.reason == "De bron geeft hier geen cijfer."
    assert found.verdict == sentences.EARLY


def test_a_series_that_was_not_delivered_yet_is_no_fault():
    found = measure(Request("import", RULE, "omlaag", material(lonely(60, 40), lonely(40, 60))))
    assert (found.waves, found.source) == ((), imported_measure.NOT_THERE)


def dataset(session, programme, **values):
    base = {
        "code": "cbs",
        "kind": "statline_v4",
        "title": "Gezondheid",
        "publisher": "CBS",
        "retrieved_on": date(2026, 3, 1),
        "sha256": "0" * 64,
    }
    made = SourceDataset(programme_id=programme.id, **{**base, **values})
    session.add(made)
    session.flush()
    return made


def test_an_imported_indicator_stands_in_the_report_and_moves_its_fingerprint(session):
    world = make_world(session)
    plain = build(session, world.programme)
    session.add(
        Indicator(result=world.result, code="cbs", name="Eenzaam volgens het CBS", definition="Zoals het CBS telt.", level="impact",
                  measure_kind="import", direction="omlaag", rule=RULE, not_measured="Waarom.", position=9)
    )  # fmt: skip
    made = dataset(session, world.programme, table_id="50150NED")
    for year, value in (("2022", 47.0), ("2024", 44.0)):
        session.add(Observation(dataset_id=made.id, measure="Eenzaam", area_code="GM9999", period=year, value=value, unit="%"))
    session.flush()
    report = build(session, world.programme)
    part = report.results[0].indicators[-1]
    assert part.message == "Eenzaam volgens het CBS: van 47% (2022) naar 44% (2024)"
    assert part.verdict == sentences.UNCLEAR
    assert report.council == plain.council  # a figure of another source never speaks for a result that has its own
    assert report.data_sha256 != plain.data_sha256
    assert build(session, world.programme) == report


def test_without_imports_the_material_is_as_it_was(session):
    world = make_world(session)
    assert gather(session, world.programme).imports == {}


def test_a_break_shows_the_older_figure_apart_and_compares_nothing():
    rule = {
        "question": "eenzaam",
        "values": ["vaak"],
        "break_at": 1,
        "before": {"kind": "prevalence", "rule": LONELY, "version": 1},
    }
    found = breaks.measure(Request("prevalence", rule, "omlaag", material(lonely(60, 40), lonely(40, 60))))
    assert [one.figure.value for one in found.waves] == [None, 40]
    assert found.waves[0].figure.reason == "60% volgens definitie 1; niet te vergelijken"
    assert (found.changes, found.verdict) == ((), sentences.SMALL)
    assert "Breuk in de reeks" in found.source
    whole = breaks.measure(Request("prevalence", LONELY, "omlaag", material(lonely(60, 40), lonely(40, 60))))
    assert len(whole.changes) == 2


@pytest.mark.parametrize(
    ("sentence", "kind", "target", "baseline", "direction", "year"),
    [
        ("Over drie jaar voelt dertig procent van de 75-plussers zich minder eenzaam.", "share_improved", 30, None, "omlaag", 2029),
        ("Het aandeel eenzame ouderen daalt van veertig naar dertig procent in 2028.", "prevalence", 30, 40, "omlaag", 2028),
        ("In 2027 gaat het rapportcijfer van 6,5 naar 7", "mean", 7, 6.5, "omhoog", 2027),
        ("eind 2027 doet 65% van de inwoners mee", "prevalence", 65, None, "", 2027),
        ("We willen dat het beter gaat", "", None, None, "", None),
    ],
)  # fmt: skip
def test_a_target_sentence_is_read(sentence, kind, target, baseline, direction, year):
    found = targets.read(sentence, date(2026, 3, 1))
    assert (found.kind, found.target, found.baseline, found.direction) == (kind, target, baseline, direction)
    assert (found.horizon.year if found.horizon else None) == year


def test_the_population_of_a_target_sentence():
    assert targets.read(
        "Over drie jaar voelt 30 procent van de 75-plussers zich minder eenzaam", date(2026, 1, 1)
    ).population.startswith("75-plussers")
    assert (
        targets.read("het aandeel eenzame ouderen daalt van 40 naar 30 procent", date(2026, 1, 1)).population == "eenzame ouderen"
    )


def test_how_many_people_a_target_needs():
    """40% to 30% needs 356 in each wave, as tables of two proportions say; 30% within 5 points needs 323 pairs; domain.md 5.9: 278 of 1000."""
    assert targets.need("prevalence", target=30, baseline=40).people == 356
    found = targets.need("share_improved", target=30, baseline=None)
    assert (found.people, found.linked) == (323, True)
    assert targets.of_population(targets.margin_size(0.5, 0.05), 1000) == 278
    assert targets.of_population(targets.margin_size(0.5, 0.05), None) == 385
    assert targets.need("mean", target=7, baseline=6).people == 175
    assert targets.need("count", target=7, baseline=6) is None
    assert targets.need("prevalence", target=30, baseline=40, population=100).people == 79


@pytest.mark.parametrize(("p1", "p2"), [(0.4, 0.3), (0.5, 0.45), (0.1, 0.2)])
def test_sizes_give_the_power_they_promise(p1, p2):
    from statsmodels.stats.proportion import power_proportions_2indep

    people = targets.of_population(targets.two_proportions_size(p1, p2), None)
    power = power_proportions_2indep(p2 - p1, p1, people).power
    assert power == pytest.approx(0.8, abs=0.01)


def test_the_target_said_back():
    said = targets.sentence(
        "share_improved",
        "Minder eenzaam",
        direction="omlaag",
        target=30,
        target_on=date(2029, 12, 31),
        whom="inwoners van 75 jaar en ouder",
        where="Voorbeeldstad",
    )
    assert (
        said
        == "Op 31 december 2029 is 30 procent van inwoners van 75 jaar en ouder in Voorbeeldstad vooruitgegaan, gemeten bij dezelfde mensen."
    )
    said = targets.sentence("prevalence", "Deel dat eenzaam is", direction="omlaag", target=30, target_on=None, baseline=40)
    assert "gedaald van 40 naar 30 procent" in said
    assert targets.sentence("mean", "x", direction="omhoog", target=None, target_on=None) == ""


def test_effort_of_scales_questions_and_imports():
    of = [definition.load(QUESTIONNAIRE.encode(), "welzijn.yml")]
    scale = effort.estimate("mean", {"scale": "steun_som"}, of)
    mark = effort.estimate("prevalence", {"question": "cijfer"}, of)
    assert (scale.respondent_seconds, mark.respondent_seconds) == (30, 15)
    assert effort.estimate("story_verdict", {}, of, stories=10).staff_minutes == 40
    assert effort.total([scale, mark, effort.estimate("import", RULE, of)], surveys=1) == effort.Effort(45, 135)
    assert "30 seconden per deelnemer" in scale.words


def test_the_mix_says_what_most_indicators_are():
    ones = [mix.One("output", "count")] * 7 + [mix.One("outcome", "prevalence", steering=True)] * 2
    found = mix.mixed(ones)
    assert found.message == "7 van de 9 indicatoren zijn input of output: zij zeggen wat u doet."
    assert found.share == 22.2
    assert any("tussenresultaat" in one for one in found.warnings)
    many = mix.mixed([mix.One("outcome", "mean", steering=True)] * 8)
    assert many.warnings[0].startswith("U stuurt op 8 indicatoren")
    assert mix.mixed([mix.One("outcome", "mean", status="vervallen")]).total == 0
