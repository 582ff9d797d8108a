"""The layers of the pyramid in numbers: per period the volume, users and euro of each layer, their shares, and the shift. Plain rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import disclosure
from analysis.frameworks.framework import Framework, Value, text_of
from analysis.report.parts.frameworks import AmountPart, CardPart, DimensionPart, FrameworkPart
from analysis.sentences import number
from saying import mark, say

SHARED = ("gebruikers", "euro")  # volumes have units of their own and are never added up over layers


@dataclass(frozen=True, slots=True)
class Used:
    """How much one provision was used in a period."""

    provision: str
    layer: str
    period: str
    users: int | None
    euro: float | None
    volume: float | None
    unit: str
    statutory: bool = False


def with_amounts(part: FrameworkPart, framework: Framework, used: Sequence[Used], minimum: int) -> FrameworkPart:
    """The pyramid with its numbers at the first and the last period, and its shift in sentences."""
    periods = sorted({one.period for one in used})
    ends = tuple(dict.fromkeys((periods[0], periods[-1]))) if periods else ()
    values = {one.code: one for one in framework.values}
    table = {
        (period, code): _amounts(framework, used, period, values[code], minimum)
        for period in ends
        for code in ("gebruikers", "euro")
        if code in values
    }
    dimensions = tuple(
        replace(
            one,
            cards=_cards(one, used),
            amounts=tuple(found[one.code] for found in table.values()),
        )
        for one in part.dimensions
    )
    shift = shifts(dimensions, ends)
    message = shift[0] if shift else part.message
    return replace(part, dimensions=dimensions, periods=ends, shift=shift, message=message)


def _cards(one: DimensionPart, used: Sequence[Used]) -> tuple[CardPart, ...]:
    words = (say("wettelijk"), say("vrij"))
    mine = {row.provision: row.statutory for row in used if row.layer == one.code}
    return tuple(
        CardPart("voorziening", name, "wettelijk" if law else "vrij", words[0] if law else words[1], "")
        for name, law in sorted(mine.items(), key=lambda row: row[0].casefold())
    )


def _amounts(framework: Framework, used: Sequence[Used], period: str, value: Value, minimum: int) -> dict[str, AmountPart]:
    """One kind of amount in one period for all layers; too few users are hidden, with another layer where one would give it away."""
    totals = {one.code: _sum(used, one.code, period, value.code) for one in framework.dimensions}
    known = {code: total for code, total in totals.items() if total is not None}
    if value.code == "gebruikers":
        shown = disclosure.protect_counts([round(total) for total in known.values()], minimum)
        visible = {code: None if one is None else float(one) for code, one in zip(known, shown, strict=True)}
    else:
        visible = dict(known)
    whole = sum(known.values()) if all(one is not None for one in visible.values()) else 0.0
    return {
        code: AmountPart(period, value.code, text_of(value.name), value.unit, visible.get(code), _share(visible.get(code), whole))
        for code in totals
    }  # fmt: skip


def _sum(used: Sequence[Used], layer: str, period: str, code: str) -> float | None:
    field = {"gebruikers": "users", "euro": "euro"}[code]
    found = [getattr(one, field) for one in used if one.layer == layer and one.period == period]
    known = [one for one in found if one is not None]
    return float(sum(known)) if known else None


def _share(value: float | None, whole: float) -> float | None:
    return None if value is None or not whole else round(100 * value / whole, 1)


_MOVES = {  # went up, went down, stayed
    "gebruikers": (
        mark("Het aandeel van de gebruikers in ‘{layer}’ steeg van {before}% naar {after}%"),
        mark("Het aandeel van de gebruikers in ‘{layer}’ daalde van {before}% naar {after}%"),
        mark("De verdeling van de gebruikers over de lagen bleef gelijk"),
    ),
    "euro": (
        mark("Het aandeel van het geld in ‘{layer}’ steeg van {before}% naar {after}%"),
        mark("Het aandeel van het geld in ‘{layer}’ daalde van {before}% naar {after}%"),
        mark("De verdeling van het geld over de lagen bleef gelijk"),
    ),
}


def shifts(dimensions: Sequence[DimensionPart], periods: Sequence[str]) -> tuple[str, ...]:
    """How the shares moved between two periods: a sentence for users and one for euro, the layer that moved most first."""
    if len(periods) < 2:
        return ()
    found = []
    for code, (up, down, same) in _MOVES.items():
        moved = []
        for one in dimensions:
            shares = {amount.period: amount.share for amount in one.amounts if amount.code == code}
            before, after = shares.get(periods[0]), shares.get(periods[-1])
            if before is not None and after is not None:
                moved.append((after - before, one.name, before, after))
        if moved:
            by, name, before, after = max(moved, key=lambda row: (abs(row[0]), row[1]))
            sentence = same if round(abs(by), 1) == 0 else up if by > 0 else down
            found.append(say(sentence, layer=name, before=number(before), after=number(after)))
    return tuple(found)
