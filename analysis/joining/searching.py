"""Every place where a figure of a report and its stories can be compared: groups that may be shown on both sides, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis import disclosure, sentences, themes
from analysis.disclosure import Cell
from analysis.joining.contradictions import DIRECTION, LEVEL, WHOLE, Look
from analysis.joining.evidence import Leaning, apart, between, of_stories, of_stories_apart
from analysis.joining.grouped import Told
from analysis.material import Material
from analysis.report.model import Breakdown, IndicatorPart, ResultPart

SPEAK = 5  # stories of a group that point a way, at least (council.STORIES_SPEAK)
NEARLY_ALL = 0.85
COUNTED = ("prevalence", "mean")
TELLER, WAVE = "verteller", "meting"
Ways = dict[str, Counter[str]]  # group -> which way its stories point


def looks(results: Sequence[ResultPart], stories: Sequence[Told], material: Material) -> list[Look]:
    """All comparisons, result by result."""
    return [look for result in results for look in _of_result(result, stories, material)]


def _of_result(result: ResultPart, stories: Sequence[Told], material: Material) -> Iterator[Look]:
    points = {one.code: one.points for one in result.themes}
    known = themes.ways(points)
    pointing = [(one, way) for one in stories if (way := known(one.themes, one.leaning)) is not None]
    of = sum(one.times for one, _ in pointing)
    parts = [one for one in result.indicators if one.measure_kind in COUNTED]
    titles = dict.fromkeys(split.title for part in parts for split in part.breakdowns)
    for title in titles:
        shown = shown_groups([(one.group(title), way, one.times) for one, way in pointing], material)
        for part in parts:
            yield from _of_split(result.code, part, title, shown, of=of)
    waves = {one.number: one.name for part in parts for one in part.waves}
    for trait, groups in (
        (TELLER, [(themes.TELLERS.get(one.teller, one.teller), way, one.times) for one, way in pointing]),
        (WAVE, [(waves.get(one.wave if one.wave is not None else -1), way, one.times) for one, way in pointing]),
    ):
        shown = shown_groups(groups, material)
        for part in parts:
            yield from _whole(result.code, part, trait, shown, of=of)


def shown_groups(pointing: Sequence[tuple[str | None, str, int]], material: Material) -> Ways:
    """The groups whose number of stories may be shown beside that of all, with which way they point; None = group not known."""
    counts: Ways = {}
    of = 0
    for group, way, times in pointing:
        of += times
        if group is not None:
            counts.setdefault(group, Counter())[way] += times
    names = sorted(counts)
    cells = [Cell(counts[name].total()) for name in names]
    reasons = disclosure.protect(cells, Cell(of), material.minimum_stories)
    return {
        name: counts[name]
        for name, reason in zip(names, reasons, strict=True)
        if not reason and counts[name][themes.GOOD] + counts[name][themes.BAD] >= max(SPEAK, material.minimum_stories)
    }


def _of_split(result: str, part: IndicatorPart, title: str, shown: Ways, *, of: int) -> Iterator[Look]:
    split = next((one for one in part.breakdowns if one.title == title), None)
    own = {row.label for row in split.rows if row.waves and row.waves[-1].figure.value is not None} if split else set()
    yield from _whole(result, part, title, {name: ways for name, ways in shown.items() if name not in own}, of=of)
    if split is None:
        return
    for group, ways in shown.items():
        for kind, figure, stories in _of_group(part, split, group, shown, ways=ways):
            if figure is not None and stories is not None:
                yield Look(result, part.code, title, group, kind, figure, stories, ways.total(), _nearly_all(ways))


def _of_group(
    part: IndicatorPart, split: Breakdown, group: str, shown: Ways, *, ways: Counter[str]
) -> Iterator[tuple[str, Leaning | None, Leaning | None]]:
    row = next((one for one in split.rows if one.label == group), None)
    if row is None or not row.waves:
        return
    own = ways[themes.GOOD], ways[themes.BAD]
    if len(row.waves) > 1 and part.verdict != sentences.EARLY:
        yield DIRECTION, between(row.waves[0].figure, row.waves[-1].figure, part.direction), of_stories(*own)
    others = [one for name, one in shown.items() if name != group]
    rest = sum(one[themes.GOOD] for one in others), sum(one[themes.BAD] for one in others)
    whole = next((one for one in part.waves if one.number == row.waves[-1].number), None)
    if whole is not None and sum(rest) >= SPEAK:
        yield LEVEL, apart(row.waves[-1].figure, whole.figure, part.direction), of_stories_apart(own, rest)


def _whole(result: str, part: IndicatorPart, trait: str, shown: Ways, *, of: int) -> Iterator[Look]:
    """The stories of each group beside what the report says of everybody, for groups without a figure of their own; a group with
    most of the stories is everybody."""
    figure = moved(part)
    if figure is None or part.verdict not in (sentences.GOOD, sentences.BAD):
        return
    for group, ways in shown.items():
        if 2 * ways.total() <= of:
            stories = of_stories(ways[themes.GOOD], ways[themes.BAD])
            yield Look(result, part.code, trait, group, WHOLE, figure, stories, ways.total(), _nearly_all(ways))


def _nearly_all(ways: Counter[str]) -> bool:
    most = max(ways[themes.GOOD], ways[themes.BAD])
    return most >= NEARLY_ALL * (ways[themes.GOOD] + ways[themes.BAD])


def moved(part: IndicatorPart) -> Leaning | None:
    """Which way the figure of everybody moved: the change on which its verdict rests."""
    known = [one for one in part.changes if one.p is not None and one.difference.value is not None]
    same = [one for one in known if one.verdict == part.verdict] or known
    if not same:
        return None
    one = same[0]
    value = one.difference.value or 0.0
    up = (value > 0) - (value < 0)
    return Leaning(up if part.direction == "omhoog" else -up, one.p if one.p is not None else 1.0, one.n_second or 0)
