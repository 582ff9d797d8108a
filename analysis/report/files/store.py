"""Files that the worker makes: asked for once, taken by one worker, taken up again when that worker died, thrown away after a week."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.models import ReportFile, ReportSnapshot
from analysis.report import recall, snapshot
from analysis.report.files.address import LONG
from analysis.report.files.make import Order
from analysis.report.files.version import made_with
from saying import mark
from surveys.parties import Account, Programme

WAITS, BUSY, READY, FAILED = "wacht", "bezig", "klaar", "mislukt"
LOST = timedelta(minutes=6)  # a PDF may take four; a busy file without a sign of life for so long has lost its worker
TRIES = 3
KEPT = timedelta(days=7)
GIVEN_UP = mark("Het bestand kon niet worden gemaakt: het programma werd er drie keer bij gestopt. Meld dit aan de beheerder.")


def order(session: Session, programme: Programme, kept: ReportSnapshot, base: str | None = None) -> Order:
    """What every file of a snapshot is made of: the report without words that were taken back since."""
    report = snapshot.thaw(kept.content)
    allowed = recall.without_withdrawn(session, programme, report)
    content = kept.content.encode() if allowed == report else b""
    return Order(allowed, mark=kept.sha256[:LONG], base=base, kept=content)


def source(of: Order) -> str:
    """The hash of everything that goes into a file."""
    parts = (of.kept or snapshot.as_json(of.report), of.mark.encode(), (of.base or "").encode(), made_with().encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def ask(
    session: Session, programme: Programme, kept: ReportSnapshot, *, kind: str, of: Order, account: Account | None = None
) -> ReportFile:
    """The file of this kind: the one that is there or is being made, else a new row for the worker; flushes."""
    chosen = select(ReportFile).where(
        ReportFile.snapshot_id == kept.id, ReportFile.kind == kind, ReportFile.source_sha256 == source(of)
    )
    found = session.scalar(chosen)
    if found is None:
        row = ReportFile(
            id=secrets.token_urlsafe(16), programme_id=programme.id, snapshot_id=kept.id, kind=kind, source_sha256=source(of),
            account_id=account.id if account else None,
        )  # fmt: skip
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # somebody asked in the same moment
            return session.scalars(chosen).one()
        return row
    if found.state == FAILED:
        found.state, found.tries, found.done, found.sentence, found.step = WAITS, 0, 0, "", ""
        session.flush()
    return found


def waiting(session: Session, now: datetime) -> list[str]:
    """The files that nobody is making: not yet begun, or begun by a worker that is gone."""
    query = select(ReportFile.id).where(_free(now)).order_by(ReportFile.asked_at, ReportFile.id)
    return list(session.scalars(query))


def _free(now: datetime) -> Any:
    return or_(ReportFile.state == WAITS, and_(ReportFile.state == BUSY, ReportFile.touched_at < now - LOST))


def take(session: Session, file_id: str, now: datetime) -> ReportFile | None:
    """Take a file to make it, when it is still free: one worker gets it."""
    mine = update(ReportFile).where(ReportFile.id == file_id, _free(now))
    taken = mine.values(state=BUSY, touched_at=now, tries=ReportFile.tries + 1, done=0, step=mark("Gegevens klaarzetten"))
    done = cast("CursorResult[Any]", session.execute(taken, execution_options={"synchronize_session": False}))
    if done.rowcount != 1:
        return None
    row = session.get_one(ReportFile, file_id, populate_existing=True)
    if row.tries > TRIES:
        fail(session, row, GIVEN_UP)
        return None
    return row


def progress(session: Session, file_id: str, done: int, step: str, now: datetime) -> None:
    """How far it is, as people see it."""
    mine = update(ReportFile).where(ReportFile.id == file_id, ReportFile.state == BUSY)
    session.execute(mine.values(done=max(0, min(99, done)), step=step[:100], touched_at=now))


def finish(session: Session, row: ReportFile, content: bytes) -> None:
    """Keep what was made."""
    row.state, row.done, row.step, row.content, row.sentence = READY, 100, "", content, ""
    session.flush()


def fail(session: Session, row: ReportFile, sentence: str) -> None:
    """Say why there is no file and what to do."""
    row.state, row.step, row.content, row.sentence = FAILED, "", None, sentence
    session.flush()


def release(session: Session, row: ReportFile) -> None:
    """Put back what was taken: the worker has to stop."""
    row.state, row.tries, row.step = WAITS, max(0, row.tries - 1), ""
    session.flush()


def throw_away(session: Session, now: datetime) -> int:
    """Remove files that were asked for more than a week ago; says how many."""
    old = delete(ReportFile).where(ReportFile.asked_at < now - KEPT)
    return cast("CursorResult[Any]", session.execute(old, execution_options={"synchronize_session": False})).rowcount
