"""Open answers of employees: read by a person, freed of names, and only then shown, on the sheet of their own team. No release, no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.teams.answers import DIMENSIONS, EMPLOYEES, TEAM_QUESTION
from analysis.teams.models import TeamRelease
from analysis.teams.refusals import TeamRefused
from surveys.models import Response, Survey, SurveyVersion, Wave
from surveys.parties import Account, Programme

OPEN = {f"open_{code}": code for code in DIMENSIONS}  # question to the dimension whose mark it stands beside
CONTACT = re.compile(r"\S+@\S+|(?<!\d)(?:\+31|0)[\d\s-]{8,}\d")
TITLED = re.compile(
    r"\b(meneer|mevrouw|mw\.|dhr\.|dokter|collega|juf|meester|wijkagent)\s+[A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*)*"
)
INSIDE = re.compile(r"(?<=[\w,;:’'\"] )[A-ZÀ-Ý][a-zà-ÿ’'-]+(?:\s+[A-ZÀ-Ý][a-zà-ÿ’'-]+)*")


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An open answer with the words in which it may be shown: those that were released, or a proposal."""

    response_id: str
    team: str
    question: str
    dimension: str
    text: str
    proposed: str
    released: str | None


def without_names(text: str) -> str:
    """A proposal: names inside a sentence, and how to reach somebody, replaced by stand-ins. A person reads it before it is shown."""
    found = CONTACT.sub("[contact]", text)
    found = TITLED.sub(lambda one: f"{one[1]} [naam]", found)
    return INSIDE.sub("[naam]", found)


def waiting(session: Session, programme: Programme, team: str) -> list[OpenAnswer]:
    """The open answers of a team, released or not, by question and then by their words."""
    done = _released(session, programme)
    found = [
        OpenAnswer(response.id, team, question, dimension, text, without_names(text), done.get((response.id, question)))
        for response in _responses(session, programme, team)
        for question, dimension in OPEN.items()
        if isinstance(text := response.answers.get(question), str) and text.strip()
    ]
    order = list(DIMENSIONS)
    return sorted(found, key=lambda one: (order.index(one.dimension), one.text, one.response_id))


def released(session: Session, programme: Programme, team: str) -> Mapping[str, tuple[str, ...]]:
    """The released words of a team by dimension, in an order that says nothing of who wrote them. Withdrawn answers are gone."""
    found: dict[str, list[str]] = {}
    for one in waiting(session, programme, team):
        if one.released:
            found.setdefault(one.dimension, []).append(one.released)
    return {dimension: tuple(sorted(set(words))) for dimension, words in found.items()}


def release(session: Session, programme: Programme, which: tuple[str, str], text: str, account: Account) -> TeamRelease:
    """Release an open answer (id of the response, question) in these words; a second time changes them."""
    response_id, question = which
    response = next((one for one in _responses(session, programme, None) if one.id == response_id), None)
    if response is None or question not in OPEN or not isinstance(response.answers.get(question), str):
        raise TeamRefused("Dit antwoord is er niet meer. Het is misschien ingetrokken.")
    if not text:
        raise TeamRefused("Er staat niets om te laten zien. Laat het antwoord dan niet zien.")
    row = _row(session, response_id, question) or TeamRelease(response_id=response_id, question=question)
    row.text, row.account_id = text, account.id
    session.add(row)
    session.flush()
    return row


def take_back(session: Session, programme: Programme, which: tuple[str, str]) -> None:
    """Show these words no more."""
    response_id, question = which
    row = _row(session, response_id, question)
    if row is not None and any(one.id == response_id for one in _responses(session, programme, None)):
        session.delete(row)
        session.flush()


def _row(session: Session, response_id: str, question: str) -> TeamRelease | None:
    query = select(TeamRelease).where(TeamRelease.response_id == response_id, TeamRelease.question == question)
    return session.scalars(query).one_or_none()


def _responses(session: Session, programme: Programme, team: str | None) -> Iterator[Response]:
    query = (
        select(Response)
        .join(Wave, Response.wave_id == Wave.id)
        .join(SurveyVersion, Wave.version_id == SurveyVersion.id)
        .join(Survey, SurveyVersion.survey_id == Survey.id)
        .where(Wave.programme_id == programme.id, Survey.code == EMPLOYEES, Response.state == "verzonden")
        .order_by(Response.id)
    )
    return (one for one in session.scalars(query) if team is None or one.answers.get(TEAM_QUESTION) == team)


def _released(session: Session, programme: Programme) -> dict[tuple[str, str], str]:
    query = (
        select(TeamRelease.response_id, TeamRelease.question, TeamRelease.text)
        .join(Response, TeamRelease.response_id == Response.id)
        .join(Wave, Response.wave_id == Wave.id)
        .where(Wave.programme_id == programme.id)
    )
    return {(response, question): text for response, question, text in session.execute(query)}
