"""What every test may ask for: a session on an empty database, and a keyring."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

import analysis.models  # noqa: F401  all tables of the house
import database
from sealing import Keyring, keyring_from_secret

TEST_SECRET = "a secret for tests only"


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return keyring_from_secret(TEST_SECRET)


@pytest.fixture
def sessions(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sessionmaker[Session]]:
    """A maker of sessions on an empty store: SQLite in a file of its own, or the PostgreSQL of TEST_DATABASE_URL."""
    url = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{tmp_path_factory.mktemp('db')}/test.db"
    maker = database.connect(url, keyring)
    engine = maker.kw["bind"]
    database.Base.metadata.drop_all(engine)
    database.Base.metadata.create_all(engine)
    yield maker
    engine.dispose()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    with sessions() as one:
        yield one
