"""Verbs on the agenda, the log of other explanations, and the division of the population."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.joining.models import AgendaItem, RivalExplanation
from analysis.joining.representing import Margin
from analysis.models import Ambition, SocietalResult
from analysis.sources.models import PopulationMargin
from database import utcnow
from saying import REPORT_LANGUAGES, SOURCE, mark, say
from surveys.parties import Account, Programme

KINDS = ("cijfer", "verhaal", "bron")
STATES = ("open", "houdbaar", "verworpen")
SAMPLES = ("", "steekproef", "iedereen", "open")
LONGEST = 40  # rows of a division at once
Told = Mapping[str, Mapping[str, str]]  # language -> key of a point -> its sentence


class OnAgenda(Protocol):
    """What the agenda needs to know of a contradiction: its key and its sentence."""

    @property
    def key(self) -> str:
        """Found again, it is the same."""

    @property
    def text(self) -> str:
        """What people read."""

    @property
    def found_on(self) -> str:
        """The ISO day of the data in which it was found; "" = today."""


class JoiningRefused(ValueError):
    """Something on these pages cannot be kept; the message says in Dutch what to do."""


def record(
    session: Session, programme: Programme, points: Sequence[OnAgenda], *, at: datetime | None = None, told: Told | None = None
) -> int:
    """Put contradictions on the agenda: what was found before is the same item, and nothing is ever taken off. Returns how many are new.

    The sentence of an item that nobody answered yet follows the newest data; after an answer it stays what was answered. The points
    are those of a Dutch report; `told` are the same in other languages, kept beside the sentence so that each reads it in their own.
    """
    known = {one.key: one for one in items(session, programme)}
    new = 0
    for point in points:
        others = {language: words[point.key] for language, words in (told or {}).items() if point.key in words}
        item = known.get(point.key)
        if item is None:
            made = AgendaItem(programme_id=programme.id, key=point.key, text=point.text, found_at=at or _noon(point.found_on))
            made.told = others
            session.add(made)
            known[point.key] = made
            new += 1
        elif item.text == point.text:  # the same words, also of what was answered
            item.told = {**(item.told or {}), **others}
        elif not item.answer:
            item.text, item.told = point.text, others
    session.flush()
    return new


def untold(session: Session, programme: Programme, points: Sequence[OnAgenda]) -> list[str]:
    """The languages in which a sentence of these would be missing once they are on the agenda."""
    known = {one.key: one for one in items(session, programme)}
    pairs = [(one, known.get(one.key)) for one in points]
    kept = [(item.told or {}) if item and item.text == one.text else {} for one, item in pairs if not item or not item.answer]
    return [language for language in REPORT_LANGUAGES if language != SOURCE and any(language not in one for one in kept)]


def by_key(points: Sequence[OnAgenda]) -> dict[str, str]:
    """The sentences of points by their key, as `told` wants them."""
    return {one.key: one.text for one in points}


def _noon(day: str) -> datetime:
    """The middle of a day, so that no time zone makes it another; now when there is no day."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC) if day else utcnow()


def items(session: Session, programme: Programme) -> list[AgendaItem]:
    """The whole agenda, unanswered first, oldest first."""
    query = select(AgendaItem).where(AgendaItem.programme_id == programme.id)
    return sorted(session.scalars(query), key=lambda one: (bool(one.answer), one.found_at, one.key))


def answer(session: Session, item: AgendaItem, text: str, by: str, on: date) -> None:
    """Write down what people said about a contradiction. It stays on the agenda."""
    if not text.strip():
        raise JoiningRefused("Schrijf op wat u er samen over zei. Een agendapunt kan niet leeg worden afgedaan.")
    item.answer, item.answered_by, item.answered_on = text.strip(), by.strip(), on
    session.flush()


def rivals(session: Session, programme: Programme) -> list[RivalExplanation]:
    """The log of other explanations, in the order of the results and then as written."""
    query = (
        select(RivalExplanation)
        .join(SocietalResult, SocietalResult.id == RivalExplanation.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == programme.id)
        .order_by(SocietalResult.position, SocietalResult.code, RivalExplanation.written_at, RivalExplanation.text)
    )
    return list(session.scalars(query))


def explain(session: Session, result: SocietalResult, text: str, account: Account) -> RivalExplanation:
    """Write down another explanation for a result."""
    if len(text.strip()) < 10:
        raise JoiningRefused("Schrijf de andere verklaring op in een hele zin.")
    row = RivalExplanation(
        result=result, text=text.strip(), account_id=account.id, pleads_for=[], pleads_against=[], state="open"
    )
    session.add(row)
    session.flush()
    return row


def plead(session: Session, rival: RivalExplanation, *, speaks_for: bool, kind: str, text: str) -> None:
    """Add a figure, story or source that speaks for or against an explanation."""
    if kind not in KINDS:
        raise JoiningRefused("Kies of het een cijfer, een verhaal of een andere bron is.")
    if not text.strip():
        raise JoiningRefused("Schrijf op wat er voor of tegen deze verklaring spreekt.")
    row = {"kind": kind, "text": text.strip()}
    if speaks_for:
        rival.pleads_for = [*(rival.pleads_for or []), row]
    else:
        rival.pleads_against = [*(rival.pleads_against or []), row]
    session.flush()


def judge(session: Session, rival: RivalExplanation, state: str) -> None:
    """Say whether an explanation still stands. Standing or rejected needs something that speaks for or against it."""
    if state not in STATES:
        raise JoiningRefused("Kies open, houdbaar of verworpen.")
    if state == "verworpen" and not rival.pleads_against:
        raise JoiningRefused("Schrijf eerst op wat er tegen deze verklaring spreekt. Daarna kunt u haar verwerpen.")
    if state == "houdbaar" and not rival.pleads_for:
        raise JoiningRefused("Schrijf eerst op wat er voor deze verklaring spreekt. Daarna kunt u haar houdbaar noemen.")
    rival.state = state
    session.flush()


def margins(session: Session, programme: Programme) -> list[Margin]:
    """How the population is divided, in order of trait and option."""
    query = select(PopulationMargin).where(PopulationMargin.programme_id == programme.id)
    rows = sorted(session.scalars(query), key=lambda one: (one.trait, one.option))
    return [
        Margin(one.trait, one.option, one.people, f"{one.source}, {one.year}" if one.source else str(one.year)) for one in rows
    ]


def divide(
    session: Session,
    programme: Programme,
    trait: str,
    people: Mapping[str, int],
    *,
    year: int,
    source: str,
    allowed: Iterable[str],
) -> int:
    """Write how the population is divided over a trait; an earlier division of that trait is replaced."""
    allowed = set(allowed)
    unknown = sorted(set(people) - allowed)
    if unknown:
        words = mark("‘{answer}’ is geen antwoord op deze vraag. Kies uit: {answers}.")
        raise JoiningRefused(say(words, answer=unknown[0], answers=", ".join(sorted(allowed)[:LONGEST])))
    if len(people) < 2:
        raise JoiningRefused("Vul bij minstens twee groepen in hoeveel mensen er wonen.")
    if any(not 0 <= one <= 100_000_000 for one in people.values()) or not sum(people.values()):
        raise JoiningRefused("Een aantal mensen is een heel getal van 0 of meer.")
    if not 1900 <= year <= 2200:
        raise JoiningRefused("Vul een jaar in van vier cijfers, bijvoorbeeld 2025.")
    if not source.strip():
        raise JoiningRefused("Schrijf op waar de aantallen vandaan komen, bijvoorbeeld CBS StatLine 03759ned.")
    session.execute(
        delete(PopulationMargin).where(PopulationMargin.programme_id == programme.id, PopulationMargin.trait == trait)
    )
    rows = {"programme_id": programme.id, "trait": trait, "year": year, "source": source.strip()}
    session.add_all([PopulationMargin(option=option, people=many, **rows) for option, many in sorted(people.items())])
    session.flush()
    return len(people)


def choose(session: Session, programme: Programme, *, sample: str, weighting: bool, reached: Mapping[str, int]) -> None:
    """Keep how people were asked, whether figures are also shown weighted, and how many were reached per wave."""
    if sample not in SAMPLES:
        raise JoiningRefused("Kies hoe de mensen zijn gevraagd.")
    settings: dict[str, Any] = {**(programme.settings or {}), "sample": sample, "weighting": weighting, "reached": dict(reached)}
    programme.settings = settings
    session.flush()
