"""Return cards: made again from a seed, read with slips mended, worth nothing without the key and the pepper."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from sealing import Keyring, keyring_from_secret
from surveys import linking, responding
from tests.factories import make_programme, make_wave

pytestmark = pytest.mark.store


def damerau_one(one: str, other: str) -> bool:
    """Whether two words are at most one slip apart, written out plainly and not with the code under test."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def test_the_word_list_is_plain_and_complete() -> None:
    words = linking.words()
    assert len(words) == len(set(words)) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 14 for word in words)


def test_words_are_two_slips_apart() -> None:
    words = linking.words()
    by_start: dict[str, list[str]] = {}
    for word in words:
        by_start.setdefault(word[:2], []).append(word)
        by_start.setdefault("*" + word[-3:], []).append(word)
    close = {(a, b) for group in by_start.values() for a in group for b in group if a < b and damerau_one(a, b)}
    assert close == set()


def test_a_card_is_the_same_for_the_same_seed_only(session: Session, keyring: Keyring) -> None:
    programme = make_programme(session)
    one, again, other = (linking.card_of(programme, seed, keyring) for seed in ("a", "a", "b"))
    assert one == again and one.digest != other.digest
    assert len(set(one.words)) == 3 and one.text == "-".join((*one.words, one.check))
    assert not set(one.words) & set(repr(one).split("'"))  # a card in a log says nothing


@pytest.mark.parametrize("spoil", [str.upper, lambda text: text.replace("-", "  ,"), lambda text: f" {text}. "])
def test_a_card_is_read_however_it_is_typed(session: Session, keyring: Keyring, spoil: object) -> None:
    programme = make_programme(session)
    card = linking.new_card(session, programme)
    assert linking.read_card(programme, spoil(card.text), keyring) == card.digest  # type: ignore[operator]


def test_one_slip_is_mended(session: Session, keyring: Keyring) -> None:
    programme = make_programme(session)
    card = linking.card_of(programme, "slip", keyring)
    first = card.words[0]
    mended = 0
    for i in range(len(first)):
        typed = " ".join((first[:i] + first[i + 1 :], *card.words[1:], card.check))
        try:
            mended += linking.read_card(programme, typed, keyring) == card.digest
        except linking.CardUnreadable:
            continue  # two words of the list may be one slip from the same typing: then nothing is guessed
    assert mended >= len(first) - 2


def test_wrong_words_are_refused(session: Session, keyring: Keyring) -> None:
    programme = make_programme(session)
    card = linking.card_of(programme, "x", keyring)
    swapped = " ".join((card.words[1], card.words[0], card.words[2], card.check))
    for text in ("", "appel", "een twee drie vier", swapped, "🙂 " * 4, "a" * 10_000):
        with pytest.raises(linking.CardUnreadable):
            linking.read_card(programme, text, keyring)


def test_a_card_of_another_programme_or_key_is_refused(session: Session, keyring: Keyring) -> None:
    here, there = make_programme(session), make_programme(session, link_pepper="cd" * 16)
    card = linking.card_of(here, "x", keyring)
    with pytest.raises(linking.CardUnreadable):
        linking.read_card(there, card.text, keyring)
    with pytest.raises(linking.CardUnreadable):
        linking.read_card(here, card.text, keyring_from_secret("another"))


def test_without_pepper_there_are_no_cards(session: Session, keyring: Keyring) -> None:
    programme = make_programme(session, link_pepper=None)
    with pytest.raises(linking.CardsEnded):
        linking.new_card(session, programme)


def test_a_card_finds_the_waves_of_its_programme_in_order(session: Session) -> None:
    programme = make_programme(session)
    card = linking.new_card(session, programme)
    later, first = make_wave(session, programme=programme, number=1), make_wave(session, programme=programme, number=0)
    elsewhere = make_wave(session)
    made = [responding.start(session, wave, "nl", link_hash=card.digest) for wave in (later, first, elsewhere)]
    assert [one.id for one in linking.find(session, programme, card.digest)] == [made[1].id, made[0].id]
