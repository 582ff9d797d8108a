"""tellen report: the report of a programme as JSON, HTML or PDF, all from one snapshot."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("code", help="code of the programme")
    parser.add_argument("--format", choices=["json", "html", "pdf"], default="pdf")
    parser.add_argument("--out", type=Path, help="file to write; - or nothing is standard output (json, html)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, freeze and write the report."""
    from analysis.report import build, rendering, snapshot
    from webapp.cli import CommandFailed
    from webapp.commands.common import open_session, programme

    to_screen = options.out is None or str(options.out) == "-"
    if to_screen and options.format == "pdf":
        raise CommandFailed("Een PDF gaat naar een bestand: geef --out FILE.")
    with open_session() as session:
        one = programme(session, options.code)
        frozen = snapshot.freeze(session, one, build.build(session, one))
        same = snapshot.thaw(frozen.content)
        content = frozen.content.encode()
    body = {"json": lambda: content, "html": lambda: rendering.html(same).encode(), "pdf": lambda: rendering.pdf(same)}[
        options.format
    ]()
    if to_screen:
        sys.stdout.buffer.write(body)
    else:
        write_whole(options.out, body)
        print(f"Geschreven: {options.out}")
    return 0


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(body)
    os.replace(half, path)  # noqa: PTH105  atomic, and says so
