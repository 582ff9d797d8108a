"""How a figure changed: between all who answered in two waves, between the same people, and what that says of the way it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis import disclosure, figures, sentences, tallies
from analysis.columns import Floats
from analysis.disclosure import Cell
from analysis.figures import Asked
from analysis.report.model import Change, Figure
from analysis.statistics import change, intervals
from analysis.statistics.change import Test
from analysis.statistics.intervals import Estimate
from saying import say

PAIRS_DECIDE = 30  # from this many pairs on, the change of the same people gives the verdict


def unpaired(first: Floats, second: Floats, asked: Asked) -> Change:
    """The change between all who answered in the first and in the second wave, from moments; they count as two groups."""
    reason = disclosure.primary(figures.cell(first, asked), asked.minimum) or disclosure.primary(
        figures.cell(second, asked), asked.minimum
    )
    if reason or not (first[0] and second[0]):
        return _too_small(asked, paired=False, reason=reason or disclosure.TOO_SMALL)
    n1, n2 = int(first[0]), int(second[0])
    if asked.unit == "procent":
        x1, x2 = round(float(first[1])), round(float(second[1]))
        estimate, test = intervals.newcombe(x1, n1, x2, n2), change.two_proportions(x1, n1, x2, n2)
        effect: tuple[float | None, str] = change.cohens_h(x1 / n1, x2 / n2), "Cohens h"
        ends = x1 / n1, x2 / n2
    else:
        a, b = figures.summary(first), figures.summary(second)
        estimate, test = intervals.mean_difference(a, b), change.welch(a, b)
        effect, ends = (change.cohens_d(a, b), "Cohens d"), (a.mean, b.mean)
    return _change(asked, estimate, test, effect=effect, ends=ends, sizes=(n1, n2), paired=False)


def paired(
    first: Floats, second: Floats, asked: Asked, whole: tuple[Floats, Floats] | None = None,
    everybody: tuple[Floats, ...] = (),
) -> Change:  # fmt: skip
    """The change of the same people, shape (pairs,) each, NaN where one did not count.

    `whole` is the moments of each wave, pairs or not, and `everybody` their answers: when few are outside the pairs, or these
    answered (nearly) all the same, their answers could be computed from the figures of all minus those of the pairs, so then the
    paired change is hidden.
    """
    both = ~np.isnan(first) & ~np.isnan(second)
    one, two = first[both], second[both]
    n = len(one)
    if n < asked.minimum:
        return _too_small(asked, paired=True, reason=disclosure.TOO_SMALL)
    inside = [np.array([n, part.sum(), (part**2).sum()]) for part in (one, two)]
    outside = [figures.cell(row - part, asked) for row, part in zip(whole, inside, strict=True)] if whole else []
    if asked.unit == "cijfer":
        outside += _means((one, two), everybody, asked)
    if any(disclosure.primary(rest, asked.minimum) for rest in outside):
        return _too_small(asked, paired=True, reason=disclosure.ALONGSIDE)
    if asked.unit == "procent":
        return _paired_share(one > 0.5, two > 0.5, asked)
    order = np.lexsort((two, one))
    return _paired_mean(one[order], two[order], asked)


def _means(pairs: tuple[Floats, Floats], everybody: tuple[Floats, ...], asked: Asked) -> list[Cell]:
    """Those of the pairs and those outside them in both waves, by how many gave each answer."""
    found = []
    for place, inside in enumerate(pairs):
        whole = everybody[place] if everybody else inside
        known = np.unique(np.concatenate([whole[~np.isnan(whole)], inside]))
        all_of, mine = (tallies.given(one, known) for one in (whole, inside))
        found += [Cell(int(one.sum()), None, asked.guarded, tuple(map(int, one))) for one in (mine, all_of - mine)]
    return found


def _paired_share(one: NDArray[np.bool_], two: NDArray[np.bool_], asked: Asked) -> Change:
    n = len(one)
    both, lost = int((one & two).sum()), int((one & ~two).sum())
    gained = int((~one & two).sum())
    if disclosure.primary(Cell(n, both + lost, asked.guarded), 0) or disclosure.primary(Cell(n, both + gained, asked.guarded), 0):
        return _too_small(asked, paired=True, reason=disclosure.ONE_SIDED)
    estimate = intervals.paired_difference(both, lost, gained, n - both - lost - gained)
    p1, p2 = (both + lost) / n, (both + gained) / n
    effect = change.cohens_h(p1, p2), "Cohens h"
    made = _change(asked, estimate, change.mcnemar(lost, gained), effect=effect, ends=(p1, p2), sizes=(n, n), paired=True)
    few = any(disclosure.primary(Cell(n, one, asked.guarded), 0) for one in (lost, gained))
    return coarse(made, (p1, p2), n, asked) if few else made


def coarse(made: Change, ends: tuple[float, float], n: int, asked: Asked) -> Change:
    """The change without its interval and test: from the exact ones follows how many went each way, and that may be one or two.

    `ends` are the share (0 to 1) or the mean of the n people, first and last.
    """
    times = 100 if asked.unit == "procent" else 1
    moved = sentences.changed(ends[0] * times, ends[1] * times, asked.unit, (n, n), asked.things, paired=True)
    why = say("De marge en de toets staan er niet bij, omdat anders is uit te rekenen wat enkele mensen antwoordden.")
    text = f"{moved} {why} {last_words(asked, made.verdict)}"
    return replace(made, difference=replace(made.difference, interval=None), p=None, method="", sentence=text)


def _paired_mean(one: Floats, two: Floats, asked: Asked) -> Change:
    d, n = np.sort(change.differences(one, two)), len(one)
    mean, sd = float(d.mean()), change.spread(d)
    estimate = intervals.t_interval(mean, sd, n)
    # Few distinct values: an ordinal answer, so ranks; else Student.
    test = change.wilcoxon(one, two) if len(np.unique(one)) <= 11 else change.paired_t(one, two)
    means = float(np.sort(one).mean()), float(np.sort(two).mean())
    effect = mean / sd if sd else None, "d_z"
    return _change(asked, estimate, test, effect=effect, ends=means, sizes=(n, n), paired=True)


def kept_back(asked: Asked, reason: str) -> Change:
    """A change of the same people that may not be shown."""
    return _too_small(asked, paired=True, reason=reason)


def net_improved(improved: int, worse: int, same: int, asked: Asked) -> Change:
    """How many more people improved than got worse, among pairs; the share of improvers is its own figure."""
    n = improved + worse + same
    if n < asked.minimum:
        return _too_small(asked, paired=True, reason=disclosure.TOO_SMALL)
    if any(disclosure.primary(Cell(n, one, asked.guarded), 0) for one in (improved, worse)):
        return _too_small(asked, paired=True, reason=disclosure.ONE_SIDED)
    estimate = intervals.paired_difference(0, worse, improved, same)
    ends = worse / n, improved / n
    made = _change(asked, estimate, change.mcnemar(worse, improved), effect=(None, ""), ends=ends, sizes=(n, n), paired=True)
    up, down = (sentences.amount(100 * count / n, "procent") for count in (improved, worse))
    text = say(
        "Van de {n} mensen die twee keer meededen ging {up} vooruit en {down} achteruit.", n=sentences.number(n), up=up, down=down
    )
    return replace(made, sentence=f"{text} {last_words(asked, made.verdict)}")


def counted(first: float, second: float, asked: Asked) -> Change:
    """The difference of two counts; a count is not a sample, so it has no interval and no test."""
    d = second - first
    verdict = sentences.EARLY if asked.too_early else direction_verdict(d, d, asked.direction)
    before, after = sentences.number(first), sentences.number(second)
    text = f"{say('Het ging van {first} naar {last}.', first=before, last=after)} {last_words(asked, verdict)}"
    if verdict == sentences.UNCLEAR:
        text = say("Het bleef {value}.", value=after)
    return Change(False, Figure(d, None, "aantal"), None, None, None, "telling", None, "", verdict, text)


def deciding(changes: Sequence[Change]) -> str:
    """The verdict of an indicator: that of the same people when there are enough pairs, else of all; opposite ones are unclear."""
    known = [one for one in changes if one.verdict != sentences.SMALL]
    if not known:
        return sentences.SMALL
    if {sentences.GOOD, sentences.BAD} <= {one.verdict for one in known}:
        return sentences.UNCLEAR
    pairs = next((one for one in known if one.paired), None)
    if pairs is not None and (len(known) == 1 or (pairs.n_first or 0) >= PAIRS_DECIDE):
        return pairs.verdict
    return next((one for one in known if not one.paired), known[0]).verdict


def direction_verdict(low: float, high: float, direction: str) -> str:
    """Which way a difference points when its interval is low to high: unclear when that holds nought."""
    if low <= 0 <= high:
        return sentences.UNCLEAR
    return sentences.GOOD if (low > 0) == (direction == "omhoog") else sentences.BAD


def last_words(asked: Asked, verdict: str) -> str:
    """The sentence that says what a verdict means."""
    if verdict == sentences.EARLY and asked.horizon:
        return say("Het is nog te vroeg om te oordelen: dat kan vanaf {day}.", day=sentences.day(asked.horizon))
    return sentences.VERDICTS[verdict]


def _change(
    asked: Asked, estimate: Estimate, test: Test, *, effect: tuple[float | None, str], ends: tuple[float, float],
    sizes: tuple[int, int], paired: bool,
) -> Change:  # fmt: skip
    times = 100 if asked.unit == "procent" else 1
    verdict = sentences.EARLY if asked.too_early else direction_verdict(estimate.low, estimate.high, asked.direction)
    interval = (estimate.low * times, estimate.high * times)
    moved = sentences.changed(ends[0] * times, ends[1] * times, asked.unit, sizes, asked.things, paired=paired)
    text = f"{moved} {sentences.sure(interval, asked.unit)} {last_words(asked, verdict)}"
    size = None if effect[0] is None else figures.rounded(effect[0], 2)
    return Change(
        paired, figures.of_estimate(estimate, sizes[0] if paired else None, asked.unit, times), sizes[0], sizes[1],
        round(test.p, 4), test.method, size, effect[1], verdict, text,
    )  # fmt: skip


def _too_small(asked: Asked, *, paired: bool, reason: str) -> Change:
    if reason != disclosure.TOO_SMALL:
        text = say("Deze verandering laten we niet zien, omdat anders antwoorden van een kleine groep zijn uit te rekenen.")
    elif asked.things == sentences.BOTH:
        few = say("Te weinig mensen antwoordden over toen en over nu (minder dan {n}).", n=asked.minimum)
        text = f"{few} {sentences.VERDICTS[sentences.SMALL]}"
    elif paired:
        few = say("Er deden te weinig mensen twee keer mee (minder dan {n}).", n=asked.minimum)
        text = f"{few} {sentences.VERDICTS[sentences.SMALL]}"
    else:
        few = say("Er zijn te weinig antwoorden (minder dan {n}).", n=asked.minimum)
        text = f"{few} {sentences.VERDICTS[sentences.SMALL]}"
    return Change(paired, figures.hidden(asked, reason), None, None, None, "", None, "", sentences.SMALL, text)
