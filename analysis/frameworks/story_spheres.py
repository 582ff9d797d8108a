"""The sphere of a story: the one a person gave it, else those of its themes on the board; counted only above the minimum."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis import disclosure, gather_stories
from analysis.frameworks import catalogue, store
from analysis.frameworks.aggregate import newest
from analysis.frameworks.errors import CardRefused
from analysis.frameworks.filled import sitting
from analysis.frameworks.models import StorySphere
from analysis.themes import StoryRow
from narratives.models import Story
from saying import say
from surveys.parties import Account, Programme

SPHERES = "sferen"
HELD = "sfeer"  # the place of a count of stories in the publication ledger
Members = Iterable[tuple[str, StoryRow]]


def own(session: Session, story: Story) -> tuple[str, ...]:
    """The spheres a person gave this story."""
    query = select(StorySphere.sphere).where(StorySphere.story_id == story.id)
    return tuple(sorted(session.scalars(query)))


def give(session: Session, story: Story, spheres: Collection[str], account: Account | None = None) -> None:
    """Give a story these spheres instead of those it had; none means: by its themes."""
    known = [one.code for one in catalogue.get(SPHERES).dimensions]
    if wrong := sorted(set(spheres) - set(known)):
        raise CardRefused(say("De sfeer ‘{name}’ bestaat niet. Kies een van de sferen op de bladzijde.", name=wrong[0][:40]))
    there = set(own(session, story))
    session.execute(delete(StorySphere).where(StorySphere.story_id == story.id, StorySphere.sphere.in_(there - set(spheres))))
    for one in known:
        if one in spheres and one not in there:
            session.add(StorySphere(story_id=story.id, sphere=one, account_id=account.id if account else None))
    session.flush()


def used(session: Session, programme: Programme) -> bool:
    """Whether any story has a sphere, of its own or by a theme on the board."""
    return bool(_given(session, programme) or _by_theme(session, programme))


def _given(session: Session, programme: Programme) -> dict[str, set[str]]:
    query = select(StorySphere.story_id, StorySphere.sphere).join(Story, Story.id == StorySphere.story_id)
    found: dict[str, set[str]] = {}
    for identity, sphere in session.execute(query.where(Story.programme_id == programme.id)):
        found.setdefault(identity, set()).add(sphere)
    return found


def _by_theme(session: Session, programme: Programme) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for card in newest([sitting(held) for held in store.sessions(session, programme, SPHERES)]):
        if card.kind == "thema" and card.state != "niet":
            found.setdefault(card.subject, set()).add(card.dimension)
    return found


def members(session: Session, programme: Programme, stories: Members) -> dict[str, list[str]]:
    """The stories (ids) of each sphere; a story that a person gave a sphere no longer follows its themes."""
    given, by_theme = _given(session, programme), _by_theme(session, programme)
    found: dict[str, list[str]] = {one.code: [] for one in catalogue.get(SPHERES).dimensions}
    for identity, row in stories:
        mine = given.get(identity) or {sphere for theme in row.themes for sphere in by_theme.get(theme, ())}
        for sphere in mine if row.read else ():
            if sphere in found:
                found[sphere].append(identity)
    return found


def everyone(session: Session, programme: Programme) -> Members:
    """Every story that was not withdrawn, with its id."""
    return gather_stories.told(session, programme, (), members=True).members


def counts(found: Mapping[str, Collection[str]], total: int, minimum: int) -> dict[str, int | None]:
    """How many stories each sphere has; None where they, or all the others, are too few to show."""
    shown: dict[str, int | None] = {}
    for sphere, stories in found.items():
        rest = total - len(stories)
        shown[sphere] = None if 0 < rest < minimum else disclosure.small_count(len(stories), minimum)
    return shown
