"""Where one municipality stands among others: quartiles, percentile rank and the ones that look like it. Never a ranking."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saying import say

LEAST = 5  # other municipalities: with fewer, a dot in the plot is as good as a name
ALIKE = 10  # look-alikes shown together
TRAITS = 2  # two shared traits at least, else nobody is called alike


@dataclass(frozen=True, slots=True)
class Member:
    """What the comparison needs of one municipality; `figures` by key of the definition."""

    code: str
    figures: Mapping[str, float]
    profile: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """Our value between those of others, all in the unit of the figure. `rank`: percentile rank 0-100 (Roscoe 1975: the
    share below plus half the share equal)."""

    value: float
    others: tuple[float, ...]  # sorted, without names
    low: float  # first quartile
    middle: float
    high: float  # third quartile
    rank: float


def standing(value: float, others: Sequence[float]) -> Standing | None:
    """Where a value stands; None when there are too few others. Quartiles are Hyndman & Fan (1996) type 7."""
    if len(others) < LEAST:
        return None
    values = np.sort(np.asarray(others, float))
    low, middle, high = (float(one) for one in np.percentile(values, (25, 50, 75)))
    below = int(np.searchsorted(values, value, "left"))
    equal = int(np.searchsorted(values, value, "right")) - below
    return Standing(value, tuple(map(float, values)), low, middle, high, 100 * (below + equal / 2) / len(values))


def alike(own: Mapping[str, float], pool: Sequence[Member], most: int = ALIKE) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """The municipalities nearest to ours and the traits that were compared.

    Distance: root of the mean squared difference of standardised traits (z-scores over the pool), over the traits that ours and all
    chosen ones have; a trait that most of the pool lacks is left out.
    """
    names = sorted(name for name in own if sum(name in one.profile for one in pool) * 2 >= len(pool) and pool)
    members = [one for one in pool if all(name in one.profile for name in names)]
    if len(names) < TRAITS or len(members) < LEAST:
        return (), ()
    table = np.array([[one.profile[name] for name in names] for one in members], float)
    spread = table.std(axis=0)
    used = spread > 0
    mine = np.array([own[name] for name in names], float)
    z = (table[:, used] - mine[used]) / spread[used]
    distance = np.sqrt((z * z).mean(axis=1)) if used.any() else np.zeros(len(members))
    order = sorted(range(len(members)), key=lambda i: (distance[i], members[i].code))
    return tuple(members[i] for i in order[:most]), tuple(name for name, kept in zip(names, used, strict=True) if kept)


def place(rank: float) -> str:
    """A percentile rank in words: how many of ten municipalities have a lower figure. Lower is not worse; the reader knows the direction."""
    tenth = math.floor(rank / 10 + 0.5)
    if tenth <= 0:
        return say("bijna alle andere gemeenten hebben een hoger cijfer")
    if tenth >= 10:
        return say("bijna alle andere gemeenten hebben een lager cijfer")
    if tenth == 1:
        return say("ongeveer 1 van de 10 andere gemeenten heeft een lager cijfer")
    return say("ongeveer {tenth} van de 10 andere gemeenten hebben een lager cijfer", tenth=tenth)
