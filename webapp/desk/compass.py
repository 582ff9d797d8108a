"""Kompas: where a programme stands, how residents are doing, whether indicators fit, and a note for the council in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from analysis.frameworks import catalogue, gate, steps
from analysis.frameworks.compass import COMPASS
from analysis.frameworks.coverage import LEVELS, Counted, Coverage, cover
from analysis.frameworks.filled import filled
from analysis.frameworks.framework import text_of
from analysis.frameworks.models import Certificate
from analysis.frameworks.part import validity
from analysis.learning.each import each
from analysis.models import Ambition, SocietalResult
from analysis.report.wording import amount, number
from analysis.sources import series
from analysis.sources.models import Observation, SourceDataset
from database import today
from surveys.parties import Area, Organisation
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.frameworks import picture
from webapp.request_session import db

MOST_SERIES = 40  # imported series on the page of the start


@desk.get("/<programme>/kompas")
@allow("worker")
def compass(programme: str) -> Any:
    """The compass: a ring of steps with the list beside it."""
    one = catalogue.get(COMPASS)
    part = filled(db(), guard.programme(), one)
    return render_template(
        "desk/compass.html", one=one, part=part, steps=list(zip(one.dimensions, part.dimensions, strict=True)), picture=picture(part), say=text_of,
        early=gate.early(db(), guard.programme()), made_early=gate.made_early(db(), guard.programme()), certificates=_labels(),
        agreed={code: steps.who(db(), found) for code, found in steps.agreements(db(), guard.programme().id, COMPASS).items()},
        exceptions=steps.exceptions(db(), guard.programme(), COMPASS),
    )  # fmt: skip


def _labels() -> list[tuple[str, str, str]]:
    query = (
        select(Certificate, Organisation.name)
        .join(Organisation, Organisation.id == Certificate.organisation_id)
        .where(Certificate.programme_id == guard.programme().id)
        .order_by(Organisation.name, Certificate.name)
    )
    return [(name, one.name, validity(one, today())) for one, name in db().execute(query)]


def _results() -> list[SocietalResult]:
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    found = query.order_by(SocietalResult.position, SocietalResult.id).options(selectinload(SocietalResult.indicators))
    return list(db().scalars(found))


def coverage() -> Coverage:
    """The matrix of this programme."""
    return cover([
        (
            one.code, one.title,
            [
                Counted(row.code, row.name, row.level, row.measure_kind, row.rule or {}, row.kpi)
                for row in one.indicators if row.status != "vervallen"
            ],
        )
        for one in _results()
    ])  # fmt: skip


@desk.get("/<programme>/kompas/dekking")
@allow("evaluator")
def compass_coverage(programme: str) -> Any:
    """Results × indicators: gaps and doubles."""
    return render_template("desk/compass_coverage.html", found=coverage(), levels=LEVELS)


@desk.get("/<programme>/kompas/begin")
@allow("evaluator")
def compass_start(programme: str) -> Any:
    """How residents are doing: imported figures, the survey and the stories, beside each other."""
    from webapp.desk.reporting import live

    return render_template("desk/compass_start.html", report=live(g.language), sources=_imported(), relations=choices.RELATIONS)


@dataclass(frozen=True, slots=True)
class Imported:
    """The ends of an imported series, in words."""

    source: str
    measure: str
    area: str
    first: str
    last: str


def _ends(one: series.Series) -> tuple[str, str]:
    """The first and the last known number, each with its period."""
    unit = "procent" if one.unit.strip() in {"%", "procent"} else ""
    known = [
        f"{amount(point.value, unit) if unit else number(point.value, 0 if point.value.is_integer() else 1)} ({point.period})"
        for point in one.points
        if point.value is not None
    ]
    return (known[0] if len(known) > 1 else "–", known[-1]) if known else ("–", "–")


def _imported() -> list[Imported]:
    """The imported series of this municipality and its neighbourhoods."""
    programme = guard.programme()
    areas = {one.code: one.name for one in db().scalars(select(Area).where(Area.organisation_id == programme.organisation_id))}
    areas[programme.organisation.code] = programme.organisation.name
    query = (
        select(SourceDataset.code, Observation.measure, Observation.group, Observation.area_code)
        .join(Observation, Observation.dataset_id == SourceDataset.id)
        .where(SourceDataset.programme_id == programme.id, SourceDataset.current.is_(True), Observation.area_code.in_(areas))
        .distinct()
        .order_by(SourceDataset.code, Observation.measure, Observation.group, Observation.area_code)
        .limit(MOST_SERIES)
    )
    found = []
    for dataset, measure, group, area in db().execute(query):
        one = series.read(db(), programme, {"dataset": dataset, "measure": measure, "group": group, "area": area})
        if one is not None:
            found.append(Imported(one.source, f"{measure} ({group})" if group else measure, areas[area], *_ends(one)))
    return found


@desk.get("/<programme>/kompas/raad")
@allow("evaluator")
def compass_note(programme: str) -> Any:
    """A note for the council while the compass is half filled: what we know, what not yet, and what is being done. To print."""
    one = catalogue.get(COMPASS)
    part = filled(db(), guard.programme(), one)
    return render_template(
        "desk/compass_note.html", one=one, part=part, steps=list(zip(one.dimensions, part.dimensions, strict=True)), say=text_of,
        picture=picture(part), found=coverage(), results=_results(), day=today(), made_early=gate.made_early(db(), guard.programme()),
        questions=filled(db(), guard.programme(), catalogue.get("kernvragen")), minutes=each(db(), guard.programme(), today()),
        number=number,
    )  # fmt: skip
