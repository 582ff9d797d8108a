"""Errors of the domain, and the status that each becomes. Their sentences are fit to read."""

from __future__ import annotations

from analysis.accounting.ranges import RangeRefused
from analysis.accounting.store import AccountingRefused
from analysis.benchmark.package import PackageRefused
from analysis.frameworks.catalogue import FrameworkUnknown
from analysis.frameworks.kpi import KpiRefused
from analysis.frameworks.policy import NothingInFrame
from analysis.frameworks.store import CardRefused
from analysis.joining.store import JoiningRefused
from analysis.learning.cycle import StepRefused
from analysis.learning.handing import NoteRefused
from analysis.ledger.store import NotPublishable
from analysis.line.errors import LineRefused
from analysis.line.evidence import EvidenceRefused
from analysis.report.plans import PlanRefused
from analysis.scope import ScopeTooSmall
from analysis.sources.cbs import FetchFailed
from analysis.sources.expecting import ExpectationRefused
from analysis.sources.factors import FactorRefused
from analysis.sources.indicating import IndicatorRefused
from analysis.sources.requests import RequestRefused
from analysis.sources.rows import FileRefused
from analysis.teams.refusals import MoneyAlone, SheetUnknown, TeamRefused, TeamsNotAsked
from narratives.intake import ConsentMissing, KeyTaken, NothingTold, StoryWithdrawn
from narratives.quoting import QuoteRefused
from sealing import SealBroken
from surveys.inviting import CodeRefused
from surveys.linking import CardsEnded, CardUnreadable
from surveys.responding import CardTaken, ResponseUnknown, WaveClosed, WaveNotOpenYet

ERRORS: dict[type[Exception], int] = {
    FrameworkUnknown: 404,
    CardRefused: 422,
    KpiRefused: 422,
    WaveClosed: 410,
    WaveNotOpenYet: 404,
    ResponseUnknown: 404,
    CardTaken: 409,
    CardsEnded: 410,
    CardUnreadable: 422,
    CodeRefused: 422,
    ConsentMissing: 422,
    NothingTold: 422,
    KeyTaken: 409,
    StoryWithdrawn: 410,
    QuoteRefused: 422,
    StepRefused: 422,
    NoteRefused: 422,
    PackageRefused: 422,
    TeamRefused: 422,
    TeamsNotAsked: 422,
    MoneyAlone: 422,
    SheetUnknown: 404,
    NotPublishable: 422,
    ScopeTooSmall: 422,
    NothingInFrame: 422,
    AccountingRefused: 422,
    RangeRefused: 422,
    JoiningRefused: 422,
    LineRefused: 422,
    EvidenceRefused: 422,
    PlanRefused: 422,
    FileRefused: 422,
    FetchFailed: 502,
    ExpectationRefused: 422,
    FactorRefused: 422,
    IndicatorRefused: 422,
    RequestRefused: 422,
    SealBroken: 500,
}
