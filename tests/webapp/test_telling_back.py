"""Telling back: with the card the teller sees what the story counts for and what was done; the desk sees how many led somewhere."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.learning.models import Dialogue, ImprovementAction, LearningCycle
from analysis.models import Ambition, ResultTheme, SocietalResult
from database import today
from narratives.models import Annotation, Code, Story
from tests import factories
from tests.webapp.resident import Walker, hidden, make_site
from tests.webapp.staff import make_staff
from tests.webapp.world import client_of

pytestmark = pytest.mark.store
WORDS = "Sinds de koffieochtend ken ik mijn buren."


@pytest.fixture
def walker(app: Flask, sessions: sessionmaker[Session]) -> Walker:
    with sessions() as session:
        make_site(session)
        session.commit()
    return Walker(app)


def tell_and_open(walker: Walker) -> None:
    """Tell a story and open the card of it."""
    walker.get("/verhaal/proef")
    data = {"token": hidden(walker.html, "token"), "verhaal": WORDS, "verhaal.analyse": "ja"}
    walker._follow(walker.client.post("/verhaal/proef", data=data), "/verhaal/proef")
    card = walker.card()
    walker.get("/kaart")
    walker._follow(walker.client.post("/kaart", data={"token": hidden(walker.html, "token"), "kaart": card}), "/kaart")


def read_and_act(session: Session, state: str) -> None:
    """The story was read, people talked today, and agreed on an action."""
    story = session.scalars(select(Story)).one()
    story.state = "gelezen"
    ambition = Ambition(programme_id=story.programme_id, code="a", name="Ambitie")
    code = Code(programme_id=story.programme_id, code="schaamte", name="Schaamte")
    session.add_all([ambition, code])
    session.flush()
    result = SocietalResult(ambition_id=ambition.id, code="r", title="Iedereen kent een buur")
    session.add(result)
    session.flush()
    account = factories.make_account(session, organisation=story.programme.organisation)
    one = LearningCycle(programme_id=story.programme_id, number=1, name="Ronde", state="verbeteractie", opened_on=today())
    session.add_all([ResultTheme(result_id=result.id, code_id=code.id, points="goed"), one])
    session.add(Annotation(story_id=story.id, kind="theme", label="schaamte", start=0, end=5, reason="x", reader_version="1"))
    session.flush()
    session.add(Dialogue(cycle_id=one.id, held_on=today(), title="Avond", account_id=account.id))
    act = {"aim": "aanbod", "text": "Koffie op <zaterdag>", "owner": "Jan Jansen", "due_on": date(2027, 1, 1), "state": state}
    session.add(ImprovementAction(cycle_id=one.id, result_id=result.id, effect="De deur is open.", **act))


@pytest.mark.parametrize(("state", "says"), [("gedaan", "Dit is gedaan."), ("vervallen", "Dit gaat niet door.")])
def test_the_card_tells_what_became_of_a_story(walker: Walker, state: str, says: str) -> None:
    tell_and_open(walker)
    assert "telt mee bij" not in walker.html  # nobody read it yet
    with walker.app.extensions["sessions"]() as session, session.begin():
        read_and_act(session, state)
    walker.get("/kaart/overzicht")
    for words in ("Iedereen kent een buur", "Koffie op &lt;zaterdag&gt;", says, "De deur is open."):
        assert words in walker.html
    assert not any(words in walker.html for words in ("Jan Jansen", "Schaamte", "schaamte", WORDS))
    walker.get("/kaart/overzicht?taal=ar")
    assert "تُحسب قصتك" in walker.html or walker.html.count('lang="ar"')


def test_the_desk_sees_how_many_stories_led_somewhere(walker: Walker) -> None:
    tell_and_open(walker)
    with walker.app.extensions["sessions"]() as session, session.begin():
        read_and_act(session, "open")
        programme = session.scalars(select(Story)).one().programme
        programme.min_residents = 3
        worker = make_staff(session, programme, "worker")
    client = client_of(walker.app, worker)
    assert "Leidden verhalen ergens toe?" not in client.get("/werk/proef/leren").text  # one story says something of one
    with walker.app.extensions["sessions"]() as session, session.begin():
        first = session.scalars(select(Story)).one()
        for _ in range(2):
            one = Story(programme_id=first.programme_id, told_on=first.told_on, words_sealed=b"x", state="gelezen")
            session.add(one)
            session.flush()
            session.add(
                Annotation(story_id=one.id, kind="theme", label="schaamte", start=0, end=5, reason="x", reader_version="1")
            )
    page = client.get("/werk/proef/leren").text
    assert "Leidden verhalen ergens toe?" in page and "Over 3 van de 3 verhalen" in page
