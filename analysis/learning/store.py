"""Verbs of the learning cycle: begin, answer, talk, act, step on, close; and learning questions and what measuring costs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.learning import cycle
from analysis.learning.burden import Load
from analysis.learning.cycle import Standing, StepRefused
from analysis.learning.models import (
    AmbitionVersion,
    Burden,
    Dialogue,
    ImprovementAction,
    LearningCycle,
    LearningQuestion,
    TeamReply,
)
from analysis.models import Ambition, ReportSnapshot
from surveys.parties import Account, Programme


def cycles(session: Session, programme: Programme) -> Sequence[LearningCycle]:
    """The rounds of a programme, newest first."""
    mine = select(LearningCycle).where(LearningCycle.programme_id == programme.id)
    return session.scalars(mine.order_by(LearningCycle.number.desc())).all()


def begin(session: Session, programme: Programme, name: str, opened_on: date) -> LearningCycle:
    """A new round; refused while another is not closed, for a report closes only when people spoke about it."""
    earlier = cycles(session, programme)
    if any(one.state != "gesloten" for one in earlier):
        raise StepRefused("Er loopt nog een ronde. Sluit die eerst: een rapport is pas klaar als erover is gesproken.")
    number = max((one.number for one in earlier), default=0) + 1
    one = LearningCycle(programme_id=programme.id, number=number, name=name, state="rapportage", opened_on=opened_on)
    session.add(one)
    session.flush()
    return one


def attach(session: Session, one: LearningCycle, snapshot: ReportSnapshot) -> None:
    """Say which kept report this round is about; it stays that one."""
    _open(one)
    if snapshot.programme_id != one.programme_id:
        raise StepRefused("Dit rapport hoort bij een ander programma.")
    if one.state != "rapportage":
        raise StepRefused(
            "Het rapport van deze ronde ligt vast: er is al op gereageerd. Een nieuw rapport hoort bij een nieuwe ronde."
        )
    if one.snapshot_id not in {None, snapshot.id} and replies(session, one):  # somebody stepped back after the answers
        raise StepRefused("Er is al geantwoord op het rapport van deze ronde. Een nieuw rapport hoort bij een nieuwe ronde.")
    one.snapshot_id = snapshot.id
    session.flush()


def reply(session: Session, one: LearningCycle, who: str, text: str, account: Account) -> TeamReply:
    """What the team or partner says of the report; allowed until the round is closed. The same answer twice is one."""
    _open(one)
    mine = (row for row in replies(session, one) if (row.who, row.text, row.account_id) == (who, text, account.id))
    if (known := next(mine, None)) is not None:
        return known
    row = TeamReply(cycle_id=one.id, who=who, text=text, account_id=account.id)
    session.add(row)
    session.flush()
    return row


def replies(session: Session, one: LearningCycle) -> Sequence[TeamReply]:
    """The replies to a report, oldest first."""
    return session.scalars(select(TeamReply).where(TeamReply.cycle_id == one.id).order_by(TeamReply.id)).all()


def talk(session: Session, one: LearningCycle, account: Account, **values: Any) -> Dialogue:
    """Record a conversation: held_on, title, participants, questions, said, decisions; the same one twice is one."""
    _open(one)
    if one.state not in {"gesprek", "verbeteractie"}:
        raise StepRefused("Laat eerst antwoorden wie het rapport aangaat. Daarna komt het gesprek.")
    if not any(each["people"] > 0 for each in values["participants"]):
        raise StepRefused("Schrijf op wie er aan tafel zaten: een gesprek is met minstens één mens.")
    same = (row for row in one.dialogues if all(getattr(row, name) == value for name, value in values.items()))
    if (known := next(same, None)) is not None:
        return known
    row = Dialogue(cycle_id=one.id, account_id=account.id, **values)
    session.add(row)
    session.flush()
    session.expire(one, ["dialogues"])
    return row


def plan_talk(session: Session, one: LearningCycle, on: date, where: str) -> None:
    """When and where the conversation will be, so that people can come."""
    _open(one)
    one.talk_on, one.talk_where = on, where
    session.flush()


def act(session: Session, one: LearningCycle, **values: Any) -> ImprovementAction:
    """Agree on an action: text, owner, due_on, aim, result, from_residents; the same action a second time is that action."""
    _open(one)
    if one.state not in {"gesprek", "verbeteractie"}:
        raise StepRefused("Een verbeteractie volgt uit een gesprek. Voer eerst het gesprek over het rapport.")
    named = ("text", "owner", "due_on")
    same = next((row for row in one.actions if all(getattr(row, name) == values[name] for name in named)), None)
    if same is not None:
        return same
    mark = _mark(one, *(values[name] for name in named))
    row = ImprovementAction(cycle_id=one.id, mark=mark, **values)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the same form came in twice at the same moment
        row = session.scalars(select(ImprovementAction).where(ImprovementAction.mark == mark)).one()
    session.expire(one, ["actions"])
    return row


def no_action(session: Session, one: LearningCycle, why: str) -> None:
    """Why no action follows: after the conversation, and before the round is closed."""
    _open(one)
    if one.state not in {"gesprek", "verbeteractie"}:
        raise StepRefused("Of er een actie komt, blijkt uit het gesprek. Voer eerst het gesprek over het rapport.")
    one.no_action_because = why
    session.flush()


def _mark(one: LearningCycle, *values: object) -> str:
    """What makes an action of a round that action, as a digest: an action has no number of its own before it is there."""
    return hashlib.sha256("\x1f".join(map(str, (one.id, *values))).encode()).hexdigest()


def standing(session: Session, one: LearningCycle) -> Standing:
    """What the round has, as plain values."""
    count = select(func.count()).select_from(TeamReply).where(TeamReply.cycle_id == one.id)
    answered = session.scalar(count) or 0
    return Standing(one.state, one.snapshot_id is not None, answered, len(one.dialogues), len(one.actions), one.no_action_because)


def still(one: LearningCycle, seen: str) -> None:
    """Refuse a step of a page that is out of date: pressed twice, or in a second tab. "" = the page does not say what it saw."""
    if seen and seen != one.state:
        raise StepRefused("De ronde stond intussen al op een andere stap. Kijk waar u nu bent, en zet dan pas de volgende stap.")


def step(session: Session, one: LearningCycle, on: date) -> str:
    """Take the next step; raises StepRefused with what is missing."""
    one.state = cycle.following(standing(session, one))
    if one.state == "gesloten":
        one.closed_on = on
    session.flush()
    return one.state


def step_back(session: Session, one: LearningCycle) -> str:
    """One step back."""
    one.state = cycle.preceding(standing(session, one))
    session.flush()
    return one.state


def change_ambition(
    session: Session, ambition: Ambition, action: ImprovementAction, *, name: str, text: str, reason: str
) -> None:
    """Another ambition because of what was learnt: only through an action aimed at the ambition; how it read is kept with the reason."""
    if action.aim != "ambitie":
        raise StepRefused("Deze actie gaat over het aanbod. Alleen een actie over de ambitie verandert een ambitie.")
    if action.cycle.programme_id != ambition.programme_id:
        raise StepRefused("Deze actie hoort bij een ander programma.")
    if not reason.strip():
        raise StepRefused("Schrijf op waarom de ambitie verandert. De raad moet dat kunnen teruglezen.")
    if (ambition.name, ambition.text) == (name, text):
        return  # pressed twice, or nothing changed: no version that says the same
    kept = AmbitionVersion(ambition_id=ambition.id, action_id=action.id, name=ambition.name, text=ambition.text, reason=reason)
    session.add(kept)
    ambition.name, ambition.text = name, text
    session.flush()


def ask(session: Session, programme: Programme, text: str) -> LearningQuestion:
    """A new learning question with the next number."""
    highest = session.scalar(select(func.max(LearningQuestion.number)).where(LearningQuestion.programme_id == programme.id))
    one = LearningQuestion(programme_id=programme.id, number=(highest or 0) + 1, version=1, text=text)
    session.add(one)
    session.flush()
    return one


def reword(session: Session, one: LearningQuestion, *, text: str, state: str, learned: str) -> LearningQuestion:
    """The same question in its next version; how it stood before stays."""
    new = LearningQuestion(
        programme_id=one.programme_id, number=one.number, version=one.version + 1, text=text, state=state, learned=learned
    )
    session.add(new)
    session.flush()
    return new


def questions(session: Session, programme: Programme) -> list[list[LearningQuestion]]:
    """Every learning question by number, each with its versions, newest first."""
    mine = select(LearningQuestion).where(LearningQuestion.programme_id == programme.id)
    rows = session.scalars(mine.order_by(LearningQuestion.number, LearningQuestion.version.desc())).all()
    found: dict[int, list[LearningQuestion]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return list(found.values())


def loads(session: Session, programme: Programme) -> list[Load]:
    """What measuring asks of people, by name."""
    rows = session.scalars(select(Burden).where(Burden.programme_id == programme.id).order_by(Burden.who, Burden.name))
    return [Load(row.name, row.who, row.minutes, row.times, row.behaviour) for row in rows]


def may_publish(session: Session, programme: Programme, audience: str) -> str:
    """Why the report may not go to this audience yet, or "": whom it is about reads and answers first."""
    current = next(iter(cycles(session, programme)), None)
    if current is None or audience == "team" or not cycle.only_first_readers(current.state):
        return ""
    return "Eerst leest en antwoordt wie het rapport aangaat. Zet de leercyclus daarna op ‘gesprek’; dan kan het rapport naar anderen."


def _open(one: LearningCycle) -> None:
    if one.state == "gesloten":
        raise StepRefused("Deze ronde is gesloten. Begin een nieuwe ronde.")
