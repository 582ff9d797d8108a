"""Neighbourhood teams: who they are, their budget, the risks they watch, what they say, and how the questions were agreed with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database import Base, UtcDateTime, utcnow
from surveys.models import Response
from surveys.parties import Account, Organisation, Programme


class Team(Base):
    """A neighbourhood team (wijkteam). `code` is the option of the question "team" in the questionnaires of its programme."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    municipality: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]
    composition: Mapped[str] = mapped_column(Text, default="")
    members: Mapped[int | None]  # how many people work in it: the population for the finite population correction

    __table_args__ = (UniqueConstraint("programme_id", "code"),)


class TeamBudget(Base):
    """What a team was given and spent in a period (begroot, gerealiseerd), in euro, and how many clients it had."""

    __tablename__ = "team_budget"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey(Team.id))
    period: Mapped[str] = mapped_column(String(20))
    budgeted: Mapped[float | None]
    realised: Mapped[float | None]
    clients: Mapped[int | None]

    team: Mapped[Team] = relationship()

    __table_args__ = (UniqueConstraint("team_id", "period"),)


class TeamAnswer(Base):
    """What a team itself says of its marks, before others see them (reactie van het team); older ones stay."""

    __tablename__ = "team_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey(Team.id))
    text: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)  # the team agrees that others see its sheet
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    team: Mapped[Team] = relationship()


class TeamRisk(Base):
    """A risk a team watches (risico): schaarste, verkeerd geleverde zorg, budgetoverschrijding, anders."""

    __tablename__ = "team_risk"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey(Team.id))
    kind: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(String(40), default="")
    noted_on: Mapped[date]

    team: Mapped[Team] = relationship()


class TeamSeat(Base):
    """An account that belongs to a team: it sees the sheet of its team first, and answers."""

    __tablename__ = "team_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey(Team.id))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))

    team: Mapped[Team] = relationship()
    account: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("team_id", "account_id"),)


class TeamRelease(Base):
    """An open answer that a person read and released for the sheet of its team, in the words in which it may be shown (vrijgave).

    No release, no words. The answer itself stays in its response; when that is withdrawn, these words are not shown any more.
    """

    __tablename__ = "team_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[str] = mapped_column(ForeignKey(Response.id, ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)

    __table_args__ = (UniqueConstraint("response_id", "question"),)


class TeamAgreement(Base):
    """One step of making the questions together with the teams (afstemming): what was said, what was decided, who agreed."""

    __tablename__ = "team_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    survey: Mapped[str] = mapped_column(String(40))  # code of the questionnaire
    version: Mapped[int | None]  # the version it is about
    comment: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text, default="")  # "" = still open
    agreed_by: Mapped[str] = mapped_column(String(300), default="")
    noted_on: Mapped[date]
