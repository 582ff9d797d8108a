"""Reminders by mail: who asked for one gets what the calendar says, once. The rows are the truth; no message carries anything."""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, Select, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import database
import saying
from analysis.learning import dues
from surveys.parties import Account, Membership, Programme
from webapp import mailing_server as server
from webapp import mailing_words as words
from webapp.account_models import DeskPreference
from webapp.language import STAFF_LANGUAGES
from webapp.mailing_models import ReminderMail

if TYPE_CHECKING:
    from webapp.jobs import Work

log = logging.getLogger("tellen.mail")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOURS = range(7, 20)  # of the clock in the Netherlands: nobody is woken
HOW = ("", "week", "dag")
LOST = timedelta(minutes=15)  # whoever had a mail this long has died
FIRST, LONGEST = timedelta(minutes=5), timedelta(hours=3)  # between two tries
KEPT = timedelta(days=60)
AT_ONCE, ROUND = 100, 60.0  # mails and seconds of one round


def send(room: Work, now: datetime | None = None) -> int:
    """Make what has to be made, and send what waits; how many went. Without a mail server nothing happens."""
    now = now or database.utcnow()
    if not room.settings.mail_url or now.astimezone(AMSTERDAM).hour not in HOURS:
        return 0
    tidy(room, now)
    plan(room, now)
    with database.reading(room.sessions)() as session:
        waiting = list(session.scalars(_waiting(now)))
    return _send_all(room, waiting, now) if waiting else 0


def tidy(room: Work, now: datetime) -> None:
    """What a dead worker held is free again, unless its words were on the way; what is too late is given up; old rows go."""
    day = now.astimezone(AMSTERDAM).date()
    rows, state = ReminderMail, ReminderMail.state
    past = or_(rows.day < day - timedelta(days=6), (rows.kind == "dag") & (rows.day < day))
    with room.sessions() as session, session.begin():
        session.execute(update(rows).where(state == "bezig", rows.next_at < now - LOST).values(state="wacht"))
        session.execute(update(rows).where(state == "onderweg", rows.next_at < now - LOST).values(state="onzeker"))
        session.execute(update(rows).where(state == "wacht", past).values(state="mislukt"))
        session.execute(delete(rows).where(rows.made_at < now - KEPT))


def plan(room: Work, now: datetime) -> None:
    """A row for each mail that has to go: of this week, and for who wants that of today."""
    day = now.astimezone(AMSTERDAM).date()
    with database.reading(room.sessions)() as session:
        wanted = [made for row in _readers(session) if (made := _wanted(session, *row, day))]
    for account_id, kind in wanted:
        of = _monday(day) if kind == "week" else day
        try:
            with room.sessions() as session, session.begin():
                session.add(ReminderMail(account_id=account_id, day=of, kind=kind, made_at=now, next_at=now))
        except IntegrityError:
            pass  # another worker was first


def _readers(session: Session) -> list[tuple[Account, DeskPreference]]:
    query = select(Account, DeskPreference).join(DeskPreference, DeskPreference.account_id == Account.id)
    rows = session.execute(query.where(Account.active, DeskPreference.reminders != "").order_by(Account.id))
    return [(account, choice) for account, choice in rows]


def _wanted(session: Session, account: Account, choice: DeskPreference, day: date) -> tuple[int, str] | None:
    """Which mail this account should have today that it does not have yet."""
    query = select(ReminderMail).where(ReminderMail.account_id == account.id, ReminderMail.day >= _monday(day))
    made = list(session.scalars(query))
    days = {one.day for one in made} | {one.made_at.astimezone(AMSTERDAM).date() for one in made}
    kinds = [*(["week"] if _monday(day) not in days else []), *(["dag"] if choice.reminders == "dag" and day not in days else [])]
    return next(((account.id, kind) for kind in kinds if words.asks(blocks(session, account, day, kind), kind)), None)


def blocks(session: Session, account: Account, day: date, kind: str) -> list[words.Block]:
    """What the calendars of the programmes of an account ask: the same lists as on its pages."""
    query = select(Programme).join(Membership).where(Membership.account_id == account.id)
    programmes = session.scalars(query.order_by(Programme.name, Programme.id)).unique()
    made = [words.block(one, dues.week(dues.calendar(session, one, day), day), day, kind) for one in programmes]
    return [one for one in made if (one.count if kind == "week" else one.now)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _waiting(now: datetime) -> Select[int]:
    query = select(ReminderMail.id).where(ReminderMail.state == "wacht", ReminderMail.next_at <= now)
    return query.order_by(ReminderMail.next_at, ReminderMail.id).limit(AT_ONCE)


def _send_all(room: Work, waiting: Sequence[int], now: datetime) -> int:
    """All that waits over one connection; when there is none, each waits on."""
    sent, left = 0, list(waiting)
    sender = server.sender_of(room.settings.mail_from)
    try:
        with server.connection(server.server_of(room.settings.mail_url), sender[1].rpartition("@")[2]) as line:
            until = time.monotonic() + ROUND
            while left and time.monotonic() < until:  # the worker has more to do; what is left waits five minutes
                sent += _send_one(room, line, left.pop(0), sender, now)
    except (OSError, server.MailRefused) as error:  # those of smtplib and ssl are OSErrors too
        log.warning("the mail server failed: %s", server.said(error))
        for number in left:
            _later(room, number, "wacht", error, now)
    return sent


def _send_one(room: Work, line: smtplib.SMTP, number: int, sender: tuple[str, str], now: datetime) -> bool:
    """Send one mail. What is wrong with this mail is kept with it; what is wrong with the line is raised too."""
    if not _move(room, number, "wacht", "bezig", next_at=now):
        return False  # another worker has it
    try:
        made = _made(room, number, sender, now)
        if made is None:
            return False
        if not server.hand_over(line, sender[1], *made, about_to=lambda: _move(room, number, "bezig", "onderweg")):
            return False
    except (OSError, ValueError, server.MailRefused) as error:
        _failed(room, number, error, now)
        if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPResponseException):
            raise
        line.rset()
        return False
    return _move(room, number, "onderweg", "verstuurd", sent_at=database.utcnow(), fault="")


def _made(room: Work, number: int, sender: tuple[str, str], now: datetime) -> tuple[str, EmailMessage] | None:
    """Address and words; None, and the row gone, when there is nothing to say any more or nobody who wants it."""
    day = now.astimezone(AMSTERDAM).date()
    with room.sessions() as session, session.begin():
        row = session.get_one(ReminderMail, number)
        account, choice = row.account, session.get(DeskPreference, row.account_id)
        language = choice.language if choice and choice.language in STAFF_LANGUAGES else saying.SOURCE
        with saying.speaking(language):
            found = blocks(session, account, day, row.kind)
        if not choice or not choice.reminders or not account.active or not words.asks(found, row.kind):
            session.delete(row)
            return None
        letter = words.letter(
            found, row.kind, language, room.settings.public_url.rstrip("/"), name=account.name, sender=sender,
            number=f"{row.id}-{row.account_id}-{row.day:%Y%m%d}",
        )  # fmt: skip
        to = server.recipient(account.email)
        letter["To"] = to
        return to, letter


def _failed(room: Work, number: int, error: Exception, now: datetime) -> None:
    """Put a mail back, or give it up: refused for good, or broken off while the server may have taken it."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    log.warning("reminder %s was not sent: %s", number, server.said(error))
    if code >= 500 or not isinstance(error, OSError):
        _move(room, number, "bezig", "mislukt", fault=server.said(error))
        _move(room, number, "onderweg", "mislukt", fault=server.said(error))
    elif code:  # the server itself says: not now
        _later(room, number, "bezig", error, now)
        _later(room, number, "onderweg", error, now)
    else:
        _later(room, number, "bezig", error, now)
        _move(room, number, "onderweg", "onzeker", fault=server.said(error))


def _later(room: Work, number: int, state: str, error: Exception, now: datetime) -> None:
    """Another try after a while, longer each time."""
    with database.reading(room.sessions)() as session:
        row = session.get(ReminderMail, number)
    if row is not None:
        pause = min(FIRST * 2 ** min(row.tries, 8), LONGEST)
        _move(room, number, state, "wacht", tries=row.tries + 1, next_at=now + pause, fault=server.said(error))


def _move(room: Work, number: int, before: str, after: str, **values: Any) -> bool:
    """From one state to the next, on disk; False when somebody else was first."""
    rows = update(ReminderMail).where(ReminderMail.id == number, ReminderMail.state == before)
    with room.sessions() as session, session.begin():
        done: CursorResult[Any] = session.execute(rows.values(state=after, **values))  # type: ignore[assignment]
        return done.rowcount == 1


def state(session: Session, now: datetime) -> str:
    """How it goes, for who manages the server. Raises MailRefused when mails wait because the server failed."""
    rows = list(session.scalars(select(ReminderMail).where(ReminderMail.made_at >= now - timedelta(days=7))))
    count = {one: sum(row.state == one for row in rows) for one in ("verstuurd", "wacht", "mislukt", "onzeker")}
    faults = sorted({row.fault for row in rows if row.fault and row.state in {"wacht", "mislukt", "onzeker"}})
    told = ", ".join(f"{n} {name}" for name, n in count.items() if n) or "nog geen verstuurd"
    told = f"herinneringen in zeven dagen: {told}" + (f"; laatste fouten: {', '.join(faults)}" if faults else "")
    if any(row.state == "wacht" and row.fault for row in rows):
        raise server.MailRefused(f"{told}; wat wacht wordt vanzelf opnieuw geprobeerd")
    return told
