"""The mark of the store: another after every commit of something that a report may show, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session, sessionmaker

import database
from analysis.ledger import memory
from analysis.ledger.preparing import guarded
from analysis.models import Indicator
from narratives.models import Quote
from surveys.models import Response
from tests.analysis.world import make_world
from webapp.account_models import AuditEvent


def mark(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return database.stamp(session)


@pytest.fixture
def world(sessions):
    with sessions() as session:
        world = make_world(session)
        session.commit()
        session.expunge_all()
    return world


def in_savepoint(session: Session) -> None:
    with session.begin_nested():
        session.execute(update(Indicator).values(name="Binnen"))


SEEN: dict[str, Callable[[Session], object]] = {
    "a bulk update": lambda session: session.execute(update(Indicator).values(name="Anders")),
    "a bulk delete": lambda session: session.execute(delete(Quote)),
    "words of SQL": lambda session: session.execute(text("UPDATE indicator SET name = 'Weer anders'")),
    "SQL past the session": lambda session: session.connection().exec_driver_sql("UPDATE indicator SET name = 'x'"),
    "an answer withdrawn": lambda session: session.execute(update(Response).values(state="ingetrokken", answers={})),
    "a row in a savepoint": in_savepoint,
}


@pytest.mark.parametrize("name", SEEN)
def test_every_change_that_a_report_may_show_gives_another_mark(sessions, world, name):
    before = mark(sessions)
    with sessions() as session:
        SEEN[name](session)
        assert database.stamp(session) == ""  # not kept yet: nobody may remember what this session sees
        session.commit()
        assert database.stamp(session)
    assert mark(sessions) not in ("", before)


def test_what_is_not_kept_and_what_no_report_shows_leave_the_mark(sessions, world):
    before = mark(sessions)
    with sessions() as session:
        session.execute(update(Indicator).values(name="Anders"))
        session.rollback()
        assert database.stamp(session) == before
        session.execute(insert(AuditEvent).values(action="gezien"))
        session.commit()
        one = session.query(Response).filter_by(state="verzonden").order_by(Response.id).first()
        one.sequence, one.page_sequences = 9, {"eerste": 9}  # as a page that is saved
        session.commit()
    assert mark(sessions) == before


def test_a_new_object_that_is_not_written_yet_is_a_change_too(sessions, world):
    with sessions() as session:
        session.add(AuditEvent(action="gezien"))
        assert database.stamp(session) == ""


def test_a_report_is_made_once_and_again_after_a_change(sessions, world, monkeypatch):
    def shown() -> object:
        with sessions() as session:
            return guarded(session, session.merge(world.programme, load=False))

    first = shown()
    assert shown() is first
    with sessions() as session:
        session.execute(update(Indicator).where(Indicator.code == "cijfer").values(name="Rapportcijfer"))
        session.commit()
    second = shown()
    assert second is not first
    assert "Rapportcijfer" in {one.name for part in second.results for one in part.indicators}
    later = database.today().replace(year=database.today().year + 3)
    monkeypatch.setattr(database, "today", lambda: later)
    assert shown() is not second  # what is too early today is not tomorrow


def test_few_reports_are_kept(sessions, world, monkeypatch):
    monkeypatch.setattr(memory, "KEPT", 2)
    with sessions() as session:
        programme = session.merge(world.programme, load=False)
        for language in ("nl", "en", "nl"):
            guarded(session, programme, memory.Scope(language=language))
    assert len(memory._reports) <= 2
