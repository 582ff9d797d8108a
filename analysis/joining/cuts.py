"""Who stands behind what is said of groups: who answered and who told by trait, and the stories behind each contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy.orm import Session

from analysis import themes
from analysis.joining import agenda, composing, grouped, representing, searching, silence, store
from analysis.joining.contradictions import ORDER
from analysis.joining.grouped import Told
from analysis.joining.representing import Division
from analysis.ledger.members import Bits, Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.material import Material, Questionnaire, Round
from analysis.measures import STORIES
from analysis.report.parts.joining import JoiningPart
from surveys.parties import Programme

Members = Sequence[tuple[str, Told]]
Group = tuple[str, str]  # the title of a split, or who or when; and the label in it


def cuts(session: Session, programme: Programme, part: JoiningPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The cuts of the part of the report."""
    of = representing.main(material)
    margins = () if material.scope.areas else store.margins(session, programme)
    divisions: tuple[Division, ...] = ()
    if of is not None and margins:
        divisions = representing.divisions(margins, of.rounds[-1].sheet, material.areas, grouped.traits(material))
        yield from _answered(part, divisions, (of, of.rounds[-1]), material, rosters)
    stories = grouped.of_members(session, programme, material)
    yield from _told(part, divisions, stories, material, rosters)
    points = composing.points(session, programme)
    named = _named(composing.rules(session, programme), stories, material)
    for one in part.agenda:
        if one.again and one.key in named:
            result, group = named[one.key]
            yield _contradiction(
                one.key, (result, group), _about(stories, group, points.get(result, {}), material), material, rosters
            )


def _answered(
    part: JoiningPart, divisions: Sequence[Division], at: tuple[Questionnaire, Round], material: Material, rosters: Rosters
) -> Iterator[Cut]:
    """Who answered in the newest wave, by trait; the shares tell too of how many the trait is known."""
    shown = {(table.title, row.label) for table in part.traits for row in table.rows if row.response.value is not None}
    if part.silence:
        shown |= {(row.trait, row.label) for row in part.silence.groups if row.respondents.value is not None}
    of, last = at
    population = f"antwoorden:{of.code}:{last.number}"
    ids = rosters.places(population, last.sheet.ids)

    def cut(chosen: Bits, title: str, label: str, *, whole: bool) -> Cut:
        place, words = (representing.TRAIT, title, label), f"Wie meedeed, {title.lower()}{': ' if label else ''}{label}"
        members, n = pack(ids[chosen]), int(chosen.sum())
        return Cut(population, representing.TRAIT, place, words, n, members, material.minimum_residents, whole)

    for one in divisions:
        rows = [(i, label) for i, label in enumerate(one.labels) if (one.title, label) in shown]
        if rows:
            yield cut(one.places >= 0, one.title, "", whole=True)
        for i, label in rows:
            yield cut(np.asarray(one.places == i), one.title, label, whole=False)


def _story_cut(rosters: Rosters, chosen: Sequence[str], place: tuple[str, ...], told: tuple[str, str], minimum: int) -> Cut:
    subject, words = told
    members = pack(rosters.places(STORIES, chosen))
    return Cut(STORIES, subject, place, words, len(chosen), members, minimum, whole=place[-1] in ("", silence.EVERYBODY))


def _told(
    part: JoiningPart, divisions: Sequence[Division], stories: Members, material: Material, rosters: Rosters
) -> Iterator[Cut]:
    """Which residents told, by trait, and how many of them altogether."""
    if part.silence is None:
        return
    own = [(identity, one) for identity, one in stories if one.teller == silence.RESIDENT]
    shown = {(row.trait, row.label) for row in part.silence.groups if row.stories is not None}
    least, subject = material.minimum_stories, silence.TOLD
    everybody = [identity for identity, _ in own]
    yield _story_cut(rosters, everybody, (subject, silence.EVERYBODY), (subject, "Bewoners die vertelden"), least)
    for one in divisions:
        rows = [label for label in one.labels if (one.title, label) in shown]
        if rows:
            known = [identity for identity, story in own if story.group(one.title) in one.labels]
            yield _story_cut(
                rosters, known, (subject, one.title, ""), (subject, f"Bewoners die vertelden, {one.title.lower()}"), least
            )
        for label in rows:
            chosen = [identity for identity, story in own if story.group(one.title) == label]
            words = f"Bewoners die vertelden, {one.title.lower()}: {label}"
            yield _story_cut(rosters, chosen, (subject, one.title, label), (subject, words), least)


def _about(stories: Members, group: Group, points: Mapping[str, str], material: Material) -> list[str]:
    """The stories of a group that point a way on a result."""
    known = themes.ways(points)
    return [
        identity
        for identity, story in stories
        if group in _groups(story, material) and known(story.themes, story.leaning) is not None
    ]


def _contradiction(key: str, of: tuple[str, Group], chosen: Sequence[str], material: Material, rosters: Rosters) -> Cut:
    """The stories of which a point on the agenda says how many they are, and which way most point."""
    result, (title, label) = of
    words = f"Tegenspraak, {title.lower()}: {label}"
    told = f"{agenda.LEDGER}:{result}"[:120], words
    return _story_cut(rosters, chosen, (agenda.LEDGER, key), told, material.minimum_stories)


def _named(rules: Iterable[tuple[str, str]], stories: Members, material: Material) -> dict[str, tuple[str, Group]]:
    """The key of every point that there can be, with its result and its group."""
    groups = {group for _, story in stories for group in _groups(story, material)}
    waves = {str(one.number) for of in material.questionnaires for one in of.rounds} | {""}
    return {
        agenda.key(result, indicator, title, label, kind, wave): (result, (title, label))
        for result, indicator in rules
        for title, label in groups
        for kind in ORDER
        for wave in waves
    }


def _groups(story: Told, material: Material) -> tuple[Group, ...]:
    """The groups a story is in, as points name them."""
    names = {one.number: one.name for of in material.questionnaires for one in of.rounds}
    wave = names.get(story.wave if story.wave is not None else -1)
    teller = (searching.TELLER, themes.TELLERS.get(story.teller, story.teller))
    return (*story.groups, teller, *([(searching.WAVE, wave)] if wave is not None else []))
