"""Where the worker reads stories: in a child process under limits of time and memory, a transaction only to keep the outcome."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import database

if TYPE_CHECKING:
    from narratives.isolation import IsolatedReader
    from webapp.jobs import Work

log = logging.getLogger("tellen.reading")

_one_at_a_time = threading.Lock()  # tasks and the first round share one child process


def read_one(room: Work, story_id: str) -> None:
    """Read one story, unless this version read it already (a message may come twice)."""
    from narratives import reading

    with _one_at_a_time:
        reader = _reader(room)
        with database.reading(room.sessions)() as session:
            wanted = reading.is_stale(session, story_id, reader)
        if wanted:
            reading.annotate_each(database.reading(room.sessions), room.sessions, [story_id], reader)


def read_stale(room: Work, progress: Callable[[int, int], None] | None = None) -> int:
    """Read every story that this version has not read: new ones whose message was lost, and those of an older version."""
    from narratives import reading

    with database.reading(room.sessions)() as session:
        waiting = reading.stale(session, _reader(room))
    for done, story_id in enumerate(waiting, start=1):
        read_one(room, story_id)
        if progress and (done % 50 == 0 or done == len(waiting)):
            progress(done, len(waiting))
    return len(waiting)


def close(room: Work) -> None:
    """End the child process."""
    if room.reader is not None:
        room.reader.close()
        room.reader = None


def _reader(room: Work) -> IsolatedReader:
    """The reader of this worker, made when first needed."""
    from narratives.isolation import IsolatedReader

    if room.reader is None:
        room.reader = IsolatedReader(model=room.settings.dutch_model or None)
    reader: IsolatedReader = room.reader
    return reader
