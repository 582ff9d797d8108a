"""Demo: the report of the first measurement went out to the council, so the ledger has something to weigh the next one against."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.ledger import preparing, store
from analysis.scope import Scope, ScopeTooSmall
from surveys.models import Wave
from surveys.parties import Programme

TITLE = "Rapport van de eerste meting"


def fill(session: Session, made: Programme, name: str) -> str:
    """Publish the report up to the first wave; nothing when something was published before or there is one wave only."""
    if len(session.scalars(select(Wave.id).where(Wave.programme_id == made.id)).all()) < 2:
        return ""
    if any(one.title == TITLE for one in store.publications(session, made)):
        return ""
    try:
        prepared = preparing.prepare(session, made, Scope(wave=0, audience="raad"))
        preparing.publish_report(session, made, prepared, title=TITLE, audience="raad", account=None)
    except (ScopeTooSmall, store.NotPublishable):
        return ""
    return f"{made.name}: {TITLE.lower()} gepubliceerd ({len(prepared.cuts)} groepen in het grootboek)"
