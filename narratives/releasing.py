"""Propose a quote from a story, ask its teller, release it, reject it: what quoting.py allows, done in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from database import today, utcnow
from narratives import intake, quoting, redaction
from narratives.models import Code, Quote, Story
from surveys.parties import Account

__all__ = ["answer", "ask", "propose", "reject", "release", "shown_text", "take_back"]

MIN_LETTERS = 3
REFUSED = "De verteller wil dit liever niet."


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
    if not quoting.may_ask(story.consent):
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
    quoting.check_move(quote.state, target, quote.story.consent, quote.teller_said)
    if target != quoting.SHOWN:
        quote.released_by_id = quote.released_at = None
    quote.state = target
    session.flush()


def ask(session: Session, quote: Quote) -> None:
    """The teller is asked to look at the quote first, as it would be shown today; an earlier answer was about other words."""
    _move(session, quote, "gevraagd")
    quote.text = shown_text(session, quote.story, quote.start, quote.end)
    quote.teller_said = quote.teller_said_on = None
    session.flush()


def answer(session: Session, quote: Quote, said: str, on: date | None = None) -> None:
    """What the teller thinks of the quote: 'ja' makes releasing possible, 'nee' ends it, also when it was released before."""
    if said not in ("ja", "nee"):
        raise ValueError(f"a teller says 'ja' or 'nee', not {said!r}")
    if said == quote.teller_said:
        return
    if quote.state not in (("gevraagd",) if said == "ja" else ("gevraagd", quoting.SHOWN)):
        raise quoting.MoveRefused("Over dit stukje is geen vraag meer.")
    if said == "nee":
        reject(session, quote, REFUSED)
    quote.teller_said, quote.teller_said_on = said, on or today()
    session.flush()


def release(session: Session, quote: Quote, account: Account) -> None:
    """From now on the quote may be shown, with every name replaced that is known to be one today."""
    quoting.check_move(quote.state, quoting.SHOWN, quote.story.consent, quote.teller_said)
    text = shown_text(session, quote.story, quote.start, quote.end)
    if quote.story.consent.quote_first and text != quote.text:
        raise quoting.QuoteRefused(
            "Deze woorden zijn veranderd sinds de verteller ze las. Keur het citaat af, stel het opnieuw voor, en vraag het weer."
        )
    quote.text = text
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
