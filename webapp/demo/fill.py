"""Fill a store with the invented municipality, part by part: what is there already is left, so a second run takes up the first."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from surveys.models import Programme, Wave
from webapp.demo import SEED, content, framework, line_practice, parts, responses, teams, telling
from webapp.demo.deciding import decide

__all__ = ["decide", "fill", "finish"]


def fill(sessions: sessionmaker[Session], *, seed: int = SEED, say: Callable[[str], None] = print) -> None:
    """Everything but the reading of the stories and what is decided after that (`decide`). Each part is one transaction."""
    with sessions() as session, session.begin():
        if framework.parties(session):
            say("gemeente, wijken en medewerkers (verzonnen)")
    for name in content.PROGRAMMES:
        _programme(sessions, name, seed, say)
    teams.fill(sessions, seed, say)
    line_practice.fill(sessions, seed, say)


def _programme(sessions: sessionmaker[Session], name: str, seed: int, say: Callable[[str], None]) -> None:
    own = f"{seed}/{name}"  # each programme has its own people
    with sessions() as session, session.begin():
        if (made := framework.programme(session, name, seed)) is not None:
            say(f"programma {made.name}")
    with sessions() as session, session.begin():
        made = _programme_of(session, name)
        if framework.waves(session, made, name, responses.design_of(name)):
            say("vragenlijst gepubliceerd, twee metingen en een open ronde")
    for number in (0, 1):
        with sessions() as session, session.begin():
            made = _programme_of(session, name)
            wave = session.scalars(select(Wave).where(Wave.programme_id == made.id, Wave.number == number)).one()
            if rows := responses.fill_wave(session, made, name, wave, own):
                say(f"{wave.name}: {rows} inzendingen")
    with sessions() as session, session.begin():
        made = _programme_of(session, name)
        if told := telling.fill_stories(session, made, name, own):
            say(f"{told} verhalen")
        if written := framework.interpretations(session, made, name):
            say(f"duiding van {written} resultaten")
    for one in parts.early():
        with sessions() as session, session.begin():
            if said := one(session, _programme_of(session, name), name):
                say(said)


def finish(sessions: sessionmaker[Session], *, say: Callable[[str], None] = print) -> None:
    """What can only be filled when the stories were read and decided."""
    for name in content.PROGRAMMES:
        for one in parts.late():
            with sessions() as session, session.begin():
                if said := one(session, _programme_of(session, name), name):
                    say(said)


def _programme_of(session: Session, name: str) -> Programme:
    return session.scalars(select(Programme).where(Programme.code == content.programme(name)["code"])).one()
