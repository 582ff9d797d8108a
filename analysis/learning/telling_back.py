"""What became of a story (terugvertellen): what it counts for, where people spoke about it, and what was done since.

Themes are left out on purpose: a card can be found by somebody else, and a theme says what the story was about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import gather_stories
from analysis.learning.models import ImprovementAction
from analysis.learning.store import cycles
from analysis.models import Ambition, Interpretation, ResultTheme, SocietalResult
from narratives import coding
from narratives.models import Code, Quote, Story
from surveys.parties import Programme

AGREED = ("verbeteractie", "gesloten")  # states of a round in which the actions stand


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was agreed on after the story was told, and what came of it. Who does it may be a name, so it is not here."""

    text: str
    state: str  # one of words.ACTION_STATES
    effect: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A result that the story counts for, when people last talked about it together, and the actions."""

    title: str
    spoken_on: date | None
    actions: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many stories led somewhere. None = so few that a number would say something of somebody."""

    told: int
    quoted: int | None
    acted: int | None
    finished: int | None


def followed(session: Session, story: Story) -> tuple[Followed, ...]:
    """What became of one story; nothing as long as it was not read, and nothing of what was taken back."""
    if story.state != "gelezen" or story.consent.withdrawn_on is not None:
        return ()
    codes = coding.codes_of(story.annotations, story.decisions)
    actions = _actions(session, story.programme)
    return tuple(
        Followed(
            one.title,
            _spoken(session, one, story.told_on),
            tuple(
                Done(row.text, row.state, row.effect) for row in actions if row.result_id == one.id and _after(row, story.told_on)
            ),
        )
        for one in _results(session, story.programme, codes)
    )


def share(session: Session, programme: Programme) -> Share | None:
    """Of all stories that count: how many were quoted, led to an action, and to an action that is done; None while they are few."""
    rows = session.execute(
        select(Story.id, Story.told_on).where(Story.programme_id == programme.id, Story.state == "gelezen")
    ).all()
    if len(rows) < programme.min_residents:
        return None
    shown = select(Quote.story_id).join(Story).where(Story.programme_id == programme.id, Quote.state == "toegestaan")
    quoted = set(session.scalars(shown.where(Story.state == "gelezen")))
    points = _points(session, programme)
    codes = gather_stories.effective_codes(session, programme)
    actions = _actions(session, programme)
    led = {identity: _led(codes.get(identity, frozenset()), points, actions, told) for identity, told in rows}
    finished = sum(any(row.state == "gedaan" for row in found) for found in led.values())
    few = programme.min_residents
    return Share(
        len(rows),
        _named(len(quoted), len(rows), few),
        _named(sum(map(bool, led.values())), len(rows), few),
        _named(finished, len(rows), few),
    )


def _named(count: int, total: int, few: int) -> int | None:
    """A number that may be named: nobody, everybody, or enough on both sides."""
    return count if count in {0, total} or few <= count <= total - few else None


def _led(
    codes: Collection[str], points: Mapping[str, set[int]], actions: Iterable[ImprovementAction], told: date
) -> list[ImprovementAction]:
    results = set().union(*(points.get(code, set()) for code in codes))
    return [row for row in actions if row.result_id in results and _after(row, told)]


def _after(row: ImprovementAction, told: date) -> bool:
    """Whether people could know the story when they agreed on this: they talked on that day or later."""
    return any(talk.held_on >= told for talk in row.cycle.dialogues)


def _actions(session: Session, programme: Programme) -> list[ImprovementAction]:
    return [row for one in cycles(session, programme) if one.state in AGREED for row in one.actions]


def _points(session: Session, programme: Programme) -> dict[str, set[int]]:
    """For every theme the results that it speaks about."""
    rows = session.execute(
        select(Code.code, ResultTheme.result_id)
        .join(Code, Code.id == ResultTheme.code_id)
        .where(Code.programme_id == programme.id)
    )
    found: dict[str, set[int]] = {}
    for code, result in rows:
        found.setdefault(code, set()).add(result)
    return found


def _results(session: Session, programme: Programme, codes: Collection[str]) -> list[SocietalResult]:
    points = _points(session, programme)
    wanted = set().union(*(points.get(code, set()) for code in codes))
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id, SocietalResult.id.in_(wanted))
    return list(session.scalars(query.order_by(SocietalResult.position, SocietalResult.id)))


def _spoken(session: Session, result: SocietalResult, told: date) -> date | None:
    """The newest day on which people wrote down what they make of it together, not before the story was told."""
    query = select(Interpretation.written_at).where(Interpretation.result_id == result.id, Interpretation.with_whom != "")
    days = [one.date() for one in session.scalars(query)]
    return max((day for day in days if day >= told), default=None)
