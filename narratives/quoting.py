"""Which words may be shown under which consent: the states of a quote and the moves allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from saying import say

__all__ = ["MOVES", "SHOWN", "STATES", "MoveRefused", "QuoteRefused", "check_move", "may_ask", "moves_from"]

STATES = ("voorgesteld", "gevraagd", "toegestaan", "afgekeurd", "ingetrokken")
SHOWN = "toegestaan"
MOVES: Mapping[str, tuple[str, ...]] = {
    "voorgesteld": ("gevraagd", "toegestaan", "afgekeurd", "ingetrokken"),
    "gevraagd": ("toegestaan", "afgekeurd", "ingetrokken"),
    "toegestaan": ("afgekeurd", "ingetrokken"),
    "afgekeurd": ("voorgesteld", "ingetrokken"),
    "ingetrokken": (),
}


class QuoteRefused(Exception):
    """These words may not be shown; the message says in Dutch why, and what to do."""


class MoveRefused(QuoteRefused):
    """A quote cannot go from the state it has to the one asked for."""


class ConsentLike(Protocol):
    """The layers of consent that matter for a quote."""

    @property
    def quote(self) -> bool: ...
    @property
    def quote_first(self) -> bool: ...


def may_ask(consent: ConsentLike) -> bool:
    """Whether words of the story may be proposed; who only wants to read them first decides with a yes or a no."""
    return consent.quote or consent.quote_first


def moves_from(state: str, consent: ConsentLike, said: str | None = None) -> tuple[str, ...]:
    """The states a quote may go to from this one, under this consent and what its teller said of it ('ja', 'nee', nothing yet)."""
    allowed = MOVES[state]
    if not may_ask(consent) or said == "nee":
        return tuple(one for one in allowed if one in ("afgekeurd", "ingetrokken"))
    if consent.quote_first and said != "ja":
        return tuple(one for one in allowed if one != SHOWN)
    return allowed


def check_move(state: str, target: str, consent: ConsentLike, said: str | None = None) -> None:
    """Do nothing when the move is allowed; QuoteRefused or MoveRefused with the reason when it is not."""
    if target in moves_from(state, consent, said):
        return
    if target in ("voorgesteld", "gevraagd", SHOWN) and not may_ask(consent):
        raise QuoteRefused(
            say("De verteller gaf geen toestemming om dit verhaal te citeren. Gebruik het alleen in de aantallen.")
        )
    if target in ("voorgesteld", "gevraagd", SHOWN) and said == "nee":
        raise QuoteRefused(
            say("De verteller wil liever niet dat u deze woorden gebruikt. Kies andere woorden, of een ander verhaal.")
        )
    if target == SHOWN and state == "voorgesteld" and consent.quote_first:
        raise QuoteRefused(say("De verteller wil het citaat eerst zien. Vraag het eerst, en geef het daarna vrij."))
    if target == SHOWN and state == "gevraagd" and consent.quote_first:
        raise QuoteRefused(say("De verteller heeft nog geen ja gezegd. Wacht tot het antwoord er is."))
    raise MoveRefused(say("Een citaat dat ‘{state}’ is, kan niet ‘{target}’ worden.", state=say(state), target=say(target)))
