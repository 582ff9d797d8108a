"""The sphere of a story: given by a person, else by its themes; counted above the minimum, and guarded with its members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from analysis.frameworks import catalogue, store, story_spheres
from analysis.frameworks.errors import CardRefused
from analysis.frameworks.store import Placed
from analysis.ledger import preparing
from analysis.report import rendering
from analysis.report.build import build
from analysis.scope import Scope
from narratives import intake
from narratives.models import Code, Story
from tests.analysis.world import make_world

pytestmark = pytest.mark.store


@pytest.fixture
def world(session: Session) -> Any:
    return make_world(session)


def told_of(session: Session, programme: Any) -> dict[str, frozenset[str]]:
    """The themes of each story that was read, by its id."""
    return {identity: row.themes for identity, row in story_spheres.everyone(session, programme) if row.read}


def lay(session: Session, programme: Any, cards: Iterable[Placed]) -> None:
    framework = catalogue.get("sferen")
    held = store.hold(session, programme, framework, name="Tafel", held_on=date(2026, 1, 1), present=["gemeente"])
    store.put(session, held, framework, list(cards))


def shown(session: Session, programme: Any, **scope: Any) -> dict[str, int | None]:
    part = build(session, programme, scope=Scope(**scope)).frameworks
    spheres = part.framework("sferen") if part else None
    return {one.code: one.stories for one in spheres.dimensions} if spheres else {}


def test_a_story_follows_its_themes_until_a_person_gives_it_a_sphere(session: Session, world: Any) -> None:
    programme = world.programme
    theme = session.query(Code).filter_by(programme_id=programme.id).order_by(Code.code).first()
    assert theme is not None
    lay(session, programme, [Placed("persoonlijk", "thema", theme.code, "wel")])
    about = sorted(identity for identity, themes in told_of(session, programme).items() if theme.code in themes)
    assert len(about) >= 5
    assert shown(session, programme)["persoonlijk"] == len(about)
    for identity in about[:2]:
        story_spheres.give(session, session.get_one(Story, identity), ["institutioneel", "gemeenschappelijk"])
    found = story_spheres.members(session, programme, story_spheres.everyone(session, programme))
    assert sorted(found["persoonlijk"]) == about[2:]
    assert sorted(found["institutioneel"]) == sorted(found["gemeenschappelijk"]) == about[:2]
    story_spheres.give(session, session.get_one(Story, about[0]), [])
    assert story_spheres.own(session, session.get_one(Story, about[0])) == ()


def test_too_few_stories_are_not_counted_aloud(session: Session, world: Any) -> None:
    programme = world.programme
    every = sorted(told_of(session, programme))
    for identity in every[:2]:
        story_spheres.give(session, session.get_one(Story, identity), ["persoonlijk"])
    for identity in every[4:16]:
        story_spheres.give(session, session.get_one(Story, identity), ["institutioneel"])
    lay(session, programme, [Placed("institutioneel", "onderwerp", "De bieb", "wel")])
    assert shown(session, programme) == {"persoonlijk": None, "gemeenschappelijk": 0, "institutioneel": 12}
    page = rendering.html(build(session, programme))
    assert "1 hoort erbij · 12 verhalen" in page
    assert set(shown(session, programme, wave=1).values()) == {None}


def test_all_but_a_few_is_too_few_as_well() -> None:
    ids = [str(n) for n in range(20)]
    assert story_spheres.counts({"a": ids[:17], "b": ids[:10], "c": ids, "d": []}, 20, 5) == {"a": None, "b": 10, "c": 20, "d": 0}


def test_a_withdrawn_story_counts_nowhere(session: Session, world: Any) -> None:
    programme = world.programme
    first = min(told_of(session, programme))
    story_spheres.give(session, session.get_one(Story, first), ["persoonlijk"])
    intake.withdraw(session, session.get_one(Story, first))
    assert story_spheres.members(session, programme, story_spheres.everyone(session, programme))["persoonlijk"] == []
    session.expire_all()
    assert story_spheres.own(session, session.get_one(Story, first)) == ()  # nothing that was made of it stays
    assert not story_spheres.used(session, programme)


def test_the_ledger_knows_who_is_in_a_sphere(session: Session, world: Any) -> None:
    programme = world.programme
    every = sorted(told_of(session, programme))
    for identity in every[:12]:
        story_spheres.give(session, session.get_one(Story, identity), ["persoonlijk"])
    prepared = preparing.prepare(session, programme)
    cut = next(one for one in prepared.cuts if one.place == ("sfeer", "persoonlijk"))
    assert cut.n == 12
    preparing.publish_report(session, programme, prepared, title="Eerste", audience="alle", account=None)
    story_spheres.give(session, session.get_one(Story, every[12]), ["persoonlijk"])
    again = preparing.prepare(session, programme)
    assert [one.cut.n for one in again.refusals if one.cut.place == ("sfeer", "persoonlijk")] == [13]
    assert again.report.frameworks is None or again.report.frameworks.framework("sferen").dimensions[0].stories is None


def test_an_unknown_sphere_is_refused(session: Session, world: Any) -> None:
    story = session.query(Story).first()
    with pytest.raises(CardRefused, match="bestaat niet"):
        story_spheres.give(session, story, ["kosmisch"])
