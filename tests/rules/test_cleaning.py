"""Text is cleaned once, at the edge."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from webapp.cleaning import clean_text


def test_hostile_characters_go_and_language_stays() -> None:
    assert clean_text("a\x00b\x1bc\ud800d\u202ee\u2066f\ufeffg") == "abcdefg"
    assert clean_text("regel 1\r\nregel 2\rregel 3\tx") == "regel 1\nregel 2\nregel 3\tx"
    assert clean_text("e\u0301e\u0301n 👨‍👩‍👧 مرحبا") == "één 👨‍👩‍👧 مرحبا"


def test_a_tower_of_marks_is_lowered() -> None:
    assert len(clean_text("a" + "\u0315" * 1000)) <= 10


def test_length_is_capped() -> None:
    assert len(clean_text("x" * 100_000)) == 20_000
    assert clean_text("xyz", 2) == "xy"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_always_storable(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean.encode("utf-8").decode() == clean
    assert "\x00" not in clean
    assert unicodedata.is_normalized("NFC", clean)
