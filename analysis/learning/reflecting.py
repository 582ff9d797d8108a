"""Stop and think in each round (bewust stilstaan): one prompt about the goals, one about the approach, one about the results."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.learning.cycle import StepRefused
from analysis.learning.models import LearningCycle, Reflection
from database import utcnow
from saying import mark
from surveys.parties import Account


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to think about: its name, and the question; both are said where they are shown."""

    name: str
    question: str


PROMPTS = {
    "doelen": Prompt(mark("De doelen"), mark("Zijn dit nog de goede doelen? Wat vinden inwoners nu het belangrijkst?")),
    "aanpak": Prompt(mark("De aanpak"), mark("Deden wij wat wij van plan waren? Wat hielp, en wat zat in de weg?")),
    "resultaten": Prompt(mark("De resultaten"), mark("Wat verraste ons in de cijfers en de verhalen? Wat weten wij nog niet?")),
}


def reflect(session: Session, one: LearningCycle, prompt: str, text: str, account: Account) -> None:
    """Keep what was said to a prompt; a new text takes the place of the old one, an empty one takes it away."""
    if one.state == "gesloten":
        raise StepRefused("Deze ronde is gesloten. Begin een nieuwe ronde.")
    if prompt not in PROMPTS:
        raise KeyError(prompt)
    row = session.scalar(select(Reflection).where(Reflection.cycle_id == one.id, Reflection.prompt == prompt))
    if row is None and text:
        row = Reflection(cycle_id=one.id, prompt=prompt, text=text, account_id=account.id)
        session.add(row)
    elif row is not None and not text:
        session.delete(row)
    elif row is not None and row.text != text:
        row.text, row.account_id, row.written_at = text, account.id, utcnow()
    session.flush()
    session.expire(one, ["reflections"])


def said(one: LearningCycle) -> dict[str, str]:
    """What was said to each prompt, in the order of the prompts."""
    found = {row.prompt: row.text for row in one.reflections}
    return {prompt: found[prompt] for prompt in PROMPTS if prompt in found}
