"""How many participants confirm that an activity or its mechanism made the change: figures from judged causes.

The rate is of people whose situation changed for the better and who said why (mechanism confirmation rate); its interval is
Wilson's. Counts are nested: first named-by-us against the rest, then within each half, so that a rate never gives away a count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis import disclosure, figures
from analysis.accounting.causes import NAMES
from analysis.figures import Asked
from analysis.report.values import Figure

__all__ = ["JudgedCause", "better_options", "counts", "of_activity", "rate"]

OURS = ("activiteit", "mechanisme")


@dataclass(frozen=True, slots=True)
class JudgedCause:
    """A cause as a person judged it. `took_part`: activities the participant named; None = not asked."""

    names: str
    activity: str | None = None
    mechanism: str | None = None
    better: bool = True
    took_part: frozenset[str] | None = None


def counts(judged: Sequence[JudgedCause], minimum: int, least: int = disclosure.MINIMUM_STORIES) -> dict[str, int | None]:
    """How many causes name what, among those of a change for the better; None = too few to show.

    `minimum` is of people who were asked together, `least` of those with the same kind of cause, as for stories.
    """
    better = [one for one in judged if one.better]
    number = {name: sum(one.names == name for one in better) for name in NAMES}
    halves = [sum(number[name] for name in half) for half in (OURS, NAMES[2:])]
    if len(better) < minimum or None in disclosure.protect_counts(halves, least):
        return dict.fromkeys(NAMES, None) if better else dict.fromkeys(NAMES, 0)
    found: dict[str, int | None] = {}
    for half in (OURS, NAMES[2:]):
        shown = disclosure.protect_counts([number[name] for name in half], least)
        found.update(zip(half, shown, strict=True))
    return found


def rate(judged: Sequence[JudgedCause], minimum: int, least: int = disclosure.MINIMUM_STORIES, *, held: bool = False) -> Figure:
    """The share of causes of a change for the better that name an activity or a mechanism of the programme.

    `held`: it may not be shown beside what was published before.
    """
    better = [one for one in judged if one.better]
    hits = sum(one.names in OURS for one in better)
    small = any(disclosure.small_count(one, least) is None for one in (hits, len(better) - hits))
    reason = disclosure.ALONGSIDE if small and len(better) >= minimum else None
    return _figure(len(better), hits, minimum, disclosure.PUBLISHED if held else reason)


def of_activity(
    judged: Sequence[JudgedCause], code: str, mechanisms: Collection[str], minimum: int, *, held: bool = False
) -> Figure | None:
    """The share that names this activity or its mechanism, of its participants; of all who changed when nobody was asked
    where they took part. None when no cause was judged.
    """
    better = [one for one in judged if one.better]
    of = participants(better, code)
    if not of:
        return None
    hits = sum(one.activity == code or (one.mechanism in mechanisms and one.activity in (None, code)) for one in of)
    reason = disclosure.ALONGSIDE if 0 < len(better) - len(of) < minimum <= len(of) else None
    reason = disclosure.PUBLISHED if held else reason
    return _figure(len(of), hits, minimum, reason, guarded=False)  # that nobody named it tells nothing of anybody


def participants(better: Sequence[JudgedCause], code: str) -> list[JudgedCause]:
    """Those of the causes that are of participants of this activity; all of them when nobody was asked."""
    return [one for one in better if one.took_part is None or code in one.took_part]


def better_options(values: Mapping[str, float | None]) -> frozenset[str]:
    """Which answers say that it changed for the better: above "gelijk" or "nee" where there is one, else above the middle."""
    known = {code: value for code, value in values.items() if value is not None}
    if not known:
        return frozenset()
    same = next((known[code] for code in ("gelijk", "nee") if code in known), (min(known.values()) + max(known.values())) / 2)
    return frozenset(code for code, value in known.items() if value > same)


def _figure(n: int, hits: int, minimum: int, reason: str | None, *, guarded: bool = True) -> Figure:
    return figures.figure(np.array([n, hits, hits], np.float64), Asked("procent", "omhoog", minimum, guarded), reason)
