"""The responses of a programme as rows, the same for every format: no id, no link, no open text, nobody to be pointed at."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from analysis.exports.remembered import Remembered
from analysis.exports.variables import LEFT_OUT, NOT_ASKED, Cell, Variable, columns, variables
from surveys.definition import Definition
from surveys.models import Area, Programme, Response, Survey, SurveyVersion, Wave
from surveys.questions import Number

AT_ONCE = 500
TOO_SMALL = "te klein om te noemen"
FIXED = (
    Variable("nr", "", "", "Volgnummer, alleen voor deze export; de volgorde is geschud"),
    Variable("meting", "", "", "Nummer van de meting: 0 is de nulmeting"),
    Variable(
        "paar", "", "", "Hetzelfde nummer in twee metingen is dezelfde persoon; leeg is niet gekoppeld. Alleen voor deze export"
    ),
    Variable("wijk", "", "", "Wijk, afgeleid van de postcode; kleine groepen zijn niet genoemd"),
    Variable("versie", "", "", "Versie van de vragenlijst"),
)


@dataclass(frozen=True)
class Version:
    """A published questionnaire that was answered in these waves."""

    id: int
    survey: str
    number: int
    sha256: str
    definition: Definition


@dataclass(frozen=True)
class Layout:
    """Which columns there are (the union over all versions), and where each came from."""

    variables: tuple[Variable, ...]
    versions: dict[int, Version]
    prefixed: bool  # more than one questionnaire: its code stands before the name

    def name(self, survey: str, variable: Variable) -> str:
        """The column of a variable of this questionnaire."""
        return f"{survey}.{variable.name}" if self.prefixed else variable.name

    def left_out(self) -> list[tuple[str, str, str]]:
        """Questions without a column: code, label and why."""
        found = {
            (one.code, one.text.get("nl", ""), LEFT_OUT[type(one)])
            for version in self.versions.values()
            for one in version.definition.questions.values()
            if type(one) in LEFT_OUT and not columns(one)
        }
        return sorted(found)


@dataclass(frozen=True)
class _Found:
    """What one look at all rows gives: which rows, who stands in more waves, which groups are large enough."""

    rows: list[str]
    pairs: dict[str, int]
    areas: dict[str, str]
    limits: dict[str, tuple[float, float]]


def _chosen(programme: Programme, waves: Sequence[Wave] | None) -> Select[Any]:
    chosen = (
        select(Response)
        .join(Wave, Response.wave_id == Wave.id)
        .where(Wave.programme_id == programme.id, Response.state == "verzonden")
    )
    return chosen if waves is None else chosen.where(Wave.id.in_([one.id for one in waves]))


def _versions(session: Session, programme: Programme, waves: Sequence[Wave] | None) -> dict[int, Version]:
    used = _chosen(programme, waves).with_only_columns(Response.version_id).distinct()
    found = session.execute(
        select(SurveyVersion, Survey.code)
        .join(Survey, SurveyVersion.survey_id == Survey.id)
        .where(SurveyVersion.id.in_(used))
        .order_by(Survey.code, SurveyVersion.number.desc())
    )
    return {one.id: Version(one.id, code, one.number, one.sha256, Definition.from_canonical(one.content)) for one, code in found}


def layout(session: Session, programme: Programme, waves: Sequence[Wave] | None = None) -> Layout:
    """The columns of the export: those of the newest version first, then what only older ones asked."""
    versions = _versions(session, programme, waves)
    prefixed = len({one.survey for one in versions.values()}) > 1
    merged: dict[str, Variable] = {}
    for version in versions.values():
        for question in version.definition.questions.values():
            for variable in variables(question):
                name = f"{version.survey}.{variable.name}" if prefixed else variable.name
                merged[name] = _merge(merged[name], variable) if name in merged else replace(variable, name=name)
    return Layout((*FIXED, *merged.values()), versions, prefixed)


def _merge(known: Variable, older: Variable) -> Variable:
    """The newest label; the values of all versions."""
    codes = {code for code, _ in known.values}
    extra = tuple((code, label) for code, label in older.values if code not in codes)
    return replace(known, values=(*known.values, *extra))


Places = dict[int, dict[str, list[tuple[int, str]]]]


def _places(plan: Layout) -> Places:
    """For each version and question: in which columns its cells go, with their names."""
    order = {one.name: i for i, one in enumerate(plan.variables)}
    return {
        version.id: {
            code: [(order[name], name) for name in (plan.name(version.survey, one) for one in columns(question))]
            for code, question in version.definition.questions.items()
        }
        for version in plan.versions.values()
    }


def rows(session: Session, programme: Programme, plan: Layout, waves: Sequence[Wave] | None = None) -> Iterator[list[Cell]]:
    """The rows in an order that tells nothing; what points at a small group is made coarse."""
    found, places = _look(session, programme, plan, waves), _places(plan)
    known = {one.id: Remembered(one.definition, places[one.id], found.limits) for one in plan.versions.values()}
    needed = (Response.id, Response.version_id, Response.link_hash, Response.area_code, Response.answers, Wave.number)
    for start in range(0, len(found.rows), AT_ONCE):
        part = found.rows[start : start + AT_ONCE]
        by_id = {
            one.id: one
            for one in session.execute(select(*needed).join(Wave, Response.wave_id == Wave.id).where(Response.id.in_(part)))
        }
        for offset, one in enumerate(part, start=start + 1):
            yield _row(offset, by_id[one], plan, found, known)


def _row(number: int, one: Any, plan: Layout, found: _Found, known: dict[int, Remembered]) -> list[Cell]:
    area = found.areas.get(one.area_code, TOO_SMALL) if one.area_code else None
    row: list[Cell] = [NOT_ASKED] * len(plan.variables)
    row[: len(FIXED)] = [number, one.number, found.pairs.get(one.link_hash), area, plan.versions[one.version_id].number]
    for place, cell in known[one.version_id].cells(one.answers):
        row[place] = cell
    return row


def _look(session: Session, programme: Programme, plan: Layout, waves: Sequence[Wave] | None) -> _Found:
    ids: list[str] = []
    links: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    numbers: dict[str, list[float]] = defaultdict(list)
    asked = _number_columns(plan)
    needed = [Response.id, Response.link_hash, Response.area_code, Response.version_id]
    needed += [Response.answers] if any(asked.values()) else []
    for one in session.execute(_chosen(programme, waves).with_only_columns(*needed).execution_options(yield_per=AT_ONCE)):
        ids.append(one.id)
        links.update([one.link_hash] if one.link_hash else [])
        areas.update([one.area_code] if one.area_code else [])
        for code, name in asked[one.version_id]:
            if isinstance(value := one.answers.get(code), (int, float)):
                numbers[name].append(value)
    dice = secrets.SystemRandom()
    dice.shuffle(ids)
    linked = [link for link, times in links.items() if times > 1]
    dice.shuffle(linked)
    areas_of = select(Area.code, Area.name).where(Area.organisation_id == programme.organisation_id).order_by(Area.year)
    names = {code: name for code, name in session.execute(areas_of)}  # noqa: C416  a Row is no plain pair to the type checker
    least = programme.min_residents
    return _Found(
        ids,
        {link: i + 1 for i, link in enumerate(linked)},
        {code: names.get(code, code) for code, times in areas.items() if times >= least},
        {name: _limits(values, least) for name, values in numbers.items()},
    )


def _number_columns(plan: Layout) -> dict[int, list[tuple[str, str]]]:
    """For each version the questions that ask a number, with their column."""
    return {
        version.id: [
            (one.code, plan.name(version.survey, columns(one)[0]))
            for one in version.definition.questions.values()
            if isinstance(one, Number)
        ]
        for version in plan.versions.values()
    }


def _limits(values: list[float], least: int) -> tuple[float, float]:
    """Bounds such that at least so many people stand at or beyond each (bottom and top coding)."""
    ordered = sorted(values)
    if len(ordered) < 2 * least:
        middle = ordered[len(ordered) // 2]
        return middle, middle
    return ordered[least - 1], ordered[-least]
