"""Adding and changing indicators: everything that must be said is said, and a changed definition is a new version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.models import Indicator, SocietalResult
from analysis.sources.bounds import Bounds, outside
from analysis.sources.models import IndicatorDefinition, IndicatorEvaluation
from analysis.sources.vocabulary import EVALUATIONS, KINDS, LEVELS, SOURCE_KINDS, STATUSES
from surveys.models import Wave
from surveys.parties import Account

NO_SHARE = "Een aandeel ligt tussen 0 en 100 procent. Pas het getal aan."
OFF_SCALE = "Dit cijfer kan niet zo laag of zo hoog zijn. Kijk welke cijfers mensen kunnen geven en pas het getal aan."


class IndicatorRefused(Exception):
    """An indicator cannot be kept; `field` says where, the sentence what to do."""

    def __init__(self, field_: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field_


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that a person says of an indicator."""

    name: str
    definition: str
    level: str
    measure_kind: str
    direction: str
    not_measured: str
    rule: Mapping[str, Any] = field(default_factory=dict)
    target: float | None = None
    target_on: date | None = None
    horizon: date | None = None
    baseline: float | None = None
    baseline_on: date | None = None
    status: str = "proef"
    steering: bool = False
    source_kind: str = "nieuw"
    owner: str = ""
    due_on: date | None = None
    behaviour: str = ""
    kpi: str = ""
    activity_id: int | None = None  # only about what this activity changes for its participants


@dataclass(frozen=True, slots=True)
class Changed:
    """How a changed definition is dealt with: `break_at` is the number of the first wave that is counted the new way; None = all are."""

    reason: str = ""
    break_at: int | None = None


def check_scale(draft: Draft, bounds: Bounds | None) -> None:
    """Refuse a target or a beginning that the figure can never have."""
    for field_, value in (("doel", draft.target), ("nul", draft.baseline)):
        if outside(value, bounds):
            raise IndicatorRefused(field_, NO_SHARE if bounds == (0, 100) else OFF_SCALE)


def add(session: Session, result: SocietalResult, draft: Draft, *, early_reason: str = "") -> Indicator:
    """A new indicator of a result."""
    _check(draft)
    taken = {one.code for one in session.scalars(select(Indicator).where(Indicator.result_id == result.id))}
    base = re.sub(r"[^a-z0-9]+", "-", draft.name.lower()).strip("-")[:34] or "indicator"
    code = next(one for one in (base, *(f"{base}-{i}" for i in range(2, 10_000))) if one not in taken)
    row = Indicator(result_id=result.id, code=code, position=len(taken), early_reason=early_reason, definition_version=1)
    _fill(row, draft, dict(draft.rule))
    session.add(row)
    session.flush()
    return row


def change(
    session: Session, row: Indicator, draft: Draft, *, changed: Changed, today: date, account: Account | None = None
) -> bool:
    """Change an indicator; True when its definition changed: the older one is kept, with the reason, under its number."""
    _check(draft)
    draft = replace(draft, kpi=draft.kpi or row.kpi)  # the form does not know it; it stays what it is
    new = (draft.definition, draft.measure_kind, dict(draft.rule))
    old = (row.definition, row.measure_kind, _without_break(row.rule or {}))
    if new == old:
        _fill(row, draft, dict(row.rule or {}))
        session.flush()
        return False
    if not changed.reason:
        raise IndicatorRefused(
            "reden",
            "U verandert hoe dit cijfer wordt geteld. Schrijf op waarom, want oude en nieuwe cijfers zijn dan niet meer gelijk te vergelijken.",
        )
    session.add(
        IndicatorDefinition(
            indicator_id=row.id,
            number=row.definition_version,
            definition=row.definition,
            measure_kind=row.measure_kind,
            rule=row.rule or {},
            reason=changed.reason,
            left_on=today,
            account_id=account.id if account else None,
        )
    )
    rule = dict(draft.rule)
    if changed.break_at is not None:
        rule |= {"break_at": changed.break_at, "before": {"kind": old[1], "rule": old[2], "version": row.definition_version}}
    row.definition_version += 1
    _fill(row, draft, rule)
    session.flush()
    return True


def evaluate(
    session: Session, row: Indicator, wave: Wave | None, account: Account | None, *, verdict: str, text: str
) -> IndicatorEvaluation:
    """After a wave: keep, adapt or drop; dropped becomes retired, kept after a trial stays a trial until somebody says otherwise."""
    if verdict not in EVALUATIONS:
        raise IndicatorRefused("oordeel", "Kies: behouden, aanpassen of schrappen.")
    if not text:
        raise IndicatorRefused("evaluatie", "Schrijf op waarom: was dit cijfer bruikbaar in het gesprek?")
    made = IndicatorEvaluation(
        indicator_id=row.id,
        wave_id=wave.id if wave else None,
        verdict=verdict,
        text=text,
        account_id=account.id if account else None,
    )
    session.add(made)
    row.evaluation = text
    if verdict == "schrappen":
        row.status = "vervallen"
    session.flush()
    return made


def older(session: Session, row: Indicator) -> list[IndicatorDefinition]:
    """The earlier definitions of an indicator, newest first."""
    query = select(IndicatorDefinition).where(IndicatorDefinition.indicator_id == row.id)
    return list(session.scalars(query.order_by(IndicatorDefinition.number.desc())))


def evaluations(session: Session, row: Indicator) -> list[IndicatorEvaluation]:
    """What was made of an indicator after each wave, newest first."""
    query = select(IndicatorEvaluation).where(IndicatorEvaluation.indicator_id == row.id)
    return list(session.scalars(query.order_by(IndicatorEvaluation.written_at.desc(), IndicatorEvaluation.id.desc())))


def _without_break(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rule.items() if key not in {"break_at", "before"}}


def _check(draft: Draft) -> None:
    if not draft.name:
        raise IndicatorRefused("naam", "Geef de indicator een naam.")
    if not draft.definition:
        raise IndicatorRefused("uitleg", "Schrijf op wat dit cijfer precies telt: wie, wat en wanneer.")
    if not draft.not_measured:
        raise IndicatorRefused("meet_niet", "Schrijf op wat dit cijfer niet meet. Dat is verplicht: geen cijfer zegt alles.")
    if (
        draft.level not in LEVELS
        or draft.measure_kind not in KINDS
        or draft.status not in STATUSES
        or draft.source_kind not in SOURCE_KINDS
    ):
        raise IndicatorRefused("niveau", "Kies een niveau, een maat, een stand en een bron uit de lijst.")
    if draft.direction not in {"omhoog", "omlaag"}:
        raise IndicatorRefused("richting", "Kies of dit cijfer omhoog of omlaag moet.")
    if (
        draft.measure_kind in {"prevalence", "share_improved", "story_verdict"}
        and draft.target is not None
        and not 0 <= draft.target <= 100
    ):
        raise IndicatorRefused("doel", "Een aandeel ligt tussen 0 en 100 procent. Pas het doel aan.")


def _fill(row: Indicator, draft: Draft, rule: dict[str, Any]) -> None:
    for name in (
        "name", "definition", "level", "measure_kind", "direction", "not_measured", "target", "target_on", "horizon", "baseline", "baseline_on",
        "status", "steering", "source_kind", "owner", "due_on", "behaviour", "kpi",
        "activity_id",
    ):  # fmt: skip
        setattr(row, name, getattr(draft, name))
    row.rule = rule
