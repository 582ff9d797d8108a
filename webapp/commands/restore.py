"""tellen restore: put a copy of the database back."""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("copy", type=Path, help="file that `tellen backup` made")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Put it back, and bring it to the shape of this version."""
    from webapp import keeping, migrations
    from webapp.commands.common import load_settings

    settings = load_settings()
    aside = keeping.put_back(settings, options.copy)
    migrations.upgrade(settings.database_url)
    if aside:
        print(f"Wat er stond is bewaard als {aside}.")
    print(f"Teruggezet: {options.copy}. Draai nu: tellen check")
    return 0
