"""One response as a row: what a page needs of it, its questionnaire, and the stories that are being written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from surveys.definition import Definition
from surveys.models import Response, SurveyVersion, Wave
from surveys.questions import Draft

__all__ = [
    "Aside", "CardTaken", "Filling", "ResponseUnknown", "WaveClosed", "WaveNotOpenYet", "definition_of", "look_up", "open_aside",
    "open_drafts", "seal_aside",
]  # fmt: skip


class WaveClosed(Exception):
    """The wave has ended."""

    def __init__(self) -> None:
        super().__init__("Deze vragenlijst is gesloten. U kunt hem niet meer invullen. Dank u wel dat u wilde meedoen.")


class WaveNotOpenYet(Exception):
    """The wave has not begun."""

    def __init__(self) -> None:
        super().__init__("Deze vragenlijst is nog niet open. Kom later terug.")


class ResponseUnknown(Exception):
    """There is no such response (any more)."""

    def __init__(self) -> None:
        super().__init__("Wij kunnen uw vragenlijst niet vinden. Begin opnieuw met de link die u kreeg.")


class CardTaken(Exception):
    """The return card was already used in this wave."""

    def __init__(self) -> None:
        super().__init__("Met deze kaart is deze vragenlijst al ingevuld.")


@dataclass(frozen=True, slots=True)
class Filling:
    """One response as one row was read: all that a page needs, without objects of the ORM."""

    id: str
    wave_id: int
    version_id: int
    state: str
    language: str
    sequence: int
    answers: dict[str, Any] = field(repr=False)
    page_sequences: dict[str, int]
    drafts_sealed: bytes | None = field(repr=False)
    link_hash: str | None = field(repr=False)
    sha256: str
    slug: str
    closes_on: date
    programme_id: int


# Core and a bound parameter, not the ORM: this is the question every request of a resident asks.
_response, _version, _wave = (model.__table__ for model in (Response, SurveyVersion, Wave))
_LOOK_UP = (
    select(
        *(_response.c[name] for name in ("id", "wave_id", "version_id", "state", "language", "sequence")),
        *(_response.c[name] for name in ("answers", "page_sequences", "drafts_sealed", "link_hash")),
        _version.c.sha256, _wave.c.slug, _wave.c.closes_on, _wave.c.programme_id,
    )
    .select_from(_response)
    .join(_version, _version.c.id == _response.c.version_id)
    .join(_wave, _wave.c.id == _response.c.wave_id)
    .where(_response.c.id == bindparam("wanted"))
)  # fmt: skip


# Two pages of one response saved at once: the second waits. (SQLite has one writer anyway and knows no FOR UPDATE.)
_LOOK_UP_TO_WRITE = _LOOK_UP.with_for_update(of=_response)


def look_up(session: Session, response_id: str, *, to_write: bool = False) -> Filling:
    """Read one response in one query; ResponseUnknown when it is not there. `to_write` keeps others from writing it meanwhile."""
    query = _LOOK_UP_TO_WRITE if to_write else _LOOK_UP
    row: Any = session.connection().execute(query, {"wanted": response_id}).one_or_none()
    if row is None:
        raise ResponseUnknown
    return Filling(*row)


_definitions: dict[str, Definition] = {}


def definition_of(session: Session, version_id: int, sha256: str) -> Definition:
    """The published definition; read once per process, for a version never changes."""
    found = _definitions.get(sha256)
    if found is None:
        content = session.scalars(select(SurveyVersion.content).where(SurveyVersion.id == version_id)).one()
        if len(_definitions) >= 64:
            _definitions.clear()
        found = _definitions[sha256] = Definition.from_canonical(content)
    return found


@dataclass(frozen=True, slots=True)
class Aside:
    """What is kept sealed beside the answers until sending: stories being written, and pages as typed that still have a fault."""

    drafts: Mapping[str, Draft] = field(default_factory=dict, repr=False)  # question code -> story
    typed: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict, repr=False)  # page code -> form fields


_PAGE = "/"  # before the code of a page; no question code begins with it


def open_aside(session: Session, filling: Filling) -> Aside:
    """What is kept aside in this response."""
    if filling.drafts_sealed is None:
        return Aside()
    kept = orjson.loads(session.info["keyring"].open(filling.drafts_sealed, f"response:{filling.id}"))
    return Aside(
        {code: Draft(**values) for code, values in kept.items() if not code.startswith(_PAGE)},
        {code.removeprefix(_PAGE): fields for code, fields in kept.items() if code.startswith(_PAGE)},
    )


def open_drafts(session: Session, filling: Filling) -> Mapping[str, Draft]:
    """The stories that are being written in this response, by question."""
    return open_aside(session, filling).drafts


def seal_aside(session: Session, response_id: str, aside: Aside) -> bytes | None:
    """What is kept aside, sealed to its response; None when there is nothing."""
    if not aside.drafts and not aside.typed:
        return None
    pages = {f"{_PAGE}{code}": dict(fields) for code, fields in aside.typed.items()}
    text = orjson.dumps({**{code: draft.plain_data() for code, draft in aside.drafts.items()}, **pages}).decode()
    sealed: bytes = session.info["keyring"].seal(text, f"response:{response_id}")
    return sealed
