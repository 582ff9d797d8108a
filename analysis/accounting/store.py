"""The verbs of the account: judge a cause, check a checklist, write a reach, count heads, record what investing returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.accounting.causes import NAMES
from analysis.accounting.models import (
    CauseCoding,
    FidelityCheck,
    PreventionClaim,
    Provision,
    ProvisionVolume,
    Reach,
    Substitution,
    Tally,
)
from analysis.accounting.ranges import Range
from analysis.line.models import Mechanism
from database import utcnow
from saying import say
from surveys.models import Account, Activity, Programme, Response, Wave

MOST = 5_000  # heads at one moment; more is a typing error


class AccountingRefused(ValueError):
    """What was asked cannot be kept; the sentence says in Dutch what to do."""


def judge_cause(
    session: Session,
    programme: Programme,
    response: str,
    question: str,
    *,
    names: str,
    activity: Activity | None,
    mechanism: Mechanism | None,
    account: Account,
) -> CauseCoding:
    """Keep what a person says that a cause names; a second judgement takes the place of the first."""
    if names not in NAMES:
        raise AccountingRefused("Kies wat de deelnemer als oorzaak noemt.")
    if names == "activiteit" and activity is None:
        raise AccountingRefused("Kies welke activiteit de deelnemer noemt.")
    if names == "mechanisme" and mechanism is None:
        raise AccountingRefused("Kies welk werkzaam mechanisme de deelnemer noemt.")
    known = select(Response.id).join(Wave, Wave.id == Response.wave_id)
    if (
        session.scalar(known.where(Response.id == response, Wave.programme_id == programme.id, Response.state == "verzonden"))
        is None
    ):
        raise AccountingRefused("Deze inzending is er niet meer. Ga terug naar de lijst.")
    row = session.scalar(select(CauseCoding).where(CauseCoding.response_id == response, CauseCoding.question == question))
    if row is None:
        row = CauseCoding(response_id=response, question=question)
        session.add(row)
    row.names, row.account_id, row.coded_at = names, account.id, utcnow()
    row.activity_id = activity.id if activity is not None and names == "activiteit" else None
    row.mechanism_id = mechanism.id if mechanism is not None and names in {"activiteit", "mechanisme"} else None
    session.flush()
    return row


def check_fidelity(
    session: Session,
    activity: Activity,
    mechanism: Mechanism,
    answers: Mapping[int, tuple[str, str]],
    *,
    on: date,
    account: Account,
) -> int:
    """Keep the judgement of each sentence: ja, deels or nee, with what it shows from. Older judgements stay; how many changed."""
    kept = {
        one.item: (one.answer, one.evidence)
        for one in session.scalars(
            select(FidelityCheck)
            .where(FidelityCheck.activity_id == activity.id, FidelityCheck.mechanism_id == mechanism.id)
            .order_by(FidelityCheck.checked_on, FidelityCheck.id)
        )
    }
    changed = {item: found for item, found in answers.items() if kept.get(item) != found}
    for item, (answer, evidence) in sorted(changed.items()):
        if answer not in {"ja", "deels", "nee"} or not 0 <= item < len(mechanism.checklist or ()):
            raise AccountingRefused("Kies bij elk punt ja, deels of nee.")
        session.add(
            FidelityCheck(activity_id=activity.id, mechanism_id=mechanism.id, item=item, answer=answer, evidence=evidence,
                          checked_on=on, account_id=account.id)
        )  # fmt: skip
    session.flush()
    return len(changed)


def write_reach(session: Session, activity: Activity, period: str, target_group: str, **values: Any) -> Reach:
    """Keep who took part in a period; the same period and group again takes the place of what stood there."""
    inside, size = values.get("inside"), values.get("size")
    if inside is None:
        raise AccountingRefused("Vul in hoeveel verschillende mensen van de doelgroep meededen.")
    if size is not None and inside > size:
        raise AccountingRefused("Er kunnen niet meer mensen meedoen dan de doelgroep groot is. Kijk de getallen na.")
    where = (Reach.activity_id == activity.id, Reach.period == period, Reach.target_group == target_group)
    row = session.scalar(select(Reach).where(*where))
    if row is None:
        row = Reach(activity_id=activity.id, period=period, target_group=target_group)
        session.add(row)
    for name in ("inside", "outside", "size", "size_source", "series"):
        if name in values:
            setattr(row, name, values[name])
    session.flush()
    return row


def tally(session: Session, activity: Activity, people: int, *, mark: str, counted_on: date, **values: Any) -> tuple[Tally, bool]:
    """Count heads once: the same mark again gives the row that is there. True when it was new."""
    if not 0 < people <= MOST:
        raise AccountingRefused(say("Vul een aantal in van 1 tot en met {most}.", most=MOST))
    known = session.scalar(select(Tally).where(Tally.mark == mark))
    if known is not None:
        return known, False
    row = Tally(
        programme_id=activity.programme_id, activity_id=activity.id, people=people, mark=mark, counted_on=counted_on, **values
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the same form came in twice at the same moment
        return session.scalars(select(Tally).where(Tally.mark == mark)).one(), False
    return row, True


def untally(session: Session, activity: Activity, account: Account, day: date) -> int:
    """Take back the last count that this account made today; how many heads that were."""
    query = select(Tally).where(Tally.activity_id == activity.id, Tally.account_id == account.id, Tally.counted_on == day)
    last = session.scalars(query.order_by(Tally.id.desc()).limit(1)).first()
    if last is None:
        return 0
    session.execute(delete(Tally).where(Tally.id == last.id))
    return last.people


def write_volume(session: Session, provision: Provision, period: str, **values: Any) -> ProvisionVolume:
    """Keep how much a provision was used in a period: volume, unit, users, euro, source."""
    if all(values.get(name) is None for name in ("volume", "users", "euro")):
        raise AccountingRefused("Vul ten minste één getal in: hoeveel, hoeveel gebruikers of hoeveel euro.")
    row = session.scalar(
        select(ProvisionVolume).where(ProvisionVolume.provision_id == provision.id, ProvisionVolume.period == period)
    )
    if row is None:
        row = ProvisionVolume(provision_id=provision.id, period=period)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return row


def substitute(
    session: Session, programme: Programme, *, people: Range, months: Range, price: Range | None, **values: Any
) -> Substitution:
    """Keep that light support may postpone heavy; the gain for people must be said, and "bewezen" cannot be chosen."""
    if not values.get("societal_gain"):
        raise AccountingRefused("Schrijf eerst op wat het voor mensen betekent. Geld komt daarna.")
    if values.get("evidence", "aannemelijk") not in {"verondersteld", "aannemelijk", "onderbouwd"}:
        raise AccountingRefused("Een substitutie kan hooguit onderbouwd zijn.")
    if price is not None and not values.get("price_source"):
        raise AccountingRefused("Vul in waar de prijs vandaan komt.")
    row = Substitution(
        programme_id=programme.id, persons_low=people.low, persons_high=people.high, months_low=months.low, months_high=months.high,
        price_low=price.low if price else None, price_high=price.high if price else None, **values,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def claim_prevention(session: Session, programme: Programme, author: Account, **values: Any) -> PreventionClaim:
    """Keep a claim that something is prevented; a new one is at most "onderbouwd"."""
    if not values.get("claim") or not values.get("assumption"):
        raise AccountingRefused("Schrijf op wat er voorkomen wordt, en waarom u dat aanneemt.")
    if values.get("evidence", "verondersteld") == "bewezen":
        raise AccountingRefused(
            "‘Bewezen’ kan pas als een tweede persoon de onderzoeksopzet heeft gelezen. Kies eerst ‘onderbouwd’."
        )
    row = PreventionClaim(programme_id=programme.id, author_id=author.id, **values)
    session.add(row)
    session.flush()
    return row


def confirm_claim(session: Session, claim: PreventionClaim, reviewer: Account, design: str) -> None:
    """Set a claim to "bewezen": only with a stated design, and only by somebody else than who wrote it."""
    if not design:
        raise AccountingRefused("Noem de onderzoeksopzet: hoe is vergeleken, met wie, en waar staat het?")
    if reviewer.id == claim.author_id:
        raise AccountingRefused("Wie een claim schreef, kan die niet zelf bewezen noemen. Vraag een tweede lezer.")
    claim.design, claim.reviewer_id, claim.evidence = design, reviewer.id, "bewezen"
    session.flush()


def change_settings(session: Session, programme: Programme, **changes: Any) -> None:
    """Change some settings of a programme and leave the others; None takes one away."""
    kept = {**(programme.settings or {}), **changes}
    programme.settings = {name: value for name, value in kept.items() if value is not None}
    session.flush()
