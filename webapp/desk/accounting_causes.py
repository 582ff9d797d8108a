"""Causes that participants told: a proposal by words beside each, and a person decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for
from sqlalchemy import select

from analysis.accounting import store
from analysis.accounting.asking import CauseQuestion
from analysis.accounting.causes import Named, Proposal, propose
from analysis.accounting.models import CauseCoding
from analysis.accounting.part import LABELS
from analysis.accounting.told import ToldCause, named, questions, told
from analysis.line.library import said
from analysis.line.models import Mechanism
from analysis.models import Ambition, SocietalResult
from narratives.dutch.patterns import find_patterns
from narratives.redaction import redact
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import form_keys
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, number, only_known, see_other, text
from webapp.language import gettext
from webapp.request_session import db

EACH = 20  # causes on a page: what one reads without a break
SHOWN = {"open": "nog niet beoordeeld", "klaar": "beoordeeld"}
_KEY = re.compile(r"([0-9a-f]{32})-([A-Za-z0-9_-]{1,60})")


@desk.get("/<programme>/verantwoording/oorzaken")
@allow("evaluator")
def causes(programme: str) -> Any:
    """The causes that wait, with a proposal each; or those that were judged."""
    only_known("stand", "bladzijde")
    shown, page = asked("stand", SHOWN, "open"), number("bladzijde", 1)
    every = list(told(db(), guard.programme()))
    return _page(_shown(every, shown), shown, page, waiting=sum(not one.judged for one in every), total=len(every))


def _shown(every: Sequence[ToldCause], shown: str) -> list[ToldCause]:
    """Those that wait or those that were judged; changes for the better first, for only they count in the rate."""
    better = {(one.survey, one.code): one.better for one in questions(db(), guard.programme())}
    rows = [one for one in every if one.judged == (shown == "klaar")]
    return sorted(rows, key=lambda one: one.change not in better[one.survey, one.question])


def _page(
    rows: Sequence[ToldCause], shown: str, page: int, *, waiting: int, total: int, fault: str = "", status: int = 200
) -> Any:
    pages = max(1, -(-len(rows) // EACH))
    page = min(page, pages)
    activities, mechanisms = named(db(), guard.programme())
    asked_of = {(one.survey, one.code): one for one in questions(db(), guard.programme())}
    kept = _kept([one.response for one in rows[EACH * (page - 1) : EACH * page]])
    items = [
        _item(one, asked_of[one.survey, one.question], activities, mechanisms, kept=kept.get((one.response, one.question), ""))
        for one in rows[EACH * (page - 1) : EACH * page]
    ]
    rendered = render_template(
        "desk/accounting_causes.html", items=items, shown=shown, states=SHOWN, page=page, pages=pages, waiting=waiting, total=total,
        activities=activities, mechanisms=mechanisms, said=said, labels=LABELS, fault=fault,
        of_page=lambda n: url_for("desk.causes", programme=guard.programme().code, stand=shown, bladzijde=n),
    )  # fmt: skip
    return rendered, status


def _item(
    one: ToldCause, question: CauseQuestion, activities: Sequence[Named], mechanisms: Sequence[Named], *, kept: str
) -> dict[str, Any]:
    proposal = propose(one.cause, activities, mechanisms)
    return {
        "key": f"{one.response}-{one.question}",
        "cause": redact(one.cause, find_patterns(one.cause)).text,
        "asked": question.text,
        "change": dict(question.options).get(one.change, ""),
        "better": one.change in question.better,
        "proposal": proposal,
        "value": _value(proposal),
        "words": _words(proposal, activities, mechanisms),
        "kept": kept,
    }


def _value(proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    return ":".join(filter(None, (proposal.names, proposal.activity, proposal.mechanism)))


def _words(proposal: Proposal | None, activities: Sequence[Named], mechanisms: Sequence[Named]) -> str:
    """The proposal as people read it: what is named, and by which word."""
    if proposal is None:
        return ""
    names = {one.code: said(one.name) for one in (*mechanisms, *activities)}
    what = [names[code] for code in (proposal.activity, proposal.mechanism) if code] or [gettext(LABELS[proposal.names])]
    return " + ".join(what) + (f" ({proposal.reason})" if proposal.reason else "")


def _kept(responses: Sequence[str]) -> dict[tuple[str, str], str]:
    """What people judged, as the value of its choice."""
    by_id = {one.id: one.code for one in choices.activities(db(), guard.programme()).values()}
    mechanisms = {one.id: one.code for one in _mechanisms().values()}
    rows = db().scalars(select(CauseCoding).where(CauseCoding.response_id.in_(responses)))
    return {
        (one.response_id, one.question): ":".join(
            filter(None, (one.names, by_id.get(one.activity_id or 0), mechanisms.get(one.mechanism_id or 0)))
        )
        for one in rows
    }


def _mechanisms() -> dict[str, Mechanism]:
    rows = db().scalars(select(Mechanism).where(Mechanism.programme_id == guard.programme().id))
    return {one.code: one for one in rows}


@desk.post("/<programme>/verantwoording/oorzaken")
@allow("evaluator")
def judge_causes(programme: str) -> Any:
    """Keep every cause of the page of which something was chosen."""
    shown = chosen("stand", SHOWN, "open")
    done = sum(_judge(key) for key in form_keys("o-"))
    if not done:
        every = list(told(db(), guard.programme()))
        rows = _shown(every, shown)
        fault = gettext("U koos nog niets. Kies bij ten minste één antwoord wat de deelnemer noemt.")
        return _page(rows, shown, 1, waiting=sum(not one.judged for one in every), total=len(every), fault=fault, status=422)
    audit.note(db(), "oorzaken_beoordeeld", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.causes", "Uw oordelen zijn bewaard.", programme=programme, stand=shown)


def _judge(key: str) -> int:
    value = text(f"o-{key}", 200)
    found = _KEY.fullmatch(key)
    if not value or found is None:
        return 0
    names, *codes = value.split(":")
    activities, mechanisms = choices.activities(db(), guard.programme()), _mechanisms()
    try:
        store.judge_cause(
            db(), guard.programme(), found[1], found[2], names=names,
            activity=next((activities[code] for code in codes if code in activities and names == "activiteit"), None),
            mechanism=next((mechanisms[code] for code in reversed(codes) if code in mechanisms), None), account=g.account,
        )  # fmt: skip
    except store.AccountingRefused:
        return 0
    return 1


@desk.route("/<programme>/verantwoording/vragen", methods=["GET", "POST"])
@allow("evaluator")
def cause_questions(programme: str) -> Any:
    """Which answers are a change for the better, which result a question is about, and by which words an activity is known."""
    asked_of = questions(db(), guard.programme())
    activities = choices.activities(db(), guard.programme())
    if request.method == "POST":
        store.change_settings(
            db(), guard.programme(), causes={one.key: _setting(one) for one in asked_of},
            cause_words={code: words for code in activities if (words := _listed(f"w-{code}"))},
        )  # fmt: skip
        audit.note(db(), "verantwoording_ingesteld", account=g.account, programme=guard.programme())
        db().commit()
        return see_other("desk.cause_questions", "De keuzes zijn bewaard.", programme=programme)
    known = (guard.programme().settings or {}).get("cause_words") or {}
    return render_template(
        "desk/accounting_questions.html", questions=asked_of, results=_results(), activities=activities, words=known
    )


def _setting(one: CauseQuestion) -> dict[str, Any]:
    better = [code for code, _ in one.options if text(f"b-{one.key}-{code}", 5) == "ja"]
    return {"better": better, "result": chosen(f"r-{one.key}", {"", *_results()}, "")}


def _listed(name: str) -> list[str]:
    return [one for row in text(name, 1_000).splitlines() if (one := " ".join(row.split()))]


def _results() -> dict[str, str]:
    rows = db().execute(
        select(SocietalResult.code, SocietalResult.title)
        .join(Ambition)
        .where(Ambition.programme_id == guard.programme().id)
        .order_by(SocietalResult.position, SocietalResult.code)
    )
    return {row[0]: row[1] for row in rows}
