"""Filling in a questionnaire: start, save a page, send, resume, withdraw. Nothing a resident typed is lost or counted twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import database
from surveys import linking, routing, unfinished
from surveys.definition import Definition, Page
from surveys.filling import (
    Aside,
    CardTaken,
    Filling,
    ResponseUnknown,
    WaveClosed,
    WaveNotOpenYet,
    definition_of,
    look_up,
    open_aside,
    open_drafts,
    seal_aside,
)  # fmt: skip
from surveys.inviting import mark_used
from surveys.models import Area, Programme, Response, Wave
from surveys.questions import ConsentQuestion, Draft, Postcode, Question, StoryQuestion
from surveys.storytelling import SentStory, sent_stories

__all__ = [
    "CardTaken", "Filling", "ResponseUnknown", "Saved", "SentStory", "Submitted", "WaveClosed", "WaveNotOpenYet", "definition_of",
    "keep_card", "look_up", "open_aside", "open_drafts", "resume", "save_page", "start", "submit", "withdraw",
]  # fmt: skip

GRACE = timedelta(days=1)  # who started on the last evening may finish after midnight


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page: 'saved', 'stale' (newer answers stood there already) or 'closed' (sent before), and its faults."""

    response: Filling
    state: str
    faults: Mapping[str, str]
    whole: bool = True  # everything that was typed is kept, taken as an answer or kept aside to be mended


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was sent. `stories` is filled only for the first sending; the caller stores them in the same transaction."""

    response: Filling
    stories: tuple[SentStory, ...]
    first: bool


def start(
    session: Session,
    wave: Wave,
    language: str,
    channel: str = "zelf",
    link_hash: str | None = None,
    *,
    response_id: str | None = None,
    suspect: bool = False,
) -> Response:
    """Begin a response. With an id given beforehand (in the form) a double click begins only one."""
    _check_open(wave.opens_on, wave.closes_on)
    if response_id and (found := session.get(Response, response_id)) is not None and found.wave_id == wave.id:
        return found
    if link_hash and _taken(session, wave.id, link_hash):
        raise CardTaken
    response = Response(
        wave_id=wave.id, version_id=wave.version_id, language=language, channel=channel, link_hash=link_hash, started_on=database.today(),
        suspect=suspect,
        **({"id": response_id} if response_id else {}),
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(response)
    except IntegrityError:  # the other half of a double click was first, or somebody with the same card
        if response_id and (found := session.get(Response, response_id)) is not None:
            return found
        raise CardTaken from None
    return response


def save_page(
    session: Session,
    response_id: str,
    page_code: str,
    fields: Mapping[str, list[str]],
    sequence: int,
    *,
    insist: bool = False,
    leaving: bool = False,
) -> Saved:
    """Save one page. What is valid is kept, the rest is told, and the page kept aside as it was typed.

    `insist` (the second press) lets go of what is not valid. `leaving` (another button) asks nothing: what was typed and is not
    valid waits until somebody comes back. A form that was rendered before the last save of the same page is stale: it overwrites
    nothing.
    """
    filling = look_up(session, response_id, to_write=True)
    if filling.state != "bezig":
        return Saved(filling, "closed", {})
    _check_open(date.min, filling.closes_on + GRACE)
    definition = definition_of(session, filling.version_id, filling.sha256)
    page = definition.page(page_code)
    if page is None:
        raise ResponseUnknown
    if sequence < filling.page_sequences.get(page_code, 0):
        return Saved(filling, "stale", {})
    shown, before = _shown(definition, page, filling.answers), open_aside(session, filling)
    answers, drafts, faults = _read_page(filling.answers, before.drafts, shown, fields, insist or leaving)
    typed = {code: one for code, one in before.typed.items() if code != page_code}
    kept, whole = unfinished.to_mend(shown, fields, insist=insist, leaving=leaving)
    after = Aside(drafts, typed if kept is None else {**typed, page_code: kept})
    changed = replace(
        filling,
        answers=answers,
        drafts_sealed=filling.drafts_sealed if after == before else seal_aside(session, filling.id, after),
        sequence=filling.sequence + 1,
        page_sequences={**filling.page_sequences, page_code: min(sequence, filling.sequence)},
    )
    values = {f"new_{name}": getattr(changed, name) for name in _PAGE_COLUMNS}
    session.connection().execute(_SAVE, {"wanted": response_id, **values})
    return Saved(changed, "saved", faults, whole)


_UPDATE = update(Response).execution_options(synchronize_session=False)
_PAGE_COLUMNS = ("answers", "drafts_sealed", "sequence", "page_sequences")
_table = cast(Table, Response.__table__)
_SAVE = (
    update(_table)
    .where(_table.c.id == bindparam("wanted"))
    .values({name: bindparam(f"new_{name}", type_=_table.c[name].type) for name in _PAGE_COLUMNS})
)


def submit(session: Session, response_id: str, *, invitation_id: int | None = None, language: str | None = None) -> Submitted:
    """Send a response, once: whoever comes second finds it done. The week is kept, not the day."""
    filling = look_up(session, response_id, to_write=True)
    if filling.state != "bezig":
        return Submitted(filling, (), False)
    _check_open(date.min, filling.closes_on + GRACE)
    definition = definition_of(session, filling.version_id, filling.sha256)
    counted = routing.counted(definition, filling.answers)
    values: dict[str, Any] = {
        "state": "verzonden",
        "sent_on": _monday(database.today()),
        "link_hash": filling.link_hash or _new_link(session, filling),
        "area_code": _area(session, filling.programme_id, definition, counted),
        "language": language or filling.language,
        "drafts_sealed": None,
    }
    done = session.execute(_UPDATE.where(Response.id == response_id, Response.state == "bezig").values(values))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        return Submitted(look_up(session, response_id), (), False)
    if invitation_id is not None:
        mark_used(session, invitation_id)
    stories = sent_stories(definition, counted, open_drafts(session, filling), filling.id, values["language"])
    return Submitted(replace(filling, state="verzonden", link_hash=values["link_hash"], drafts_sealed=None), stories, True)


def keep_card(session: Session, response_id: str) -> str | None:
    """Tie the response to its own return card now ('stop and go on later'); the digest, None without a pepper."""
    filling = look_up(session, response_id, to_write=True)
    if filling.link_hash is None and (digest := _new_link(session, filling)) is not None:
        session.execute(_UPDATE.where(Response.id == response_id).values(link_hash=digest))
        return digest
    return filling.link_hash


def resume(session: Session, wave: Wave, digest: str) -> Filling | None:
    """The response of this card in this wave, sent or not; None when the card is new here."""
    found = session.scalars(select(Response.id).where(Response.wave_id == wave.id, Response.link_hash == digest)).one_or_none()
    return look_up(session, found) if found else None


def withdraw(session: Session, response: Response) -> None:
    """Take back a response: its answers go, the empty row stays to say so. Its stories are narratives' to withdraw."""
    response.sent_on = response.sent_on or _monday(database.today())
    response.state = "ingetrokken"
    response.answers, response.page_sequences = {}, {}
    response.drafts_sealed = response.area_code = None
    session.flush()


def _read_page(
    before: Mapping[str, Any],
    stories: Mapping[str, Draft],
    questions: tuple[Question, ...],
    fields: Mapping[str, list[str]],
    insist: bool,
) -> tuple[dict[str, Any], dict[str, Draft], dict[str, str]]:
    """The answers, the stories being written and the faults after this page."""
    answers, drafts = dict(before), dict(stories)
    faults: dict[str, str] = {}
    for question in questions:
        cleaned = question.clean(fields)
        if cleaned.faults and (not insist or isinstance(question, ConsentQuestion)):  # taking part is never assumed
            faults[question.code] = cleaned.faults[0]
        if cleaned.value is not None:
            answers[question.code] = cleaned.value
        elif not cleaned.faults or insist or isinstance(question, StoryQuestion):
            answers.pop(question.code, None)
        if isinstance(question, StoryQuestion):
            drafts.pop(question.code, None)
            drafts.update({question.code: draft} if (draft := question.draft(fields)) else {})
    return answers, drafts, faults


def _new_link(session: Session, filling: Filling) -> str | None:
    """The digest of the response's own card; none without a pepper, or when somebody holds the same three words."""
    programme = session.get(Programme, filling.programme_id)
    if programme is None or not programme.link_pepper:
        return None
    digest = linking.card_of(programme, filling.id, session.info["keyring"]).digest
    return None if _taken(session, filling.wave_id, digest) else digest


def _taken(session: Session, wave_id: int, digest: str) -> bool:
    return (
        session.scalars(select(Response.id).where(Response.wave_id == wave_id, Response.link_hash == digest)).first() is not None
    )


def _area(session: Session, programme_id: int, definition: Definition, counted: Mapping[str, Any]) -> str | None:
    """The neighbourhood of the postcode that was answered, in the newest division we have."""
    codes = [
        code for code, value in counted.items() if isinstance(definition.questions[code], Postcode) and isinstance(value, str)
    ]
    if not codes:
        return None
    postcode = counted[codes[0]]
    query = select(Area.code, Area.postcodes).join(Programme, Programme.organisation_id == Area.organisation_id)
    rows = session.execute(query.where(Programme.id == programme_id).order_by(Area.year.desc(), Area.id))
    return next((code for code, postcodes in rows if postcode in postcodes), None)


def _shown(definition: Definition, page: Page, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of this page that were shown; what was not asked is not emptied. All of them when the path left the page."""
    return next((one.questions for one in routing.path(definition, answers) if one.code == page.code), page.questions)


def _check_open(opens_on: date, closes_on: date) -> None:
    if database.today() < opens_on:
        raise WaveNotOpenYet
    if database.today() > closes_on:
        raise WaveClosed


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
