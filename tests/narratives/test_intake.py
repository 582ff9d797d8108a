from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from narratives import intake, reading, releasing
from narratives.dutch.reader import Reader
from narratives.models import Annotation, Consent, Decision, Quote, Signification, Story, StoryReading
from sealing import SealBroken
from tests.factories import make_account, make_programme

pytestmark = pytest.mark.store


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_words_are_sealed_and_come_back(session, tell):
    story = tell("Mijn buurvrouw Fatma 😀 hielp mij.")
    assert b"Fatma" not in story.words_sealed
    assert intake.words(session, story) == "Mijn buurvrouw Fatma 😀 hielp mij."
    assert story.consent.quote is True
    assert story.state == "nieuw"


def test_sealed_words_cannot_be_moved_to_another_story(session, tell):
    one, other = tell("Geheim van de een."), tell("Van de ander.")
    other.words_sealed = one.words_sealed
    with pytest.raises(SealBroken):
        intake.words(session, other)


@pytest.mark.parametrize(
    ("words", "consent", "error"),
    [
        ("Een verhaal.", intake.ConsentGiven(analyse=False, quote=True), intake.ConsentMissing),
        (" \n\t", intake.ConsentGiven(analyse=True), intake.NothingTold),
        ("\0\ud800", intake.ConsentGiven(analyse=True), intake.NothingTold),
    ],
)
def test_what_may_not_be_kept_leaves_nothing_behind(session, tell, words, consent, error):
    with pytest.raises(error):
        tell(words, consent=consent)
    assert count(session, Story) == count(session, Consent) == 0


def test_nuls_and_lone_surrogates_do_not_get_in(session, tell):
    assert intake.words(session, tell("a\0b\ud83dc")) == "abc"


def test_the_same_form_sent_twice_is_one_story(session, tell):
    programme = make_programme(session)
    first = tell("Eerste.", programme=programme, idempotency_key="k1")
    again = tell("Eerste.", programme=programme, idempotency_key="k1")
    assert again.id == first.id
    assert count(session, Story) == count(session, Consent) == 1


def test_a_key_of_another_programme_is_refused(session, tell):
    tell(idempotency_key="k1")
    with pytest.raises(intake.KeyTaken):
        tell(idempotency_key="k1")


def test_wanting_to_read_the_quote_first_is_kept_without_the_other_tick(session, tell):
    story = tell(consent=intake.ConsentGiven(analyse=True, quote=False, quote_first=True))
    assert (story.consent.quote, story.consent.quote_first) == (False, True)


def test_the_triad_and_the_worker_go_along(session, tell):
    account = make_account(session)
    points = [intake.TriadPoint("gevoel", {"a": "rust", "b": "zorg", "c": "hoop"}, 0.5, 0.3, 0.2)]
    story = tell(significations=points, logged_by=account, channel="gelogd", traits={"leeftijd": "75+"})
    assert [(s.code, s.a) for s in story.significations] == [("gevoel", 0.5)]
    assert story.organisation_id == account.organisation_id


def test_withdrawing_wipes_words_and_all_that_was_made_of_them(session: Session, tell, reader: Reader):
    story = tell("Mijn buurvrouw Fatma is heel lief voor mij.", significations=[intake.TriadPoint("x", {}, 1.0, 0.0, 0.0)])
    account = make_account(session)
    reading.annotate(session, story.id, reader)
    session.add(Decision(story=story, kind="hide", label="naam", start=15, end=20, verdict="accepted", account_id=account.id))
    quote = releasing.propose(session, story, 0, 43)
    releasing.release(session, quote, account)
    assert quote.text
    intake.withdraw(session, story)
    session.expire_all()
    assert story.state == "ingetrokken"
    assert story.words_sealed is None
    assert story.consent.withdrawn_on is not None
    assert (quote.state, quote.text, quote.released_by_id) == ("ingetrokken", "", None)
    assert [count(session, m) for m in (Annotation, Decision, StoryReading, Signification)] == [0, 0, 0, 0]
    assert count(session, Quote) == 1
    with pytest.raises(intake.StoryWithdrawn):
        intake.words(session, story)
    intake.withdraw(session, story)  # a second time changes nothing
    assert reading.annotate(session, story.id, reader) is None


def test_told_on_is_kept(session, tell):
    assert tell().told_on == date(2026, 5, 1)
