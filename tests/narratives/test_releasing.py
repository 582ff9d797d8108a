from __future__ import annotations

import pytest

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


def test_who_wants_to_see_it_first_is_asked_first(session, tell):
    story = tell(WORDS, consent=intake.ConsentGiven(analyse=True, quote=True, quote_first=True))
    quote, account = releasing.propose(session, story, 0, 34), make_account(session)
    with pytest.raises(quoting.QuoteRefused, match="eerst"):
        releasing.release(session, quote, account)
    releasing.ask(session, quote)
    releasing.release(session, quote, account)
    releasing.take_back(session, quote)
    assert (quote.state, quote.text) == ("ingetrokken", "")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-3, 4), (15, 20), (9, 2), (900, 999)])
def test_a_quote_has_words(session, tell, reader, start, end):
    story = tell("Mijn buurvrouw ..... .")
    with pytest.raises(quoting.QuoteRefused):
        releasing.propose(session, story, start, end)
