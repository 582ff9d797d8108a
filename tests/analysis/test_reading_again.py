"""What a new reader found to contradict in a report: numbers and words that must say the same thing everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
import yaml

from analysis import sentences, vectors
from analysis.accounting.states import ActivityState
from analysis.frameworks import catalogue
from analysis.joining import predicting, quality
from analysis.joining.grouped import Told
from analysis.joining.predicting import Expected
from analysis.line import states
from analysis.measures import Outcome
from analysis.report import council, environment, rendering, wording
from analysis.report.apart import other_way
from analysis.report.files import residents
from analysis.report.indicators import message
from analysis.report.model import Change, Figure, Interval
from surveys.scoring import Scale, ScaleItem
from tests.analysis.test_apart import WORSE, part
from tests.analysis.test_joining_contradictions import indicator, share
from tests.data.sample_report import sample

DEMO = Path(__file__).parents[2] / "webapp" / "demo"


def demo(name: str):
    return yaml.safe_load((DEMO / name).read_text())


def test_the_demo_counts_residents_of_75_as_its_source_does() -> None:
    rows = orjson.loads((DEMO / "sources_bevolking.json").read_bytes())["value"]
    source = next(
        one["k_75JaarOfOuder_21"] for one in rows if one["RegioS"].strip() == "GM9999" and one["Perioden"] == "2026JJ00"
    )
    sizes = {one["omvang"] for one in demo("accounting_samen_ouder.yml")["bereik"] if "omvang" in one}
    assert sizes == {source}


def test_what_the_demo_says_of_money_is_in_its_numbers() -> None:
    numbers = demo("accounting_samen_ouder.yml")
    years = next(one["jaren"] for one in numbers["voorzieningen"] if one["code"] == "inloop")
    places = {year: euro for year, _, what, euro in numbers["investering"] if "ontmoetingsplekken" in what}
    (cards,) = (one["kaarten"] for one in demo("frameworks_samen_ouder.yml")["bijeenkomsten"] if one["kader"] == "kernvragen")
    said = cards["investeren"]["antwoord"]
    assert years["2026"][1] > years["2024"][1] and years["2026"][0] > years["2024"][0]
    assert "meer geld naar de inloop" in said and "voor meer mensen" in said
    assert places[2026] < places[2024] and "Naar ontmoetingsplekken gaat minder" in said


def test_who_expected_a_rise_in_the_demo_expected_more_than_there_was() -> None:
    began = {"deel-eenzaam": 52, "meedoen-aan-iets": 55}
    for one in demo("sources_samen_ouder.yml")["verwachtingen"]:
        if "laag" in one:
            start = began[one["indicator"]]
            assert one["laag"] > start if one["richting"] == "omhoog" else one["hoog"] < start


def test_an_expectation_with_only_a_direction_is_not_left_out_in_silence() -> None:
    of = indicator({}, [share(60, 100), share(30, 100)])
    rows = [Expected("Zorg", "eenzaam", 1, "omlaag", 25.0, 65.0), *[Expected("Zorg", "eenzaam", 1, "omhoog", None, None)] * 2]
    (zorg,) = predicting.calibration(predicting.outcomes(rows, {"eenzaam": of}), {1: "1-meting"})
    assert zorg.expectations == 1 and "2 verwachtingen noemden alleen een richting: die tellen niet mee" in zorg.sentence
    (both,) = predicting.calibration(predicting.outcomes(rows[:2], {"eenzaam": of}), {1: "1-meting"})
    assert "1 verwachting noemde alleen een richting: die telt niet mee" in both.sentence
    (ranged,) = predicting.calibration(predicting.outcomes(rows[:1], {"eenzaam": of}), {1: "1-meting"})
    assert "alleen een richting" not in ranged.sentence


def test_a_surprise_names_the_ranges_that_did_not_hold() -> None:
    of = indicator({}, [share(60, 100), share(40, 100)])
    ends = ((10.0, 20.0), (30.0, 45.0), (60.0, 70.0))
    rows = [Expected(f"P{i}", "eenzaam", 1, "omlaag", low, high) for i, (low, high) in enumerate(ends)]
    said = predicting.surprise(of, predicting.outcomes(rows, {"eenzaam": of}))
    assert "2 van de 3 partners verwachtten vooraf iets anders (10% tot 20% en 60% tot 70%)." in said


def test_residents_read_of_the_hundred_and_of_whom_a_figure_is() -> None:
    assert other_way(part(WORSE), plain=True) == "Let op: in Waterkant was het eerst 38 van de 100, nu 70 van de 100."
    page = residents.html(sample())
    assert "Groepen van minder dan 10 mensen laten wij niet apart zien." in page and "laten wij geen cijfer zien" not in page
    for one in residents.words(sample()).figures:
        assert "%" not in one.said + one.differ
        assert "iets anders dan het cijfer van iedereen samen" in one.differ or "iets anders" not in one.differ


@pytest.mark.parametrize(
    ("ends", "unit", "words"),
    [
        ((0.04, 0.31), "cijfer", "tussen 0,04 en 0,31 punt"),
        ((0.2, 0.31), "cijfer", "tussen 0,2 en 0,3 punt"),
        ((-0.004, 0.31), "cijfer", "tussen −0,004 en 0,310 punt"),
        ((0.3, 12.4), "procent", "tussen 0,3 en 12,4 procentpunt"),
        ((-9.0, 0.0), "procent", "tussen −9 en 0 procentpunt"),
    ],
)
def test_a_bound_never_looks_like_nought_when_the_verdict_rests_on_its_sign(ends, unit, words) -> None:
    assert words in sentences.sure(ends, unit)


def test_a_bound_in_a_table_does_not_look_like_nought_either() -> None:
    figure = Figure(0.17, 80, "cijfer", Interval(0.04, 0.31, "t"))
    change = Change(True, figure, 80, 80, 0.03, "t", None, "", "goede_kant", "")
    assert wording.difference(change) == "+0,2 punt (0,04 tot 0,31)"


def test_reach_is_rounded_in_one_way() -> None:
    assert [sentences.reach(one) for one in (0.9, 1.07, 14.6)] == ["0,9%", "1,1%", "15%"]
    state = ActivityState("a", Figure(66.7, 3, "procent"), Figure(0.9, 62, "procent"), None)
    assert states._of_activity(state) == ["Goed uitgevoerd: 67%", "Bereik: 0,9%"]


def test_a_count_never_claims_chance_and_one_wave_is_not_too_few_people() -> None:
    assert all("een telling heeft geen marge" in wording.VERDICTS_MEAN[one] for one in ("goede_kant", "verkeerde_kant"))
    assert "nog maar één meting" in wording.VERDICTS_MEAN["te_klein"]
    assert "antwoorden" not in wording.VERDICTS["te_klein"]


def test_the_cover_says_of_what_its_day_is_and_when_there_is_nothing_yet() -> None:
    assert "Antwoorden en verhalen tot en met" in rendering.html(sample())
    assert wording.data_day("1970-01-01") == "nog geen gegevens" and wording.data_day("2026-05-12") == "12 mei 2026"


def test_all_themes_heard_is_said_as_all() -> None:
    heard = quality.heard([Told(frozenset({"a", "b"}), "geen", "inwoner", 0, ())] * 24)
    assert heard is not None and "waren er alle 2 thema’s gehoord" in heard.sentence


def test_no_marks_of_the_makers_in_names_people_read() -> None:
    assert all("(nk)" not in one.read_text() for one in Path(catalogue.__file__).parent.glob("*.yml"))


def _of(kind: str, rule: dict[str, str], **known):
    definition = SimpleNamespace(scales=known.get("scales", {}), questions=known.get("questions", {}))
    return vectors.scale_words({kind: "x", **rule}, (SimpleNamespace(code="v", definition=definition),))


def test_a_mean_says_its_scale_unless_it_is_a_mark_everybody_knows() -> None:
    item = ScaleItem("q", "a", {"oneens": 1, "eens": 5})
    assert _of("scale", {}, scales={"x": Scale(code="x", title={}, items=(item, item))}) == "op een schaal van 1 tot 5"
    options = [SimpleNamespace(value=one) for one in (1, None, 3)]
    assert _of("question", {}, questions={"x": SimpleNamespace(options=options)}) == "op een schaal van 1 tot 3"
    assert _of("question", {}, questions={"x": SimpleNamespace(options=())}) == ""  # a number without ends
    ten = ScaleItem("q", "a", {"0": 0, "10": 10})
    assert _of("scale", {}, scales={"x": Scale(code="x", title={}, items=(ten,))}) == ""


def test_the_scale_stands_beside_the_numbers_for_council_figure_and_residents() -> None:
    mark = indicator({}, [Figure(3.7, 90, "cijfer"), Figure(3.9, 80, "cijfer")])
    mark = replace(mark, unit="cijfer", measure_kind="mean", scale="op een schaal van 1 tot 5")
    assert council._moved(mark) == "Eenzaam: van 3,7 (Nulmeting) naar 3,9 (1-meting), op een schaal van 1 tot 5"
    assert residents._plainly(mark) == "Eenzaam: eerst een 3,7 (Nulmeting), nu een 3,9, op een schaal van 1 tot 5."
    assert environment._scaled(mark) == "Eenzaam, op een schaal van 1 tot 5"
    found = Outcome("cijfer", "", mark.waves, (), "onduidelijk")
    assert message("Hulp", found, mark.scale).endswith("naar 3,9 (1-meting), op een schaal van 1 tot 5")
    assert message("Hulp", found).endswith("naar 3,9 (1-meting)")
