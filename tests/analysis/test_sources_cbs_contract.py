"""Our client beside the answers of CBS as its documentation describes them (Handleiding CBS Open Data Services, OData version 3; the
OData version 4 of odata4.cbs.nl): padded codes, periods as 2024JJ00, numbers that are not there, and answers in pages."""

from __future__ import annotations

import json
import urllib.parse
from typing import Any

import pytest

from analysis.sources import cbs, recognising
from analysis.sources.cbs import FetchFailed
from analysis.sources.rows import SourceRow

FEED = "https://opendata.cbs.nl/ODataFeed/odata/86165NED"
META = "http://opendata.cbs.nl/ODataFeed/odata/86165NED/$metadata#Cbs.OData.WebAPI."
PROPERTIES = [
    {"odata.type": "Cbs.OData.GeoDetail", "ID": 0, "Position": 0, "ParentID": None, "Type": "GeoDetail", "Key": "WijkenEnBuurten",
     "Title": "Wijken en buurten", "Description": "", "ReleasePolicy": None, "Datatype": None, "Unit": None, "Decimals": None, "Default": None},
    {"odata.type": "Cbs.OData.TimeDimension", "ID": 1, "Position": 1, "ParentID": None, "Type": "TimeDimension", "Key": "Perioden",
     "Title": "Perioden", "Description": "", "ReleasePolicy": False, "Datatype": None, "Unit": None, "Decimals": None, "Default": None},
    {"odata.type": "Cbs.OData.TopicGroup", "ID": 2, "Position": None, "ParentID": None, "Type": "TopicGroup", "Key": "",
     "Title": "Bevolking", "Description": "", "ReleasePolicy": None, "Datatype": None, "Unit": None, "Decimals": None, "Default": None},
    {"odata.type": "Cbs.OData.Topic", "ID": 3, "Position": 2, "ParentID": 2, "Type": "Topic", "Key": "AantalInwoners_5",
     "Title": "Aantal inwoners", "Description": "", "ReleasePolicy": None, "Datatype": "Long", "Unit": "aantal", "Decimals": 0, "Default": "."},
    {"odata.type": "Cbs.OData.Topic", "ID": 4, "Position": 3, "ParentID": 2, "Type": "Topic", "Key": "GemiddeldInkomen_78",
     "Title": "Gemiddeld inkomen", "Description": "", "ReleasePolicy": None, "Datatype": "Double", "Unit": "x 1 000 euro", "Decimals": 1, "Default": "."},
]  # fmt: skip


def row(number: int, area: str, year: str, people: int | None, income: float | None) -> dict[str, Any]:
    """A row of TypedDataSet: codes are padded to ten characters, a number that is not there is null."""
    return {
        "ID": number, "WijkenEnBuurten": area.ljust(10), "Perioden": year, "AantalInwoners_5": people, "GemiddeldInkomen_78": income,
    }  # fmt: skip


class Cbs:
    """Answers as CBS does; the rows in pages of two, of which the next is named with http."""

    def __init__(self, rows: list[dict[str, Any]], size: int = 2) -> None:
        self.rows, self.size, self.asked = rows, size, []

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        path, _, query = address.removeprefix(FEED + "/").partition("?")
        asked = urllib.parse.parse_qs(query)
        answer: dict[str, Any] = {"odata.metadata": f"{META}{path}"}
        if path == "DataProperties":
            answer["value"] = PROPERTIES
        elif path == "TableInfos":
            answer["value"] = [
                {"ID": 0, "Title": "Kerncijfers wijken en buurten 2025", "Identifier": "86165NED", "Language": "nl"}
            ]
        else:
            start = int(asked.get("$skip", ["0"])[0])
            answer["value"] = self.rows[start : start + self.size]
            if start + self.size < len(self.rows):
                answer["odata.nextLink"] = f"{FEED.replace('https', 'http')}/TypedDataSet?$format=json&$skip={start + self.size}"
        return json.dumps(answer).encode()


ROWS = [
    row(0, "GM0599", "2023JJ00", 664310, 31.2), row(1, "GM0599", "2024JJ00", 670610, None), row(2, "WK059901", "2024JJ00", 28120, 35.0),
    row(3, "WK05990100", "2024JJ00", 1, 1.0), row(4, "WK059905", "2024JJ00", None, None),
]  # fmt: skip


def test_all_pages_of_a_long_answer_are_read_and_asked_with_https() -> None:
    office = Cbs(ROWS)
    document = json.loads(cbs.fetch("86165NED", ("GM0599", "WK059901", "WK059905"), office))
    assert [one["WijkenEnBuurten"].strip() for one in document["value"]] == ["GM0599", "GM0599", "WK059901", "WK059905"]
    pages = [one for one in office.asked if "/TypedDataSet" in one]
    assert len(pages) == 3 and all(one.startswith(FEED) for one in office.asked)
    assert "startswith(WijkenEnBuurten,'GM0599') or startswith" in urllib.parse.unquote(pages[0])


def test_what_was_fetched_reads_as_titles_units_years_and_numbers_that_are_not_there() -> None:
    data = cbs.fetch("86165NED", ("GM0599", "WK059901", "WK059905"), Cbs(ROWS))
    found = recognising.read(recognising.recognise(data))
    assert found.meta.table_id == "86165NED" and found.meta.title == "Kerncijfers wijken en buurten 2025"
    assert SourceRow("Aantal inwoners", "GM0599", "2023", 664310, unit="aantal") in found.rows
    assert SourceRow("Gemiddeld inkomen", "GM0599", "2024", None, unit="x 1 000 euro") in found.rows
    assert SourceRow("Gemiddeld inkomen", "WK059901", "2024", 35.0, unit="x 1 000 euro") in found.rows
    assert (found.check.read, found.check.missing) == (8, 3)


def test_an_answer_without_end_is_refused() -> None:
    def endless(address: str) -> bytes:
        number = int(urllib.parse.parse_qs(address.partition("?")[2]).get("$skip", ["0"])[0]) + 1
        return json.dumps({"value": [], "odata.nextLink": f"{FEED}/TypedDataSet?$skip={number}"}).encode()

    with pytest.raises(FetchFailed, match="te groot"):
        cbs.fetch("86165NED", ("GM0599",), endless)


def test_a_next_page_elsewhere_is_not_asked() -> None:
    """The real way of asking refuses every other host, so an answer cannot send us there."""

    def elsewhere(address: str) -> bytes:
        if address.startswith(FEED):
            return json.dumps({"value": [], "odata.nextLink": "http://127.0.0.1/geheim"}).encode()
        return cbs.get(address)

    with pytest.raises(FetchFailed, match="niet van het CBS"):
        cbs.fetch("86165NED", ("GM0599",), elsewhere)


@pytest.mark.parametrize(
    "body",
    [b'{"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": "Resource not found"}}}', b"[]", b'{"value": 3}'],
)
def test_an_error_of_cbs_is_a_sentence(body: bytes) -> None:
    with pytest.raises(FetchFailed, match="niet kunnen lezen"):
        cbs.fetch("86165NED", ("GM0599",), lambda address: body)


V4 = {
    "@odata.context": "https://odata4.cbs.nl/CBS/86165NED/$metadata#Observations",
    "value": [
        {"Id": 0, "Measure": "T001036_1", "ValueAttribute": "None", "Value": 670610.0, "StringValue": None, "WijkenEnBuurten": "GM0599    ",
         "Perioden": "2024JJ00"},
        {"Id": 1, "Measure": "M000223", "ValueAttribute": "Impossible", "Value": None, "StringValue": None, "WijkenEnBuurten": "GM0599    ",
         "Perioden": "2024JJ00"},
        {"Id": 2, "Measure": "GM000B", "ValueAttribute": "None", "Value": None, "StringValue": "Rotterdam", "WijkenEnBuurten": "GM0599    ",
         "Perioden": "2024JJ00"},
    ],
    "MeasureCodes": [
        {"Identifier": "T001036_1", "Index": 1, "Title": "Aantal inwoners", "Description": "", "DataType": "Long", "Unit": "aantal", "Format": "0",
         "Decimals": 0, "MeasureGroupId": "1", "PresentationType": "None"},
    ],
}  # fmt: skip


def test_observations_of_version_4() -> None:
    found = recognising.read(recognising.recognise(json.dumps(V4).encode()))
    assert found.meta.kind == "statline_v4" and found.meta.table_id == "86165NED"
    assert found.rows == (
        SourceRow("Aantal inwoners", "GM0599", "2024", 670610.0, unit="aantal"), SourceRow("M000223", "GM0599", "2024", None),
    )  # fmt: skip
    assert dict(found.check.skipped) == {"tekst in plaats van een getal": 1}
