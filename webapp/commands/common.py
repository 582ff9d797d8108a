"""What several commands need: settings, a session, a programme by its code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

import database
from surveys.models import Programme
from webapp import cli, settings


def load_settings() -> settings.Settings:
    """The settings in force; SettingsRefused says what is wrong."""
    return settings.load(cli.environment())


@contextmanager
def open_session(current: settings.Settings | None = None) -> Iterator[Session]:
    """A session that commits when all went well."""
    current = current or load_settings()
    maker = database.connect(current.database_url, current.keyring)
    try:
        with maker() as session, session.begin():
            yield session
    finally:
        maker.kw["bind"].dispose()


def programme(session: Session, code: str) -> Programme:
    """The programme with this code, or a sentence that names the codes there are."""
    found = session.scalar(select(Programme).where(Programme.code == code))
    if found is None:
        codes = ", ".join(session.scalars(select(Programme.code).order_by(Programme.code))) or "nog geen enkele"
        raise cli.CommandFailed(f"Er is geen programma '{code}'. Er zijn: {codes}.")
    return found
