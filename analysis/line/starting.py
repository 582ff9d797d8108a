"""The light way in: one goal, three activities, three indicators and one story question, made in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.line import shaping
from analysis.line.errors import LineRefused
from analysis.models import Indicator, SocietalResult
from surveys import definition, publishing
from surveys.models import Survey, Wave
from surveys.parties import Programme

MOST = 3
HOW = {
    "tellen": "Wij tellen wie er meedoet",
    "vraag": "Wij stellen inwoners een vraag met ja of nee",
    "verhalen": "Wij lezen het in de verhalen",
}
ROUND = timedelta(days=92)  # a first round stays open for a quarter of a year
NOT_MEASURED = {
    "tellen": "Dit telt wie er was. Het zegt niet wat er voor deze mensen verandert, en niet wie er ontbrak.",
    "vraag": "Ja of nee zegt niet hoe vaak of hoe sterk. Wie niet meedeed aan de vragenlijst telt niet mee.",
    "verhalen": "Mensen vertellen wat hen raakt. Het zegt niet hoeveel inwoners dit zo beleven.",
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody wrote on the light form."""

    goal: str
    group: str
    area: str
    horizon: date | None
    activities: tuple[str, ...]
    indicators: tuple[tuple[str, str], ...]  # name, and one of HOW
    question: str  # the story question


def begin(session: Session, programme: Programme, what: Beginning, on: date) -> SocietalResult:
    """Make it all; refuses with a sentence what misses. Flushes."""
    _check(what)
    ambition = shaping.write_ambition(session, programme, None, name=what.goal, text="")
    values = {"title": what.goal, "target_group": what.group, "area": what.area, "horizon": what.horizon, "question": ""}
    result = shaping.write_result(session, ambition, None, **values)
    here = programme.organisation_id
    activities = [
        shaping.write_activity(session, programme, None, name=name, organisation_id=here, starts_on=on)
        for name in what.activities
    ]
    shaping.set_activities(session, result, activities)
    code = _ask(session, programme, what, on)
    for place, (name, how) in enumerate(what.indicators):
        rules: dict[str, dict[str, Any]] = {
            "tellen": {"activities": [one.code for one in activities]},
            "vraag": {"question": f"vraag_{place + 1}", "values": ["ja"], "survey": code},
            "verhalen": {},
        }
        session.add(_indicator(result, place, name, how, rules[how]))
    session.flush()
    return result


def _check(what: Beginning) -> None:
    if not what.goal.strip():
        raise LineRefused("Schrijf op wat u wilt bereiken.")
    if not what.group.strip():
        raise LineRefused("Schrijf op voor wie dit is.")
    if not what.activities:
        raise LineRefused("Schrijf op wat u daarvoor doet. Eén activiteit is genoeg om te beginnen.")
    if not what.indicators:
        raise LineRefused("Schrijf op waaraan u ziet dat het beter gaat. Eén indicator is genoeg om te beginnen.")
    if not what.question.strip():
        raise LineRefused("Schrijf de vraag op waarop mensen met een verhaal kunnen antwoorden.")


def _indicator(result: SocietalResult, place: int, name: str, how: str, rule: dict[str, Any]) -> Indicator:
    kinds = {"tellen": ("count", "output"), "vraag": ("prevalence", "outcome"), "verhalen": ("story_verdict", "outcome")}
    kind, level = kinds[how]
    return Indicator(
        result_id=result.id, code=f"begin-{place + 1}", name=name, definition=f"{name}. {HOW[how]}.", level=level, measure_kind=kind,
        direction="omhoog", rule=rule, not_measured=NOT_MEASURED[how], position=place, status="proef", steering=True,
    )  # fmt: skip


def _ask(session: Session, programme: Programme, what: Beginning, on: date) -> str:
    """Publish a questionnaire with the story question and the questions with yes or no, and open its first round."""
    taken = session.scalar(select(func.count()).select_from(Survey).where(Survey.programme_id == programme.id)) or 0
    code = "begin" if not taken else f"begin{taken + 1}"
    found = definition.load(yaml.safe_dump(_questionnaire(programme, code, what), allow_unicode=True).encode(), f"{code}.yml")
    survey = Survey(programme=programme, code=code)
    session.add(survey)
    session.flush()
    version = publishing.publish(session, survey, found)
    dates = {"opens_on": on, "closes_on": on + ROUND}
    session.add(Wave(programme=programme, version=version, number=0, name="Nulmeting", slug=f"{programme.code}-{code}", **dates))
    session.flush()
    return code


def _questionnaire(programme: Programme, code: str, what: Beginning) -> dict[str, Any]:
    asked: Sequence[tuple[int, str]] = [(nr + 1, name) for nr, (name, how) in enumerate(what.indicators) if how == "vraag"]
    questions: list[dict[str, Any]] = [{
        "vraag": "toestemming", "type": "toestemming", "tekst": "Doet u mee?",
        "akkoord": "Ja, ik doe mee. Mijn antwoorden mogen worden gebruikt voor dit onderzoek.",
    }]  # fmt: skip
    questions += [{"vraag": f"vraag_{nr}", "type": "ja_nee", "tekst": name, "geen_antwoord": ["weet_niet"]} for nr, name in asked]
    questions.append({"vraag": "verhaal", "type": "verhaal", "tekst": what.question})
    return {
        "vragenlijst": code, "versie": 1, "talen": ["nl"], "titel": programme.name,
        "inleiding": {
            "waarom": "Wij willen weten hoe het met u gaat.", "hoe_lang": "Het duurt een paar minuten.",
            "wie_ziet_het": "Alleen de onderzoekers lezen uw antwoorden. Uw naam vragen wij niet.",
            "stoppen": "U mag een vraag overslaan. U mag ook altijd stoppen.",
        },
        "delen": [{"id": "begin", "titel": "Uw verhaal", "paginas": questions}],
    }  # fmt: skip
