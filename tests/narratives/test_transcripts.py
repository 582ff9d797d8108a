"""An interview written out becomes the words of the resident alone; a hostile file is refused with a sentence."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narratives import transcript_files, transcripts
from narratives.transcript_files import TranscriptRefused

TALK = """I: Hoe gaat het met u?
R: Wel goed. Ik zei: kom maar binnen.
En toen kwam ze elke week.

I [00:12]: En daarvoor?
Was dat anders?
R1 (00:15): Toen zat ik alleen.
"""


def test_the_interviewer_is_not_read_as_the_story() -> None:
    told = transcripts.told(TALK)
    assert told.words == "Wel goed. Ik zei: kom maar binnen.\nEn toen kwam ze elke week.\n\nToen zat ik alleen."
    assert told.asked == 2


def test_where_only_the_interviewer_has_a_label_an_empty_line_ends_the_turn() -> None:
    told = transcripts.told(
        "Vraag: Hoe was het?\nVertelt u maar.\n\nHet was stil in huis.\nNou: heel stil.\n\nVraag: En nu?\n\nBeter."
    )
    assert told.words == "Het was stil in huis.\nNou: heel stil.\n\n\nBeter.".replace("\n\n\n", "\n\n") and told.asked == 2


def test_another_name_of_the_interviewer() -> None:
    text = "Spreker 1: Hoe gaat het?\nSpreker 2: Goed hoor."
    assert transcripts.told(text).asked == 0
    told = transcripts.told(text, ["Spreker 1"])
    assert (told.words, told.asked) == ("Goed hoor.", 1)


def test_a_heading_above_the_first_turn_is_of_nobody() -> None:
    text = "Interview 3\n12 mei, mevrouw J.\n\nIk begin vast.\nI: Hoe gaat het?\nR: Goed hoor."
    with_label = transcripts.told(text.replace("mevrouw J.", "mevrouw J"))
    assert (with_label.words, with_label.asked) == ("Ik begin vast.\nGoed hoor.", 1)
    assert transcripts.told("Mijn verhaal\nIk was alleen.").words == "Mijn verhaal\nIk was alleen."


def test_a_text_without_speakers_is_a_story() -> None:
    assert (
        transcripts.told("Ik was alleen.\n\nNu niet meer: er is koffie.").words == "Ik was alleen.\n\nNu niet meer: er is koffie."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n", "nog niets in"), ("I: Hoe gaat het?", "niets over van de verteller"), ("x" * 1_000_000, "woord van meer dan 200 letters|meer dan 40.000"),
     ("a" * 201, "200 letters"), ("woord " * 8_000, "40.000 tekens")],
)  # fmt: skip
def test_what_is_no_interview_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(TranscriptRefused, match=sentence):
        transcripts.told(text)


def word_file() -> bytes:
    made, into = docx.Document(), io.BytesIO()
    for line in TALK.splitlines():
        made.add_paragraph(line)
    made.save(into)
    return into.getvalue()


def zipped(name: str, xml: bytes | str, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", packing) as archive:
        archive.writestr(name, xml)
    return into.getvalue()


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:h>Interview</text:h><text:p>I: Hoe gaat het?</text:p><text:p>R: <text:span>Goed</text:span> hoor.</text:p>"
    "</office:text></office:body></office:document-content>"
)
SRT = "1\r\n00:00:01,000 --> 00:00:03,000\r\nI: Hoe gaat het?\r\n\r\n2\r\n00:00:03,500 --> 00:00:06,000\r\nR: <i>Goed</i>\r\nhoor.\r\n"
VTT = "WEBVTT\n\nNOTE proef\n\n00:01.000 --> 00:03.000\n<v Interviewer>Hoe gaat het?</v>\n\n00:03.500 --> 00:06.000 align:start\n<v R>Goed hoor.</v>\n"


def test_a_word_file_reads_as_its_own_library_wrote_it() -> None:
    assert transcripts.told(transcript_files.words(word_file())) == transcripts.told(TALK)


@pytest.mark.parametrize(
    "data", [zipped("content.xml", ODT), SRT.encode(), VTT.encode(), "I: Hoe?\nR: Goed hoor.".encode("utf-16")]
)
def test_other_files_give_the_same_words(data: bytes) -> None:
    assert transcripts.told(transcript_files.words(data)).words.removeprefix("Interview\n") == "Goed hoor."


def test_a_text_of_an_older_windows_is_read() -> None:
    assert transcript_files.words("Financiën en één café".encode("cp1252")) == "Financiën en één café"


BOMB = zipped("word/document.xml", b" " * 21_000_000)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "nog niets in"), (b"%PDF-1.7 ...", "geen tekst"), (b"\xd0\xcf\x11\xe0 oud Word", "geen tekst"), (b"R: Goed\x00hoor", "tekens die niet"),
        (b"x" * 2_000_001, "te groot"), (BOMB, "niet veilig"), (zipped("word/document.xml", ENTITIES), "niet veilig"),
        (zipped("word/document.xml", "<x/>", zipfile.ZIP_LZMA), "niet veilig"),
        (zipped("word/document.xml", ENTITIES.encode("utf-16")), "niet veilig"), (zipped("iets.txt", "hallo"), "geen tekst"),
        (zipped("word/document.xml", "<w:p"), "niet te openen"), (b"PK\x03\x04 half", "niet te openen"), (word_file()[:-40], "niet te openen"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TranscriptRefused, match=sentence):
        transcript_files.words(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda one: b"PK\x03\x04" + one))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = transcript_files.words(data)
        transcripts.told(found)
    except TranscriptRefused as refused:
        assert len(str(refused)) > 20
    else:
        assert "\x00" not in found


OPEN = '<r xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
MARKUP = (
    '<r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
)


def test_an_opendocument_file_keeps_its_breaks_and_leaves_out_what_nobody_said() -> None:
    inside = (
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes>"
        "<text:p>I: Hoe<text:s/>gaat het?<text:line-break/>R: Goed<office:annotation><text:p>Is dit Anna?</text:p></office:annotation>.</text:p>"
    )
    assert transcript_files.words(zipped("content.xml", f"{OPEN}{inside}</r>")) == "I: Hoe gaat het?\nR: Goed."


def test_a_text_box_in_a_word_file_is_read_once_and_what_was_moved_away_not() -> None:
    box = "<w:p><w:r><w:t>kader</w:t></w:r></w:p>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    moved = "<w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom>"
    xml = f"{MARKUP}<w:p><w:r><w:t>R: Goed.</w:t>{both}</w:r>{moved}</w:p><w:p/><w:p><w:r><w:t>Ja.</w:t></w:r></w:p></r>"
    assert transcript_files.words(zipped("word/document.xml", xml)) == "R: Goed.\nkader\n\nJa."


@pytest.mark.parametrize(
    "read",
    [
        lambda: transcript_files.words(b"a" + b"\n" * 200_000 + b"b"),
        lambda: transcript_files.words(b"00:01.000 --> 00:02.000\n" + b"<v " * 100_000),
        lambda: transcript_files.words(b"00:01.000 --> 00:02.000\n" + b"<v." * 100_000),
        lambda: transcripts.told("a" + " " * 38_000 + "b"),
        lambda: transcript_files.words(zipped("content.xml", OPEN + "<text:p>x" * 50_000 + "</text:p>" * 50_000 + "</r>")),
        lambda: transcript_files.words(zipped("word/document.xml", MARKUP + "<w:p>" * 50_000 + "</w:p>" * 50_000 + "</r>")),
    ],
)
def test_a_file_made_to_keep_the_reader_busy_does_not(read: Callable[[], object]) -> None:
    before = time.process_time()
    read()
    assert time.process_time() - before < 5  # most of these took minutes, or hours
