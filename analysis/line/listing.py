"""The line as a list: everything the picture shows, in words, per result and with the most important contribution first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.line.line import AMBITION, MACRO, RESULT, STEP, Line, Link
from analysis.line.weights import AGREEMENT, WEIGHTS

Say = Callable[[str], str]
FAR_ENOUGH, AGREED = "ver genoeg uitgezocht", "samen afgesproken"
NOT_WEIGHED, ASSUMED = "nog niet gewogen", "nog niet beredeneerd"
UNPLANNED = "Niet gepland: alleen verhalen kennen deze weg"
STRAIGHT = "het resultaat zelf, zonder tussenstap"


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution in words."""

    what: str
    why: str  # the mechanisms of an activity
    to: str
    weight: str
    spread: str  # what each partner said
    evidence: str
    under: str  # what lies under it, and the argument
    seen: str  # what figures, observation, reach and stories say
    link: Link


@dataclass(frozen=True, slots=True)
class Group:
    """The contributions to one goal."""

    title: str
    kind: str
    rows: tuple[Row, ...]


def groups(line: Line, say: Say = str) -> tuple[Group, ...]:
    """The contributions per result, then those to ambitions and macro goals that somebody argued."""
    found = []
    for result in line.of(RESULT):
        into = [*line.into(result.key, planned=False)]
        for step in line.steps(result):
            into += line.into(step.key, planned=False)
        links = [one for one in into if not (one.implied and one.below[0] == STEP)]
        found.append(Group(result.name, RESULT, _rows(line, links, say)))
    for goal in (*line.of(AMBITION), *line.of(MACRO)):
        links = [one for one in line.into(goal.key) if not one.implied]
        if links:
            found.append(Group(goal.name, goal.kind, _rows(line, links, say)))
    return tuple(found)


def _rows(line: Line, links: list[Link], say: Say) -> tuple[Row, ...]:
    ranked = sorted(links, key=lambda one: (one.unplanned, one.below[0] != STEP, _lightness(one), line.name(one.below)))
    return tuple(_row(line, one, say) for one in ranked)


def _lightness(link: Link) -> int:
    return -WEIGHTS[link.weight] if link.weight else 1


def _row(line: Line, link: Link, say: Say) -> Row:
    node = line.node(link.below)
    to = say(STRAIGHT) if link.above[0] == RESULT and link.below[0] != STEP else line.name(link.above)
    weight = say(link.weight) if link.weight else say(NOT_WEIGHED)
    return Row(
        what=line.name(link.below), why=" + ".join(node.mechanisms) if node else "", to=to, weight=weight,
        spread=_spread(link, say), evidence=_evidence(link, say), under=_under(link), seen=_seen(link, say), link=link,
    )  # fmt: skip


def _spread(link: Link, say: Say) -> str:
    if link.agreed:
        return _joined([say(AGREED), *(f"{partner}: {say(weight)}" for partner, weight in link.votes)])
    if link.agreement in {"ver_uiteen", "dichtbij"}:
        return f"{say(AGREEMENT[link.agreement])} {_joined([f'{partner}: {say(weight)}' for partner, weight in link.votes])}"
    return "" if link.agreement == "geen_stem" else say(AGREEMENT[link.agreement])


def _evidence(link: Link, say: Say) -> str:
    if link.unplanned:
        return say(UNPLANNED)
    words = say(link.evidence) if link.argument or link.attached or not link.implied else say(ASSUMED)
    return f"{words}, {say(FAR_ENOUGH)}" if link.far_enough else words


def _under(link: Link) -> str:
    attached = [f"{what}{f' ({note})' if note else ''}" for _, what, note in link.attached]
    return _joined([link.argument, *([f"Eronder ligt: {'; '.join(attached)}."] if attached else [])], " ")


def _seen(link: Link, say: Say) -> str:
    seen = [say(one) for one in link.states] if not link.unplanned else []
    if link.told:
        seen.append(f"{link.told} {say('noemen dit')}".capitalize())
    return _joined(seen, ". ") + ("." if seen else "")


def _joined(parts: list[str], between: str = "; ") -> str:
    return between.join(part for part in parts if part)


def counts(line: Line) -> tuple[tuple[str, str, str], ...]:
    """The matrix of activities and results: activity, result, weight in a word ("" = no link)."""
    found = []
    for activity in line.of("activiteit"):
        for result in line.of(RESULT):
            links = [one for one in line.out_of(activity.key) if _goal(line, one) == result.code]
            best = min(links, key=_lightness) if links else None
            found.append((activity.code, result.code, "" if best is None else best.weight or NOT_WEIGHED))
    return tuple(found)


def _goal(line: Line, link: Link) -> str:
    above = line.node(link.above)
    return above.inside if above and above.kind == STEP else link.above[1]
