"""StatLine OData version 3: a JSON with a TypedDataSet, one object per area and period, a key per subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.sources import rows, statline
from analysis.sources.rows import Collector, FileRefused, Imported, SourceRow

KIND = "statline_v3"


def recognises(document: Any) -> bool:
    """Whether this is what TypedDataSet or UntypedDataSet answers."""
    first = _first(document)
    return first is not None and "Measure" not in first and any(re.search(r"_\d+$", key) for key in first)


def _first(document: Any) -> Mapping[str, Any] | None:
    values = document.get("value") if isinstance(document, dict) else None
    return values[0] if isinstance(values, list) and values and isinstance(values[0], dict) else None


def read(document: Any) -> Imported:
    """The numbers; `DataProperties` beside `value` gives subjects their title and unit."""
    table = statline.table_in(str(document.get("odata.metadata", ""))) or str(document.get("table", ""))[:40]
    into = Collector()
    named = _properties(document.get("DataProperties"))
    statline.with_bounds(_rows(document["value"], table, named, into), into)
    return into.done(statline.meta(KIND, table, str(document.get("title", ""))[:300]))


def _properties(found: Any) -> dict[str, tuple[str, str]]:
    """Title and unit by the name of a subject without its number."""
    if not isinstance(found, list):
        return {}
    return {
        statline.plain(str(one.get("Key", ""))): (str(one.get("Title", ""))[:100], str(one.get("Unit") or "")[:40])
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
        keys = {statline.plain(key): key for key in one}
        place = next((rows.area(one[keys[name]]) for name in statline.AREAS if name in keys), "")
        when = next((rows.period(one[keys[name]]) for name in statline.PERIODS if name in keys), year)
        known = {*statline.AREAS, *statline.PERIODS, *statline.IGNORED}
        topics = [key for plain, key in keys.items() if plain not in known and re.search(r"_\d+$", key)]
        group, bound = statline.group_of(
            {key: one[key] for plain, key in keys.items() if plain not in known and key not in topics}
        )
        if str(one.get(keys.get(statline.CHANGED, ""), "")).strip() in {"2", "3"}:
            into.skipped["gebied is gewijzigd: niet te vergelijken met eerdere jaren (wel bewaard)"] += 1
        for key in topics:
            good, value = statline.number(one[key], into)
            title, unit = named.get(statline.plain(key), (rows.words(key), ""))
            if good:
                yield SourceRow(title or rows.words(key), place, when, value, group, unit=unit), bound
