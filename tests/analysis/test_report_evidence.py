"""Evidence cards: one for every figure, theme and quote, and nothing that the report does not show."""

from __future__ import annotations

import dataclasses
import re

import pytest

from analysis.report import rendering, text
from analysis.report.files import address, cards_page, evidence, residents, slides
from analysis.report.model import QuotePart
from analysis.report.snapshot import as_json
from tests.analysis.report_files import MARK
from tests.data.sample_report import sample


def test_every_figure_theme_and_quote_has_its_card() -> None:
    report = sample()
    found = {one.code: one for one in evidence.cards(report, MARK)}
    for result in report.results:
        for part in result.indicators:
            card = found[address.figure_code(result.code, part.code)]
            facts = dict(card.facts)
            assert facts["Definitie"] == part.definition and facts["Wat dit cijfer niet meet"] == part.not_measured
            assert facts["Momentopname"] == MARK and facts["Vingerafdruk van de gegevens (SHA-256)"] == report.data_sha256
            assert [row[4] for row in card.tables[0].rows] == [
                str(one.figure.n) if one.figure.n is not None else "–" for one in part.waves
            ]
        for quote in result.quotes:
            assert found[address.quote_code(quote.text)].says == quote.text
        assert not result.themes or address.themes_code(result.code) in found
    assert len(found) == len(evidence.cards(report, MARK))


def test_a_card_names_the_questionnaire_of_its_waves() -> None:
    lonely = evidence.cards(sample(), MARK)[0]
    assert "SHA-256" in dict(lonely.facts)["Vragenlijst"] and "versie" in dict(lonely.facts)["Vragenlijst"]
    assert "Wilson" in lonely.tables[0].caption


def test_a_card_shows_nothing_that_the_report_does_not_show() -> None:
    """Every number on a card stands in the report too (or in how it was made); what is hidden there has no number here."""
    report = sample(data_sha256="", made_with="", schema_version="")
    printed = rendering.html(report, printed=True) + as_json(report).decode()
    known = set(re.findall(r"\d+", printed)) | {"95"}
    for card in evidence.cards(report, "")[:-1]:
        for row in (row for one in card.tables for row in one.rows):
            assert set(re.findall(r"\d+", " ".join(row))) <= known, (card.title, row)
    hidden = [row for card in evidence.cards(report, "") for one in card.tables for row in one.rows if row[0] == "Nieuw-Oost"]
    assert hidden and all(row[-1] == "–" for row in hidden)


@pytest.mark.parametrize("where", [address.Evidence(MARK, ""), address.Evidence(MARK, "https://voorbeeld.example/")])
def test_page_and_paper_lead_to_the_cards(where: address.Evidence) -> None:
    page = rendering.html(sample(), evidence=where)
    result = sample().results[0]
    for code in (
        where.figure(result.code, result.indicators[0].code),
        where.quote(result.quotes[0].text),
        where.themes(result.code),
    ):
        assert f'href="{where.link(code)}"' in page
        assert evidence.card(sample(), MARK, code) is not None
    assert "/bewijs/" not in rendering.html(sample())


def test_words_that_print_otherwise_keep_their_code() -> None:
    first = sample().results[0]
    words = "漢 " + "a" * 90
    report = sample(results=(dataclasses.replace(first, quotes=(QuotePart(words, "inwoner", "steunt", ""),)),))
    codes = rendering._printed_codes(report, text.printable(report))
    assert codes[text.printable(words)] == address.quote_code(words)
    assert address.Evidence(MARK, "", codes).quote(text.printable(words)) == address.quote_code(words)


def test_hostile_words_stay_words_on_cards() -> None:
    first = sample().results[0]
    bad = "<script>alert(1)</script>"
    report = sample(title=bad, results=(dataclasses.replace(first, title=bad, quotes=(QuotePart(bad, bad, "steunt", bad),)),))
    assert "<script" not in cards_page.page(report, MARK)
    assert "<script" not in residents.html(report) + slides.html(report)
