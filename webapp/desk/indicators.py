"""Indicators: how each result is counted, what the set is together, and adding or changing one."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from analysis.frameworks import gate
from analysis.line.linter import output_words
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources import bounds, factors, indicating, library, mix, targets
from analysis.sources.indicating import Changed, Draft, IndicatorRefused
from analysis.sources.vocabulary import (
    EVALUATIONS,
    KINDS,
    LEVELS,
    OURS,
    SHORT,
    SOCIAL_WORK,
    SOURCE_KINDS,
    STATUSES,
    STEERING_MOST,
)
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard, indicators_about, indicators_form
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, only_known, see_other, text
from webapp.language import current_language, gettext
from webapp.request_session import db

WORDS = {
    "levels": LEVELS, "ours": OURS, "social_work": SOCIAL_WORK, "short": SHORT, "kinds": KINDS, "statuses": STATUSES,
    "source_kinds": SOURCE_KINDS, "evaluations": EVALUATIONS, "most": STEERING_MOST,
}  # fmt: skip


def results() -> dict[str, SocietalResult]:
    """The results of the programme by code."""
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return {one.code: one for one in db().scalars(query.order_by(SocietalResult.position, SocietalResult.id))}


def find(result: str, code: str) -> Indicator:
    """The indicator of the address."""
    one = results().get(result)
    found = next((row for row in one.indicators if row.code == code), None) if one else None
    if found is None:
        abort(404)
    return found


@desk.get("/<programme>/indicatoren")
@allow("evaluator")
def indicators(programme: str) -> Any:
    """Every indicator, by result, with what they are together."""
    only_known("niveau", "stand", "bron")
    wanted = {"level": asked("niveau", LEVELS), "status": asked("stand", STATUSES), "source_kind": asked("bron", SOURCE_KINDS)}
    every = factors.indicators(db(), guard.programme())
    rows = [one for one in every if all(not value or getattr(one, name) == value for name, value in wanted.items())]
    groups = [(result, [one for one in rows if one.result_id == result.id]) for result in results().values()]
    found = mix.mixed([mix.One(one.level, one.measure_kind, one.source_kind, one.steering, one.status) for one in every])
    return render_template(
        "desk/indicators.html",
        groups=groups,
        mix=found,
        history=indicators_about.history(db(), guard.programme()),
        wanted=wanted,
        today=today(),
        **WORDS,
    )


@desk.get("/<programme>/indicatoren/nieuw")
@allow("evaluator")
def new_indicator(programme: str) -> Any:
    """First what it is about, then the form; a ready one of the library fills it in."""
    only_known("resultaat", "over", "klaar", "zin")
    known = results()
    result = known.get(request.args.get("resultaat", ""))
    options = indicators_about.options(db(), guard.programme())
    choice = options.get(request.args.get("over", ""))
    held = library.library(current_language())
    ready = next(
        (one for one in library.library().indicators if one.code == request.args.get("klaar", "")), None
    )  # as it is kept
    if result is None or choice is None:
        return render_template(
            "desk/indicators_new.html", results=known, options=options.values(), held=held, ready=ready, sentence=request.args.get("zin", "")[:300],
            early=gate.early(db(), guard.programme()), **WORDS,
        )  # fmt: skip
    return _form(None, result, choice, values=_proposed(choice, ready, request.args.get("zin", "")[:300]))


def _proposed(choice: Any, ready: library.ReadyIndicator | None, sentence: str) -> dict[str, Any]:
    """The form as a ready indicator and a target sentence fill it in."""
    values: dict[str, Any] = {
        "stand": "proef",
        "bron": "bestaand" if choice.key.startswith("d|") else "nieuw",
        "maat": choice.kinds[0],
    }
    if ready is not None:
        values |= {
            "naam": ready.name,
            "uitleg": ready.definition,
            "meet_niet": ready.not_measured,
            "niveau": ready.level,
            "richting": ready.direction,
        }
        values["maat"] = ready.kind if ready.kind in choice.kinds else choice.kinds[0]
    if sentence:
        read = targets.read(sentence, today())
        values |= {
            "zin": sentence,
            "doel": _shown(read.target),
            "nul": _shown(read.baseline),
            "doel_op": read.horizon.isoformat() if read.horizon else "",
        }
        values |= {"maat": read.kind} if read.kind in choice.kinds else {}
        values |= {"richting": read.direction} if read.direction else {}
        values.setdefault("naam", sentence)
    return values


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


@desk.post("/<programme>/indicatoren/nieuw")
@allow("evaluator")
def add_indicator(programme: str) -> Any:
    """Add an indicator; too early asks for a reason, which is kept."""
    result = results().get(request.args.get("resultaat", ""))
    choice = indicators_about.options(db(), guard.programme()).get(request.args.get("over", ""))
    if result is None or choice is None:
        abort(404)
    values = indicators_form.typed()
    try:
        if gate.early(db(), guard.programme()) and not values["vroeg"]:
            raise IndicatorRefused("vroeg", "Schrijf op waarom u nu al een indicator kiest.")
        draft = indicators_form.draft(values, choice)
        indicators_form.check_then(draft, indicators_about.definitions(db(), guard.programme()))
        indicating.check_scale(draft, _bounds(draft))
        row = indicating.add(db(), result, draft, early_reason=values["vroeg"])
    except IndicatorRefused as refused:
        return _form(None, result, choice, values=values, refused=refused)
    audit.note(db(), "indicator_toegevoegd", account=g.account, programme=guard.programme(), subject=f"indicator:{row.id}")
    db().commit()
    return _done(row, "De indicator is toegevoegd.")


@desk.get("/<programme>/indicatoren/<result>/<code>")
@allow("evaluator")
def indicator(programme: str, result: str, code: str) -> Any:
    """One indicator: its definition, target, plan, earlier definitions and what was made of it."""
    row = find(result, code)
    return _form(row, row.result, indicators_about.of(db(), guard.programme(), row), values=indicators_about.values(row))


@desk.post("/<programme>/indicatoren/<result>/<code>")
@allow("evaluator")
def change_indicator(programme: str, result: str, code: str) -> Any:
    """Change an indicator; another way of counting is a new version."""
    row = find(result, code)
    options = indicators_about.options(db(), guard.programme())
    choice = options.get(request.form.get("over", "")) or indicators_about.of(db(), guard.programme(), row)
    values = indicators_form.typed()
    kept = {key: value for key, value in (row.rule or {}).items() if key not in {"break_at", "before"}}
    try:
        draft = indicators_form.draft(values, choice, kept)
        if choice is not None and indicators_about.same(kept, draft.rule):
            draft = indicators_about.with_rule(draft, kept)
        indicators_form.check_then(draft, indicators_about.definitions(db(), guard.programme()))
        indicating.check_scale(draft, _bounds(draft))
        changed = Changed(values["reden"], int(values["breuk"]) if values["breuk"].isdecimal() else None)
        new = indicating.change(db(), row, draft, changed=changed, today=today(), account=g.account)
    except IndicatorRefused as refused:
        return _form(row, row.result, choice, values=values, refused=refused)
    audit.note(
        db(),
        "definitie_veranderd" if new else "indicator_veranderd",
        account=g.account,
        programme=guard.programme(),
        subject=f"indicator:{row.id}",
    )
    db().commit()
    return _done(row, "De indicator is bewaard.")


def _bounds(draft: Draft) -> bounds.Bounds | None:
    return bounds.of(draft.measure_kind, draft.rule, indicators_about.definitions(db(), guard.programme()))


def _done(row: Indicator, message: str) -> Response:
    return see_other("desk.indicator", message, programme=guard.programme().code, result=row.result.code, code=row.code)


def _form(
    row: Indicator | None, result: SocietalResult, choice: Any, *, values: dict[str, Any], refused: IndicatorRefused | None = None
) -> Any:
    need = indicators_about.need(db(), guard.programme(), values)
    reached = values.get("niveau") in {"outcome", "impact"}
    words = next((found for name in ("naam", "uitleg") if reached and (found := output_words(str(values.get(name, ""))))), "")
    page = render_template(
        "desk/indicators_one.html", row=row, result=result, choice=choice, values=values, field=refused.field if refused else "",
        fault=gettext(str(refused)) if refused else "", need=need, doubt=words, early="" if row else gate.early(db(), guard.programme()),
        said=indicators_about.said(result, values), older=indicating.older(db(), row) if row else [],
        past=indicating.evaluations(db(), row) if row else [], waves=choices.waves(db(), guard.programme()),
        activities=choices.activities(db(), guard.programme()),
        options=indicators_about.options(db(), guard.programme()).values(), address=_address(row, result, choice), **WORDS,
    )  # fmt: skip
    return page, 422 if refused else 200


def _address(row: Indicator | None, result: SocietalResult, choice: Any) -> str:
    if row is None:
        return url_for("desk.add_indicator", programme=guard.programme().code, resultaat=result.code, over=choice.key)
    return url_for("desk.change_indicator", programme=guard.programme().code, result=result.code, code=row.code)


@desk.post("/<programme>/indicatoren/<result>/<code>/evaluatie")
@allow("evaluator")
def evaluate_indicator(programme: str, result: str, code: str) -> Any:
    """After a wave: keep, adapt or drop."""
    row = find(result, code)
    wave = choices.waves(db(), guard.programme()).get(request.form.get("meting", ""))
    try:
        indicating.evaluate(
            db(), row, wave, g.account, verdict=chosen("oordeel", EVALUATIONS, "behouden"), text=text("evaluatie", 2_000)
        )
    except IndicatorRefused as refused:
        choice = indicators_about.of(db(), guard.programme(), row)
        return _form(row, row.result, choice, values=indicators_about.values(row), refused=refused)
    audit.note(db(), "indicator_beoordeeld", account=g.account, programme=guard.programme(), subject=f"indicator:{row.id}")
    db().commit()
    return _done(row, "De evaluatie is bewaard.")
