"""To make something that takes seconds while nobody waits: in a session that only reads, outside the transaction of the request.

On SQLite whoever may write holds the only lock from the first question on, so a report that is made within a POST would keep residents
from saving. So: keep what was written, let go, make it apart, and only then take the lock again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy.orm import Session

from surveys.parties import Programme
from webapp.desk import guard
from webapp.request_session import db


@contextmanager
def reader() -> Iterator[tuple[Session, Programme]]:
    """A session that only reads, with the programme of the address; what this request wrote so far is kept."""
    number = guard.programme().id
    db().commit()
    with current_app.extensions["reading_sessions"]() as session:
        yield session, session.get_one(Programme, number)
