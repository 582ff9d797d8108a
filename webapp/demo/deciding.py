"""What the invented evaluator decided about what the software proposed: themes, names to hide, and quotes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from narratives import intake, releasing
from narratives.models import Annotation, Code, Decision, Quote, Story
from surveys.models import Account, Programme
from webapp.demo import STAFF_EMAIL, content, framework
from webapp.demo.telling import story_key

__all__ = ["decide"]

LOOKED_AT = 60  # per cent of the proposals a person has looked at; the rest still waits, as it would
WHOLE = (0, 0)  # a decision about the story as a whole
DECIDED_ON, ANSWERED_ON, RELEASED_ON = date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 22)


def decide(session: Session) -> int:
    """Accept and reject themes, mend what is hidden, and bring the quotes where they should be; returns how many things changed."""
    account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
    changed = 0
    for name in content.PROGRAMMES:
        plan = content.programme(name)
        made = session.scalars(select(Programme).where(Programme.code == plan["code"])).one()
        book = _Book(session, made, account)
        changed += book.mend(plan.get("besluiten", {})) + book.accept() + book.quote(plan["citaten"])
    return changed


class _Book:
    """The stories of one programme with the decisions on them."""

    def __init__(self, session: Session, made: Programme, account: Account) -> None:
        self.session, self.made, self.account = session, made, account
        held = session.scalars(select(Story).where(Story.programme_id == made.id, Story.idempotency_key.startswith("demo:")))
        self.stories = {one.idempotency_key: one for one in held if one.words_sealed is not None}
        self.codes = {one.code: one for one in session.scalars(select(Code).where(Code.programme_id == made.id))}

    def mend(self, plan: Mapping[str, Mapping[str, Any]]) -> int:
        """What the evaluator corrected by hand, by story; see the files for the words used."""
        changed = 0
        for key, one in plan.items():
            story = self._story(key)
            if story is not None:
                changed += sum(self._decide(story, "theme", code, WHOLE, "rejected") for code in one.get("niet", ()))
                changed += sum(self._decide(story, "theme", code, WHOLE, "added") for code in one.get("wel", ()))
                changed += self._hide(story, one.get("verberg", {}), "added")
                changed += self._hide(story, {"naam": one.get("toon", ())}, "rejected")
        self.session.flush()
        return changed

    def _hide(self, story: Story, plan: Mapping[str, Iterable[str]], verdict: str) -> int:
        text = intake.words(self.session, story)
        found = [(label, span) for label, several in plan.items() for words in several for span in _places(text, words)]
        return sum(self._decide(story, "hide", label, span, verdict) for label, span in found)

    def accept(self) -> int:
        """Accept most proposed themes; which ones follows from the words, not from luck."""
        ids = {one.id: key for key, one in self.stories.items()}
        proposals = self.session.scalars(
            select(Annotation)
            .where(Annotation.story_id.in_(ids), Annotation.kind == "theme")
            .order_by(Annotation.story_id, Annotation.label, Annotation.start, Annotation.end)
        )
        return sum(self._accept(one, ids[one.story_id] or "") for one in proposals.all())

    def _accept(self, one: Annotation, key: str) -> int:
        story = self.stories[key]
        if any(no.kind == "theme" and no.label == one.label and no.verdict == "rejected" for no in story.decisions):
            return 0
        seen = int(hashlib.sha256(f"{key}/{one.label}".encode()).hexdigest(), 16) % 100 < LOOKED_AT
        return self._decide(story, "theme", one.label, (one.start, one.end), "accepted") if seen else 0

    def _decide(self, story: Story, kind: str, label: str, span: tuple[int, int], verdict: str) -> int:
        start, end = span
        place = (kind, label, start, end)
        if any((one.kind, one.label, one.start, one.end) == place for one in story.decisions):
            return 0
        found = {"kind": kind, "label": label, "start": start, "end": end, "verdict": verdict}
        decided = {"account_id": self.account.id, "decided_at": framework.moment(DECIDED_ON)}
        story.decisions.append(Decision(**found, **decided))
        return 1

    def quote(self, plan: Iterable[Mapping[str, Any]]) -> int:
        """Bring each quote of the plan to the state it should have."""
        return sum(self._quote(one) for one in plan)

    def _quote(self, plan: Mapping[str, Any]) -> int:
        story = self._story(plan["verhaal"])
        if story is None:
            return 0
        start = intake.words(self.session, story).index(plan["tekst"])
        end = start + len(plan["tekst"])
        if any((one.start, one.end) == (start, end) for one in story.quotes):
            return 0
        made = releasing.propose(
            self.session,
            story,
            start,
            end,
            code=self.codes[plan["thema"]],
            stance=plan["houding"],
            attribution=attribution(story),
        )
        self._move(made, plan)
        return 1

    def _move(self, quote: Quote, plan: Mapping[str, Any]) -> None:
        state = plan["staat"]
        if state == "gevraagd" or (state == "toegestaan" and quote.story.consent.quote_first):
            releasing.ask(self.session, quote)
        if state == "toegestaan" and quote.story.consent.quote_first:
            releasing.answer(self.session, quote, "ja", ANSWERED_ON)
        if state == "toegestaan":
            releasing.release(self.session, quote, self.account)
            quote.released_at = framework.moment(RELEASED_ON)
        elif state == "afgekeurd":
            releasing.reject(self.session, quote, plan.get("reden", ""))

    def _story(self, key: str) -> Story | None:
        return self.stories.get(story_key(self.made, key))


def attribution(story: Story) -> str:
    """Who said it, in words that point at nobody: "inwoner, 75 tot en met 84 jaar"."""
    age = str(story.traits.get("leeftijd", ""))
    if not age:
        return story.teller
    words = f"{age.rstrip('+')} jaar of ouder" if age.endswith("+") else f"{age.replace('-', ' tot en met ')} jaar"
    return f"{story.teller}, {words}"


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Where these words stand as whole words."""
    return [found.span() for found in re.finditer(rf"\b{re.escape(words)}\b", text)]
