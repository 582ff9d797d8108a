"""What became of a story: only after it was told, only what was agreed, and no number that says something of a few."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from analysis.learning import telling_back
from analysis.learning.models import Dialogue, ImprovementAction, LearningCycle
from analysis.models import Ambition, Interpretation, ResultTheme, SocietalResult
from database import utcnow
from narratives.models import Annotation, Code, Consent, Decision, Quote, Story
from surveys.parties import Account, Programme
from tests import factories

TOLD, TALKED = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def parties(session: Session) -> tuple[Programme, Account]:
    programme = factories.make_programme(session)
    return programme, factories.make_account(session, organisation=programme.organisation)


@pytest.fixture
def result(session: Session, parties: tuple[Programme, Account]) -> SocietalResult:
    """A result about which the theme "plek" speaks, in a programme with a second theme that speaks about nothing."""
    programme, _ = parties
    ambition = Ambition(programme_id=programme.id, code="a", name="Ambitie")
    session.add_all([ambition, place := Code(programme_id=programme.id, code="plek", name="Plek")])
    session.add(Code(programme_id=programme.id, code="weer", name="Weer"))
    session.flush()
    one = SocietalResult(ambition_id=ambition.id, code="r", title="Iedereen heeft een plek")
    session.add(one)
    session.flush()
    session.add(ResultTheme(result_id=one.id, code_id=place.id, points="goed"))
    return one


def story(session: Session, programme: Programme, theme: str = "plek", told: date = TOLD, **values: str) -> Story:
    one = Story(programme_id=programme.id, told_on=told, words_sealed=b"x", **{"state": "gelezen", **values})
    session.add(one)
    session.flush()
    session.add(Consent(story_id=one.id, analyse=True, given_on=told))
    session.add(Annotation(story_id=one.id, kind="theme", label=theme, start=0, end=4, reason="woord", reader_version="1"))
    session.flush()
    return one


def agreed(session: Session, result: SocietalResult, account: Account, state: str = "open", **values: str) -> LearningCycle:
    """A round in which people talked on a day and agreed on an action for the result."""
    one = LearningCycle(
        programme_id=result.ambition.programme_id, name="Ronde", opened_on=TALKED, **{"number": 1, "state": "gesloten", **values}
    )
    session.add(one)
    session.flush()
    session.add(Dialogue(cycle_id=one.id, held_on=TALKED, title="Avond", account_id=account.id))
    session.add(
        ImprovementAction(
            cycle_id=one.id, result_id=result.id, aim="aanbod", text="Een deur open", owner="Jan", due_on=TALKED, state=state
        )
    )
    session.flush()
    return one


def test_a_story_leads_to_what_was_agreed_after_it(
    session: Session, parties: tuple[Programme, Account], result: SocietalResult
) -> None:
    programme, account = parties
    agreed(session, result, account, "gedaan")
    one, late = story(session, programme), story(session, programme, told=date(2026, 6, 1))
    (found,) = telling_back.followed(session, one)
    assert (found.title, found.spoken_on) == ("Iedereen heeft een plek", None)
    assert [(act.text, act.state) for act in found.actions] == [("Een deur open", "gedaan")]
    assert "Jan" not in repr(found)  # who does it may be a name
    (after,) = telling_back.followed(session, late)
    assert after.actions == ()
    assert telling_back.followed(session, story(session, programme, "weer")) == ()


def test_the_day_on_which_people_read_it_together(
    session: Session, parties: tuple[Programme, Account], result: SocietalResult
) -> None:
    programme, account = parties
    for day, who in ((date(2026, 2, 1), "inwoners"), (date(2026, 4, 2), "inwoners"), (date(2026, 8, 1), "")):
        session.add(
            Interpretation(
                result_id=result.id,
                text="Zo",
                with_whom=who,
                account_id=account.id,
                written_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        )
    session.flush()
    (found,) = telling_back.followed(session, story(session, programme))
    assert found.spoken_on == date(2026, 4, 2)


@pytest.mark.parametrize("state", ["rapportage", "eerst_het_team", "gesprek"])
def test_nothing_of_a_round_in_which_people_still_talk(
    session: Session, parties: tuple[Programme, Account], result: SocietalResult, state: str
) -> None:
    agreed(session, result, parties[1], state="open").state = state
    session.flush()
    (found,) = telling_back.followed(session, story(session, parties[0]))
    assert found.actions == ()


def test_what_was_not_read_or_taken_back_says_nothing(
    session: Session, parties: tuple[Programme, Account], result: SocietalResult
) -> None:
    one = story(session, parties[0])
    for state in ("nieuw", "kon_niet"):
        one.state = state
        assert telling_back.followed(session, one) == ()
    one.state, one.consent.withdrawn_on = "gelezen", TALKED
    assert telling_back.followed(session, one) == ()


def test_a_theme_that_a_person_rejected_leads_nowhere(
    session: Session, parties: tuple[Programme, Account], result: SocietalResult
) -> None:
    one = story(session, parties[0])
    no = Decision(story_id=one.id, kind="theme", label="plek", start=0, end=0, verdict="rejected", account_id=parties[1].id)
    session.add(no)
    session.flush()
    session.expire(one)
    assert telling_back.followed(session, one) == ()


def test_the_share_names_nothing_of_a_few(session: Session, parties: tuple[Programme, Account], result: SocietalResult) -> None:
    programme, account = parties
    few = programme.min_residents
    agreed(session, result, account, "bezig")
    for _ in range(few - 1):
        story(session, programme)
    assert telling_back.share(session, programme) is None
    quoted = story(session, programme)
    session.add(
        Quote(
            story_id=quoted.id, start=0, end=4, text="Mijn", state="toegestaan", released_by_id=account.id, released_at=utcnow()
        )
    )
    session.flush()
    assert telling_back.share(session, programme) == telling_back.Share(few, None, few, 0)
    story(session, programme, "weer")
    assert telling_back.share(session, programme) == telling_back.Share(few + 1, None, None, 0)
    for _ in range(few - 1):
        story(session, programme, "weer")
    story(session, programme, state="nieuw")
    assert telling_back.share(session, programme) == telling_back.Share(2 * few, None, few, 0)
