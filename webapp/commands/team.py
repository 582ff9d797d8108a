"""tellen team: neighbourhood teams as options of a questionnaire, and the sheet of one team."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from saying import REPORT_LANGUAGES, SOURCE, speaking


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="the teams of a programme")
    listing.add_argument("programme")
    listing.set_defaults(run=run_list)
    add = parts.add_parser("add", help="add a team, or change it")
    add.add_argument("programme")
    add.add_argument("team", help="its code: small letters, digits and underscores")
    add.add_argument("--name", required=True)
    add.add_argument("--municipality", required=True)
    add.add_argument("--area", default="")
    add.add_argument("--since", type=date.fromisoformat, help="day it began, 2024-09-01")
    add.add_argument("--members", type=int, help="how many people work in it")
    add.set_defaults(run=run_add)
    questions = parts.add_parser("questions", help="write the teams as options of the question 'team' in a questionnaire file")
    questions.add_argument("file", type=Path)
    questions.add_argument("--programme", required=True)
    questions.add_argument("--out", type=Path, required=True, help="the new file; publish it with tellen survey publish")
    questions.set_defaults(run=run_questions)
    sheet = parts.add_parser("sheet", help="write the sheet of one team; it is for the team first")
    sheet.add_argument("programme")
    sheet.add_argument("team")
    sheet.add_argument("--format", choices=["html", "pdf"], default="pdf")
    sheet.add_argument("--language", choices=sorted(REPORT_LANGUAGES), default=SOURCE, help="in which language it is written")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.set_defaults(run=run_sheet)


def run_list(options: argparse.Namespace) -> int:
    """Code, municipality, name and members of each team."""
    from analysis.teams import board
    from webapp.commands.common import open_session, programme

    with open_session() as session:
        for one in board.listed(session, programme(session, options.programme)):
            print(f"{one.code}\t{one.municipality}\t{one.name}\t{one.members or '-'}")
    return 0


def run_add(options: argparse.Namespace) -> int:
    """A team in the store."""
    from analysis.teams import store
    from webapp.commands.common import open_session, programme

    with open_session() as session:
        store.save_team(
            session, programme(session, options.programme), options.team, name=options.name, municipality=options.municipality,
            area=options.area, starts_on=options.since, members=options.members,
        )  # fmt: skip
    print(f"{options.team} staat klaar.")
    return 0


def run_questions(options: argparse.Namespace) -> int:
    """A copy of the file with the teams in it."""
    from analysis.teams import asking, board
    from webapp.commands.common import open_session, programme
    from webapp.commands.report import write_whole

    with open_session() as session:
        teams = [(one.code, one.name) for one in board.listed(session, programme(session, options.programme))]
    write_whole(options.out, asking.with_teams(options.file.read_bytes(), teams))
    print(f"{len(teams)} teams staan in {options.out}. Controleer het bestand: tellen survey check {options.out}")
    return 0


def run_sheet(options: argparse.Namespace) -> int:
    """The sheet as a file, recorded in the ledger; who runs this decides who reads it, so the sentence says for whom it is."""
    from analysis.teams import guarding, printing
    from database import today
    from webapp.commands.common import open_session, programme
    from webapp.commands.report import write_whole

    with open_session() as session:
        one = programme(session, options.programme)
        with speaking(options.language):
            ready = guarding.prepare(session, one, options.team, today())
        guarding.publish(session, one, ready, None)
    with speaking(options.language):  # after the session: drawing takes seconds in which others could not write
        body = printing.pdf(ready.sheet) if options.format == "pdf" else printing.html(ready.sheet).encode()
    write_whole(options.out, body)
    print(
        f"Geschreven: {options.out}. {'Het team deelt dit blad.' if ready.sheet.shared else 'Dit blad is eerst voor het team.'}"
    )
    return 0
