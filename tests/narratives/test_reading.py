from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy.orm import Session

import database
from narratives import intake, reading
from narratives.codebook import CodeTerms, Gazetteer
from narratives.dutch.reader import Reader
from narratives.models import Annotation, Code, Decision, Story
from narratives.proposals import COULD_NOT, READ, Proposal, Reading
from tests.factories import make_account, make_area, make_programme

pytestmark = pytest.mark.store


class Pretend:
    """A reader that finds the codes it was given, and cannot read the word "gif"."""

    def __init__(self, name: str = "a", codes: Iterable[CodeTerms] = (), gazetteer: Gazetteer | None = None) -> None:
        self.name, self.codes, self.gazetteer = name, tuple(codes), gazetteer

    @property
    def version(self) -> str:
        return f"{self.name} {[c.terms for c in self.codes]}"[:80]

    def read(self, text: str, language: str = "nl") -> Reading:
        if text == "gif":
            return Reading(COULD_NOT, self.version, "te lang")
        found = [Proposal("theme", c.code, 0, 3, c.terms[0], 0.8) for c in self.codes]
        return Reading(READ, self.version, words=len(text.split()), tone=0.5, lemmas={"dag": 1}, proposals=tuple(found))

    def with_codebook(self, codes: Iterable[CodeTerms], gazetteer: Gazetteer) -> Pretend:
        return Pretend(self.name, codes, gazetteer)


def add_code(session: Session, programme, code: str, *terms: str) -> Code:
    one = Code(programme=programme, code=code, name=code, terms=list(terms), exclusions=[])
    session.add(one)
    session.flush()
    return one


def test_a_reading_is_kept_with_its_version(session, tell):
    story = tell("Het was een mooie dag.")
    add_code(session, story.programme, "dag", "dag")
    row = reading.annotate(session, story.id, Pretend())
    assert (story.state, row.words, row.tone, row.lemmas) == ("gelezen", 5, 0.5, {"dag": 1})
    assert [(a.kind, a.label, a.reader_version) for a in story.annotations] == [("theme", "dag", row.reader_version)]


def test_reading_again_replaces_proposals_and_leaves_decisions(session, tell):
    story = tell()
    add_code(session, story.programme, "dag", "dag")
    reading.annotate(session, story.id, Pretend())
    account = make_account(session)
    session.add(Decision(story=story, kind="theme", label="dag", start=0, end=3, verdict="rejected", account_id=account.id))
    session.flush()
    reading.annotate(session, story.id, Pretend("b"))
    session.expire_all()
    assert len(story.annotations) == 1
    assert story.annotations[0].reader_version.startswith("b ")
    assert [d.verdict for d in story.decisions] == ["rejected"]


def test_stale_is_not_read_or_read_by_another_version(session, tell):
    one, other = tell(), tell()
    reader = Pretend()
    assert set(reading.stale(session, reader)) == {one.id, other.id}
    assert len(reading.stale(session, reader, limit=1)) == 1
    assert reading.annotate_stale(session, reader) == 2
    assert reading.stale(session, reader) == []
    assert set(reading.stale(session, Pretend("b"))) == {one.id, other.id}
    add_code(session, one.programme, "nieuw", "nieuw")
    assert reading.stale(session, reader) == [one.id]
    intake.withdraw(session, one)
    assert reading.stale(session, Pretend("b")) == [other.id]


def test_what_could_not_be_read_is_stored_and_the_next_one_is_read(session, tell):
    bad, good = tell("gif"), tell("goed")
    reader = Pretend()
    assert reading.annotate_stale(session, reader) == 2
    session.expire_all()
    assert (bad.state, bad.reading.reason, good.state) == ("kon_niet", "te lang", "gelezen")
    assert intake.words(session, bad) == "gif"
    assert reading.stale(session, reader) == []  # not tried again by the same version


def test_the_codebook_comes_from_the_programme_with_its_known_names(session):
    programme = make_programme(session, organisation=None)
    add_code(session, programme, "b", "bb")
    add_code(session, programme, "a", "aa")
    make_area(session, programme.organisation, name="Vogelbuurt")
    make_area(session, make_programme(session).organisation, name="Elders")
    codes, gazetteer = reading.codebook_of(session, programme.id)
    assert [c.code for c in codes] == ["a", "b"]
    assert gazetteer.places == ("Vogelbuurt",)
    assert programme.organisation.name in gazetteer.organisations


def test_jobs_hold_no_transaction_while_reading(sessions, session, tell):
    story = tell()
    session.commit()

    class Looks(Pretend):
        def with_codebook(self, codes, gazetteer):
            return Looks(self.name, codes, gazetteer)

        def read(self, text, language="nl"):
            with sessions() as meanwhile, meanwhile.begin():  # would wait for a lock that is held
                meanwhile.get(Story, story.id).prompt = "meanwhile"
            return super().read(text, language)

    done = reading.annotate_each(database.reading(sessions), sessions, [story.id, "no such story"], Looks())
    assert done == 1
    session.expire_all()
    assert (story.state, story.prompt) == ("gelezen", "meanwhile")


def test_with_the_real_reader(session, tell, reader: Reader):
    story = tell("Ik ben niet meer eenzaam, dankzij mijn buurvrouw Fatma.")
    add_code(session, story.programme, "eenzaam", "eenzaam")
    row = reading.annotate(session, story.id, reader)
    kinds = {(a.kind, a.label) for a in story.annotations}
    assert {("theme", "eenzaam"), ("hide", "naam")} <= kinds
    assert row.tone > 0
    assert len(row.reader_version) <= 80
    assert "fatma" not in str(row.lemmas).lower()
    assert not any("fatma" in (a.reason + a.label).lower() for a in session.query(Annotation))  # the words are sealed
