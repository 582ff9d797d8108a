"""tellen export: the responses of a programme for a spreadsheet or a statistics program."""

from __future__ import annotations

import argparse
import io
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("code", help="code of the programme")
    parser.add_argument("--format", choices=["csv", "xlsx"], default="xlsx")
    parser.add_argument("--out", type=Path, required=True)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the responses; the codebook comes along (a second file beside a CSV)."""
    from analysis.exports import responses_csv, responses_xlsx
    from analysis.ledger.store import record_export
    from webapp.commands.common import open_session, programme
    from webapp.commands.report import write_whole

    writer = {"csv": responses_csv, "xlsx": responses_xlsx}[options.format]
    body = io.BytesIO()
    with open_session() as session:
        one = programme(session, options.code)
        writer.export(session, one, body)
        record_export(session, one, f"Antwoorden ({options.format})", None)
        if options.format == "csv":
            words = io.BytesIO()
            responses_csv.export_codebook(session, one, words)
            write_whole(options.out.with_name(options.out.stem + "-codeboek.csv"), words.getvalue())
        session.commit()
    write_whole(options.out, body.getvalue())
    print(f"Geschreven: {options.out}")
    return 0
