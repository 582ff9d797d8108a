"""The line as a list: everything the picture shows, in words, per result and with the most important contribution first."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.line.chain import Chain, chains
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Line, Link, Node
from analysis.line.weights import AGREEMENT, WEIGHTS
from saying import mark, say

FAR_ENOUGH, AGREED = mark("ver genoeg uitgezocht"), mark("samen afgesproken")
NOT_WEIGHED, ASSUMED = mark("nog niet gewogen"), mark("nog niet beredeneerd")
UNPLANNED = mark("Niet gepland: alleen verhalen kennen deze weg")
STRAIGHT = mark("dit resultaat, zonder tussenstap")
THIS = {RESULT: mark("dit resultaat"), AMBITION: mark("deze ambitie"), MACRO: mark("dit macrodoel")}


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution in words."""

    what: str
    why: str  # the mechanisms of an activity
    to: str
    weight: str
    spread: str  # whether partners agree
    votes: str  # what each partner said
    evidence: str
    argument: str
    under: str  # what lies under it
    seen: str  # what observation, reach and stories say, and the figure where it is another one than that of the goal
    link: Link


@dataclass(frozen=True, slots=True)
class Group:
    """The contributions to one goal."""

    title: str
    kind: str
    seen: str  # what the figure of the goal says
    rows: tuple[Row, ...]
    also: tuple[str, ...] = ()  # what should help too, but nobody argued or weighed yet
    chain: Chain | None = None  # of a result: how far who commissions and who provides agreed on it


def groups(line: Line) -> tuple[Group, ...]:
    """The contributions per result, then those to ambitions and macro goals that somebody argued."""
    found = []
    for result in line.of(RESULT):
        into = [*line.into(result.key, planned=False)]
        for step in line.steps(result):
            into += line.into(step.key, planned=False)
        found.append(_group(line, result, [one for one in into if not (one.implied and one.below[0] == STEP)]))
    for goal in (*line.of(AMBITION), *line.of(MACRO)):
        links = [one for one in line.into(goal.key) if not one.implied]
        if links:
            found.append(_group(line, goal, links))
    return tuple(found)


def _group(line: Line, goal: Node, links: list[Link]) -> Group:
    said = next((one.states[0] for one in line.into(goal.key) if one.states), "") if goal.kind == RESULT else ""
    ranked = sorted(links, key=lambda one: (one.unplanned, one.below[0] != STEP, _lightness(one), line.name(one.below)))
    also = tuple(line.name(one.below) for one in ranked if one.implied and not one.told)
    rows = tuple(_row(line, one, said) for one in ranked if not one.implied or one.told)
    agreed = next((one for one in chains(line) if one.result == goal.code), None) if goal.kind == RESULT else None
    return Group(goal.name, goal.kind, said, rows, also, agreed)


def _lightness(link: Link) -> int:
    return -WEIGHTS[link.weight] if link.weight else 1


def _row(line: Line, link: Link, said: str) -> Row:
    node = line.node(link.below)
    straight = say(STRAIGHT) if link.below[0] == ACTIVITY and link.above[0] == RESULT else ""
    return Row(
        what=line.name(link.below), why=" + ".join(node.mechanisms) if node else "",
        to=straight or (say(THIS[link.above[0]]) if link.above[0] in THIS else line.name(link.above)),
        weight=say(link.weight) if link.weight else say(NOT_WEIGHED),
        spread="" if link.agreement == "geen_stem" else say(AGREED if link.agreed else AGREEMENT[link.agreement]),
        votes=_joined([f"{partner}: {say(weight)}" for partner, weight in link.votes]), evidence=_evidence(link),
        argument=link.argument, under=_joined([f"{what}{f' ({note})' if note else ''}" for _, what, note in link.attached]),
        seen=_seen(link, said), link=link,
    )  # fmt: skip


def _evidence(link: Link) -> str:
    if link.unplanned:
        return say(UNPLANNED)
    words = say(link.evidence) if link.argument or link.attached or not link.implied else say(ASSUMED)
    return f"{words}, {say(FAR_ENOUGH)}" if link.far_enough else words


def _seen(link: Link, said: str) -> str:
    seen = [one for one in link.states if one != said] if not link.unplanned else []
    if link.told:
        seen.append(say("{stories} noemen dit", stories=f"{link.told[0].upper()}{link.told[1:]}"))
    return _joined(seen, ". ") + ("." if seen else "")


def _joined(parts: list[str], between: str = "; ") -> str:
    return between.join(part for part in parts if part)


def counts(line: Line) -> tuple[tuple[str, str, str], ...]:
    """The matrix of activities and results: activity, result, weight in a word ("" = no link)."""
    found = []
    for activity in line.of(ACTIVITY):
        for result in line.of(RESULT):
            links = [one for one in line.out_of(activity.key) if _goal(line, one) == result.code]
            best = min(links, key=_lightness) if links else None
            found.append((activity.code, result.code, "" if best is None else best.weight or NOT_WEIGHED))
    return tuple(found)


def _goal(line: Line, link: Link) -> str:
    above = line.node(link.above)
    return above.inside if above and above.kind == STEP else link.above[1]
