"""A report over some neighbourhoods, or up to an earlier wave."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.gather import gather
from analysis.report.build import build
from analysis.report.snapshot import as_json
from analysis.scope import EVERYTHING, Scope, ScopeTooSmall, from_json
from narratives.models import Story
from tests.analysis.world import make_world


def test_the_empty_scope_is_everything(session):
    world = make_world(session)
    assert as_json(build(session, world.programme, scope=Scope())) == as_json(build(session, world.programme))
    assert build(session, world.programme).scope == ""


def test_only_responses_and_stories_of_the_areas_are_counted(session):
    world = make_world(session)
    for number, story in enumerate(session.query(Story).order_by(Story.id)):
        story.area_code = world.areas[number % 5].code
    session.flush()
    whole = gather(session, world.programme)
    part = gather(session, world.programme, Scope(areas=("Noord", "Oost")))
    assert part.areas == ("Noord", "Oost")
    for before, after in zip(whole.questionnaires[0].rounds, part.questionnaires[0].rounds, strict=True):
        places = [whole.areas.index(one) for one in part.areas]
        assert len(after.sheet) == sum((before.sheet.areas == place).sum() for place in places)
        assert after.invited is None  # how many were asked is only known of the whole
    assert part.stories_total == 24
    report = build(session, world.programme, scope=Scope(areas=("Noord", "Oost")))
    assert report.scope == "Noord en Oost"
    assert [row.label for row in report.results[0].indicators[0].breakdowns[0].rows] == ["Noord", "Oost"]
    assert report.responses[0].completed == len(part.questionnaires[0].rounds[0].sheet)


def test_up_to_an_earlier_wave(session):
    world = make_world(session)
    early = session.query(Story).order_by(Story.id).first()
    early.told_on = date(2025, 5, 1)
    session.flush()
    report = build(session, world.programme, scope=Scope(wave=0))
    assert [one.name for one in report.responses] == ["Nulmeting"]
    assert report.stories_total == 1
    assert report.scope == "alleen de nulmeting"
    assert report.data_date < build(session, world.programme).data_date
    assert not any("2026" in one.message for one in report.results[0].indicators[:2])


def test_quotes_are_of_the_scope(session):
    world = make_world(session)
    told = [story for story in session.query(Story) if story.quotes and story.consent.quote]
    told[0].area_code = world.areas[0].code
    session.flush()
    report = build(session, world.programme, scope=Scope(areas=("Noord",)))
    assert len([quote for part in report.results for quote in part.quotes]) == 1


def test_a_scope_with_too_few_people_or_an_unknown_area_is_refused_with_a_way_out(session):
    world = make_world(session, people=40)  # seven or eight people in each area
    for scope in (Scope(areas=("Noord",)), Scope(areas=("Nergens",))):
        with pytest.raises(ScopeTooSmall, match="Kies meer wijken"):
            build(session, world.programme, scope=scope)


def test_kept_and_read_back():
    assert from_json(Scope(("Noord",), 1, "raad").as_json(), "raad") == Scope(("Noord",), 1, "raad")
    assert from_json(None) == EVERYTHING
    assert Scope(("A", "B", "C"), 2).words == "A, B en C, tot en met meting 2"
