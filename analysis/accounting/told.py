"""The causes that participants told, from the database: which wait for a person, and which were judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Text, exists, select, type_coerce
from sqlalchemy.orm import Session

from analysis.accounting.asking import CauseQuestion, cause_questions, took_part
from analysis.accounting.causes import Named
from analysis.accounting.confirming import JudgedCause
from analysis.accounting.models import CauseCoding
from analysis.line.models import ActivityMechanism, Mechanism
from analysis.material import Material
from analysis.raw_rows import blocks
from analysis.scope import EVERYTHING, Scope
from surveys import routing
from surveys.definition import Definition
from surveys.models import Activity, Area, Programme, Response, Survey, SurveyVersion, Wave

__all__ = ["CAUSES", "Judged", "ToldCause", "definitions", "judged", "judged_of", "mechanisms_of", "named", "questions", "told"]


CAUSES = (
    "oorzaken"  # what the ledger knows judged causes by; `CAUSES, ""` = all for the better, else the participants of an activity
)


@dataclass(frozen=True, slots=True)
class ToldCause:
    """A cause as it was written, with what it is about; never for a report."""

    response: str
    survey: str
    question: str
    change: str
    cause: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged cause with the question it answers."""

    survey: str
    question: str
    cause: JudgedCause
    response: str = ""  # for the publication ledger


def definitions(session: Session, programme: Programme) -> dict[str, Definition]:
    """The newest version of each questionnaire that was asked, by the code of the questionnaire."""
    rows = session.execute(
        select(Survey.code, SurveyVersion.content)
        .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
        .where(Survey.programme_id == programme.id, exists().where(Wave.version_id == SurveyVersion.id))
        .order_by(Survey.code, SurveyVersion.number)
    ).all()
    newest: dict[str, str] = {row[0]: row[1] for row in rows}
    return {code: Definition.from_canonical(content) for code, content in newest.items()}


def questions(session: Session, programme: Programme) -> tuple[CauseQuestion, ...]:
    """The pairs of change and cause that this programme asks."""
    return cause_questions(definitions(session, programme), programme.settings or {})


def named(session: Session, programme: Programme) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """The activities and mechanisms that a cause may name; `settings["cause_words"]` gives activities more words."""
    words = (programme.settings or {}).get("cause_words") or {}
    activities = session.execute(
        select(Activity.code, Activity.name).where(Activity.programme_id == programme.id).order_by(Activity.name, Activity.code)
    )
    mechanisms = session.scalars(
        select(Mechanism).where(Mechanism.programme_id == programme.id).order_by(Mechanism.name, Mechanism.code)
    )
    return (
        tuple(Named(code, name, tuple(words.get(code, ()))) for code, name in activities),
        tuple(Named(one.code, one.name, tuple(one.terms or ())) for one in mechanisms),
    )


def mechanisms_of(session: Session, programme: Programme) -> dict[str, tuple[str, ...]]:
    """The codes of the mechanisms of each activity."""
    found: dict[str, list[str]] = {}
    rows = session.execute(
        select(Activity.code, Mechanism.code)
        .join(ActivityMechanism, ActivityMechanism.activity_id == Activity.id)
        .join(Mechanism, Mechanism.id == ActivityMechanism.mechanism_id)
        .where(Activity.programme_id == programme.id)
        .order_by(Activity.code, Mechanism.code)
    )
    for activity, mechanism in rows:
        found.setdefault(activity, []).append(mechanism)
    return {code: tuple(ones) for code, ones in found.items()}


def told(session: Session, programme: Programme) -> Iterator[ToldCause]:
    """Every cause in words of sent answers, newest wave first; answers off the path do not count."""
    asked = {(one.survey, one.code) for one in questions(session, programme)}
    if not asked:
        return
    decided = {(row[0], row[1]) for row in session.execute(_codings(programme, CauseCoding.response_id, CauseCoding.question))}
    known = _known_versions(session, programme)
    query = (
        select(Response.id, Survey.code, Response.version_id, type_coerce(Response.answers, Text))
        .join(Wave, Wave.id == Response.wave_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .join(Survey, Survey.id == SurveyVersion.survey_id)
        .where(
            Wave.programme_id == programme.id,
            Response.state == "verzonden",
            type_coerce(Response.answers, Text).like('%"cause"%'),
        )
        .order_by(Wave.opens_on.desc(), Wave.id.desc(), Response.id)
    )
    for rows in blocks(session, query):
        for response, survey, version, text in rows:
            answers = routing.counted(known[version], orjson.loads(text))
            yield from _of_response(response, survey, answers, asked, decided)


def _of_response(
    response: str, survey: str, answers: dict[str, Any], asked: set[tuple[str, str]], decided: set[Any]
) -> Iterator[ToldCause]:
    for question, value in answers.items():
        if (survey, question) in asked and isinstance(value, dict) and str(value.get("cause", "")).strip():
            done = (response, question) in decided
            yield ToldCause(response, survey, question, str(value.get("change", "")), value["cause"].strip(), done)


def judged_of(session: Session, programme: Programme, material: Material) -> tuple[Judged, ...]:
    """What people judged within the scope of the material; nothing when the few outside that scope could be computed."""
    inside = judged(session, programme, material.scope)
    if not material.scope.narrow:  # language, readers and plan leave nobody out
        return inside
    outside = sum(one.cause.better for one in judged(session, programme)) - sum(one.cause.better for one in inside)
    return () if 0 < outside < material.minimum_residents else inside


def judged(session: Session, programme: Programme, scope: Scope = EVERYTHING) -> tuple[Judged, ...]:
    """What people judged, of answers that still stand; somebody who took part more often counts once, with the newest answer."""
    asked = {(one.survey, one.code): one for one in questions(session, programme)}
    if not asked:
        return ()
    rows = session.execute(
        _codings(
            programme, CauseCoding.names, CauseCoding.question, Activity.code, Mechanism.code, Survey.code, Response.link_hash,
            type_coerce(Response.answers, Text), Response.id,
        )
        .where(*_within(programme, scope))
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .join(Survey, Survey.id == SurveyVersion.survey_id)
        .outerjoin(Activity, Activity.id == CauseCoding.activity_id)
        .outerjoin(Mechanism, Mechanism.id == CauseCoding.mechanism_id)
        .order_by(Wave.opens_on.desc(), Wave.id.desc(), Response.id, CauseCoding.question)
    ).all()  # fmt: skip
    return tuple(_once(rows, asked, programme.settings or {}))


def _once(rows: Sequence[Any], asked: dict[tuple[str, str], CauseQuestion], settings: dict[str, Any]) -> Iterator[Judged]:
    seen: set[tuple[str, str, str]] = set()
    for names, question, activity, mechanism, survey, link, text, response in rows:
        of = asked.get((survey, question))
        if of is None or (link and (survey, question, link) in seen):
            continue
        seen.add((survey, question, link or ""))
        answers = orjson.loads(text)
        better = (answers.get(question) or {}).get("change") in of.better
        yield Judged(
            survey, question, JudgedCause(names, activity, mechanism, better, took_part(survey, answers, settings)), response
        )


def _within(programme: Programme, scope: Scope) -> list[Any]:
    """The conditions of a scope on responses and their waves."""
    areas = select(Area.code).where(Area.organisation_id == programme.organisation_id, Area.name.in_(scope.areas))
    found: list[Any] = [Response.area_code.in_(areas)] if scope.areas else []
    return found + ([] if scope.wave is None else [Wave.number <= scope.wave])


def _codings(programme: Programme, *columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(CauseCoding)
        .join(Response, Response.id == CauseCoding.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.programme_id == programme.id, Response.state == "verzonden")
    )


def _known_versions(session: Session, programme: Programme) -> dict[int, Definition]:
    rows = session.execute(
        select(SurveyVersion.id, SurveyVersion.content).join(Survey).where(Survey.programme_id == programme.id)
    ).all()
    return {row[0]: Definition.from_canonical(row[1]) for row in rows}
