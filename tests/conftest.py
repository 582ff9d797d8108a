"""What every test may ask for: a session on an empty database, and a keyring."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from sqlalchemy.orm import Session, sessionmaker

import database
from sealing import Keyring, keyring_from_secret
from webapp import tables  # noqa: F401  all tables of the house

settings.register_profile(
    "house", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None
)  # no test by the clock
settings.load_profile("house")
TEST_SECRET = "a secret for tests only"


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return keyring_from_secret(TEST_SECRET)


def own_database() -> str:
    """The PostgreSQL of TEST_DATABASE_URL, "" when there is none; with more test processes each has a database of its own there."""
    url, worker = os.environ.get("TEST_DATABASE_URL", ""), os.environ.get("PYTEST_XDIST_WORKER", "")
    return f"{url.rpartition('/')[0]}/{worker}" if url and worker else url


@pytest.fixture
def sessions(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sessionmaker[Session]]:
    """A maker of sessions on an empty store: SQLite in a file of its own, or the PostgreSQL of TEST_DATABASE_URL."""
    url = own_database() or f"sqlite:///{tmp_path_factory.mktemp('db')}/test.db"
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the store is marked so: that is what runs a second time on PostgreSQL."""
    for item in items:
        if {"session", "sessions"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.store)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With CI=true a skipped test is a failed one: a silent hole is worse than a red line."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI", "").lower() == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and with CI=true nothing may be: {report.longrepr}"
