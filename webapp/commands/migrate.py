"""tellen migrate."""

from __future__ import annotations

import argparse

from webapp.cli import CommandFailed
from webapp.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring the database to the newest shape."""
    from webapp import migrations
    from webapp.commands.common import load_settings

    migrations.upgrade(load_settings().database_url)
    print("De database heeft de vorm die deze versie nodig heeft.")
    return 0


def demand_current(settings: Settings) -> None:
    """Refuse to go on with a database of another version."""
    from webapp import migrations

    found, wanted = migrations.current(settings.database_url), migrations.newest()
    if found != wanted:
        raise CommandFailed(
            f"De database heeft versie {found or 'geen'}, dit programma wil {wanted}. Maak een back-up en draai dan: tellen migrate"
        )
