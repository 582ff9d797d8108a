"""The codebook of an export: every column with its question and values, what was left out, and the versions used."""

from __future__ import annotations

from analysis.exports.responses import Layout
from analysis.exports.variables import Cell

HEAD = ("kolom", "vraagcode", "soort", "vraag", "waarde", "betekenis", "opmerking")
VERSIONS_HEAD = ("vragenlijst", "versie", "vingerafdruk_sha256", "titel")
EMPTY = "leeg is: wel gevraagd, niet beantwoord"


def codebook(plan: Layout) -> list[tuple[Cell, ...]]:
    """A row for each value of each column; at the end a row for each question that was left out."""
    found: list[tuple[Cell, ...]] = []
    for one in plan.variables:
        note = "; ".join(filter(None, (one.note, EMPTY if one.question else "")))
        found.append((one.name, one.question, one.kind, one.label, "", "", note))
        found.extend((one.name, one.question, one.kind, "", code, label, "") for code, label in one.values)
    found.extend(("(geen kolom)", code, "", label, "", "", why) for code, label, why in plan.left_out())
    return found


def versions(plan: Layout) -> list[tuple[Cell, ...]]:
    """A row for each version that was answered."""
    return [(one.survey, one.number, one.sha256, one.definition.title.get("nl", "")) for one in plan.versions.values()]
