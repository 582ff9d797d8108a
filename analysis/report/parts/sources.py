"""The part of the Report about where figures come from: imports, expectations, context."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.report.values import Figure


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many indicators stand at a level, in both vocabularies."""

    level: str
    label: str
    social_work: str  # as the KPI model of Sociaal Werk Nederland says it
    count: int


@dataclass(frozen=True, slots=True)
class MixPart:
    """What the indicators together are."""

    message: str
    total: int
    levels: tuple[LevelCount, ...]
    reached: int  # outcome and impact
    existing: int  # from sources that were there already
    stories: int  # from stories
    steering: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerExpectation:
    """What one partner expected beforehand; `met`: binnen, boven, onder, zo, anders, "" = not known."""

    organisation: str
    way: str
    low: float | None
    high: float | None
    why: str
    locked_on: str
    met: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ExpectationPart:
    """What partners expected of an indicator in a wave, beside what came out."""

    indicator: str  # its code
    name: str
    wave: str
    unit: str
    before: Figure | None  # the first wave
    actual: Figure
    partners: tuple[PartnerExpectation, ...]
    message: str
    unexpected: bool  # it came out otherwise than at least one partner expected: reason for a conversation


@dataclass(frozen=True, slots=True)
class Mark:
    """A context factor on the trend of an indicator."""

    result: str
    indicator: str
    day: str
    until: str
    label: str
    influence: str  # "+" or "-": the way it may move the figure


@dataclass(frozen=True, slots=True)
class EffectPart:
    """Which figure a factor may move, and which way."""

    result: str
    indicator: str
    name: str
    influence: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ContextPoint:
    """One number of a series."""

    period: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ContextSeries:
    """A series beside a factor."""

    title: str
    unit: str
    source: str
    message: str
    points: tuple[ContextPoint, ...]


@dataclass(frozen=True, slots=True)
class ContextQuote:
    """Released words of a story that tells of the factor."""

    text: str
    attribution: str


@dataclass(frozen=True, slots=True)
class FactorPart:
    """Something from outside that may move figures."""

    code: str
    name: str
    text: str
    starts_on: str
    ends_on: str
    when: str
    effects: tuple[EffectPart, ...]
    series: ContextSeries | None
    stories: str  # how many stories tell of it, in words
    quotes: tuple[ContextQuote, ...]


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """An imported dataset."""

    title: str
    table_id: str
    periods: str
    publisher: str
    licence: str
    division_year: int | None
    retrieved_on: str
    sha256: str
    used_for: str
    check: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """How an indicator is collected."""

    indicator: str
    level: str
    source: str
    owner: str
    due_on: str
    state: str
    effort: str
    behaviour: str
    definition: str  # "definitie 2 sinds 3 mei 2026: ...", "" = never changed


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A delivery that was asked of a partner."""

    organisation: str
    what: str
    due_on: str
    state: str


@dataclass(frozen=True, slots=True)
class SourcesPart:
    """What the report says about where figures come from: imports, expectations, context."""

    title: str
    mix: MixPart
    expectations: tuple[ExpectationPart, ...]
    factors: tuple[FactorPart, ...]
    marks: tuple[Mark, ...]
    datasets: tuple[DatasetPart, ...]
    plan: tuple[PlanLine, ...]
    requests: tuple[RequestLine, ...]
    caution: str
