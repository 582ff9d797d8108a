"""The invented quickscan: exactly five municipalities, nineteen teams and 163 employees, with what the article found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

import database
from analysis.report import build
from analysis.report.model import Report
from analysis.teams.models import Team, TeamRelease
from sealing import Keyring
from surveys import responding, routing
from surveys.models import Programme, Response, Wave
from webapp.demo import framework, teams

SEED = 20261121


def silent(_text: str) -> None:
    """Say nothing."""


def filled(maker: sessionmaker[Session], seed: int = SEED) -> None:
    with maker() as session, session.begin():
        framework.parties(session)
    teams.fill(maker, seed, silent)


@pytest.fixture(scope="module")
def stored(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sessionmaker[Session]]:
    maker = database.connect(f"sqlite:///{tmp_path_factory.mktemp('teams')}/demo.db", keyring)
    database.Base.metadata.create_all(maker.kw["bind"])
    filled(maker)
    yield maker
    maker.kw["bind"].dispose()


@pytest.fixture(scope="module")
def report(stored: sessionmaker[Session]) -> Report:
    with stored() as session:
        return build.build(session, session.scalars(select(Programme)).one())


def test_it_is_exactly_as_large_as_the_article(stored: sessionmaker[Session]) -> None:
    with stored() as session:
        found = session.scalars(select(Team)).all()
        assert (len({one.municipality for one in found}), len(found)) == (5, 19)
        asked = select(func.count()).select_from(Response).join(Wave).where(Wave.slug == "quickscan-2026")
        assert session.scalar(asked) == 163
        programme = session.scalars(select(Programme)).one()
        assert "verzonnen" in programme.name and "verzonnen" in programme.organisation.name
        before = session.scalar(select(func.count()).select_from(Response))
    teams.fill(stored, SEED, silent)
    with stored() as session:
        assert session.scalar(select(func.count()).select_from(Response)) == before


def test_each_answer_is_one_the_questionnaire_could_have_kept(stored: sessionmaker[Session]) -> None:
    with stored() as session:
        for one in session.scalars(select(Response)):
            asked = responding.definition_of(session, one.version_id, one.version.sha256)
            assert routing.counted(asked, one.answers) == one.answers


def test_the_article_is_mirrored(report: Report) -> None:
    part = report.teams
    assert part is not None
    assert (part.people, part.teams, len(part.municipalities)) == (163, 19, 5)
    assert set(part.challenges[:2]) == {"Wijk", "Geld"}
    assert set(part.challenges[-2:]) == {"Team", "Klant"}
    assert part.generalist.value is not None and part.generalist.value < 50
    assert part.ages[-1].mean - part.ages[0].mean > 0.3
    assert part.shown == 17 and all(len(one.spots) == 17 for one in part.dimensions)
    assert all(group.figure.value is not None for one in part.dimensions for group in one.municipalities)
    assert [one.method for one in part.help] == ["twee metingen", "terugkijken"]
    assert len(part.society) == 2 and len(part.money) == 5 and len(part.partners) == 6


def test_the_part_does_not_depend_on_the_store_or_the_luck(report: Report, sessions: sessionmaker[Session]) -> None:
    filled(sessions)
    with sessions() as session:
        again = build.build(session, session.scalars(select(Programme)).one())
    assert again.teams == report.teams


def test_no_name_is_left_in_what_was_released(stored: sessionmaker[Session]) -> None:
    with stored() as session:
        words = session.scalars(select(TeamRelease.text)).all()
    assert len(words) > 20
    assert not any(name in one for one in words for name in ("Fatima", "Jansen"))


def test_another_seed_keeps_the_message(sessions: sessionmaker[Session]) -> None:
    filled(sessions, 7)
    with sessions() as session:
        part = build.build(session, session.scalars(select(Programme)).one()).teams
    assert part is not None and part.people == 163
    assert set(part.challenges[:2]) == {"Wijk", "Geld"}
