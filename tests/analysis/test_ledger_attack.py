"""An attacker with everything that ever went out: no sum or difference of published groups isolates a few people."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ledger.subtracting import _of_rows, accepted, atoms, isolated, small_difference

MINIMUM = 4
PRIME = 2_147_483_629


def rank(rows):
    """The rank of a matrix of whole numbers, exact but for a chance of one in two milliard."""
    rows, found = [[int(one) % PRIME for one in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        for i in range(found + 1, len(rows)):
            if factor := rows[i][column] * inverse % PRIME:
                rows[i] = [(a - factor * b) % PRIME for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def attacked(published):
    """The sets of fewer people than the minimum that arithmetic over the published groups isolates; by trying every one."""
    kinds = {}
    for person in range(len(published[0])):
        kinds.setdefault(tuple(int(group[person]) for group in published), []).append(person)
    kinds.pop((0,) * len(published), None)
    names, matrix = list(kinds), [list(row) for row in zip(*kinds, strict=True)]
    base = rank(matrix)
    small = [i for i, name in enumerate(names) if len(kinds[name]) < MINIMUM]
    found = []
    for many in range(1, MINIMUM):
        for chosen in combinations(small, many):
            if sum(len(kinds[names[i]]) for i in chosen) < MINIMUM:
                row = [int(i in chosen) for i in range(len(names))]
                if rank([*matrix, row]) == base:
                    found.append(chosen)
    return found


def table(people, here, scope):
    """Total and rows of a report: of all within the scope who are here, by area and by age; only groups that are large enough."""
    inside = here & np.isin(people[:, 0], scope)
    rows = [inside & (people[:, 0] == area) for area in scope] + [inside & (people[:, 1] == age) for age in range(3)]
    return [one for one in (inside, *sorted(rows, key=lambda one: -one.sum())) if one.sum() >= MINIMUM]


@st.composite
def histories(draw):
    """People with area and age, and publications over random areas between which people come and go."""
    size = draw(st.integers(8, 26))
    people = np.array([[draw(st.integers(0, 2)), draw(st.integers(0, 2))] for _ in range(size)])
    here, found = np.ones(size, bool), []
    for _ in range(draw(st.integers(1, 4))):
        scope = draw(st.sampled_from([(0, 1, 2), (0, 1), (1, 2), (0,), (0, 1, 2)]))
        found.append(table(people, here.copy(), scope))
        for person in draw(st.lists(st.integers(0, size - 1), max_size=5)):
            here[person] = not here[person]
    return found


@settings(max_examples=120, deadline=None)
@given(histories())
def test_whatever_is_published_in_whatever_order_nobody_is_isolated(publications):
    published = []
    for groups in publications:
        fine = accepted(published, groups, MINIMUM)
        published += [one for one, good in zip(groups, fine, strict=True) if good]
    assert not published or not attacked(published)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_algebra_finds_what_trying_everything_finds(publications):
    everything = [one for groups in publications for one in groups][:9]
    if everything:
        assert bool(isolated(atoms(everything), MINIMUM)) == bool(attacked(everything))


def group(*people, size=30):
    return np.isin(np.arange(size), people)


def test_one_subtraction():
    town, grown = group(*range(20)), group(*range(22))
    assert accepted([town], [grown], 4) == [False]
    assert accepted([grown], [town], 4) == [False]  # nor the other way round
    assert accepted([town], [town], 4) == [True]
    assert accepted([town], [group(*range(24))], 4) == [True]
    assert small_difference(grown, [group(5, 6), town], 4) == 1


def test_a_total_minus_the_rows_of_another_table():
    town = group(*range(20))
    north, south, rest = group(*range(10)), group(*range(10, 18)), group(18, 19)
    assert accepted([north, south], [town], 4) == [False]  # leaves two
    assert accepted([town, north], [south], 4) == [False]
    assert accepted([town, north], [south | rest], 4) == [True]  # nothing new


def test_a_swap_of_one_for_another_isolates_nobody_but_a_way_round_does():
    first, second = group(*range(10)), group(*range(1, 11))
    assert accepted([first], [second], 4) == [True]  # one came and one went: only their difference is known
    assert accepted([first, second], [group(*range(1, 10))], 4) == [False]


def test_three_groups_that_go_round():
    a, b, c = (group(*one, *range(9)) for one in ((20, 21), (21, 22), (20, 22)))
    assert isolated(atoms([a, b, c]), 4) == set()
    assert accepted([a, b, c], [group(*range(9))], 4) == [False]  # with the middle known, each two follow
    assert accepted([a, b, c], [group(20, 21, 22, *range(9))], 4) == [False]  # minus two of them is one
    assert accepted([a, b, c], [group(*range(20, 30), *range(9))], 4) == [True]


def test_what_went_wrong_before_does_not_hold_back_what_is_safe():
    old = [group(*range(20)), group(*range(19))]
    assert accepted(old, [group(*range(20)), group(*range(22, 30))], 4) == [True, True]


def test_atoms_of_some_groups_follow_from_those_of_all():
    dice = np.random.default_rng(5)
    groups = [dice.random(60) < 0.4 for _ in range(9)]
    for rows in ([0, 3, 4], [8, 1], range(9)):
        matrix, sizes = _of_rows(atoms(groups), rows)
        expected, counts = atoms([groups[row] for row in rows])
        assert np.array_equal(matrix, expected) and np.array_equal(sizes, counts)
