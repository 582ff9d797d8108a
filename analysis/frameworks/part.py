"""From the tables to the part of the Report about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.frameworks import catalogue, gate, kpi_chain, kpi_store, scope, story_spheres
from analysis.frameworks.filled import filled, has_something, with_stories
from analysis.frameworks.models import Certificate
from analysis.frameworks.story_spheres import SPHERES
from analysis.report import wording
from analysis.report.context import Context
from analysis.report.parts.frameworks import CertificatePart, ChainPart, FrameworkPart, FrameworksPart
from analysis.sentences import day
from saying import mark, say
from surveys.parties import Organisation, Programme

ELSEWHERE = frozenset({"bollen", "lagen"})  # the teams and the layered account have parts of their own


def part(session: Session, context: Context) -> FrameworksPart | None:
    """The part, or None when the programme has nothing to say here."""
    programme = context.programme
    parts = [filled(session, programme, one) for code, one in catalogue.every().items() if code not in ELSEWHERE]
    parts = [_with_stories(session, context, one) if one.code == SPHERES else one for one in parts]
    kept = tuple(one for one in parts if has_something(one))
    certificates, early = _certificates(session, programme, context.day), gate.made_early(session, programme)
    chain = _chain(session, context)
    if not kept and not certificates and not early and not chain:
        return None
    return FrameworksPart(
        title=say("Samen kijken: de kaders"), frameworks=kept, certificates=certificates, early=early,
        scope=scope.digest(session, programme), statutory=_statutory(kept), chain=chain,
    )  # fmt: skip


def _chain(session: Session, context: Context) -> tuple[ChainPart, ...]:
    """The KPI chain per result with the newest figures."""
    rows = kpi_store.levels(session, context.programme)
    if not kpi_chain.speaks([(level, kpi) for _, level, kpi in rows.values()]):
        return ()
    found = []
    for result in context.results:
        figures = {one.code: wording.shown(one.waves[-1].figure) for one in result.indicators if one.waves}
        mine = [
            (rows[result.code, one.code][1], one.name, one.code) for one in result.indicators if (result.code, one.code) in rows
        ]
        found.append(kpi_chain.chain(result.title, mine, figures))
    return tuple(found)


def _with_stories(session: Session, context: Context, part: FrameworkPart) -> FrameworkPart:
    """How many stories each sphere has. Of a part of the town or an earlier wave it is not counted: the board is of everything."""
    programme, material = context.programme, context.material
    if material.scope.narrow or not story_spheres.used(session, programme):
        return part
    found = story_spheres.members(session, programme, material.story_members or story_spheres.everyone(session, programme))
    shown = story_spheres.counts(found, material.stories_total, material.minimum_stories)
    kept = {code: None if material.holds(story_spheres.HELD, code) else count for code, count in shown.items()}
    return with_stories(part, kept)


def _certificates(session: Session, programme: Programme, today: date) -> tuple[CertificatePart, ...]:
    rows = session.execute(
        select(Certificate, Organisation.name)
        .join(Organisation, Organisation.id == Certificate.organisation_id)
        .where(Certificate.programme_id == programme.id)
        .order_by(Organisation.name, Certificate.name)
    )
    return tuple(CertificatePart(name, one.name, validity(one, today), one.findings) for one, name in rows)


def validity(one: Certificate, today: date) -> str:
    """Until when a label holds, on this day."""
    if one.valid_until is None:
        return say("zonder einddatum")
    sentence = mark("verlopen op {day}") if one.valid_until < today else mark("geldig tot {day}")
    return say(sentence, day=day(one.valid_until))


def _statutory(parts: tuple[FrameworkPart, ...]) -> str:
    cards = [card for one in parts if one.code == "piramide" for each in one.dimensions for card in each.cards]
    law = [card.name for card in cards if card.state == "wettelijk"]
    free = [card.name for card in cards if card.state == "vrij"]
    words = []
    if law:
        words.append(say("Wettelijk verplicht: {names}.", names=", ".join(law)))
    if free:
        words.append(say("Vrij: {names}. Hiervoor bestaat geen verplichting.", names=", ".join(free)))
    return " ".join(words)
