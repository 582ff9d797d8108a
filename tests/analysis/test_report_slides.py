"""Slides and the residents’ pages: as many pages as they may be, in plain words."""

from __future__ import annotations

import dataclasses
import io
import re

import pikepdf
import pytest

from analysis.report.files import residents, slides
from analysis.report.model import QuotePart, Report
from tests.data.sample_report import sample


def pages(content: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return [(float(one.mediabox[2]), float(one.mediabox[3])) for one in document.pages]


@pytest.mark.slow
def test_slides_are_wide_and_there_is_one_for_each_result() -> None:
    found = pages(slides.pdf(sample()))
    assert len(found) == 4 + len(sample().council) - (not any(one.question for one in sample().council))
    assert all(abs(width / height - 16 / 9) < 0.01 for width, height in found)


def long_one() -> Report:
    """More and longer than any real report: eight results, quotes and questions as long as they may be."""
    base = sample()
    words = "Een zin die niet ophoudt, omdat iemand veel te vertellen had. " * 3
    result = dataclasses.replace(
        base.results[0],
        title="Een resultaat met een lange naam " * 5,
        question=words,
        quotes=tuple(QuotePart(words[:190] + str(n), "inwoner", "steunt", "") for n in range(3)),
    )
    line = dataclasses.replace(base.council[0], title=result.title, question=words, stories=words)
    return sample(results=(result,) * 8, council=(line,) * 8, summary=(words, words, words), unknowns=(words[:200],) * 9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "report",
    [
        sample(),
        long_one(),
        sample(results=(), council=(), triads=(), cloud=(), responses=(), stories_total=0, council_quote=None),
    ],
)
def test_residents_get_exactly_two_pages(report: Report) -> None:
    found = pages(residents.pdf(report, card="https://voorbeeld.example/kaart"))
    assert len(found) == 2
    assert all(abs(width - 595.28) < 1 and abs(height - 841.89) < 1 for width, height in found)


@pytest.mark.slow
def test_long_slides_stay_one_slide_each() -> None:
    assert len(pages(slides.pdf(long_one()))) == 12


def test_residents_read_plain_words() -> None:
    page = residents.html(sample())
    said = residents.words(sample())
    assert said.figures[0].said.endswith("nu 36 van de 100.") and "eerst 41 van de 100" in said.figures[0].said
    assert said.quotes and any(one.stance == "spreekt_tegen" for one in said.quotes)
    body = re.sub(r"<[^>]+>", " ", page.split("<main>")[1])
    for word in ("interval", "significant", "indicator", "outcome", "n =", "Wilson", "respondent", "respons", "%"):
        assert word not in body, word
    assert "waardoor" in body and "Dank u wel" in body


def test_sentences_for_residents_are_short() -> None:
    said = residents.words(sample())
    own = [said.thanks, said.more, said.no_actions, *said.unknown]
    lengths = [len(one.split()) for words in own for one in re.split(r"(?<=[.!?])\s", words) if one]
    assert max(lengths) <= 18 and sum(lengths) / len(lengths) <= 12
