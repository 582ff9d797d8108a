"""The Report: one frozen value from which page, PDF, JSON and exports are drawn. Nothing too small to show is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.report.parts.accounting import AccountingPart
from analysis.report.parts.benchmark import BenchmarkPart
from analysis.report.parts.frameworks import FrameworksPart
from analysis.report.parts.joining import JoiningPart
from analysis.report.parts.layout import Layout
from analysis.report.parts.learning import LearningPart
from analysis.report.parts.line import LinePart
from analysis.report.parts.sources import SourcesPart
from analysis.report.parts.teams import TeamsPart
from analysis.report.values import Figure as Figure  # noqa: PLC0414  made there, known from here
from analysis.report.values import Interval as Interval  # noqa: PLC0414

SCHEMA_VERSION = "2"


@dataclass(frozen=True, slots=True)
class WaveFigure:
    """A figure in one wave."""

    number: int
    name: str  # "Nulmeting"
    period: str  # "voorjaar 2025"
    figure: Figure


@dataclass(frozen=True, slots=True)
class Turned:
    """How many of the same people went the desired way, stayed the same, and went the other way."""

    better: int
    same: int
    worse: int


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two waves, with what it rests on. Never a claim of cause."""

    paired: bool  # True: the same people in both waves
    difference: Figure  # in percentage points or marks; n = pairs, or None when unpaired
    n_first: int | None
    n_second: int | None
    p: float | None
    method: str  # "McNemar (exact)", "Welch", ...
    effect: float | None
    effect_name: str  # "d_z", "Cohens h", ...
    verdict: str  # goede_kant, verkeerde_kant, onduidelijk, te_vroeg, te_klein
    sentence: str  # one plain Dutch sentence
    turned: Turned | None = None  # of then and now in one round, where each is large enough to show


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One group and its figure in each wave."""

    label: str  # also its place in the ledger, so in the source language
    waves: tuple[WaveFigure, ...]
    said: str = ""  # the label in the language of the report, where the questionnaire has it; "" = the same

    @property
    def name(self) -> str:
        """The group as people read it."""
        return self.said or self.label


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure split by one trait."""

    title: str  # "Naar wijk"
    rows: tuple[BreakdownRow, ...]
    note: str = ""  # e.g. which rows are hidden and why


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """How a result is counted, and the outcome."""

    code: str
    name: str
    definition: str
    level: str
    measure_kind: str
    direction: str
    unit: str
    target: float | None
    target_on: str | None
    horizon: str | None
    not_measured: str
    source: str  # which question or scale, in words
    message: str  # what the chart says, as its title
    verdict: str
    waves: tuple[WaveFigure, ...]
    changes: tuple[Change, ...]
    breakdowns: tuple[Breakdown, ...]
    scale: str = ""  # "op een schaal van 1 tot 5": for a mean that is no mark up to 10
    activity: str = ""  # whose participants it is about, by the activity's name; "" = it is about the result itself


@dataclass(frozen=True, slots=True)
class Teller:
    """How many stories came from one kind of teller; None = too few to show."""

    label: str
    stories: int | None


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme in the stories that speak about a result."""

    code: str
    name: str
    definition: str
    points: str
    stories: int | None  # None = too few to show
    of_stories: int
    share: Figure
    good: int | None  # stories in which it points the desired way
    bad: int | None
    confirmed: int | None  # how many a person confirmed
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Released words of a resident."""

    text: str
    attribution: str
    stance: str  # steunt, spreekt_tegen (the figure)
    theme: str


@dataclass(frozen=True, slots=True)
class TriadPart:
    """Where tellers put their story in a triangle: counts per corner region and the centre of the cloud."""

    title: str
    labels: tuple[str, str, str]
    n: int
    points: tuple[tuple[float, float, float], ...]  # rounded to tenths and shuffled; empty when too few
    mean: tuple[float, float, float] | None
    regions: tuple[Teller, ...]  # "vooral A", "vooral B", "vooral C", "ertussenin"


@dataclass(frozen=True, slots=True)
class Joint:
    """Figure and stories on one line: what they say together."""

    relation: str  # bevestigt, vult_aan, breidt_uit, spreekt_tegen, stil: the people's when they chose one, else the proposal
    proposed: str
    reason: str
    figure_says: str
    stories_say: str
    interpretation: str  # duiding; "" = nog niet besproken
    interpreted_by: str


@dataclass(frozen=True, slots=True)
class ActivityPart:
    """What was done, and how many took part."""

    name: str
    provider: str
    mechanism: str
    counts: tuple[tuple[str, int | None, int | None], ...]  # period, meetings, participants


@dataclass(frozen=True, slots=True)
class ResultPart:
    """One societal result: counting on the left, telling on the right, and what both say."""

    code: str
    title: str
    ambition: str
    target_group: str
    area: str
    horizon: str | None
    question: str
    indicators: tuple[IndicatorPart, ...]
    themes: tuple[ThemePart, ...]
    quotes: tuple[QuotePart, ...]
    joint: Joint
    activities: tuple[ActivityPart, ...]


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """Who answered in a wave."""

    number: int
    name: str
    period: str
    invited: int | None
    started: int
    completed: int
    linked: int | None  # also took part in the first wave
    rate: Figure


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One result on the council's page."""

    title: str
    verdict: str
    figure: str  # "Van 41% (2025) naar 36% (2026)"
    stories: str
    relation: str
    question: str


@dataclass(frozen=True, slots=True)
class CloudWord:
    """A word of the cloud: lemma and in how many stories it stands."""

    word: str
    stories: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says. See docs/report.schema.json."""

    schema_version: str
    code: str
    title: str
    organisation: str
    vision: str
    synthetic: bool  # invented people and data; the report says so on every page
    period: str
    data_date: str  # day of the newest data, ISO
    data_sha256: str  # of the data it was made from
    minimum_residents: int
    minimum_professionals: int
    summary: tuple[str, ...]  # two or three sentences for the council
    council: tuple[CouncilLine, ...]
    council_quote: QuotePart | None
    results: tuple[ResultPart, ...]
    triads: tuple[TriadPart, ...]
    cloud: tuple[CloudWord, ...]
    stories_total: int
    stories_tellers: tuple[Teller, ...]
    responses: tuple[ResponseRow, ...]
    unknowns: tuple[str, ...]  # what we do not know
    contradictions: tuple[str, ...]  # where figures and stories disagree
    suppressed: tuple[str, ...]  # what is hidden and why
    instruments: tuple[dict[str, Any], ...] = field(default_factory=tuple)  # questionnaire, version, sha256, scales with source
    codebook: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    reader: str = ""  # which version read the stories, and how well (gold set)
    glossary: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    minimum_stories: int = 3  # from so many stories a number of stories is shown
    made_with: str = ""  # version of the program and mark of the code that computed it; "" = before that was kept
    scope: str = ""  # over which areas and measurements, in words; "" = everything
    line: LinePart | None = None
    frameworks: FrameworksPart | None = None
    teams: TeamsPart | None = None
    accounting: AccountingPart | None = None
    sources: SourcesPart | None = None
    joining: JoiningPart | None = None
    learning: LearningPart | None = None
    benchmark: BenchmarkPart | None = None
    layout: Layout = field(default_factory=Layout)
    language: str = "nl"  # in which our own sentences are written; names, answers and stories are as people gave them
