"""StatLine OData version 4: Observations in long form, with MeasureCodes beside them when we have those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.sources import rows, statline
from analysis.sources.rows import Collector, FileRefused, Imported, SourceRow

KIND = "statline_v4"
_OWN = {"Id", "Measure", "Value", "ValueAttribute", "StringValue"}


def _values(document: Any) -> Any:
    return document.get("Observations", document.get("value")) if isinstance(document, dict) else None


def recognises(document: Any) -> bool:
    """Whether this is what Observations answers."""
    found = _values(document)
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and {"Measure", "Value"} <= found[0].keys()


def read(document: Any) -> Imported:
    """The numbers, called by the titles of MeasureCodes, else by their code."""
    table = statline.table_in(str(document.get("@odata.context", ""))) or str(document.get("table", ""))[:40]
    into = Collector()
    named = _measures(document.get("MeasureCodes"))
    if not named:
        into.notes.append("De namen van de onderwerpen (MeasureCodes) zaten er niet bij; zij heten nu naar hun code.")
    statline.with_bounds(_rows(_values(document), table, named, into), into)
    return into.done(statline.meta(KIND, table, str(document.get("title", ""))[:300]))


def _measures(found: Any) -> dict[str, tuple[str, str]]:
    if isinstance(found, dict):
        found = found.get("value")
    if not isinstance(found, list):
        return {}
    return {
        str(one.get("Identifier", "")): (str(one.get("Title", ""))[:100], str(one.get("Unit") or "")[:40])
        for one in found
        if isinstance(one, dict)
    }


def _rows(
    values: list[Any], table: str, named: Mapping[str, tuple[str, str]], into: Collector
) -> Iterator[tuple[SourceRow, str]]:
    year = str(statline.KEY_FIGURES.get(table, ""))
    for one in values:
        if not isinstance(one, dict):
            raise FileRefused("Dit StatLine-bestand is niet heel. Haal het opnieuw op bij het CBS.")
        rest = {statline.plain(key): value for key, value in one.items() if key not in _OWN}
        place = next((rows.area(rest.pop(name)) for name in statline.AREAS if name in rest), "")
        when = next((rows.period(rest.pop(name)) for name in statline.PERIODS if name in rest), year)
        group, bound = statline.group_of({key: value for key, value in rest.items() if key not in statline.IGNORED})
        code = str(one.get("Measure", "")).strip()
        title, unit = named.get(code, (code, ""))
        if one.get("Value") is None and one.get("StringValue"):
            into.skip("tekst in plaats van een getal")
            continue
        good, value = statline.number(one.get("Value"), into)
        if good:
            yield SourceRow(title[:100], place, when, value, group, unit=unit), bound
