"""Open data: every figure of the report is a row, and the package describes itself truly."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from analysis.report.files import evidence, opendata, rows
from analysis.report.model import Figure, Report
from tests.analysis.report_files import MARK, unpacked
from tests.data.sample_report import HIDDEN, sample

HOSTILE = '=HYPERLINK("http://x")'


def figures(value: Any) -> list[Figure]:
    """Every figure anywhere in a report."""
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, tuple):
        return [one for each in value for one in figures(each)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [one for field in dataclasses.fields(value) for one in figures(getattr(value, field.name))]
    return []


def table(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(opendata.table(report).decode(), newline="")))


def test_every_published_figure_is_a_row_and_no_other() -> None:
    found = rows.rows(sample())
    shown = [(one.value, one.n) for one in figures(sample())]
    listed = [(one.waarde, one.n) for one in found]
    assert all(one in listed for one in shown)
    hidden = [one for one in found if one.verborgen]
    assert hidden and all(one.waarde is one.n is one.ondergrens is one.bovengrens is None for one in hidden)
    assert HIDDEN in {one.toelichting for one in hidden}


def test_figures_of_larger_parts_are_found_by_their_shape() -> None:
    @dataclasses.dataclass(frozen=True)
    class Mark:
        label: str
        mark: Figure

    @dataclasses.dataclass(frozen=True)
    class Teams:
        title: str
        marks: tuple[Mark, ...]

    part = Teams(
        "Teams",
        (Mark("hulp", Figure(7.1, 12, "cijfer")), Mark("geld", Figure(None, None, "cijfer", suppressed=True, reason=HIDDEN))),
    )
    report = dataclasses.replace(sample(), teams=part)  # type: ignore[arg-type]
    found = rows.part_rows(report, "teams")
    assert [(one.naam, one.maat, one.waarde, one.verborgen) for one in found] == [
        ("Teams · hulp", "mark", 7.1, False),
        ("Teams · geld", "mark", None, True),
    ]
    card = evidence.card(report, MARK, "deel-teams")
    assert card is not None and card.tables[0].rows[0] == ("Teams · hulp", "mark", "7,1", "–", "12", "–")


def test_the_raw_table_is_read_back_as_it_was() -> None:
    found = table(sample())
    assert list(found[0]) == list(opendata.FIELDS)
    wanted = rows.rows(sample())
    assert len(found) == len(wanted)
    for one, row in zip(wanted, found, strict=True):
        assert row["waarde"] == "" if one.waarde is None else float(row["waarde"]) == pytest.approx(one.waarde)
        assert row["naam"] == one.naam and row["verborgen"] == str(one.verborgen).lower()


def test_the_table_for_excel_holds_no_formula_and_dutch_numbers(tmp_path: Path) -> None:
    first = sample().results[0]
    report = sample(results=(dataclasses.replace(first, title=HOSTILE), *sample().results[1:]))
    content = opendata.table(report, excel=True)
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["resultaat"] for row in found} >= {f"'{HOSTILE}"}
    assert any(re.fullmatch(r"-?\d+,\d+", row["waarde"]) for row in found)
    book = openpyxl.Workbook()
    for row in found:
        book.active.append(list(row.values()))  # type: ignore[union-attr]
    assert not [cell for line in book.active.iter_rows() for cell in line if cell.data_type == "f"]  # type: ignore[union-attr]


DESCRIPTOR = {  # the shape of Data Package 1.0 (specs.frictionlessdata.io), written down from its text
    "type": "object", "required": ["name", "resources", "licenses"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"}, "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {"type": "array", "minItems": 1, "items": {"required": ["name", "path"]}},
        "contributors": {"type": "array", "items": {"required": ["title"]}},
        "resources": {"type": "array", "minItems": 1, "items": {
            "required": ["name", "path", "bytes", "hash"],
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"}, "path": {"type": "string", "pattern": r"^[^/.][^/]*$"},
                "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "schema": {"required": ["fields"], "properties": {"fields": {"type": "array", "items": {
                    "required": ["name", "type"], "properties": {"type": {"enum": ["string", "number", "integer", "boolean", "date"]}},
                }}, "primaryKey": {"type": "array"}, "missingValues": {"type": "array", "items": {"type": "string"}}}},
            },
        }},
    },
}  # fmt: skip


def test_the_package_describes_itself_truly() -> None:
    import hashlib

    found = unpacked(opendata.build(sample(), MARK))
    about = json.loads(found["datapackage.json"])
    jsonschema.validate(about, DESCRIPTOR)
    assert {one["path"] for one in about["resources"]} | {"LEESMIJ.md", "datapackage.json"} == set(found)
    for one in about["resources"]:
        content = found[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if one["format"] == "csv":
            _fits(content.decode(one["encoding"]), one)
    assert about["dcat"]["dct:license"].startswith("https://creativecommons.org/")
    assert sample().organisation in found["LEESMIJ.md"].decode() and "verzonnen" in found["LEESMIJ.md"].decode()


def _fits(words: str, resource: dict[str, Any]) -> None:
    """Each cell is of the type its column says, read with nothing but csv and what the description says."""
    fields = {one["name"]: one for one in resource["schema"]["fields"]}
    keys = set()
    for row in csv.DictReader(io.StringIO(words, newline=""), delimiter=resource["dialect"]["delimiter"]):
        assert list(row) == list(fields)
        keys.add(row["rij"])
        for name, cell in row.items():
            field = fields[name]
            if cell == "":
                continue
            if field["type"] == "number":
                float(cell.replace(field.get("decimalChar", "."), "."))
            elif field["type"] == "integer":
                int(cell)
            elif field["type"] == "boolean":
                assert cell in (*field.get("trueValues", ["true"]), *field.get("falseValues", ["false"]))
    assert len(keys) == words.count("\r\n") - 1 or len(keys) > 100


def test_no_words_of_residents_go_out_in_the_package() -> None:
    quotes = [one.text for result in sample().results for one in result.quotes]
    assert quotes
    everything = b"".join(unpacked(opendata.build(sample(), MARK)).values()).decode("utf-8", "replace")
    assert not [one for one in quotes if one in everything]
