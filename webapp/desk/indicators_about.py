"""What the pages of indicators show around the form: what can be counted, the target said back, how many people, the set over time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.models import Indicator, ReportSnapshot, SocietalResult
from analysis.sources import rules, store, targets
from analysis.sources.indicating import Draft, IndicatorRefused
from analysis.sources.rules import Choice
from surveys.definition import Definition
from surveys.models import Activity, Area, Survey, SurveyVersion
from surveys.parties import Programme
from webapp.desk import indicators_form
from webapp.desk.shell import AMSTERDAM

SNAPSHOTS = 12


def definitions(session: Session, programme: Programme) -> dict[str, Definition]:
    """The newest published version of each questionnaire by code."""
    rows = session.execute(
        select(Survey.code, SurveyVersion.content)
        .join(SurveyVersion, SurveyVersion.survey_id == Survey.id)
        .where(Survey.programme_id == programme.id)
        .order_by(Survey.code, SurveyVersion.number)
    ).all()
    newest = {str(code): str(content) for code, content in rows}
    return {code: Definition.from_canonical(content) for code, content in newest.items()}


def options(session: Session, programme: Programme) -> dict[str, Choice]:
    """Everything that can be counted, by the key of the form."""
    activities = session.execute(
        select(Activity.code, Activity.name).where(Activity.programme_id == programme.id).order_by(Activity.name)
    )
    series = [
        (one.code, one.title, measure, group, area)
        for one in store.datasets(session, programme)
        for measure, group, area in store.measures(session, one)
    ]
    found = [
        *rules.of_questionnaires(list(definitions(session, programme).items())),
        *rules.of_activities([(code, name) for code, name in activities]),
        rules.of_stories(),
        *rules.of_series(series),
    ]
    return {one.key: one for one in found}


def of(session: Session, programme: Programme, row: Indicator) -> Choice | None:
    """What an indicator is about; None when its rule was written by hand in a way that has no choice."""
    key = rules.key_of(row.rule or {}, row.measure_kind, definitions(session, programme))
    found = options(session, programme).get(key)
    return found if found is not None and row.measure_kind in found.kinds else None


def same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a rule counts the same: what the form always adds, and the smallest step and the group it cannot show, are no change."""
    quiet = {"survey", "minimum", "among", "sensitive", "group", "what"}
    one, two = ({key: value for key, value in rule.items() if key not in quiet} for rule in (old, new))
    for rule in (one, two):
        if "activity" in rule:
            rule["activities"] = [rule.pop("activity")]
        for name in ("values", "bands", "activities"):
            if name in rule:
                rule[name] = sorted(rule[name])
    return one == two


def with_rule(draft: Draft, rule: Mapping[str, Any]) -> Draft:
    """The same draft that keeps its older rule."""
    return replace(draft, rule=dict(rule))


def values(row: Indicator) -> dict[str, Any]:
    """An indicator as the form shows it."""
    rule = row.rule or {}
    answers = (
        rule.get("values") or rule.get("bands") or rule.get("activities") or ([rule["activity"]] if "activity" in rule else [])
    )
    days = {"doel_op": row.target_on, "horizon": row.horizon, "nul_op": row.baseline_on, "klaar_op": row.due_on}
    numbers = {"doel": row.target, "nul": row.baseline, "van": rule.get("from"), "tot": rule.get("to")}
    return {
        "naam": row.name, "uitleg": row.definition, "niveau": row.level, "maat": row.measure_kind, "richting": row.direction,
        "meet_niet": row.not_measured, "stand": row.status, "sturen": row.steering, "bron": row.source_kind, "wie": row.owner,
        "activiteit": row.activity.code if row.activity else "",
        "anders": row.behaviour, "antwoorden": answers, "beter": rule.get("better", "omhoog"), "toen": "|".join((rule.get("then") or {}).values()), "vroeg": row.early_reason,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        **{name: "" if one is None else f"{one:g}".replace(".", ",") for name, one in numbers.items()},
    }  # fmt: skip


def said(result: SocietalResult, typed: Mapping[str, Any]) -> str:
    """The target in one sentence, as it would be measured; "" while it is not filled in well."""
    try:
        found = dict.fromkeys((*indicators_form.LINES, *indicators_form.TEXTS), "") | dict(typed)
        target, baseline = indicators_form.number_of(found, "doel"), indicators_form.number_of(found, "nul")
        day = indicators_form.day_of(found, "doel_op")
    except IndicatorRefused:
        return ""
    return targets.sentence(
        str(typed.get("maat", "")), str(typed.get("naam") or "dit cijfer"), direction=str(typed.get("richting", "")), target=target, target_on=day,
        baseline=baseline, whom=result.target_group, where=result.area,
    )  # fmt: skip


def need(session: Session, programme: Programme, typed: Mapping[str, Any]) -> targets.Need | None:
    """How many people the target needs."""
    try:
        found = {"doel": "", "nul": ""} | dict(typed)
        target, baseline = indicators_form.number_of(found, "doel"), indicators_form.number_of(found, "nul")
    except IndicatorRefused:
        return None
    people = session.scalar(select(func.sum(Area.residents)).where(Area.organisation_id == programme.organisation_id))
    return targets.need(str(typed.get("maat", "")), target=target, baseline=baseline, population=int(people) if people else None)


def history(session: Session, programme: Programme) -> list[tuple[str, int, int]]:
    """The share of outcome over time, from the frozen reports: (day, outcome and impact, all)."""
    rows = session.execute(
        select(ReportSnapshot.made_at, ReportSnapshot.content)
        .where(ReportSnapshot.programme_id == programme.id)
        .order_by(ReportSnapshot.made_at.desc(), ReportSnapshot.id.desc())
        .limit(SNAPSHOTS)
    ).all()
    found = []
    for moment, content in reversed(rows):
        levels = [one["level"] for result in json.loads(content)["results"] for one in result["indicators"]]
        found.append(
            (
                moment.astimezone(AMSTERDAM).date().isoformat(),
                sum(level in {"outcome", "impact"} for level in levels),
                len(levels),
            )
        )
    return found
