"""Have stories read: one, or every story that this reader has not read yet; a person's decisions are never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, sessionmaker

from database import utcnow
from narratives import intake
from narratives.codebook import CodeTerms, Gazetteer
from narratives.models import Annotation, Code, Story, StoryReading
from narratives.proposals import Proposal, Reading
from surveys.parties import Activity, Area, Organisation, Programme

__all__ = [
    "StoryReader",
    "annotate",
    "annotate_each",
    "annotate_stale",
    "codebook_of",
    "is_stale",
    "reader_for",
    "stale",
    "store",
]


class StoryReader(Protocol):
    """Something that reads Dutch: narratives.dutch.reader.Reader, or the same in a process of its own (narratives.isolation)."""

    @property
    def version(self) -> str:
        """What a reading was made with; another version makes it stale."""

    def read(self, text: str, language: str = "nl") -> Reading:
        """Read one story; never raises on what a person may write."""

    def with_codebook(self, codes: Iterable[CodeTerms], gazetteer: Gazetteer) -> StoryReader:
        """The same reader for the codebook and the known names of one programme."""


@dataclass(frozen=True, slots=True)
class _Task:
    story_id: str
    text: str
    language: str
    reader: StoryReader


def codebook_of(session: Session, programme_id: int) -> tuple[tuple[CodeTerms, ...], Gazetteer]:
    """The codes of a programme, and the neighbourhoods, organisations and activities that are known there."""
    codes = session.scalars(select(Code).where(Code.programme_id == programme_id).order_by(Code.code))
    terms = tuple(CodeTerms(one.code, tuple(one.terms), tuple(one.exclusions)) for one in codes)
    owner = select(Programme.organisation_id).where(Programme.id == programme_id).scalar_subquery()
    places = session.scalars(select(Area.name).where(Area.organisation_id == owner).distinct().order_by(Area.name))
    involved = select(Activity.organisation_id).where(Activity.programme_id == programme_id)
    names = session.scalars(
        select(Organisation.name).where(or_(Organisation.id == owner, Organisation.id.in_(involved))).order_by(Organisation.name)
    )
    activities = session.scalars(select(Activity.name).where(Activity.programme_id == programme_id).order_by(Activity.name))
    return terms, Gazetteer(tuple(places), (*names, *activities))


def reader_for(session: Session, programme_id: int, reader: StoryReader) -> StoryReader:
    """This reader with the codebook of the programme."""
    return reader.with_codebook(*codebook_of(session, programme_id))


def stale(session: Session, reader: StoryReader, limit: int | None = None) -> list[str]:
    """Ids of stories without a reading, or with one by another version than this reader has for their programme; oldest first."""
    found: list[str] = []
    held = select(Story.programme_id).where(Story.state != "ingetrokken").distinct().order_by(Story.programme_id)
    for programme_id in session.scalars(held).all():
        version = reader_for(session, programme_id, reader).version
        wanted = (
            select(Story.id)
            .outerjoin(StoryReading, StoryReading.story_id == Story.id)
            .where(Story.programme_id == programme_id, Story.state != "ingetrokken")
            .where(func.coalesce(StoryReading.reader_version, "") != version)
            .order_by(Story.created_at, Story.id)
        )
        if limit is not None:
            wanted = wanted.limit(limit - len(found))
        found += session.scalars(wanted)
        if limit is not None and len(found) >= limit:
            break
    return found


def is_stale(session: Session, story_id: str, reader: StoryReader) -> bool:
    """Whether a story still has words and this reader has not read them."""
    story = session.get(Story, story_id)
    if story is None or story.words_sealed is None:
        return False
    row = session.get(StoryReading, story_id)
    return row is None or row.reader_version != reader_for(session, story.programme_id, reader).version


def _task(session: Session, story_id: str, reader: StoryReader) -> _Task | None:
    story = session.get(Story, story_id)
    if story is None or story.words_sealed is None:
        return None
    own = reader_for(session, story.programme_id, reader)
    return _Task(story.id, intake.words(session, story), story.language, own)


def _row(story_id: str, version: str, one: Proposal) -> Annotation:
    return Annotation(
        story_id=story_id, kind=one.kind, label=one.label[:120], start=one.start, end=one.end,
        reason=one.reason[:300], score=one.score, reader_version=version,
    )  # fmt: skip


def store(session: Session, story_id: str, reading: Reading) -> StoryReading | None:
    """Keep a reading in place of the older one; None when the story was withdrawn in the meantime."""
    story = session.get(Story, story_id, populate_existing=True, with_for_update=True)  # two workers may have read it
    if story is None or story.words_sealed is None:
        return None
    session.execute(delete(Annotation).where(Annotation.story_id == story_id))
    session.add_all([_row(story_id, reading.version, one) for one in reading.proposals])
    row = session.get(StoryReading, story_id) or StoryReading(story_id=story_id)
    row.reader_version, row.state, row.reason = reading.version, reading.state, reading.reason[:200]
    row.words, row.tone, row.lemmas, row.read_at = reading.words, reading.tone, dict(reading.lemmas), utcnow()
    session.add(row)
    story.state = reading.state
    session.flush()
    session.expire(story, ["annotations", "reading"])
    return row


def annotate(session: Session, story_id: str, reader: StoryReader) -> StoryReading | None:
    """Read one story with the codebook of its programme and keep what was found; None when there is nothing to read.

    On SQLite a session that may write holds the only write lock while the story is read; a job uses `annotate_each`.
    """
    task = _task(session, story_id, reader)
    return None if task is None else store(session, story_id, task.reader.read(task.text, task.language))


def annotate_stale(session: Session, reader: StoryReader, limit: int | None = None) -> int:
    """Read what this reader has not read; returns how many were read."""
    return sum(annotate(session, story_id, reader) is not None for story_id in stale(session, reader, limit))


def annotate_each(look: sessionmaker[Session], keep: sessionmaker[Session], story_ids: Iterable[str], reader: StoryReader) -> int:
    """For jobs: read stories one by one with no transaction open during the reading; commits after each; returns how many."""
    done = 0
    for story_id in story_ids:
        with look() as session:
            task = _task(session, story_id, reader)
        if task is None:
            continue
        reading = task.reader.read(task.text, task.language)
        with keep() as session, session.begin():
            done += store(session, story_id, reading) is not None
    return done
