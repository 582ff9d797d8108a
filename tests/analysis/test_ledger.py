"""The publication ledger on a report: what went out before decides what may go out now."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from analysis.ledger import preparing, store, walking
from analysis.ledger.cuts import KINDS
from analysis.ledger.models import MemberSet, PublishedCut
from analysis.measures import KINDS as MEASURES
from analysis.report import snapshot
from analysis.report.build import build
from analysis.report.snapshot import as_json
from analysis.scope import EVERYTHING, Scope
from surveys.models import Response
from tests.analysis.world import make_world


def publish(session, programme, scope=EVERYTHING, title="Rapport"):
    prepared = preparing.prepare(session, programme, scope)
    preparing.publish_report(session, programme, prepared, title=title, audience="raad", account=None)
    return prepared


def lonely(report):
    return report.results[0].indicators[0]


def test_every_measure_kind_says_who_stands_behind_its_figures():
    assert set(MEASURES) <= set(KINDS)


def test_a_first_report_goes_out_whole_and_again_without_a_word(session):
    world = make_world(session)
    first = publish(session, world.programme)
    assert as_json(first.report) == as_json(build(session, world.programme))
    assert not first.refusals
    sets = len(session.scalars(select(MemberSet)).all())
    again = publish(session, world.programme)
    assert not again.refusals
    assert len(session.scalars(select(MemberSet)).all()) == sets  # kept once
    shown = [one for one in first.cuts if one.members is not None]
    assert all(one.n == sum(byte.bit_count() for byte in one.members) for one in shown)


def test_every_figure_of_people_that_is_shown_is_a_cut_with_as_many_members(session):
    world = make_world(session)
    prepared = preparing.prepare(session, world.programme)
    sizes = {}
    for cut in prepared.cuts:
        sizes.setdefault(cut.words, set()).add(cut.n)
    for part in prepared.report.results[0].indicators[:2]:
        for wave in part.waves:
            assert wave.figure.n in sizes[f"{part.name}, {wave.name}"]
        for split in part.breakdowns:
            for row in split.rows:
                for wave in row.waves:
                    if wave.figure.value is not None:
                        assert wave.figure.n in sizes[f"{part.name}, {wave.name}, {split.title.lower()}: {row.label}"]


def test_three_late_answers_hide_the_figures_that_would_tell_them(session):
    world = make_world(session)
    before = publish(session, world.programme, title="Rapport 1").report
    for _ in range(3):
        answers = {"leeftijd": "v75", "eenzaam": "vaak", "cijfer": 3}
        session.add(
            Response(wave_id=world.waves[1].id, version_id=world.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                     answers=answers, area_code=world.areas[0].code)
        )  # fmt: skip
    session.flush()
    prepared = preparing.prepare(session, world.programme)
    after = prepared.report
    assert any(one.against == "Rapport 1" for one in prepared.refusals)
    assert lonely(after).waves[1].figure.value is None
    assert "eerder rapport" in lonely(after).waves[1].figure.reason
    assert lonely(after).waves[0] == lonely(before).waves[0]
    north, east = (next(row for row in lonely(after).breakdowns[0].rows if row.label == name) for name in ("Noord", "Oost"))
    assert north.waves[1].figure.value is None
    assert east.waves[1] == next(row for row in lonely(before).breakdowns[0].rows if row.label == "Oost").waves[1]
    assert "eerder rapport" in lonely(after).breakdowns[0].note
    assert not any("naar" in line.figure for line in after.council)  # nor in the sentences
    preparing.publish_report(session, world.programme, prepared, title="Rapport 2", audience="raad", account=None)


def test_one_withdrawn_answer_is_not_told_by_the_difference(session):
    world = make_world(session)
    publish(session, world.programme)
    gone = session.scalars(select(Response).where(Response.wave_id == world.waves[1].id, Response.area_code.is_not(None))).first()
    gone.state, gone.answers = "ingetrokken", {}
    session.flush()
    after = preparing.prepare(session, world.programme).report
    assert lonely(after).waves[1].figure.value is None


def test_enough_new_answers_may_be_shown_again(session):
    world = make_world(session)
    publish(session, world.programme)
    for number in range(60):
        answers = {
            "leeftijd": ("tot65", "v65", "v75")[number % 3],
            "eenzaam": ("vaak", "nooit")[number % 2],
            "cijfer": 3 + number % 5,
        }
        session.add(
            Response(wave_id=world.waves[1].id, version_id=world.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                     answers=answers, area_code=world.areas[number % 5].code)
        )  # fmt: skip
    session.flush()
    after = preparing.prepare(session, world.programme).report
    assert lonely(after).waves[1].figure.value is not None


def test_a_part_of_the_town_beside_the_whole_and_the_other_way_round(session):
    world = make_world(session)
    for wave in world.waves:
        last = select(Response).where(Response.area_code == world.areas[4].code, Response.wave_id == wave.id)
        for one in session.scalars(last).all()[4:]:
            one.area_code = world.areas[3].code  # four people left in the last area
    session.flush()
    publish(session, world.programme, Scope(areas=("Noord", "Oost", "Zuid", "West")), "Vier wijken")
    prepared = preparing.prepare(session, world.programme, Scope(areas=("Noord", "Oost", "Zuid", "West", "Centrum")))
    assert {one.against for one in prepared.refusals} >= {"Vier wijken"}
    assert all(wave.figure.value is None for wave in lonely(prepared.report).waves)


def test_publishing_past_the_guard_is_refused_with_a_way_out(session):
    world = make_world(session)
    publish(session, world.programme)
    session.delete(session.scalars(select(Response).where(Response.wave_id == world.waves[1].id)).first())
    session.flush()
    programme = world.programme
    prepared = preparing.prepare(session, programme)
    cuts = (*prepared.cuts, *(one.cut for one in prepared.refusals))
    count = len(session.scalars(select(PublishedCut)).all())
    with pytest.raises(store.NotPublishable, match="gebruik het eerdere rapport"):
        store.publish(session, programme, kind="opendata", title="Open data", cuts=cuts, rosters=prepared.rosters)
    assert len(session.scalars(select(PublishedCut)).all()) == count


def test_files_of_a_published_snapshot_tell_nothing_new_and_others_are_refused(session):
    world = make_world(session)
    kept = snapshot.freeze(session, world.programme, build(session, world.programme))
    with pytest.raises(store.NotPublishable, match="Publiceer eerst dat rapport"):
        store.publish(session, world.programme, kind="opendata", title="Open data", snapshot=kept)
    publish(session, world.programme)
    made = store.publish(session, world.programme, kind="opendata", title="Open data", snapshot=kept)
    assert made.sha256 == kept.sha256
    assert [one.kind for one in store.publications(session, world.programme)] == ["opendata", "rapport"]
    store.record_open_data(session, world.programme, kept, None)
    assert len(store.publications(session, world.programme)) == 2  # once


def test_open_data_of_a_draft_is_not_recorded(session):
    world = make_world(session)
    kept = snapshot.freeze(session, world.programme, build(session, world.programme))
    store.record_open_data(session, world.programme, kept, None)
    assert not store.publications(session, world.programme)


def test_rows_for_an_evaluator_are_recorded_and_hold_nothing_back(session):
    world = make_world(session)
    made = store.record_export(session, world.programme, "Antwoorden (CSV)", None)
    assert (made.kind, made.audience, [cut.n for cut in made.cuts]) == ("export", "intern", [160, 160])
    session.delete(session.scalars(select(Response)).first())
    session.flush()
    assert not preparing.prepare(session, world.programme).refusals


def test_the_guard_of_every_road_is_the_plain_report_until_something_went_out(session):
    world = make_world(session)
    assert as_json(preparing.guarded(session, world.programme)) == as_json(build(session, world.programme))
    publish(session, world.programme)
    session.delete(session.scalars(select(Response).where(Response.wave_id == world.waves[1].id)).first())
    session.flush()
    assert lonely(preparing.guarded(session, world.programme)).waves[1].figure.value is None


def test_the_ledger_holds_no_answers_and_no_ids(session):
    world = make_world(session)
    prepared = publish(session, world.programme)
    ids = session.scalars(select(Response.id)).all()
    kept = repr([(one.definition, one.subject) for one in session.scalars(select(PublishedCut))])
    assert not any(one in kept for one in ids)
    assert not any(prepared.rosters.mark(one) == one for one in ids)


def test_a_figure_of_a_part_is_named_in_dutch() -> None:
    assert walking.words(("silence", "groups", "Molenveld", "told")) == "groepen · Molenveld · wie vertelde"
    assert walking.words(("traits", "leeftijd", "rows", "0", "response")) == "kenmerken · leeftijd · respons"
