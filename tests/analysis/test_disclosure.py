"""Nobody may compute back what is hidden: attacks by difference, over rows, totals and waves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import disclosure
from analysis.disclosure import Cell


def cells(*counts):
    return [Cell(n) for n in counts]


def test_small_group_is_hidden_and_another_with_it():
    assert disclosure.protect(cells(40, 4, 25, 60), Cell(129), 10) == ["", disclosure.TOO_SMALL, disclosure.ALONGSIDE, ""]


def test_two_small_groups_that_together_are_enough():
    assert disclosure.protect(cells(40, 6, 7, 60), Cell(113), 10) == ["", disclosure.TOO_SMALL, disclosure.TOO_SMALL, ""]


def test_two_small_groups_that_together_are_not_enough():
    reasons = disclosure.protect(cells(40, 2, 3, 60), Cell(105), 10)
    assert reasons == [disclosure.ALONGSIDE, disclosure.TOO_SMALL, disclosure.TOO_SMALL, ""]


def test_people_without_a_group_are_a_group():
    # 4 people gave no postcode: total minus rows would show them.
    assert disclosure.protect(cells(40, 30), Cell(74), 10) == ["", disclosure.ALONGSIDE]
    assert disclosure.protect(cells(40, 30), Cell(90), 10) == ["", ""]


def test_empty_groups_have_nothing_to_hide():
    assert disclosure.protect(cells(0, 40), Cell(40), 10) == ["", ""]


def test_everybody_the_same_is_hidden():
    reasons = disclosure.protect([Cell(40, 20), Cell(15, 15), Cell(20, 4)], Cell(75, 39), 10)
    assert reasons == ["", disclosure.ONE_SIDED, disclosure.ALONGSIDE]


def test_hidden_groups_that_are_all_equal_together():
    # Both hidden groups are at 100%: their sum would tell it of each, so a third goes with them.
    reasons = disclosure.protect([Cell(40, 20), Cell(15, 15), Cell(12, 12), Cell(50, 30)], Cell(117, 77), 10)
    assert reasons == [disclosure.ALONGSIDE, disclosure.ONE_SIDED, disclosure.ONE_SIDED, ""]
    free = disclosure.protect([Cell(40, 20, False), Cell(15, 15, False)], Cell(55, 35, False), 10)
    assert free == ["", ""]


def test_total_too_small_hides_all():
    assert disclosure.protect(cells(5, 3, 0), Cell(8), 10) == [disclosure.TOO_SMALL, disclosure.TOO_SMALL, ""]


def test_the_same_row_is_sacrificed_in_every_wave():
    assert disclosure.protect(cells(40, 4, 25, 60), Cell(129), 10, prefer=frozenset({3}))[3] == disclosure.ALONGSIDE


def test_professionals_have_their_own_minimum():
    assert disclosure.minimum_for("professional", 10, 5) == 5
    assert disclosure.minimum_for("naaste", 10, 5) == 10


def test_counts_of_stories():
    assert disclosure.protect_counts([24, 2, 0, 4], 3) == [24, None, 0, None]
    assert disclosure.protect_counts([1], 3) == [None]
    assert disclosure.small_count(2) is None
    assert disclosure.small_count(0) == 0
    assert disclosure.small_count(3) == 3


def test_more_people_than_the_total_is_an_error():
    with pytest.raises(ValueError, match="total"):
        disclosure.protect(cells(5), Cell(4), 10)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 30), st.integers(3, 12))
def test_difference_never_finds_a_small_group(counts, rest, minimum):
    """The attacker knows total and every shown n: what is left is nothing, or at least the minimum in two groups or more."""
    total = sum(counts) + rest
    if total < minimum:
        return  # the total itself is not shown
    reasons = disclosure.protect(cells(*counts), Cell(total), minimum)
    shown = sum(n for n, reason in zip(counts, reasons, strict=True) if not reason)
    left = total - shown
    hidden = [n for n, reason in zip(counts, reasons, strict=True) if reason] + [rest] * (rest > 0)
    assert left == 0 or left >= minimum
    if any(reasons) and len([n for n in counts if n]) + (rest > 0) > 1:
        assert len(hidden) >= 2
    assert all(reason or n == 0 or n >= minimum for n, reason in zip(counts, reasons, strict=True))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=7))
def test_counts_of_stories_cannot_be_computed_back(counts):
    shown = disclosure.protect_counts(counts, 3)
    missing = [n for n, s in zip(counts, shown, strict=True) if s is None]
    assert not missing or sum(missing) >= 3 or sum(counts) < 3
    assert not missing or len(missing) >= 2 or len([n for n in counts if n]) == 1
