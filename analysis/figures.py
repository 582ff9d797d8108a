"""Figures from columns of numbers. What is too small to show never becomes a Figure with a value."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, sentences, tallies
from analysis.columns import Floats
from analysis.disclosure import Cell
from analysis.report.model import Figure, Interval
from analysis.statistics import intervals
from analysis.statistics.intervals import Estimate, Summary
from saying import mark, say

DECIMALS = {"procent": 1, "cijfer": 2, "aantal": 0}
Given = NDArray[np.int64]
NO_ANSWERS = mark("Er zijn geen antwoorden.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a change needs to know of its indicator."""

    unit: str
    direction: str  # omhoog, omlaag: the desired way
    minimum: int
    guarded: bool = True  # sensitive: about 0% and about 100% of a group are not shown
    too_early: bool = False
    horizon: date | None = None
    things: str = sentences.PEOPLE  # what is counted, PEOPLE or STORIES
    what: str = ""  # the measure and its rule, for the publication ledger


def hidden(asked: Asked, reason: str) -> Figure:
    """A figure that may not be shown, with the reason in words."""
    words: dict[str, Callable[[int], str]] = {
        disclosure.TOO_SMALL: few_stories if asked.things == sentences.STORIES else _few_people,
        # The same words for both: which of the two it is would tell what (nearly) everybody in the group answered.
        disclosure.ONE_SIDED: _few_answers,
        disclosure.ALONGSIDE: _few_answers,
        disclosure.PUBLISHED: lambda _: say(
            "Verborgen: uit het verschil met een eerder rapport is anders uit te rekenen wat enkele mensen antwoordden."
        ),
    }
    return Figure(None, None, asked.unit, suppressed=True, reason=words[reason](asked.minimum))


def few_stories(minimum: int) -> str:
    """Why a figure of stories is not shown."""
    return say("Verborgen: minder dan {n} verhalen.", n=minimum)


def _few_people(minimum: int) -> str:
    return say("Verborgen: minder dan {n} mensen.", n=minimum)


def _few_answers(_minimum: int) -> str:
    return say("Verborgen, omdat anders is uit te rekenen wat enkele mensen antwoordden.")


def cell(row: Floats, asked: Asked, given: Given | None = None) -> Cell:
    """The group behind moments (n, sum, sum of squares), for disclosure; for a mean with how many gave each answer."""
    n = int(row[0])
    if asked.unit == "procent":
        return Cell(n, round(float(row[1])), asked.guarded)
    if given is not None:
        return Cell(n, None, asked.guarded, tuple(map(int, given)))
    # Not known how many gave which: then only all the same is seen.
    same = n > 0 and math.isclose(float(row[2]) * n, float(row[1]) ** 2, rel_tol=1e-12)
    return Cell(n, n if same else None, asked.guarded)


def cells(table: Floats, values: Floats, groups: NDArray[np.int16], asked: Asked) -> list[Cell]:
    """The groups of a table of moments over these values, and as the last one all together, also those in no group."""
    everybody = np.zeros(len(values), np.int16)
    rows = [*table, tallies.moments(values, everybody, 1)[0]]
    if asked.unit != "cijfer":
        return [cell(row, asked) for row in rows]
    answers = np.unique(values[~np.isnan(values)])
    given = [*tallies.given(values, answers, groups, len(table)), tallies.given(values, answers)]
    return [cell(row, asked, each) for row, each in zip(rows, given, strict=True)]


def whole(values: Floats, asked: Asked) -> Cell:
    """All who count, as one group."""
    return cells(np.zeros((0, 3)), values, np.full(len(values), -1, np.int16), asked)[-1]


def figure(row: Floats, asked: Asked, reason: str | None = None) -> Figure:
    """The figure of moments (n, sum, sum of squares); `reason` from disclosure.protect, or judged alone when None."""
    found = disclosure.primary(cell(row, asked), asked.minimum) if reason is None else reason
    n = int(row[0])
    if n == 0:
        return Figure(None, None, asked.unit, reason=say(NO_ANSWERS))
    if found:
        return hidden(asked, found)
    if asked.unit == "procent":
        return of_estimate(intervals.wilson(round(float(row[1])), n), n, "procent", 100)
    whole = summary(row)
    return of_estimate(intervals.t_interval(whole.mean, whole.sd, n), n, asked.unit)


def summary(row: Floats) -> Summary:
    """Mean and standard deviation (n−1) from moments (n, sum, sum of squares)."""
    n, total, squares = int(row[0]), float(row[1]), float(row[2])
    mean = total / n
    apart = squares - n * mean * mean
    if n < 2 or apart <= 1e-12 * squares:  # what is left is the noise of subtracting: nothing varies
        return Summary(n, mean, 0.0)
    return Summary(n, mean, math.sqrt(apart / (n - 1)))


def rounded(value: float, digits: int) -> float:
    """Half away from nought, as people round (41,25 is 41,3), and never minus nought; for figures, which are not that precise."""
    return round(value + math.copysign(1e-9, value), digits) + 0.0


def of_estimate(estimate: Estimate, n: int | None, unit: str, times: float = 1) -> Figure:
    """An estimate with its interval as people read it; `times` 100 makes a proportion a percentage."""
    digits = DECIMALS[unit]
    value, low, high = (rounded(one * times, digits) for one in (estimate.value, estimate.low, estimate.high))
    return Figure(value, n, unit, Interval(low, high, estimate.method))
