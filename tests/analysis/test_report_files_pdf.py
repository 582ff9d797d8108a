"""The PDF against veraPDF, the reference checker: accessible (PDF/UA-1) and lasting (PDF/A-3a) at once, with the data inside."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pytest

from analysis.report import rendering
from analysis.report.files import make
from analysis.report.model import QuotePart, Report
from analysis.report.pdf import make_pdf
from tests.analysis import verapdf
from tests.data.sample_report import sample

pytestmark = pytest.mark.slow
LOOSE = "<!DOCTYPE html><html lang=nl><title>Een lijst</title><h1>Een lijst</h1><ol><li><p>Een.</p><p>Nog een.</p></li><li>Twee.</li></ol>"
STRANGE = (
    '</p><link rel=attachment href="file:///etc/hostname">'
    + "a" * 900
    + " 漢字 \U0010ffff \U0001f600 cafe\u0301 \u202eslecht \ue000"
)


def scoped() -> Report:
    """A report of one area: fewer results, nothing of stories."""
    return sample(
        results=sample().results[:1], council=sample().council[:1], triads=(), cloud=(), title="Samen ouder in Oudestad"
    )


def hostile() -> Report:
    first = sample().results[0]
    quotes = (QuotePart(STRANGE, "inwoner", "steunt", "漢字"), *first.quotes[1:])
    return sample(title="漢\U0010ffff", results=(dataclasses.replace(first, title=STRANGE, quotes=quotes), *sample().results[1:]))


def broken(good: bytes) -> bytes:
    """The same file without the claim of accessibility, a picture without words and no colour profile."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        del document.Root.OutputIntents
        del document.Root.ViewerPreferences
        document.save(out)
    return out.getvalue()


def test_verapdf_finds_every_file_good_and_a_broken_one_not(tmp_path: Path) -> None:
    report = sample()
    made = {
        "voorbeeld": rendering.pdf(report), "gebied": rendering.pdf(scoped()), "vijandig": rendering.pdf(hostile()),
        "dia": make.make("dia", report).content, "bewoners": make.make("bewoners", report).content, "lijst": make_pdf(LOOSE),
        "qr": make.make("pdf", scoped(), base="https://voorbeeld.example").content,
        "english": make.make("pdf", sample(language="en")).content, "residents": make.make("bewoners", sample(language="en")).content,
    }  # fmt: skip
    made["kapot"] = broken(made["voorbeeld"])
    files = []
    for name, content in made.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(content)
    found = verapdf.check(files, tmp_path)
    for (name, profile), verdict in found.items():
        assert verdict.passed is (name != "kapot.pdf"), f"{name} against {profile}: {verdict.broken}"
        assert verdict.assertions > 300
    assert any(one.startswith("6.2.") for one in found["kapot.pdf", "3a"].broken), "no colour profile"
    assert any(one.startswith("7.1-") for one in found["kapot.pdf", "ua1"].broken), "the title is not shown"


@pytest.mark.parametrize(("kind", "dutch", "english"), [
    ("pdf", "Eén bladzijde voor de raad", "One page for the council"), ("bewoners", "Wat u vertelde", "What you told us"),
    ("dia", "In het kort", "In short"),
])  # fmt: skip
def test_a_pdf_says_its_language_and_has_bookmarks_in_it(kind: str, dutch: str, english: str) -> None:
    for language, there, not_there in (("nl", dutch, english), ("en", english, dutch)):
        with pikepdf.open(io.BytesIO(make.make(kind, sample(language=language)).content)) as document:
            assert str(document.Root.Lang) == language
            with document.open_outline() as outline:
                marks = list(_titles(outline.root))
            assert there in marks and not_there not in marks


def _titles(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for one in items:
        yield str(one.title)
        yield from _titles(one.children)
