"""Two people publish at the same moment: it goes out once, and what the other told is weighed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from analysis.ledger import preparing, store
from analysis.ledger.models import MemberSet, Publication, Roster
from analysis.ledger.rosters import RosterMoved, Rosters
from narratives.models import Story
from surveys.models import Response
from surveys.parties import Programme
from tests.analysis.test_ledger import lonely, publish
from tests.analysis.world import make_world


def press(sessions, title, together=None, before=None):
    """Prepare a report as somebody at the desk does, and publish it; gives its number."""
    with sessions() as session:
        programme = session.scalars(select(Programme)).one()
        prepared = preparing.prepare(session, programme)
        if before:
            before()
        if together and session.get_bind().dialect.name != "sqlite":  # SQLite lets one write; the other waits before it reads
            together.wait(20)
        made = preparing.publish_report(session, programme, prepared, title=title, audience="raad", account=None)
        number = made.id
        session.commit()
        return number


def test_two_presses_at_the_same_moment_publish_once(sessions):
    with sessions() as session:
        make_world(session, people=40, stories=20)
        session.commit()
    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: press(sessions, "Rapport", together), range(2))
    assert first == second
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Publication)) == 1
        assert session.scalar(select(func.count()).select_from(MemberSet)) > 0


def test_two_reports_under_other_names_at_the_same_moment_both_go_out(sessions):
    with sessions() as session:
        make_world(session, people=40, stories=20)
        session.commit()
    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(lambda title: press(sessions, title, together), ("Raad", "Bewoners")))
    assert len(numbers) == 2
    with sessions() as session:
        starts = session.execute(select(Roster.population, func.count()).group_by(Roster.population)).all()
        assert starts and all(many == 1 for _, many in starts)  # the second found every place given out already


def test_what_went_out_while_this_was_prepared_is_weighed(sessions):
    """Somebody prepared a report; then three answers came and another published it with them. The first may not go out as it was."""
    with sessions() as session:
        world = make_world(session)
        session.commit()
        programme = world.programme
        old = preparing.prepare(session, programme)
        for _ in range(3):
            answers = {"leeftijd": "v75", "eenzaam": "vaak", "cijfer": 3}
            session.add(Response(wave_id=world.waves[1].id, version_id=world.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                                 answers=answers, area_code=world.areas[0].code))  # fmt: skip
        session.flush()
        publish(session, programme, title="Met de drie")
        for row in session.scalars(select(Response).where(Response.sent_on == date(2026, 6, 1))):
            row.state, row.answers = "ingetrokken", {}
        session.flush()
        made = preparing.publish_report(session, programme, old, title="Zonder", audience="raad", account=None)
        kept = next(one for one in store.publications(session, programme) if one.id == made.id)
        whole = {(cut.population, cut.subject) for cut in kept.cuts if cut.n == lonely(old.report).waves[1].figure.n}
        assert ("antwoorden:welzijn:1", "vraag:eenzaam") not in whole


def test_places_that_were_given_out_meanwhile_are_not_given_twice(session):
    programme = make_world(session, people=20, stories=5).programme
    mine, theirs = Rosters(session, programme), Rosters(session, programme)
    mine.places("verhalen", ["a", "b"])
    theirs.places("verhalen", ["c"])
    theirs.keep(["verhalen"])
    with pytest.raises(RosterMoved):
        mine.keep(["verhalen"])
    again = Rosters(session, programme)
    assert list(again.places("verhalen", ["c", "a"])) == [0, 1]
    again.keep(["verhalen"])
    again.places("verhalen", ["d"])
    again.keep(["verhalen"])  # the same hands may go on
    assert list(Rosters(session, programme).places("verhalen", ["d", "a", "c"])) == [2, 1, 0]


def test_an_export_made_with_old_places_asks_to_press_again(session):
    world = make_world(session, people=40, stories=5)
    prepared = preparing.prepare(session, world.programme)
    publish(session, world.programme)
    with pytest.raises(store.NotPublishable, match="nog een keer"):
        store.publish(session, world.programme, kind="opendata", title="Open", cuts=prepared.cuts, rosters=prepared.rosters)


def test_publishing_does_not_keep_residents_waiting(sessions):
    """While somebody publishes, a story of the same programme can still be written down."""
    with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            return  # one writer at a time anyhow
        make_world(session, people=40, stories=5)
        session.commit()
    with sessions() as publishing, sessions() as telling:
        programme = publishing.scalars(select(Programme)).one()
        store.alone(publishing, programme)
        telling.connection().exec_driver_sql("SET lock_timeout = '2s'")
        telling.add(
            Story(
                programme_id=programme.id, teller="inwoner", told_on=date(2026, 5, 3), words_sealed=b"x", state="nieuw", prompt=""
            )
        )
        telling.commit()
