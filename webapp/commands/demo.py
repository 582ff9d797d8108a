"""tellen demo: the invented municipality, from nothing to a served report."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

FOLDER = Path("demo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--no-serve", action="store_true", help="fill and write the reports, then stop")
    parser.add_argument("--seed", type=int, default=20261121, help="another seed gives another (equally invented) municipality")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Every step looks first whether it was done, so a second run takes up where the first was."""
    from webapp import cli, server, settings
    from webapp.cli import CommandFailed

    FOLDER.mkdir(exist_ok=True)
    os.environ["TELLEN_DEMO"] = "ja"
    os.environ.setdefault("TELLEN_DATABASE_URL", f"sqlite:///{FOLDER}/voorbeeldstad.db")
    current = settings.load(cli.environment())
    if not _port_free(current.host, current.port) and not options.no_serve:
        raise CommandFailed(
            f"Poort {current.port} is bezet. Stop wat daar draait, of kies een andere: TELLEN_PORT=8001 make demo"
        )
    if options.no_serve:
        prepare(current, options.seed)
        return 0
    prepare_apart(options.seed)
    server.serve(current, ready=lambda: _addresses(current))
    say("Gestopt.")
    return 0


def prepare_apart(seed: int) -> None:
    """Prepare in a process of its own, so that the web server does not keep the memory that filling took."""
    from webapp import server
    from webapp.cli import CommandFailed

    child = server.start("demo", "--no-serve", "--seed", str(seed))
    try:
        code = child.wait()
    finally:
        server.end(child)
    if code != 0:
        raise CommandFailed(
            "De demo is niet klaar; de regels hierboven zeggen waarom. Nog eens starten gaat verder waar het was."
        )


def prepare(current: object, seed: int) -> None:
    """Database, people, stories read, reports written."""
    import database
    from webapp import jobs, migrations, reading_room
    from webapp.demo import fill
    from webapp.settings import Settings

    assert isinstance(current, Settings)
    say("De database klaarzetten")
    migrations.upgrade(current.database_url)
    sessions = database.connect(current.database_url, current.keyring)
    say("Voorbeeldstad vullen (verzonnen mensen, verzonnen antwoorden)")
    fill.fill(sessions, seed=seed, say=lambda text: say(f"  {text}"))
    say("De verhalen lezen")
    room = jobs.Work(sessions, current)
    try:
        reading_room.read_stale(room, progress=lambda done, of: say(f"  {done} van {of} verhalen gelezen"))
    finally:
        reading_room.close(room)
    with sessions() as session, session.begin():
        fill.decide(session)
    fill.finish(sessions, say=lambda text: say(f"  {text}"))
    write_reports(sessions)
    sessions.kw["bind"].dispose()


def write_reports(sessions: object) -> None:
    """The report of every programme as JSON, HTML and PDF in demo/; what is there already and the same is left."""
    from sqlalchemy import select
    from sqlalchemy.orm import sessionmaker

    from analysis.report import build, rendering, snapshot
    from analysis.report.files.address import LONG
    from surveys.models import Programme
    from webapp.commands.common import load_settings
    from webapp.commands.report import write_whole

    assert isinstance(sessions, sessionmaker)
    with sessions() as session, session.begin():
        for programme in session.scalars(select(Programme).order_by(Programme.id)):
            frozen = snapshot.freeze(session, programme, build.build(session, programme))
            files = {ending: FOLDER / f"rapport-{programme.code}.{ending}" for ending in ("json", "html", "pdf")}
            if all(f.exists() for f in files.values()) and files["json"].read_bytes() == frozen.content.encode():
                say(f"Het rapport '{programme.name}' is er al")
                continue
            say(f"Het rapport '{programme.name}' schrijven")
            report = snapshot.thaw(frozen.content)
            write_whole(files["html"], rendering.html(report).encode())
            write_whole(files["pdf"], rendering.pdf(report, mark=frozen.sha256[:LONG], base=load_settings().public_url))
            write_whole(files["json"], frozen.content.encode())


def say(text: str) -> None:
    """A line of progress with the time."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def _port_free(host: str, port: int) -> bool:
    import socket

    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            return False
    return True


def _addresses(current: object) -> None:
    from webapp.demo import STAFF_EMAIL, STAFF_PASSWORD
    from webapp.settings import Settings

    assert isinstance(current, Settings)
    base = f"http://{current.host}:{current.port}"
    print(
        f"""
  Voorbeeldstad draait. Open in uw browser:

    Begin hier        {base}/
    Vragenlijst       {base}/m/ouderen
    Verhaal vertellen {base}/verhaal/samen-ouder
    Werkplek          {base}/werk            (e-mail {STAFF_EMAIL}, wachtwoord {STAFF_PASSWORD})
    Rapport           {base}/werk/samen-ouder/rapport
    Als bestand       {FOLDER}/rapport-samen-ouder.pdf (ook .html en .json)

  Stoppen: Ctrl-C
""",
        flush=True,
    )
