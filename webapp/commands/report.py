"""tellen report: the report of a programme in one of its formats, all from one snapshot."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from saying import REPORT_LANGUAGES, SOURCE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from analysis.models import ReportSnapshot
    from surveys.parties import Programme

FORMATS = {  # word of the command -> kind of file
    "pdf": "pdf", "html": "html", "json": "json", "docx": "docx", "slides": "dia", "residents": "bewoners", "opendata": "opendata",
    "evidence": "bewijs",
}  # fmt: skip
TEXTS = {"html", "json", "evidence"}  # what may go to the screen


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("code", help="code of the programme")
    parser.add_argument("--format", choices=list(FORMATS), default="pdf")
    parser.add_argument("--out", type=Path, help="file to write; - or nothing is standard output (json, html, evidence)")
    parser.add_argument("--snapshot", metavar="MARK", help="an earlier snapshot, by the first 16 signs of its hash")
    parser.add_argument(
        "--language", choices=list(REPORT_LANGUAGES), default=SOURCE, help="of the report's own sentences; not with --snapshot"
    )
    parser.add_argument("--no-server", action="store_true", help="no links to evidence cards: the cards are inside the file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, freeze and write the report."""
    from analysis.report.files import store
    from analysis.report.files.make import KINDS
    from webapp.cli import CommandFailed
    from webapp.commands.common import load_settings, open_session, programme

    to_screen = options.out is None or str(options.out) == "-"
    if to_screen and options.format not in TEXTS:
        raise CommandFailed(f"Een {options.format} gaat naar een bestand: geef --out FILE.")
    base = None if options.no_server else load_settings().public_url
    with open_session() as session:
        one = programme(session, options.code)
        order = store.order(session, one, _kept(session, one, options.snapshot, options.language), base)
    body = KINDS[FORMATS[options.format]].make(order)
    if to_screen:
        sys.stdout.buffer.write(body)
    else:
        write_whole(options.out, body)
        print(f"Geschreven: {options.out}")
    return 0


def _kept(session: Session, one: Programme, mark: str | None, language: str) -> ReportSnapshot:
    """The snapshot that was asked for; without one the report of this moment, kept when it is new."""
    from sqlalchemy import select

    from analysis.ledger.preparing import guarded
    from analysis.models import ReportSnapshot
    from analysis.report import snapshot
    from analysis.scope import Scope
    from webapp.cli import CommandFailed

    if not mark:
        return snapshot.freeze(session, one, guarded(session, one, Scope(language=language)))
    mine = select(ReportSnapshot).where(ReportSnapshot.programme_id == one.id)
    found = session.scalars(mine.where(ReportSnapshot.sha256.startswith(mark, autoescape=True))).first()
    if found is None:
        raise CommandFailed(f"Er is geen momentopname die met {mark} begint.")
    return found


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(body)
    os.replace(half, path)  # noqa: PTH105  atomic, and says so
