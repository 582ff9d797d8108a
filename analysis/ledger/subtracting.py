"""What somebody with every published figure can compute: does any sum or difference of published groups isolate a few people?

A figure over a group tells the sum of its answers. Who has all of them knows every combination of those sums: the row space of
the matrix of groups × atoms, where an atom holds the people who stand in exactly the same groups. A set of people is isolated
when its own row of noughts and ones lies in that space. Refused is what isolates a set smaller than the minimum.

This is exact linear algebra on the groups, for as many of them as `MOST_CUTS`; against older ones every group is compared pair
by pair. It does not weigh what bounds alone tell (a share of 98% of a group and of a larger one), nor what people know themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analysis.ledger.members import Bits

MOST_CUTS = 160  # so many groups go into the linear algebra: the new ones and the newest of the old
MOST_ROWS = 12  # so many rows of a block are combined in every way; of larger blocks every one and every two
ALMOST_NOUGHT = 1e-7
ABOUT = 1e-5
Matrix = NDArray[np.float64]
Atoms = tuple[Matrix, NDArray[np.int64]]  # groups × atoms (0 or 1), and how many people each atom holds


def atoms(groups: Sequence[Bits]) -> Atoms:
    """The people who stand in exactly the same groups, together.

    Each group draws a random number and each person gets the exclusive or of those of its groups: people are alike when these
    are equal (other people have the same with a chance of 2 to the power -63).
    """
    marks = np.zeros(len(groups[0]), np.int64)
    for group, number in zip(groups, drawn(len(groups)), strict=True):
        marks ^= group * number
    values, first, counts = np.unique(marks, return_index=True, return_counts=True)
    told = values != 0
    return np.array([group[first[told]] for group in groups], np.float64), counts[told]


def drawn(many: int) -> NDArray[np.int64]:
    """Random numbers, the same every time."""
    return np.random.default_rng(7).integers(1, 2**63, many, np.int64)


def _of_rows(found: Atoms, rows: Sequence[int]) -> Atoms:
    """The atoms of some of the groups, from those of all: what differs in none of these groups goes together."""
    matrix, sizes = found[0][list(rows)], found[1]
    marks = np.bitwise_xor.reduce(np.where(matrix != 0, drawn(len(rows))[:, None], 0), axis=0)
    values, first, place = np.unique(marks, return_index=True, return_inverse=True)
    counts = np.bincount(place, sizes, len(values)).astype(np.int64)
    told = values != 0
    return matrix[:, first[told]], counts[told]


def isolated(found: Atoms, minimum: int) -> set[frozenset[int]]:
    """Every smallest set of atoms, together below the minimum, that a combination of the groups isolates."""
    matrix, sizes = found
    small = np.flatnonzero(sizes < minimum)
    if not len(small) or not len(matrix):
        return set()
    order = np.concatenate([np.flatnonzero(sizes >= minimum), np.flatnonzero(sizes < minimum)])
    rows = reduced(without(matrix[:, order], len(order) - len(small)))
    few = {one for block in blocks(rows) for one in _combined(block, sizes[small], minimum)}
    return {frozenset(int(small[place]) for place in one) for one in few}


def without(matrix: Matrix, many: int) -> Matrix:
    """What combinations of the rows leave of the other columns when they leave nothing of the first `many` (elimination)."""
    rows, at = matrix.copy(), 0
    for column in range(many):
        if at == len(rows):
            break
        pivot = at + int(np.abs(rows[at:, column]).argmax())
        if abs(rows[pivot, column]) < ALMOST_NOUGHT:
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        below = at + 1 + np.flatnonzero(rows[at + 1 :, column])
        rows[below, column:] -= np.outer(rows[below, column] / rows[at, column], rows[at, column:])
        at += 1
    return rows[at:, many:]


def reduced(matrix: Matrix, columns: int | None = None) -> Matrix:
    """The reduced row echelon form over the first columns (all of them), rows of noughts left out; what stands behind goes along."""
    rows, at = matrix.copy(), 0
    for column in range(rows.shape[1] if columns is None else columns):
        if at == len(rows):
            break
        pivot = at + int(np.abs(rows[at:, column]).argmax())
        if abs(rows[pivot, column]) < ALMOST_NOUGHT:
            rows[at:, column] = 0
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] /= rows[at, column]
        others = np.flatnonzero(rows[:, column])
        others = others[others != at]
        rows[others, column:] -= np.outer(rows[others, column], rows[at, column:])
        at += 1
    rows[np.abs(rows) < ALMOST_NOUGHT] = 0
    return rows[:at]


def blocks(rows: Matrix, columns: int | None = None) -> Iterator[Matrix]:
    """The rows that share some of the first columns (all), together: what isolates the fewest people lies within one block."""
    left, filled = list(range(len(rows))), rows[:, :columns] != 0
    while left:
        block = [left.pop()]
        covered = filled[block[0]].copy()
        while more := [row for row in left if (covered & filled[row]).any()]:
            block += more
            left = [row for row in left if row not in more]
            covered |= filled[more].any(axis=0)
        yield rows[block]


def _combined(rows: Matrix, sizes: NDArray[np.int64], minimum: int) -> Iterator[frozenset[int]]:
    """Sums of rows that are noughts and ones alone, over fewer people than the minimum.

    In reduced form every row has a one where the others have nought, so in such a sum each row stands once or not.
    """
    if len(rows) > MOST_ROWS:
        for place in range(len(rows)):
            yield from _few(np.vstack([rows[place], rows[place] + rows[place + 1 :]]), sizes, minimum)
        return
    for many in range(1, min(len(rows), minimum - 1) + 1):
        chosen = np.array(list(combinations(range(len(rows)), many)))
        yield from _few(rows[chosen].sum(axis=1), sizes, minimum)


def _few(totals: Matrix, sizes: NDArray[np.int64], minimum: int) -> Iterator[frozenset[int]]:
    """The sums that are noughts and ones alone, over fewer people than the minimum."""
    ones = np.abs(totals - 1) < ABOUT
    plain = (ones | (np.abs(totals) < ABOUT)).all(axis=1)
    people = ones @ sizes
    for row in np.flatnonzero(plain & (people > 0) & (people < minimum)):
        yield frozenset(map(int, np.flatnonzero(ones[row])))


def small_difference(one: Bits, others: Sequence[Bits], minimum: int) -> int | None:
    """The first of these groups that lies within this one, or it in that, with a difference that is too small.

    None when this one is among them: what went out before tells nothing new.
    """
    mine, sizes = np.count_nonzero(one), [np.count_nonzero(other) for other in others]
    if any(size == mine and bool((one == other).all()) for size, other in zip(sizes, others, strict=True)):
        return None
    for place, (theirs, other) in enumerate(zip(sizes, others, strict=True)):
        if 0 < abs(theirs - mine) < minimum and np.count_nonzero(one & other) == min(theirs, mine):
            return place
    return None


def accepted(old: Sequence[Bits], new: Sequence[Bits], minimum: int) -> list[bool]:
    """Which of the new groups may be published beside the old ones and those of them that came before it."""
    fine = [small_difference(one, old, minimum) is None for one in new]
    recent = list(old[-max(MOST_CUTS - len(new), 1) :])
    chosen = [place for place, good in enumerate(fine) if good]
    groups = [*recent, *(new[place] for place in chosen)]
    known = _admitted(atoms(groups), range(len(recent)), range(len(recent), len(groups)), minimum) if chosen else []
    admitted = {chosen[one - len(recent)] for one in known}
    return [place in admitted for place in range(len(new))]


def _admitted(found: Atoms, old: Sequence[int], new: Sequence[int], minimum: int) -> list[int]:
    """Which of the new groups (rows) do no harm beside the old and those admitted before: by halves, for few are refused."""
    if not _new_harm(found, old, new, minimum):
        return list(new)
    if len(new) == 1:
        return []
    half = len(new) // 2
    first = _admitted(found, old, new[:half], minimum)
    return [*first, *_admitted(found, [*old, *first], new[half:], minimum)]


def _new_harm(found: Atoms, old: Sequence[int], new: Sequence[int], minimum: int) -> bool:
    """Whether the new groups isolate a few people whom the old ones do not isolate by themselves."""
    if not new:
        return False
    matrix, sizes = _of_rows(found, [*old, *new])
    after = isolated((matrix, sizes), minimum)
    return bool(after and after - isolated((matrix[: len(old)], sizes), minimum))
