"""Reach: how many different people of a target group took part, of how many there are; and who else took part."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import disclosure
from analysis.report.values import Figure
from saying import say

__all__ = ["ReachFound", "reach"]


@dataclass(frozen=True, slots=True)
class ReachFound:
    """What may be said of a reach; `known`: "bekend", "omvang" (size unknown), "klein" (hidden)."""

    figure: Figure  # procent of the target group, n = people reached
    inside: int | None
    outside: int | None
    size: int | None
    known: str


def reach(inside: int, outside: int | None, size: int | None, minimum: int, taking_part: int | None = None) -> ReachFound:
    """The reach that may be shown. `taking_part` is a published number of participants of the same period: with it and `inside`
    anybody can compute who is outside, so then that group counts as given. All of the group is counted, so there is no interval.
    """
    if outside is None and taking_part is not None and taking_part >= inside:
        outside = taking_part - inside
        given = False
    else:
        given = outside is not None
    groups = [inside, outside or 0, max(size - inside, 0) if size is not None else 0]
    if any(disclosure.small_count(one, minimum) is None for one in groups):
        words = say("Verborgen: een groep van minder dan {minimum} mensen.", minimum=minimum)
        return ReachFound(Figure(None, None, "procent", suppressed=True, reason=words), None, None, size, "klein")
    shown = outside if given else None
    if not size:
        return ReachFound(
            Figure(None, None, "procent", reason=say("De omvang van de doelgroep is niet bekend.")), inside, shown, None, "omvang"
        )
    return ReachFound(Figure(round(100 * inside / size, 1), inside, "procent"), inside, shown, size, "bekend")
