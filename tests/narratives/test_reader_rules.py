"""Rules of the reader that came later: compounds, verbs first, weak terms, loose exclusions, tone of clauses, names."""

from __future__ import annotations

import pytest

from narratives.dutch.reader import CodeTerms, Reader


def themes(text: str, *terms: str, exclusions: tuple[str, ...] = ()) -> list[str]:
    reading = Reader([CodeTerms("x", terms, exclusions)]).read(text)
    return [text[one.start : one.end] for one in reading.of("theme")]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Wij zoeken een huurwoning.", "woning", ["huurwoning"]),
        ("Ik belde het Wmo-loket.", "loket", ["Wmo-loket"]),
        ("De coöperatie is groot.", "operatie", []),
        ("Ik sta al maanden rood.", "rood staan", ["sta al maanden rood"]),
    ],
)
def test_terms_find_compounds_and_verbs_in_front(text, term, expected):
    assert themes(text, term) == expected


def test_an_exclusion_holds_on_either_side_of_its_verb():
    for text in ("Ik miste gisteren de bus.", "Ik heb de bus weer gemist."):
        assert themes(text, "missen", exclusions=("de bus missen",)) == []
    assert themes("Ik miste mijn man.", "missen", exclusions=("de bus missen",)) == ["miste"]


def test_a_weak_term_needs_another_beside_it():
    assert themes("De auto stond er, en nog een auto.", "?auto", "bus") == []
    assert themes("De auto stond er, de bus niet.", "?auto", "bus") == ["auto", "bus"]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Ik durf het vuilnis niet buiten te zetten.", "Ik durf het vuilnis weer buiten te zetten."),
        ("De ruzie is erg.", "De ruzie is voorbij."),
        ("Het was verschrikkelijk.", "Het was verschrikkelijk gezellig."),
        ("Ik ben niet trots.", "Ik ben nog nooit zo trots geweest."),
        ("Het is gezellig, maar ik ben eenzaam.", "Ik ben eenzaam, maar het is gezellig."),
    ],
)
def test_tone_follows_the_clause(reader, worse, better):
    assert reader.read(worse).tone < reader.read(better).tone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak meneer van der linden.", {"van der linden"}),
        ("Ik woon op Laan van Noord 12.", {"Laan van Noord 12"}),
        ("Sindsdien is het stil. Elke dag.", set()),
    ],
)
def test_names_and_addresses(reader, text, expected):
    reading = reader.read(text)
    assert {text[one.start : one.end] for one in reading.of("hide")} == expected
