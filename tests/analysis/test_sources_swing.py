"""Tables of Swing, on which Waarstaatjegemeente runs: the exchange format and a table taken from the screen."""

from __future__ import annotations

import pytest

from analysis.sources import recognising, swing
from analysis.sources.rows import SourceRow

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
