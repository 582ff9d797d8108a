"""The part of the Report about the teams: marks per dimension against the mean of all teams. No team is named in it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.report.values import Figure


@dataclass(frozen=True, slots=True)
class GroupMark:
    """The mark of a municipality or of a kind of partner; `teams` = so many shown teams, None where it is no mean of teams."""

    label: str
    figure: Figure
    teams: int | None = None


@dataclass(frozen=True, slots=True)
class TeamDimension:
    """One ball that is scored: its reference, each municipality, and the shown teams as marks without names, low to high."""

    code: str
    name: str
    explanation: str
    reference: Figure  # mean of the team means, each team once
    everyone: Figure  # mean over respondents
    municipalities: tuple[GroupMark, ...]
    spots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TeamAge:
    """Teams of about the same age: their mean over all dimensions, and each of them without a name, low to high."""

    label: str
    mean: float
    spots: tuple[float, ...]  # empty when a dot would be as good as a name
    marks: tuple[float, ...]  # mean of these teams, in the order of the dimensions
    teams: int = 0
    figures: tuple[Figure, ...] = ()  # the same means with their interval and number of answers


@dataclass(frozen=True, slots=True)
class TeamHelp:
    """How clients fared: counts are None where too small to show; `goal` = share that got better or stayed the same."""

    method: str
    n: int | None
    better: int | None
    same: int | None
    worse: int | None
    goal: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class TeamMoney:
    """Budgeted and realised of the teams of a municipality, always beside its marks for help and client."""

    label: str
    budgeted: float | None
    realised: float | None
    used: float | None  # realised as a share of budgeted, in per cent
    unit_cost: float | None
    help: Figure
    client: Figure


@dataclass(frozen=True, slots=True)
class TeamSociety:
    """An imported series beside the last ball; nothing attributes it to a team."""

    name: str
    first: str  # "2021: 5,1%"
    last: str
    source: str


@dataclass(frozen=True, slots=True)
class TeamsPart:
    """What the report says about the teams."""

    title: str
    message: str
    period: str
    people: int
    teams: int
    shown: int  # teams with enough answers
    municipalities: tuple[str, ...]
    minimum: int
    dimensions: tuple[TeamDimension, ...]
    within_team: tuple[GroupMark, ...]  # kwaliteit, samenstelling, werkwijze
    challenges: tuple[str, ...]  # names of dimensions, the lowest reference first
    generalist: Figure  # share of employees who feel sure of their role as a generalist
    ages: tuple[TeamAge, ...]
    age_message: str
    help: tuple[TeamHelp, ...]
    client: Figure  # mark that clients give
    clients: tuple[GroupMark, ...]
    partner: Figure
    partners: tuple[GroupMark, ...]
    money: tuple[TeamMoney, ...]
    money_period: str
    society: tuple[TeamSociety, ...]
    society_text: str
    notes: tuple[str, ...]

    def of(self, code: str) -> TeamDimension | None:
        """The dimension with this code."""
        return next((one for one in self.dimensions if one.code == code), None)
