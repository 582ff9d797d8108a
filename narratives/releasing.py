"""Propose a quote from a story, ask its teller, release it, reject it: what quoting.py allows, done in the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from database import utcnow
from narratives import intake, quoting, redaction
from narratives.models import Code, Quote, Story
from surveys.parties import Account

__all__ = ["ask", "propose", "reject", "release", "shown_text", "take_back"]

MIN_LETTERS = 3


def shown_text(session: Session, story: Story, start: int, end: int) -> str:
    """These words of the story as they may be shown: names and the like replaced by stand-ins."""
    hides = redaction.effective_hides(story.annotations, story.decisions)
    return redaction.redact_part(intake.words(session, story), hides, start, end).text.strip()


def propose(
    session: Session,
    story: Story,
    start: int,
    end: int,
    *,
    code: Code | None = None,
    stance: str = "steunt",
    attribution: str = "",
) -> Quote:
    """A proposed quote of these words; QuoteRefused without consent to quote, or when the words cannot be quoted."""
    if not story.consent.quote:
        raise quoting.QuoteRefused(
            "De verteller gaf geen toestemming om dit verhaal te citeren. Gebruik het alleen in de aantallen."
        )
    text = shown_text(session, story, start, end) if 0 <= start < end else ""
    if sum(letter.isalpha() for letter in text) < MIN_LETTERS:
        raise quoting.QuoteRefused("Kies een stuk van het verhaal met woorden erin.")
    quote = Quote(
        story=story, code=code, start=start, end=end, text=text, attribution=attribution, stance=stance, state="voorgesteld"
    )
    session.add(quote)
    session.flush()
    return quote


def _move(session: Session, quote: Quote, target: str) -> None:
    quoting.check_move(quote.state, target, quote.story.consent)
    if target != quoting.SHOWN:
        quote.released_by_id = quote.released_at = None
    quote.state = target
    session.flush()


def ask(session: Session, quote: Quote) -> None:
    """The teller is asked to look at the quote first."""
    _move(session, quote, "gevraagd")


def release(session: Session, quote: Quote, account: Account) -> None:
    """From now on the quote may be shown, with every name replaced that is known to be one today."""
    quoting.check_move(quote.state, quoting.SHOWN, quote.story.consent)
    quote.text = shown_text(session, quote.story, quote.start, quote.end)
    quote.released_by_id, quote.released_at, quote.state = account.id, utcnow(), quoting.SHOWN
    session.flush()


def reject(session: Session, quote: Quote, reason: str = "") -> None:
    """The quote is not used."""
    _move(session, quote, "afgekeurd")
    quote.reason = reason
    session.flush()


def take_back(session: Session, quote: Quote) -> None:
    """The teller no longer wants these words shown: they are wiped."""
    _move(session, quote, "ingetrokken")
    quote.text = ""
    session.flush()
