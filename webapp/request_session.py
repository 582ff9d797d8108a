"""One database session for each request: reading for GET, writing for the rest, always closed."""

from __future__ import annotations

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

import database
from webapp.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the application to its database."""
    maker = database.connect(settings.database_url, settings.keyring)
    app.extensions["sessions"] = maker
    app.extensions["reading_sessions"] = database.reading(maker)
    app.teardown_appcontext(_close)


def db() -> Session:
    """The session of this request: for reading on GET and HEAD, for writing otherwise. The view commits."""
    if "session" not in g:
        safe = request.method in {"GET", "HEAD", "OPTIONS"}
        g.session = current_app.extensions["reading_sessions" if safe else "sessions"]()
    session: Session = g.session
    return session


def writing() -> Session:
    """A session that may write, also on a GET (for signing in and the audit line of an opened story)."""
    if "writing_session" not in g:
        g.writing_session = current_app.extensions["sessions"]()
    session: Session = g.writing_session
    return session


def _close(error: BaseException | None) -> None:
    for name in ("session", "writing_session"):
        session = g.pop(name, None)
        if session is not None:
            session.close()
