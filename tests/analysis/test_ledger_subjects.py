"""What parts of a report say of groups is weighed with its members: who answered and told by trait, contradictions, judged causes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from analysis.accounting.models import CauseCoding
from analysis.gather import gather
from analysis.joining import grouped, representing, searching, silence, store
from analysis.ledger import preparing, subjects, walking
from analysis.report.build import build
from analysis.report.model import Report
from narratives.models import Annotation, Consent, Story, StoryReading
from surveys.models import Response
from tests.analysis.test_accounting_part import goal, judge_all, respond
from tests.analysis.test_accounting_part import world as asked_world  # noqa: F401  a fixture
from tests.analysis.test_joining_contradictions import told as stories_of
from tests.analysis.test_joining_part import divide, division
from tests.analysis.test_ledger import publish
from tests.analysis.world import make_world

SHARED = {"kenmerk", "verteld", "tegenspraak", "oorzaken", "na_activiteit"}


@pytest.fixture
def joined(session):
    """A world of which the population is known, and where stories were told."""
    world = make_world(session, stories=90)
    divide(session, world)
    for number, story in enumerate(session.scalars(select(Story).order_by(Story.id))):
        story.area_code = f"WK{number % 5}"
    session.flush()
    return world


def tell(session, world, code, themes, many, teller="inwoner"):
    """So many stories from an area about these themes."""
    for _ in range(many):
        story = Story(programme_id=world.programme.id, teller=teller, told_on=date(2026, 5, 3), words_sealed=b"x", state="gelezen", prompt="Vertel.", area_code=code)  # fmt: skip
        story.consent = Consent(analyse=True, given_on=date(2026, 5, 1))
        story.reading = StoryReading(reader_version="proef-1", state="gelezen", words=80, tone=0.0, lemmas={"buurt": 2})
        session.add(story)
        session.flush()
        session.add_all(
            Annotation(story_id=story.id, kind="theme", label=theme, start=0, end=5, reason="woord", reader_version="proef-1")
            for theme in themes
        )
    session.flush()


def by_place(prepared, start):
    return {cut.place: cut for cut in prepared.cuts if cut.place[0] == start}


def test_every_group_that_is_shown_is_a_cut_with_as_many_members(session, joined):
    prepared = preparing.prepare(session, joined.programme)
    part = prepared.report.joining
    who, told = by_place(prepared, "kenmerk"), by_place(prepared, "verteld")
    rows = [(table.title, row) for table in part.traits for row in table.rows]
    assert rows and all(who["kenmerk", title, row.label].n == row.response.n for title, row in rows)
    groups = [one for one in part.silence.groups if one.stories is not None]
    assert groups and all(told["verteld", one.trait, one.label].n == one.stories for one in groups)
    assert told["verteld", "iedereen"].n == part.silence.stories
    for cut in (*who.values(), *told.values()):
        assert cut.n == sum(byte.bit_count() for byte in cut.members)
    assert not any(place[:2] == ("onderdeel", "joining") for place in (cut.place for cut in prepared.cuts))
    assert len({cut.place for cut in prepared.cuts}) == len(prepared.cuts)


def test_a_contradiction_is_the_stories_that_it_counts(session, joined):
    for one in session.scalars(select(Response).where(Response.wave_id == joined.waves[1].id)):
        one.answers = {**one.answers, "eenzaam": "nooit"} if one.answers["cijfer"] % 4 else one.answers
    tell(session, joined, "WK1", ["gemis"], 30)
    prepared = preparing.prepare(session, joined.programme)
    points = by_place(prepared, "tegenspraak")
    assert points
    material = gather(session, joined.programme)
    found = searching.looks(prepared.report.results, grouped.told(session, joined.programme, material), material)
    sizes = {(one.result, one.indicator, one.trait, one.group, one.kind): one.told for one in found}
    for (_, key), cut in points.items():
        assert cut.n == sizes[tuple(key.split("|")[:5])]


def test_two_more_stories_of_a_group_hide_its_row_and_not_the_part(session, joined):
    before = publish(session, joined.programme).report
    tell(session, joined, "WK2", ["contact"], 2)
    prepared = preparing.prepare(session, joined.programme)
    after = prepared.report.joining
    assert {one.cut.subject for one in prepared.refusals} >= {"verteld"}
    assert after is not None and after.traits == before.joining.traits
    assert after.silence is None or all(one.stories is None for one in after.silence.groups if one.trait == "Naar wijk")
    assert after.results and before.joining.silence is not None


def test_three_late_answers_take_the_table_and_leave_the_rest(session, joined):
    publish(session, joined.programme)
    for _ in range(3):
        answers = {"leeftijd": "v75", "eenzaam": "vaak", "cijfer": 3}
        session.add(Response(wave_id=joined.waves[1].id, version_id=joined.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                             answers=answers, area_code=joined.areas[0].code))  # fmt: skip
    session.flush()
    report = preparing.prepare(session, joined.programme).report
    assert report.joining is not None and report.joining.traits == ()
    assert all(one.respondents.value is None for one in report.joining.silence.groups)
    assert any(one.stories is not None for one in report.joining.silence.groups)  # no story came


def test_who_named_a_cause_is_a_cut_and_a_few_more_are_not_told(session, asked_world):  # noqa: F811
    world = asked_world
    judge_all(session, world)
    goal(session, world)
    first = publish(session, world.programme)
    causes, after = by_place(first, "oorzaken"), by_place(first, "na_activiteit")
    assert causes["oorzaken", ""].n == first.report.accounting.causes.judged == 42
    figures = {item.code: item.figure for one in first.report.accounting.after for item in one.items}
    shown = {code for code, figure in figures.items() if figure.value is not None}
    assert shown == {place[2] for place in after} and all(cut.n == figures[cut.place[2]].n for cut in after.values())
    for place in range(2):
        session.add(
            CauseCoding(
                response_id=respond(session, world, place), question="verandering", names="andere", account_id=world.account.id
            )
        )
    session.flush()
    prepared = preparing.prepare(session, world.programme)
    accounting = prepared.report.accounting
    assert accounting is not None and accounting.goals  # only what tells of the two goes
    assert (accounting.causes.judged, accounting.causes.rate.value) == (None, None)
    assert all(one.people is None for one in accounting.causes.named)
    assert all(item.figure.value is None for one in accounting.after for item in one.items)


def test_every_subject_is_a_part_of_a_report_and_has_its_function():
    fields = set(Report.__dataclass_fields__)
    for name, subject in subjects.SUBJECTS.items():
        assert name in fields and name in walking.PARTS
        assert callable(subject.cuts)


def test_figures_of_a_subject_are_not_walked_too(session, joined):
    report = build(session, joined.programme)
    walked = Counter(cut.place[1] for cut in walking.of_parts(report))
    assert not walked.keys() & subjects.SUBJECTS.keys()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=5), st.integers(0, 12))
def test_shares_do_not_tell_how_many_are_in_a_hidden_group(counts, unknown):
    """The attacker divides: n of a shown group by its share is how many there are of whom the group is known."""
    found = division(counts, [100] * len(counts), unknown=unknown)
    rows = representing.table(found, None, 10).rows
    shown = [row.response for row in rows if row.response.value is not None]
    guess = next((round(100 * one.n / one.value) for one in shown if one.n and one.value), None)
    if guess is not None and guess < 200:  # with one decimal exact up to here
        assert guess == sum(counts)
        left = guess - sum(one.n for one in shown)
        assert left == 0 or left >= 10


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=5), st.integers(0, 5))
def test_shares_of_stories_do_not_either(counts, unknown):
    labels = tuple(f"Wijk {i}" for i in range(len(counts)))
    area = representing.Division("Naar wijk", labels, (100,) * len(counts), np.zeros(0, np.int64), "")
    told = [one for label, many in zip(labels, counts, strict=True) for one in stories_of(label, many, 0)]
    nameless = stories_of(None, unknown, 0)
    from tests.analysis.test_measures import lonely, material

    rows = silence.groups([area], [*told, *nameless], material(lonely(5, 5), lonely(5, 5)))
    shown = [row.stories for row in rows if row.stories]
    left = sum(counts) - sum(shown)  # the shares tell sum(counts)
    assert not shown or left == 0 or left >= 3


def test_a_division_is_kept_by_the_store_as_it_was(session, joined):
    """The world of these tests is what it says: five areas and three ages of which the population is known."""
    assert {one.trait for one in store.margins(session, joined.programme)} == {"gebied", "leeftijd"}
