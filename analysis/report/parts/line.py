"""The part of the Report about the reasoning line: what we wanted, through what, and what each link rests on."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.line.checks import Finding
from analysis.line.line import Line
from analysis.line.network import Network
from analysis.line.promises import PromisePart


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed to the text of the challenge, and when."""

    partner: str
    who: str
    day: str


@dataclass(frozen=True, slots=True)
class MacroPart:
    """A figure of a whole population, from where it was to where it should be."""

    ambition: str
    name: str
    population: str
    unit: str
    baseline: float | None
    baseline_year: int | None
    target: float | None
    target_year: int | None
    source: str
    promise: str
    newest: float | None = None  # of the imported series
    newest_period: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class TermPart:
    """A word, what was agreed about it, and how each partner reads it."""

    term: str
    agreed: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MechanismPart:
    """Why it should work, and who says so."""

    name: str
    for_whom: str
    conditions: str
    source: str
    strength: str
    own: bool


@dataclass(frozen=True, slots=True)
class DonePart:
    """An activity: done as agreed or not, how many took part, and what was decided about it."""

    activity: str
    provider: str
    period: str
    meetings: int | None
    participants: int | None
    as_agreed: str  # ja, deels, nee, "" = not recorded
    note: str
    decision: str  # versterken, doorgaan, aanpassen, stoppen, "" = none taken
    reason: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """What an activity changes for its participants: an outcome of the activity, which is no figure of a societal result."""

    activity: str
    provider: str
    name: str
    message: str  # the figure in words
    verdict: str
    n: int | None  # people in the newest round; None = hidden or not known
    not_measured: str


@dataclass(frozen=True, slots=True)
class LinePart:
    """What the report says about the reasoning line: what we wanted, through what, and what each link rests on."""

    title: str
    challenge: str
    version: int
    agreed: tuple[Agreed, ...]
    line: Line
    findings: tuple[Finding, ...]
    macro_goals: tuple[MacroPart, ...]
    mechanisms: tuple[MechanismPart, ...]
    terms: tuple[TermPart, ...]
    done: tuple[DonePart, ...]
    growth: int  # 1 to 5, how far the programme is in steering on results
    promises: tuple[PromisePart, ...] = ()  # the evidence under each kind of promise that is made
    network: Network | None = None  # who contributes to what
    changes: tuple[ChangePart, ...] = ()  # what activities change for their participants, apart from the societal results
    together: str = ""  # how far who commissions and who provides agreed on the whole line
