"""Expectations: each partner says beforehand what an indicator will do, alone; locked before the data open, and never changed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources.bounds import Bounds, outside
from analysis.sources.models import Expectation
from analysis.sources.vocabulary import WAYS
from database import utcnow
from surveys.models import Wave
from surveys.parties import Account, Organisation, Programme


class ExpectationRefused(Exception):
    """An expectation cannot be written or changed; the sentence says why."""


LOCKED = "Deze verwachting is vastgezet en kan niet meer veranderen. Bij de volgende meting kunt u een nieuwe geven."
OPENED = "Deze meting is al open. Een verwachting geeft u voordat de eerste antwoorden binnen zijn; dat kan weer bij de volgende meting."
TURNED = "De ondergrens is hoger dan de bovengrens. Draai ze om."
NO_WAY = "Kies welke kant het op gaat: omhoog, omlaag of gelijk."
EMPTY = "Vul ook in waarom u dat verwacht, of tussen welke cijfers. Anders valt er later niets van te leren."
NO_SHARE = "Een aandeel ligt tussen 0 en 100 procent. Pas de grenzen aan."
OFF_SCALE = "Dit cijfer kan niet zo laag of zo hoog zijn. Kijk welke cijfers mensen konden geven en pas de grenzen aan."
NO_RISE = "U verwacht omhoog, maar uw bovengrens is niet hoger dan de eerste meting. Kies een andere kant of pas de grenzen aan."
NO_FALL = "U verwacht omlaag, maar uw ondergrens is niet lager dan de eerste meting. Kies een andere kant of pas de grenzen aan."
NOT_EQUAL = "U verwacht gelijk, maar de eerste meting ligt buiten uw grenzen. Kies een andere kant of pas de grenzen aan."


@dataclass(frozen=True, slots=True)
class Expected:
    """An expectation that may be seen, as plain words and numbers."""

    result: str
    indicator: str
    wave: int | None  # number of the wave; None = the next figure of a source
    organisation: str
    way: str
    low: float | None
    high: float | None
    why: str
    locked_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a partner fills in."""

    way: str
    low: float | None = None
    high: float | None = None
    why: str = ""


def check(said: Said, *, bounds: Bounds | None = None, first: float | None = None) -> None:
    """Refuse what says nothing, what cannot be, and a range that contradicts its own way. `first`: the first measurement."""
    if said.way not in WAYS:
        raise ExpectationRefused(NO_WAY)
    if said.low is None and said.high is None and not said.why:
        raise ExpectationRefused(EMPTY)
    if said.low is not None and said.high is not None and said.low > said.high:
        raise ExpectationRefused(TURNED)
    if outside(said.low, bounds) or outside(said.high, bounds):
        raise ExpectationRefused(NO_SHARE if bounds == (0, 100) else OFF_SCALE)
    if first is None:
        return
    if said.way == "omhoog" and said.high is not None and said.high <= first:
        raise ExpectationRefused(NO_RISE)
    if said.way == "omlaag" and said.low is not None and said.low >= first:
        raise ExpectationRefused(NO_FALL)
    if said.way == "gelijk" and ((said.low is not None and first < said.low) or (said.high is not None and first > said.high)):
        raise ExpectationRefused(NOT_EQUAL)


def opened(wave: Wave | None, today: date) -> bool:
    """Whether the data of a wave may have come in."""
    return wave is not None and wave.opens_on <= today


def is_locked(row: Expectation, wave: Wave | None, today: date) -> bool:
    """Locked by its own button, or because the wave opened."""
    return row.locked_at is not None or opened(wave, today)


def enter(session: Session, indicator: Indicator, wave: Wave | None, account: Account, said: Said, *, today: date) -> Expectation:
    """Write or change the expectation of the account's organisation; refused when it is locked or the wave has opened."""
    row = of(session, indicator, wave, account.organisation_id)
    if row is not None and row.locked_at is not None:
        raise ExpectationRefused(LOCKED)
    if opened(wave, today):
        raise ExpectationRefused(OPENED)
    if said.low is not None and said.high is not None and said.low > said.high:
        raise ExpectationRefused(TURNED)
    if row is None:
        row = Expectation(
            indicator_id=indicator.id,
            wave_id=wave.id if wave else None,
            organisation_id=account.organisation_id,
            way=said.way,
            account_id=account.id,
        )
        session.add(row)
    row.way, row.low, row.high, row.why, row.account_id = said.way, said.low, said.high, said.why, account.id
    session.flush()
    return row


def lock(session: Session, row: Expectation) -> None:
    """Lock an expectation for good."""
    if row.locked_at is None:
        row.locked_at = utcnow()
        session.flush()


def lock_opened(session: Session, programme: Programme, *, today: date) -> int:
    """Lock what belongs to waves that have opened; returns how many."""
    rows = session.scalars(
        select(Expectation)
        .join(Wave, Wave.id == Expectation.wave_id)
        .where(Wave.programme_id == programme.id, Wave.opens_on <= today, Expectation.locked_at.is_(None))
    ).all()
    for row in rows:
        lock(session, row)
    return len(rows)


def of(session: Session, indicator: Indicator, wave: Wave | None, organisation_id: int) -> Expectation | None:
    """The expectation of an organisation for an indicator in a wave."""
    query = select(Expectation).where(Expectation.indicator_id == indicator.id, Expectation.organisation_id == organisation_id)
    return session.scalars(query.where(Expectation.wave_id == wave.id if wave else Expectation.wave_id.is_(None))).first()


def expectations(session: Session, programme: Programme, *, today: date | None = None) -> tuple[Expected, ...]:
    """Every expectation that is locked, or whose wave has opened by `today`: plain rows in order of their words. Nothing that is still blind."""
    rows = session.execute(
        select(Expectation, SocietalResult.code, Indicator.code, Organisation.name, Wave)
        .join(Indicator, Indicator.id == Expectation.indicator_id)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .join(Organisation, Organisation.id == Expectation.organisation_id)
        .outerjoin(Wave, Wave.id == Expectation.wave_id)
        .where(Ambition.programme_id == programme.id)
    )
    found = [
        Expected(result, code, wave.number if wave else None, name, row.way, row.low, row.high, row.why, row.locked_at.date() if row.locked_at else wave.opens_on)
        for row, result, code, name, wave in rows
        if row.locked_at is not None or (today is not None and opened(wave, today))
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (one.result, one.indicator, -1 if one.wave is None else one.wave, one.organisation))
    )


def visible(session: Session, programme: Programme, organisation_id: int, *, today: date) -> tuple[list[Expectation], int]:
    """What an organisation may see: its own, and those of others only when its own in that wave is locked too or the wave has opened;
    and how many of others are still hidden."""
    rows = session.execute(
        select(Expectation, Wave)
        .join(Indicator, Indicator.id == Expectation.indicator_id)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .outerjoin(Wave, Wave.id == Expectation.wave_id)
        .where(Ambition.programme_id == programme.id)
        .order_by(Expectation.id)
    ).all()
    done = {
        (row.indicator_id, row.wave_id)
        for row, wave in rows
        if row.organisation_id == organisation_id and is_locked(row, wave, today)
    }
    seen, hidden = [], 0
    for row, wave in rows:
        both = is_locked(row, wave, today) and (row.indicator_id, row.wave_id) in done
        if row.organisation_id == organisation_id or both or opened(wave, today):
            seen.append(row)
        else:
            hidden += 1
    return seen, hidden


@event.listens_for(Expectation, "before_update")
def _guard(mapper: Any, connection: Any, row: Expectation) -> None:
    """The last guard: a locked row never changes, whichever verb tries."""
    state = inspect(row)
    before = state.attrs.locked_at.history.deleted
    was_locked = (row.locked_at is not None and not state.attrs.locked_at.history.has_changes()) or bool(before and before[0])
    changed = any(
        state.attrs[name].history.has_changes() for name in ("way", "low", "high", "why", "locked_at", "wave_id", "indicator_id")
    )
    if was_locked and changed:
        raise ExpectationRefused(LOCKED)


@event.listens_for(Expectation, "before_delete")
def _guard_delete(mapper: Any, connection: Any, row: Expectation) -> None:
    """What was locked stays."""
    if row.locked_at is not None:
        raise ExpectationRefused(LOCKED)


def met(way: str, low: float | None, high: float | None, first: float | None, actual: float | None) -> str:
    """How an expectation came out: binnen, boven, onder (its range), zo or anders (its way), "" when nothing is known."""
    if actual is None:
        return ""
    if low is not None and actual < low:
        return "onder"
    if high is not None and actual > high:
        return "boven"
    if low is not None or high is not None:
        return "binnen"
    if first is None:
        return ""
    went = "omhoog" if actual > first else "omlaag" if actual < first else "gelijk"
    return "zo" if went == way else "anders"
