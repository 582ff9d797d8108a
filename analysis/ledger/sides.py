"""On which side people stand of a figure that is about to go out, and whether a difference has (nearly) nobody on a side.

A sensitive share has two sides: who counts and who does not. A mean on a scale has two as well: who is away from its lowest end, and
who is away from its highest. At least FEWEST people must stand on each side (docs/decisions/0010), also of every group that follows
from figures that went out before and those that go out now (docs/decisions/0011).

Who stands where is known of the people at hand, as bits; the ledger keeps of a figure only what was published of it: the number on
a side of a share, and for a mean the most people that can be away from an end, which follows from the mean itself: whoever is
away from the end is away by a step at least, so they are no more than n × (mean − end) / step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from analysis import vectors
from analysis.columns import Floats, Sheet
from analysis.disclosure import FEWEST
from analysis.ledger.members import Mask, Places, Told, pack
from analysis.material import Questionnaire

MEAN_DECIMALS = 2  # a mean is published with so many


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a figure: which rows of a wave stand on it, and how far from the other end (a share: 1 when on it, else 0).

    `far`: how many steps somebody on this side of a mean can be away; 0 for a share, where the number on the side is told exactly.
    """

    key: str
    rows: Mask
    away: Floats
    step: float = 1.0
    far: float = 0.0

    def of(self, chosen: Mask, places: Places) -> Told:
        """What a figure over the chosen rows tells of this side."""
        n, away, slack = int(chosen.sum()), float(self.away[chosen].sum()), 0.0
        if self.far and n:
            away = round(away / n, MEAN_DECIMALS) * n / self.step
            slack = FEWEST * self.far + 2 * n * 10**-MEAN_DECIMALS / self.step
        return Told(pack(places[chosen & self.rows]), round(away, 6), slack)


def of_share(rule: Mapping[str, Any], values: Floats, sheet: Sheet) -> Iterator[Side]:
    """Who counts and who does not; named by the answers themselves, so that a share of the others has the same sides."""
    chosen, others = _answers(rule, sheet)
    yield _plain(chosen, values == 1)
    yield _plain(others, values == 0)


def of_counts(name: str, rows: Mask, known: Mask) -> Iterator[Side]:
    """Who counts under this name and who does not."""
    yield _plain([name, True], rows & known)
    yield _plain([name, False], ~rows & known)


def of_mean(rule: Mapping[str, Any], values: Floats, of: Questionnaire) -> Iterator[Side]:
    """Who is away from the lowest and who from the highest that can be answered; a number without ends has no sides."""
    ends, step = vectors.extent(rule, of), vectors.smallest_step(rule, of)
    for end in ends or ():
        away = np.where(np.isnan(values), 0, np.abs(values - end))
        yield Side(
            _key(["gemiddelde", _of(rule), float(end)]), away > 0, away, step, abs(ends[1] - ends[0]) / step if ends else 0
        )


def _plain(name: Any, rows: Mask) -> Side:
    return Side(_key(name), rows, rows.astype(np.float64))


def _answers(rule: Mapping[str, Any], sheet: Sheet) -> tuple[list[Any], list[Any]]:
    """What counts and what does not, as plain values."""
    column = sheet.columns.get(rule.get("question", ""))
    if "values" in rule and column is not None and column.options and not _several(column):
        chosen = sorted(set(map(str, rule["values"])) & set(column.options))
        return [_of(rule), chosen], [_of(rule), sorted(set(column.options) - set(chosen))]
    what = {key: rule[key] for key in ("values", "from", "to", "bands") if key in rule}
    return [_of(rule), what, True], [_of(rule), what, False]


def _several(column: Any) -> bool:
    return column.values is not None and column.values.dtype == bool


def _of(rule: Mapping[str, Any]) -> list[Any]:
    return [rule.get(key) for key in ("question", "item", "scale")]


def _key(name: Any) -> str:
    return hashlib.sha256(orjson.dumps(name, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
