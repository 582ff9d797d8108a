"""The form of an indicator: what was typed, and the draft that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request

from analysis import then_now
from analysis.sources import rules
from analysis.sources.indicating import Draft, IndicatorRefused
from analysis.sources.rules import Choice, RuleMissing
from analysis.sources.vocabulary import KINDS, LEVELS, SOURCE_KINDS, STATUSES
from surveys.definition import Definition
from webapp.desk import choices, guard
from webapp.desk.fields import Mistyped, a_day, a_number, chosen, line, text, ticked
from webapp.request_session import db

LINES = ("naam", "wie", "doel", "doel_op", "horizon", "nul", "nul_op", "klaar_op", "van", "tot", "reden", "vroeg", "zin")
TEXTS = ("uitleg", "meet_niet", "anders")


def typed() -> dict[str, Any]:
    """Everything of the form as it was typed, so that nothing is lost with a fault."""
    values: dict[str, Any] = {name: line(name, 300) for name in LINES} | {name: text(name, 2_000) for name in TEXTS}
    values["niveau"] = chosen("niveau", LEVELS, "outcome")
    values["maat"] = chosen("maat", KINDS, "prevalence")
    values["richting"] = chosen("richting", ("omhoog", "omlaag"), "omhoog")
    values["toen"] = line("toen", 100)
    values["beter"] = chosen("beter", ("omhoog", "omlaag"), "omhoog")
    values["stand"] = chosen("stand", STATUSES, "proef")
    values["bron"] = chosen("bron", SOURCE_KINDS, "nieuw")
    values["sturen"] = ticked("sturen")
    values["antwoorden"] = [one[:100] for one in request.form.getlist("antwoorden")][:100]
    values["breuk"] = line("breuk", 4)
    values["activiteit"] = chosen("activiteit", {"", *choices.activities(db(), guard.programme())}, "")
    return values


def number_of(values: dict[str, Any], name: str) -> float | None:
    """A number of the form; IndicatorRefused when it is none."""
    try:
        return a_number(values[name])
    except Mistyped as error:
        raise IndicatorRefused(name, str(error)) from error


def check_then(draft: Draft, definitions: Mapping[str, Definition]) -> None:
    """IndicatorRefused when the question of then cannot stand beside that of now."""
    of = definitions.get(str(draft.rule.get("survey", "")))
    if draft.measure_kind == rules.THEN_NOW and of is not None and (said := then_now.fault(draft.rule, of)):
        raise IndicatorRefused("toen", said)


def day_of(values: dict[str, Any], name: str) -> date | None:
    """A day of the form; IndicatorRefused when it is none."""
    try:
        return a_day(values[name])
    except Mistyped as error:
        raise IndicatorRefused(name, str(error)) from error


def _activity(code: str) -> int | None:
    found = choices.activities(db(), guard.programme()).get(code)
    return found.id if found else None


def draft(values: dict[str, Any], choice: Choice | None, kept: dict[str, Any] | None = None) -> Draft:
    """What was typed as a draft; `kept`: the rule that stays when it cannot be made of choices."""
    try:
        rule = kept or {}
        if choice is not None:
            answers: Sequence[str] = [one for one in values["antwoorden"] if one in dict(choice.options)]
            low, high = number_of(values, "van"), number_of(values, "tot")
            rule = rules.built(
                choice, values["maat"], values=answers, low=low, high=high, better=values["beter"], then=values["toen"]
            )
    except RuleMissing as error:
        raise IndicatorRefused("toen" if values["maat"] == rules.THEN_NOW else "antwoorden", str(error)) from error
    return Draft(
        name=values["naam"], definition=values["uitleg"], level=values["niveau"], measure_kind=values["maat"], direction=values["richting"],
        not_measured=values["meet_niet"], rule=rule, target=number_of(values, "doel"), target_on=day_of(values, "doel_op"),
        horizon=day_of(values, "horizon"), baseline=number_of(values, "nul"), baseline_on=day_of(values, "nul_op"), status=values["stand"],
        steering=values["sturen"], source_kind=values["bron"], owner=values["wie"], due_on=day_of(values, "klaar_op"), behaviour=values["anders"],
        activity_id=_activity(values["activiteit"]),
    )  # fmt: skip
