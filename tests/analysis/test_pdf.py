"""The PDF: accessible (checked with pikepdf, not with the library that made it), locked against the outside, and limited."""

from __future__ import annotations

import dataclasses
import io
import logging
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from analysis.report import pdf, rendering
from analysis.report.model import QuotePart
from analysis.report.pdf import Inside, PdfFailed, make_pdf
from tests.data.sample_report import sample

pytestmark = pytest.mark.slow
HOSTILE = (
    '</p><link rel=attachment href="file:///etc/hostname"><img src="http://127.0.0.1:{port}/a.png">'
    '<style>@import "http://127.0.0.1:{port}/b.css";</style>'
)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A door on this machine on which nobody may knock."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        yield door


def nobody_knocked(door: socket.socket) -> bool:
    try:
        door.accept()
    except BlockingIOError:
        return True
    return False


@pytest.fixture(scope="module")
def made(listener: socket.socket) -> bytes:
    """The PDF of the sample, with a hostile quote, a run without end and characters that no font has."""
    words = HOSTILE.format(port=listener.getsockname()[1]) + "a" * 3000 + " 漢字 \U0010ffff \U0001f600 cafe\u0301 \u202eslecht"
    first = sample().results[0]
    quotes = (QuotePart(words, "inwoner", "steunt", "Contact met buren"), *first.quotes[1:])
    return rendering.pdf(sample(results=(dataclasses.replace(first, quotes=quotes), *sample().results[1:])))


@pytest.fixture
def document(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as one:
        yield one


def structure(element: Any) -> Iterator[Any]:
    """Every element of the tree of tags."""
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from structure(one)
    elif isinstance(element, pikepdf.Dictionary) and ("/S" in element or element.get("/Type") == "/StructTreeRoot"):
        yield element
        if "/K" in element:
            yield from structure(element.K)


def test_tagged_with_title_and_language(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "nl"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/Title"]).startswith("Samen ouder in Voorbeeldstad")
    assert (
        "<pdfuaid:part>1</pdfuaid:part>" in bytes(root.Metadata.read_bytes()).decode()
        or 'pdfuaid:part="1"' in bytes(root.Metadata.read_bytes()).decode()
    )


def test_every_figure_has_an_alternative(document: pikepdf.Pdf) -> None:
    figures = [one for one in structure(document.Root.StructTreeRoot) if str(one.get("/S", "")) == "/Figure"]
    drawn = rendering.html(sample(), printed=True).count('<svg xmlns="http://www.w3.org/2000/svg" role="img"')
    assert len(figures) == drawn > 8, "every picture of the page is a figure of the PDF"
    assert all(str(one.get("/Alt", "")).strip() for one in figures)


def test_headings_tables_and_bookmarks(document: pikepdf.Pdf) -> None:
    tags = [str(one.get("/S", "")) for one in structure(document.Root.StructTreeRoot)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 7 and tags.count("/TH") > 30 and tags.count("/Caption") > 8
    heads = [one for one in structure(document.Root.StructTreeRoot) if str(one.get("/S", "")) == "/TH"]
    scopes = [str(one.A.get("/Scope")) for one in heads]
    assert set(scopes) == {"/Column", "/Row"}
    assert [str(one.A.get("/Scope")) for one in heads[:5]] == ["/Column"] * 5, "the overview begins with a row of heads"
    with document.open_outline() as outline:
        (top,) = outline.root
        assert next(one.title for one in top.children) == "Eén bladzijde voor de raad"
        assert "Tellen" in [one.title for one in top.children[2].children]


def test_all_fonts_are_inside(document: pikepdf.Pdf) -> None:
    names = set()
    for page in document.pages:
        for font in page.obj.Resources.get("/Font", {}).values():
            for one in font.get("/DescendantFonts", [font]):
                names.add(str(one.BaseFont))
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()), names
    assert any("Atkinson" in name for name in names)


def test_the_council_has_one_page_and_results_begin_on_a_left_page(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        pages = {one.title: document.pages.index(pikepdf.Page(one.destination[0])) + 1 for one in outline.root[0].children}  # type: ignore[index]
    ordered = list(pages.values())
    assert ordered[:3] == [2, 3, 4]
    assert all(page % 2 == 0 for title, page in pages.items() if title in {one.title for one in sample().results})


def test_hostile_words_are_only_words(made: bytes, document: pikepdf.Pdf, listener: socket.socket) -> None:
    assert nobody_knocked(listener)
    assert set(document.attachments) == {"bewijskaarten.html", "datapackage.json", "gegevens.csv"}, (
        "ours, and no file of the server"
    )
    hostname = Path("/etc/hostname").read_bytes().strip()
    assert all(hostname not in one.get_file().read_bytes().split() for one in document.attachments.values())
    assert b"/URI (http" not in made


def test_even_a_page_with_hostile_markup_reaches_nothing(listener: socket.socket, caplog: pytest.LogCaptureFixture) -> None:
    port = listener.getsockname()[1]
    page = f"""<html lang=nl><title>x</title><link rel=stylesheet href="http://127.0.0.1:{port}/s.css"><body background="file:///etc/passwd">
    <h1>x</h1>{HOSTILE.format(port=port)}<object data="file:///etc/hostname"></object><img alt=x src="file:///proc/self/environ">
    <a rel=attachment href="file:///etc/hostname">x</a><a rel=attachment href="data:text/plain,geheim">x</a>
    <svg><title>x</title><image href="http://127.0.0.1:{port}/i.png"/><use href="file:///etc/hostname#a"/></svg>
    <p style="background:url(ftp://127.0.0.1:{port}/b)">x</p><p style="background:url(//127.0.0.1:{port}/b)">x</p></html>"""
    with caplog.at_level(logging.WARNING):
        content = make_pdf(page)
    assert nobody_knocked(listener)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert not document.attachments
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert not any("/FS" in one for page_ in document.pages for one in page_.obj.get("/Annots", []))
    assert "refused to fetch" in caplog.text
    assert "hostname" not in caplog.text and str(port) not in caplog.text, "the address may hold words of a resident"


def test_what_goes_inside_comes_with_the_order_and_opens_nothing() -> None:
    """The bytes are handed over; a name that looks like a path stays a name."""
    page = "<!DOCTYPE html><html lang=nl><title>x</title><h1>x</h1>"
    with pikepdf.open(io.BytesIO(make_pdf(page, inside=[Inside("../../etc/hostname", b"a,b\n", "cijfers")]))) as document:
        assert {name: one.get_file().read_bytes() for name, one in document.attachments.items()} == {
            "../../etc/hostname": b"a,b\n"
        }


def test_the_progress_goes_on_and_never_back() -> None:
    page = "<!DOCTYPE html><html lang=nl><title>x</title><h1>x</h1>" + "<p style='break-after:page'>x</p>" * 400
    seen: list[tuple[int, str]] = []
    make_pdf(page, progress=lambda done, step: seen.append((done, step)))
    assert seen and [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert any(re.fullmatch(r"Bladzijde \d+ opmaken", step) for _, step in seen)


def test_letters_become_smaller_until_it_fits() -> None:
    style = "<style>body{font-size:60pt} body[data-size=small]{font-size:8pt}</style>"
    page = f'<!DOCTYPE html><html lang=nl><title>x</title>{style}<body data-size=""><h1>x</h1>' + "<p>x</p>" * 30
    for most, wanted in ((1, 1), (None, 4)):
        with pikepdf.open(io.BytesIO(make_pdf(page, most_pages=most, sizes=("", "small")))) as document:
            assert (len(document.pages) == 1) is (wanted == 1)


def test_the_same_report_is_the_same_file() -> None:
    small = sample(results=(), triads=(), cloud=(), codebook=(), instruments=())
    assert rendering.pdf(small) == rendering.pdf(small)


def test_a_long_page_reaches_a_child_that_starts_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks how far it is before the child has read anything, as on a busy machine; the rest must still come through."""
    monkeypatch.setattr(pdf, "LOOK_EVERY", 0.001)
    words = f"<p>{'Een lange brief. ' * 30_000}</p>"
    page = f'<!DOCTYPE html><html lang="nl"><title>Proef</title><body><p>Kort.</p><div style="display: none">{words}</div></body></html>'
    assert make_pdf(page, seconds=60).startswith(b"%PDF")


def test_what_takes_too_long_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(PdfFailed, match="niet op tijd"):
        make_pdf("<p style='overflow-wrap:anywhere'>" + "a" * 400_000, seconds=0.2)
    assert time.monotonic() - start < 20


def test_what_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(PdfFailed, match="te groot"):
        make_pdf("<table>" + "<tr><td>a<td>b<td>c" * 6_000 + "</table>", memory_mb=200, seconds=300)


def test_too_deep_is_a_sentence_not_a_crash() -> None:
    with pytest.raises(PdfFailed) as refused:
        make_pdf("<div>" * 900 + "x")
    assert re.match(r"(Het rapport is te groot|De PDF kon niet)", str(refused.value))
