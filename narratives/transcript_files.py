"""The words in a file with an interview: plain text, Word (.docx), OpenDocument (.odt) and subtitles (.srt, .vtt), by what stands in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from saying import mark, say

MAX_BYTES = 2_000_000
UNPACKED = 20_000_000
PARTS = 1_000
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
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
            sizes = {one.filename: one.file_size for one in archive.infolist()}
            name = next((one for one in ("word/document.xml", "content.xml") if one in sizes), "")
            if not name:
                raise TranscriptRefused(say(UNKNOWN))
            if len(sizes) > PARTS or sizes[name] > UNPACKED:
                raise TranscriptRefused(say(UNSAFE))
            with archive.open(name) as part:
                xml = part.read(UNPACKED + 1)  # what an archive says of its sizes can be a lie
        if len(xml) > UNPACKED or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml:
            raise TranscriptRefused(say(UNSAFE))
        root = ET.fromstring(xml)  # noqa: S314  what declares entities was refused
    except TranscriptRefused:
        raise
    except Exception as error:  # an archive can be broken in any way, deep inside the library
        raise TranscriptRefused(say(BROKEN)) from error
    return "\n".join(_word(root) if name.startswith("word/") else _open_document(root))


def _word(root: ET.Element) -> Iterator[str]:
    """Paragraphs of a DOCX; what was deleted while following changes is no longer said."""
    for paragraph in root.iter(f"{WORD}p"):
        said = []
        for run in paragraph.iter():
            if run.tag == f"{WORD}t":
                said.append(run.text or "")
            elif run.tag in (f"{WORD}tab", f"{WORD}br"):
                said.append("\t" if run.tag.endswith("tab") else "\n")
        yield "".join(said)


def _open_document(root: ET.Element) -> Iterator[str]:
    for paragraph in root.iter():
        if paragraph.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield "".join(paragraph.itertext())


def _subtitles(found: str) -> str:
    """Subtitles without numbers and times; in WebVTT who speaks (<v Anna>) becomes a label."""
    if not re.search(r"^\s*(?:\d+:)?\d+:\d+[.,]\d+\s*-->", found, re.MULTILINE):
        return found
    lines = []
    for block in re.split(r"\n\s*\n", found.replace("\r\n", "\n")):
        said = block.split("\n")
        place = next((i for i, line in enumerate(said) if "-->" in line), None)
        if place is not None:
            text = re.sub(r"<v(?:\.[^ >]*)? ([^>]+)>", r"\1: ", " ".join(said[place + 1 :]))
            lines.append(re.sub(r"<[^<>]*>", "", text).strip())
    return "\n".join(lines)
