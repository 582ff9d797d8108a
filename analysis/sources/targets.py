"""Targets as sentences: reading one, saying one back, and how many people are needed to see it.

Formulas: two proportions with 80% power and 5% error, and the size for a margin of error (Fleiss, Levin & Paik, Statistical
Methods for Rates and Proportions, 3rd ed., ch. 2 and 4); the finite population correction as in Cochran, Sampling Techniques,
3rd ed., 4.3. A mean: two groups, a difference of 0.3 standard deviations (Cohen's small to medium).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from analysis import sentences
from saying import mark, say

Z_ERROR = 1.959963984540054  # two-sided 5%
Z_POWER = 0.8416212335729143  # 80%
MARGIN = 0.05
SMALL_EFFECT = 0.3
NUMBERS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "vijftien": 15,
    "twintig": 20, "vijfentwintig": 25, "dertig": 30, "vijfendertig": 35, "veertig": 40, "vijfenveertig": 45, "vijftig": 50, "zestig": 60,
    "zeventig": 70, "tachtig": 80, "negentig": 90,
}  # fmt: skip
_NUMBER = r"(\d{1,3}(?:[.,]\d)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_PERCENT = r"\s*(?:procent|%)"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a sentence says of a target; what it does not say is empty."""

    kind: str = ""  # prevalence, share_improved, mean
    target: float | None = None
    baseline: float | None = None
    direction: str = ""
    population: str = ""
    horizon: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """How many people are needed; `linked`: the same people in two waves."""

    people: int
    linked: bool
    words: str


def read(sentence: str, today: date) -> Draft:
    """A target sentence to its parts.

    "30 procent van de 75-plussers voelt zich minder eenzaam" is a share of improvers; "het aandeel daalt van 40 naar 30 procent"
    is a prevalence: they need other mathematics.
    """
    text = " ".join(sentence.lower().split())
    horizon = _horizon(text, today)
    moved = re.search(rf"van {_NUMBER}(?:{_PERCENT})? naar {_NUMBER}({_PERCENT})?", text)
    if moved:
        low, high = _value(moved[1]), _value(moved[2])
        kind = "prevalence" if moved[3] or "aandeel" in text or re.search(_PERCENT, moved[0]) else "mean"
        group = re.search(r"(?:aandeel|deel van de|percentage)\s+(.{3,60}?)\s+(?:daalt|stijgt|gaat|neemt)", text)
        return Draft(kind, high, low, "omlaag" if high < low else "omhoog", group[1] if group else "", horizon)
    share = re.search(
        rf"{_NUMBER}{_PERCENT}(?: van)?(?: de| het| alle)?\s+(.{{3,60}}?)\s+(?:zich|is|heeft|voelt|ervaart|kan|gaat|doet)\b", text
    )
    improved = re.search(r"\b(minder|meer|beter|vaker|sterker|vooruit)\b", text)
    value = re.search(rf"{_NUMBER}{_PERCENT}", text)
    if value and improved:
        direction = "omlaag" if improved[1] == "minder" else "omhoog"
        return Draft("share_improved", _value(value[1]), None, direction, share[2] if share else "", horizon)
    if value:
        return Draft("prevalence", _value(value[1]), None, "", share[2] if share else "", horizon)
    return Draft(horizon=horizon)


def _value(word: str) -> float:
    return float(NUMBERS[word]) if word in NUMBERS else float(word.replace(",", "."))


def _horizon(text: str, today: date) -> date | None:
    years = re.search(rf"over {_NUMBER} jaar", text)
    if years:
        return date(today.year + int(_value(years[1])), 12, 31)
    year = re.search(r"\b(?:in|eind|voor)\s+(20\d\d)\b", text)
    return date(int(year[1]), 12, 31) if year else None


def sentence(
    kind: str,
    name: str,
    *,
    direction: str,
    target: float | None,
    target_on: date | None,
    baseline: float | None = None,
    whom: str = "",
    where: str = "",
) -> str:
    """The target in one sentence, as it is measured."""
    if target is None:
        return ""
    start = say("Op {day}", day=sentences.day(target_on)) if target_on else say("Op termijn")
    group = whom or say("de doelgroep")
    if where:
        group = say("{group} in {place}", group=group, place=where.removeprefix("in "))
    if kind == "share_improved":
        words = mark("{start} is {share} procent van {group} vooruitgegaan, gemeten bij dezelfde mensen.")
        return say(words, start=start, share=sentences.number(target), group=group)
    words = (WAYS if baseline is None else WAYS_FROM).get(direction, GONE if baseline is None else GONE_FROM)
    said = _said(target, kind)
    if kind in {"prevalence", "story_verdict"}:
        said = say("{n} procent", n=said)
    lower = f"{name[:1].lower()}{name[1:]}"
    return say(words, start=start, group=group, baseline=_said(baseline, kind), target=said, name=lower)


WAYS = {
    "omhoog": mark("{start} is dit cijfer bij {group} gestegen naar {target}: {name}."),
    "omlaag": mark("{start} is dit cijfer bij {group} gedaald naar {target}: {name}."),
}
WAYS_FROM = {
    "omhoog": mark("{start} is dit cijfer bij {group} gestegen van {baseline} naar {target}: {name}."),
    "omlaag": mark("{start} is dit cijfer bij {group} gedaald van {baseline} naar {target}: {name}."),
}
GONE = mark("{start} is dit cijfer bij {group} gegaan naar {target}: {name}.")
GONE_FROM = mark("{start} is dit cijfer bij {group} gegaan van {baseline} naar {target}: {name}.")


def _said(value: float | None, kind: str) -> str:
    return sentences.number(value or 0, 1 if kind == "mean" else 0)


def need(kind: str, *, target: float | None, baseline: float | None, population: int | None = None) -> Need | None:
    """How many people must answer before this target can be seen; None where that is no question."""
    if kind == "share_improved" and target is not None:
        people = of_population(margin_size(target / 100, MARGIN), population)
        return Need(
            people,
            True,
            say(
                "Hiervoor zijn ongeveer {n} mensen nodig die twee keer meedoen (marge: 5 procentpunt).",
                n=sentences.number(people),
            ),
        )
    if kind == "prevalence" and target is not None and baseline is not None and baseline != target:
        people = of_population(two_proportions_size(baseline / 100, target / 100), population)
        return Need(
            people,
            False,
            say("Om dit verschil te kunnen zien zijn in elke meting ongeveer {n} antwoorden nodig.", n=sentences.number(people)),
        )
    if kind == "mean":
        people = of_population(2 * (Z_ERROR + Z_POWER) ** 2 / SMALL_EFFECT**2, population)
        words = mark("Om een klein tot middelgroot verschil te kunnen zien zijn in elke meting ongeveer {n} antwoorden nodig.")
        return Need(people, False, say(words, n=sentences.number(people)))
    return None


def two_proportions_size(p1: float, p2: float) -> float:
    """People in each of two waves to see a change of a share (power 80%, error 5%)."""
    p1, p2 = (min(max(one, 0.005), 0.995) for one in (p1, p2))
    mean = (p1 + p2) / 2
    root = Z_ERROR * math.sqrt(2 * mean * (1 - mean)) + Z_POWER * math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return root**2 / (p1 - p2) ** 2


def margin_size(p: float, margin: float) -> float:
    """People needed to know a share to within a margin, with 95% certainty."""
    p = min(max(p, 0.05), 0.95)
    return Z_ERROR**2 * p * (1 - p) / margin**2


def of_population(size: float, population: int | None) -> int:
    """The same in a small population: fewer are enough, and never more than there are."""
    if not population:
        return math.ceil(size - 1e-9)
    return min(population, math.ceil(size / (1 + (size - 1) / population) - 1e-9))
