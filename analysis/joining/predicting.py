"""What partners expected beside what came of it: flags where it differs, and each partner's own calibration. Never a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis import sentences
from analysis.joining.evidence import between
from analysis.report.model import IndicatorPart, WaveFigure
from analysis.report.parts.joining import CalibrationPart
from analysis.sentences import number
from analysis.statistics.forecasts import interval_score
from saying import mark, say

UP, DOWN, SAME = "omhoog", "omlaag", "gelijk"
HUNDRED = {"procent": 1.0, "cijfer": 10.0}  # to a scale of 0 to 100, so that shares and marks can be added up
FEW = 3  # below it nothing is said about how well somebody expects


@dataclass(frozen=True, slots=True)
class Expected:
    """One locked expectation of a partner."""

    partner: str
    indicator: str  # code
    wave: int
    way: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expectation beside the figure."""

    expected: Expected
    unit: str
    actual: float
    way: str  # which way the figure went since the wave before

    @property
    def inside(self) -> bool:
        """Whether the figure lay in the range."""
        low, high = self.expected.low, self.expected.high
        return low is not None and high is not None and low <= self.actual <= high

    @property
    def score(self) -> float:
        """The interval score on a scale of 0 to 100."""
        low, high = self.expected.low, self.expected.high
        if low is None or high is None:
            return 0.0
        return interval_score(low, high, self.actual) * HUNDRED.get(self.unit, 1.0)


def outcomes(expected: Iterable[Expected], parts: Mapping[str, IndicatorPart]) -> list[Outcome]:
    """The expectations of which the figure is there and may be shown."""
    found = []
    for one in expected:
        part = parts.get(one.indicator)
        waves = part.waves if part else ()
        place = next((i for i, wave in enumerate(waves) if wave.number == one.wave), None)
        if part is None or place is None or waves[place].figure.value is None:
            continue
        way = _way(waves[place - 1] if place else None, waves[place], part)
        found.append(Outcome(one, part.unit, waves[place].figure.value or 0.0, way))
    return found


def _way(before: WaveFigure | None, now: WaveFigure, part: IndicatorPart) -> str:
    """Up, down or the same since the wave before; the same when the difference can be chance. "" without a wave before."""
    if before is None or before.figure.value is None or now.figure.value is None:
        return ""
    value, first = now.figure.value, before.figure.value
    if part.unit in HUNDRED:
        test = between(before.figure, now.figure, UP)
        paired = [one for one in part.changes if one.paired and one.p is not None] if now is part.waves[-1] else []
        p = min([one.p for one in paired if one.p is not None] + ([test.p] if test else []), default=1.0)
        if p >= 0.05:
            return SAME
    return UP if value > first else DOWN if value < first else SAME


def calibration(found: Sequence[Outcome], wave_names: Mapping[int, str]) -> tuple[CalibrationPart, ...]:
    """A part per partner, by name: this is to learn from, so nobody stands first."""
    partners = sorted({one.expected.partner for one in found})
    return tuple(_of_partner(name, [one for one in found if one.expected.partner == name], wave_names) for name in partners)


def _of_partner(name: str, found: Sequence[Outcome], wave_names: Mapping[int, str]) -> CalibrationPart:
    ranged = [one for one in found if one.expected.low is not None and one.expected.high is not None]
    directed = [one for one in found if one.way]
    inside, right = sum(one.inside for one in ranged), sum(one.way == one.expected.way for one in directed)
    widths = [((one.expected.high or 0) - (one.expected.low or 0)) * HUNDRED.get(one.unit, 1.0) for one in ranged]
    waves = []
    for wave in sorted({one.expected.wave for one in ranged}):
        here = [one for one in ranged if one.expected.wave == wave]
        name_ = wave_names.get(wave, str(wave))
        waves.append(say("{wave}: {n} van de {all}", wave=name_, n=sum(one.inside for one in here), all=len(here)))
    width = sum(widths) / len(widths) if widths else 0.0
    score = sum(one.score for one in ranged) / len(ranged) if ranged else 0.0
    text = _sentence(len(ranged), inside, len(directed), right=right) + _without_range(len(found) - len(ranged))
    return CalibrationPart(name, len(ranged), inside, right, round(width, 1), round(score, 1), tuple(waves), text)


def _sentence(ranged: int, inside: int, directed: int, *, right: int) -> str:
    if ranged < FEW:
        return say("Nog te weinig verwachtingen om iets over te zeggen.")
    share = inside / ranged
    words = mark(
        "In {n} van de {all} keer lag het cijfer binnen de verwachting: de marges waren te smal: er gebeurt meer dan verwacht."
    )
    if share >= 0.95:
        words = mark("In {n} van de {all} keer lag het cijfer binnen de verwachting: de marges mogen smaller.")
    elif share >= 0.65:
        words = mark("In {n} van de {all} keer lag het cijfer binnen de verwachting: de marges passen bij de zekerheid.")
    text = say(words, n=inside, all=ranged)
    return f"{text} {say('De richting klopte {n} van de {all} keer.', n=right, all=directed)}" if directed else text


def _without_range(many: int) -> str:
    """What is not in the table of margins and scores, so that nothing is left out in silence."""
    if not many:
        return ""
    one = mark("1 verwachting noemde alleen een richting: die telt niet mee bij marge en score.")
    more = mark("{n} verwachtingen noemden alleen een richting: die tellen niet mee bij marge en score.")
    return f" {say(one) if many == 1 else say(more, n=many)}"


def surprise(part: IndicatorPart, found: Sequence[Outcome]) -> str:
    """Whether the newest figure differs from what most partners expected, or went the undesired way; "" when not."""
    said = []
    newest = [
        one for one in found if one.expected.indicator == part.code and part.waves and one.expected.wave == part.waves[-1].number
    ]
    ranged = [one for one in newest if one.expected.low is not None and one.expected.high is not None]
    outside = [one for one in ranged if not one.inside]
    if ranged and len(outside) * 2 > len(ranged):
        ends = sorted({(one.expected.low or 0.0, one.expected.high or 0.0) for one in outside})
        spans = [say(SPAN, low=sentences.amount(a, part.unit), high=sentences.amount(b, part.unit)) for a, b in ends]
        came = sentences.amount(newest[0].actual, part.unit)
        said.append(say(OUTSIDE, name=part.name, value=came, who=_of(len(outside), len(ranged)), ranges=sentences.listed(spans)))
    elif (wrong := [one for one in newest if one.way and one.way != one.expected.way]) and len(wrong) * 2 > len(newest):
        words = WENT.get(wrong[0].way, mark("“{name}” bleef ongeveer gelijk. {who} verwachtten vooraf een andere richting."))
        said.append(say(words, name=part.name, who=_of(len(wrong), len(newest))))
    if part.verdict == sentences.BAD:
        said.append(say("“{name}” ging niet de gewenste kant op.", name=part.name))
    return " ".join(said)


def _of(some: int, all_: int) -> str:
    if some == all_:
        return say("Alle {n} partners", n=number(all_))
    return say("{n} van de {all} partners", n=number(some), all=number(all_))


WENT = {
    UP: mark("“{name}” ging omhoog. {who} verwachtten vooraf een andere richting."),
    DOWN: mark("“{name}” ging omlaag. {who} verwachtten vooraf een andere richting."),
}
SPAN = mark("{low} tot {high}")
OUTSIDE = mark("“{name}” kwam uit op {value}. {who} verwachtten vooraf iets anders ({ranges}).")
