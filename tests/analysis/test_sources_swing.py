"""Tables of Swing, on which Waarstaatjegemeente runs: the exchange format and a table taken from the screen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analysis.sources import recognising, swing
from analysis.sources.rows import FileRefused, SourceRow
from analysis.sources.table import Columns

# As VNG Realisatie writes the Burgerpeiling for Waarstaatjegemeente: quoted, semicolons, decimal commas, columns in any order.
EXCHANGE = """"GEOITEM";"PERIOD";"bp_respons";"zw00";"GEOLEVEL"
344;2024;812;7,4;"gemeente344"
599;2024;1044;-99997;"gemeente344"
5990100;2024;;6,9;"buurt"
"""
SCREEN = """Ervaren eenzaamheid;;;
;;;
Gebieden;2022;2024;2026
Waterkant;31,2;29;-
GM9999;28,4;27,1;26
Bron: Waarstaatjegemeente;;;
"""


def test_the_exchange_format_has_a_column_for_each_subject() -> None:
    found = recognising.recognise(EXCHANGE.encode())
    assert found.kind == "swing" and found.known
    read = recognising.read(found)
    assert SourceRow("zw00", "GM0344", "2024", 7.4) in read.rows
    assert SourceRow("bp_respons", "GM0599", "2024", 1044) in read.rows
    assert SourceRow("zw00", "GM0599", "2024", None) in read.rows  # secret, not −99.997
    assert SourceRow("zw00", "BU05990100", "2024", 6.9) in read.rows
    assert len(read.rows) == 6 and read.meta.publisher == ""


def test_a_table_of_the_screen_has_years_beside_each_other() -> None:
    found = recognising.recognise(SCREEN.encode())
    assert found.kind == "waarstaatjegemeente" and found.known
    read = recognising.read(found)
    assert SourceRow("Ervaren eenzaamheid", "Waterkant", "2024", 29) in read.rows
    assert SourceRow("Ervaren eenzaamheid", "GM9999", "2026", 26) in read.rows
    assert SourceRow("Ervaren eenzaamheid", "Waterkant", "2026", None) in read.rows
    assert read.meta.publisher.startswith("Waarstaatjegemeente")


@pytest.mark.parametrize(
    ("level", "item", "code"),
    [("gemeente344", "344", "GM0344"), ("Gemeente", "GM0344", "GM0344"), ("wijk2023", "59901", "WK059901"), ("buurt", "5990100", "BU05990100"),
     ("nederland", "1", "NL00"), ("stadsdeel", "3", "3"), ("", "344", "344"), ("gemeente", "123456", "123456")],
)  # fmt: skip
def test_codes_of_areas(level: str, item: str, code: str) -> None:
    assert swing.area_code(level, item) == code


@pytest.mark.parametrize(
    "text",
    [
        "gebiedscode;jaar;waarde\nGM9999;2024;3\n",
        "naam;2024;opmerking\nx;1;y\n",
        "geoitem;period\n1;2\n",
        "Gebieden;2022;2024\nA;1;2\n",
    ],
)
def test_other_tables_keep_their_mapping_by_hand(text: str) -> None:
    assert recognising.recognise(text.encode()).kind == "csv"


VALUES = {
    "@odata.context": "https://waarstaatjegemeente.databank.nl/ods/odata/$metadata#Variables('eenzaam')/GeoLevels('gemeente')/Values",
    "value": [
        {"ExternalCode": "gemeente_344", "Period": "2024", "ValueString": "46.4"},
        {"ExternalCode": "gemeente_599", "Period": "2024", "ValueString": "-99996"},
        {"ExternalCode": "wijk2023_59901", "Period": "2024", "ValueString": "51"},
    ],
}


def test_the_open_data_service_is_read_with_its_codes_of_areas() -> None:
    found = recognising.recognise(json.dumps(VALUES).encode())
    assert found.kind == "waarstaatjegemeente" and found.known
    read = recognising.read(found)
    assert set(read.rows) == {
        SourceRow("eenzaam", "GM0344", "2024", 46.4),
        SourceRow("eenzaam", "GM0599", "2024", None),
        SourceRow("eenzaam", "WK059901", "2024", 51),
    }


def test_values_without_their_address_wait_for_the_name_of_the_subject() -> None:
    found = recognising.recognise(json.dumps({"value": VALUES["value"]}).encode())
    assert found.kind == "swing" and not found.known
    assert found.columns is not None
    named = Columns(found.columns.columns, {"measure": "Eenzaam"})
    assert SourceRow("Eenzaam", "GM0344", "2024", 46.4) in recognising.read(found, columns=named).rows


def test_a_chosen_table_has_a_column_for_each_subject() -> None:
    heads = [
        {"name": "Wijken", "type": "String"},
        {"name": "Perioden", "type": "String"},
        {"name": "Arm", "type": "Numeric"},
        {"name": "Gezond", "type": "Numeric"},
    ]
    found = recognising.recognise(
        json.dumps({"headers": heads, "rows": [["West", "2022", "12.5", "?"], ["Oost", "2022", "9", "71"]]}).encode()
    )
    assert found.kind == "swing" and found.known
    read = recognising.read(found)
    assert SourceRow("Arm", "West", "2022", 12.5) in read.rows and SourceRow("Gezond", "West", "2022", None) in read.rows
    assert len(read.rows) == 4


@pytest.mark.parametrize(
    "document",
    [
        {"value": [*VALUES["value"], "x"]},
        {"headers": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "rows": [["x", "2022"]]},
        {"headers": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "rows": [{"a": 1}]},
        {"headers": [{"name": "a"}], "rows": []},
        {"headers": [], "rows": []},
        {"value": []},
    ],
)
def test_json_that_is_broken_is_refused_with_words(document: dict[str, Any]) -> None:
    with pytest.raises(FileRefused):
        recognising.read(recognising.recognise(json.dumps(document).encode()))
