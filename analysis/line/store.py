"""The verbs of the words: the shared challenge and who agreed, the glossary, and the working mechanisms."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.line import gather, library
from analysis.line.errors import LineRefused
from analysis.line.evidence import EVIDENCE
from analysis.line.models import ActivityMechanism, GlossaryTerm, Mechanism, SharedChallenge, TermReading
from narratives import codebook
from narratives.codebook import TermRefused
from saying import say
from surveys.parties import Activity, Organisation, Programme


def code_of(name: str, taken: Collection[str], most: int = 40) -> str:
    """A code for a name, that nothing else has yet: small letters, digits and dashes."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = "".join(c if c.isalnum() else "-" for c in letters)
    short = "-".join(part for part in plain.split("-") if part)[: most - 4].strip("-") or "naamloos"
    return next(one for number in range(1, 10_000) if (one := short if number == 1 else f"{short}-{number}") not in taken)


def write_challenge(session: Session, programme: Programme, text: str) -> SharedChallenge:
    """A new text of the challenge beside the older ones; the same text again changes nothing. Who agreed starts anew."""
    newest = gather.newest_challenge(session, programme)
    if not text.strip():
        raise LineRefused("Schrijf op voor welke opgave u samen staat.")
    if newest is not None and newest.text == text:
        return newest
    one = SharedChallenge(programme_id=programme.id, version=newest.version + 1 if newest else 1, text=text, agreed_by=[])
    session.add(one)
    session.flush()
    return one


def agree(session: Session, challenge: SharedChallenge, organisation: Organisation, who: str, on: date) -> None:
    """Write down that a partner agrees to this text; saying it again replaces the first time."""
    if not who.strip():
        raise LineRefused("Schrijf op namens wie de partner akkoord gaat, bijvoorbeeld ‘de directeur’.")
    others = [one for one in challenge.agreed_by if one["organisation"] != organisation.code]
    challenge.agreed_by = [*others, {"organisation": organisation.code, "who": who, "on": on.isoformat()}]
    session.flush()


def write_term(session: Session, programme: Programme, term: str, agreed: str) -> GlossaryTerm:
    """A word with its agreed meaning ("" = not agreed yet)."""
    if not term.strip():
        raise LineRefused("Schrijf het woord op.")
    query = select(GlossaryTerm).where(GlossaryTerm.programme_id == programme.id, GlossaryTerm.term == term)
    one = session.scalars(query).first() or GlossaryTerm(programme_id=programme.id, term=term)
    one.agreed = agreed
    session.add(one)
    session.flush()
    return one


def read_term(session: Session, term: GlossaryTerm, organisation: Organisation, text: str) -> TermReading:
    """How a partner reads a word; its newest reading replaces the older one."""
    if not text.strip():
        raise LineRefused("Schrijf op wat dit woord voor u betekent.")
    query = select(TermReading).where(TermReading.term_id == term.id, TermReading.organisation_id == organisation.id)
    one = session.scalars(query).first() or TermReading(term_id=term.id, organisation_id=organisation.id)
    one.text = text
    session.add(one)
    session.flush()
    session.expire(term, ["readings"])
    return one


def terms(session: Session, programme: Programme) -> list[GlossaryTerm]:
    """The words of a programme, by the word."""
    query = select(GlossaryTerm).where(GlossaryTerm.programme_id == programme.id).order_by(GlossaryTerm.term)
    return list(session.scalars(query))


def take_term(session: Session, programme: Programme, organisation: Organisation, name: str, meaning: str) -> GlossaryTerm:
    """A word of the library as a reading of one partner; what was agreed or read before stays."""
    found = next((one for one in terms(session, programme) if one.term.casefold() == name.casefold()), None)
    row = found or write_term(session, programme, name.lower(), "")
    if not any(one.organisation_id == organisation.id for one in row.readings):
        read_term(session, row, organisation, meaning)
    return row


def take_mechanism(session: Session, programme: Programme, key: str) -> Mechanism:
    """Take a mechanism over from the library; taking it twice is the same as once."""
    entry = library.mechanisms().get(key)
    if entry is None:
        raise LineRefused("Dit mechanisme staat niet in de bibliotheek. Kies er een uit de lijst.")
    query = select(Mechanism).where(Mechanism.programme_id == programme.id, Mechanism.code == entry.code)
    one = session.scalars(query).first()
    if one is None:
        one = Mechanism(
            programme_id=programme.id, code=entry.code, name=entry.name, for_whom=entry.for_whom, conditions=entry.conditions,
            source=entry.source, strength=entry.strength, own=False, checklist=list(entry.checklist), terms=list(entry.terms),
        )  # fmt: skip
        session.add(one)
        session.flush()
    return one


def write_mechanism(session: Session, programme: Programme, one: Mechanism | None, **values: object) -> Mechanism:
    """An addition of the programme's own, or a change of one. `values`: columns of Mechanism."""
    name = str(values.get("name", ""))
    if not name.strip():
        raise LineRefused("Schrijf op wat er werkt, bijvoorbeeld ‘telkens dezelfde mensen ontmoeten’.")
    if values.get("strength") not in EVIDENCE[:3]:
        raise LineRefused("Kies hoe sterk dit is: verondersteld, aannemelijk of onderbouwd.")
    _check_terms(values.get("terms", ()))
    if one is None:
        taken = set(session.scalars(select(Mechanism.code).where(Mechanism.programme_id == programme.id)))
        one = Mechanism(programme_id=programme.id, code=code_of(name, taken), own=True)
        session.add(one)
    for column, value in values.items():
        setattr(one, column, value)
    session.flush()
    return one


def _check_terms(terms: object) -> None:
    for one in terms if isinstance(terms, list | tuple) else ():
        try:
            codebook.parse(str(one))
        except TermRefused as refused:
            raise LineRefused(say("‘{word}’ kan niet als zoekwoord. {why}", word=one, why=refused)) from refused


def set_mechanisms(session: Session, activity: Activity, codes: Iterable[str]) -> None:
    """Through which mechanisms an activity works: exactly these."""
    known = {one.code: one for one in session.scalars(select(Mechanism).where(Mechanism.programme_id == activity.programme_id))}
    chosen = {known[code].id for code in codes if code in known}
    rows = session.scalars(select(ActivityMechanism).where(ActivityMechanism.activity_id == activity.id)).all()
    for row in rows:
        if row.mechanism_id not in chosen:
            session.delete(row)
    for mechanism in sorted(chosen - {row.mechanism_id for row in rows}):
        session.add(ActivityMechanism(activity_id=activity.id, mechanism_id=mechanism))
    session.flush()
