"""tellen source: figures of other sources from a file or from CBS, a list, and a check without keeping."""

from __future__ import annotations

import argparse
from pathlib import Path

from webapp.cli import CommandFailed


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = parts.add_parser("check", help="say what a file is and what an import would find")
    check.add_argument("file", type=Path)
    check.set_defaults(run=run_check)
    take = parts.add_parser("import", help="import a file into a programme")
    take.add_argument("file", type=Path)
    _where(take)
    take.set_defaults(run=run_import)
    fetch = parts.add_parser("fetch", help="fetch a table from CBS (only with TELLEN_CBS=ja)")
    fetch.add_argument("table")
    fetch.add_argument("--areas", required=True, nargs="+", metavar="CODE")
    _where(fetch)
    fetch.set_defaults(run=run_fetch)
    listing = parts.add_parser("list", help="the datasets of a programme")
    listing.add_argument("code", nargs="?", metavar="programme", help="code of the programme")
    listing.add_argument("--programme", help="the same, as the other parts of this command name it")
    listing.set_defaults(run=run_list)


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", required=True)
    parser.add_argument("--code", required=True, help="short name; the same name as an earlier import replaces it")
    parser.add_argument("--title", default="")


def run_check(options: argparse.Namespace) -> int:
    """Print what the file is and what an import would find."""
    from analysis.sources import recognising

    data = _bytes(options.file)
    found = recognising.recognise(data)
    print(f"{options.file}: {recognising.KINDS[found.kind]}")
    if not found.known:
        print("Kies de kolommen op de bladzijde Bronnen: dit bestand zegt niet zelf wat waar staat.")
        return 1
    read = recognising.read(found, options.file.name)
    print(f"{read.check.kept} cijfers, {read.check.missing} zonder waarde")
    for reason, count in read.check.skipped:
        print(f"overgeslagen: {count} ({reason})")
    for note in read.check.notes:
        print(note)
    return 0


def _bytes(path: Path) -> bytes:
    from analysis.sources.rows import MAX_BYTES

    if path.stat().st_size > MAX_BYTES:
        raise CommandFailed(
            f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB. Kies bij de bron minder gebieden, jaren of onderwerpen."
        )
    return path.read_bytes()


def run_import(options: argparse.Namespace) -> int:
    """Import a file that says itself what is where."""
    return _keep(options, _bytes(options.file), options.file.name)


def run_fetch(options: argparse.Namespace) -> int:
    """Fetch a table and keep what came back."""
    from analysis.sources import cbs
    from webapp.commands.common import load_settings

    if not load_settings().cbs:
        raise CommandFailed("Ophalen bij het CBS staat uit. Zet TELLEN_CBS=ja, of importeer een bestand van StatLine.")
    return _keep(options, cbs.fetch(options.table.upper(), tuple(options.areas)), f"{options.table}.json")


def _keep(options: argparse.Namespace, data: bytes, name: str) -> int:
    from analysis.sources import recognising, store
    from database import today
    from webapp.commands.common import open_session, programme

    found = recognising.recognise(data)
    if not found.known:
        raise CommandFailed(
            "Dit bestand zegt niet zelf wat waar staat. Importeer het op de bladzijde Bronnen en kies daar de kolommen."
        )
    read = recognising.read(found, name)
    with open_session() as session:
        made = store.keep(
            session, programme(session, options.programme), read, data, store.Asked(options.code, options.title), today=today()
        )
        report = made.report
        print(f"{made.code}: {report['kept']} cijfers bewaard, {report['missing']} zonder waarde")
        if report.get("unknown_areas"):
            print(f"onbekende gebieden: {', '.join(report['unknown_areas'])}")
        if report.get("changed_count"):
            print(f"anders dan in de vorige levering: {report['changed_count']}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    """Each dataset with where it comes from."""
    from analysis.sources import store
    from analysis.sources.series import source_line
    from webapp.cli import CommandFailed
    from webapp.commands.common import open_session, programme

    named = options.code or options.programme
    if named is None:
        raise CommandFailed("Noem het programma: tellen source list CODE.")
    with open_session() as session:
        for one in store.datasets(session, programme(session, named)):
            print(f"{one.code}  {one.title}  ({source_line(one)})")
    return 0
