"""The stories of a programme to plain rows: effective themes, tone, teller, triangles, and in how many each lemma stands."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Select, String, Text, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from analysis import themes
from analysis.raw_rows import blocks
from analysis.themes import Place, StoryRow
from narratives import coding, intake
from narratives.models import Annotation, Consent, Decision, Signification, Story, StoryReading
from surveys.models import Response, Wave
from surveys.parties import Programme

WORD = re.compile(r"\w+")
KEY = re.compile(r'"([^"]*)":')
NONE: frozenset[str] = frozenset()
AFTERWARDS = timedelta(days=92)  # a story told up to a quarter after a wave closed still speaks about that time
Triads = tuple[tuple[str, Place], ...]
Themes = tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]  # effective, and confirmed by a person; per story
Windows = Sequence[tuple[int, date, date]]  # number, opens, closes of each wave
Said = tuple[tuple[str, str], ...]  # (question, answer) of a teller whose story came with a questionnaire
Where = tuple[str | None, str | None, Said]  # code of the area, classes as JSON text, and what the teller answered


@dataclass(frozen=True, slots=True)
class Told:
    """The stories as plain values, in no order that ids could decide."""

    rows: tuple[StoryRow, ...]
    lemmas: Mapping[str, int]
    total: int
    unread: int
    newest: date | None
    sha256: str
    members: tuple[tuple[str, StoryRow], ...] = ()
    where: Mapping[str, Where] = field(default_factory=dict)  # of each member: where it was told, and by whom
    placed: Mapping[tuple[StoryRow, Where], int] = field(default_factory=dict)  # how many stories are so, and told there


def told(
    session: Session, programme: Programme, windows: Windows, *, areas: Sequence[str] | None = None, wave: int | None = None,
    traits: Sequence[str] = (), members: bool = False,
) -> Told:  # fmt: skip
    """The stories that were not withdrawn; themes and lemmas only of those that could be read.

    `areas` and `wave` restrict them to these areas (codes) and to what was told up to and including that wave; `traits` are the
    questions by which tellers are divided; with `members` each story also comes apart, with its id.
    """
    spans = [(n, opens.isoformat(), (closes + AFTERWARDS).isoformat()) for n, opens, closes in windows]
    known = _Known(_themes(session, programme), _triads(session, programme), spans)
    hidden, said = _hidden_words(session, programme), _answers(session, programme, traits)
    lemmas, placed, alike = Counter[str](), Counter[tuple[StoryRow, Where]](), Counter[StoryRow]()
    newest, apart = "", []
    where: dict[str, Where] = {}
    for rows_found in _rows(session, programme, areas):
        block, found = rows_found, list(map(known.row, rows_found))
        if wave is not None:
            block, found = _until(wave, spans, block, found)
        at = [(row[7], row[8], said.get(row[0], ())) for row in block]
        placed.update(zip(found, at, strict=True))
        if members:
            apart += [(row[0], one) for row, one in zip(block, found, strict=True)]
            where.update(zip((row[0] for row in block), at, strict=True))
        newest = max([newest, *(row[2] for row in block)])
        _count(lemmas, [(row[0], row[6]) for row in block if row[4] == "gelezen" and row[6]], hidden)
    for (row, _), count in placed.items():
        alike[row] += count
    rows = tuple(row._replace(times=count) for row, count in alike.items())
    lines = sorted(f"{sorted(row.themes)} {sorted(row.confirmed)} {row[2:]}" for row in rows)
    digest = hashlib.sha256("\n".join((*lines, repr(sorted(lemmas.items())))).encode()).hexdigest()
    unread = themes.how_many(row for row in rows if not row.read)
    day = date.fromisoformat(newest) if newest else None
    return Told(rows, lemmas, themes.how_many(rows), unread, day, digest, tuple(apart), where, placed)


def _until(
    wave: int, spans: Sequence[tuple[int, str, str]], block: Sequence[Any], found: Sequence[StoryRow]
) -> tuple[list[Any], list[StoryRow]]:
    """The stories told up to and including a wave; those of no wave when they were told before it was over."""
    over = max((last for number, _, last in spans if number <= wave), default="")
    kept = [
        (row, one) for row, one in zip(block, found, strict=True) if (row[2] <= over if one.wave is None else one.wave <= wave)
    ]
    return [row for row, _ in kept], [one for _, one in kept]


def _count(lemmas: Counter[str], read: Sequence[tuple[str, str]], hidden: Mapping[str, frozenset[str]]) -> None:
    """Add the lemmas of these stories (id, JSON text), each once per story and without the words a person hid in it."""
    plain = [text for identity, text in read if "\\" not in text and identity not in hidden]
    # The keys alone, cut out of the text: twice as fast as reading it. Without a backslash no quote can be inside a key.
    lemmas.update(KEY.findall("".join(plain)))
    for identity, text in read if len(plain) < len(read) else ():
        if "\\" in text or identity in hidden:
            lemmas.update(orjson.loads(text).keys() - hidden.get(identity, NONE))


def _rows(session: Session, programme: Programme, areas: Sequence[str] | None) -> Iterator[Sequence[Any]]:
    """(id, teller, day as text, wave number, state of the reading, tone, lemmas as text, area, classes as text), straight from the
    driver."""
    story, reading, wave = Story.__table__, StoryReading.__table__, Wave.__table__
    query = select(
        story.c.id, story.c.teller, cast(story.c.told_on, String), wave.c.number, reading.c.state, reading.c.tone,
        type_coerce(reading.c.lemmas, Text), story.c.area_code, type_coerce(story.c.traits, Text),
    )  # fmt: skip
    joined = (
        _held(query, programme).outerjoin(reading, reading.c.story_id == story.c.id).outerjoin(wave, wave.c.id == story.c.wave_id)
    )
    return blocks(session, joined if areas is None else joined.where(story.c.area_code.in_(areas)))


class _Known:
    """What was read about stories before, looked up while their rows go by."""

    def __init__(self, coded: Themes, triads: Mapping[str, Triads], spans: Sequence[tuple[int, str, str]]) -> None:
        self.themes, self.confirmed = coded
        self.triads, self.spans = triads, spans

    def row(self, found: Sequence[Any]) -> StoryRow:
        """The plain row of one story; one without a wave belongs to the one around the day on which it was told, if any."""
        identity, teller, told_on, wave, state, tone = found[:6]
        if wave is None:
            wave = max((number for number, first, last in self.spans if first <= told_on <= last), default=None)
        read = state == "gelezen"
        told = self.themes.get(identity, NONE) if read else NONE
        confirmed, triads = self.confirmed.get(identity, NONE), self.triads.get(identity, ())
        return StoryRow(told, confirmed, teller, themes.lean(tone), wave, read, triads)


def _held(query: Select[Any], programme: Programme) -> Select[Any]:
    """Only stories of the programme that are held with the consent of their teller."""
    story, consent = Story.__table__, Consent.__table__
    return (
        query.select_from(story)
        .join(consent, consent.c.story_id == story.c.id)
        .where(story.c.programme_id == programme.id, story.c.state != "ingetrokken", consent.c.withdrawn_on.is_(None))
    )


def effective_codes(session: Session, programme: Programme) -> Mapping[str, frozenset[str]]:
    """The themes that count, for each story that has any."""
    return _themes(session, programme)[0]


def _themes(session: Session, programme: Programme) -> Themes:
    """The effective themes per story, and those that a person confirmed."""
    query = (
        select(Annotation.story_id, func.aggregate_strings(Annotation.label, "\x1f"))
        .join(Story, Story.id == Annotation.story_id)
        .where(Story.programme_id == programme.id, Annotation.kind == "theme")
        .group_by(Annotation.story_id)
    )
    codes = cache(lambda labels: frozenset(labels.split("\x1f")))  # few different ones: each is taken apart once
    effective = {identity: codes(labels) for block in blocks(session, query) for identity, labels in block}
    confirmed: dict[str, frozenset[str]] = {}
    for identity, spans, decisions in _decided(session, programme):
        coded = coding.effective_themes(spans, decisions)
        effective[identity] = frozenset(one.code for one in coded)
        confirmed[identity] = frozenset(one.code for one in coded if one.decided)
    return effective, confirmed


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


def _answers(session: Session, programme: Programme, traits: Sequence[str]) -> dict[str, Said]:
    """What tellers answered to the questions by which they are divided, where the story came with a questionnaire."""
    query = (
        select(Story.id, type_coerce(Response.answers, Text))
        .join(Response, Response.id == Story.response_id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken", Response.state == "verzonden")
    )
    found = {}
    for block in blocks(session, query) if traits else ():
        for identity, text in block:
            answers = orjson.loads(text)
            found[identity] = tuple((code, answers[code]) for code in traits if isinstance(answers.get(code), str))
    return found


def _triads(session: Session, programme: Programme) -> dict[str, Triads]:
    rows = session.execute(
        select(Signification.story_id, Signification.code, Signification.a, Signification.b, Signification.c)
        .join(Story, Story.id == Signification.story_id)
        .where(Story.programme_id == programme.id, Signification.a.is_not(None))
        .order_by(Signification.code)
    )
    found: dict[str, Triads] = {}
    for identity, code, a, b, c in rows:
        if a is not None and b is not None and c is not None:
            found[identity] = (*found.get(identity, ()), (code, (a, b, c)))
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
