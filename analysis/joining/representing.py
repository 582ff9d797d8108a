"""Who answered beside who lives there: shares per trait, weights that bring them together, and what those cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, figures
from analysis.breakdowns import BY_AREA
from analysis.columns import Floats, Sheet
from analysis.disclosure import Cell
from analysis.figures import Asked
from analysis.joining.grouped import Trait
from analysis.material import Material, Questionnaire, Round
from analysis.report.parts.joining import TraitRow, TraitTable, WeightingPart
from analysis.report.values import Figure, Interval
from analysis.sentences import listed, number
from analysis.statistics import intervals, weighting
from saying import mark, say

AREA = "gebied"
TRAIT = "kenmerk"  # what the ledger knows the groups of who answered by
LOW, HIGH = 0.2, 5.0
SELF_SELECTED = mark(
    "Zelfselectie kan niet worden weggewogen: wie meedoet, kan ook binnen zijn groep anders zijn dan wie niet meedoet."
)


@dataclass(frozen=True, slots=True)
class Margin:
    """How many people of the population are in one group."""

    trait: str
    option: str  # code of the option, or the name of the area
    people: int
    source: str


@dataclass(frozen=True, slots=True)
class Division:
    """One trait of one wave: labels, how many live there, and the place of each respondent (−1 = not known)."""

    title: str
    labels: tuple[str, ...]
    people: tuple[int, ...]
    places: NDArray[np.int64]
    source: str

    @property
    def counts(self) -> list[int]:
        """How many respondents are in each group."""
        return [int((self.places == i).sum()) for i in range(len(self.labels))]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight per respondent (average 1) and how they were made."""

    values: Floats
    converged: bool
    trimmed: int
    empty: tuple[str, ...]  # groups in which nobody answered


def main(material: Material) -> Questionnaire | None:
    """The questionnaire that most waves have."""
    return max((one for one in material.questionnaires if one.rounds), key=lambda one: len(one.rounds), default=None)


def divisions(margins: Sequence[Margin], sheet: Sheet, areas: Sequence[str], traits: Sequence[Trait]) -> tuple[Division, ...]:
    """The traits of which the population is known, in a fixed order: area first."""
    found = []
    for code in sorted({one.trait for one in margins}, key=lambda one: (one != AREA, one)):
        of = [one for one in margins if one.trait == code]
        made = _by_area(of, sheet, areas) if code == AREA else _by_question(of, sheet, traits)
        if made is not None:
            found.append(made)
    return tuple(found)


def _by_area(of: Sequence[Margin], sheet: Sheet, areas: Sequence[str]) -> Division | None:
    known = {one.option: one.people for one in of}
    names = [one for one in areas if one in known]
    if len(names) < 2:
        return None
    place = np.array([names.index(one) if one in known else -1 for one in areas] + [-1], np.int64)
    return Division(BY_AREA, tuple(names), tuple(known[one] for one in names), place[sheet.areas], of[0].source)


def _by_question(of: Sequence[Margin], sheet: Sheet, traits: Sequence[Trait]) -> Division | None:
    trait = next((one for one in traits if one.code == of[0].trait), None)
    column = sheet.columns.get(of[0].trait)
    known = {one.option: one.people for one in of}
    if trait is None or column is None or column.codes.ndim != 1:
        return None
    codes = [one for one in column.options if one in known]
    if len(codes) < 2:
        return None
    place = np.array([codes.index(one) if one in known else -1 for one in column.options] + [-1], np.int64)
    labels = tuple(trait.labels.get(one, one) for one in codes)
    places = place[np.where(column.codes >= 0, column.codes, len(column.options))]
    return Division(trait.title, labels, tuple(known[one] for one in codes), places, of[0].source)


def weigh(found: Sequence[Division], n: int) -> Weights | None:
    """Weights by raking over all traits together, cut off at 0,2 and 5 and raked again; who did not answer a trait keeps his share."""
    if not found or not n:
        return None
    places, margins, empty = [], [], []
    for one in found:
        counts = [*one.counts, int((one.places < 0).sum())]
        kept = [i for i, count in enumerate(counts[:-1]) if count]
        empty += [label for label, count in zip(one.labels, counts, strict=False) if not count]
        known = n - counts[-1]
        total = sum(one.people[i] for i in kept)
        if not total:
            return None
        margins.append([*(known * one.people[i] / total for i in kept), counts[-1]])
        order = np.array([*(kept.index(i) if i in kept else -1 for i in range(len(one.labels))), len(kept)], np.int64)
        places.append(order[one.places])  # −1 is the last: not known
    shape = tuple(len(one) for one in margins)
    table = np.zeros(shape)
    np.add.at(table, tuple(places), 1)
    raked = weighting.rake_trimmed(table, margins, low=LOW, high=HIGH)
    values = raked.weights[tuple(places)]
    trimmed = int(((values <= LOW + 1e-6) | (values >= HIGH - 1e-6)).sum())
    return Weights(np.asarray(values, np.float64), raked.converged, trimmed, tuple(empty))


def hidden(counts: Sequence[int], minimum: int, *, held: bool = False) -> list[str]:
    """Why each group is not shown, "" = it is. A share tells how many there are of whom the group is known, so that is the total:
    with those of unknown group in it, one group could hide behind them and follow from the shares of the others.
    """
    if held:
        return [disclosure.PUBLISHED] * len(counts)
    return disclosure.protect([Cell(count) for count in counts], Cell(sum(counts)), minimum)


def table(one: Division, weights: Weights | None, minimum: int) -> TraitTable:
    """Population beside response, unweighted and weighted; groups too small to show hidden with what gives them away."""
    counts = one.counts
    reasons = hidden(counts, minimum)
    known, people = max(sum(counts), 1), sum(one.people)
    asked = Asked("procent", "omhoog", minimum, guarded=False)
    rows = []
    for i, label in enumerate(one.labels):
        if reasons[i]:
            plain = weighted = figures.hidden(asked, reasons[i])
        else:
            plain = Figure(round(100 * counts[i] / known, 1), counts[i], "procent")
            share = (
                0.0 if weights is None else float(weights.values[one.places == i].sum() / weights.values[one.places >= 0].sum())
            )
            weighted = Figure(None, None, "procent") if weights is None else Figure(round(100 * share, 1), None, "procent")
        rows.append(TraitRow(label, round(100 * one.people[i] / people, 1), plain, weighted))
    note = say("Groepen met minder dan {n} mensen laten we niet zien.", n=minimum) if any(reasons) else ""
    return TraitTable(one.title, one.source, tuple(rows), note)


def described(weights: Weights, wave: Round, *, used: bool) -> WeightingPart:
    """The weights in words and numbers."""
    n = len(weights.values)
    effect = weighting.design_effect(weights.values)
    lines = [
        say(
            "Elk antwoord krijgt een gewicht, zo dat de groepen samen even groot zijn als in de bevolking (raking; Deming en Stephan 1940)."
        ),
        say(
            "Gewichten blijven tussen {low} en {high}; {some} van de {all} liggen op zo’n grens.",
            low=number(LOW, 1), high=number(HIGH), some=number(weights.trimmed), all=number(n),
        ),
        say("De verdeling van de bevolking is bereikt.")
        if weights.converged
        else say("De verdeling van de bevolking is niet helemaal bereikt: binnen deze grenzen kan dat niet."),
    ]  # fmt: skip
    if weights.empty:
        named = listed([f"‘{one}’" for one in weights.empty])
        lines.append(say("Niemand deed mee uit de groep {groups}. Dat kan weging niet herstellen.", groups=named))
    lines.append(say(SELF_SELECTED))
    return WeightingPart(
        wave.name, used, weights.converged, weights.trimmed, n, round(effect, 2), round(n / effect, 0), tuple(lines)
    )


def weighted_figure(values: Floats, weights: Weights, unit: str) -> Figure:
    """A share or mean with the weights, and an interval with the effective number of answers (Kish 1965)."""
    mean, sd, effective = weighting.weighted_share(values, weights.values)
    times, digits = (100, 1) if unit == "procent" else (1, 2)
    if unit == "procent":
        found = intervals.wilson_share(min(max(mean, 0.0), 1.0), effective)
    elif effective < 2:
        return Figure(None, None, unit, reason=say("Gewogen is er geen cijfer: enkele mensen tellen dan bijna alleen."))
    else:
        found = intervals.weighted_mean_interval(mean, sd, effective)
    low, high = (figures.rounded(one * times, digits) for one in (found.low, found.high))
    return Figure(figures.rounded(mean * times, digits), round(effective), unit, Interval(low, high, found.method))


SAMPLES: Mapping[str, str] = {
    "steekproef": mark(
        "De mensen zijn door loting gekozen: het 95%-interval zegt hoe ver het cijfer van iedereen ernaast kan liggen."
    ),
    "iedereen": mark(
        "Iedereen in de doelgroep is gevraagd. Er is dus niet geloot: de marges zijn indicatief en gelden alleen als wie niet meedeed "
        "net zo zou antwoorden."
    ),
    "open": mark(
        "Iedereen die wilde kon meedoen; er is niet geloot. De cijfers en marges zijn daarom indicatief: zij gaan over wie meedeed, en "
        "zeggen niet precies hoe het met alle inwoners gaat."
    ),
}


def margin(sample: str, n: int, population: int | None) -> float | None:
    """The largest margin of error of a share in percentage points, with the finite population correction; only for a sample."""
    if sample != "steekproef" or not n:
        return None
    if population is not None and n > population:
        return None
    return round(100 * intervals.margin_of_error(n, population=population), 1)
