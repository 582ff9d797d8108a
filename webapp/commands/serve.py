"""tellen serve."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--no-worker", action="store_true", help="only the web server; workers run elsewhere")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; refuses a database of another version."""
    from webapp import server
    from webapp.commands.common import load_settings
    from webapp.commands.migrate import demand_current

    settings = load_settings()
    demand_current(settings)
    server.serve(
        settings,
        with_worker=not options.no_worker,
        ready=lambda: print(f"Tellen & Vertellen draait op http://{settings.host}:{settings.port}", flush=True),
    )
    return 0
