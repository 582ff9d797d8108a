"""Return cards: three plain words and a check word that join the waves of one person without saying who it is."""

from __future__ import annotations

import functools
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from sealing import Keyring
from surveys.models import Response, Wave
from surveys.parties import Programme

__all__ = ["Card", "CardUnreadable", "CardsEnded", "card_of", "find", "new_card", "read_card", "words"]

LIST_SIZE = 2048  # three words are 33 bits; with a secret pepper, a check word and a limit on tries that is enough

FOUR_WORDS = "Op uw kaart staan vier woorden. Typ ze alle vier, met een spatie ertussen."
NOT_TOGETHER = "Deze vier woorden horen niet bij elkaar. Kijk of u ze goed hebt overgenomen, in dezelfde volgorde."
UNKNOWN_WORD = "Het woord “%(word)s” staat niet op onze kaarten. Kijk nog eens goed op uw kaart."


class CardUnreadable(Exception):
    """What was typed is not a return card of this programme; `sentence` (with a place for `word`) says what to look at."""

    def __init__(self, sentence: str, word: str = "") -> None:
        super().__init__(sentence % {"word": word} if word else sentence)
        self.sentence, self.word = sentence, word


class CardsEnded(Exception):
    """The pepper of this programme was destroyed: its waves can never be joined again."""

    def __init__(self) -> None:
        super().__init__("Dit programma werkt niet meer met kaarten. Uw antwoorden zijn los van u bewaard.")


@dataclass(frozen=True)
class Card:
    """A return card: what the resident keeps (`text`) and what the house keeps (`digest`)."""

    words: tuple[str, str, str] = field(repr=False)
    check: str = field(repr=False)
    text: str = field(repr=False)
    digest: str


@functools.cache
def words() -> tuple[str, ...]:
    """The 2,048 words of the cards, in the order that gives each its number."""
    text = (resources.files("surveys") / "words" / "kaartwoorden.txt").read_text(encoding="utf-8")
    found = tuple(line for line in text.split("\n") if line and not line.startswith("#"))
    if len(found) != LIST_SIZE:
        raise RuntimeError(f"the word list has {len(found)} words instead of {LIST_SIZE}")
    return found


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(words())


def new_card(session: Session, programme: Programme) -> Card:
    """A fresh card that nobody holds; CardsEnded when the programme has no pepper any more."""
    return card_of(programme, secrets.token_hex(16), session.info["keyring"])


def card_of(programme: Programme, seed: str, keyring: Keyring) -> Card:
    """The card that belongs to a seed (a response's id): made again at each reload, kept nowhere."""
    number = int(keyring.digest("kaart", f"{_pepper(programme)}:{seed}"), 16)
    chosen: list[str] = []
    while len(chosen) < 3:
        number, index = divmod(number, LIST_SIZE)
        if words()[index] not in chosen:
            chosen.append(words()[index])
    one, two, three = chosen
    check = _check_word(programme, (one, two, three), keyring)
    return Card((one, two, three), check, "-".join((*chosen, check)), _digest(programme, (one, two, three), keyring))


def read_card(programme: Programme, text: str, keyring: Keyring) -> str:
    """The digest of a typed card; small slips are mended. CardUnreadable tells which word is not known."""
    plain = unicodedata.normalize("NFD", text[:200].casefold())
    typed = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    if len(typed) != 4:
        raise CardUnreadable(FOUR_WORDS)
    one, two, three, check = (_mended(word) for word in typed)
    if _check_word(programme, (one, two, three), keyring) != check:
        raise CardUnreadable(NOT_TOGETHER)
    return _digest(programme, (one, two, three), keyring)


def find(session: Session, programme: Programme, digest: str) -> list[Response]:
    """The responses of a card in this programme, the oldest wave first."""
    query = select(Response).join(Wave).where(Wave.programme_id == programme.id, Response.link_hash == digest)
    return list(session.scalars(query.order_by(Wave.number, Wave.id)))


def _pepper(programme: Programme) -> str:
    if not programme.link_pepper:
        raise CardsEnded
    return programme.link_pepper


def _check_word(programme: Programme, chosen: tuple[str, str, str], keyring: Keyring) -> str:
    number = int(keyring.digest("kaart-controle", f"{_pepper(programme)}:{' '.join(chosen)}")[:8], 16)
    return words()[number % LIST_SIZE]


def _digest(programme: Programme, chosen: tuple[str, str, str], keyring: Keyring) -> str:
    return keyring.digest("kaart-koppeling", f"{_pepper(programme)}:{' '.join(chosen)}")


def _mended(word: str) -> str:
    """The word itself, or the only word of the list that is one slip away."""
    if word in _known():
        return word
    near = _known() & _one_slip_away(word) if len(word) < 20 else frozenset()
    if len(near) != 1:
        raise CardUnreadable(UNKNOWN_WORD, word[:20])
    return next(iter(near))


def _one_slip_away(word: str) -> frozenset[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    shorter = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    other = {a + c + b[1:] for a, b in splits if b for c in letters}
    longer = {a + c + b for a, b in splits for c in letters}
    return frozenset(shorter | swapped | other | longer)
