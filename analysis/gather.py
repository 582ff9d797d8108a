"""The database to the material of a report, fast: rows as they lie, JSON by orjson, columns by numpy, no objects of the ORM per row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, repeat
from typing import Any

import numpy as np
import orjson
from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from analysis import tallies
from analysis.columns import Column, Layout, Sheet
from analysis.gather_stories import Told, told
from analysis.material import Material, Participation, Questionnaire, Round, comparable, period
from analysis.models import ActivityCount
from analysis.paths import Paths
from analysis.raw_rows import blocks
from surveys.definition import Definition
from surveys.models import Activity, Area, Organisation, Programme, Response, Survey, SurveyVersion, Wave


def gather(session: Session, programme: Programme) -> Material:
    """Everything the report of this programme is made from; only sent responses, only answers on their path."""
    places, names = _areas(session, programme)
    questionnaires = tuple(_questionnaires(session, programme, places))
    rounds = max((one.rounds for one in questionnaires), key=len, default=())
    stories = told(session, programme, [(one.number, one.opens_on, one.closes_on) for one in rounds])
    settings = programme.settings or {}
    material = Material(
        questionnaires=questionnaires, stories=stories.rows, activities=_activities(session, programme), areas=names,
        minimum_residents=programme.min_residents, minimum_professionals=programme.min_professionals,
        lemmas=stories.lemmas, stories_total=stories.total, stories_unread=stories.unread,
        data_date=_newest(session, programme, stories), sha256=_sha256(questionnaires, stories),
    )  # fmt: skip
    if "min_stories" in settings:
        material = replace(material, minimum_stories=max(int(settings["min_stories"]), 1))
    if "breakdowns" in settings:
        material = replace(material, traits=tuple((one["question"], one["title"]) for one in settings["breakdowns"]))
    return material


def _areas(session: Session, programme: Programme) -> tuple[dict[str, int], tuple[str, ...]]:
    """The place of every area code, old codes included, and the name at every place."""
    rows = session.execute(
        select(Area.code, Area.name)
        .where(Area.organisation_id == programme.organisation_id)
        .order_by(Area.name, Area.year, Area.code)
    ).all()
    names = tuple(dict.fromkeys(name for _, name in rows))
    return {code: names.index(name) for code, name in rows}, names


def _questionnaires(session: Session, programme: Programme, places: Mapping[str, int]) -> Iterator[Questionnaire]:
    rows = session.execute(
        select(Survey.code, Wave)
        .join(SurveyVersion, Wave.version_id == SurveyVersion.id)
        .join(Survey, SurveyVersion.survey_id == Survey.id)
        .where(Wave.programme_id == programme.id)
        .order_by(Survey.code, Wave.number)
    ).all()
    for code, group in groupby(rows, key=lambda row: row[0]):
        yield _questionnaire(session, code, [wave for _, wave in group], places, programme.min_residents)


def _questionnaire(session: Session, code: str, waves: Sequence[Wave], places: Mapping[str, int], minimum: int) -> Questionnaire:
    ids = [wave.id for wave in waves]
    used = set(session.scalars(select(Response.version_id).where(Response.wave_id.in_(ids)).distinct()))
    rows = session.scalars(
        select(SurveyVersion)
        .where(SurveyVersion.id.in_(used | {wave.version_id for wave in waves}))
        .order_by(SurveyVersion.number)
    ).all()
    versions = {row.id: Definition.from_canonical(row.content) for row in rows}
    layouts = tallies.layouts([one.questions for one in versions.values()])
    counts = session.execute(
        select(Response.wave_id, func.count())
        .where(Response.wave_id.in_(ids), Response.state != "ingetrokken")
        .group_by(Response.wave_id)
    )
    started = {int(row[0]): int(row[1]) for row in counts}
    every = tuple(
        Round(
            wave.number, wave.name, period(wave.opens_on), wave.opens_on, wave.closes_on,
            _sheet(session, wave.id, versions, layouts, places), wave.invited, started.get(wave.id, 0),
        )
        for wave in waves
    )  # fmt: skip
    listed = tuple((row.number, row.sha256, tuple(wave.name for wave in waves if wave.version_id == row.id)) for row in rows)
    rounds = comparable(every, minimum)
    pairs = tallies.pairs(rounds[0].sheet, rounds[-1].sheet)
    others = tuple(one for one in every if not any(one is kept for kept in rounds))
    *older, newest = versions.values()
    return Questionnaire(code, newest, rounds, pairs, listed, others, tuple(older))


def _sheet(
    session: Session, wave_id: int, versions: Mapping[int, Definition], layouts: Mapping[str, Layout], places: Mapping[str, int]
) -> Sheet:
    """The columns of one wave, read in chunks so that the documents of all responses are never in memory together."""
    paths = {version: Paths(definition) for version, definition in versions.items()}
    written: list[dict[str, Column]] = [tallies.write(layouts, {}, 0, {})]
    areas: list[np.ndarray[Any, Any]] = [np.zeros(0, np.int16)]
    links: list[str | None] = []
    for rows in _rows(session, wave_id):
        for version, (where, linked, texts) in _by_version(rows):
            documents = orjson.loads(f"[{','.join(texts)}]")
            raw = {code: list(map(dict.get, documents, repeat(code))) for code in versions[version].questions}
            written.append(tallies.write(layouts, raw, len(texts), paths[version].not_asked(raw, documents)))
            areas.append(np.fromiter(map(places.get, where, repeat(-1)), np.int16, len(texts)))
            links.extend(linked)
    columns = {code: tallies.joined([block[code] for block in written]) for code in layouts}
    return Sheet(columns, np.concatenate(areas), tuple(links))


def _rows(session: Session, wave_id: int) -> Iterator[Sequence[Any]]:
    """(version, area, link, answers as text) of the sent responses."""
    table = Response.__table__
    query = select(table.c.version_id, table.c.area_code, table.c.link_hash, type_coerce(table.c.answers, Text))
    return blocks(session, query.where(table.c.wave_id == wave_id, table.c.state == "verzonden"))


def _by_version(rows: Sequence[Any]) -> Iterator[tuple[int, tuple[Sequence[str], Sequence[str | None], Sequence[str]]]]:
    """The rows of each version as columns: areas, links, answers."""
    versions, *columns = zip(*rows, strict=True)
    if len(set(versions)) == 1:
        yield versions[0], (columns[0], columns[1], columns[2])
        return
    for version in sorted(set(versions)):
        _, where, links, texts = zip(*(row for row in rows if row[0] == version), strict=True)
        yield version, (where, links, texts)


def _activities(session: Session, programme: Programme) -> tuple[Participation, ...]:
    rows = session.execute(
        select(Activity, Organisation.name)
        .join(Organisation, Activity.organisation_id == Organisation.id)
        .where(Activity.programme_id == programme.id)
        .order_by(Activity.name, Activity.code)
    ).all()
    counts = session.execute(
        select(ActivityCount).join(Activity).where(Activity.programme_id == programme.id).order_by(ActivityCount.period)
    ).scalars()
    per: dict[int, list[tuple[str, int | None, int | None]]] = {}
    for one in counts:
        per.setdefault(one.activity_id, []).append((one.period, one.meetings, one.participants))
    return tuple(Participation(one.code, one.name, provider, one.mechanism, tuple(per.get(one.id, ()))) for one, provider in rows)


def _newest(session: Session, programme: Programme, stories: Told) -> date:
    """The day of the newest data: a response (by week), or a story."""
    sent = session.scalar(
        select(func.max(Response.sent_on)).join(Wave, Response.wave_id == Wave.id).where(Wave.programme_id == programme.id)
    )
    days = [one for one in (sent, stories.newest) if one is not None]
    return max(days, default=date(1970, 1, 1))


def _sha256(questionnaires: Sequence[Questionnaire], stories: Told) -> str:
    """One fingerprint of all data, the same whatever ids and order the database gave them."""
    found = hashlib.sha256()
    for one in questionnaires:
        for each in (*one.rounds, *one.others):
            if not each.started:
                continue
            found.update(f"{one.code} {each.number} {each.started} {tallies.fingerprint(each.sheet)}\n".encode())
    found.update(stories.sha256.encode())
    return found.hexdigest()
