"""Numbers and changes in plain Dutch. Never a claim of cause, never a grade."""

from __future__ import annotations

from datetime import date

from saying import SOURCE, mark, say, spoken

SIGNS = {SOURCE: str.maketrans(",.-", ".,−"), "en": str.maketrans("-", "−")}
MONTHS = (
    mark("januari"),
    mark("februari"),
    mark("maart"),
    mark("april"),
    mark("mei"),
    mark("juni"),
    mark("juli"),
    mark("augustus"),
    mark("september"),
    mark("oktober"),
    mark("november"),
    mark("december"),
)
GOOD, BAD, UNCLEAR, EARLY, SMALL = "goede_kant", "verkeerde_kant", "onduidelijk", "te_vroeg", "te_klein"

FINEST = 3  # decimals

VERDICTS = {
    GOOD: "Dat is de gewenste kant op.",
    BAD: "Dat is niet de gewenste kant op.",
    UNCLEAR: "Dit verschil kan ook toeval zijn.",
    SMALL: "Dat is te weinig om iets over een verandering te zeggen.",
}


def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it: in Dutch with a decimal comma and points between thousands, 1.234,5; -0 becomes 0."""
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.translate(SIGNS.get(spoken(), SIGNS[SOURCE]))


def amount(value: float, unit: str) -> str:
    """A figure as people read it: 41%, 6,8, 230."""
    if unit == "procent":
        return f"{number(value)}%"
    return number(value, 1 if unit == "cijfer" else 0)


def reach(value: float) -> str:
    """The share of a target group that was reached, which is often small: 0,9%, 14%."""
    return f"{number(value, 1 if value < 10 else 0)}%"


def apart(value: float, unit: str) -> str:
    """A difference without its sign: "5 procentpunt", "0,4 punt", "12"."""
    size = abs(value)
    if unit == "procent":
        return f"{number(size)} procentpunt" if size >= 0.5 else f"{number(size, 1)} procentpunt"
    return f"{number(size, 1 if size >= 0.05 else 2)} punt" if unit == "cijfer" else number(size)


def day(value: date) -> str:
    """A day in words: 3 mei 2027."""
    return f"{value.day} {say(MONTHS[value.month - 1])} {value.year}"


def moved(first: float, second: float, unit: str) -> str:
    """From what to what: "ging het van 41% naar 36%"."""
    one, two = amount(first, unit), amount(second, unit)
    return f"bleef het {two}" if one == two else f"ging het van {one} naar {two}"


def sure(ends: tuple[float, float], unit: str) -> str:
    """The 95% interval of a difference, in the unit of its figure (percentage points for procent), in words."""
    points, decimals = ("procentpunt", 0) if unit == "procent" else ("punt", 1)
    decimals = fine(ends, decimals)
    return f"Het verschil ligt met 95% zekerheid tussen {number(ends[0], decimals)} en {number(ends[1], decimals)} {points}."


def fine(ends: tuple[float, float], decimals: int) -> int:
    """So many decimals that no bound looks like nought when it is not: on which side of nought it lies decides the verdict."""
    while decimals < FINEST and any(one and not round(one, decimals) for one in ends):
        decimals += 1
    return decimals


def both_waves(pairs: int) -> str:
    """The people of a paired change."""
    return f"Bij de {number(pairs)} mensen die twee keer meededen"


def all_answers(n_first: int, n_second: int, things: str) -> str:
    """The people (or stories) of an unpaired change."""
    who = "iedereen" if things == "mensen" else f"alle {things}"
    return f"Bij {who} samen (eerst {number(n_first)}, daarna {number(n_second)} {things})"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Words in a row: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
