"""The part of the Report about the layered account, and what investing returns."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.report.values import Figure


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer of the account: how much of it is made visible, and why."""

    code: str  # macrodoel, mechanisme, activiteit, uitvoering, bereik, uitvraag
    title: str
    state: str  # gevuld, dun, leeg
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How much of a checklist is "ja"; "deels" counts half. About sentences, not about people."""

    percent: float
    items: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How many different people of a target group took part; all were counted, so there is no interval."""

    people: int | None  # None = too few to show
    size: int | None  # of the target group; None = not known
    percent: float | None
    reason: str  # why there is no percent


@dataclass(frozen=True, slots=True)
class AccountedActivity:
    """An activity of a goal with its layers and their figures; None = nothing recorded."""

    code: str
    name: str
    provider: str
    mechanisms: tuple[str, ...]
    layers: tuple[LayerState, ...]
    fidelity: Checked | None
    reach: Reached | None
    reach_group: str  # the target group that was counted
    reach_period: str
    reach_source: str
    outside: int | None  # participants who are not of the target group
    confirmed: Figure | None


@dataclass(frozen=True, slots=True)
class GoalAccount:
    """The layers of one macro goal, from the goal itself to what participants say."""

    code: str
    name: str
    ambition: str
    population: str
    says: str  # "Van 40% (2024) naar 30% (2029)"
    now: str  # the newest figure of its series, with its period; "" = none
    source: str
    promise: str  # preventie, substitutie, kosten, samenredzaamheid or ""
    layers: tuple[LayerState, ...]
    activities: tuple[AccountedActivity, ...]
    conclusion: str


@dataclass(frozen=True, slots=True)
class NamedCause:
    """How many participants named this kind of cause; None = too few to show."""

    code: str
    label: str
    people: int | None


@dataclass(frozen=True, slots=True)
class AfterItem:
    """What participants notice after an activity: the share that says "ja" or "een beetje"."""

    text: str
    figure: Figure
    code: str = ""  # of the question and its item: by it the figure is known in every language


@dataclass(frozen=True, slots=True)
class Causes:
    """What participants say changed, and what they say made it so; judged by people, counted only."""

    questions: tuple[str, ...]
    judged: int | None  # people with a change for the better whose cause was judged
    named: tuple[NamedCause, ...]
    rate: Figure  # procent that names an activity or a mechanism
    says: str  # what the chart says, as its title


@dataclass(frozen=True, slots=True)
class AfterActivity:
    """The after-activity set of one questionnaire in its newest wave."""

    title: str
    wave: str
    items: tuple[AfterItem, ...]
    code: str = ""  # of the questionnaire


@dataclass(frozen=True, slots=True)
class Span:
    """What something is at least and at most."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WithoutIt:
    """What would happen without it."""

    about: str
    text: str
    span: Span | None
    unit: str


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """Light support that may postpone heavy, always as a range."""

    activity: str
    instead_of: str
    societal_gain: str
    people: Span
    months: Span
    people_months: Span
    euro: Span | None  # only when the programme chose to value in euro
    price: Span | None
    price_source: str
    payer: str
    gainer: str
    evidence: str
    argument: str
    prevention: bool
    duty: str = ""  # whether the law makes the heavy provision a duty, in words


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that something is prevented, with what it rests on."""

    claim: str
    assumption: str
    mechanism: str
    activity: str
    evidence: str
    design: str


@dataclass(frozen=True, slots=True)
class InvestmentYear:
    """What was spent on the sociale basis in a year, in all and per inhabitant."""

    year: int
    budgeted: float | None
    spent: float | None
    budgeted_each: float | None
    spent_each: float | None
    purposes: tuple[tuple[str, float], ...]  # spent, or budgeted when nothing was spent yet


@dataclass(frozen=True, slots=True)
class RiskRow:
    """What can go wrong, by what we see it, what we do."""

    about: str
    text: str
    signal: str
    response: str
    owner: str
    state: str


@dataclass(frozen=True, slots=True)
class Returns:
    """What investing may return: gain for people first, euro second and only when chosen."""

    euro: bool
    without: tuple[WithoutIt, ...]
    substitutions: tuple[SubstitutionRow, ...]
    claims: tuple[Claim, ...]
    investments: tuple[InvestmentYear, ...]
    residents: int | None  # by whom the investment is divided
    sources: tuple[str, ...]
    risks: tuple[RiskRow, ...]
    caution: str
    prevention_caution: str  # "" when nothing is claimed to be prevented


@dataclass(frozen=True, slots=True)
class AccountingPart:
    """The layered account per macro goal, what participants name as cause, and what investing returns."""

    goals: tuple[GoalAccount, ...]
    causes: Causes | None
    after: tuple[AfterActivity, ...]
    returns: Returns | None
    caution: str
