"""What a programme wants to reach, how that is counted, and what people make of the outcome."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import UNSEEN, Base, JsonText, UtcDateTime, utcnow
from narratives.models import Code
from surveys.models import Wave
from surveys.parties import Account, Activity, Programme


class Ambition(Base):
    """What the partners want for their residents (ambitie)."""

    __tablename__ = "ambition"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class SocietalResult(Base):
    """A concrete change for a target group, in an area, by a date (maatschappelijk resultaat)."""

    __tablename__ = "societal_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    ambition_id: Mapped[int] = mapped_column(ForeignKey(Ambition.id))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    target_group: Mapped[str] = mapped_column(String(200), default="")
    area: Mapped[str] = mapped_column(String(200), default="")
    horizon: Mapped[date | None]
    question: Mapped[str] = mapped_column(Text, default="")  # the decision it puts before the council
    position: Mapped[int] = mapped_column(default=0)

    ambition: Mapped[Ambition] = relationship()
    indicators: Mapped[list[Indicator]] = relationship(back_populates="result", order_by="Indicator.position")
    themes: Mapped[list[ResultTheme]] = relationship(back_populates="result")
    activities: Mapped[list[ResultActivity]] = relationship(back_populates="result")

    __table_args__ = (UniqueConstraint("ambition_id", "code"),)


class Indicator(Base):
    """How a result is counted (indicator); `rule` is read by the measure kind, see analysis.measures."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    definition: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(20))  # input, output, tussenresultaat, outcome, impact
    measure_kind: Mapped[str] = mapped_column(String(30))
    direction: Mapped[str] = mapped_column(String(10))  # omhoog, omlaag: the desired way
    target: Mapped[float | None]
    target_on: Mapped[date | None]
    horizon: Mapped[date | None]  # before this day the verdict is "te vroeg om te oordelen"
    not_measured: Mapped[str] = mapped_column(Text)  # "wat dit cijfer niet meet"
    rule: Mapped[Any] = mapped_column(JsonText, default=dict)
    position: Mapped[int] = mapped_column(default=0)
    baseline: Mapped[float | None]  # where a source gives it; else the first wave is the baseline
    baseline_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(10), default="vast", server_default="vast")  # proef, vast, vervallen
    steering: Mapped[bool] = mapped_column(default=False, server_default=false())  # people steer on it (sturingsindicator)
    source_kind: Mapped[str] = mapped_column(String(10), default="nieuw", server_default="nieuw")  # bestaand, nieuw
    owner: Mapped[str] = mapped_column(String(200), default="", server_default="")
    due_on: Mapped[date | None]
    behaviour: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # what people may do differently because we measure this
    evaluation: Mapped[str] = mapped_column(Text, default="", server_default="")  # after a wave: was it useful?
    early_reason: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # why it was made before results and activities stood
    definition_version: Mapped[int] = mapped_column(default=1, server_default="1")
    kpi: Mapped[str] = mapped_column(String(60), default="", server_default="")  # code in the KPI library, "" = of our own
    activity_id: Mapped[int | None] = mapped_column(
        ForeignKey(Activity.id)
    )  # only about what this activity changes for participants

    result: Mapped[SocietalResult] = relationship(back_populates="indicators")
    activity: Mapped[Activity | None] = relationship()

    __table_args__ = (
        UniqueConstraint("result_id", "code"),
        CheckConstraint("level IN ('input', 'output', 'tussenresultaat', 'outcome', 'impact')", name="level"),
        CheckConstraint("direction IN ('omhoog', 'omlaag')", name="direction"),
        CheckConstraint("not_measured <> ''", name="not_measured"),
        CheckConstraint("status IN ('proef', 'vast', 'vervallen')", name="status"),
        CheckConstraint("source_kind IN ('bestaand', 'nieuw')", name="source_kind"),
    )


class ResultTheme(Base):
    """A theme of the stories that speaks about a result, and which way it points when people tell of it."""

    __tablename__ = "result_theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    code_id: Mapped[int] = mapped_column(ForeignKey(Code.id))
    points: Mapped[str] = mapped_column(String(10))  # goed, slecht, toon: toon = the tone of the story decides

    result: Mapped[SocietalResult] = relationship(back_populates="themes")
    code: Mapped[Code] = relationship()

    __table_args__ = (
        UniqueConstraint("result_id", "code_id"),
        CheckConstraint("points IN ('goed', 'slecht', 'toon')", name="points"),
    )


class ResultActivity(Base):
    """An activity that should contribute to a result."""

    __tablename__ = "result_activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))

    result: Mapped[SocietalResult] = relationship(back_populates="activities")
    activity: Mapped[Activity] = relationship()

    __table_args__ = (UniqueConstraint("result_id", "activity_id"),)


class ActivityCount(Base):
    """How many took part in an activity in a period (deelname)."""

    __tablename__ = "activity_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    period: Mapped[str] = mapped_column(String(20))  # "2025" or "2025-K3"
    meetings: Mapped[int | None]
    participants: Mapped[int | None]  # different people

    activity: Mapped[Activity] = relationship()

    __table_args__ = (UniqueConstraint("activity_id", "period"),)


class Interpretation(Base):
    """What people make of figure and stories together (duiding); the newest of a result counts, older ones stay."""

    __tablename__ = "interpretation"

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey(SocietalResult.id))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey(Wave.id))
    text: Mapped[str] = mapped_column(Text)
    relation: Mapped[str | None] = mapped_column(String(14))  # what the people found; None = they leave the proposal
    with_whom: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class ReportSnapshot(Base):
    """A frozen Report: every page, PDF, JSON and export of it comes from this one document."""

    __tablename__ = "report_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)  # canonical JSON, docs/report.schema.json
    language: Mapped[str] = mapped_column(String(5), default="nl", server_default="nl")  # in which it is written
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (Index("ix_report_snapshot_newest", "programme_id", "language", "id"),)

    programme: Mapped[Programme] = relationship()


class ReportPlan(Base):
    """How a report is put together (rapportplan): for whom, over what, in which order, with which own words and quotes. Never a figure."""

    __tablename__ = "report_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(20), default="alle")  # alle, raad, bewoners, team, onderzoeker
    scope: Mapped[Any] = mapped_column(JsonText, default=dict)  # {"areas": [names], "wave": number}
    layout: Mapped[Any] = mapped_column(
        JsonText, default=dict
    )  # {"order": [part], "hidden": [part], "words": {part: text}, "quotes": {result: [sha]}}
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class ReportFile(Base):
    """A file that the worker makes of a snapshot (rapportbestand), and how far it is."""

    __tablename__ = "report_file"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # random: it stands in an address
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey(ReportSnapshot.id))
    kind: Mapped[str] = mapped_column(String(20))  # pdf, dia, docx, bewoners, opendata …
    state: Mapped[str] = mapped_column(String(10), default="wacht")  # wacht, bezig, klaar, mislukt
    step: Mapped[str] = mapped_column(String(100), default="")  # what is being done, in Dutch
    done: Mapped[int] = mapped_column(default=0)  # of 100
    sentence: Mapped[str] = mapped_column(Text, default="")  # why it failed and what to do
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    source_sha256: Mapped[str] = mapped_column(String(64))  # of what it was made from: without words that were taken back
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)  # the worker's sign of life
    tries: Mapped[int] = mapped_column(default=0)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    programme: Mapped[Programme] = relationship()
    snapshot: Mapped[ReportSnapshot] = relationship()

    __table_args__ = (
        UniqueConstraint("snapshot_id", "kind", "source_sha256"),
        CheckConstraint("state IN ('wacht', 'bezig', 'klaar', 'mislukt')", name="state"),
        {"info": {UNSEEN: True}},
    )
