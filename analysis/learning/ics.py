"""A calendar file (iCalendar, RFC 5545) of what has to happen: days and what, never who and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from analysis.learning.dues import KINDS, Due
from saying import say

__all__ = ["calendar_file"]

LINE = 75  # octets of a line without its end (RFC 5545, 3.1)
PRODUCT = "-//Tellen & Vertellen//Kalender//NL"
AHEAD = "-P7D"  # a reminder a week before
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(dues: Iterable[Due], *, name: str, code: str, address: str, made: datetime) -> bytes:
    """The file: an event of a whole day for each thing that has to happen, each with a reminder a week before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("X-WR-CALNAME", name),
    ]
    for one in dues:
        lines += _event(one, code, address, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Due, code: str, address: str, made: datetime) -> Iterator[str]:
    words = say("{kind}: {what}", kind=say(KINDS[one.kind]).capitalize(), what=one.what)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.key}.{code}@tellen-en-vertellen.invalid"
    yield f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
    if one.on < date.max:  # that has no day after it; without an end it is a whole day too
        yield f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"
    yield _text("SUMMARY", words)
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:{AHEAD}"
    yield _text("DESCRIPTION", words)
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(name: str, value: str) -> str:
    return f"{name}:{value.translate(ESCAPED)}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each next one after a blank; never through a character."""
    piece, size, room = "", 0, LINE
    for character in line:
        wide = len(character.encode())
        if size + wide > room:
            yield piece
            piece, size, room = " ", 1, LINE
        piece, size = piece + character, size + wide
    yield piece
