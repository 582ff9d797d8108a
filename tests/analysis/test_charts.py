"""Charts: well-formed, with title and description, true to their numbers, and nothing a strict policy would refuse."""

from __future__ import annotations

import dataclasses
import math
import re
import xml.etree.ElementTree as ET

import pytest

from analysis.report import charts, clouds, group_charts, story_charts, svg
from analysis.report.model import Breakdown, CloudWord, IndicatorPart, TriadPart
from analysis.report.wording import TOO_FEW
from tests.data.sample_report import figure, sample, waves

SVG = "{http://www.w3.org/2000/svg}"
REPORT = sample()
LONELY = REPORT.results[0].indicators[0]


def drawn(text: str) -> ET.Element:
    """The drawing; also checks what every drawing must have and may not have."""
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title") or "").strip()
    assert (root.findtext(f"{SVG}desc") or "").strip()
    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert not names & {"style", "script", "image", "foreignObject"}
    assert not any("style" in one.attrib or "href" in one.attrib for one in root.iter())
    assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
    for one in root.iter():
        for name in ("x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "width", "height", "r"):
            assert math.isfinite(float(one.get(name, "0"))), (one.tag, name)
    return root


def words(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_the_title_of_a_chart_is_its_message() -> None:
    root = drawn(charts.waves_chart(LONELY))
    assert root.findtext(f"{SVG}title") == LONELY.message
    description = root.findtext(f"{SVG}desc") or ""
    assert "41%" in description and "n = 204" in description and "29 tot 43%" in description and "Streefwaarde 33%" in description


def test_dots_stand_where_their_values_are() -> None:
    root = drawn(charts.waves_chart(LONELY))
    dots = [float(one.get("cy", "0")) for one in root.iter(f"{SVG}circle")]
    ticks = {one.text: float(one.get("y", "0")) - 4 for one in root.iter(f"{SVG}text") if re.fullmatch(r"\d+%", one.text or "")}
    low, high = ticks["30%"], ticks["45%"]
    expected = [low + (value - 30) / 15 * (high - low) for value in (41.2, 35.9)]
    assert dots == pytest.approx(expected, abs=0.1)
    assert dots[0] < dots[1], "the higher value stands higher"


def test_a_hidden_wave_is_words_not_a_dot() -> None:
    part = REPORT.results[2].indicators[0]
    root = drawn(charts.waves_chart(part))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert TOO_FEW in " ".join(words(root))
    assert TOO_FEW in (root.findtext(f"{SVG}desc") or "")


def test_groups_have_a_hollow_and_a_filled_dot() -> None:
    root = drawn(group_charts.breakdown_chart(LONELY, LONELY.breakdowns[0]))
    fills = [one.get("fill") for one in root.iter(f"{SVG}circle")]
    assert (fills.count(svg.PAPER), fills.count(svg.PETROL)) == (6, 5)  # five and four groups, and one each in the legend
    assert any(TOO_FEW in one for one in words(root))


def test_the_dots_of_a_group_stand_closer_than_those_of_two_groups() -> None:
    root = drawn(group_charts.breakdown_chart(LONELY, LONELY.breakdowns[0]))
    hollow, filled = (
        [float(one.get("cy", "0")) for one in root.iter(f"{SVG}circle") if one.get("fill") == fill][1:]
        for fill in (svg.PAPER, svg.PETROL)
    )
    within, between = filled[0] - hollow[0], hollow[1] - filled[0]
    assert 0 < within < 0.7 * between


@pytest.mark.parametrize("values", [(18.0, 14.0), (22.0, 25.0), (20.0, 20.0), (16.0, 22.0), (24.0, 12.0)])
def test_the_target_runs_through_no_label(values: tuple[float, float]) -> None:
    part = dataclasses.replace(LONELY, waves=waves(*(figure(one, 145, one - 5, one + 6) for one in values)), target=20.0)
    root = drawn(charts.waves_chart(part))
    dashed = next(float(one.get("y1", "0")) for one in root.iter(f"{SVG}line") if one.get("stroke-dasharray") == "5 4")
    labels = [float(one.get("y", "0")) for one in root.iter(f"{SVG}text") if one.get("font-size") == "17"]
    assert len(labels) == 2
    assert not [y for y in labels if y - 12 < dashed < y], "the letters of a label stand up to 12 above its line"


@pytest.mark.parametrize("part", [
    dataclasses.replace(LONELY, waves=()),
    dataclasses.replace(LONELY, waves=waves(figure(None), figure(None)), target=None),
    dataclasses.replace(LONELY, waves=waves(figure(0.0, 12, 0.0, 24.2)), target=0.0),
    dataclasses.replace(LONELY, waves=waves(figure(100.0, 12, 75.8, 100.0))),
    dataclasses.replace(LONELY, unit="aantal", waves=waves(figure(123456.0, unit="aantal"))),
    dataclasses.replace(LONELY, message="", name="<script>alert(1)</script>"),
])  # fmt: skip
def test_charts_survive_the_edges(part: IndicatorPart) -> None:
    drawn(charts.waves_chart(part))
    for split in (LONELY.breakdowns[0], Breakdown("Naar niets", ())):
        drawn(group_charts.breakdown_chart(part, split))


def test_axis_is_round_and_holds_all_values() -> None:
    for values in ([41.2, 35.9, 28.1], [6.8], [0], [99.5, 100], [0.001, 0.002], [1240, 86], []):
        axis = svg.Axis(values, 0, 100, ceiling=1e12)
        assert all(axis.low <= value <= axis.high for value in values)
        assert 1 <= len(axis.ticks()) - 1 <= 8


def test_themes_say_good_and_bad_without_colour() -> None:
    themes = REPORT.results[0].themes
    root = drawn(story_charts.themes_chart(themes, "1"))
    assert root.findtext(f"{SVG}title") == "Contact met buren: in 34 van de 84 verhalen"
    pattern = root.find(f".//{SVG}pattern")
    assert pattern is not None
    striped = [one for one in root.iter(f"{SVG}rect") if one.get("fill") == f"url(#{pattern.get('id')})"]
    assert len(striped) == 1 + 4, "the legend and four themes"
    solid = [one for one in root.iter(f"{SVG}rect") if one.get("fill") == svg.PETROL][1:]
    widths = [float(one.get("width", "0")) + 2 for one in solid]
    assert widths[0] / widths[3] == pytest.approx(23 / 15, rel=0.02)
    assert "te weinig verhalen om te tonen" in words(root)


def test_no_themes_is_no_fault() -> None:
    drawn(story_charts.themes_chart((), "x"))


def test_each_story_has_its_own_point_inside_the_triangle() -> None:
    triad = REPORT.triads[0]
    root = drawn(story_charts.triad_chart(triad))
    points = [
        (float(one.get("cx", "0")), float(one.get("cy", "0"))) for one in root.iter(f"{SVG}circle") if one.get("r") == "3.6"
    ]
    assert len(points) == len(triad.points)
    assert len({(round(x), round(y)) for x, y in points}) > 0.8 * len(points), "points that fall together are spread"
    assert all(40 <= y <= 282 for _, y in points)


def test_the_corners_are_where_they_should_be() -> None:
    one = TriadPart("Wie?", ("A", "B", "C"), 3, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), None, ())
    root = drawn(story_charts.triad_chart(one))
    found = sorted((round(float(c.get("cx", "0"))), round(float(c.get("cy", "0")))) for c in root.iter(f"{SVG}circle"))
    assert found == [(40, 282), (180, 40), (320, 282)]


def test_the_cloud_is_always_the_same_and_larger_means_more() -> None:
    clouds._layout.cache_clear()
    first = clouds.cloud(REPORT.cloud)
    clouds._layout.cache_clear()
    assert clouds.cloud(REPORT.cloud) == first
    sizes = {one.text: float(one.get("font-size", "0")) for one in drawn(first).iter(f"{SVG}text")}
    counts = {one.word: one.stories for one in REPORT.cloud}
    ordered = sorted(sizes, key=lambda word: -counts[word])
    assert [sizes[word] for word in ordered] == sorted(sizes.values(), reverse=True)
    assert len(sizes) > 40


def test_a_cloud_that_could_not_be_drawn_is_drawn_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (CloudWord("brug", 7), CloudWord("koffie", 4))
    with monkeypatch.context() as busy:
        busy.setattr(clouds, "SECONDS", 0)
        assert clouds.cloud(words) == ""
    assert "brug" in clouds.cloud(words)


@pytest.mark.parametrize("given", [(), (CloudWord("leeg", 0),), (CloudWord("", 4),), (CloudWord("---", 4),)])
def test_nothing_to_draw_is_no_cloud(given: tuple[CloudWord, ...]) -> None:
    assert clouds.cloud(given) == ""


@pytest.mark.parametrize("given", [
    (CloudWord("koffie", 3),),
    (CloudWord("koffie", 3), CloudWord("thee", 0)),
    (CloudWord("a", 1), CloudWord("b", 1)),
    (CloudWord("<b>&amp;</b>", 5), CloudWord("x", 2)),
    (CloudWord("onuitsprekelijklangwoord" * 12, 9), CloudWord("kort", 2)),
])  # fmt: skip
def test_strange_words_do_no_harm(given: tuple[CloudWord, ...]) -> None:
    made = clouds.cloud(given)
    assert not made or set(words(drawn(made))) <= {one.word for one in given}


def test_what_happened_outside_is_drawn_between_the_waves_it_lies_between() -> None:
    from analysis.report.parts.sources import Mark

    part = next(one for result in sample().results for one in result.indicators if len(one.waves) > 1)
    waves = tuple(dataclasses.replace(one, period=f"voorjaar {2025 + n}") for n, one in enumerate(part.waves))
    part = dataclasses.replace(part, waves=waves)
    inside = Mark("r", part.code, "2025-10-01", "", "Sluiting van een plek", "-")
    drawn = charts.waves_chart(part, [inside])
    assert "Sluiting van een plek" in drawn and "1 oktober 2025" in drawn and 'stroke-dasharray="2 3"' in drawn
    outside = dataclasses.replace(inside, day="2031-10-01")
    assert charts.waves_chart(part, [outside]) == charts.waves_chart(part)
