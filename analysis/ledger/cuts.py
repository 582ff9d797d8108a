"""Every group over which a report publishes something, with its members: the cuts of a report.

The cuts follow the report: only what it shows is a cut, and each says the place at which it can be held. A measure kind that is
not registered here cannot be published (a test walks KINDS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import then_now, vectors
from analysis.breakdowns import groupings
from analysis.columns import Floats
from analysis.ledger import sides, stories, subjects, walking
from analysis.ledger.members import NOT_CHECKED, Bits, Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.ledger.sides import Side
from analysis.material import Material, Questionnaire, Round
from analysis.measures import PAIRS, Request
from analysis.models import Ambition, SocietalResult
from analysis.report.model import IndicatorPart, Report
from surveys.parties import Programme


class NotCounted(TypeError):
    """A figure of which the members are not known; it cannot be published."""


def of_report(session: Session, programme: Programme, report: Report, material: Material, rosters: Rosters) -> tuple[Cut, ...]:
    """The cuts of a report, figures of all before those of parts; `material` was gathered with members."""
    found = list(_responses(report, material, rosters))
    rules = {result.code: result for result in _results(session, programme)}
    for part in report.results:
        result = rules[part.code]
        points = {one.code.code: one.points for one in result.themes}
        for indicator, shown in zip(result.indicators, part.indicators, strict=True):
            request = Request(indicator.measure_kind, indicator.rule or {}, indicator.direction, material, points=points)
            found += _members(request)(request, shown, rosters)
        found += stories.of_result(part, points, material, rosters)
    found += stories.of_all(report, material, rosters)
    found += subjects.of_subjects(session, programme, report, material, rosters)
    found += walking.of_parts(report)
    return tuple(sorted({one.place: one for one in found}.values(), key=lambda one: (not one.whole, -one.n, one.place)))


def _results(session: Session, programme: Programme) -> list[SocietalResult]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return list(session.scalars(query))


def _responses(report: Report, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """Who answered in each wave: recorded, and never refused."""
    for of in material.questionnaires:
        for one in (*of.rounds, *of.others):
            if len(one.sheet):
                everybody = np.ones(len(one.sheet), bool)
                yield _Wave(rosters, of, one, material.minimum_residents).cut(
                    everybody, (NOT_CHECKED, of.code, str(one.number)), (NOT_CHECKED, one.name)
                )


@dataclass(frozen=True, slots=True)
class _Wave:
    """The rows of one wave, to take cuts of."""

    rosters: Rosters
    of: Questionnaire
    one: Round
    minimum: int

    def cut(self, chosen: Bits, place: tuple[str, ...], told: tuple[str, str], sides: Iterable[Side] = ()) -> Cut:
        """The cut of the chosen rows; `told` is the subject and the words."""
        population = f"antwoorden:{self.of.code}:{self.one.number}"
        places = self.rosters.places(population, self.one.sheet.ids)
        subject, words = told
        return Cut(
            population, subject, place, words, int(chosen.sum()), pack(places[chosen]), self.minimum, whole=place[-1] == "",
            told={one.key: one.of(chosen, places) for one in sides},
        )  # fmt: skip


Members = Callable[[Request, IndicatorPart, Rosters], Iterator[Cut]]
KINDS: dict[str, Members] = {}


def members(*kinds: str) -> Callable[[Members], Members]:
    """Register who stands behind the figures of these measure kinds."""

    def register(one: Members) -> Members:
        KINDS.update(dict.fromkeys(kinds, one))
        return one

    return register


def _members(request: Request) -> Members:
    if request.kind not in KINDS:
        raise NotCounted(f"no members are known for figures of kind {request.kind}")
    return KINDS[request.kind]


def subject(rule: Any) -> str:
    """What is told of people: the question (with its statement) or scale, whichever of its values count."""
    return f"schaal:{rule['scale']}" if "scale" in rule else f"vraag:{rule['question']}.{rule.get('item', '')}".rstrip(".")


def _values(request: Request, of: Questionnaire, one: Round) -> Floats:
    """What every row has for the figure of a wave, NaN where it does not count."""
    read = vectors.measured if request.kind in ("mean", "share_improved") else vectors.yes
    return read(request.rule, of, one.sheet)


def _known(request: Request, of: Questionnaire, one: Round) -> Bits:
    """Which rows count for the figure of a wave."""
    return np.asarray(~np.isnan(_values(request, of, one)))


def _sides(request: Request, of: Questionnaire, one: Round) -> tuple[Side, ...]:
    """The sides of a sensitive figure."""
    if not request.rule.get("sensitive", True):
        return ()
    values = _values(request, of, one)
    if request.kind == "mean":
        return tuple(sides.of_mean(request.rule, values, of))
    return tuple(sides.of_share(request.rule, values, one.sheet))


@members("prevalence", "mean")
def of_people(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """All who count, the rows of each split, and the same people in two waves."""
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    least, about = request.material.minimum_residents, subject(request.rule)
    known = [_known(request, of, one) for one in of.rounds]
    for one, chosen, wave in zip(of.rounds, known, shown.waves, strict=True):
        if wave.figure.value is not None:
            place = (request.what, of.code, str(one.number), "", "")
            told = about, f"{shown.name}, {one.name}"
            yield _Wave(rosters, of, one, least).cut(chosen, place, told, _sides(request, of, one))
    yield from _rows(request, shown, rosters, of, known)
    if any(change.paired and change.n_first for change in shown.changes):
        yield from _pairs(request, shown, rosters, of, known)


def _rows(request: Request, shown: IndicatorPart, rosters: Rosters, of: Questionnaire, known: list[Bits]) -> Iterator[Cut]:
    tables = {split.title: {row.label: row for row in split.rows} for split in shown.breakdowns}
    each = [_sides(request, of, one) for one in of.rounds]
    for by in groupings(of, request.material):
        for label, row in tables.get(by.title, {}).items():
            at = list(by.labels).index(label)
            for one, chosen, group, wave, both in zip(of.rounds, known, by.groups, row.waves, each, strict=True):
                if wave.figure.value is not None:
                    place = (request.what, of.code, str(one.number), by.title, label)
                    told = subject(request.rule), f"{shown.name}, {one.name}, {by.title.lower()}: {label}"
                    least = request.material.minimum_residents
                    yield _Wave(rosters, of, one, least).cut(chosen & (group == at), place, told, both)


def _pairs(request: Request, shown: IndicatorPart, rosters: Rosters, of: Questionnaire, known: list[Bits]) -> Iterator[Cut]:
    """The same people, in the first and in the last wave."""
    both = known[0][of.pairs[0]] & known[-1][of.pairs[1]]
    for one, rows in ((of.rounds[0], of.pairs[0]), (of.rounds[-1], of.pairs[1])):
        chosen = np.zeros(len(one.sheet), bool)
        chosen[rows[both]] = True
        told = subject(request.rule), f"{shown.name}, dezelfde mensen, {one.name}"
        place = (request.what, of.code, PAIRS, "", str(one.number))
        yield _Wave(rosters, of, one, request.material.minimum_residents).cut(chosen, place, told, _sides(request, of, one))


@members("share_improved")
def of_pairs(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """The people who took part twice; told of them is how their answer changed."""
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    if shown.waves and shown.waves[-1].figure.value is not None:
        both = _known(request, of, of.rounds[0])[of.pairs[0]] & _known(request, of, of.rounds[-1])[of.pairs[1]]
        chosen = np.zeros(len(of.rounds[-1].sheet), bool)
        chosen[of.pairs[1][both]] = True
        told = f"verschil:{subject(request.rule)}:{of.rounds[0].number}", shown.name
        place = (request.what, of.code, PAIRS, "", "")
        yield _Wave(rosters, of, of.rounds[-1], request.material.minimum_residents).cut(
            chosen, place, told, _ways(request, of, chosen)
        )


def _ways(request: Request, of: Questionnaire, chosen: Bits) -> Iterator[Side]:
    """Who got better and who got worse, over the rows of the last wave."""
    if not request.rule.get("sensitive", True):
        return
    first, last = (_values(request, of, one) for one in (of.rounds[0], of.rounds[-1]))
    gain = np.full(len(last), np.nan)
    gain[of.pairs[1]] = last[of.pairs[1]] - first[of.pairs[0]]
    least = vectors.step(request.rule)
    for name, rows in (("omhoog", gain >= least), ("omlaag", gain <= -least)):
        yield from sides.of_counts(f"{name} {least:g}", rows, chosen)


@members(then_now.NAME)
def of_both(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """Who answered about then and about now: told of them are both answers, and the difference."""
    if not shown.waves or shown.waves[-1].figure.value is None:
        return
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    one, then, now = then_now.newest(request.rule, of)
    both, rules = ~np.isnan(then) & ~np.isnan(now), (then_now.then_rule(request.rule), request.rule)
    made: list[tuple[str, str, tuple[Side, ...]]] = [
        (moment, subject(rule), _told(rule, values, of, one, mean=shown.unit == "cijfer"))
        for moment, rule, values in zip(("toen", "nu"), rules, (then, now), strict=True)
    ]
    counted = any(change.turned for change in shown.changes)
    made.append(("verschil", f"verschil:{subject(request.rule)}:toen", _turned(request, then, now) if counted else ()))
    for moment, told, known in made:
        place = (request.what, of.code, PAIRS, "", moment)
        yield _Wave(rosters, of, one, request.material.minimum_residents).cut(
            both, place, (told, f"{shown.name}, {moment}"), known
        )


def _told(rule: Mapping[str, Any], values: Floats, of: Questionnaire, one: Round, *, mean: bool) -> tuple[Side, ...]:
    """The sides of the figure of one of the two moments, when it is sensitive."""
    if not rule.get("sensitive", True):
        return ()
    return tuple(sides.of_mean(rule, values, of) if mean else sides.of_share(rule, values, one.sheet))


def _turned(request: Request, then: Floats, now: Floats) -> tuple[Side, ...]:
    """Who went up and who went down since then, when it is sensitive."""
    if not request.rule.get("sensitive", True):
        return ()
    gain, least = now - then, vectors.step(request.rule)
    ways = (("omhoog", gain >= least), ("omlaag", gain <= -least))
    return tuple(side for name, rows in ways for side in sides.of_counts(f"{name} {least:g}", rows, ~np.isnan(gain)))


@members("count")
def of_count(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """All who count for a number of people; numbers of participants are counted by others, without members."""
    if "question" in request.rule:
        yield from of_people(request, shown, rosters)


@members("story_verdict")
def of_stories(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """The stories of each wave that point a way."""
    yield from stories.of_verdict(request, shown, rosters)


@members("import", "tally")
def of_others(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """Figures that others published, and tallies of which no row was ever kept: there are no members to subtract."""
    yield from ()
