"""The queue on SQLite, PostgreSQL and Redis, each with two workers that are programs of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

import database
from narratives import intake
from narratives.models import Annotation, Story, StoryReading
from tests.factories import make_programme
from tests.postgres import cluster, find_initdb
from webapp import jobs, migrations
from webapp.settings import Settings

SECRET = "a secret for tests only, and long enough"
STORIES = 12


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "redis-server",
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(folder),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def place(kind: str, folder: Path) -> Iterator[Settings]:
    """Settings for a store and a queue of one kind."""
    store = f"sqlite:///{folder}/store.db"
    if kind == "sqlite":
        yield Settings(database_url=store, secret_key=SECRET)
    elif kind == "redis":
        if not shutil.which("redis-server"):
            pytest.skip("redis-server is not installed: apt-get install redis-server")
        with redis_server(folder) as url:
            yield Settings(database_url=store, queue_url=url, secret_key=SECRET)
    else:
        if find_initdb() is None:
            pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
        with cluster() as url:
            yield Settings(database_url=url, queue_url=url, secret_key=SECRET)


def environment(settings: Settings) -> dict[str, str]:
    values = {"TELLEN_DATABASE_URL": settings.database_url, "TELLEN_QUEUE_URL": settings.queue_url, "TELLEN_SECRET_KEY": SECRET}
    return {**{k: v for k, v in os.environ.items() if not k.startswith("TELLEN_")}, **{k: v for k, v in values.items() if v}}


def tell(settings: Settings) -> list[str]:
    """Stories in the store, committed, and announced."""
    sessions = database.connect(settings.database_url, settings.keyring)
    with sessions() as session, session.begin():
        programme = make_programme(session)
        given = intake.ConsentGiven(analyse=True, given_on=date(2026, 11, 1))
        stories = [
            intake.receive(
                session,
                programme=programme,
                words=f"Ik ben niet meer eenzaam. Dit is verhaal {n}.",
                consent=given,
                told_on=date(2026, 11, 1),
            )
            for n in range(STORIES)
        ]
        ids = [story.id for story in stories]
    jobs.connect(settings)
    for one in ids:
        jobs.announce(one)
    sessions.kw["bind"].dispose()
    return ids


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "redis"])
def test_two_workers_read_each_story_once(kind: str, tmp_path: Path) -> None:
    with place(kind, tmp_path) as settings:
        migrations.upgrade(settings.database_url)
        ids = tell(settings)
        command = [sys.executable, "-m", "webapp.cli", "worker"]
        workers = [subprocess.Popen(command, env=environment(settings)) for _ in range(2)]
        sessions = database.reading(database.connect(settings.database_url, settings.keyring))
        try:
            left = 600
            while left and _unread(sessions):
                time.sleep(0.1)
                left -= 1
            assert all(worker.poll() is None for worker in workers), "a worker stopped by itself"
            with sessions() as session:
                assert session.scalar(select(func.count()).select_from(StoryReading)) == STORIES
                spans = session.execute(
                    select(Annotation.story_id, Annotation.kind, Annotation.label, Annotation.start, Annotation.end)
                ).all()
                assert len(spans) == len(set(spans)), "a story was read twice at the same time"
                assert {s.state for s in session.scalars(select(Story).where(Story.id.in_(ids)))} == {"gelezen"}
        finally:
            for worker in workers:
                worker.terminate()
            ended = [worker.wait(20) for worker in workers]
            jobs.disconnect()
            sessions.kw["bind"].dispose()
        assert ended == [0, 0]


def _unread(sessions: object) -> int:
    with sessions() as session:  # type: ignore[operator]
        return session.scalar(select(func.count()).select_from(Story).where(Story.state == "nieuw"))
