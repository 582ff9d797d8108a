"""Files of CBS, Waarstaatjegemeente and others: recognised by what stands in them, read in full, and hostile ones refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources import recognising, rows, store
from analysis.sources.rows import FileRefused, SourceRow
from analysis.sources.table import Columns
from tests import factories

FILES = Path(__file__).parent.parent / "data" / "statline"


def imported(name):
    data = (FILES / name).read_bytes()
    found = recognising.recognise(data)
    return found.kind, recognising.read(found, name)


def by(found):
    return {(one.measure, one.group, one.area, one.period): one for one in found.rows}


def test_v3_names_subjects_without_their_moving_number_and_trims_padded_codes():
    kind, found = imported("v3.json")
    assert kind == "statline_v3"
    assert (found.meta.table_id, found.meta.division_year, found.meta.licence) == ("86165NED", 2025, "CC BY 4.0")
    assert by(found)["Aantal inwoners", "", "GM9999", "2025"].value == 61240
    assert by(found)["65 jaar of ouder", "", "WK999901", "2025"].value is None
    assert found.check.missing == 2  # a null, and a dot between blanks
    assert dict(found.check.skipped)["gebied is gewijzigd: niet te vergelijken met eerdere jaren (wel bewaard)"] == 1


def test_the_same_subject_under_another_number_is_the_same_measure():
    document = {"value": [{"WijkenEnBuurten": "GM9999", "Perioden": "2024JJ00", "Eenzaam_24": 40.0}]}
    other = {"value": [{"WijkenEnBuurten": "GM9999", "Perioden": "2024JJ00", "Eenzaam_27": 40.0}]}
    read = [recognising.read(recognising.recognise(json.dumps(one).encode())).rows for one in (document, other)]
    assert read[0] == read[1]
    assert read[0][0].measure == "Eenzaam"


def test_v4_joins_bounds_to_their_value_and_uses_the_titles_of_measure_codes():
    kind, found = imported("v4.json")
    assert kind == "statline_v4"
    assert by(found)["Eenzaam", "65+", "GM9999", "2022"] == SourceRow(
        "Eenzaam", "GM9999", "2022", 47.1, "65+", 43.9, 50.4, unit="%"
    )
    assert by(found)["Eenzaam", "65+", "WK999903", "2022"].value is None
    assert by(found)["Eenzaam", "18+", "GM9999", "2024"].low is None
    assert found.meta.publisher == "RIVM en GGD’en, via CBS"


def test_v4_without_measure_codes_says_so():
    document = json.loads((FILES / "v4.json").read_text())
    del document["MeasureCodes"]
    found = recognising.read(recognising.recognise(json.dumps(document).encode()))
    assert {one.measure for one in found.rows} == {"M001642"}
    assert "MeasureCodes" in found.check.notes[0]


def test_csv_of_statline_with_a_title_above_and_the_source_below():
    kind, found = imported("50150NED_voorbeeld.csv")
    assert kind == "statline_csv"
    assert (found.meta.table_id, found.meta.division_year) == ("50150NED", 2024)
    one = by(found)["Mantelzorger", "65 jaar of ouder", "GM9999", "2022"]
    assert (one.value, one.low, one.high, one.unit) == (15.2, 13.0, 17.6, "%")
    assert by(found)["Eenzaamheid|Eenzaam", "", "GM9999", "2024"].value == 44.0
    assert by(found)["Mantelzorger", "", "GM9999", "2024"].value is None  # an x
    assert dict(found.check.skipped) == {"regel zonder cijfers (titel of bron)": 1}


def test_csv_of_the_data_service_takes_the_year_from_its_table():
    kind, found = imported("86165NED_voorbeeld.csv")
    assert kind == "statline_csv"
    assert by(found)["Aantal inwoners", "", "WK999901", "2025"].value == 12630
    assert by(found)["Mannen", "", "WK999901", "2025"].value is None


def test_waarstaatjegemeente_is_recognised_and_names_become_codes(session):
    kind, found = imported("waarstaatjegemeente.csv")
    assert kind == "waarstaatjegemeente"
    organisation = factories.make_organisation(session, code="GM9999", name="Gemeente Voorbeeldstad (verzonnen)")
    programme = factories.make_programme(session, organisation=organisation)
    made = store.keep(session, programme, found, b"x", store.Asked("mantelzorg"), today=date(2026, 11, 1))
    assert {one.area_code for one in store.observations(session, made)} == {"GM9999", "NL01", "Verweggistan"}
    assert made.report["unknown_areas"] == ["Verweggistan"]
    assert made.report["missing"] == 1


def test_a_new_import_makes_the_older_not_current_and_lists_what_changed(session):
    programme = factories.make_programme(session)
    _, found = imported("v4.json")
    first = store.keep(session, programme, found, b"one", store.Asked("een"), today=date(2026, 1, 1))
    text = (FILES / "v4.json").read_text().replace("44.0", "45.5").encode()
    again = recognising.read(recognising.recognise(text))
    second = store.keep(session, programme, again, text, store.Asked("een"), today=date(2026, 6, 1))
    assert (first.current, second.current) == (False, True)
    assert second.report["changed"] == [["Eenzaam", "18+", "GM9999", "2024", 44.0, 45.5]]
    assert store.keep(session, programme, again, text, store.Asked("een"), today=date(2026, 7, 1)) is second


def test_xlsx_with_a_mapping():
    book = openpyxl.Workbook()
    book.active.append(["Wijk", "Peiljaar", "Bezoekers"])
    book.active.append(["WK999901", 2025, 412])
    book.active.append(["WK999902", 2025, None])
    found = recognising.recognise(saved(book))
    assert (found.kind, found.known) == ("xlsx", False)
    assert found.columns.columns == {"area": 0}
    columns = Columns({"area": 0, "period": 1, "value": 2}, {"measure": "Bezoekers van het buurthuis"})
    read = recognising.read(found, "telling.xlsx", columns)
    assert [(one.area, one.period, one.value) for one in read.rows] == [("WK999901", "2025", 412), ("WK999902", "2025", None)]
    with pytest.raises(FileRefused, match="Kies welke kolom"):
        recognising.read(found, "telling.xlsx", Columns({"area": 0}))


def saved(book):
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def zipped(parts):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def formula():
    book = openpyxl.Workbook()
    book.active.append(["gebied", "periode", "waarde"])
    book.active.append(["GM9999", 2025, "=1+1"])
    return saved(book)


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><workbook/>'
HOSTILE = {
    "empty": (b"  \n", "leeg"),
    "large": (b"a" * (rows.MAX_BYTES + 1), "groter dan"),
    "nul": (b"gebied;periode;waarde\nGM9999;2025;\x001\n", "tekens"),
    "pdf": (b"%PDF-1.7 ...", "geen CSV"),
    "old excel": (b"\xd0\xcf\x11\xe0rest", "geen CSV"),
    "formula": (formula(), "formules"),
    "bomb": (zipped({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "0" * 30_000_000}), "te groot"),
    "entities": (zipped({"xl/workbook.xml": ENTITY}), "niet veilig"),
    "entities in utf-16": (zipped({"xl/workbook.xml": ENTITY.encode("utf-16")}), "niet veilig"),
    "zip": (zipped({"readme.txt": "hallo"}), "geen Excel"),
    "cut off": (formula()[:800], "niet te openen"),
    "json cut off": (b'{"value": [{"Meas', "niet heel"),
    "other json": (b'{"a": 1}', "niet van StatLine"),
    "deep json": (b"[" * 100_000, "niet heel"),
    "wide": (";".join("a" * 1 for _ in range(400)).encode(), "kolommen"),
    "long cell": (b"gebied;periode;waarde\n" + b"x" * 20_000, "heel veel tekst"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_a_clear_sentence(name):
    data, words = HOSTILE[name]
    with pytest.raises(FileRefused, match=words):
        recognising.read(recognising.recognise(data))


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda one: one.encode()))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        recognising.read(recognising.recognise(data))
    except FileRefused as error:
        assert str(error).endswith(".")


ANYTHING = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(st.characters(exclude_categories=[]), max_size=8)
    | st.just("\ud800\x00")
    | st.lists(st.integers(), max_size=2)
)
KEYS = st.sampled_from(
    ["Measure", "Value", "WijkenEnBuurten", "Perioden", "Leeftijd", "Marges", "Eenzaam_24", "StringValue", "Codering_3"]
)


@given(st.lists(st.dictionaries(KEYS, ANYTHING, min_size=1), min_size=1, max_size=4), ANYTHING)
@settings(max_examples=200, deadline=None)
def test_any_statline_document_is_read_or_refused_and_fits_in_a_store(values, beside):
    data = json.dumps({"value": values, "MeasureCodes": beside, "DataProperties": beside, "title": beside}).encode()
    try:
        found = recognising.read(recognising.recognise(data))
    except FileRefused:
        return
    for one in found.rows:
        words = one.measure + one.group + one.area + one.period + one.unit
        assert "\x00" not in words and words.encode()
        assert len(one.measure) <= 100 and len(one.period) <= 20


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("36,4%", 36.4),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        (".", None),
        (" 12 ", 12),
        ("−3", -3),
        ("1.234.567", 1234567),
        (4, 4),
        ("x", None),
        ("1,234,567", 1234567),
    ],
)
def test_numbers_as_sources_write_them(raw, value):
    assert rows.number(raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2025JJ00", "2025"),
        ("2025*", "2025"),
        ("2025KW03", "2025-K3"),
        ("2025MM04", "2025-04"),
        (2025.0, "2025"),
        ("2025 k2", "2025-K2"),
        ("2025-06-01", "2025-06"),
        ("1-1-2025", "2025"),
        ("31-12-2024", "2024-12"),
        ("2025-01-01 00:00:00", "2025"),
        (date(2025, 4, 1), "2025-04"),
    ],
)
def test_periods_as_sources_write_them(raw, value):
    assert rows.period(raw) == value


HEAD = "gebied;jaar;onderwerp;waarde\n"


def values(text):
    found = recognising.read(recognising.recognise(text.encode()))
    return [one.value for one in found.rows], " ".join(found.check.notes)


@pytest.mark.parametrize(
    ("cells", "read", "said"),
    [
        (("5.790", "921.402"), [5790, 921402], "5.790 is gelezen als 5790"),
        (("5.790", "36,4"), [5790, 36.4], ""),
        (("1.234", "12.5"), [1.234, 12.5], ""),
        (("0.412", "3.125"), [0.412, 3.125], ""),
        (("1.234.567", "5.790"), [1234567, 5790], ""),
        (("36,4%", "7"), [36.4, 7], ""),
    ],
)
def test_a_point_before_three_digits_is_a_thousand_unless_the_file_says_otherwise(cells, read, said):
    found, notes = values(HEAD + "".join(f"GM{place:04};2024;x;{cell}\n" for place, cell in enumerate(cells)))
    assert found == read
    assert (said in notes) if said else notes == ""


def test_whoever_imports_can_say_what_a_point_is():
    found = recognising.recognise((HEAD + "GM0001;2024;x;1.234\n").encode())
    said = replace(found.columns, points="decimaal")
    read = recognising.read(found, columns=said)
    assert read.rows[0].value == 1.234 and "1,234" in read.check.notes[0]


def test_people_are_never_counted_in_decimals():
    text = "gebied;jaar;onderwerp;waarde;n\nGM0001;2024;x;12.5;1.044\n"
    assert recognising.read(recognising.recognise(text.encode())).rows[0].n == 1044


def test_the_file_of_a_partner_is_not_called_waarstaatjegemeente():
    found = recognising.recognise((HEAD + "GM0001;2024;x;3\n").encode())
    assert found.kind == "csv" and recognising.read(found).meta.publisher == ""


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, (lines, state) in enumerate(sheets):
        sheet = book.create_sheet(f"blad {place}")
        for row in lines:
            sheet.append(row)
        sheet.sheet_state = state
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


TABLE = [["gebied", "jaar", "onderwerp", "waarde"], ["GM0001", 2024, "x", 3]]


def test_the_table_may_stand_behind_an_explanation_but_not_on_a_hidden_sheet():
    explained = recognising.recognise(workbook(([["Toelichting"], ["Dit is de uitleg"]], "visible"), (TABLE, "visible")))
    assert [one.value for one in recognising.read(explained).rows] == [3]
    hidden = recognising.recognise(workbook(([["Toelichting"], ["Dit is de uitleg"]], "visible"), (TABLE, "hidden")))
    with pytest.raises(FileRefused):
        recognising.read(hidden)


def test_cells_that_span_lines_are_named_in_the_check():
    lines = [*TABLE, [None, 2025, "x", 4]]
    read = recognising.read(recognising.recognise(workbook((lines, "visible"))))
    assert len(read.rows) == 1 and "samengevoegd" in read.check.notes[0]


def test_a_web_page_with_the_name_of_a_workbook_is_refused_with_what_to_do():
    with pytest.raises(FileRefused, match="webpagina"):
        recognising.recognise(b"<html><table><tr><td>gebied</td></tr></table></html>")
