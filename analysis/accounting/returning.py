"""What investing may return, from the tables: gain for people first, euro only when the programme chose so, always with ranges."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.accounting.models import Counterfactual, Investment, PreventionClaim, Risk, Substitution
from analysis.accounting.ranges import Range, times
from analysis.line.library import said
from analysis.line.models import MacroGoal
from analysis.report.parts.accounting import Claim, InvestmentYear, Returns, RiskRow, Span, SubstitutionRow, WithoutIt
from saying import mark, say
from surveys.models import Activity, Area, Programme

__all__ = ["ATTRIBUTION", "DUTIES", "PREVENTION", "euro_on", "residents", "returns", "substitution_row"]

ATTRIBUTION = mark(
    "Veel mensen, plekken en gebeurtenissen werken op elkaar in. Wat er verandert is daarom moeilijk aan één activiteit of aan "
    "geld toe te schrijven. Er staat ‘draagt aannemelijk bij’, nooit dat iets de oorzaak is."
)
DUTIES = {True: mark("wettelijk verplicht"), False: mark("vrij: niet wettelijk verplicht")}
PREVENTION = mark(
    "Wat niet gebeurt, is niet te tellen. De verkenning ‘Cijfers en de sociale basis’ (Movisie en Verwey-Jonker Instituut) vond geen "
    "geslaagde poging om preventie door de sociale basis aan te tonen. Lees dit als verwachting, niet als bewijs."
)


def euro_on(programme: Programme) -> bool:
    """Whether the programme chose to value in euro; off until somebody switches it on."""
    return bool((programme.settings or {}).get("euro"))


def returns(session: Session, programme: Programme) -> Returns | None:
    """All that was recorded; None when that is nothing."""
    substitutions = session.scalars(
        select(Substitution)
        .join(Activity)
        .where(Substitution.programme_id == programme.id)
        .order_by(Activity.name, Substitution.payer)
    ).all()
    claims = session.scalars(
        select(PreventionClaim).where(PreventionClaim.programme_id == programme.id).order_by(PreventionClaim.claim)
    ).all()
    people = residents(session, programme)
    found = Returns(
        euro=euro_on(programme), without=_without(session, programme),
        substitutions=tuple(substitution_row(one, euro_on(programme)) for one in substitutions), claims=tuple(map(_claim, claims)),
        investments=_investments(session, programme, people), residents=people, sources=_sources(session, programme),
        risks=_risks(session, programme), caution=say(ATTRIBUTION),
        prevention_caution=say(PREVENTION) if claims or any(one.prevention for one in substitutions) else "",
    )  # fmt: skip
    return found if any((found.without, found.substitutions, found.claims, found.investments, found.risks)) else None


def substitution_row(one: Substitution, euro: bool) -> SubstitutionRow:
    """A substitution with its products: people × months, and × price when in euro."""
    people, months = Range(one.persons_low, one.persons_high), Range(one.months_low, one.months_high)
    price = Range(one.price_low, one.price_high) if one.price_low is not None and one.price_high is not None else None
    valued = euro and price is not None
    return SubstitutionRow(
        activity=one.activity.name, instead_of=one.provision.name, societal_gain=one.societal_gain, people=_span(people),
        months=_span(months), people_months=_span(times(people, months)),
        euro=_span(times(people, months, price)) if valued and price else None, price=_span(price) if valued and price else None,
        price_source=one.price_source if valued else "", payer=one.payer, gainer=one.gainer, evidence=one.evidence,
        argument=one.argument, prevention=one.prevention, duty=say(DUTIES[one.provision.statutory]),
    )  # fmt: skip


def residents(session: Session, programme: Programme) -> int | None:
    """The residents of all areas together, each area once (its newest year); None when one of them is not known."""
    newest = select(func.max(Area.year)).where(Area.organisation_id == programme.organisation_id).scalar_subquery()
    rows = session.scalars(
        select(Area.residents).where(Area.organisation_id == programme.organisation_id, Area.year == newest)
    ).all()
    known = [one for one in rows if one is not None]
    return sum(known) if known and len(known) == len(rows) else None


def _span(one: Range) -> Span:
    return Span(one.low, one.high)


def _without(session: Session, programme: Programme) -> tuple[WithoutIt, ...]:
    rows = session.execute(
        select(Counterfactual, Activity.name, MacroGoal.name)
        .outerjoin(Activity, Activity.id == Counterfactual.activity_id)
        .outerjoin(MacroGoal, MacroGoal.id == Counterfactual.goal_id)
        .where(Counterfactual.programme_id == programme.id)
    ).all()
    found = [
        WithoutIt(
            activity or goal or "", one.text,
            Span(one.low, one.high) if one.low is not None and one.high is not None else None, one.unit,
        )
        for one, activity, goal in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.about, one.text)))


def _claim(one: PreventionClaim) -> Claim:
    mechanism, activity = said(one.mechanism.name) if one.mechanism else "", one.activity.name if one.activity else ""
    return Claim(one.claim, one.assumption, mechanism, activity, one.evidence, one.design)


def _investments(session: Session, programme: Programme, people: int | None) -> tuple[InvestmentYear, ...]:
    rows = session.scalars(
        select(Investment).where(Investment.programme_id == programme.id).order_by(Investment.year, Investment.purpose)
    ).all()
    return tuple(_year(year, [one for one in rows if one.year == year], people) for year in sorted({one.year for one in rows}))


def _year(year: int, rows: Sequence[Investment], people: int | None) -> InvestmentYear:
    sides = {side: [one for one in rows if one.budgeted == side] for side in (True, False)}
    sums = {side: sum(one.euro for one in ones) if ones else None for side, ones in sides.items()}
    each = {side: round(value / people, 2) if value is not None and people else None for side, value in sums.items()}
    purposes = tuple((one.purpose, one.euro) for one in sides[False] or sides[True])
    return InvestmentYear(year, sums[True], sums[False], each[True], each[False], purposes)


def _sources(session: Session, programme: Programme) -> tuple[str, ...]:
    rows = session.scalars(
        select(Investment.source).where(Investment.programme_id == programme.id, Investment.source != "").distinct()
    )
    return tuple(sorted(rows))


def _risks(session: Session, programme: Programme) -> tuple[RiskRow, ...]:
    rows = session.scalars(
        select(Risk).where(Risk.programme_id == programme.id).order_by(Risk.state.desc(), Risk.noted_on, Risk.text)
    )
    return tuple(
        RiskRow(one.activity.name if one.activity else "", one.text, one.signal, one.response, one.owner, one.state)
        for one in rows
        if one.state != "voorbij"
    )
