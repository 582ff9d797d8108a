"""A quickscan in the database: teams, employees, clients, partners; small enough to count by hand."""

from __future__ import annotations

import random
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from analysis.gather import gather
from analysis.report.context import Context
from analysis.teams import asking, store
from analysis.teams.models import TeamBudget
from surveys import definition, library
from surveys.models import Response, Survey, SurveyVersion, Wave
from tests import factories
from webapp.demo.answers_wijkteams import TeamMood, client, employee, partner

SIZES = {"noord_a": 7, "noord_b": 6, "noord_c": 8, "zuid_a": 9, "zuid_b": 4, "zuid_c": 8, "zuid_d": 5, "zuid_e": 7}
TOWN = {"noord": "Noorddorp", "zuid": "Zuiddorp"}


def make_teams(session: Session, sizes: dict[str, int] | None = None, programme: Any = None) -> Any:
    """The world: a programme, its teams, and the answers."""
    sizes = SIZES if sizes is None else sizes
    programme = programme or factories.make_programme(session, code="wijkteams", settings={"synthetic": True, "breakdowns": []})
    teams = {
        code: store.save_team(
            session, programme, code, name=f"Team {code}", municipality=TOWN[code.split("_")[0]], members=size + 3,
            starts_on=date(2018 + place, 1, 1),
        )
        for place, (code, size) in enumerate(sizes.items())
    }  # fmt: skip
    for one in teams.values():
        session.add(TeamBudget(team=one, period="2025", budgeted=100_000.0, realised=90_000.0, clients=45))
    names = [(code, one.name) for code, one in teams.items()]
    rows = [(code, number) for code, size in sizes.items() for number in range(size)]
    waves = {
        code: _wave(session, programme, code, names)
        for code in ("quickscan_medewerkers", "quickscan_clienten", "quickscan_partners")
    }
    mood = TeamMood("toets", "een", 3)
    for code, number in rows:
        _answer(session, waves["quickscan_medewerkers"], employee(random.Random(f"{code}{number}"), code, mood, number))
    for number in range(60):
        _answer(
            session, waves["quickscan_clienten"], client(random.Random(number), "noord_a" if number % 2 else "zuid_a", 0.0, 0)
        )
    for number in range(40):
        _answer(session, waves["quickscan_partners"], partner(random.Random(number), list(sizes)))
    session.flush()
    return SimpleNamespace(programme=programme, teams=teams, waves=waves)


def _wave(session: Session, programme: Any, code: str, names: list[tuple[str, str]]) -> Wave:
    text = definition.load(asking.with_teams(library.path(code).read_bytes(), names), f"{code}.yml")
    survey = Survey(programme=programme, code=code)
    version = SurveyVersion(survey=survey, number=1, content=text.canonical(), sha256=text.sha256)
    dates = {"opens_on": date(2026, 3, 2), "closes_on": date(2026, 3, 31)}
    one = Wave(programme=programme, version=version, number=0, name="Quickscan", slug=f"{code}-{programme.id}", **dates)
    session.add_all([survey, version, one])
    session.flush()
    return one


def _answer(session: Session, wave: Wave, answers: dict[str, Any]) -> Response:
    row = Response(
        wave_id=wave.id,
        version_id=wave.version_id,
        state="verzonden",
        sent_on=wave.opens_on,
        answers=answers,
        started_on=wave.opens_on,
    )
    session.add(row)
    return row


def context_of(session: Session, programme: Any) -> Context:
    """What a part of the report may look at."""
    material = gather(session, programme)
    return Context(programme, material, date(2026, 4, 1), ())
