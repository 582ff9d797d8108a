"""The stories of a programme to plain rows: effective themes, tone, teller, triangles, and in how many each lemma stands."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Select, Text, select, type_coerce
from sqlalchemy.orm import Session

from analysis.themes import StoryRow
from narratives import coding, intake
from narratives.models import Annotation, Consent, Decision, Signification, Story, StoryReading
from surveys.models import Wave
from surveys.parties import Programme

WORD = re.compile(r"\w+")
Windows = Sequence[tuple[int, date, date]]  # number, opens, closes of each wave


@dataclass(frozen=True, slots=True)
class Told:
    """The stories as plain values, in no order that ids could decide."""

    rows: tuple[StoryRow, ...]
    lemmas: Mapping[str, int]
    total: int
    unread: int
    newest: date | None
    sha256: str


def told(session: Session, programme: Programme, windows: Windows) -> Told:
    """The stories that were not withdrawn; themes and lemmas only of those that could be read."""
    story, reading, wave = Story.__table__, StoryReading.__table__, Wave.__table__
    found = session.execute(
        _held(
            select(
                story.c.id, story.c.teller, story.c.told_on, wave.c.number, reading.c.state, reading.c.tone,
                type_coerce(reading.c.lemmas, Text),
            ),
            programme,
        )
        .outerjoin(reading, reading.c.story_id == story.c.id)
        .outerjoin(wave, wave.c.id == story.c.wave_id)
    )  # fmt: skip
    themes, confirmed = _themes(session, programme)
    triads, names = _triads(session, programme), _hidden_words(session, programme)
    rows: list[StoryRow] = []
    lemmas: Counter[str] = Counter()
    newest: date | None = None
    empty: frozenset[str] = frozenset()
    for identity, teller, told_on, number, state, tone, words in found:
        read = state == "gelezen"
        wave_number = number if number is not None else _window(told_on, windows)
        rows.append(
            StoryRow(
                themes.get(identity, empty) if read else empty, confirmed.get(identity, empty), teller,
                tone, wave_number, read, triads.get(identity, {}),
            )
        )  # fmt: skip
        if read and words:
            lemmas.update(orjson.loads(words).keys() - names.get(identity, empty))
        newest = told_on if newest is None else max(newest, told_on)
    rows.sort(key=_key)
    lines = "\n".join(map(str, map(_key, rows)))
    digest = hashlib.sha256(f"{lines}\n{sorted(lemmas.items())}".encode()).hexdigest()
    return Told(tuple(rows), lemmas, len(rows), sum(not one.read for one in rows), newest, digest)


def _held(query: Select[Any], programme: Programme) -> Select[Any]:
    """Only stories of the programme that are held with the consent of their teller."""
    story, consent = Story.__table__, Consent.__table__
    return (
        query.select_from(story)
        .join(consent, consent.c.story_id == story.c.id)
        .where(story.c.programme_id == programme.id, story.c.state != "ingetrokken", consent.c.withdrawn_on.is_(None))
    )


def _themes(session: Session, programme: Programme) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The effective themes per story, and those that a person confirmed."""
    rows = session.execute(
        select(Annotation.story_id, Annotation.label)
        .join(Story, Story.id == Annotation.story_id)
        .where(Story.programme_id == programme.id, Annotation.kind == "theme")
    )
    proposed: dict[str, set[str]] = defaultdict(set)
    for identity, label in rows:
        proposed[identity].add(label)
    known: dict[frozenset[str], frozenset[str]] = {}  # few different sets: keep each once
    themes = {identity: known.setdefault(one := frozenset(labels), one) for identity, labels in proposed.items()}
    confirmed: dict[str, frozenset[str]] = {}
    for identity, spans, decisions in _decided(session, programme):
        coded = coding.effective_themes(spans, decisions)
        themes[identity] = frozenset(one.code for one in coded)
        confirmed[identity] = frozenset(one.code for one in coded if one.decided)
    return themes, confirmed


def _decided(session: Session, programme: Programme) -> Iterable[tuple[str, list[Annotation], list[Decision]]]:
    """The stories about whose themes a person decided, with the spans: only these need the slow way."""
    decisions: dict[str, list[Decision]] = defaultdict(list)
    about = select(Decision).join(Story, Story.id == Decision.story_id)
    for one in session.scalars(about.where(Story.programme_id == programme.id, Decision.kind == "theme")):
        decisions[one.story_id].append(one)
    identities = sorted(decisions)
    for start in range(0, len(identities), 500):
        block = identities[start : start + 500]
        spans: dict[str, list[Annotation]] = defaultdict(list)
        for span in session.scalars(select(Annotation).where(Annotation.story_id.in_(block), Annotation.kind == "theme")):
            spans[span.story_id].append(span)
        yield from ((identity, spans[identity], decisions[identity]) for identity in block)


def _triads(session: Session, programme: Programme) -> dict[str, dict[str, tuple[float, float, float]]]:
    rows = session.execute(
        select(Signification.story_id, Signification.code, Signification.a, Signification.b, Signification.c)
        .join(Story, Story.id == Signification.story_id)
        .where(Story.programme_id == programme.id, Signification.a.is_not(None))
    )
    found: dict[str, dict[str, tuple[float, float, float]]] = defaultdict(dict)
    for identity, code, a, b, c in rows:
        if a is not None and b is not None and c is not None:
            found[identity][code] = (a, b, c)
    return found


def _hidden_words(session: Session, programme: Programme) -> dict[str, frozenset[str]]:
    """The words a person chose to hide, per story: the reading may be older than that choice."""
    rows = session.execute(
        select(Story, Decision.start, Decision.end)
        .join(Decision, Decision.story_id == Story.id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken")
        .where(Decision.kind == "hide", Decision.verdict != "rejected")
    ).all()
    found: dict[str, frozenset[str]] = {}
    for story, start, end in rows:
        words = intake.words(session, story)[start:end]
        parts = frozenset(word.lower() for word in WORD.findall(words)) | frozenset(WORD.findall(words))
        found[story.id] = found.get(story.id, frozenset()) | parts
    return found


def _window(told_on: date, windows: Windows) -> int | None:
    """The number of the wave in which a story without one was told; the last that had opened, None before the first."""
    return max((number for number, opens, _ in windows if opens <= told_on), default=None)


def _key(row: StoryRow) -> tuple[Any, ...]:
    """What a story says to the report, as something that sorts: never its id."""
    triads = sorted((code, *place) for code, place in row.triads.items())
    tone = -2.0 if row.tone is None else row.tone
    return (sorted(row.themes), sorted(row.confirmed), row.teller, tone, -1 if row.wave is None else row.wave, row.read, triads)
