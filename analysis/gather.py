"""The database to the material of a report, fast: rows as they lie, no objects of the ORM per row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from analysis import tallies, then_now  # noqa: F401  the last registers its measure kind
from analysis.accounting import gathering
from analysis.gather_responses import Reader
from analysis.gather_stories import Told, told
from analysis.material import TRAITS, Material, Participation, Questionnaire
from analysis.models import ActivityCount
from analysis.raw_rows import uncollected
from analysis.scope import EVERYTHING, Scope, ScopeTooSmall
from analysis.sources import imported
from surveys.models import Activity, Area, Organisation, Programme, Response, Wave


@uncollected()
def gather(session: Session, programme: Programme, scope: Scope = EVERYTHING, *, members: bool = False) -> Material:
    """Everything the report of this programme is made from, within a scope; only sent responses, only answers on their path.

    `members`: also who stands in each row, for the publication ledger.
    """
    places, names = _areas(session, programme, scope)
    reader = Reader(session, places, scope, programme.min_residents, members)
    questionnaires = tuple(reader.questionnaires(programme))
    if scope.narrow and not questionnaires:
        raise ScopeTooSmall(programme.min_residents)
    rounds = max((one.rounds for one in questionnaires), key=len, default=())
    windows = [(one.number, one.opens_on, one.closes_on) for one in rounds]
    settings = programme.settings or {}
    traits = tuple((one["question"], one["title"]) for one in settings["breakdowns"]) if "breakdowns" in settings else TRAITS
    stories = told(
        session, programme, windows, areas=tuple(places) if scope.areas else None, wave=scope.wave,
        traits=[code for code, _ in traits], members=members,
    )  # fmt: skip
    material = Material(
        questionnaires=questionnaires, stories=stories.rows, activities=_activities(session, programme), areas=names,
        minimum_residents=programme.min_residents, minimum_professionals=programme.min_professionals,
        lemmas=stories.lemmas, stories_total=stories.total, stories_unread=stories.unread,
        data_date=_newest(session, programme, stories, reader), sha256=_sha256(questionnaires, stories), scope=scope,
        story_places=stories.placed, story_members=stories.members, story_where=stories.where, traits=traits,
    )  # fmt: skip
    if "min_stories" in settings:
        material = replace(material, minimum_stories=max(int(settings["min_stories"]), 1))
    return gathering.added(session, programme, imported.added(session, programme, material))


def _areas(session: Session, programme: Programme, scope: Scope) -> tuple[dict[str, int], tuple[str, ...]]:
    """The place of every area code of the scope, old codes included, and the name at every place."""
    rows = session.execute(
        select(Area.code, Area.name)
        .where(Area.organisation_id == programme.organisation_id)
        .order_by(Area.name, Area.year, Area.code)
    ).all()
    names = tuple(dict.fromkeys(name for _, name in rows if not scope.areas or name in scope.areas))
    if set(scope.areas) - set(names):
        raise ScopeTooSmall(programme.min_residents)
    return {code: names.index(name) for code, name in rows if name in names}, names


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


def _newest(session: Session, programme: Programme, stories: Told, reader: Reader) -> date:
    """The day of the newest data: a response (by week), or a story."""
    sent = session.scalar(
        select(func.max(Response.sent_on))
        .join(Wave, Response.wave_id == Wave.id)
        .where(Wave.programme_id == programme.id, reader.within())
        .where(true() if reader.scope.wave is None else Wave.number <= reader.scope.wave)
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
