"""The tables of the appendix: who answered, what was counted and tested, the questionnaires, the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analysis.report.model import ResponseRow, ResultPart
from analysis.report.tables import NOTHING, Head, Row, cell
from analysis.report.wording import LEVELS, based_on, chance, difference, number, shown

responses_head = (
    Head("Meting"), Head("Periode"), Head("Uitgenodigd", True), Head("Begonnen", True), Head("Verstuurd", True),
    Head("Deed eerder mee", True), Head("Respons", True),
)  # fmt: skip


def responses(rows: tuple[ResponseRow, ...]) -> list[Row]:
    """A row for each wave: who was asked, who answered."""
    return [
        (
            one.name, one.period, cell(one.invited, "onbekend"), cell(one.started), cell(one.completed), cell(one.linked),
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
            part.name, difference(one), based_on(one, "verhalen" if part.measure_kind == "story_verdict" else "bewoners"), ", ".join(filter(None, (one.method, chance(one.p)))) or NOTHING,
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
