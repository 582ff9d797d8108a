"""The cube of counts: question × area × wave × trait × value, made once per state of the data, so that a filter costs milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.breakdowns import BY_AREA, Grouping, groupings
from analysis.columns import Floats
from analysis.material import Material, Questionnaire

Mask = NDArray[np.bool_]
AREA = 0  # the first dimension


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something by which people can be filtered and split: the neighbourhood, or a trait."""

    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A wave of the cube: its groups, and how many people each value has in each."""

    number: int
    name: str
    period: str
    cells: NDArray[np.int64]  # group × dimension: the place of the label; as many as there are labels = none of them
    counts: Mapping[str, tuple[Floats, NDArray[np.int64]]]  # variable -> values, and people per group and value


@dataclass(frozen=True, slots=True)
class Filter:
    """Which people: of these areas (none chosen = all), and with these labels of traits {dimension: label}."""

    areas: tuple[int, ...] = ()
    labels: tuple[tuple[int, int], ...] = ()

    def mask(self, cells: NDArray[np.int64]) -> Mask:
        """The groups that this filter keeps."""
        kept = np.isin(cells[:, AREA], self.areas) if self.areas else np.ones(len(cells), bool)
        for dimension, label in self.labels:
            kept &= cells[:, dimension] == label
        return kept


EVERYBODY = Filter()


@dataclass(frozen=True, slots=True)
class Cube:
    """The counts of one questionnaire."""

    code: str
    dimensions: tuple[Dimension, ...]
    waves: tuple[Moment, ...]

    def moments(self, variable: str, wave: Moment, mask: Mask) -> Floats:
        """n, sum and sum of squares over the groups of a mask."""
        values, counts = wave.counts[variable]
        people = counts[mask].sum(axis=0)
        return np.array([people.sum(), people @ values, people @ (values * values)], np.float64)

    def given(self, variable: str, wave: Moment, mask: Mask) -> NDArray[np.int64]:
        """How many people of the groups of a mask gave each answer."""
        return np.asarray(wave.counts[variable][1][mask].sum(axis=0))

    def people(self, variable: str, wave: Moment) -> NDArray[np.int64]:
        """How many people count for a variable, per group."""
        return np.asarray(wave.counts[variable][1].sum(axis=1))

    @property
    def size(self) -> int:
        """How many counts it holds."""
        return sum(counts.size for wave in self.waves for _, counts in wave.counts.values())


def cube(of: Questionnaire, material: Material, vectors: Mapping[str, Sequence[Floats]]) -> Cube:
    """The cube of a questionnaire; `vectors` has per variable and wave the value of every response, NaN where it does not count."""
    ways = list(groupings(of, material))
    if not material.areas:
        ways = [_no_areas(of), *ways]
    dimensions = tuple(Dimension(way.title, tuple(way.labels)) for way in ways)
    waves = []
    for place, one in enumerate(of.rounds):
        codes = np.stack([_codes(way.groups[place], len(way.labels)) for way in ways], axis=1)
        cells, group = _cells(codes, [len(one.labels) + 1 for one in dimensions])
        counts = {name: _counts(each[place], group, len(cells)) for name, each in vectors.items()}
        waves.append(Moment(one.number, one.name, one.period, cells, counts))
    return Cube(of.code, dimensions, tuple(waves))


def _no_areas(of: Questionnaire) -> Grouping:
    return Grouping(BY_AREA, (), [np.full(len(one.sheet), -1, np.int16) for one in of.rounds])


def _codes(group: NDArray[np.int16], size: int) -> NDArray[np.int64]:
    return np.where(group >= 0, group, size).astype(np.int64)


def _cells(codes: NDArray[np.int64], sizes: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The combinations of labels that occur, and in which of them every response is."""
    joined = np.ravel_multi_index(tuple(codes.T), tuple(sizes))
    found, group = np.unique(joined, return_inverse=True)
    return np.stack(np.unravel_index(found, tuple(sizes)), axis=1).astype(np.int64), group


def _counts(values: Floats, group: NDArray[np.int64], groups: int) -> tuple[Floats, NDArray[np.int64]]:
    known = ~np.isnan(values)
    distinct, place = np.unique(values[known], return_inverse=True)
    size = max(len(distinct), 1)
    counted = np.bincount(group[known] * size + place, minlength=groups * size).reshape(groups, size)
    return distinct if len(distinct) else np.zeros(1), counted.astype(np.int64)
