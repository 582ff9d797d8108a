"""The part of the Report about contradictions, rival explanations, who did not tell, calibration, representativeness."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.report.values import Figure


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """A contradiction between figure and stories that has to be talked about."""

    key: str  # result, group and wave: found again, it is the same point
    result: str  # title
    group: str
    text: str
    found_on: str  # ISO day of the data in which it was first found
    again: bool  # it is found in the newest data
    answer: str
    answered_by: str
    answered_on: str | None


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """What speaks for or against an explanation."""

    kind: str  # cijfer, verhaal, bron
    text: str


@dataclass(frozen=True, slots=True)
class RivalPart:
    """Another explanation for what was found."""

    text: str
    pleads_for: tuple[EvidencePart, ...]
    pleads_against: tuple[EvidencePart, ...]
    state: str  # open, houdbaar, verworpen


@dataclass(frozen=True, slots=True)
class ResultJoining:
    """What belongs to one result beside its joint display."""

    code: str
    title: str
    surprises: tuple[str, ...]  # where the outcome differs from what was expected or hoped for
    rivals: tuple[RivalPart, ...]
    figures: int  # figures that have a place for their story
    empty: tuple[str, ...]  # figures of which that place is empty
    deviant: str  # about the quote that contradicts, "" when there is nothing to say
    claims: str  # advice when the duiding claims a cause, "" = none
    points: int  # points on the agenda about this result
    weighted: tuple[WeightedFigure, ...]  # only when the programme chose to weigh
    indicative: str  # why there is no margin of error, "" = a sample


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """One group of residents: its share in the population, among who answered and among who told."""

    trait: str
    label: str
    population: float | None  # percent
    respondents: Figure
    stories: int | None  # None = too few to show
    told: Figure  # share of the stories of which the group is known
    verdict: str  # minder, past, meer, onbekend


@dataclass(frozen=True, slots=True)
class StepPart:
    """The difference when the missing people are so many points different, and its verdict."""

    points: float
    value: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class SensitivityPart:
    """How the conclusion about one figure would move."""

    result: str
    indicator: str
    unit: str
    direction: str
    missing: float  # percent of the people who were asked
    now: StepPart
    rows: tuple[StepPart, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SilencePart:
    """Who did not tell (stem van de stilte)."""

    stories: int  # of residents
    groups: tuple[StoryGroup, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]  # area and age together from which nobody told
    outreach: tuple[str, ...]
    sensitivity: tuple[SensitivityPart, ...]
    minority: str


@dataclass(frozen=True, slots=True)
class CalibrationPart:
    """What one partner expected and what came of it; to learn from, never to rank partners."""

    partner: str
    expectations: int
    inside: int
    direction_right: int
    width: float  # mean width of the ranges, on a scale of 0 to 100
    score: float  # mean interval score, same scale; lower is better
    waves: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class CountsPart:
    """From asked to usable, in one wave."""

    wave: str
    invited: int | None
    reached: int | None
    started: int
    completed: int
    usable: int
    rate: Figure
    margin: float | None  # percentage points, only for a sample


@dataclass(frozen=True, slots=True)
class TraitRow:
    """One group in the population and among who answered."""

    label: str
    population: float
    response: Figure
    weighted: Figure


@dataclass(frozen=True, slots=True)
class TraitTable:
    """Representativeness by one trait."""

    title: str
    source: str
    rows: tuple[TraitRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class WeightingPart:
    """How weights were made and what they cost."""

    wave: str
    used: bool  # the programme chose to weigh
    converged: bool
    trimmed: int
    n: int
    design_effect: float
    effective_n: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightedFigure:
    """A figure as it was counted, and weighted."""

    indicator: str
    wave: str
    plain: Figure
    weighted: Figure


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One item of a scale: its correlation with the rest, and alpha without it."""

    ref: str
    rest: float | None
    without: float | None


@dataclass(frozen=True, slots=True)
class ScalePart:
    """How well the items of a scale hang together in the newest wave."""

    title: str
    wave: str
    n: int | None
    alpha: float | None
    items: tuple[ItemPart, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """How far two readers of stories agree."""

    between: str
    units: int
    kappa: float | None
    alpha: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class SaturationPart:
    """How many different themes were heard after so many stories."""

    points: tuple[tuple[int, float], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class TestPart:
    """One test of the report, with its p corrected for all of them."""

    indicator: str
    what: str
    p: float
    holm: float
    bh: float


@dataclass(frozen=True, slots=True)
class JoiningPart:
    """What the report says about contradictions, rival explanations, who did not tell, calibration, representativeness."""

    caution: str
    agenda: tuple[AgendaPart, ...]
    looked: int  # in how many places was looked
    rate: float  # of what is found, at most this share is expected to be chance
    results: tuple[ResultJoining, ...]
    slots: str  # how many figures have a story beside them
    silence: SilencePart | None
    calibration: tuple[CalibrationPart, ...]
    sample: str  # steekproef, iedereen, open
    sample_sentence: str
    counts: tuple[CountsPart, ...]
    traits: tuple[TraitTable, ...]
    weighting: WeightingPart | None
    weighted: tuple[WeightedFigure, ...]
    scales: tuple[ScalePart, ...]
    agreement: tuple[AgreementPart, ...]
    saturation: SaturationPart | None
    tests: tuple[TestPart, ...]
    tests_sentence: str
    regression: tuple[str, ...]
