"""Report plans: the order of sections, what is left out, own words, and which released quotes. A plan never touches a figure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.models import ReportPlan
from analysis.report import sections
from analysis.report.model import QuotePart
from analysis.report.parts.layout import Layout, OwnWords
from analysis.scope import AUDIENCES, Plan, Scope
from saying import REPORT_LANGUAGES, SOURCE, say
from surveys.parties import Account, Programme

LONGEST = 4_000  # characters of own words above one section
MOST = 3  # quotes with a result


class PlanRefused(Exception):
    """A report cannot be put together like this; the sentence says why."""


def plans(session: Session, programme: Programme) -> Sequence[ReportPlan]:
    """The plans of a programme, by name."""
    mine = select(ReportPlan).where(ReportPlan.programme_id == programme.id)
    return session.scalars(mine.order_by(ReportPlan.name, ReportPlan.code)).all()


def find(session: Session, programme: Programme, code: str) -> ReportPlan | None:
    """The plan with this code."""
    return next((one for one in plans(session, programme) if one.code == code), None)


def scope_of(row: ReportPlan) -> Scope:
    """What a kept plan makes: its areas and waves, its audience, and how it is put together."""
    kept = row.scope or {}
    language = (row.layout or {}).get("language", SOURCE)
    return Scope(tuple(kept.get("areas") or ()), kept.get("wave"), row.audience, plan_of(row), language, kept.get("frame") or "")


def plan_of(row: ReportPlan) -> Plan:
    """The plan as plain values."""
    kept: Mapping[str, Any] = row.layout or {}
    words = tuple(OwnWords(code, text) for code, text in sorted((kept.get("words") or {}).items()) if text)
    layout = Layout(row.name, row.audience, tuple(kept.get("order") or ()), tuple(kept.get("hidden") or ()), words)
    quotes = tuple((code, tuple(marks)) for code, marks in sorted((kept.get("quotes") or {}).items()))
    return Plan(row.code, layout, quotes)


def keep(session: Session, programme: Programme, row: ReportPlan, account: Account | None, **values: Any) -> ReportPlan:
    """Keep a plan: name, audience, scope, language, order, hidden, words, quotes. What must be said cannot be left out; flushes."""
    if values["audience"] not in AUDIENCES:
        raise PlanRefused(say("Kies voor wie het rapport is."))
    if values.get("language", SOURCE) not in REPORT_LANGUAGES:
        raise PlanRefused(say("Kies de taal van het rapport."))
    must = [
        sections.BY_CODE[code].title for code in values["hidden"] if code in sections.BY_CODE and sections.BY_CODE[code].stays
    ]
    if must:
        raise PlanRefused(say("Dit deel hoort in elk rapport: {part}.", part=say(must[0])))
    if any(len(text) > LONGEST for text in values["words"].values()):
        raise PlanRefused(say("Een toelichting is hooguit {n} tekens lang. Maak hem korter.", n=LONGEST))
    row.name, row.audience, row.scope = values["name"], values["audience"], values["scope"]
    row.layout = {
        "order": list(sections.complete(tuple(values["order"]))),
        "hidden": [code for code in values["hidden"] if code in sections.BY_CODE],
        "words": {code: text for code, text in values["words"].items() if code in sections.BY_CODE and text.strip()},
        "quotes": {code: list(marks) for code, marks in values["quotes"].items() if marks},
    }
    if values.get("language", SOURCE) != SOURCE:
        row.layout["language"] = values["language"]
    row.programme_id, row.account_id = programme.id, account.id if account else None
    session.add(row)
    session.flush()
    return row


def mark(words: str) -> str:
    """By what a plan remembers a quote: not its words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def chosen(quotes: Sequence[QuotePart], marks: Sequence[str]) -> tuple[QuotePart, ...]:
    """The quotes that were chosen, in the order of the choice; one that goes against the figure is always among them where there is one."""
    by_mark = {mark(one.text): one for one in quotes}
    found = [by_mark[each] for each in dict.fromkeys(marks) if each in by_mark][:MOST]
    against = [one for one in quotes if one.stance == "spreekt_tegen"]
    if found and against and not any(one in found for one in against):
        found = [*found[: MOST - 1], against[0]]
    return tuple(found)
