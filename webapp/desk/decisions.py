"""What a person decides about a story: each decision its own row, changed only by a person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import utcnow
from narratives import intake, releasing
from narratives.models import Decision, Quote, Story
from narratives.redaction import Redacted, effective_hides, redact
from surveys.parties import Account


def decide(
    session: Session, story: Story, account: Account, *, kind: str, label: str, span: tuple[int, int], verdict: str
) -> Decision:
    """Write or change the decision about one label on one span."""
    start, end = span
    found = session.scalar(
        select(Decision).where(
            Decision.story_id == story.id,
            Decision.kind == kind,
            Decision.label == label,
            Decision.start == start,
            Decision.end == end,
        )
    )
    if found is None:
        found = Decision(story_id=story.id, kind=kind, label=label, start=start, end=end)
        story.decisions.append(found)
    found.verdict, found.account_id, found.decided_at = verdict, account.id, utcnow()
    session.flush()
    return found


def hide_words(session: Session, story: Story, spans: list[tuple[int, int]], label: str, account: Account) -> None:
    """Hide these spans, and hide them in the quotes of the story too."""
    for span in spans:
        decide(session, story, account, kind="hide", label=label, span=span, verdict="added")
    for quote in story.quotes:
        if quote.state != "ingetrokken":
            quote.text = releasing.shown_text(session, story, quote.start, quote.end)
    session.flush()


def show_words(session: Session, story: Story, start: int, end: int, account: Account) -> None:
    """Stop hiding a span; quotes keep their text, for what was released is not opened afterwards."""
    proposed = {one.label for one in story.annotations if (one.kind, one.start, one.end) == ("hide", start, end)}
    decided = {one.label for one in story.decisions if (one.kind, one.start, one.end) == ("hide", start, end)}
    for label in sorted(proposed | decided):
        decide(session, story, account, kind="hide", label=label, span=(start, end), verdict="rejected")


def redacted(session: Session, story: Story) -> Redacted:
    """The words of a story as an evaluator may read them."""
    return redact(intake.words(session, story), effective_hides(story.annotations, story.decisions))


def quotes_of(session: Session, programme_id: int) -> list[Quote]:
    """The quotes of a programme, of stories that were not withdrawn, the newest first."""
    query = select(Quote).join(Story).where(Story.programme_id == programme_id, Story.state != "ingetrokken")
    return list(session.scalars(query.order_by(Quote.id.desc())))
