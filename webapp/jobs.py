"""Background work: reading stories and making files of reports. Messages carry ids only; the rows are the truth, so a lost message costs seconds."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from huey import BlackHoleHuey, Huey, crontab
from huey.serializer import SignedSerializer
from huey.storage import BaseStorage, BlackHoleStorage, PostgresStorage, RedisStorage, SqliteStorage

from webapp.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

log = logging.getLogger("tellen.jobs")

# Made without storage, so that importing this module touches nothing; connect() gives it one.
queue: Huey = BlackHoleHuey("tellen", results=False)


class Work:
    """What the worker has at hand: its database and the readers of Dutch, made when first needed."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self.sessions = sessions
        self.settings = settings
        self.reader: Any = None


_work: list[Work] = []


def queue_url(settings: Settings) -> str:
    """Where the queue lives: what is set, else a SQLite file beside the database."""
    if settings.queue_url:
        return settings.queue_url
    if settings.database_url.startswith("sqlite:///"):
        return settings.database_url.removesuffix(".db") + "-queue.db"
    return settings.database_url


def make_storage(url: str) -> BaseStorage:
    """The storage that a URL names: sqlite:///file, postgresql://... or redis://..."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        # fsync: a message is a promise too, though a lost one is picked up by pick_up_the_lost.
        return SqliteStorage("tellen", filename=url.removeprefix("sqlite:///"), fsync=True)
    if scheme.startswith("postgres"):
        return PostgresStorage("tellen", dsn=url.replace("postgresql+psycopg://", "postgresql://", 1))
    if scheme in {"redis", "rediss"}:
        return RedisStorage("tellen", url=url)
    raise ValueError("TELLEN_QUEUE_URL moet beginnen met sqlite:///, postgresql:// of redis://")


def connect(settings: Settings) -> Huey:
    """Give the queue its storage and the key that signs messages."""
    queue.serializer = SignedSerializer(secret=settings.secret_key, salt="tellen-jobs")
    queue.storage = make_storage(queue_url(settings))
    return queue


def disconnect() -> None:
    """Let go of the storage (tests)."""
    if hasattr(queue.storage, "close"):
        queue.storage.close()
    queue.storage = BlackHoleStorage("tellen")
    _work.clear()


def use(work: Work) -> None:
    """Tell the tasks of this process what they work with."""
    _work[:] = [work]


@queue.task()  # type: ignore[untyped-decorator]
def read_story(story_id: str) -> None:
    """Read one story, unless it has been read by this version already."""
    from webapp import reading_room

    if _work:
        reading_room.read_one(_work[0], story_id)


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def pick_up_the_lost() -> None:
    """Read what was never read: messages lost in a crash, and stories read by an older version."""
    from webapp import reading_room

    if _work:
        reading_room.read_stale(_work[0])


@queue.task()  # type: ignore[untyped-decorator]
def make_file(file_id: str) -> None:
    """Make one file of a report, unless that was done already."""
    from webapp import file_room

    if _work:
        file_room.make_one(_work[0], file_id)


@queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def pick_up_lost_files() -> None:
    """Make the files whose message or worker was lost."""
    from webapp import file_room

    if _work:
        file_room.make_waiting(_work[0])


@queue.periodic_task(crontab(minute="30"))  # type: ignore[untyped-decorator]
def throw_away_old_files() -> None:
    """Files of reports are kept a week: they can be made again."""
    from webapp import file_room

    if _work:
        file_room.throw_away_old(_work[0])


@queue.periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def send_reminders() -> None:
    """Mail who asked for it what has to happen now; without a mail server nothing."""
    from webapp import mailing

    if _work:
        mailing.send(_work[0])


def announce_file(file_id: str) -> None:
    """Ask for a file to be made. When the queue is away the file waits for pick_up_lost_files."""
    try:
        make_file(file_id)
    except Exception as error:  # noqa: BLE001  any queue, any driver: the row itself is safe
        log.warning("the queue did not take a file: %s", type(error).__name__)


def announce(story_id: str) -> None:
    """Ask for a story to be read. When the queue is away the story waits for pick_up_the_lost; nobody else does."""
    try:
        read_story(story_id)
    except Exception as error:  # noqa: BLE001  any queue, any driver: the story itself is safe
        log.warning("the queue did not take a story: %s", type(error).__name__)
