"""Which activity stories tell of beside which result, and the routes that nobody planned.

A number of stories is said in coarse steps ("ten minste 5"): two reports a few stories apart say the same, so nothing can be
computed from their difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import sentences, themes
from analysis.line.line import ACTIVITY, RESULT, Line, Link
from analysis.models import Ambition, ResultTheme, SocietalResult
from narratives.coding import codes_of
from narratives.models import Annotation, Code, Consent, Decision, Story, StoryReading
from saying import mark, say
from surveys.parties import Activity, Programme

STORIES, TOLD = mark("ten minste {n} verhalen"), mark("ten minste {n} verhalen en antwoorden")
STEPS = (3, 5, 10, 25, 50, 100, 250, 500, 1000)
Pair = tuple[str, str]  # code of an activity, code of a result


def said(count: int, words: str = STORIES) -> str:
    """A number of stories in words that give no exact number."""
    return say(words, n=sentences.number(max(step for step in STEPS if step <= count)))


def known_to_stories(session: Session, programme: Programme, minimum: int) -> dict[Pair, str]:
    """How many stories told at an activity point the desired way on a result; only from the minimum on, in words."""
    points = _points(session, programme)
    found = Counter[Pair]()
    for activity, tone, told in _stories(session, programme) if points else ():
        for result, ways in points.items():
            if themes.way(told, themes.lean(tone), ways) in (themes.GOOD, themes.BOTH):
                found[activity, result] += 1
    return {pair: said(count) for pair, count in found.items() if count >= max(minimum, STEPS[0])}


def with_routes(line: Line, known: Mapping[Pair, str]) -> Line:
    """The line with how many stories know each link, and with the routes that only stories know."""
    planned = {(one.code, result) for one in line.of(ACTIVITY) for result in line.results_of(one)}
    links = [_told(line, one, known) for one in line.links]
    written = {(one.below, one.above) for one in line.links}
    new = [
        Link((ACTIVITY, activity), (RESULT, result), unplanned=True, told=words)
        for (activity, result), words in sorted(known.items())
        if (activity, result) not in planned and ((ACTIVITY, activity), (RESULT, result)) not in written
    ]
    return replace(line, links=(*links, *new))


def _told(line: Line, link: Link, known: Mapping[Pair, str]) -> Link:
    if link.below[0] != ACTIVITY:
        return link
    above = line.node(link.above)
    result = above.code if above and above.kind == RESULT else (above.inside if above else "")
    return replace(link, told=known.get((link.below[1], result), ""))


def _points(session: Session, programme: Programme) -> dict[str, dict[str, str]]:
    rows = session.execute(
        select(SocietalResult.code, Code.code, ResultTheme.points)
        .join(ResultTheme, ResultTheme.result_id == SocietalResult.id)
        .join(Code, Code.id == ResultTheme.code_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for result, code, way in rows:
        found[result][code] = way
    return found


def _stories(session: Session, programme: Programme) -> Iterable[tuple[str, float | None, frozenset[str]]]:
    """Activity, tone and themes of every read story that was told at an activity and is held with consent."""
    mine = (
        select(Story.id, Activity.code, StoryReading.tone)
        .join(Activity, Activity.id == Story.activity_id)
        .join(Consent, Consent.story_id == Story.id)
        .join(StoryReading, StoryReading.story_id == Story.id)
        .where(Story.programme_id == programme.id, Story.state == "gelezen", Consent.withdrawn_on.is_(None))
    )
    rows = session.execute(mine).all()
    if not rows:
        return []
    proposed, decided = _spans(session, Annotation, programme), _spans(session, Decision, programme)
    return [(code, tone, codes_of(proposed.get(one, ()), decided.get(one, ()))) for one, code, tone in rows]


def _spans(session: Session, table: Any, programme: Programme) -> dict[str, list[Any]]:
    columns = (table.story_id, table.kind, table.label, table.start, table.end)
    query = select(*columns, *((table.verdict,) if table is Decision else ())).join(Story, Story.id == table.story_id)
    found: dict[str, list[Any]] = defaultdict(list)
    here = (Story.programme_id == programme.id, Story.activity_id.is_not(None), table.kind == "theme")
    for row in session.execute(query.where(*here)):
        found[row.story_id].append(row)
    return found
