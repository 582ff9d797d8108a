"""One writer at a time within this process: SQLite lets one write anyway, and a queue is quicker than trying again and again."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from sqlalchemy.orm import Session

from webapp.errors import Unavailable
from webapp.request_session import db

PATIENCE = 10.0  # seconds; longer and a resident is better off with the page that keeps the words
_turn = threading.Lock()


@contextlib.contextmanager
def written() -> Iterator[Session]:
    """The session of this request, alone with the store: committed at the end, rolled back when something goes wrong."""
    session = db()
    alone = session.get_bind().dialect.name == "sqlite"
    if alone and not _turn.acquire(timeout=PATIENCE):
        raise Unavailable
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        if alone:
            _turn.release()
