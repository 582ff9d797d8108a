"""The words in a file with an interview: plain text, Word (.docx), OpenDocument (.odt) and subtitles (.srt, .vtt), by what stands in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from saying import mark, say

MAX_BYTES = 2_000_000
UNPACKED = 10_000_000
PARTS = 1_000
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # other ways may claim gigabytes before the first byte
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TranscriptRefused(ValueError):
    """A file or text that cannot be taken in as an interview; the sentence says what to do."""


EMPTY = mark("Er staat nog niets in. Plak de tekst van het interview, of kies een bestand.")
LARGE = mark("Dit bestand is te groot. Een interview is meestal kleiner dan 2 MB. Haal plaatjes en geluid eruit.")
UNKNOWN = mark(
    "Dit is geen tekst, Word- of OpenDocument-bestand. Sla het interview op als .docx, .odt of .txt en probeer het opnieuw."
)
BROKEN = mark("Dit bestand is niet te openen. Sla het opnieuw op als .docx of .txt, of plak de tekst.")
UNSAFE = mark("Dit bestand is niet veilig te openen. Kopieer de tekst en plak die in het veld.")
SIGNS = mark("In dit bestand staan tekens die niet in een tekst horen. Sla het opnieuw op als .txt (UTF-8), of plak de tekst.")


def words(data: bytes) -> str:
    """The text of a file, a line for each paragraph. Raises TranscriptRefused."""
    if not data.strip():
        raise TranscriptRefused(say(EMPTY))
    if len(data) > MAX_BYTES:
        raise TranscriptRefused(say(LARGE))
    if data[:4] == b"PK\x03\x04":
        return _archived(data)
    if data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rt"):
        raise TranscriptRefused(say(UNKNOWN))
    return _subtitles(_plain(data))


def _plain(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            found = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", found):
            return found
    raise TranscriptRefused(say(SIGNS))


def _archived(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one.filename: one for one in archive.infolist()}
            name = next((one for one in READERS if one in parts), "")
            if not name:
                raise TranscriptRefused(say(UNKNOWN))
            if len(parts) > PARTS or parts[name].file_size > UNPACKED or parts[name].compress_type not in PACKED:
                raise TranscriptRefused(say(UNSAFE))
            with archive.open(name) as part:
                xml = part.read(UNPACKED + 1)  # what an archive says of its sizes can be a lie
        if len(xml) > UNPACKED or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml:
            raise TranscriptRefused(say(UNSAFE))
        reader = READERS[name]()
        parser = ET.XMLParser(target=reader)  # noqa: S314  what declares entities was refused; no tree is built
        parser.feed(xml)
        parser.close()
        return "\n".join(reader.close())
    except TranscriptRefused:
        raise
    except Exception as error:  # an archive can be broken in any way, deep inside the library
        raise TranscriptRefused(say(BROKEN)) from error


class _Lines:
    """Takes the words while the XML goes by: a line a paragraph; one inside another (a text box, a note) has lines of its own."""

    paragraphs: frozenset[str]
    skipped: frozenset[str]  # what is not said, or stands there twice
    breaks: Mapping[str, str]
    held: frozenset[str]  # in which characters are words

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._said: list[str] = []
        self._open = self._holding = self._skipping = 0
        self._fresh = False  # a paragraph of which nothing is written yet: also an empty one is a line

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipping or tag in self.skipped:
            self._skipping += 1
            return
        if tag in self.paragraphs:
            self._write(even_empty=False)
            self._open += 1
            self._fresh = True
        self._holding += tag in self.held
        if self._open and tag in self.breaks:
            self._said.append(self.breaks[tag])

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        self._holding -= tag in self.held
        if tag in self.paragraphs:
            self._write(even_empty=self._fresh)
            self._open -= 1
            self._fresh = False

    def data(self, text: str) -> None:
        """Characters between the tags."""
        if self._holding and self._open and not self._skipping:
            self._said.append(text)

    def close(self) -> list[str]:
        """The lines."""
        return self._lines

    def _write(self, *, even_empty: bool) -> None:
        line = "".join(self._said)
        if even_empty or line.strip():
            self._lines.append(line)
        self._said.clear()


class _Word(_Lines):
    """A DOCX; what was deleted or moved away while following changes is no longer said."""

    paragraphs = frozenset({f"{WORD}p"})
    skipped = frozenset({f"{WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
    breaks = MappingProxyType({f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n"})
    held = frozenset({f"{WORD}t"})


class _OpenDocument(_Lines):
    """An ODT, without what was deleted while following changes and without the remarks in its margin."""

    paragraphs = held = frozenset({f"{TEXT}p", f"{TEXT}h"})
    skipped = frozenset({f"{TEXT}tracked-changes", f"{TEXT}note-citation", f"{OFFICE}annotation"})
    breaks = MappingProxyType({f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"})


READERS = {"word/document.xml": _Word, "content.xml": _OpenDocument}


def _subtitles(found: str) -> str:
    """Subtitles without numbers and times; in WebVTT who speaks (<v Anna>) becomes a label."""
    if not re.search(r"^[ \t]*(?:\d{1,9}:)?\d{1,9}:\d{1,9}[.,]\d{1,9}[ \t]{0,9}-->", found, re.MULTILINE):
        return found
    lines = []
    for block in re.split(r"\n\s*\n", found.replace("\r\n", "\n")):
        said = block.split("\n")
        place = next((i for i, line in enumerate(said) if "-->" in line), None)
        if place is not None:
            text = re.sub(r"<v(?:\.[^ <>]{0,100})? ([^<>]{1,100})>", r"\1: ", " ".join(said[place + 1 :]))
            lines.append(re.sub(r"<[^<>]*>", "", text).strip())
    return "\n".join(lines)
