"""Stem van de stilte: who did not tell, beside who lives there and who answered, and whom to ask next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis import figures, sentences
from analysis.breakdowns import BY_AREA
from analysis.figures import Asked
from analysis.joining import representing, sensitivity
from analysis.joining.grouped import Told
from analysis.joining.representing import Division
from analysis.joining.sensitivity import Known
from analysis.material import Material
from analysis.report.indicators import leading
from analysis.report.model import Change, IndicatorPart, ResultPart
from analysis.report.parts.joining import SensitivityPart, StepPart, StoryGroup
from analysis.report.values import Figure
from analysis.sentences import number
from analysis.statistics.intervals import wilson
from saying import mark, say

RESIDENT = "inwoner"
TOLD = "verteld"  # what the ledger knows who told by; `TOLD, EVERYBODY` = all residents who told
EVERYBODY = "iedereen"
LESS, FITS, MORE, UNKNOWN = "minder", "past", "meer", "onbekend"
EXPECTED = 3  # so many stories would be expected from a group before its silence says something
STEPS = {"procent": (-20.0, -10.0, -5.0, 5.0, 10.0, 20.0), "cijfer": (-1.0, -0.5, -0.25, 0.25, 0.5, 1.0)}
ROUND = {"procent": 0.5, "cijfer": 0.05}
OUTREACH = 3


def groups(divisions: Sequence[Division], stories: Sequence[Told], material: Material) -> tuple[StoryGroup, ...]:
    """Each group of each trait: population, respondents, story tellers; only residents, for others tell about somebody else."""
    own = [one for one in stories if one.teller == RESIDENT]
    return tuple(row for one in divisions for row in _of_trait(one, own, material))


def _of_trait(one: Division, own: Sequence[Told], material: Material) -> list[StoryGroup]:
    counts = Counter[str]()
    for story in own:
        if (label := story.group(one.title)) in one.labels and label is not None:
            counts[label] += story.times
    known, people = counts.total(), sum(one.people)
    told = [counts[label] for label in one.labels]
    why = representing.hidden(told, material.minimum_stories, held=material.holds_any(TOLD, one.title))
    answered = one.counts
    hidden = representing.hidden(answered, material.minimum_residents, held=material.holds_any(representing.TRAIT, one.title))
    asked = Asked("procent", "omhoog", material.minimum_residents, guarded=False)
    found = []
    for i, label in enumerate(one.labels):
        share = one.people[i] / people
        shown = not why[i] and known >= material.minimum_residents
        figure = (
            _share(told[i], known)
            if shown
            else Figure(None, None, "procent", suppressed=bool(why[i]), reason=say("te weinig verhalen"))
        )
        people_ = figures.hidden(asked, hidden[i]) if hidden[i] else Figure(
            round(100 * answered[i] / max(sum(answered), 1), 1), answered[i], "procent"
        )  # fmt: skip
        found.append(
            StoryGroup(
                one.title,
                label,
                round(100 * share, 1),
                people_,
                told[i] if shown else None,
                figure,
                compared(told[i], known, share) if shown else UNKNOWN,
            )
        )
    return found


def compared(told: int, known: int, share: float) -> str:
    """Whether a group tells less or more than its share of the population: when that lies outside the 95% interval."""
    if not known:
        return UNKNOWN
    found = wilson(told, known)
    return LESS if found.high < share else MORE if found.low > share else FITS


def _share(told: int, known: int) -> Figure:
    return Figure(round(100 * told / known, 1), told, "procent")


def missing(found: Sequence[StoryGroup]) -> tuple[str, ...]:
    """A sentence for each group that tells less than its share."""
    less = [one for one in found if one.verdict == LESS]
    return tuple(
        say(SHARES, group=_named(one), population=number(one.population or 0), told=number(one.told.value or 0))
        for one in sorted(less, key=lambda one: (one.told.value or 0) / (one.population or 1))
    )


SHARES = mark("{group}: {population}% van de bevolking, {told}% van de verhalen.")


def _named(one: StoryGroup) -> str:
    return one.label if one.trait == BY_AREA else say("Groep ‘{group}’", group=one.label)


def absent(divisions: Sequence[Division], stories: Sequence[Told]) -> tuple[str, ...]:
    """Groups of two traits together from which nobody told, though by the respondents at least EXPECTED stories would be expected.

    Nought points at nobody; the number of respondents of such a group is not given.
    """
    own = [one for one in stories if one.teller == RESIDENT]
    area = next((one for one in divisions if one.title == BY_AREA), None)
    others = [one for one in divisions if one.title != BY_AREA]
    if area is None or not own:
        return ()
    found = []
    for other in others:
        told = Counter[tuple[str | None, str | None]]()
        for one in own:
            told[one.group(BY_AREA), one.group(other.title)] += one.times
        known = sum(n for pair, n in told.items() if None not in pair)
        both = int(((area.places >= 0) & (other.places >= 0)).sum())
        for i, place in enumerate(area.labels):
            for j, label in enumerate(other.labels):
                here = int(((area.places == i) & (other.places == j)).sum())
                if both and known * here / both >= EXPECTED and not told[place, label]:
                    found.append(say("{group} in {area}", group=label, area=place))
    return tuple(found)


def outreach(found: Sequence[StoryGroup], nobody: Sequence[str]) -> tuple[str, ...]:
    """Whom to ask first: the groups that are most short of stories, with how many would make their share right."""
    total = sum(one.stories or 0 for one in found if one.trait == (found[0].trait if found else ""))
    less = [one for one in found if one.verdict == LESS]
    ranked = sorted(less, key=lambda one: (one.told.value or 0) - (one.population or 0))
    lines = []
    for one in ranked[:OUTREACH]:
        share = (one.population or 0) / 100
        short = round((share * max(total, one.stories or 0) - (one.stories or 0)) / max(1 - share, 0.1))
        if short > 0:
            named = one.label if one.trait == BY_AREA else _named(one).lower()
            lines.append(say(ASK, n=number(short), group=named))
    if nobody:
        lines.append(say("Ga langs bij wie nu niemand vertelde: {groups}.", groups=sentences.listed(list(nobody[:OUTREACH]))))
    return tuple(lines)


ASK = mark("Vraag in de volgende ronde ongeveer {n} verhalen extra: {group}.")


def conclusions(results: Sequence[ResultPart], material: Material) -> tuple[SensitivityPart, ...]:
    """For each result with a clear or unclear change: how it would move if those who did not answer were different."""
    found = [_conclusion(one, material) for one in results]
    return tuple(one for one in found if one is not None)


def _conclusion(result: ResultPart, material: Material) -> SensitivityPart | None:
    part = leading(result.indicators)
    change = None if part is None else _deciding(part)
    if part is None or change is None or change.difference.interval is None or change.difference.value is None:
        return None
    wave = part.waves[-1].number
    last = next((each for one in material.questionnaires for each in one.rounds if each.number == wave), None)
    share = None if last is None else sensitivity.missing_share(len(last.sheet), last.invited)
    if not share or part.unit not in STEPS:
        return None
    known = Known(change.difference.value, change.difference.interval.low, change.difference.interval.high, share, part.direction)
    rows = tuple(_step(one) for one in sensitivity.table(known, STEPS[part.unit]))
    words = turning_words(known, part.unit)
    return SensitivityPart(
        result.title, part.name, part.unit, part.direction, round(100 * share, 1), _step(known.at(0)), rows, words
    )


def _step(one: sensitivity.Moved) -> StepPart:
    return StepPart(one.points, round(one.value, 2), round(one.low, 2), round(one.high, 2), one.verdict)


def at(one: SensitivityPart, points: float) -> StepPart:
    """The same conclusion when those who are missing are so many points different."""
    return _step(Known(one.now.value, one.now.low, one.now.high, one.missing / 100, one.direction).at(points))


def _deciding(part: IndicatorPart) -> Change | None:
    known = [one for one in part.changes if one.verdict == part.verdict and one.difference.interval is not None]
    return known[0] if known else None


def turning_words(known: Known, unit: str) -> str:
    """At which difference the conclusion turns over, in words."""
    turning = known.turning()
    if turning is None:
        return ""
    now, step = known.at(0).verdict, ROUND[unit]
    points = sensitivity.just_beyond(turning, step)
    then = known.at(points + (step / 10 if points > 0 else -step / 10)).verdict
    side = (POINTS if unit == "procent" else PARTS)[points > 0]
    size = number(abs(points), 0 if float(points).is_integer() else 1 if unit == "procent" else 2)
    return f"{say(NOW[now])} {say(side, n=size, then=say(THEN[then]))}"


NOW = {
    sensitivity.GOOD: mark("Nu gaat het cijfer duidelijk de gewenste kant op."),
    sensitivity.BAD: mark("Nu gaat het cijfer duidelijk niet de gewenste kant op."),
    sensitivity.UNCLEAR: mark("Nu is het verschil onduidelijk."),
}
THEN = {
    sensitivity.GOOD: mark("dan gaat het cijfer duidelijk de gewenste kant op"),
    sensitivity.BAD: mark("dan gaat het cijfer duidelijk niet de gewenste kant op"),
    sensitivity.UNCLEAR: mark("dan is het verschil onduidelijk"),
}
POINTS = {
    True: mark("Ligt het bij wie niet meedeed minstens {n} procentpunt hoger dan bij wie wel meedeed, dan kantelt dat: {then}."),
    False: mark("Ligt het bij wie niet meedeed minstens {n} procentpunt lager dan bij wie wel meedeed, dan kantelt dat: {then}."),
}
PARTS = {
    True: mark("Ligt het bij wie niet meedeed minstens {n} punt hoger dan bij wie wel meedeed, dan kantelt dat: {then}."),
    False: mark("Ligt het bij wie niet meedeed minstens {n} punt lager dan bij wie wel meedeed, dan kantelt dat: {then}."),
}
