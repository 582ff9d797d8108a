"""tellen survey: questionnaires from files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.cli import CommandFailed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from surveys.models import Wave


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = parts.add_parser("check", help="say everything that is wrong in questionnaire files")
    check.add_argument("file", nargs="+", type=Path)
    check.set_defaults(run=run_check)
    publish = parts.add_parser("publish", help="publish a questionnaire in a programme")
    publish.add_argument("file", type=Path)
    publish.add_argument("--programme", required=True)
    publish.set_defaults(run=run_publish)
    codes = parts.add_parser("codes", help="make personal codes for a wave; they can be read only once")
    codes.add_argument("wave", metavar="WAVE", help="the last part of the public link, /m/WAVE")
    codes.add_argument("--count", type=int, required=True)
    codes.add_argument("--out", type=Path, required=True, help="a new CSV file with a code and a link on each line")
    codes.set_defaults(run=run_codes)
    listing = parts.add_parser("list", help="what is published")
    listing.set_defaults(run=run_list)


def run_check(options: argparse.Namespace) -> int:
    """Print each fault as file:line: what is wrong. What to do. Exit code 1 when there are any."""
    from surveys import checks

    count = 0
    for path in options.file:
        faults = checks.check_file(path)
        count += len(faults)
        for fault in faults:
            print(f"{fault.file}:{fault.line}: {fault.what} {fault.advice}")
        if not faults:
            print(f"{path}: goed")
    if count:
        print(f"{count} {'fout' if count == 1 else 'fouten'} gevonden.", file=sys.stderr)
    return 1 if count else 0


def run_publish(options: argparse.Namespace) -> int:
    """Publish a file as a version of the questionnaire with its code."""
    from sqlalchemy import select

    from surveys import checks, definition, publishing
    from surveys.models import Survey
    from webapp.commands.common import open_session, programme
    from webapp.respond import compiled

    if faults := checks.check_file(options.file):
        raise CommandFailed(
            f"{options.file} heeft nog {len(faults)} fouten; kijk met: tellen survey check {options.file}. "
            f"De eerste: regel {faults[0].line}: {faults[0].what}"
        )
    with open_session() as session:
        read = definition.load(options.file.read_bytes(), options.file.name)
        owner = programme(session, options.programme)
        survey = session.scalar(select(Survey).where(Survey.programme_id == owner.id, Survey.code == read.code))
        survey = survey or Survey(programme=owner, code=read.code)
        session.add(survey)
        session.flush()
        version = publishing.publish(session, survey, read)
        try:
            compiled.compile_all(read)
        except compiled.PageUndrawable as refusal:
            raise CommandFailed(str(refusal)) from refusal
        print(f"{read.code} versie {version.number} ({version.change}) staat klaar. sha256 {version.sha256}")
    return 0


def run_codes(options: argparse.Namespace) -> int:
    """Make personal codes and write them to a new file that only its owner can read."""
    from surveys import inviting
    from webapp import audit, personal_codes
    from webapp.commands.common import load_settings, open_session

    if not 1 <= options.count <= inviting.MOST_CODES:
        raise CommandFailed(f"Kies een aantal van 1 tot en met {inviting.MOST_CODES}: --count 200.")
    current = load_settings()
    with open_session(current) as session:
        wave = _wave(session, options.wave)
        made = inviting.new_codes(session, wave, options.count)
        audit.note(session, "codes_gemaakt", account=None, programme=wave.programme, subject=f"meetronde:{wave.id}")
        _write_new(options.out, personal_codes.as_csv(current.public_url, wave, made))
    print(f"{len(made)} codes voor {wave.slug} staan in {options.out}. Ze zijn nergens anders te lezen.")
    return 0


def _wave(session: Session, slug: str) -> Wave:
    from sqlalchemy import select

    from surveys.models import Wave

    found = session.scalar(select(Wave).where(Wave.slug == slug))
    if found is None:
        slugs = ", ".join(session.scalars(select(Wave.slug).order_by(Wave.slug))) or "nog geen enkele"
        raise CommandFailed(f"Er is geen meetronde '{slug}'. Er zijn: {slugs}.")
    return found


def _write_new(path: Path, content: bytes) -> None:
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except FileExistsError:
        raise CommandFailed(f"{path} bestaat al. Kies een andere naam, dan gaan er geen codes verloren.") from None
    except OSError as error:
        raise CommandFailed(f"{path} kan niet worden geschreven: {error.strerror}.") from None


def run_list(options: argparse.Namespace) -> int:
    """List questionnaires and their versions."""
    from sqlalchemy import select

    from surveys.models import Survey
    from webapp.commands.common import open_session

    with open_session() as session:
        for survey in session.scalars(select(Survey).order_by(Survey.code)):
            for version in survey.versions:
                print(f"{survey.programme.code}\t{survey.code}\t{version.number}\t{version.change}\t{version.sha256[:12]}")
    return 0
