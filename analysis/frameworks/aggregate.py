"""From sessions with cards to one framework as it stands now: the newest card of a subject counts, older ones are its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.frameworks.framework import PRESENT, Dimension, Framework, text_of
from analysis.frameworks.rows import position
from analysis.report.parts.frameworks import AxesPart, CardPart, DimensionPart, FrameworkPart, PlacePart
from analysis.sentences import day, number
from saying import mark, say

ANSWER = "antwoord"  # the value of a card that answers its dimension in one sentence


@dataclass(frozen=True, slots=True)
class Laid:
    """A card in a session."""

    dimension: str
    kind: str
    subject: str
    state: str = ""
    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session with who was there and what was laid."""

    name: str
    held_on: date
    present: tuple[str, ...]
    cards: tuple[Laid, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A state that the data propose for a dimension, with why."""

    state: str
    reason: str


Names = Mapping[tuple[str, str], str]


def newest(sittings: Sequence[Sitting]) -> list[Laid]:
    """The cards that count: of each subject those of the last session in which it was laid."""
    found: dict[tuple[str, str], tuple[Laid, ...]] = {}
    for sitting in sorted(sittings, key=lambda one: (one.held_on, one.name)):
        by_subject: dict[tuple[str, str], list[Laid]] = {}
        for card in sitting.cards:
            by_subject.setdefault((card.kind, card.subject), []).append(card)
        found.update({key: tuple(cards) for key, cards in by_subject.items()})
    return [card for cards in found.values() for card in cards]


def assemble(
    framework: Framework,
    sittings: Sequence[Sitting],
    names: Names,
    proposals: Mapping[str, Proposal] | None = None,
) -> FrameworkPart:
    """The framework as it stands, ready to draw."""
    laid = newest(sittings)
    table = _Table(framework, laid, sittings, names, proposals or {})
    dimensions = tuple(_dimension(table, one) for one in framework.dimensions)
    places = _places(framework, sittings, names) if framework.picture == "assen" else ()
    return FrameworkPart(
        code=framework.code, title=text_of(framework.title), source=text_of(framework.source), picture=framework.picture,
        message=message(framework, dimensions, places), caution=text_of(framework.caution), dimensions=dimensions,
        places=places, axes=_axes(framework) if framework.picture == "assen" else None, periods=(),
        sessions=tuple(said(one) for one in sorted(sittings, key=lambda one: (one.held_on, one.name))),
    )  # fmt: skip


def said(sitting: Sitting) -> str:
    """A session in one line, with who was there."""
    who = ", ".join(text_of(PRESENT[one]) for one in PRESENT if one in sitting.present)
    return f"{sitting.name}, {day(sitting.held_on)}" + (f": {who}" if who else "")


@dataclass(frozen=True, slots=True)
class _Table:
    """What every dimension is read from."""

    framework: Framework
    laid: Sequence[Laid]
    sittings: Sequence[Sitting]
    names: Names
    proposals: Mapping[str, Proposal]


def _dimension(table: _Table, dimension: Dimension) -> DimensionPart:
    framework = table.framework
    states = framework.state_names()
    own = next((one for one in table.laid if framework.judged and _judges(one, dimension)), None)
    proposal = table.proposals.get(dimension.code)
    chosen = own.state if own else ""
    state, proposed = (chosen, False) if chosen else (proposal.state, True) if proposal else ("", False)
    reason = own.note if own and own.note else (proposal.reason if proposal else "")
    who = _who(dimension.code, table.sittings)
    cards = [one for one in table.laid if one.dimension == dimension.code and not (framework.judged and _judges(one, dimension))]
    shown = (_card(one, table.names, states, dimension) for one in cards)
    return DimensionPart(
        code=dimension.code, name=text_of(dimension.name), text=text_of(dimension.text), state=state,
        state_name=states.get(state, ""), proposed=proposed, reason=reason, answer=str((own.values if own else {}).get(ANSWER, "")),
        who=tuple(text_of(PRESENT[one]) for one in who), missing=bool(who) and "inwoner" not in who,
        cards=tuple(sorted(shown, key=_order(framework))),
    )  # fmt: skip


def _judges(card: Laid, dimension: Dimension) -> bool:
    return card.kind == "onderwerp" and card.subject == dimension.code == card.dimension


def _who(dimension: str, sittings: Sequence[Sitting]) -> list[str]:
    there = {who for one in sittings if any(card.dimension == dimension for card in one.cards) for who in one.present}
    return [one for one in PRESENT if one in there]


def _card(card: Laid, names: Names, states: Mapping[str, str], dimension: Dimension) -> CardPart:
    ready = {one.code: text_of(one.name) for one in dimension.items}
    name = names.get((card.kind, card.subject)) or ready.get(card.subject, card.subject)
    return CardPart(card.kind, name, card.state, states.get(card.state, ""), card.note)


def _order(framework: Framework) -> Any:
    rank = {one.code: place for place, one in enumerate(framework.states)}
    return lambda card: (rank.get(card.state, len(rank)), card.name.casefold(), card.kind)


def _places(framework: Framework, sittings: Sequence[Sitting], names: Names) -> tuple[PlacePart, ...]:
    found = []
    for sitting in sittings:
        by_subject: dict[tuple[str, str], dict[str, Laid]] = {}
        for card in sitting.cards:
            by_subject.setdefault((card.kind, card.subject), {})[card.dimension] = card
        for key, cards in by_subject.items():
            spots = [_spot(one, cards.get(one.code)) for one in framework.dimensions]
            if len(spots) == 2 and spots[0] is not None and spots[1] is not None:
                extra = _extra(framework, cards.values())
                name = names.get(key, key[1])
                found.append(PlacePart(name, sitting.name, sitting.held_on.isoformat(), spots[0], spots[1], extra))
    return tuple(sorted(found, key=lambda one: (one.subject.casefold(), one.held_on, one.session)))


def _spot(dimension: Dimension, card: Laid | None) -> float | None:
    if card is None:
        return None
    scores = {code: float(value) for code, value in card.values.items() if isinstance(value, int | float)}
    return position([[item.code for item in side.items] for side in dimension.sides], scores)


def _extra(framework: Framework, cards: Any) -> tuple[tuple[str, str], ...]:
    values = {code: value for card in cards for code, value in card.values.items()}
    found = []
    for one in framework.values:
        value = values.get(one.code)
        if value is not None:
            words = number(value, 1) if isinstance(value, float) else str(value)
            found.append((text_of(one.name), words))
    return tuple(found)


def _axes(framework: Framework) -> AxesPart:
    across, up = framework.dimensions
    a, b, c, d = (text_of(one) for one in framework.quadrants)
    ends = [text_of(side.name) for one in (across, up) for side in one.sides]
    return AxesPart(left=ends[0], right=ends[1], below=ends[2], above=ends[3], quadrants=(a, b, c, d))


NOTHING = mark("Hier is nog niets besproken")


def message(framework: Framework, dimensions: Sequence[DimensionPart], places: Sequence[PlacePart]) -> str:
    """What the picture says, as its title: counted from the cards."""
    if framework.picture == "assen":
        return _about_places(places, text_of(framework.dimensions[0].sides[1].name))
    if framework.judged:
        counts = Counter(one.state_name for one in dimensions if one.state)
    else:
        unique = {(card.kind, card.name): card.state_name for one in dimensions for card in one.cards}
        counts = Counter(name for name in unique.values() if name)
        if unique and not counts:
            filled = sum(bool(one.cards) for one in dimensions)
            return say("{n} kaarten in {filled} van de {of} vakken", n=len(unique), filled=filled, of=len(dimensions))
    found = ", ".join(f"{name} {counts[name]}" for name in framework.state_names().values() if counts[name])
    if not found:
        return say(NOTHING)
    if not framework.judged:
        return say("Van de {n} kaarten: {counts}", n=sum(counts.values()), counts=found)
    if framework.picture == "stappen" and (alone := sum(one.missing for one in dimensions)):
        sentence = mark("Van de {n} onderdelen: {counts}; bij {alone} zat geen inwoner aan tafel")
        return say(sentence, n=len(dimensions), counts=found, alone=alone)
    return say("Van de {n} onderdelen: {counts}", n=len(dimensions), counts=found)


def _about_places(places: Sequence[PlacePart], right: str) -> str:
    trails: dict[str, list[PlacePart]] = {}
    for one in places:
        trails.setdefault(one.subject, []).append(one)
    if not trails:
        return say(NOTHING)
    moved = [found for found in trails.values() if len(found) > 1]
    if not moved:
        return say("{n} op de kaart, nog zonder vorige keer ernaast", n=len(trails))
    outward = sum(found[-1].x > found[0].x for found in moved)
    return say("{n} van de {of} die vaker keken, schoven op naar ‘{right}’", n=outward, of=len(moved), right=right)
