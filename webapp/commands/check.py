"""tellen check: the settings in force, and whether everything works."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from webapp.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print settings and the outcome of each trial; exit code 1 when one fails."""
    from webapp.commands.common import load_settings

    settings = load_settings()
    for name, value in settings.shown():
        print(f"{name:28} {value}")
    print()
    outcomes = [_tried(name, trial, settings) for name, trial in TRIALS.items()]
    return 0 if all(outcomes) else 1


def _tried(name: str, trial: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        print(f"goed   {name}: {trial(settings)}")
    except Exception as error:  # noqa: BLE001  whatever goes wrong is the answer
        print(f"FOUT   {name}: {type(error).__name__}: {' '.join(str(error).split())[:200]}")
        return False
    return True


def _database(settings: Settings) -> str:
    from webapp import migrations

    found, wanted = migrations.current(settings.database_url), migrations.newest()
    if found != wanted:
        raise RuntimeError(f"de database heeft versie {found or 'geen'}, nodig is {wanted}; draai: tellen migrate")
    return f"versie {found}"


def _key(settings: Settings) -> str:
    from sqlalchemy import select

    import database
    from narratives import intake
    from narratives.models import Story
    from sealing import SealBroken

    maker = database.connect(settings.database_url, settings.keyring)
    try:
        with database.reading(maker)() as session:
            story = session.scalars(select(Story).where(Story.words_sealed.is_not(None)).limit(1)).first()
            if story is None:
                return "er is nog geen verhaal om te openen"
            intake.words(session, story)
    except SealBroken:
        raise RuntimeError(
            "de verhalen zijn met een andere sleutel gesloten; zet TELLEN_SECRET_KEY (of _OLDER) op de sleutel van toen"
        ) from None
    finally:
        maker.kw["bind"].dispose()
    return "opent de verhalen"


def _queue(settings: Settings) -> str:
    from webapp import jobs

    storage = jobs.make_storage(jobs.queue_url(settings))
    return f"{type(storage).__name__}, {storage.queue_size()} taken in de wachtrij"


def _tagger(settings: Settings) -> str:
    from narratives.dutch.reader import Reader

    reader = Reader(codes=[], model=settings.dutch_model or None)
    reading = reader.read("Mevrouw De Vries uit de Dorpsstraat 12 voelt zich niet meer eenzaam.")
    if not any(p.kind == "hide" for p in reading.proposals):
        raise RuntimeError("de lezer vindt geen naam of adres in een zin waarin die staan")
    return reader.version


def _pdf(settings: Settings) -> str:
    from analysis.report import pdf

    body = pdf.make_pdf("<!DOCTYPE html><html lang='nl'><head><title>Proef</title></head><body><h1>Proef</h1></body></html>")
    if not body.startswith(b"%PDF-"):
        raise RuntimeError("er kwam geen PDF uit")
    return f"WeasyPrint maakt een PDF ({len(body)} bytes)"


def _fonts(settings: Settings) -> str:
    from pathlib import Path

    import analysis.report

    folder = Path(analysis.report.__file__).parent / "fonts"
    found = sorted(folder.glob("*.woff2"))
    if not found:
        raise RuntimeError("de letters van het rapport ontbreken in het pakket")
    return f"{len(found)} letterbestanden"


def _house_style(settings: Settings) -> str:
    from pathlib import Path

    from webapp import house_style

    if not settings.house_style:
        return "de eigen kleuren van Tellen & Vertellen"
    house_style.own_style(Path(settings.house_style).read_text())
    return "goed te lezen"


def _mail(settings: Settings) -> str:
    """A connection is made and the password tried; no mail is sent."""
    if not settings.mail_url:
        return "er is geen mailserver ingesteld; niemand krijgt herinneringen per mail"
    import database
    from webapp import mailing
    from webapp import mailing_server as server

    at = server.server_of(settings.mail_url)
    try:
        with server.connection(at, server.sender_of(settings.mail_from)[1].rpartition("@")[2]) as line:
            line.noop()
    except OSError as error:  # the words of a mail server may repeat a name or an address
        raise server.MailRefused(f"{at.host}:{at.port} werkt niet: {server.said(error)}") from None
    maker = database.connect(settings.database_url, settings.keyring)
    try:
        with database.reading(maker)() as session:
            told = mailing.state(session, database.utcnow())
    finally:
        maker.kw["bind"].dispose()
    return f"{at.host}:{at.port} neemt mail aan; {told}"


TRIALS: dict[str, Callable[[Settings], str]] = {
    "database": _database,
    "sleutel": _key,
    "wachtrij": _queue,
    "lezer van het Nederlands": _tagger,
    "PDF": _pdf,
    "letters": _fonts,
    "huisstijl": _house_style,
    "mail": _mail,
}
