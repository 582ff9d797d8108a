"""Figures from the cube for a filter: hidden by the same rules as in the report, and beside what this person saw before.

Who may explore also sees the report, and can change a filter as often as they like. So each figure is weighed against the
figures of all and of every group alone, and against the filters this account used today on the same data: what would
isolate a few people by subtraction is hidden (analysis.ledger.subtracting).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, figures
from analysis.columns import Floats
from analysis.cube import EVERYBODY, Cube, Filter, Mask, Moment
from analysis.disclosure import Cell
from analysis.figures import Asked
from analysis.ledger import opposing
from analysis.ledger.members import Bits
from analysis.ledger.subtracting import accepted
from analysis.report.model import BreakdownRow, Figure, WaveFigure

NO_SPLIT = -1


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody asked to see: a variable, for whom, and split by which dimension."""

    variable: str
    keep: Filter = EVERYBODY
    split: int = NO_SPLIT
    shown: tuple[tuple[int, ...], ...] = ()  # per wave the places that were shown: 0 = all together, then the rows
    sizes: tuple[tuple[int, ...], ...] = ()  # and over how many people, for those may be others by now


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures of a look: of all together and per group, each per wave."""

    total: tuple[WaveFigure, ...]
    rows: tuple[BreakdownRow, ...]
    shown: tuple[tuple[int, ...], ...]  # to be kept with the look
    sizes: tuple[tuple[int, ...], ...]


def look(cube: Cube, asked: Asked, one: Look, before: Iterable[Look] = ()) -> Seen:
    """The figures of this look, of which nothing isolates a few people beside the looks at the same subject before it."""
    earlier = list(before)
    labels = cube.dimensions[one.split].labels if one.split >= 0 else ()
    found = [_wave(cube, asked, one, wave, earlier) for wave in cube.waves]
    total = tuple(
        WaveFigure(wave.number, wave.name, wave.period, shown[0]) for wave, shown in zip(cube.waves, found, strict=True)
    )
    rows = []
    for place, label in enumerate(labels):
        waves = tuple(
            WaveFigure(wave.number, wave.name, wave.period, shown[place + 1])
            for wave, shown in zip(cube.waves, found, strict=True)
        )
        if any(each.figure.value is not None or each.figure.suppressed for each in waves):
            rows.append(BreakdownRow(label, waves))
    shown = tuple(tuple(place for place, one in enumerate(each) if one.value is not None) for each in found)
    sizes = tuple(tuple(one.n or 0 for one in each if one.value is not None) for each in found)
    return Seen(total, tuple(rows), shown, sizes)


def _wave(cube: Cube, asked: Asked, one: Look, wave: Moment, before: Sequence[Look]) -> list[Figure]:
    """The figure of all together, and of every group of the split."""
    masks = _masks(cube, one, wave)
    moments = [cube.moments(one.variable, wave, mask) for mask in masks]
    cells = [_cell(cube, one.variable, wave, mask, asked) for mask in masks]
    first = disclosure.protect(cells[1:], cells[0], asked.minimum)
    reasons = [disclosure.primary(cells[0], asked.minimum), *first]
    people = np.minimum(
        cube.people(one.variable, wave), asked.minimum
    )  # a cell is told whole, and with so many it is no small group
    shown = [place for place, reason in enumerate(reasons) if not reason and cells[place].n]
    old = _old(cube, asked, one.variable, wave, before)
    changed = sorted({delta for _, delta in old if delta})
    earlier = [_bits(mask, people, delta, changed) for mask, delta in old]
    fine = accepted(earlier, [_bits(masks[place], people, 0, changed) for place in shown], asked.minimum)
    if asked.guarded and all(fine):
        fine = _both_sides(
            wave.counts[one.variable], asked, [mask for mask, delta in old if not delta], [masks[place] for place in shown]
        )
    held = frozenset(place for place, good in zip(shown, fine, strict=True) if not good)
    if 0 in held:
        reasons = [disclosure.ALONGSIDE if cell.n else "" for cell in cells]
    elif held:
        kept_back = frozenset(place - 1 for place in held)
        reasons = [reasons[0], *disclosure.protect(cells[1:], cells[0], asked.minimum, held=kept_back)]
    words = [disclosure.ALONGSIDE if reason == disclosure.PUBLISHED else reason for reason in reasons]
    return [figures.figure(row, asked, why) for row, why in zip(moments, words, strict=True)]


def _cell(cube: Cube, variable: str, wave: Moment, mask: Mask, asked: Asked) -> Cell:
    return figures.cell(cube.moments(variable, wave, mask), asked, cube.given(variable, wave, mask))


def _masks(cube: Cube, one: Look, wave: Moment) -> list[Mask]:
    kept = one.keep.mask(wave.cells)
    labels = cube.dimensions[one.split].labels if one.split >= 0 else ()
    return [kept, *(kept & (wave.cells[:, one.split] == place) for place in range(len(labels)))]


def _bits(mask: Mask, people: NDArray[np.int64], delta: int, changed: Sequence[int]) -> Bits:
    """The people of a mask, and of those of whom it is not known who they are the ones by whom it was larger or smaller."""
    others = [np.full(abs(one), one == delta) for one in changed]
    return np.concatenate([np.repeat(mask, people), *others])


def _both_sides(counted: tuple[Floats, NDArray[np.int64]], asked: Asked, old: Sequence[Mask], new: Sequence[Mask]) -> list[bool]:
    """Which of the new groups leave enough people on each side of whatever follows: of a share, or away from an end of a scale."""
    values, counts = counted[0], np.minimum(counted[1], asked.minimum)  # as many as that are enough on any side
    known = np.ones(int(counts.sum()), bool)
    each = np.repeat(np.tile(values, len(counts)), counts.ravel())  # the answer of every person, cell by cell

    def groups(masks: Sequence[Mask], on: Bits) -> list[opposing.Group]:
        bits = [np.repeat(np.repeat(mask, len(values)), counts.ravel()) for mask in masks]
        return [opposing.Group(one, float(np.count_nonzero(one & on))) for one in bits]

    sides = [each == 1, each == 0] if asked.unit == "procent" else [each != values[0], each != values[-1]]
    judged = [opposing.accepted(groups(old, on), groups(new, on), on, known) for on in sides]
    return [all(one) for one in zip(*judged, strict=True)]


def _old(cube: Cube, asked: Asked, variable: str, wave: Moment, before: Sequence[Look]) -> list[tuple[Mask, int]]:
    """The groups that this person has or may have seen: all, every group alone, and those of earlier looks.

    With each how many people it had more then than now: an answer that was sent or withdrawn since is not told by two looks.
    """
    people = cube.people(variable, wave)
    number = next(place for place, each in enumerate(cube.waves) if each is wave)
    found = [(mask, 0) for mask in _plain(cube, asked, variable, wave)]
    for each in before:
        masks = _masks(cube, each, wave)
        shown = each.shown[number] if number < len(each.shown) else ()
        sizes = each.sizes[number] if number < len(each.sizes) else ()
        for place, size in zip_longest(shown, sizes):
            if place is not None and place < len(masks):
                now = int(people[masks[place]].sum())
                found.append((masks[place], (now if size is None else size) - now))
    unique = {(mask.tobytes(), delta): (mask, delta) for mask, delta in found}
    return [(mask, delta) for mask, delta in unique.values() if int(people[mask].sum()) + max(delta, 0) >= asked.minimum]


def _plain(cube: Cube, asked: Asked, variable: str, wave: Moment) -> Iterator[Mask]:
    """All together, and every group alone that the report shows: what it hides there is not known here either."""
    whole = np.ones(len(wave.cells), bool)
    total = _cell(cube, variable, wave, whole, asked)
    yield whole
    for place, dimension in enumerate(cube.dimensions):
        masks = [wave.cells[:, place] == label for label in range(len(dimension.labels))]
        cells = [_cell(cube, variable, wave, mask, asked) for mask in masks]
        reasons = disclosure.protect(cells, total, asked.minimum)
        yield from (mask for mask, reason in zip(masks, reasons, strict=True) if not reason)
