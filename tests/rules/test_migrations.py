"""The newest migration makes exactly the models; the way back works too; serve refuses another version."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import database
from webapp import migrations, tables
from webapp.cli import CommandFailed
from webapp.commands.migrate import demand_current
from webapp.settings import Settings


def test_the_newest_migration_equals_the_models(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    migrations.upgrade(url)
    engine = database.make_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_down_and_up_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    migrations.upgrade(url)
    command.downgrade(migrations.config(url), "base")
    assert migrations.current(url) is None
    migrations.upgrade(url)
    assert migrations.current(url) == migrations.newest()


def test_serve_refuses_a_database_of_another_version(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/x.db", secret_key="k" * 40)
    with pytest.raises(CommandFailed, match="tellen migrate"):
        demand_current(settings)
    migrations.upgrade(settings.database_url)
    demand_current(settings)
