"""A real server for benches: `tellen serve` on a free port, on a store made for the occasion."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import database
from webapp import migrations
from webapp.settings import Settings

SECRET = "a secret for benches only, and long enough"


@dataclass
class Place:
    """A running server and what is in it."""

    settings: Settings
    base: str
    slug: str
    programme: str
    web: int
    sessions: Any

    def unread(self) -> int:
        """Stories that nobody read yet."""
        from sqlalchemy import func, select

        from narratives.models import Story

        with self.sessions() as session:
            return int(session.scalar(select(func.count()).select_from(Story).where(Story.state == "nieuw")) or 0)

    def workers(self) -> list[int]:
        """Process ids of the workers that the server started."""
        out = subprocess.run(["pgrep", "-P", str(self.web)], capture_output=True, text=True, check=False).stdout
        return [int(pid) for pid in out.split()]


def environment(settings: Settings) -> dict[str, str]:
    """The variables of these settings."""
    own = {"TELLEN_DATABASE_URL": settings.database_url, "TELLEN_SECRET_KEY": SECRET, "TELLEN_PORT": str(settings.port)}
    return {**{k: v for k, v in os.environ.items() if not k.startswith("TELLEN_")}, **own}


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def make_store(settings: Settings, *, stories: int = 0, text: str = "") -> tuple[str, str]:
    """A programme with the library's questionnaire in an open wave; gives the wave's slug and the programme's code."""
    from narratives import intake
    from surveys import definition, publishing
    from surveys.models import Organisation, Programme, Survey, Wave

    migrations.upgrade(settings.database_url)
    sessions = database.connect(settings.database_url, settings.keyring)
    library = Path(definition.__file__).parent / "library" / "ouderen.yml"
    with sessions() as session, session.begin():
        programme = Programme(
            code="bench", name="Bench", organisation=Organisation(code="bench", name="Bench"), link_pepper="ab" * 16
        )
        survey = Survey(programme=programme, code="ouderen")
        session.add_all([programme, survey])
        session.flush()
        version = publishing.publish(session, survey, definition.load(library.read_bytes(), library.name))
        window = {"opens_on": date(2020, 1, 1), "closes_on": date(2099, 1, 1)}
        session.add(Wave(programme=programme, version=version, number=0, name="Nulmeting", slug="bench", **window))
        for n in range(stories):
            given = intake.ConsentGiven(analyse=True, given_on=date(2026, 11, 1))
            intake.receive(session, programme=programme, words=f"{text} Verhaal {n}.", consent=given, told_on=date(2026, 11, 1))
    sessions.kw["bind"].dispose()
    return "bench", "bench"


@contextmanager
def running(folder: Path, *, stories: int = 0, text: str = "", database_url: str | None = None) -> Iterator[Place]:
    """Start `tellen serve`, wait until it answers, and end it afterwards."""
    settings = Settings(database_url=database_url or f"sqlite:///{folder}/bench.db", secret_key=SECRET, port=free_port())
    slug, programme = make_store(settings, stories=stories, text=text)
    server = subprocess.Popen([sys.executable, "-m", "webapp.cli", "serve"], env=environment(settings), stdout=subprocess.DEVNULL)
    sessions = database.reading(database.connect(settings.database_url, settings.keyring))
    place = Place(settings, f"http://127.0.0.1:{settings.port}", slug, programme, server.pid, sessions)
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", settings.port)) == 0:
                    break
            time.sleep(0.05)
        yield place
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        sessions.kw["bind"].dispose()
