"""Titles say the message of their chart, and waves are named in plain Dutch."""

from __future__ import annotations

import dataclasses
import re

import pytest

from analysis.report import council, group_charts, rendering, story_charts
from analysis.report.files import residents
from analysis.report.model import Breakdown, BreakdownRow, CloudWord, Figure, Interval, Teller, TriadPart, WaveFigure
from tests.data.sample_report import sample

PART = sample().results[0].indicators[0]


def row(label: str, value: float | None, low: float, high: float) -> BreakdownRow:
    """A group in one wave."""
    figure = Figure(value, 40, "procent", None if value is None else Interval(low, high, "Wilson"))
    return BreakdownRow(label, (WaveFigure(1, "1-meting", "voorjaar 2026", figure),))


def test_groups_that_lie_apart_are_named_and_groups_whose_margins_overlap_are_not() -> None:
    apart = Breakdown("Naar wijk", (row("Noord", 27.0, 20, 35), row("Zuid", 70.0, 60, 80), row("Oost", 50.0, 40, 60)))
    assert group_charts.breakdown_title(PART, apart) == "Naar wijk: 27% (Noord) tot 70% (Zuid)"
    close = Breakdown("Naar wijk", (row("Noord", 45.0, 30, 60), row("Zuid", 55.0, 40, 70)))
    assert group_charts.breakdown_title(PART, close) == "Naar wijk: de marges van alle groepen overlappen"
    hidden = Breakdown("Naar wijk", (row("Noord", 45.0, 30, 60), row("Zuid", None, 0, 0)))
    assert group_charts.breakdown_title(PART, hidden) == "Naar wijk"


def triad(*stories: int | None) -> TriadPart:
    """A triangle with so many stories in each corner, and the rest between."""
    regions = tuple(Teller(f"vooral: {name}", many) for name, many in zip("ABC", stories, strict=True))
    return TriadPart("Waardoor kwam het?", ("A", "B", "C"), 60, ((1.0, 0.0, 0.0),), None, (*regions, Teller("ertussenin", 10)))


def test_the_triangle_says_which_corner_stands_out_and_when_none_does() -> None:
    assert story_charts.triad_title(triad(10, 30, 10)) == "Meestal het belangrijkst: ‘B’ (30 van de 60 verhalen)"
    assert "geen hoek springt eruit" in story_charts.triad_title(triad(17, 16, 17))
    assert story_charts.triad_title(triad(None, 30, None)) == "Waardoor kwam het?"


def test_the_cloud_names_its_three_largest_words() -> None:
    words = tuple(CloudWord(word, many) for word, many in (("tafel", 5), ("koffie", 9), ("bus", 7), ("deur", 3)))
    assert story_charts.cloud_title(words) == "Woorden die vaak terugkomen: koffie, bus en tafel"
    assert story_charts.cloud_title(()) == "Woorden die vaak terugkomen"


def test_a_wave_is_named_with_its_questionnaire_when_there_are_more() -> None:
    one = sample().responses[0]
    assert council.named(dataclasses.replace(one, name="Nulmeting")) == "de nulmeting"
    assert council.named(dataclasses.replace(one, name="Onze hulp?: 1-meting")) == "de 1-meting van ‘Onze hulp?’"


def test_residents_read_how_many_of_them_took_part_not_how_many_professionals() -> None:
    report = sample()
    last = report.responses[-1]
    staff = dataclasses.replace(last, name="Wat partners vinden: Partners", completed=74)
    own = dataclasses.replace(last, name=f"Wat vindt u?: {report.results[0].indicators[0].waves[-1].name}", completed=158)
    assert residents.words(dataclasses.replace(report, responses=(own, staff))).thanks.startswith(
        "Dank u wel dat u meedeed. 158 mensen"
    )


CAUSES = re.compile(
    r"\b(doordat|dankzij|vanwege|veroorza\w*|effect van|leid(de|t) tot|zorg(de|t) voor|thanks to|because of|caus\w+|led to|due to)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_title_says_what_changed_and_its_chart_that_this_is_no_cause(language) -> None:
    page = rendering.html(sample(language=language))
    titles = re.findall(r"<(?:title|h3|h4|h5|caption)[^>]*>([^<]*)<", page)
    assert len(titles) > 20 and [one for one in titles if CAUSES.search(one)] == []
    moved = [
        one for result in sample().results for one in result.indicators if sum(w.figure.value is not None for w in one.waves) > 1
    ]
    charts = [one for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "chart-waves" in one]
    words = "waardoor" if language == "nl" else "not why"
    assert len(moved) > 1 and sum(words in one for one in charts) == len(moved)
    assert all(words in re.findall(r"<desc>(.*?)</desc>", one)[0] for one in charts if words in one)
    splits = [one for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "chart-breakdown" in one]
    assert splits and all(("zegt niet waardoor" if language == "nl" else "does not say why") in one for one in splits)
