"""The reasoning line as plain values: what stands in it, and which links run from what is done to what is wanted."""

from __future__ import annotations

from dataclasses import dataclass

ACTIVITY, STEP, RESULT, AMBITION, MACRO = "activiteit", "tussenresultaat", "resultaat", "ambitie", "macrodoel"
ORDER = (MACRO, AMBITION, RESULT, STEP, ACTIVITY)  # from what is wanted to what is done
ABOVE = {ACTIVITY: (STEP, RESULT), STEP: (RESULT,), RESULT: (AMBITION, MACRO), AMBITION: (MACRO,), MACRO: ()}
Key = tuple[str, str]  # kind and code


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator, as far as the line needs to know it."""

    code: str
    name: str
    level: str
    steering: bool = False
    status: str = "vast"
    activities: tuple[str, ...] = ()  # which activities it counts


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the line. `inside`: the ambition of a result or macro goal, the result of an intermediate result."""

    kind: str
    code: str
    name: str
    inside: str = ""
    group: str = ""  # for whom
    area: str = ""
    until: str = ""  # ISO day, or a year
    who: str = ""  # who carries out an activity
    mechanisms: tuple[str, ...] = ()  # names of the working mechanisms of an activity
    measures: tuple[Measure, ...] = ()
    counted: bool = False  # participation in the activity is counted
    promise: str = ""  # of a macro goal
    complete: bool = True  # a macro goal has baseline, target, years and source

    @property
    def key(self) -> Key:
        """Kind and code."""
        return self.kind, self.code


@dataclass(frozen=True, slots=True)
class Link:
    """What is below should help what is above. `implied`: nobody argued it; it follows from where things stand."""

    below: Key
    above: Key
    evidence: str = "verondersteld"
    weight: str | None = None
    agreement: str = "geen_stem"
    votes: tuple[tuple[str, str], ...] = ()
    agreed: bool = False  # the weight was agreed after talking it over
    argument: str = ""
    attached: tuple[tuple[str, str, str], ...] = ()  # kind, what, note
    design: str = ""
    far_enough: bool = False
    unplanned: bool = False
    implied: bool = False
    told: str = ""  # how many stories know this link, in words
    states: tuple[str, ...] = ()
    verdict: str = ""  # of the figures above, for the sign in the picture
    both: str = ""  # how far who commissions and who provides are with each other on it: analysis.line.chain


@dataclass(frozen=True, slots=True)
class Line:
    """The whole line of a programme, in the order in which it is shown."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    agreed_by: tuple[str, ...] = ()  # who agreed to the newest text of the challenge
    steering_limit: int = 7

    def of(self, kind: str) -> tuple[Node, ...]:
        """The nodes of a kind."""
        return tuple(one for one in self.nodes if one.kind == kind)

    def node(self, key: Key) -> Node | None:
        """The node of a kind and code."""
        return next((one for one in self.nodes if one.key == key), None)

    def name(self, key: Key) -> str:
        """What people call it; its code when it is gone."""
        found = self.node(key)
        return found.name if found else key[1]

    def into(self, key: Key, *, planned: bool = True) -> tuple[Link, ...]:
        """The links that come from below."""
        return tuple(one for one in self.links if one.above == key and not (planned and one.unplanned))

    def out_of(self, key: Key, *, planned: bool = True) -> tuple[Link, ...]:
        """The links that go up."""
        return tuple(one for one in self.links if one.below == key and not (planned and one.unplanned))

    def steps(self, result: Node) -> tuple[Node, ...]:
        """The intermediate results of a result."""
        return tuple(one for one in self.of(STEP) if one.inside == result.code)

    def results_of(self, activity: Node) -> tuple[str, ...]:
        """The codes of the results that an activity should help, straight or through an intermediate result; in order."""
        found = set()
        for link in self.out_of(activity.key):
            kind, code = link.above
            step = self.node(link.above)
            found.add(step.inside if kind == STEP and step else code)
        return tuple(one.code for one in self.of(RESULT) if one.code in found)

    def helping(self, result: Node) -> tuple[Node, ...]:
        """The activities that should help a result."""
        return tuple(one for one in self.of(ACTIVITY) if result.code in self.results_of(one))
