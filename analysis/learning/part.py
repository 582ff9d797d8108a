"""From the tables to the part of the Report about learning: last time's actions, who spoke, and what was decided."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning import burden, cycle, reflecting, store
from analysis.learning.models import AmbitionVersion, Dialogue, ImprovementAction, LearningCycle
from analysis.models import Ambition
from analysis.report.context import Context
from analysis.report.parts.learning import ActionLine, AmbitionLine, DialogueLine, LearningPart, LoadLine, QuestionLine
from saying import say
from surveys.parties import Programme

RESIDENTS = "inwoner"


def part(session: Session, context: Context) -> LearningPart | None:
    """The newest round and the one before it; None when the programme has no rounds yet."""
    rounds = store.cycles(session, context.programme)
    if not rounds:
        return None
    now, before = rounds[0], rounds[1] if len(rounds) > 1 else None
    loads = store.loads(session, context.programme)
    talks = tuple(_dialogue(one) for one in now.dialogues)
    return LearningPart(
        number=now.number, name=now.name, state=now.state, step=say(cycle.NAMES[now.state]),
        residents_spoke=any(role == RESIDENTS and people for one in talks for role, people in one.participants),
        before_name=before.name if before else "", before=_actions(before), before_no_action=before.no_action_because if before else "",
        replies=tuple((one.who, one.text) for one in store.replies(session, now)), dialogues=talks, actions=_actions(now),
        no_action_because=now.no_action_because, questions=_questions(session, context.programme),
        loads=tuple(LoadLine(one.name, one.who, one.minutes, one.times, round(one.hours, 1), one.behaviour) for one in loads),
        hours_residents=round(burden.hours(loads, RESIDENTS), 1), hours_professionals=round(burden.hours(loads, "professional"), 1),
        ambitions=_ambitions(session, context.programme), thought=_thought(before),
    )  # fmt: skip


def _actions(one: LearningCycle | None) -> tuple[ActionLine, ...]:
    return tuple(_action(row) for row in sorted(one.actions, key=lambda row: (row.due_on, row.text))) if one else ()


def _action(row: ImprovementAction) -> ActionLine:
    return ActionLine(
        row.text, row.aim, row.result.title if row.result else "", row.owner, row.due_on.isoformat(), row.state, row.effect,
        row.from_residents,
    )  # fmt: skip


def _thought(before: LearningCycle | None) -> tuple[tuple[str, str], ...]:
    found = reflecting.said(before) if before else {}
    return tuple((say(reflecting.PROMPTS[prompt].name), text) for prompt, text in found.items())


def _dialogue(row: Dialogue) -> DialogueLine:
    who = tuple((str(one["role"]), int(one["people"])) for one in row.participants if one["people"])
    return DialogueLine(row.title, row.held_on.isoformat(), who, row.said, row.decisions)


def _questions(session: Session, programme: Programme) -> tuple[QuestionLine, ...]:
    every = store.questions(session, programme)
    return tuple(QuestionLine(one[0].number, one[0].text, one[0].state, one[0].learned, len(one)) for one in every)


def _ambitions(session: Session, programme: Programme) -> tuple[AmbitionLine, ...]:
    rows = session.execute(
        select(AmbitionVersion, Ambition.name)
        .join(Ambition, Ambition.id == AmbitionVersion.ambition_id)
        .where(Ambition.programme_id == programme.id)
        .order_by(AmbitionVersion.until.desc(), AmbitionVersion.id.desc())
    ).all()
    return tuple(AmbitionLine(one.name, name, one.reason, one.until.date().isoformat()) for one, name in rows)
