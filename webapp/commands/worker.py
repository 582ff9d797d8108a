"""tellen worker."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read stories until stopped."""
    from webapp import server
    from webapp.commands.common import load_settings

    server.work(load_settings(), options.parent)
    return 0
