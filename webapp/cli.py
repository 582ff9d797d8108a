"""The command `tellen`: one small parser; each subject's commands stand in webapp/commands/."""

from __future__ import annotations

import argparse
import errno
import importlib
import logging
import os
import sys
from collections.abc import Sequence

SUBJECTS = {
    "serve": "start the web server and one worker",
    "worker": "start one more worker that reads stories",
    "migrate": "bring the database to the shape this version needs",
    "demo": "fill the invented municipality Voorbeeldstad and serve it",
    "programme": "add organisations, programmes, areas and waves",
    "user": "add, list or block people who sign in",
    "survey": "check, publish and list questionnaires",
    "team": "add teams, put them in a questionnaire, write the sheet of a team",
    "source": "import, fetch, check and list figures of other sources",
    "report": "write the report of a programme (pdf, html, json, docx, slides, residents, opendata, evidence)",
    "export": "write the responses of a programme (csv, xlsx)",
    "benchmark": "compare with other municipalities: read and write packages",
    "backup": "keep a copy of the database, tried out before it gets its name",
    "restore": "put a copy of the database back",
    "erase": "remove what has been kept long enough",
    "check": "show the settings in force and whether everything works",
}


class CommandFailed(Exception):
    """A command cannot do what was asked; the sentence says why and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 could not, 2 wrongly asked."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(arguments)
    options = parser.parse_args(arguments)
    if "run" not in options:
        parser.print_help()
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        return int(options.run(options) or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:
        if not _expected(error):
            raise
        print(f"tellen: {_sentence(error)}", file=sys.stderr)
        return 1


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Only the subject that was asked for is imported, so that --help answers at once."""
    parser = argparse.ArgumentParser(prog="tellen", description="Tellen & Vertellen: counting and telling.")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND")
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for subject, words in SUBJECTS.items():
        part = parts.add_parser(subject, help=words, description=words[0].upper() + words[1:] + ".")
        if subject == asked:
            importlib.import_module(f"webapp.commands.{subject}").arguments(part)
    return parser


def _expected(error: Exception) -> bool:
    """Errors that are an answer, not a fault of the program: those of the domain and of the surroundings."""
    module = type(error).__module__.split(".")[0]
    return isinstance(error, OSError) or module in {"webapp", "surveys", "narratives", "analysis", "sealing"} or _is_store(error)


def _is_store(error: Exception) -> bool:
    return type(error).__module__.startswith("sqlalchemy") and type(error).__name__ in {
        "OperationalError",
        "ProgrammingError",
        "DatabaseError",
    }


def _sentence(error: Exception) -> str:
    text = str(error)
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "De poort is bezet. Stop wat daar draait, of kies een andere, bijvoorbeeld: TELLEN_PORT=8001 tellen serve"
    if "readonly database" in text:
        return (
            "De database mag niet worden beschreven. Geef de gebruiker van dit programma schrijfrecht op het bestand en de map."
        )
    if "file is not a database" in text:
        return "Het bestand van TELLEN_DATABASE_URL is geen database. Kijk of de naam klopt, of zet een back-up terug."
    if "unable to open database file" in text:
        return "De database is niet te openen. Kijk of de map van TELLEN_DATABASE_URL bestaat en te lezen is."
    if _is_store(error):
        return "De database antwoordt niet of is nog niet ingericht. Draai eerst: tellen migrate. Kijk daarna met: tellen check."
    return " ".join(str(error).split()) or type(error).__name__


def environment() -> dict[str, str]:
    """The variables that settings are read from (tests replace this)."""
    return dict(os.environ)


if __name__ == "__main__":
    sys.exit(main())
