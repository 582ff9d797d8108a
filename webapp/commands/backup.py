"""tellen backup: a copy of the database that was tried out before it got its name."""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("out", type=Path, help="file of the copy; it must not be there yet")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the copy while the program goes on."""
    from webapp import keeping
    from webapp.commands.common import load_settings

    size = keeping.keep(load_settings(), options.out)
    large = f"{size / 1e6:.1f}".replace(".", ",")
    print(
        f"Bewaard en nagekeken: {options.out} ({large} MB). Bewaar de geheime sleutel apart: zonder sleutel opent niemand de verhalen."
    )
    return 0
