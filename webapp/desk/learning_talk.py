"""The conversation of a round at the desk: planned, recorded, and what people stood still by."""

from __future__ import annotations

from typing import Any

from flask import g

from analysis.learning import cycle, reflecting, store
from database import today
from webapp.access import allow
from webapp.desk.blueprint import desk
from webapp.desk.fields import line, text
from webapp.desk.learning import LONG, TABLE_ROLES, day_of, done, newest_round, refused_page
from webapp.request_session import db


@desk.post("/<programme>/leren/gesprek-plannen")
@allow("evaluator")
def plan_dialogue(programme: str) -> Any:
    """When and where the conversation will be."""
    day = day_of("gepland")
    if day is None:
        return refused_page("plannen", "Kies de dag van het gesprek.", "gepland", "waar")
    one = newest_round()
    try:
        store.plan_talk(db(), one, day, line("waar", 200))
    except cycle.StepRefused as refused:
        return refused_page("plannen", str(refused), "gepland", "waar")
    return done("Het gesprek staat in de kalender.", one)


@desk.post("/<programme>/leren/gesprek")
@allow("evaluator")
def record_dialogue(programme: str) -> Any:
    """A conversation about the report."""
    names = ("titel", "gehouden", "vragen", "gezegd", "besloten", *(f"aantal_{role}" for role in TABLE_ROLES))
    held, table = day_of("gehouden"), [{"role": role, "people": _people(f"aantal_{role}")} for role in TABLE_ROLES]
    if not line("titel", 200) or held is None:
        return refused_page("gesprek", "Schrijf op hoe het gesprek heet en op welke dag het was.", *names)
    if held > today():
        return refused_page("gesprek", "Dit gesprek is nog niet geweest. Leg het vast als het is gevoerd.", *names)
    one = newest_round()
    try:
        store.talk(
            db(), one, g.account, held_on=held, title=line("titel", 200), participants=table, questions=text("vragen", LONG),
            said=text("gezegd", LONG), decisions=text("besloten", LONG),
        )  # fmt: skip
    except cycle.StepRefused as refused:
        return refused_page("gesprek", str(refused), *names)
    return done("Het gesprek is bewaard.", one)


@desk.post("/<programme>/leren/stilstaan")
@allow("evaluator")
def stop_and_think(programme: str) -> Any:
    """What the table says of goals, approach and results; an empty field takes away what stood there."""
    names = [f"stil_{prompt}" for prompt in reflecting.PROMPTS]
    one, given = newest_round(), {prompt: text(f"stil_{prompt}", LONG) for prompt in reflecting.PROMPTS}
    try:
        for prompt, words_said in given.items():
            reflecting.reflect(db(), one, prompt, words_said, g.account)
    except cycle.StepRefused as refused:
        return refused_page("stilstaan", str(refused), *names)
    return done("Het is bewaard. Het volgende rapport laat zien waar u bij stilstond.", one)


def _people(name: str) -> int:
    value = line(name, 4)
    return int(value) if value.isascii() and value.isdigit() else 0
