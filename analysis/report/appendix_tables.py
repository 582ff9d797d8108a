"""The tables of the appendix: who answered, what was counted and tested, the questionnaires, the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analysis import sentences
from analysis.report.model import ResponseRow, ResultPart
from analysis.report.tables import NOTHING, Head, Row, cell
from analysis.report.wording import DIRECTIONS, EFFECTS, LEVELS, based_on, chance, difference, number, shown, tested, whom
from analysis.sentences import Said
from saying import mark, say

responses_head = (
    Head(mark("Meting")), Head(mark("Periode")), Head(mark("Uitgenodigd"), True), Head(mark("Begonnen"), True), Head(mark("Verstuurd"), True),
    Head(mark("Deed eerder mee"), True), Head(mark("Respons"), True),
)  # fmt: skip


def responses(rows: tuple[ResponseRow, ...]) -> list[Row]:
    """A row for each wave: who was asked, who answered."""
    return [
        (
            sentences.wave(one.name), sentences.period(one.period), cell(one.invited, say("onbekend")), cell(one.started), cell(one.completed), cell(one.linked),
            shown(one.rate) if one.rate.value is not None else (one.rate.reason or NOTHING),
        )
        for one in rows
    ]  # fmt: skip


definitions_head = (Head(mark("Cijfer")), Head(mark("Definitie")), Head(mark("Soort")), Head(mark("Gewenst")), Head(mark("Bron")))


def definitions(results: tuple[ResultPart, ...]) -> list[Row]:
    """A row for each indicator: what it counts and from where."""
    return [
        (
            part.name, part.definition, LEVELS.get(part.level, part.level), DIRECTIONS.get(part.direction, part.direction),
            part.source or NOTHING,
        )
        for result in results
        for part in result.indicators
    ]  # fmt: skip


changes_head = (
    Head(mark("Cijfer")),
    Head(mark("Verschil (95%-interval)")),
    Head(mark("Rust op")),
    Head(mark("Toets")),
    Head(mark("Effectmaat"), True),
)


def changes(results: tuple[ResultPart, ...]) -> list[Row]:
    """A row for each difference between waves."""
    return [
        (
            part.name, difference(one), based_on(one, whom(part.measure_kind)), ", ".join(filter(None, (tested(one.method), chance(one.p)))) or NOTHING,
            f"{EFFECTS.get(one.effect_name, one.effect_name)} = {number(one.effect, 2)}" if one.effect is not None else NOTHING,
        )
        for result in results
        for part in result.indicators
        for one in part.changes
    ]  # fmt: skip


versions_head = (
    Head(mark("Vragenlijst")),
    Head(mark("Talen")),
    Head(mark("Versie"), True),
    Head(mark("Gebruikt in")),
    Head(mark("Vingerafdruk (SHA-256)")),
)


def versions(instruments: tuple[dict[str, Any], ...]) -> list[Row]:
    """A row for each version of each questionnaire."""
    return [
        (
            str(one.get("title") or one.get("code", "")), _words(one.get("languages")), _words(version.get("number")),
            _words([sentences.wave(name) for name in version.get("waves") or ()]), str(version.get("sha256", NOTHING)),
        )
        for one in instruments
        for version in one.get("versions", ())
    ]  # fmt: skip


scales_head = (
    Head(mark("Schaal")),
    Head(mark("Vragen in de schaal")),
    Head(mark("Omgekeerd")),
    Head(mark("Minstens ingevuld"), True),
    Head(mark("Betrouwbaarheid (alfa)")),
    Head(mark("Bron")),
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
    said = [
        f"{sentences.wave(one['wave'])}: {say('te weinig antwoorden') if one['alpha'] is None else number(one['alpha'], 2)}"
        for one in found
    ]
    return ", ".join(said) or NOTHING


NAMES = Said({
    "questionnaire": mark("Vragenlijst"), "survey": mark("Vragenlijst"), "title": mark("Titel"), "version": mark("Versie"), "sha256": mark("Vingerafdruk (SHA-256)"),
    "scales": mark("Schalen en bron"), "code": mark("Code"), "name": mark("Naam"), "kind": mark("Soort"), "values": mark("Antwoorden"), "definition": mark("Definitie"),
    "parent": mark("Hoort bij"), "terms": mark("Woorden"), "exclusions": mark("Telt niet mee"), "source": mark("Bron"), "text": mark("Tekst"), "wave": mark("Meting"),
    "waves": mark("Metingen"), "items": mark("Vragen in de schaal"), "options": mark("Antwoorden"), "question": mark("Vraag"), "stories": mark("Verhalen"),
})  # fmt: skip


def generic_head(rows: tuple[dict[str, Any], ...]) -> tuple[Head, ...]:
    """The union of the keys."""
    return tuple(Head(NAMES.get(key, key)) for key in _keys(rows))


def generic(rows: tuple[dict[str, Any], ...]) -> list[Row]:
    """A row for each dictionary, nested values in words."""
    keys = _keys(rows)
    return [tuple(_words(row.get(key)) for key in keys) for row in rows]


def _keys(rows: tuple[dict[str, Any], ...]) -> list[str]:
    """Always in the same order: what was kept as JSON has lost the one it was made in."""
    known, found = list(NAMES), dict.fromkeys(key for row in rows for key in row)
    return sorted(found, key=lambda key: known.index(key) if key in known else len(known))


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
