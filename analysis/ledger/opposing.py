"""What somebody with every published figure can compute of a side: does a group that follows have one or two people on it, or nobody?

The same arithmetic as `subtracting`, with two more things carried along: how many people of an atom are known to stand on the side,
and the published number of each group, which adds up as the groups do. A group that follows from the others is one-sided when fewer
than FEWEST stand on the side: counted, when all of it is at hand; from the published numbers when somebody of it is not (withdrawn
since, or outside the scope of this report). For a mean these numbers say how many at most can be away from an end of its scale.

Looked at are all differences of two groups, differences of those, and every sum of rows that is left when what holds enough
people on the side has been eliminated (of large blocks every one and every two of them, as there).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure import FEWEST
from analysis.ledger.members import Bits
from analysis.ledger.subtracting import ABOUT, MOST_CUTS, MOST_ROWS, Matrix, blocks, drawn, reduced, without

MOST_DIFFERENCES = 400  # so many differences of two groups are themselves subtracted, the smallest
MOST_FOUND = 4000
ROUNDING = 1e-3
Floats = NDArray[np.float64]


class Group(NamedTuple):
    """The people of a figure, and the number on the side that was published of them; `slack` as in members.Told."""

    bits: Bits
    total: float
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class _Atoms:
    """Groups × atoms, per atom how many people there are, stand on the side and are not at hand; per group what was published."""

    matrix: Matrix
    sizes: Floats
    on: Floats
    unknown: Floats
    totals: Floats

    def rows(self, chosen: Sequence[int]) -> _Atoms:
        """Some of the groups: what differs in none of them goes together."""
        matrix, totals = self.matrix[list(chosen)], self.totals[list(chosen)]
        marks = np.bitwise_xor.reduce(np.where(matrix != 0, drawn(len(matrix))[:, None], 0), axis=0)
        _, first, place = np.unique(marks, return_index=True, return_inverse=True)
        sums = [np.bincount(place, one, len(first)).astype(np.float64) for one in (self.sizes, self.on, self.unknown)]
        told = matrix[:, first].any(axis=0)
        return _Atoms(matrix[:, first[told]], sums[0][told], sums[1][told], sums[2][told], totals)


def accepted(old: Sequence[Group], new: Sequence[Group], on: Bits, known: Bits) -> list[bool]:
    """Which of the new groups may be published beside the old ones and those of them that came before it."""
    fine = [close(one, old, on, known) is None for one in new]
    recent = list(old[-max(MOST_CUTS - len(new), 1) :])
    chosen = [place for place, good in enumerate(fine) if good]
    if not chosen:
        return fine
    found = _atoms([*recent, *(new[place] for place in chosen)], on, known)
    admitted = _admitted(found, range(len(recent)), range(len(recent), len(recent) + len(chosen)))
    kept = {chosen[one - len(recent)] for one in admitted}
    return [place in kept for place in range(len(new))]


def close(one: Group, others: Sequence[Group], on: Bits, known: Bits) -> int | None:
    """The first of these groups that lies within this one, or it in that, with a difference that is one-sided."""
    mine = np.count_nonzero(one.bits)
    for place, other in enumerate(others):
        if abs(other.total - one.total) >= FEWEST + max(one.slack, other.slack):
            continue
        theirs = np.count_nonzero(other.bits)
        small, large = (one, other) if mine < theirs else (other, one)
        if mine == theirs or np.count_nonzero(small.bits & large.bits) != min(mine, theirs):
            continue
        rest = large.bits & ~small.bits
        away = int(np.count_nonzero(rest & ~known))
        if _few(int(np.count_nonzero(rest & on)), away, large.total - small.total):
            return place
    return None


def _few(on: float, unknown: float, total: float) -> bool:
    return (total if unknown else on) < FEWEST - ROUNDING


def _atoms(groups: Sequence[Group], on: Bits, known: Bits) -> _Atoms:
    marks = np.zeros(len(on), np.int64)
    for group, number in zip(groups, drawn(len(groups)), strict=True):
        marks ^= group.bits * number
    values, first, place = np.unique(marks, return_index=True, return_inverse=True)
    counts = [np.bincount(place, one, len(values)) for one in (None, on, ~known)]
    told = values != 0
    matrix = np.array([group.bits[first[told]] for group in groups], np.float64)
    totals = np.array([group.total for group in groups])
    return _Atoms(matrix, counts[0][told].astype(np.float64), counts[1][told], counts[2][told], totals)


def _admitted(found: _Atoms, old: Sequence[int], new: Sequence[int]) -> list[int]:
    """Which of the new groups (rows) do no harm beside the old and those admitted before: by halves, for few are refused."""
    if not new or not _new_harm(found, old, new):
        return list(new)
    if len(new) == 1:
        return []
    half = len(new) // 2
    first = _admitted(found, old, new[:half])
    return [*first, *_admitted(found, [*old, *first], new[half:])]


def _new_harm(found: _Atoms, old: Sequence[int], new: Sequence[int]) -> bool:
    here = found.rows([*old, *new])
    after = one_sided(here)
    if not after:
        return False
    before = _Atoms(here.matrix[: len(old)], here.sizes, here.on, here.unknown, here.totals[: len(old)])
    return bool(after - one_sided(before))


def one_sided(found: _Atoms) -> set[bytes]:
    """The sets of atoms with fewer than FEWEST people on the side that follow from the groups, packed."""
    if not len(found.matrix):
        return set()
    return {*_subtracted(found), *_eliminated(found)}


def _subtracted(found: _Atoms) -> Iterator[bytes]:
    """Differences of two groups, and of two of those differences or groups."""
    sets, totals = found.matrix, found.totals
    inside = _nested(sets, found.sizes)
    small, large = np.nonzero(inside)
    apart = sets[large] - sets[small]
    order = np.argsort(apart @ found.sizes, kind="stable")[:MOST_DIFFERENCES]
    sets = np.vstack([sets, apart[order]])
    totals = np.concatenate([totals, (totals[large] - totals[small])[order]])
    yield from _packed(sets, totals, found)
    inside = _nested(sets, found.sizes)
    on, unknown = sets @ found.on, sets @ found.unknown
    away = (unknown[None, :] - unknown[:, None]) > 0.5
    number = np.where(away, totals[None, :] - totals[:, None], on[None, :] - on[:, None])
    small, large = np.nonzero(inside & (number < FEWEST - ROUNDING))
    rest = sets[large[:MOST_FOUND]] - sets[small[:MOST_FOUND]]
    yield from map(bytes, np.packbits(rest > 0.5, axis=1))


def _nested(sets: Matrix, sizes: Floats) -> NDArray[np.bool_]:
    """[i, j]: whether set i lies within set j and is smaller."""
    few = sets.astype(np.float32)  # exact for numbers of people below 16 million
    people = few @ sizes.astype(np.float32)
    shared = (few * sizes.astype(np.float32)) @ few.T
    return np.asarray(
        (np.abs(shared - people[:, None]) < 0.5) & (people[:, None] < people[None, :] - 0.5) & (people[:, None] > 0.5)
    )


def _packed(sets: Matrix, totals: Floats, found: _Atoms) -> Iterator[bytes]:
    """Those of these sets that are one-sided."""
    number = np.where(sets @ found.unknown > 0.5, totals, sets @ found.on)
    wrong = (number < FEWEST - ROUNDING) & (sets @ found.sizes > 0.5)
    yield from map(bytes, np.packbits(sets[wrong] > 0.5, axis=1))


def _eliminated(found: _Atoms) -> Iterator[bytes]:
    """Sums of what the groups leave when they leave nothing of the atoms that hold enough people on the side."""
    few = np.flatnonzero(found.on < FEWEST)
    if not len(few):
        return
    many = np.flatnonzero(found.on >= FEWEST)
    table = np.column_stack([found.matrix[:, many], found.matrix[:, few], found.totals])
    rows = reduced(without(table, len(many)), len(few))
    for block in blocks(rows, len(few)):
        for some in _sums(block):
            totals, plain = some[:, -1], some[:, :-1]
            ones = np.abs(plain - 1) < ABOUT
            fits = (ones | (np.abs(plain) < ABOUT)).all(axis=1)
            number = np.where(ones @ found.unknown[few] > 0.5, totals, ones @ found.on[few])
            wrong = fits & (number < FEWEST - ROUNDING) & (ones @ found.sizes[few] > 0.5)
            sets = np.zeros((int(wrong.sum()), len(found.sizes)), bool)
            sets[:, few] = ones[wrong]
            yield from map(bytes, np.packbits(sets, axis=1))


def _sums(rows: Matrix) -> Iterator[Matrix]:
    """Sums of some rows of a block, many at once."""
    if len(rows) > MOST_ROWS:
        for place in range(len(rows)):
            yield np.vstack([rows[place], rows[place] + rows[place + 1 :]])
        return
    for many in range(1, len(rows) + 1):
        yield rows[np.array(list(combinations(range(len(rows)), many)))].sum(axis=1)
