"""Did both sides, who commissions and who provides, agree on a link, and so on the whole chain of a result (requirement 107).

It follows from what each side said of each link and what was agreed after talking; nobody ticks a box. While partners still score
alone, only who has spoken is said, never what.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.line.line import ACTIVITY, RESULT, Line, Link, Node
from saying import mark, say

COMMISSIONER, PROVIDER = "opdrachtgever", "uitvoerder"
AGREED, APART, BUSY, ONE_SIDE, NOBODY = "vastgesteld", "verschil", "loopt", "een_kant", "niemand"
OPEN = {
    APART: mark("de twee kanten denken verschillend"),
    BUSY: mark("de partners geven nog elk apart hun oordeel"),
    ONE_SIDE: mark("één kant gaf nog geen oordeel"),
    NOBODY: mark("geen van beide kanten gaf een oordeel"),
    "": mark("nog niet beredeneerd"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A link that both sides did not agree on yet, and why."""

    below: str
    above: str
    why: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything that should lead to one result and from there on up, as far as both sides agreed on it."""

    result: str  # code
    name: str
    links: int
    agreed: int
    open: tuple[Open, ...]

    @property
    def whole(self) -> bool:
        """Both sides agreed on every link."""
        return 0 < self.links == self.agreed

    @property
    def says(self) -> str:
        """How far the two sides are, in a sentence."""
        if self.whole:
            return say("Opdrachtgever en uitvoerder stelden deze keten samen vast: alle {n} schakels.", n=self.links)
        return say(
            "Opdrachtgever en uitvoerder stelden {agreed} van de {n} schakels samen vast.", agreed=self.agreed, n=self.links
        )


def of_link(weights: Mapping[int, str], first: Collection[int], second: Collection[int], *, settled: bool, closed: bool) -> str:
    """How far the two sides are on one link. `weights`: what each partner said; `first`, `second`: who is on which side."""
    ours, theirs = ({weights[one] for one in side if one in weights} for side in (first, second))
    if not ours or not theirs:
        return ONE_SIDE if ours or theirs else NOBODY
    if settled:
        return AGREED
    if not closed:
        return BUSY
    return AGREED if len(ours | theirs) == 1 else APART


def chains(line: Line) -> tuple[Chain, ...]:
    """The chain of every result."""
    return tuple(_chain(line, one) for one in line.of(RESULT))


def together(line: Line) -> str:
    """How far the two sides are with the whole line, each link once; "" while there is no link to agree on."""
    links = [one for one in line.links if _counts(one)]
    agreed = sum(one.both == AGREED for one in links)
    if not links:
        return ""
    return say("Opdrachtgever en uitvoerder stelden {agreed} van de {n} schakels samen vast.", agreed=agreed, n=len(links))


def _chain(line: Line, result: Node) -> Chain:
    ends = [result.key, *(one.key for one in line.steps(result))]
    links = [one for end in ends for one in line.into(end)] + [*line.out_of(result.key)]
    links = [one for one in links if _counts(one)]
    lacking = [one for one in links if one.both != AGREED]
    names = tuple(Open(line.name(one.below), line.name(one.above), say(OPEN[one.both])) for one in lacking)
    return Chain(result.code, result.name, len(links), len(links) - len(lacking), names)


def _counts(link: Link) -> bool:
    """What only follows from where things stand is no link to agree on; an activity under a result that nobody argued is."""
    return not link.unplanned and (not link.implied or link.below[0] == ACTIVITY)
