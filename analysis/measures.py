"""The kinds of measure, registered one by one: how an indicator's rule becomes figures, changes and a verdict.

`Indicator.rule` per kind (the keys shared by the first three stand in analysis.vectors):

- prevalence      a share of people: {"question": "eenzaam", "values": ["vaak"]} or {"scale": "eenz", "bands": ["eenzaam"]}
- mean            a mean: {"question": "cijfer"} or {"scale": "eenz"}
- share_improved  the share that got better between the first and the last wave, of people who took part in both:
                  {"scale": "eenz", "better": "omlaag", "minimum": 1}
- count           {"activity": "wandelen", "what": "participants"} (or "meetings"; "activities": [..] adds up per period), or
                  the number of people with an answer: {"question": "hulp", "values": ["ja"]}
- then_now        how it was and how it is, asked in one round (analysis.then_now)
- story_verdict   the share of stories that point the desired way, of those that point a way: {} takes the themes of the result;
                  {"themes": {"eenzaam": "slecht"}}; or {"triad": "zeggenschap", "corner": "a"} for a triangle, where a story
                  counts as pointing the desired way when that corner has at least half
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import orjson

from analysis import changing, disclosure, figures, sentences, tallies, themes, vectors
from analysis.breakdowns import split
from analysis.columns import Floats
from analysis.figures import Asked
from analysis.material import Material, Questionnaire, Round
from analysis.report.model import Breakdown, Change, Figure, WaveFigure
from analysis.themes import StoryRow
from analysis.vectors import RuleRefused
from saying import say

__all__ = ["KINDS", "Outcome", "Request", "RuleRefused", "measure"]


@dataclass(frozen=True, slots=True)
class Request:
    """An indicator as a measure kind sees it; `points` says which way each theme of its result points."""

    kind: str
    rule: Mapping[str, Any]
    direction: str
    material: Material
    horizon: date | None = None
    today: date = date.min
    points: Mapping[str, str] = field(default_factory=dict)

    def asked(self, unit: str, minimum: int | None = None) -> Asked:
        """The same question for the figures of this unit."""
        early = self.horizon is not None and self.horizon > self.today
        least = self.material.minimum_residents if minimum is None else minimum
        return Asked(unit, self.direction, least, bool(self.rule.get("sensitive", True)), early, self.horizon, what=self.what)

    @property
    def what(self) -> str:
        """The kind and its rule in one line: what the publication ledger calls this figure."""
        asked = [self.rule, self.points] if self.kind == "story_verdict" else self.rule
        return f"{self.kind} {orjson.dumps(asked, option=orjson.OPT_SORT_KEYS).decode()}"

    def holds(self, of: Questionnaire, part: int | str) -> bool:
        """Whether the ledger holds the figure of all in this wave (or "paren"): too little differs from an earlier report."""
        return self.material.holds(self.what, of.code, str(part), "", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of an indicator: per wave, their change, and split by traits."""

    unit: str
    source: str
    waves: tuple[WaveFigure, ...]
    changes: tuple[Change, ...]
    verdict: str
    breakdowns: tuple[Breakdown, ...] = ()


STORIES = "verhalen"  # the population of the stories
PAIRS = "paren"  # what the ledger calls the same people in two waves
Measure = Callable[[Request], Outcome]
KINDS: dict[str, Measure] = {}


def kind(name: str) -> Callable[[Measure], Measure]:
    """Register a measure kind under its name."""

    def register(one: Measure) -> Measure:
        KINDS[name] = one
        return one

    return register


def measure(request: Request) -> Outcome:
    """The outcome of an indicator; raises RuleRefused when its kind or rule cannot be used."""
    one = KINDS.get(request.kind)
    if one is None:
        raise RuleRefused(say("De maat '{kind}' bestaat niet. Kies uit: {kinds}.", kind=request.kind, kinds=", ".join(KINDS)))
    return one(request)


@kind("prevalence")
def prevalence(request: Request) -> Outcome:
    """The share of people whose answer counts as yes, per wave."""
    return _people(request, "procent", vectors.yes)


@kind("mean")
def mean(request: Request) -> Outcome:
    """The mean mark, number or score, per wave."""
    return _people(request, "cijfer", vectors.measured)


@kind("share_improved")
def share_improved(request: Request) -> Outcome:
    """The share of linked people that got better by at least the minimum, from the first wave to the last."""
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    asked = request.asked("procent")
    source = say(
        "{source}. Alleen mensen die twee keer meededen tellen mee.", source=vectors.source(request.rule, of).rstrip(".")
    )
    if len(of.rounds) < 2:
        none = Figure(None, None, "procent", reason=say("Hiervoor zijn twee metingen nodig."))
        return Outcome("procent", source, tuple(_at(one, none) for one in of.rounds), (), sentences.SMALL)
    first, last = of.rounds[0], of.rounds[-1]
    values = [vectors.measured(request.rule, of, one.sheet) for one in (first, last)]
    d = values[1][of.pairs[1]] - values[0][of.pairs[0]]
    gain = (d if request.rule.get("better", "omhoog") == "omhoog" else -d)[~np.isnan(d)]
    least = vectors.step(request.rule)
    improved, worse = int((gain >= least).sum()), int((gain <= -least).sum())
    made = changing.net_improved(improved, worse, len(gain) - improved - worse, _upwards(asked))
    figure = figures.figure(np.array([len(gain), improved, improved], np.float64), asked)
    if request.holds(of, PAIRS):
        figure, made = figures.hidden(asked, disclosure.PUBLISHED), changing.net_improved(0, 0, 0, asked)
    before = Figure(None, None, "procent", reason=say("Dit cijfer vergelijkt twee metingen."))
    waves = tuple(_at(one, figure if one is last else before) for one in of.rounds)
    return Outcome("procent", source, waves, (made,), made.verdict if figure.value is not None else sentences.SMALL)


@kind("count")
def count(request: Request) -> Outcome:
    """A number: participants or meetings of activities per period, or people with an answer per wave."""
    asked = request.asked("aantal")
    if "question" in request.rule:
        of = vectors.questionnaire(request.rule, request.material.questionnaires)
        counted = [vectors.yes(request.rule, of, one.sheet) for one in of.rounds]
        waves = tuple(
            _at(one, figures.hidden(asked, disclosure.PUBLISHED) if request.holds(of, one.number) else _number(values, asked))
            for one, values in zip(of.rounds, counted, strict=True)
        )
        source = vectors.source(request.rule, of)
    else:
        waves, source = _participation(request)
    values = [one.figure.value for one in waves if one.figure.value is not None]
    changes = (changing.counted(values[0], values[-1], asked),) if len(values) > 1 else ()
    return Outcome("aantal", source, waves, changes, changes[0].verdict if changes else sentences.SMALL)


@kind("story_verdict")
def story_verdict(request: Request) -> Outcome:
    """The share of stories pointing the desired way, of those that point a way, per wave."""
    asked, rounds = replace(request.asked("procent"), things=sentences.STORIES, guarded=False), _story_rounds(request.material)
    counts = _good_stories(request)
    rows = [
        np.array([counts[one.number, True] + counts[one.number, False], *[counts[one.number, True]] * 2], np.float64)
        for one in rounds
    ]
    why = [_story_reason(request, one, row, asked) for one, row in zip(rounds, rows, strict=True)]
    waves = tuple(_at(one, figures.figure(row, asked, reason)) for one, row, reason in zip(rounds, rows, why, strict=True))
    changes = (changing.unpaired(rows[0], rows[-1], _upwards(asked)),) if len(rows) > 1 and not why[0] and not why[-1] else ()
    source = say("De verhalen van bewoners en van mensen om hen heen")
    return Outcome("procent", source, waves, changes, changing.deciding(changes))


def _story_reason(request: Request, one: Round, row: Floats, asked: Asked) -> str:
    """Why a share of stories is hidden: also when it stands for one or two, for a count of so few is shown nowhere."""
    if request.material.holds(request.what, STORIES, str(one.number)):
        return disclosure.PUBLISHED
    few = disclosure.small_side(int(row[1]), int(row[0]), request.material.minimum_stories)
    return disclosure.primary(figures.cell(row, asked), asked.minimum) or (disclosure.ALONGSIDE if few else "")


def _people(request: Request, unit: str, vector: Callable[..., Floats]) -> Outcome:
    """Figures of residents from one number per response: all, split, and changed."""
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    asked = request.asked(unit)
    values = [vector(request.rule, of, one.sheet) for one in of.rounds]
    rows = [tallies.moments(one, np.zeros(len(one), np.int16), 1)[0] for one in values]
    reasons = [_reason(request, of, one, answers, asked) for one, answers in zip(of.rounds, values, strict=True)]
    waves = tuple(_at(one, figures.figure(row, asked, why)) for one, row, why in zip(of.rounds, rows, reasons, strict=True))
    changes: tuple[Change, ...] = ()
    if len(of.rounds) > 1 and not reasons[0] and not reasons[-1]:
        same = changing.paired(
            values[0][of.pairs[0]], values[-1][of.pairs[1]], asked, (rows[0], rows[-1]), (values[0], values[-1])
        )
        changes = () if request.holds(of, PAIRS) else (same,)
        changes = *changes, changing.unpaired(rows[0], rows[-1], asked)
    parts = split(of, request.material, values, asked)
    return Outcome(unit, vectors.source(request.rule, of), waves, changes, changing.deciding(changes), parts)


def _reason(request: Request, of: Questionnaire, one: Round, values: Floats, asked: Asked) -> str:
    """Why the figure of a whole wave is hidden; with `among`, also because the few others would follow from another figure."""
    found = disclosure.primary(figures.whole(values, asked), asked.minimum)
    if not found and request.holds(of, one.number):
        return disclosure.PUBLISHED
    if not found and "among" in request.rule:
        rest = {key: value for key, value in request.rule.items() if key != "among"}
        vector = vectors.yes if asked.unit == "procent" else vectors.measured
        others = np.where(np.isnan(values), vector(rest, of, one.sheet), np.nan)
        return disclosure.ALONGSIDE if disclosure.primary(figures.whole(others, asked), asked.minimum) else ""
    return found


def ways_of(request: Request, story: StoryRow) -> bool | None:
    """Whether a story points the desired way; None when it points no way."""
    if "triad" in request.rule:
        place = story.place(request.rule["triad"])
        return None if place is None else place["abc".index(request.rule.get("corner", "a"))] >= 0.5
    way = themes.way(story.themes, story.leaning, request.rule.get("themes", request.points))
    return None if way in (None, themes.NEITHER) else way == themes.GOOD


def _good_stories(request: Request) -> Counter[tuple[int | None, bool]]:
    """Per wave, how many stories point the desired way (True) or not, of those that point a way."""
    found: Counter[tuple[int | None, bool]] = Counter()
    for story in request.material.stories:
        good = ways_of(request, story)
        if good is not None:
            found[story.wave, good] += story.times
    return found


def _participation(request: Request) -> tuple[tuple[WaveFigure, ...], str]:
    codes = request.rule.get("activities") or [request.rule.get("activity")]
    chosen = [one for one in request.material.activities if one.code in codes]
    if not chosen:
        raise RuleRefused(say("De activiteit '{code}' van een indicator bestaat niet. Pas de regel aan.", code=codes[0]))
    place = 1 if request.rule.get("what") == "meetings" else 2
    totals: dict[str, float] = {}
    for one in chosen:
        for row in one.counts:
            if row[place] is not None:
                totals[row[0]] = totals.get(row[0], 0) + (row[place] or 0)  # type: ignore[operator]
    waves = [WaveFigure(i, name, name, Figure(total, None, "aantal")) for i, (name, total) in enumerate(sorted(totals.items()))]
    return tuple(waves), say("Tellingen van {activities}", activities=sentences.listed([one.name for one in chosen]))


def _number(values: Floats, asked: Asked) -> Figure:
    """How many people count; with how many answered it is a share, so that is guarded too."""
    total, n = float(np.nansum(values)), int((~np.isnan(values)).sum())
    if disclosure.small_count(int(total), asked.minimum) is None:
        return figures.hidden(asked, disclosure.TOO_SMALL)
    if reason := disclosure.primary(disclosure.Cell(n, int(total), asked.guarded), asked.minimum):
        return figures.hidden(asked, reason)
    return Figure(total, None, "aantal")


def _story_rounds(material: Material) -> Sequence[Round]:
    return max((one.rounds for one in material.questionnaires), key=len, default=())


def _upwards(asked: Asked) -> Asked:
    """More improvers, or more stories the desired way, is always the good side."""
    return replace(asked, direction="omhoog")


def _at(one: Round, figure: Figure) -> WaveFigure:
    return WaveFigure(one.number, one.name, one.period, figure)
