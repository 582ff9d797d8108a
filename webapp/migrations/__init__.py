"""The store, step by step: `upgrade(url)` brings a database to the newest shape."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import database


def config(url: str) -> Config:
    """Alembic's configuration, made here so that no ini file has to be found."""
    one = Config()
    one.set_main_option("script_location", str(Path(__file__).parent))
    one.attributes["url"] = url
    return one


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at this URL to a revision; makes it when it is not there."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(url), revision)


def newest() -> str:
    """The revision that this code expects."""
    head = ScriptDirectory.from_config(config("")).get_current_head()
    assert head is not None
    return head


def known(revision: str) -> bool:
    """Whether this code knows how to go on from a revision."""
    return any(one.revision == revision for one in ScriptDirectory.from_config(config("")).walk_revisions())


def current(url: str) -> str | None:
    """The revision at which a database is; None when it is empty."""
    engine = database.make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
