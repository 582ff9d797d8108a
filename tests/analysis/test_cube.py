"""The cube gives the same figures as the report, and looks that follow each other give nobody away."""

from __future__ import annotations

import uuid
from dataclasses import replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import cube_store, tallies
from analysis.cube import Cube, Dimension, Filter, Moment
from analysis.cube_figures import Look, look
from analysis.figures import Asked
from analysis.gather import gather
from analysis.ledger import exploring
from analysis.report.build import build
from analysis.scope import Scope
from surveys.models import Response
from tests import factories
from tests.analysis.world import make_world

ASKED = Asked("procent", "omlaag", 10)


def variable(made, title):
    return next(one for one in made.variables.values() if one.title == title)


def test_all_together_and_by_area_are_the_figures_of_the_report(session):
    world = make_world(session)
    made = cube_store.explorer(session, world.programme)
    report = build(session, world.programme)
    assert made.data_sha256 == report.data_sha256
    for part in report.results[0].indicators[:2]:
        one = variable(made, part.name)
        cube = made.cubes[one.cube]
        seen = look(cube, one.asked, Look(one.key, split=0))
        assert [each.figure for each in seen.total] == [each.figure for each in part.waves]
        assert [(row.label, [each.figure for each in row.waves]) for row in seen.rows] == [
            (row.label, [each.figure for each in row.waves]) for row in part.breakdowns[0].rows
        ]


def test_a_filter_gives_what_a_report_of_that_scope_gives(session):
    world = make_world(session)
    made = cube_store.explorer(session, world.programme)
    one = variable(made, "Indicator eenzaam")
    seen = look(made.cubes[one.cube], one.asked, Look(one.key, Filter(areas=(0, 2))))
    names = tuple(made.cubes[one.cube].dimensions[0].labels[place] for place in (0, 2))
    report = build(session, world.programme, scope=Scope(areas=names))
    assert [each.figure for each in seen.total] == [each.figure for each in report.results[0].indicators[0].waves]


def test_the_counts_are_those_of_the_rows_themselves(session):
    world = make_world(session)
    made = cube_store.explorer(session, world.programme)
    one = variable(made, "Welk cijfer geeft u uw leven?")
    cube = made.cubes[one.cube]
    of = gather(session, world.programme).questionnaires[0]
    for wave, each in zip(cube.waves, of.rounds, strict=True):
        values = tallies.numbers(each.sheet.columns["cijfer"])
        mine = (each.sheet.areas == 1) & (each.sheet.columns["leeftijd"].codes == 2) & ~np.isnan(values)
        found = cube.moments(one.key, wave, Filter((1,), ((1, 2),)).mask(wave.cells))
        assert found.tolist() == [mine.sum(), values[mine].sum(), (values[mine] ** 2).sum()]
    assert 0 < cube.size < 20_000


def test_made_once_per_state_of_the_data(session):
    world = make_world(session)
    first = cube_store.explorer(session, world.programme)
    assert cube_store.explorer(session, world.programme) is first
    gone = session.query(Response).first()
    gone.state, gone.answers = "ingetrokken", {}
    session.flush()
    assert cube_store.explorer(session, world.programme) is not first


def test_a_store_put_back_under_the_same_address_is_another(session):
    world = make_world(session)
    first = cube_store.explorer(session, world.programme)
    for one in session.query(Response):  # as many in every state, and other people
        one.id = uuid.uuid4().hex
        one.answers = {**one.answers, "cijfer": 3}
    session.flush()
    again = cube_store.explorer(session, world.programme)
    assert again is not first
    assert again.data_sha256 != first.data_sha256


def test_two_looks_that_follow_each_other_do_not_give_three_people_away():
    people = {0: (30, 20), 1: (12, 18), 2: (2, 1), 3: (15, 9)}
    cube = small(people)
    whole = look(cube, ASKED, Look("x", Filter((0, 1, 2, 3))))
    without = look(cube, ASKED, Look("x", Filter((0, 1, 3))), [Look("x", Filter((0, 1, 2, 3)), shown=whole.shown)])
    assert whole.total[0].figure.n == 107
    assert without.total[0].figure.value is None
    assert look(cube, ASKED, Look("x", Filter((0, 1)))).total[0].figure.n == 80
    first = Look("x", Filter((0, 2)))
    assert look(cube, ASKED, first).total[0].figure.value is None  # the report shows the first alone


def small(people):
    """One wave, areas and no traits: {area: (yes, no)}."""
    cells = np.array([[area] for area in people])
    counts = np.array([[no, yes] for yes, no in people.values()])
    dimensions = (Dimension("Naar wijk", tuple(f"Wijk {one}" for one in people)),)
    return Cube("x", dimensions, (Moment(0, "Nulmeting", "", cells, {"x": (np.array([0.0, 1.0]), counts)}),))


@settings(max_examples=150, deadline=None)
@example([(1, 9), (0, 1), (0, 0)], [{0}, {0}, {0, 1}])
@given(
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=3, max_size=5),
    st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=2, max_size=5),
)
def test_no_two_looks_of_a_day_can_be_subtracted(groups, filters):
    cube = small(dict(enumerate(groups)))
    before, seen = [], {}
    for areas in filters:
        chosen = tuple(sorted(one for one in areas if one < len(groups)))
        if not chosen:
            continue
        one = Look("x", Filter(chosen))
        found = look(cube, ASKED, one, before)
        figure = found.total[0].figure
        before.append(replace(one, shown=found.shown, sizes=found.sizes))
        if figure.value is not None:
            seen[chosen] = figure.n
    for a, n in seen.items():
        for b, m in seen.items():
            if set(b) < set(a):
                assert n == m or n - m >= ASKED.minimum


def test_the_looks_of_today_are_kept_per_account(session):
    world = make_world(session, people=20, stories=3)
    account, other = factories.make_account(session), factories.make_account(session)
    one = Look("x", Filter((0, 2), ((1, 2),)), 1)
    for _ in range(2):
        exploring.remember(session, world.programme, account, "stand", one)
    assert exploring.earlier(session, world.programme, account) == [one]
    assert exploring.earlier(session, world.programme, other) == []


def test_a_look_before_and_a_look_after_one_new_answer_do_not_give_that_person_away():
    """The attacker looks, waits until one more person has answered (or withdrew), and looks again: the same, or piece by piece."""
    morning, noon = small({0: (20, 20), 1: (20, 20), 2: (12, 12)}), small({0: (21, 20), 1: (20, 20), 2: (12, 12)})
    for first, second in ((morning, noon), (noon, morning)):
        town = Look("x", Filter((0, 1)))
        seen = look(first, ASKED, town)
        before = [replace(town, shown=seen.shown, sizes=seen.sizes)]
        assert seen.total[0].figure.value is not None
        assert look(second, ASKED, town, before).total[0].figure.value is None
        assert look(first, ASKED, town, before).total[0].figure.value is not None  # nothing happened, nothing is told
        assert look(second, ASKED, Look("x", Filter((1,))), before).total[0].figure.value is not None
    many = small({0: (26, 26), 1: (20, 20), 2: (12, 12)})
    before = [replace(town, shown=((0,),), sizes=((80,),))]
    assert look(many, ASKED, town, before).total[0].figure.value is not None  # twelve came: enough


def test_filters_whose_difference_all_answered_the_same_are_not_both_shown():
    """The whole town is in the report: what is left of it beside this look are 31 people of whom one counts, or thirteen of thirteen."""
    for alone, shown in (((1, 30), False), ((13, 0), False), ((12, 19), True)):
        cube = small({0: (10, 10), 1: (12, 12), 2: alone, 3: (20, 20)})
        seen = look(cube, ASKED, Look("x", Filter((0, 1, 3))))
        assert (seen.total[0].figure.value is not None) is shown
