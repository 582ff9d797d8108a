"""Numbers, days and changes in plain words of the language that is spoken. Never a claim of cause, never a grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
SEASONS = {
    "winter": mark("winter {year}"),
    "voorjaar": mark("voorjaar {year}"),
    "zomer": mark("zomer {year}"),
    "najaar": mark("najaar {year}"),
}
PERIOD = re.compile(r"(?:(?P<season>winter|voorjaar|zomer|najaar) )?(?P<year>\d{4})")
THEN = mark("Toen")  # as a wave and as its period: how it was, asked afterwards
OWN = (mark("Nulmeting"), THEN)
WAVE = re.compile(r"(?P<number>\d+)-meting")
GOOD, BAD, UNCLEAR, EARLY, SMALL = "goede_kant", "verkeerde_kant", "onduidelijk", "te_vroeg", "te_klein"

FINEST = 3  # decimals
PEOPLE, STORIES, BOTH = "mensen", "verhalen", "toen en nu"  # what is counted; the last: people who looked back in the same round


class Said(Mapping[str, str]):
    """Marked sentences by their code; each is said when it is looked up, so in the language of that moment."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences

    def __getitem__(self, code: str) -> str:
        return say(self._sentences[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __len__(self) -> int:
        return len(self._sentences)


VERDICTS = Said(
    {
        GOOD: mark("Dat is de gewenste kant op."),
        BAD: mark("Dat is niet de gewenste kant op."),
        UNCLEAR: mark("Dit verschil kan ook toeval zijn."),
        SMALL: mark("Dat is te weinig om iets over een verandering te zeggen."),
    }
)


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
        n = number(size) if size >= 0.5 else number(size, 1)
        return say("1 procentpunt") if n == "1" else say("{n} procentpunt", n=n)
    return say("{n} punt", n=number(size, 1 if size >= 0.05 else 2)) if unit == "cijfer" else number(size)


def day(value: date) -> str:
    """A day in words: 3 mei 2027."""
    return f"{value.day} {say(MONTHS[value.month - 1])} {value.year}"


def period(text: str) -> str:
    """A period as it is kept ("voorjaar 2025") in the language that is spoken; one that is written otherwise stays as it is."""
    if text == THEN:
        return say(THEN).lower()
    found = PERIOD.fullmatch(text)
    return say(SEASONS[found["season"]], year=found["year"]) if found and found["season"] else text


def wave(name: str) -> str:
    """The name of a survey round as it is shown: our own names ("Nulmeting", "1-meting") in the language that is spoken.

    The name of its questionnaire may stand before it: "Welzijn: 1-meting".
    """
    survey, between, own = name.rpartition(": ")
    found = WAVE.fullmatch(own)
    if found:
        own = say("{n}-meting", n=found["number"])
    return survey + between + (say(own) if own in OWN else own)


def moved(first: float, second: float, unit: str) -> str:
    """From what to what: "ging het van 41% naar 36%"."""
    one, two = amount(first, unit), amount(second, unit)
    return say("bleef het {value}", value=two) if one == two else say("ging het van {first} naar {last}", first=one, last=two)


def sure(ends: tuple[float, float], unit: str) -> str:
    """The 95% interval of a difference, in the unit of its figure (percentage points for procent), in words."""
    decimals = fine(ends, 0 if unit == "procent" else 1)
    low, high = number(ends[0], decimals), number(ends[1], decimals)
    if unit == "procent":
        return say("Het verschil ligt met 95% zekerheid tussen {low} en {high} procentpunt.", low=low, high=high)
    return say("Het verschil ligt met 95% zekerheid tussen {low} en {high} punt.", low=low, high=high)


def fine(ends: tuple[float, float], decimals: int) -> int:
    """So many decimals that no bound looks like nought when it is not: on which side of nought it lies decides the verdict."""
    while decimals < FINEST and any(one and not round(one, decimals) for one in ends):
        decimals += 1
    return decimals


def changed(first: float, second: float, unit: str, n: tuple[int, int], things: str, *, paired: bool) -> str:
    """Among whom something went from what to what, as a sentence."""
    way = moved(first, second, unit)
    if things == BOTH:
        return say("Bij de {n} mensen die over toen en over nu antwoordden {moved}.", n=number(n[0]), moved=way)
    if paired:
        return say("Bij de {n} mensen die twee keer meededen {moved}.", n=number(n[0]), moved=way)
    before, after = number(n[0]), number(n[1])
    if things == STORIES:
        return say(
            "Bij alle verhalen samen (eerst {first}, daarna {last} verhalen) {moved}.", first=before, last=after, moved=way
        )
    return say("Bij iedereen samen (eerst {first}, daarna {last} mensen) {moved}.", first=before, last=after, moved=way)


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Words in a row: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return say("{first} en {last}", first=", ".join(words[:-1]), last=words[-1])


def capital(text: str) -> str:
    """The same text with a capital in front."""
    return text[:1].upper() + text[1:]
