from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from narratives import intake, quoting, reading, releasing
from narratives.models import Decision
from tests.factories import make_account

pytestmark = pytest.mark.store

WORDS = "Mijn buurvrouw Fatma is heel lief. Zij kent Gerrit ook."


def test_a_released_quote_shows_stand_ins(session, tell, reader):
    story = tell(WORDS)
    reading.annotate(session, story.id, reader)
    quote = releasing.propose(session, story, 0, 34, attribution="inwoner")
    assert (quote.text, quote.state) == ("Mijn buurvrouw [naam] is heel lief.", "voorgesteld")
    account = make_account(session)
    releasing.release(session, quote, account)
    assert (quote.state, quote.released_by_id) == ("toegestaan", account.id)
    releasing.reject(session, quote, "toch niet")
    assert (quote.state, quote.released_by_id, quote.reason) == ("afgekeurd", None, "toch niet")


def test_a_name_added_later_is_gone_at_release(session, tell, reader):
    story = tell("Ik zag mijn lieve schatje Pimpampoentje weer.")
    quote = releasing.propose(session, story, 0, 45)
    assert "Pimpampoentje" in quote.text
    account = make_account(session)
    session.add(Decision(story=story, kind="hide", label="naam", start=26, end=39, verdict="added", account_id=account.id))
    session.flush()
    session.expire(story, ["decisions"])
    releasing.release(session, quote, account)
    assert quote.text == "Ik zag mijn lieve schatje [naam] weer."


def test_without_consent_no_quote(session, tell):
    story = tell(WORDS, consent=intake.ConsentGiven(analyse=True))
    with pytest.raises(quoting.QuoteRefused, match="geen toestemming"):
        releasing.propose(session, story, 0, 10)


@pytest.mark.parametrize("also_quote", [True, False])
def test_who_wants_to_see_it_first_is_asked_first(session, tell, also_quote):
    story = tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=also_quote, quote_first=True))
    quote, account = releasing.propose(session, story, 0, 34), make_account(session)
    with pytest.raises(quoting.QuoteRefused, match="eerst"):
        releasing.release(session, quote, account)
    releasing.ask(session, quote)
    with pytest.raises(quoting.QuoteRefused, match="nog geen ja"):
        releasing.release(session, quote, account)
    releasing.answer(session, quote, "ja")
    releasing.answer(session, quote, "ja")
    releasing.release(session, quote, account)
    assert (quote.state, quote.teller_said) == ("toegestaan", "ja")
    releasing.take_back(session, quote)
    assert (quote.state, quote.text) == ("ingetrokken", "")


def test_a_no_ends_it_also_when_it_was_released(session, tell):
    story, account = tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=True)), make_account(session)
    for released in (False, True):
        quote = releasing.propose(session, story, 0, 34)
        releasing.ask(session, quote)
        if released:
            releasing.release(session, quote, account)
        releasing.answer(session, quote, "nee")
        assert (quote.state, quote.teller_said, quote.released_by_id) == ("afgekeurd", "nee", None)
        for move in (releasing.ask, lambda s, q: releasing.answer(s, q, "ja"), lambda s, q: releasing.release(s, q, account)):
            with pytest.raises(quoting.QuoteRefused):
                move(session, quote)


def test_nobody_answers_for_a_quote_that_was_not_asked(session, tell):
    quote = releasing.propose(session, tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=True)), 0, 34)
    for said in ("ja", "nee"):
        with pytest.raises(quoting.MoveRefused):
            releasing.answer(session, quote, said)
    with pytest.raises(ValueError):
        releasing.answer(session, quote, "misschien")


def test_a_yes_holds_for_the_words_that_were_read(session, tell, reader):
    story = tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=True, quote_first=True))
    quote, account = releasing.propose(session, story, 0, 34), make_account(session)
    releasing.ask(session, quote)
    releasing.answer(session, quote, "ja")
    reading.annotate(session, story.id, reader)  # a name is hidden now: other words than were read
    with pytest.raises(quoting.QuoteRefused, match="veranderd"):
        releasing.release(session, quote, account)
    releasing.reject(session, quote)
    quote.state = "voorgesteld"
    releasing.ask(session, quote)
    assert (quote.text, quote.teller_said) == ("Mijn buurvrouw [naam] is heel lief.", None)
    releasing.answer(session, quote, "ja")
    releasing.release(session, quote, account)
    assert quote.state == "toegestaan"


def test_the_store_refuses_a_released_quote_with_a_no(session, tell):
    quote = releasing.propose(session, tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=True)), 0, 34)
    releasing.release(session, quote, make_account(session))
    quote.teller_said, quote.teller_said_on = "nee", quote.story.told_on
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-3, 4), (15, 20), (9, 2), (900, 999)])
def test_a_quote_has_words(session, tell, reader, start, end):
    story = tell("Mijn buurvrouw ..... .")
    with pytest.raises(quoting.QuoteRefused):
        releasing.propose(session, story, start, end)
