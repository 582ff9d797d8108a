"""What figures, observation, reach and participants say of each link. Beside the link, never as its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis import sentences
from analysis.accounting.states import ActivityState
from analysis.line.line import ACTIVITY, STEP, Line, Link
from analysis.report.indicators import leading
from analysis.report.model import IndicatorPart, ResultPart
from saying import mark, say

VERDICTS = {
    "goede_kant": mark("Het cijfer gaat de goede kant op"),
    "verkeerde_kant": mark("Het cijfer gaat de verkeerde kant op"),
    "onduidelijk": mark("Het cijfer is nog niet duidelijk"),
    "te_vroeg": mark("Te vroeg om te oordelen"),
    "te_klein": mark("Te weinig om te oordelen"),
    "": mark("Er is nog geen cijfer"),
}
DONE_WELL, REACHED = mark("Goed uitgevoerd: {value}"), mark("Bereik: {value}")
NAMED = mark("Genoemd als oorzaak: {value}")
NOTHING = mark("Nog niets bekend over de uitvoering")


def with_states(line: Line, results: tuple[ResultPart, ...], activities: Mapping[str, ActivityState]) -> Line:
    """The line with what is known of each link."""
    by_code = {one.code: one for one in results}
    return replace(line, links=tuple(_with_state(line, one, by_code, activities) for one in line.links))


def _with_state(line: Line, link: Link, results: Mapping[str, ResultPart], activities: Mapping[str, ActivityState]) -> Link:
    verdict = _verdict(line, link, results)
    states = [say(VERDICTS[verdict])]
    if link.below[0] == ACTIVITY:
        states += _of_activity(activities.get(link.below[1], ActivityState(link.below[1])))
    return replace(link, states=tuple(states), verdict=verdict)


def _verdict(line: Line, link: Link, results: Mapping[str, ResultPart]) -> str:
    """The verdict of the figure that speaks for what is above: of the step itself where there is one."""
    above, below = line.node(link.above), line.node(link.below)
    if above is None or below is None:
        return ""
    code = above.inside if above.kind == STEP else above.code
    part = results.get(code) or results.get(below.code) or results.get(below.inside)
    if part is None:
        return ""
    fitting: tuple[IndicatorPart, ...] = tuple(
        one for one in part.indicators if (one.level == "tussenresultaat") == (above.kind == STEP)
    )
    lead = leading(fitting if above.kind == STEP else fitting or part.indicators)
    return lead.verdict if lead else ""


def _of_activity(state: ActivityState) -> list[str]:
    """What is known of how it was done, whom it reached and what participants say."""
    asked = ((DONE_WELL, state.fidelity, _whole), (REACHED, state.reach, sentences.reach), (NAMED, state.confirmed, _whole))
    known = [say(words, value=shown(one.value)) for words, one, shown in asked if one is not None and one.value is not None]
    return known or [say(NOTHING)]


def _whole(value: float) -> str:
    return sentences.amount(value, "procent")
