"""The cubes of a programme, kept in memory per state of the data: a new answer makes a new cube, a new filter does not."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import vectors
from analysis.columns import Floats
from analysis.cube import Cube, cube
from analysis.figures import Asked
from analysis.gather import gather
from analysis.ledger.cuts import subject
from analysis.material import Material, Questionnaire
from analysis.models import Ambition, Indicator, SocietalResult
from surveys.definition import text_of
from surveys.models import Response, Wave
from surveys.parties import Area, Programme
from surveys.questions import Choice, Scale

INDICATORS, MARKS, ANSWERS = "Indicatoren", "Cijfers", "Antwoorden"  # the heads of the list of variables
KEPT = 4  # cubes of so many programmes (or states) at once; the oldest goes
_cubes: OrderedDict[tuple[str, ...], Explorer] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that can be looked at: an indicator, or an answer to a question."""

    key: str
    group: str  # under which head it stands in a list
    title: str
    asked: Asked
    cube: int  # which of the cubes
    subject: str


@dataclass(frozen=True, slots=True)
class Explorer:
    """The cubes of a programme with what can be looked at."""

    state: str
    data_sha256: str
    cubes: tuple[Cube, ...]
    variables: dict[str, Variable]


def explorer(session: Session, programme: Programme) -> Explorer:
    """The cubes of this state of the data; made when they are not in memory."""
    state = state_of(session, programme)
    place = (*_store(session), state)
    with _lock:
        if place in _cubes:
            _cubes.move_to_end(place)
            return _cubes[place]
    made = _made(session, programme, state)
    with _lock:
        _cubes[place] = made
        while len(_cubes) > KEPT:
            _cubes.popitem(last=False)
    return made


def _store(session: Session) -> tuple[str, ...]:
    """Which store this is: one that was emptied or put back under the same address may count the same and be another."""
    ends = (session.scalar(select(end(Response.id))) or "" for end in (func.min, func.max))
    return (str(session.get_bind().engine.url), *ends)


def state_of(session: Session, programme: Programme) -> str:
    """A fingerprint that changes with every answer sent or withdrawn and with every change of an indicator, in milliseconds.

    What was sent never changes but by withdrawing it, so the numbers of responses per state say whether anything did.
    """
    waves = select(Wave.id).where(Wave.programme_id == programme.id)
    counted = session.execute(
        select(Response.wave_id, Response.state, func.count())
        .where(Response.wave_id.in_(waves))
        .group_by(Response.wave_id, Response.state)
        .order_by(Response.wave_id, Response.state)
    )
    versions = session.execute(
        select(Wave.id, Wave.version_id, Wave.name).where(Wave.programme_id == programme.id).order_by(Wave.id)
    )
    areas = session.execute(
        select(Area.code, Area.name).where(Area.organisation_id == programme.organisation_id).order_by(Area.id)
    )
    parts = [
        programme.id, programme.settings, programme.min_residents, [list(row) for row in counted],
        [list(row) for row in versions], [list(row) for row in areas],
        [[one.id, one.name, one.measure_kind, one.rule, one.direction] for one in _indicators(session, programme)],
    ]  # fmt: skip
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def _indicators(session: Session, programme: Programme) -> list[Indicator]:
    query = select(Indicator).join(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return list(session.scalars(query.order_by(SocietalResult.position, SocietalResult.id, Indicator.position, Indicator.id)))


def _made(session: Session, programme: Programme, state: str) -> Explorer:
    material = gather(session, programme)
    cubes: list[Cube] = []
    variables: dict[str, Variable] = {}
    for place, of in enumerate(material.questionnaires):
        named = {one.key: (one, values) for one, values in _variables(_indicators(session, programme), of, material, place)}
        cubes.append(cube(of, material, {key: values for key, (_, values) in named.items()}))
        variables |= {key: one for key, (one, _) in named.items()}
    return Explorer(state, material.sha256, tuple(cubes), variables)


Found = tuple[Variable, list[Floats]]


def _variables(indicators: list[Indicator], of: Questionnaire, material: Material, place: int) -> Iterator[Found]:
    """The indicators over this questionnaire, then its marks and the answers to its questions."""
    where = _Where(of, material, place)
    for one in indicators:
        if one.measure_kind in ("prevalence", "mean") and _about(one.rule or {}, material) is of:
            key = f"i{hashlib.sha256(f'{one.result_id} {one.code}'.encode()).hexdigest()[:12]}"
            yield where.variable(key, INDICATORS, one.name, one.rule, averaged=one.measure_kind == "mean")
    for question in of.definition.questions.values():
        title, key = text_of(question.text, "nl")[0], f"v.{of.code}.{question.code}"
        if isinstance(question, Scale):
            yield where.variable(key, MARKS, title, {"question": question.code}, averaged=True)
        elif isinstance(question, Choice):
            for option in (each for each in question.options if not each.missing):
                words = f"{title} {text_of(option.label, 'nl')[0]}"
                rule = {"question": question.code, "values": [option.code]}
                yield where.variable(f"{key}.{option.code}", ANSWERS, words, rule, averaged=False)


def _about(rule: vectors.Rule, material: Material) -> Questionnaire | None:
    try:
        return vectors.questionnaire(rule, material.questionnaires)
    except vectors.RuleRefused:
        return None


@dataclass(frozen=True, slots=True)
class _Where:
    """The questionnaire of a variable, and the place of its cube."""

    of: Questionnaire
    material: Material
    place: int

    def variable(self, key: str, group: str, title: str, rule: vectors.Rule, *, averaged: bool) -> Found:
        """A variable with its values per wave."""
        unit, read = ("cijfer", vectors.measured) if averaged else ("procent", vectors.yes)
        asked = Asked(unit, "omhoog", self.material.minimum_residents, bool(rule.get("sensitive", True)))
        values = [read(rule, self.of, one.sheet) for one in self.of.rounds]
        return Variable(key, group, title, asked, self.place, subject(rule)), values
