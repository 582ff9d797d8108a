"""Imported data with where they came from, expectations locked before the data open, context, and requests to deliver."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.models import Indicator
from database import Base, JsonText, UtcDateTime, utcnow
from narratives.models import Story
from surveys.models import Wave
from surveys.parties import Account, Organisation, Programme


class SourceDataset(Base):
    """A file or table that was imported (bron), as it was on the day it was taken; a new import is a new row."""

    __tablename__ = "source_dataset"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(
        String(30)
    )  # statline_v3, statline_v4, statline_csv, waarstaatjegemeente, csv, xlsx, handmatig
    title: Mapped[str] = mapped_column(String(300))
    table_id: Mapped[str] = mapped_column(String(40), default="")  # 86165NED
    publisher: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(100), default="")
    division_year: Mapped[int | None]  # year of the municipal division (indeling)
    retrieved_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(String(64))
    report: Mapped[Any] = mapped_column(JsonText, default=dict)  # what the check found: rows, skipped, unknown areas …
    current: Mapped[bool] = mapped_column(default=True)  # the newest import of this code
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    observations: Mapped[list[Observation]] = relationship(back_populates="dataset")


class SourceUpload(Base):
    """A file that was sent but not yet read (upload): kept for a day, until somebody says which column is what."""

    __tablename__ = "source_upload"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid.uuid4().hex)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class Observation(Base):
    """One number of a dataset (waarneming): measure, area, period, value, and bounds and n where the source gives them."""

    __tablename__ = "observation"

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset_id: Mapped[int] = mapped_column(ForeignKey(SourceDataset.id), index=True)
    measure: Mapped[str] = mapped_column(String(100))
    group: Mapped[str] = mapped_column("population_group", String(100), default="")  # "65+", "" = everybody
    area_code: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(20))  # "2025"
    value: Mapped[float | None]  # None = the source gives none (a dot, "x")
    low: Mapped[float | None]
    high: Mapped[float | None]
    n: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(40), default="")

    dataset: Mapped[SourceDataset] = relationship(back_populates="observations")

    __table_args__ = (UniqueConstraint("dataset_id", "measure", "population_group", "area_code", "period"),)


class Expectation(Base):
    """What one partner expects of an indicator in a wave (verwachting), locked before its data open and never changed after."""

    __tablename__ = "expectation"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey(Wave.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    way: Mapped[str] = mapped_column(String(10))  # omhoog, omlaag, gelijk
    low: Mapped[float | None]  # of the value in that wave, in the unit of the indicator
    high: Mapped[float | None]
    why: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()
    indicator: Mapped[Indicator] = relationship()

    __table_args__ = (
        UniqueConstraint("indicator_id", "wave_id", "organisation_id"),
        CheckConstraint("way IN ('omhoog', 'omlaag', 'gelijk')", name="way"),
    )


class IndicatorDefinition(Base):
    """An earlier way in which an indicator was counted (definitie): what was published under it cannot be set beside what came after."""

    __tablename__ = "indicator_definition"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    number: Mapped[int]  # of the version that was left
    definition: Mapped[str] = mapped_column(Text)
    measure_kind: Mapped[str] = mapped_column(String(30))
    rule: Mapped[Any] = mapped_column(JsonText, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was changed
    left_on: Mapped[date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    indicator: Mapped[Indicator] = relationship()

    __table_args__ = (UniqueConstraint("indicator_id", "number"),)


class IndicatorEvaluation(Base):
    """After a wave: was this indicator of use, and does it stay (evaluatie)?"""

    __tablename__ = "indicator_evaluation"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey(Wave.id))
    verdict: Mapped[str] = mapped_column(String(12))  # behouden, aanpassen, schrappen
    text: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    indicator: Mapped[Indicator] = relationship()

    __table_args__ = (CheckConstraint("verdict IN ('behouden', 'aanpassen', 'schrappen')", name="verdict"),)


class ContextFactor(Base):
    """Something from outside that may move a figure (contextfactor), with a series where there is one."""

    __tablename__ = "context_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]  # drawn as a mark on the trend
    ends_on: Mapped[date | None]
    influence: Mapped[Any] = mapped_column(JsonText, default=dict)  # {indicator code: "+" or "-"}
    series: Mapped[Any] = mapped_column(JsonText, default=dict)  # {"dataset": code, "measure": name, "area": code}

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class ContextStory(Base):
    """A story that tells of a context factor."""

    __tablename__ = "context_story"

    id: Mapped[int] = mapped_column(primary_key=True)
    factor_id: Mapped[int] = mapped_column(ForeignKey(ContextFactor.id))
    story_id: Mapped[Any] = mapped_column(ForeignKey(Story.id))
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))

    __table_args__ = (UniqueConstraint("factor_id", "story_id"),)


class DataRequest(Base):
    """A partner asked to deliver figures by a day (aanleververzoek), with what the check of the delivery said."""

    __tablename__ = "data_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey(Indicator.id))
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default="gevraagd")  # gevraagd, geleverd, goedgekeurd, afgekeurd
    dataset_id: Mapped[int | None] = mapped_column(ForeignKey(SourceDataset.id))
    note: Mapped[str] = mapped_column(Text, default="")

    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (CheckConstraint("state IN ('gevraagd', 'geleverd', 'goedgekeurd', 'afgekeurd')", name="state"),)


class PopulationMargin(Base):
    """How the population is divided over the options of a question (populatieverdeling): for representativeness and weights."""

    __tablename__ = "population_margin"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    trait: Mapped[str] = mapped_column(String(60))  # code of a question, or "gebied"
    option: Mapped[str] = mapped_column(String(60))  # code of the option, or the name of the area
    people: Mapped[int]
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))

    __table_args__ = (UniqueConstraint("programme_id", "trait", "option"),)
