"""The tables beside the pictures of frameworks: the same numbers and cards, in plain words."""

from __future__ import annotations

from analysis.frameworks import kpi_chain
from analysis.report.parts.frameworks import DimensionPart, FrameworkPart, FrameworksPart
from analysis.report.tables import NOTHING, Head, Row
from analysis.report.wording import TOO_FEW, number
from saying import mark, say


def amounts_head(part: FrameworkPart) -> tuple[Head, ...]:
    """A layer, and two columns for each period."""
    return (
        Head(say("Laag")),
        *(Head(f"{name} {period}", True) for period in part.periods for name in (say("Gebruikers"), say("Euro"))),
    )


def amounts(part: FrameworkPart) -> list[Row]:
    """A row for each layer."""
    rows: list[Row] = []
    for one in part.dimensions:
        found = {(amount.period, amount.code): amount for amount in one.amounts}
        cells = [one.name]
        for period in part.periods:
            for code in ("gebruikers", "euro"):
                amount = found.get((period, code))
                hidden = say(TOO_FEW) if code == "gebruikers" and amount else NOTHING
                cells.append(hidden if amount is None or amount.value is None else number(amount.value))
        rows.append(tuple(cells))
    return rows


TOO_FEW_STORIES = mark("te weinig om te tonen")


def cards_head(part: FrameworkPart) -> tuple[Head, ...]:
    """A sphere and its cards; with its stories where they are counted."""
    told = any(one.stories for one in part.dimensions)
    return Head(say("Sfeer")), Head(say("Kaarten")), *((Head(say("Verhalen"), True),) if told else ())


def cards(part: FrameworkPart) -> list[Row]:
    """A row for each sphere with its cards by state."""
    told = any(one.stories for one in part.dimensions)
    return [(one.name, _by_state(one) or NOTHING, *((_stories(one),) if told else ())) for one in part.dimensions]


def _stories(one: DimensionPart) -> str:
    return say(TOO_FEW_STORIES) if one.stories is None else number(one.stories) if one.stories else NOTHING


def _by_state(one: DimensionPart) -> str:
    """The cards of a dimension in words: each state with its cards."""
    states = dict.fromkeys(card.state_name for card in one.cards)
    found = [(name, ", ".join(card.name for card in one.cards if card.state_name == name)) for name in states]
    return ". ".join(f"{name.capitalize()}: {names}" if name else names for name, names in found)


def by_state(part: FrameworkPart, state: str) -> str:
    """All cards in one state, as a sentence."""
    names = [card.name for one in part.dimensions for card in one.cards if card.state == state]
    return f"{'; '.join(names)}." if names else ""


def chain_head() -> tuple[Head, ...]:
    """The goal and the steps of the chain."""
    return tuple(Head(one) for one in kpi_chain.columns())


def chain(part: FrameworksPart) -> list[Row]:
    """A row for each goal."""
    return [(one.goal, *("; ".join(cell) or NOTHING for cell in one.cells)) for one in part.chain]


def places_head() -> tuple[Head, ...]:
    """Who, when, and the place on both axes."""
    across, up, runs = say("Links of rechts"), say("Onder of boven"), say("Draait")
    return Head(say("Wie")), Head(say("Keer")), Head(across, True), Head(up, True), Head(runs, True)


def places(part: FrameworkPart) -> list[Row]:
    """A row for each subject at each session."""
    return [
        (
            one.subject,
            f"{one.session} ({one.held_on[:4]})",
            number(one.x, 2),
            number(one.y, 2),
            one.values[0][1] if one.values else NOTHING,
        )
        for one in part.places
    ]
