"""tellen benchmark: read packages of other municipalities, write our own, show our key."""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    one = actions.add_parser("read", help="read packages (.json) or a folder as one .zip into the pool of a programme")
    one.add_argument("code", help="code of the programme")
    one.add_argument("files", nargs="+", type=Path)
    one.set_defaults(run=_read)
    one = actions.add_parser("write", help="write our own package of what was published")
    one.add_argument("code", help="code of the programme")
    one.add_argument("--out", type=Path, required=True)
    one.set_defaults(run=_write)
    one = actions.add_parser("key", help="show the key by which others know us, to read out on the telephone")
    one.add_argument("code", help="code of the programme")
    one.set_defaults(run=_key)


def _read(options: argparse.Namespace) -> int:
    from analysis.benchmark import store
    from webapp.commands.common import open_session, programme

    with open_session() as session:
        one = programme(session, options.code)
        for path in options.files:
            taken = store.take(session, one, path.read_bytes())
            print(f"{path.name}: {taken.new} nieuw, {taken.known} al bekend, {len(taken.refused)} geweigerd")
            for name, why in taken.refused:
                print(f"  {name}: {why}")
    return 0


def _write(options: argparse.Namespace) -> int:
    from analysis.benchmark import making
    from database import today
    from webapp.commands.common import open_session, programme
    from webapp.commands.report import write_whole

    with open_session() as session:
        body = making.make(session, programme(session, options.code), today())
    write_whole(options.out, body)
    print(f"Geschreven: {options.out}")
    return 0


def _key(options: argparse.Namespace) -> int:
    from analysis.benchmark import making, package
    from webapp.commands.common import open_session, programme

    with open_session() as session:
        print(package.spoken(making.key_print(session, programme(session, options.code))))
    return 0
