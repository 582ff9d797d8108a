"""The telling half of a report: themes with who told them, released quotes, triangles, and the words of the cloud."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from analysis import disclosure, figures, sentences, themes
from analysis.figures import Asked
from analysis.material import Material
from analysis.models import ResultTheme
from analysis.report import plans
from analysis.report.model import CloudWord, Figure, Interval, QuotePart, Teller, ThemePart, TriadPart
from analysis.scope import EVERYTHING, Scope
from analysis.statistics.intervals import wilson
from analysis.themes import StoryRow, ThemeCount
from narratives.models import Code, Consent, Quote, Signification, Story
from saying import SOURCE, say, spoken
from surveys.definition import text_of
from surveys.models import Wave
from surveys.parties import Area, Programme
from surveys.questions import CORNERS, Question, Triad

CLOUD = 80  # words at most
QUOTES = {"steunt": 3, "spreekt_tegen": 2}  # per result: enough to hear both sides, short enough to read
CORNER = 0.5  # from this share on a story lies "vooral" at a corner


@dataclass(frozen=True, slots=True)
class ReleasedQuote:
    """A quote that may be shown, with the code it belongs to ("" = none)."""

    code: str
    part: QuotePart


def theme_parts(results: Sequence[ResultTheme], material: Material) -> tuple[ThemePart, ...]:
    """The themes of a result, most told first; those too small to show at the end."""
    read = [one for one in material.stories if one.read]
    parts = [_theme_part(one.code, one.points, read, material) for one in results]
    return tuple(sorted(parts, key=lambda one: (-(one.stories or -1), one.name)))


def _theme_part(code: Code, points: str, read: Sequence[StoryRow], material: Material) -> ThemePart:
    of = themes.how_many(read)
    found = themes.count_theme(read, code.code, points, of, material.minimum_stories)
    if material.holds("thema", code.code):
        found = ThemeCount(None, of, None, None, None, ())
    return ThemePart(
        code=code.code, name=code.name, definition=code.definition, points=points, stories=found.stories, of_stories=of,
        share=_share(found.stories, of, material), good=found.good, bad=found.bad, confirmed=found.confirmed,
        tellers=teller_parts(found.tellers),
    )  # fmt: skip


def _share(stories: int | None, of: int, material: Material) -> Figure:
    if stories is None:
        return Figure(None, None, "procent", suppressed=True, reason=figures.few_stories(material.minimum_stories))
    if of < material.minimum_residents:
        asked = Asked("procent", "omhoog", material.minimum_residents, things=sentences.STORIES)
        return figures.hidden(asked, disclosure.TOO_SMALL)
    found = wilson(stories, of)
    return Figure(
        round(100 * found.value, 1), of, "procent", Interval(round(100 * found.low, 1), round(100 * found.high, 1), found.method)
    )


def teller_parts(counts: Sequence[tuple[str, int]]) -> tuple[Teller, ...]:
    """Counts of tellers as parts of the report."""
    return tuple(Teller(kind, count) for kind, count in counts)


def all_tellers(material: Material) -> tuple[Teller, ...]:
    """Who told the stories, of all of them."""
    return () if material.holds("vertellers") else teller_parts(themes.tellers(material.stories, material.minimum_stories))


def released(session: Session, programme: Programme, scope: Scope = EVERYTHING) -> list[ReleasedQuote]:
    """Quotes that were released, of stories within the scope that are still held and whose teller allows quoting; in order of
    their words.
    """
    rows = session.execute(
        select(Quote, Code.code, Code.name)
        .join(Story, Story.id == Quote.story_id)
        .join(Consent, Consent.story_id == Story.id)
        .outerjoin(Code, Code.id == Quote.code_id)
        .where(*within(programme, scope))
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken", Quote.state == "toegestaan")
        .where(or_(Consent.quote, and_(Consent.quote_first, Quote.teller_said == "ja")), Consent.withdrawn_on.is_(None))
    ).all()
    found = [ReleasedQuote(code or "", QuotePart(one.text, one.attribution, one.stance, name or "")) for one, code, name in rows]
    return sorted(found, key=lambda one: (one.code, one.part.stance, one.part.text, one.part.attribution))


def within(programme: Programme, scope: Scope) -> Iterator[ColumnElement[bool]]:
    """Which stories a scope is about; up to a wave: told before it closed."""
    if scope.areas:
        mine = select(Area.code).where(Area.organisation_id == programme.organisation_id, Area.name.in_(scope.areas))
        yield Story.area_code.in_(mine)
    if scope.wave is not None:
        rounds = select(func.max(Wave.closes_on)).where(Wave.programme_id == programme.id, Wave.number <= scope.wave)
        yield Story.told_on <= rounds.scalar_subquery()


def quotes_of(quotes: Sequence[ReleasedQuote], codes: Mapping[str, str], marks: Sequence[str] = ()) -> tuple[QuotePart, ...]:
    """The quotes of a result: some that support the figure, and always one that contradicts it where there is one.

    `marks`: those that the editors chose (analysis.report.plans).
    """
    if picked := plans.chosen(list(dict.fromkeys(one.part for one in quotes if one.code in codes)), marks):
        return picked
    chosen: list[QuotePart] = []
    for stance, most in QUOTES.items():
        fitting = [one.part for one in quotes if one.code in codes and one.part.stance == stance]
        chosen += list(dict.fromkeys(fitting))[:most]
    return tuple(chosen)


def triad_parts(session: Session, programme: Programme, material: Material) -> tuple[TriadPart, ...]:
    """Every triangle in which stories were placed; where the points lie only when there are enough of them."""
    parts = []
    asked = {code: one for of in material.questionnaires for code, one in of.definition.questions.items()}
    for code, labels in sorted(_triangles(session, programme).items()):
        placed = [(one.place(code), one.times) for one in material.stories if not material.holds("driehoek", code)]
        places = sorted(place for place, count in placed if place is not None for _ in range(count))
        if places:
            title = text_of(asked[code].text, SOURCE)[0] if code in asked else code
            parts.append(_said(_triad_part(title, labels, places, material), asked.get(code)))
    return tuple(parts)


def _said(part: TriadPart, question: Question | None) -> TriadPart:
    """The triangle in the language that is spoken, where its questionnaire has it and asks the same as when the stories came in."""
    if spoken() == SOURCE or not isinstance(question, Triad):
        return part
    if tuple(text_of(question.corners[corner], SOURCE)[0] for corner in CORNERS) != part.labels:
        return part
    a, b, c = (text_of(question.corners[corner], spoken())[0] for corner in CORNERS)
    regions = tuple(replace(one, label=name) for one, name in zip(part.regions, _region_names((a, b, c)), strict=True))
    return replace(part, title=text_of(question.text, spoken())[0], labels=(a, b, c), regions=regions)


def _triad_part(
    title: str, labels: tuple[str, str, str], places: list[tuple[float, float, float]], material: Material
) -> TriadPart:
    n, shown = len(places), len(places) >= material.minimum_residents
    points = sorted((round(a, 1), round(b, 1), round(c, 1)) for a, b, c in places)
    random.Random(material.sha256 + title).shuffle(points)  # noqa: S311  not for secrecy: the same data give the same order
    a, b, c = (round(sum(place[i] for place in places) / n, 2) for i in range(3))
    return TriadPart(
        title, labels, n, tuple(points) if shown else (), (a, b, c) if shown else None, _regions(labels, places, material)
    )


def _regions(labels: tuple[str, str, str], places: list[tuple[float, float, float]], material: Material) -> tuple[Teller, ...]:
    counts = Counter(next((i for i in range(3) if place[i] >= CORNER), 3) for place in places)
    shown = disclosure.protect_counts([counts[i] for i in range(4)], material.minimum_stories)
    return tuple(Teller(name, count) for name, count in zip(_region_names(labels), shown, strict=True))


def _region_names(labels: tuple[str, str, str]) -> tuple[str, ...]:
    return *(say("vooral: {corner}", corner=label) for label in labels), say("ertussenin")


def _triangles(session: Session, programme: Programme) -> dict[str, tuple[str, str, str]]:
    """The corners of each triangle, as they were when the stories came in."""
    rows = session.execute(
        select(Signification.code, Signification.labels)
        .join(Story, Story.id == Signification.story_id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken")
        .distinct()
    ).all()
    found: dict[str, tuple[str, str, str]] = {}
    for code, labels in sorted(rows, key=str):
        found.setdefault(code, (labels["a"], labels["b"], labels["c"]))
    return found


def cloud(material: Material) -> tuple[CloudWord, ...]:
    """The lemmas that stand in most stories; a word of few stories could point at its teller."""
    if material.holds("woorden"):
        return ()
    enough = [(word, count) for word, count in material.lemmas.items() if count >= max(material.minimum_stories, 3)]
    return tuple(CloudWord(word, count) for word, count in sorted(enough, key=lambda one: (-one[1], one[0]))[:CLOUD])
