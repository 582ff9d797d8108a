"""The tables of the report: for each a head and rows of plain words. Every chart has one with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis import sentences
from analysis.report.model import (
    ActivityPart,
    Breakdown,
    CloudWord,
    Figure,
    IndicatorPart,
    Teller,
    ThemePart,
)
from analysis.report.wording import (
    VERDICTS,
    brief,
    interval,
    number,
    short_interval,
    shown,
    why_hidden,
)
from saying import mark, say

Row = tuple[str, ...]
NOTHING = "–"


class Head(NamedTuple):
    """The head of a column (a marked sentence, or the name of something), and whether numbers stand in it."""

    words: str
    num: bool = False

    @property
    def text(self) -> str:
        """The head in the language that is spoken."""
        return say(self.words)


def cell(value: int | None, none: str = NOTHING) -> str:
    """A number, or what stands for none."""
    return none if value is None else number(value)


def _value(figure: Figure) -> str:
    return shown(figure) if figure.value is not None else why_hidden(figure)


waves_head = (
    Head(mark("Meting")), Head(mark("Periode")), Head(mark("Uitkomst"), True), Head(mark("95%-interval"), True), Head("n", True),
)  # fmt: skip


def waves(part: IndicatorPart) -> list[Row]:
    """A row for each wave."""
    return [
        (
            sentences.wave(one.name), sentences.period(one.period), _value(one.figure), interval(one.figure) or NOTHING,
            cell(one.figure.n),
        )
        for one in part.waves
    ]  # fmt: skip


also_head = (
    Head(mark("Cijfer")),
    Head(mark("Eerst"), True),
    Head(mark("Laatst"), True),
    Head(mark("95%-interval"), True),
    Head("n", True),
    Head(mark("Richting")),
)


def also(parts: Sequence[IndicatorPart], lead: IndicatorPart | None) -> list[Row]:
    """The other indicators of a result, a row each; what an activity changes for participants stands with the reasoning line."""
    return [_also(one) for one in parts if one is not lead and not one.activity]


def _also(part: IndicatorPart) -> Row:
    words = VERDICTS.get(part.verdict, part.verdict)
    if not part.waves:
        return part.name, NOTHING, NOTHING, NOTHING, NOTHING, words
    first, last = part.waves[0], part.waves[-1]
    begin = brief(first.figure) if len(part.waves) > 1 else NOTHING
    return part.name, begin, _value(last.figure), interval(last.figure) or NOTHING, cell(last.figure.n), words


def split_head(split: Breakdown) -> tuple[Head, ...]:
    """Two columns for each wave: the outcome with its interval, and n."""
    names = [one.name for one in split.rows[0].waves] if split.rows else []
    head = [Head(mark("Groep"))]
    for name in names:
        head += [Head(sentences.wave(name), True), Head("n", True)]
    return tuple(head)


def split(one: Breakdown) -> list[Row]:
    """A row for each group."""
    rows: list[Row] = []
    for row in one.rows:
        cells = [row.name]
        for wave in row.waves:
            bounds = short_interval(wave.figure)
            cells += [shown(wave.figure) + (f" ({bounds})" if bounds else ""), cell(wave.figure.n)]
        rows.append(tuple(cells))
    return rows


def hidden_in(one: Breakdown) -> str:
    """Why some groups of a breakdown are not shown, each reason once."""
    hidden = [wave.figure for row in one.rows for wave in row.waves if wave.figure.value is None]
    return " ".join(f"{sentences.capital(words)}." for words in dict.fromkeys(map(why_hidden, hidden)))


themes_head = (
    Head(mark("Thema")), Head(mark("Verhalen"), True), Head(mark("Aandeel"), True), Head(mark("Gewenste kant"), True),
    Head(mark("Juist niet"), True), Head(mark("Bevestigd"), True), Head(mark("Wie vertelden")),
)  # fmt: skip


def themes(parts: tuple[ThemePart, ...]) -> list[Row]:
    """A row for each theme, with who told of it."""
    rows: list[Row] = []
    for theme in parts:
        few = say("te weinig om te tonen") if theme.stories is None else NOTHING
        share = shown(theme.share) if theme.share.value is not None else NOTHING
        rows.append((
            theme.name, cell(theme.stories, few), share, cell(theme.good), cell(theme.bad), cell(theme.confirmed),
            told_by(theme.tellers) or NOTHING,
        ))  # fmt: skip
    return rows


def told_by(parts: tuple[Teller, ...]) -> str:
    """Who told, in one line: inwoner 27, naaste 7, vrijwilliger te weinig om te tonen."""
    return ", ".join(f"{one.label} {cell(one.stories, say('(te weinig)'))}" for one in parts)


tellers_head = (Head(mark("Plaats of verteller")), Head(mark("Verhalen"), True))


def tellers(parts: tuple[Teller, ...]) -> list[Row]:
    """A row for each kind of teller or region."""
    return [(one.label, cell(one.stories, say("te weinig om te tonen"))) for one in parts]


cloud_head = (Head(mark("In zoveel verhalen")), Head(mark("Woorden")))


def cloud(words: tuple[CloudWord, ...]) -> list[Row]:
    """A row for each count, the highest first, with all words that stand in so many stories."""
    counts = sorted({one.stories for one in words}, reverse=True)
    return [(number(many), ", ".join(sorted(one.word for one in words if one.stories == many))) for many in counts]


activities_head = (
    Head(mark("Activiteit")), Head(mark("Wie")), Head(mark("Wat wij verwachten")), Head(mark("Bijeenkomsten")),
    Head(mark("Deelnemers")),
)  # fmt: skip


def activities(parts: tuple[ActivityPart, ...]) -> list[Row]:
    """A row for each activity, its numbers for each period."""
    return [
        (
            one.name, one.provider, one.mechanism or say("nog niet beschreven"),
            ", ".join(f"{cell(meetings, say('onbekend'))} ({period})" for period, meetings, _ in one.counts) or NOTHING,
            ", ".join(f"{cell(people, say('te weinig of onbekend'))} ({period})" for period, _, people in one.counts) or NOTHING,
        )
        for one in parts
    ]  # fmt: skip
