"""How heavy partners find a contribution: each alone first, then all together with the spread that is between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saying import mark

WEIGHTS = {mark("geen"): 0, mark("klein"): 1, mark("middel"): 2, mark("groot"): 3}
NAMES = tuple(WEIGHTS)
FAR_APART = 2  # steps between the lowest and the highest vote from which partners have something to talk about


@dataclass(frozen=True, slots=True)
class Scored:
    """The votes of all partners on one contribution."""

    votes: tuple[tuple[str, str], ...]  # name of the partner, weight; by name
    middle: str | None  # the lower median: with an even number of votes the careful one of the two in the middle
    steps: int  # between the lowest and the highest vote
    agreement: str  # eens, dichtbij, ver_uiteen, een_stem, geen_stem


def score(votes: Mapping[str, str]) -> Scored:
    """Put the votes (partner -> weight) together."""
    ranked = sorted(WEIGHTS[weight] for weight in votes.values())
    steps = ranked[-1] - ranked[0] if ranked else 0
    middle = NAMES[ranked[(len(ranked) - 1) // 2]] if ranked else None
    return Scored(tuple(sorted(votes.items())), middle, steps, _agreement(len(ranked), steps))


def _agreement(count: int, steps: int) -> str:
    if count < 2:
        return "een_stem" if count else "geen_stem"
    if steps == 0:
        return "eens"
    return "ver_uiteen" if steps >= FAR_APART else "dichtbij"


AGREEMENT = {
    "eens": mark("partners zijn het eens"),
    "dichtbij": mark("partners liggen dicht bij elkaar"),
    "ver_uiteen": mark("partners denken verschillend"),
    "een_stem": mark("één partner gaf een oordeel"),
    "loopt": mark("partners geven nog elk apart hun oordeel"),
    "geen_stem": mark("nog niemand gaf een oordeel"),
}


def weight_of(agreed: str | None, scored: Scored) -> str | None:
    """The weight that counts: what was agreed after talking, else the middle of the votes."""
    return agreed or scored.middle
