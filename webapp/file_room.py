"""Where the worker makes files of reports: short transactions around long work, so that nobody waits for a PDF."""

from __future__ import annotations

import dataclasses
import logging
import threading
from typing import TYPE_CHECKING

import database
from saying import mark

if TYPE_CHECKING:
    from webapp.jobs import Work

log = logging.getLogger("tellen.files")

_one_at_a_time = threading.Lock()  # a PDF takes a process of up to 1.5 GB
CHANGED = mark("Er is intussen iets teruggetrokken uit het rapport. Vraag het bestand opnieuw.")
BROKEN = mark("Het bestand kon niet worden gemaakt. Probeer het nog eens; meld het aan de beheerder als het weer misgaat.")


def make_one(room: Work, file_id: str) -> None:
    """Make one file, unless another worker has it or it is ready (a message may come twice)."""
    from analysis.report.files import store

    with _one_at_a_time:
        with room.sessions() as session, session.begin():
            if store.take(session, file_id, database.utcnow()) is None:
                return
        try:
            content, sentence = _made(room, file_id)
        except BaseException:
            _end(room, file_id, None, None)
            raise
        _end(room, file_id, content, sentence)


def _made(room: Work, file_id: str) -> tuple[bytes, str]:
    """The content, or the sentence that says why there is none."""
    from analysis.models import ReportFile
    from analysis.report.files import store
    from analysis.report.files.make import KINDS
    from analysis.report.pdf import PdfFailed

    with database.reading(room.sessions)() as session:
        row = session.get_one(ReportFile, file_id)
        order = store.order(session, row.programme, row.snapshot, room.settings.public_url)
        kind, same = row.kind, store.source(order) == row.source_sha256
    if not same:
        return b"", CHANGED
    try:
        return KINDS[kind].make(dataclasses.replace(order, progress=Reporter(room, file_id))), ""
    except PdfFailed as failed:
        return b"", str(failed)
    except Exception as error:  # noqa: BLE001  words of residents may be in the message, so only its kind is logged
        log.warning("a file of kind %s failed: %s", kind, type(error).__name__)
        return b"", BROKEN


class Reporter:
    """Writes progress down, once for each step."""

    def __init__(self, room: Work, file_id: str) -> None:
        self.room, self.file_id, self.last = room, file_id, (-1, "")

    def __call__(self, done: int, step: str) -> None:
        """How far of 100, and what is being done."""
        from analysis.report.files import store

        if (done, step) != self.last:
            self.last = (done, step)
            with self.room.sessions() as session, session.begin():
                store.progress(session, self.file_id, done, step, database.utcnow())


def _end(room: Work, file_id: str, content: bytes | None, sentence: str | None) -> None:
    """Keep the outcome; without one the file is put back. The row may be gone by now (thrown away): then there is nothing to keep."""
    from analysis.models import ReportFile
    from analysis.report.files import store

    with room.sessions() as session, session.begin():
        row = session.get(ReportFile, file_id)
        if row is None or row.state != store.BUSY:
            return
        if content is None:
            store.release(session, row)
        elif sentence:
            store.fail(session, row, sentence)
        else:
            store.finish(session, row, content)


def make_waiting(room: Work) -> int:
    """Make what nobody is making: messages lost in a crash, and files whose worker died."""
    from analysis.report.files import store

    with database.reading(room.sessions)() as session:
        waiting = store.waiting(session, database.utcnow())
    for file_id in waiting:
        make_one(room, file_id)
    return len(waiting)


def throw_away_old(room: Work) -> int:
    """Remove files of more than a week ago."""
    from analysis.report.files import store

    with room.sessions() as session, session.begin():
        return store.throw_away(session, database.utcnow())
