"""Which stories an evaluator asked for: every filter a whitelisted word of the address, turned into one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, not_, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from narratives.models import Annotation, Decision, Story, StoryReading
from narratives.proposals import TONE_CLEAR
from surveys.models import Wave
from surveys.parties import Programme
from webapp.desk import choices, decisions, fields

SEARCHED_AT_MOST = 2_000  # searching opens and redacts each story; beyond this, narrow the filters first
ORDERS = {"nieuwste": "nieuwste eerst", "oudste": "oudste eerst"}
LOADED = (selectinload(Story.annotations), selectinload(Story.decisions), selectinload(Story.reading))
STATES = {key: text for key, text in choices.STORY_STATES.items() if key != "ingetrokken"}


@dataclass(frozen=True)
class Filters:
    """What was asked; an empty word means everything."""

    theme: str = ""
    area: str = ""
    teller: str = ""
    wave: str = ""
    tone: str = ""
    state: str = ""
    search: str = ""
    order: str = "nieuwste"
    page: int = 1

    def query(self) -> dict[str, str]:
        """The filters as words of an address, without the page."""
        named = {"thema": self.theme, "gebied": self.area, "teller": self.teller, "ronde": self.wave, "toon": self.tone}
        named |= {"stand": self.state, "zoek": self.search, "volgorde": self.order if self.order != "nieuwste" else ""}
        return {key: value for key, value in named.items() if value}


def read(allowed: Mapping[str, Collection[str]], search: str) -> Filters:
    """The filters of this address; anything that is not on a list ends in 400."""
    fields.only_known("thema", "gebied", "teller", "ronde", "toon", "stand", "zoek", "volgorde", "bladzijde")
    return Filters(
        theme=fields.asked("thema", allowed["thema"]),
        area=fields.asked("gebied", allowed["gebied"]),
        teller=fields.asked("teller", choices.TELLERS),
        wave=fields.asked("ronde", allowed["ronde"]),
        tone=fields.asked("toon", choices.TONES),
        state=fields.asked("stand", STATES),
        order=fields.asked("volgorde", ORDERS, "nieuwste"),
        search=search,
        page=fields.number("bladzijde", 1),
    )


def statement(programme: Programme, wanted: Filters) -> Select[Any]:
    """The stories of a programme that pass the filters, but for the search in their words."""
    query = select(Story).where(Story.programme_id == programme.id, Story.state != "ingetrokken")
    if wanted.state:
        query = query.where(Story.state == wanted.state)
    if wanted.area:
        query = query.where(Story.area_code == wanted.area)
    if wanted.teller:
        query = query.where(Story.teller == wanted.teller)
    if wanted.wave:
        query = query.join(Wave, Wave.id == Story.wave_id).where(Wave.slug == wanted.wave)
    if wanted.tone:
        query = query.join(StoryReading, StoryReading.story_id == Story.id).where(_tone(wanted.tone))
    if wanted.theme:
        query = query.where(_has_theme(wanted.theme))
    newest = wanted.order == "nieuwste"
    return query.order_by(Story.created_at.desc() if newest else Story.created_at, Story.id)


def _tone(word: str) -> Any:
    """The rule of narratives.proposals.tone_class, in SQL."""
    if word == "positief":
        return StoryReading.tone >= TONE_CLEAR
    if word == "somber":
        return StoryReading.tone <= -TONE_CLEAR
    return and_(StoryReading.tone > -TONE_CLEAR, StoryReading.tone < TONE_CLEAR)


def _has_theme(code: str) -> Any:
    """The rule of narratives.coding.effective_themes, in SQL: added or accepted, or proposed and not rejected there."""
    no = aliased(Decision)
    overlaps = or_(no.start == no.end, and_(no.start < Annotation.end, Annotation.start < no.end))
    rejected = exists().where(
        no.story_id == Annotation.story_id, no.kind == "theme", no.label == code, no.verdict == "rejected", overlaps
    )
    proposed = exists().where(
        Annotation.story_id == Story.id, Annotation.kind == "theme", Annotation.label == code, not_(rejected)
    )
    decided = exists().where(
        Decision.story_id == Story.id, Decision.kind == "theme", Decision.label == code, Decision.verdict != "rejected"
    )
    return or_(proposed, decided)


def found(session: Session, programme: Programme, wanted: Filters) -> list[Story]:
    """The stories that pass all filters, with what was read and decided loaded along."""
    query = statement(programme, wanted).options(*LOADED)
    if not wanted.search:
        return list(session.scalars(query))
    word = wanted.search.casefold()
    candidates = session.scalars(query.where(Story.state == "gelezen").limit(SEARCHED_AT_MOST))
    return [one for one in candidates if word in decisions.redacted(session, one).text.casefold()]
