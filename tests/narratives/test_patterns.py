from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narratives.dutch.patterns import elfproef, find_patterns, iban_holds
from narratives.dutch.preparing import WORD_LIMIT, prepare


def shapes(text: str) -> set[tuple[str, str]]:
    return {(one.label, text[one.start : one.end]) for one in find_patterns(text)}


@pytest.mark.parametrize(
    ("text", "label", "part"),
    [
        ("bel 06-12345678 even", "telefoon", "06-12345678"),
        ("bel 06 12 34 56 78", "telefoon", "06 12 34 56 78"),
        ("bel +31 6 12345678", "telefoon", "+31 6 12345678"),
        ("bel 0570-123456.", "telefoon", "0570-123456"),
        ("mail jan.de.vries+a@voorbeeld.nl.", "e-mail", "jan.de.vries+a@voorbeeld.nl"),
        ("mijn bsn is 111222333", "bsn", "111222333"),
        ("bsn: 123456789", "bsn", "123456789"),
        ("rekening NL91 ABNA 0417 1643 00 graag", "iban", "NL91 ABNA 0417 1643 00"),
        ("rekening NL13TEST0123456789", "iban", "NL13TEST0123456789"),
        ("postcode 7411 AB", "postcode", "7411 AB"),
        ("postcode 7411ab", "postcode", "7411ab"),
        ("geboren op 3 mei 1941", "geboortedatum", "3 mei 1941"),
        ("geb. 03-05-1941", "geboortedatum", "03-05-1941"),
        ("ik ben jarig op 12 maart", "geboortedatum", "12 maart"),
        ("kenteken 12-ABC-3", "kenteken", "12-ABC-3"),
        ("dossiernummer 2024.5512", "nummer", "2024.5512"),
        ("volg @annie_1941", "account", "@annie_1941"),
    ],
)
def test_shapes_of_personal_data(text, label, part):
    assert (label, part) in shapes(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 en 2020 was het druk, en in 2021 in de winter ook.",
        "Op 12 maart was er koffie, en op 3 mei 2025 ook.",
        "Het kost 1250 euro per maand, of 12.345,67 in totaal.",
        "Ik slaap 8 uur, 75 jaar oud, 3-4 keer per week.",
        "Tussen 10-12 uur of 14:30.",
        "Er waren 123456789 redenen.",  # nine digits that fail the elfproef
    ],
)
def test_ordinary_numbers_are_left_alone(text):
    assert shapes(text) == set()


def test_elfproef_of_known_numbers():
    assert elfproef("111222333")
    assert elfproef("123456782")
    assert not elfproef("123456789")
    assert not elfproef("000000000")
    assert not elfproef("12345")


@given(st.integers(10_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_elfproef(number, place, shift):
    digits = str(number).zfill(9)
    if elfproef(digits):
        wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
        assert not elfproef(wrong)


def test_iban_check_number():
    assert iban_holds("NL91ABNA0417164300")
    assert iban_holds("GB82 WEST 1234 5698 7654 32")
    assert not iban_holds("NL92ABNA0417164300")


@given(st.text(max_size=300))
def test_preparing_moves_no_offset_and_leaves_no_long_word(text):
    safe = prepare(text)
    assert len(safe) == len(text)
    assert max((len(word) for word in safe.split()), default=0) <= WORD_LIMIT
    safe.encode()


@given(st.text(alphabet="ab ,.'-é😀", max_size=100))
def test_preparing_leaves_ordinary_text_alone(text):
    text = " ".join(word[:30] for word in text.split())
    for sign in ",.'-😀":
        text = text.replace(sign * 2, sign).replace(sign * 2, sign).replace(sign * 2, sign)
    assert prepare(text) == text


@pytest.mark.parametrize("piece", ["0", "06", "a@", "1 ", "a.b-", "NL91", "12-", "@a", "www.", "1e mei ", "A1-", "geb "])
def test_no_text_makes_the_patterns_slow(piece):
    began = time.process_time()
    find_patterns(piece * (60_000 // len(piece)))
    assert time.process_time() - began < 5
