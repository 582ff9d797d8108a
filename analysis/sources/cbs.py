"""Fetching a table of CBS, only when it was switched on and only when somebody asks: what comes back is kept as a file with a checksum.

A small client of our own: cbsodata (PyPI) had its last release in October 2023. It speaks OData version 3 (a JSON of TypedDataSet with
DataProperties beside it; "Handleiding CBS Open Data Services"), to two hosts and nowhere else, without following a redirect. It asks
ODataFeed, which gives a long answer in pages (odata.nextLink): ODataApi gives at most 10.000 rows.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from analysis.sources.rows import MAX_BYTES

HOSTS = {"cbs": "opendata.cbs.nl", "derden": "dataderden.cbs.nl"}
THIRD_PARTY = frozenset({"50120NED", "50150NED"})
TIMEOUT = 20.0
MOST_PAGES = 20
TOO_LARGE = "Deze tabel is te groot. Kies minder gebieden."
UNREADABLE = "Het CBS gaf een antwoord dat we niet kunnen lezen. Probeer het later opnieuw."
Get = Callable[[str], bytes]


class FetchFailed(Exception):
    """CBS did not answer as hoped; the sentence says what to do."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: Any) -> None:
        """Nowhere else than where we asked."""
        return


def get(address: str) -> bytes:
    """The answer of an allow-listed host, at most MAX_BYTES."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in HOSTS.values() or parts.port is not None:
        raise FetchFailed("Dit adres is niet van het CBS. Alleen opendata.cbs.nl en dataderden.cbs.nl mogen.")
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(urllib.request.Request(address, headers={"Accept": "application/json"}), timeout=TIMEOUT) as answer:  # noqa: S310  https and allow-listed above
            data: bytes = answer.read(MAX_BYTES + 1)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise FetchFailed(
            "Het CBS antwoordt niet. Probeer het later opnieuw, of haal het bestand zelf op bij StatLine en importeer het."
        ) from error
    if len(data) > MAX_BYTES:
        raise FetchFailed(TOO_LARGE)
    return data


def fetch(table: str, areas: tuple[str, ...], ask: Get = get) -> bytes:
    """The rows of a table for these areas, as one JSON document that the import of version 3 reads; the same answer, the same bytes."""
    if not re.fullmatch(r"\d{5}[A-Z]{3}", table):
        raise FetchFailed("Een tabelnummer van het CBS heeft vijf cijfers en drie letters, bijvoorbeeld 86165NED.")
    if not areas or not all(re.fullmatch(r"(NL|PV|GM|WK|BU)[0-9A-Z]{2,8}", one) for one in areas):
        raise FetchFailed("Geef de codes van de gebieden, bijvoorbeeld GM0599 of WK059905.")
    root = f"https://{HOSTS['derden' if table in THIRD_PARTY else 'cbs']}/ODataFeed/odata/{table}"
    properties = _value(f"{root}/DataProperties?$format=json", ask)
    places = (str(one.get("Key")) for one in properties if str(one.get("Type", "")) in {"GeoDimension", "GeoDetail"})
    dimension = next(places, "WijkenEnBuurten")
    wanted = " or ".join(f"startswith({dimension},'{one}')" for one in areas)
    rows = _value(f"{root}/TypedDataSet?$format=json&$filter={urllib.parse.quote(wanted)}", ask)
    title = _value(f"{root}/TableInfos?$format=json", ask)
    document = {
        "table": table, "title": str(title[0].get("Title", "")) if title else "", "value": [one for one in rows if _exact(one, dimension, areas)],
        "DataProperties": [{name: one.get(name) for name in ("Key", "Title", "Unit")} for one in properties],
    }  # fmt: skip
    if not document["value"]:
        raise FetchFailed("Het CBS heeft in deze tabel geen cijfers voor deze gebieden. Kijk of de codes en het jaar kloppen.")
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _exact(one: dict[str, Any], dimension: str, areas: tuple[str, ...]) -> bool:
    """Padded codes: WK9999 may not bring in WK999901."""
    return str(one.get(dimension, "")).strip() in areas


def _value(address: str, ask: Get) -> list[dict[str, Any]]:
    """The rows of an answer and of the pages after it."""
    found: list[dict[str, Any]] = []
    size, asked = 0, set[str]()
    while address and address not in asked and len(asked) < MOST_PAGES:
        asked.add(address)
        data = ask(address)
        size += len(data)
        rows, address = _page(data)
        found += rows
        if size > MAX_BYTES:
            raise FetchFailed(TOO_LARGE)
    if address:
        raise FetchFailed(TOO_LARGE)
    return found


def _page(data: bytes) -> tuple[list[dict[str, Any]], str]:
    """The rows of one answer, and where its next page is; CBS names that with http, we ask it with https."""
    try:
        document = json.loads(data)
        found, following = document["value"], document.get("odata.nextLink") or document.get("@odata.nextLink") or ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FetchFailed(UNREADABLE) from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found) or not isinstance(following, str):
        raise FetchFailed(UNREADABLE)
    return found, re.sub(r"^http:", "https:", following)
