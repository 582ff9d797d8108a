"""The tables of the report: for each a head and rows of plain words. Every chart has one with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
    interval,
    number,
    short_interval,
    shown,
    why_hidden,
)

Row = tuple[str, ...]
NOTHING = "–"


class Head(NamedTuple):
    """The head of a column, and whether numbers stand in it."""

    text: str
    num: bool = False


def cell(value: int | None, none: str = NOTHING) -> str:
    """A number, or what stands for none."""
    return none if value is None else number(value)


def _value(figure: Figure) -> str:
    return shown(figure) if figure.value is not None else why_hidden(figure)


waves_head = (Head("Meting"), Head("Periode"), Head("Uitkomst", True), Head("95%-interval", True), Head("n", True))


def waves(part: IndicatorPart) -> list[Row]:
    """A row for each wave."""
    return [(one.name, one.period, _value(one.figure), interval(one.figure) or NOTHING, cell(one.figure.n)) for one in part.waves]


also_head = (
    Head("Cijfer"),
    Head("Eerst", True),
    Head("Laatst", True),
    Head("95%-interval", True),
    Head("n", True),
    Head("Richting"),
)


def also(parts: Sequence[IndicatorPart], lead: IndicatorPart | None) -> list[Row]:
    """The other indicators of a result, a row each."""
    return [_also(one) for one in parts if one is not lead]


def _also(part: IndicatorPart) -> Row:
    words = VERDICTS.get(part.verdict, part.verdict)
    if not part.waves:
        return part.name, NOTHING, NOTHING, NOTHING, NOTHING, words
    first, last = part.waves[0], part.waves[-1]
    begin = _value(first.figure) if len(part.waves) > 1 else NOTHING
    return part.name, begin, _value(last.figure), interval(last.figure) or NOTHING, cell(last.figure.n), words


def split_head(split: Breakdown) -> tuple[Head, ...]:
    """Two columns for each wave: the outcome with its interval, and n."""
    names = [one.name for one in split.rows[0].waves] if split.rows else []
    head = [Head("Groep")]
    for name in names:
        head += [Head(name, True), Head("n", True)]
    return tuple(head)


def split(one: Breakdown) -> list[Row]:
    """A row for each group."""
    rows: list[Row] = []
    for row in one.rows:
        cells = [row.label]
        for wave in row.waves:
            bounds = short_interval(wave.figure)
            cells += [shown(wave.figure) + (f" ({bounds})" if bounds else ""), cell(wave.figure.n)]
        rows.append(tuple(cells))
    return rows


def hidden_in(one: Breakdown) -> str:
    """Why some groups of a breakdown are not shown, each reason once."""
    hidden = [wave.figure for row in one.rows for wave in row.waves if wave.figure.value is None]
    return " ".join(f"{words[0].upper()}{words[1:]}." for words in dict.fromkeys(map(why_hidden, hidden)))


themes_head = (
    Head("Thema"), Head("Verhalen", True), Head("Aandeel", True), Head("Gewenste kant", True), Head("Juist niet", True),
    Head("Bevestigd", True), Head("Wie vertelden"),
)  # fmt: skip


def themes(parts: tuple[ThemePart, ...]) -> list[Row]:
    """A row for each theme, with who told of it."""
    rows: list[Row] = []
    for theme in parts:
        few = "te weinig om te tonen" if theme.stories is None else NOTHING
        share = shown(theme.share) if theme.share.value is not None else NOTHING
        rows.append((
            theme.name, cell(theme.stories, few), share, cell(theme.good), cell(theme.bad), cell(theme.confirmed),
            told_by(theme.tellers) or NOTHING,
        ))  # fmt: skip
    return rows


def told_by(parts: tuple[Teller, ...]) -> str:
    """Who told, in one line: inwoner 27, naaste 7, vrijwilliger te weinig om te tonen."""
    return ", ".join(f"{one.label} {cell(one.stories, '(te weinig)')}" for one in parts)


tellers_head = (Head("Plaats of verteller"), Head("Verhalen", True))


def tellers(parts: tuple[Teller, ...]) -> list[Row]:
    """A row for each kind of teller or region."""
    return [(one.label, cell(one.stories, "te weinig om te tonen")) for one in parts]


cloud_head = (Head("In zoveel verhalen"), Head("Woorden"))


def cloud(words: tuple[CloudWord, ...]) -> list[Row]:
    """A row for each count, the highest first, with all words that stand in so many stories."""
    counts = sorted({one.stories for one in words}, reverse=True)
    return [(number(many), ", ".join(sorted(one.word for one in words if one.stories == many))) for many in counts]


activities_head = (
    Head("Activiteit"), Head("Wie"), Head("Wat wij verwachten"), Head("Bijeenkomsten"), Head("Deelnemers"),
)  # fmt: skip


def activities(parts: tuple[ActivityPart, ...]) -> list[Row]:
    """A row for each activity, its numbers for each period."""
    return [
        (
            one.name, one.provider, one.mechanism or "nog niet beschreven",
            ", ".join(f"{cell(meetings, 'onbekend')} ({period})" for period, meetings, _ in one.counts) or NOTHING,
            ", ".join(f"{cell(people, 'te weinig of onbekend')} ({period})" for period, _, people in one.counts) or NOTHING,
        )
        for one in parts
    ]  # fmt: skip
