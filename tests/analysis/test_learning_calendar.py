"""The calendar file against the grammar of RFC 5545, read by a reader of our own; the secret address; notes for who takes over."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

import saying
from analysis.learning import feed, handing, ics
from analysis.learning.dues import Due
from tests import factories

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ODD = 'Bel, vóór "woensdag"; of \\ later\nover ' + "é" * 80
DUES = [
    Due(date(2026, 11, 30), ODD, "actie", "actie-7", who="Jan de Vries", where="Kerkstraat 3"),
    Due(date(2026, 12, 31), "1-meting sluit", "meting", "meting-2-dicht"),
]
NAME = re.compile(r"[A-Za-z0-9-]+(?:;[A-Za-z-]+=[^:;]+)*")


def lines_of(content: bytes) -> list[str]:
    """The content lines, unfolded (3.1): every line ends in CRLF and has at most 75 octets."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    assert max(map(len, physical)) <= 75
    for line in physical:
        line.decode()  # never cut through a character
    return content.replace(b"\r\n ", b"").decode()[:-2].split("\r\n")


def parsed(content: bytes) -> list[dict[str, str]]:
    """The events, each with its own properties and (under "alarm:") those of its reminder; blocks must be closed in their order."""
    events: list[dict[str, str]] = []
    blocks: list[str] = []
    for line in lines_of(content):
        head, _, value = line.partition(":")
        assert NAME.fullmatch(head), line
        if head == "BEGIN":
            blocks.append(value)
            events += [{}] if value == "VEVENT" else []
        elif head == "END":
            assert blocks.pop() == value
        elif "VEVENT" in blocks:
            name = "alarm:" * (blocks[-1] == "VALARM") + head
            assert name not in events[-1], "a property that may stand once"
            events[-1][name] = unescaped(value)
    assert blocks == []
    return events


def unescaped(value: str) -> str:
    """A TEXT value as it was (3.3.11); a bare comma or semicolon would be another value."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_the_file_is_a_calendar_and_says_what_and_when() -> None:
    content = ics.calendar_file(
        DUES, name="Samen, ouder", code="samen", address="https://x.example/werk/samen/kalender", made=MADE
    )
    assert lines_of(content)[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tellen & Vertellen//Kalender//NL"]
    first, second = parsed(content)
    assert first["SUMMARY"] == f"Verbeteractie: {ODD}" == first["alarm:DESCRIPTION"]
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20261130", "20261201")
    assert (second["DTSTART;VALUE=DATE"], second["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert first["DTSTAMP"] == "20261122T093000Z" and first["alarm:TRIGGER"] == "-P7D"
    assert first["UID"] != second["UID"]


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    far = Due(date.max, "Ooit", "actie", "actie-9")
    only = parsed(ics.calendar_file([far], name="Samen", code="samen", address="", made=MADE))[0]
    assert only["DTSTART;VALUE=DATE"] == "99991231" and "DTEND;VALUE=DATE" not in only


def test_no_names_and_places_leave() -> None:
    content = ics.calendar_file(DUES, name="Samen", code="samen", address="", made=MADE).decode()
    assert "Vries" not in content.replace("\r\n ", "") and "Kerkstraat" not in content.replace("\r\n ", "")


def test_it_is_also_there_in_english() -> None:
    with saying.speaking("en"):
        content = ics.calendar_file(DUES, name="Samen", code="samen", address="", made=MADE)
    assert parsed(content)[0]["SUMMARY"].startswith("Improvement action: ")


def test_a_new_address_ends_the_old_one(session: Session) -> None:
    programme = factories.make_programme(session)
    assert feed.mark(session, programme) == "" and feed.find(session, "") is None
    feed.renew(session, programme)
    old = feed.mark(session, programme)
    assert feed.find(session, old) is programme and feed.find(session, old[:-1] + ("0" if old[-1] != "0" else "1")) is None
    feed.renew(session, programme)
    assert feed.find(session, old) is None and feed.mark(session, programme) not in ("", old)
    feed.shut(session, programme)
    assert feed.mark(session, programme) == ""
    feed.renew(session, programme)
    assert feed.mark(session, programme) != old


def test_a_note_says_who_and_when_and_only_its_writer_takes_it_away(session: Session) -> None:
    programme = factories.make_programme(session)
    mine, other = (factories.make_account(session, organisation=programme.organisation) for _ in range(2))
    with pytest.raises(handing.NoteRefused):
        handing.hand_over(session, programme, None, "  ", mine)
    one = handing.hand_over(session, programme, None, "Bel op maandag.", mine)
    assert handing.hand_over(session, programme, None, "Bel op maandag.", mine) is one
    assert [(row.text, row.account.id, row.wave) for row in handing.notes(session, programme)] == [
        ("Bel op maandag.", mine.id, None)
    ]
    with pytest.raises(handing.NoteRefused):
        handing.take_away(session, one, other, others=False)
    handing.take_away(session, one, other, others=True)
    assert handing.notes(session, programme) == []
