"""A small programme of the demo that has just begun: in its line is every gap that the software asks about. Nothing was measured in it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session, sessionmaker

from webapp.demo import framework, line

NAME = "oefenlijn"


def fill(sessions: sessionmaker[Session], seed: int, say: Callable[[str], None]) -> None:
    """The programme with its line, in one transaction, once."""
    with sessions() as session, session.begin():
        if (made := framework.programme(session, NAME, seed)) is not None:
            line.fill(session, made, NAME)
            say(f"programma {made.name}: een redeneerlijn om mee te oefenen")
