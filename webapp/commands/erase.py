"""tellen erase: remove what has been kept long enough."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Erase, or say what would be erased."""
    import database
    from webapp import retention
    from webapp.commands.common import open_session

    with open_session() as session:
        gone = retention.erase(session, database.today(), dry_run=options.dry_run)
    verb = "zouden worden gewist" if options.dry_run else "zijn gewist"
    print(f"{gone.unfinished} niet verstuurde vragenlijsten en de woorden van {gone.stories} verhalen {verb}.")
    return 0
