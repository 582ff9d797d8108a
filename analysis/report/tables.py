"""The tables of the report: for each a head and rows of plain words. Every chart has one with the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from analysis.report.model import (
    ActivityPart,
    Breakdown,
    CloudWord,
    Figure,
    IndicatorPart,
    ResponseRow,
    ResultPart,
    Teller,
    ThemePart,
)
from analysis.report.wording import (
    LEVELS,
    based_on,
    chance,
    difference,
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


def _n(value: int | None, none: str = NOTHING) -> str:
    return none if value is None else number(value)


def _value(figure: Figure) -> str:
    return shown(figure) if figure.value is not None else why_hidden(figure)


waves_head = (Head("Meting"), Head("Periode"), Head("Uitkomst", True), Head("95%-interval", True), Head("n", True))


def waves(part: IndicatorPart) -> list[Row]:
    """A row for each wave."""
    return [(one.name, one.period, _value(one.figure), interval(one.figure) or NOTHING, _n(one.figure.n)) for one in part.waves]


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
            cells += [shown(wave.figure) + (f" ({bounds})" if bounds else ""), _n(wave.figure.n)]
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
            theme.name, _n(theme.stories, few), share, _n(theme.good), _n(theme.bad), _n(theme.confirmed),
            told_by(theme.tellers) or NOTHING,
        ))  # fmt: skip
    return rows


def told_by(parts: tuple[Teller, ...]) -> str:
    """Who told, in one line: inwoner 27, naaste 7, vrijwilliger te weinig om te tonen."""
    return ", ".join(f"{one.label} {_n(one.stories, '(te weinig)')}" for one in parts)


tellers_head = (Head("Plaats of verteller"), Head("Verhalen", True))


def tellers(parts: tuple[Teller, ...]) -> list[Row]:
    """A row for each kind of teller or region."""
    return [(one.label, _n(one.stories, "te weinig om te tonen")) for one in parts]


cloud_head = (Head("In zoveel verhalen"), Head("Woorden"))


def cloud(words: tuple[CloudWord, ...]) -> list[Row]:
    """A row for each count, the highest first, with all words that stand in so many stories."""
    counts = sorted({one.stories for one in words}, reverse=True)
    return [(number(many), ", ".join(sorted(one.word for one in words if one.stories == many))) for many in counts]


activities_head = (
    Head("Activiteit"), Head("Wie"), Head("Werkt door"), Head("Bijeenkomsten"), Head("Deelnemers"),
)  # fmt: skip


def activities(parts: tuple[ActivityPart, ...]) -> list[Row]:
    """A row for each activity, its numbers for each period."""
    return [
        (
            one.name, one.provider, one.mechanism or "nog niet beschreven",
            ", ".join(f"{_n(meetings, 'onbekend')} ({period})" for period, meetings, _ in one.counts) or NOTHING,
            ", ".join(f"{_n(people, 'te weinig of onbekend')} ({period})" for period, _, people in one.counts) or NOTHING,
        )
        for one in parts
    ]  # fmt: skip


responses_head = (
    Head("Meting"), Head("Periode"), Head("Uitgenodigd", True), Head("Begonnen", True), Head("Verstuurd", True),
    Head("Deed eerder mee", True), Head("Respons", True),
)  # fmt: skip


def responses(rows: tuple[ResponseRow, ...]) -> list[Row]:
    """A row for each wave: who was asked, who answered."""
    return [
        (
            one.name, one.period, _n(one.invited, "onbekend"), _n(one.started), _n(one.completed), _n(one.linked),
            shown(one.rate) if one.rate.value is not None else (one.rate.reason or NOTHING),
        )
        for one in rows
    ]  # fmt: skip


definitions_head = (Head("Cijfer"), Head("Definitie"), Head("Soort"), Head("Gewenst"), Head("Bron"))


def definitions(results: tuple[ResultPart, ...]) -> list[Row]:
    """A row for each indicator: what it counts and from where."""
    return [
        (part.name, part.definition, LEVELS.get(part.level, part.level), part.direction, part.source or NOTHING)
        for result in results
        for part in result.indicators
    ]


changes_head = (Head("Cijfer"), Head("Verschil (95%-interval)"), Head("Rust op"), Head("Toets"), Head("Effectmaat", True))


def changes(results: tuple[ResultPart, ...]) -> list[Row]:
    """A row for each difference between waves."""
    return [
        (
            part.name, difference(one), based_on(one), ", ".join(filter(None, (one.method, chance(one.p)))) or NOTHING,
            f"{one.effect_name} = {number(one.effect, 2)}" if one.effect is not None else NOTHING,
        )
        for result in results
        for part in result.indicators
        for one in part.changes
    ]  # fmt: skip


versions_head = (Head("Vragenlijst"), Head("Talen"), Head("Versie", True), Head("Gebruikt in"), Head("Vingerafdruk (SHA-256)"))


def versions(instruments: tuple[dict[str, Any], ...]) -> list[Row]:
    """A row for each version of each questionnaire."""
    return [
        (
            str(one.get("title") or one.get("code", "")), _words(one.get("languages")), _words(version.get("number")),
            _words(version.get("waves")), str(version.get("sha256", NOTHING)),
        )
        for one in instruments
        for version in one.get("versions", ())
    ]  # fmt: skip


scales_head = (
    Head("Schaal"),
    Head("Vragen"),
    Head("Omgekeerd"),
    Head("Minstens ingevuld", True),
    Head("Betrouwbaarheid (alfa)"),
    Head("Bron"),
)


def scales(instruments: tuple[dict[str, Any], ...]) -> list[Row]:
    """A row for each scale, with its reliability in each wave."""
    return [
        (
            str(scale.get("title") or scale.get("code", "")), _words(scale.get("items")), _words(scale.get("reversed")),
            _words(scale.get("minimum")), _alphas(scale.get("alpha") or ()), _words(scale.get("source")),
        )
        for one in instruments
        for scale in one.get("scales", ())
    ]  # fmt: skip


def _alphas(found: Iterable[dict[str, Any]]) -> str:
    said = [f"{one['wave']}: {'te weinig antwoorden' if one['alpha'] is None else number(one['alpha'], 2)}" for one in found]
    return ", ".join(said) or NOTHING


NAMES = {
    "questionnaire": "Vragenlijst", "survey": "Vragenlijst", "title": "Titel", "version": "Versie", "sha256": "Vingerafdruk (SHA-256)",
    "scales": "Schalen en bron", "code": "Code", "name": "Naam", "kind": "Soort", "values": "Antwoorden", "definition": "Definitie",
    "terms": "Woorden", "exclusions": "Telt niet mee", "parent": "Hoort bij", "source": "Bron", "text": "Tekst", "wave": "Meting",
    "waves": "Metingen", "items": "Vragen", "options": "Antwoorden", "question": "Vraag", "stories": "Verhalen",
}  # fmt: skip


def generic_head(rows: tuple[dict[str, Any], ...]) -> tuple[Head, ...]:
    """The union of the keys, in the order in which they first come."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return tuple(Head(NAMES.get(key, key)) for key in keys)


def generic(rows: tuple[dict[str, Any], ...]) -> list[Row]:
    """A row for each dictionary, nested values in words."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return [tuple(_words(row.get(key)) for key in keys) for row in rows]


def _words(value: Any) -> str:
    if value is None or value in ("", [], {}, ()):
        return NOTHING
    if isinstance(value, dict):
        return "; ".join(f"{str(NAMES.get(key, key)).lower()}: {_words(one)}" for key, one in value.items())
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value)
    return ", ".join(_each(value))


def _each(values: Iterable[Any]) -> Iterator[str]:
    for one in values:
        yield _words(one)
