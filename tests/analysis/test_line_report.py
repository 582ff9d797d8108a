"""The reasoning line from tables to report: states, routes that only stories know, votes that stay closed, and the part as drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.line import contributing, gather, partners, routes, shaping, starting, store
from analysis.line.errors import LineRefused
from analysis.line.evidence import EvidenceRefused
from analysis.line.line import ACTIVITY, RESULT, STEP
from analysis.line.models import Contribution, ContributionVote
from analysis.report import rendering
from analysis.report.build import build
from analysis.report.snapshot import as_json, thaw
from narratives.models import Story
from surveys.parties import Activity
from tests import factories
from tests.analysis.world import make_world

pytestmark = pytest.mark.store


@pytest.fixture
def world(session: Session) -> Any:
    """The small world with a line: a step, a mechanism, a second partner and a link between them."""
    found = make_world(session)
    found.other = factories.make_organisation(session, name="De Brug")
    found.first = factories.make_account(session, organisation=found.programme.organisation)
    found.second = factories.make_account(session, organisation=found.other)
    partners.set_role(session, found.programme, found.other, "uitvoerder")
    found.step = shaping.write_step(session, found.result, None, title="Ouderen durven er weer op uit")
    store.set_mechanisms(
        session, activity(session), [store.take_mechanism(session, found.programme, "eenzaamheid/zelfde-mensen").code]
    )
    found.link = link(session, found, (ACTIVITY, "wandelen"), (STEP, found.step.code))
    return found


def activity(session: Session, code: str = "wandelen") -> Activity:
    return session.scalars(select(Activity).where(Activity.code == code)).one()


def link(session: Session, world: Any, below: tuple[str, str], above: tuple[str, str], **more: Any) -> Contribution:
    return contributing.link(session, world.programme, gather.read_line(session, world.programme), below, above, **more)


def test_a_programme_without_a_line_has_no_part(session: Session) -> None:
    assert build(session, make_world(session).programme).line is None


def test_the_part_has_states_and_findings_and_comes_back_from_a_snapshot(session: Session, world: Any) -> None:
    report = build(session, world.programme)
    part = report.line
    assert part is not None
    states = {(one.below, one.above): one.states for one in part.line.links}
    assert states[(ACTIVITY, "wandelen"), (STEP, world.step.code)][-1] == "Nog niets bekend over de uitvoering"
    assert states[(STEP, world.step.code), (RESULT, world.result.code)][0].startswith(("Het cijfer", "Te "))
    assert "doel_onduidelijk" in {one.check for one in part.findings}
    assert thaw(as_json(report)) == report
    assert as_json(build(session, world.programme)) == as_json(report)


def test_votes_of_an_open_round_are_not_in_the_report(session: Session, world: Any) -> None:
    contributing.vote(session, world.link, world.first, "groot")
    found = gather.read_line(session, world.programme).out_of((ACTIVITY, "wandelen"))[0]
    assert (found.agreement, found.weight, found.votes) == ("loopt", None, ())
    assert contributing.votes_for(session, world.link, world.second) is None
    contributing.vote(session, world.link, world.second, "klein")
    found = gather.read_line(session, world.programme).out_of((ACTIVITY, "wandelen"))[0]
    assert (found.agreement, found.weight, len(found.votes)) == ("ver_uiteen", "klein", 2)
    scored = contributing.votes_for(session, world.link, world.second)
    assert scored is not None and dict(scored.votes)["De Brug"] == "klein"


def test_a_weight_is_agreed_after_somebody_voted(session: Session, world: Any) -> None:
    with pytest.raises(LineRefused, match="eerst elke partner alleen"):
        contributing.settle(session, world.link, "groot")
    contributing.vote(session, world.link, world.first, "klein")
    contributing.settle(session, world.link, "groot")
    assert gather.read_line(session, world.programme).out_of((ACTIVITY, "wandelen"))[0].weight == "groot"


def test_the_store_itself_refuses_proof_by_one_person(session: Session, world: Any) -> None:
    world.link.evidence, world.link.design = "bewezen", "rct"
    world.link.proposed_by_id = world.link.reviewer_id = world.first.id
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_changed_argument_takes_back_the_proof(session: Session, world: Any) -> None:
    contributing.attach(session, world.link, "cijfer", "eenzaam")
    said = {"level": "bewezen", "argument": "Het werkt zo.", "design": "Gerandomiseerd, 2024", "far_enough": False}
    contributing.argue(session, world.link, world.first, **said)
    with pytest.raises(EvidenceRefused, match="niet zelf bevestigen"):
        contributing.confirm(session, world.link, world.first)
    contributing.confirm(session, world.link, world.second)
    assert world.link.evidence == "bewezen"
    contributing.argue(session, world.link, world.first, **{**said, "design": "Toch anders"})
    assert (world.link.evidence, world.link.reviewer_id) == ("onderbouwd", None)


def told_at(session: Session, world: Any, code: str, count: int) -> None:
    """This many stories of the world were told at an activity."""
    row = activity(session, code)
    good = session.scalars(select(Story).where(Story.programme_id == world.programme.id).order_by(Story.id)).all()
    picked = [
        one
        for one in good
        if any(each.label == "contact" for each in one.annotations) and not one.decisions and not one.activity_id
    ]
    for one in picked[:count]:
        one.activity_id = row.id
    session.flush()


def test_a_route_that_only_stories_know_appears_and_never_with_a_small_number(session: Session, world: Any) -> None:
    factories.make_activity(session, world.programme, code="koor", name="Koor")
    told_at(session, world, "koor", 2)
    assert routes.known_to_stories(session, world.programme, 3) == {}
    told_at(session, world, "koor", 2)
    assert routes.known_to_stories(session, world.programme, 3) == {("koor", world.result.code): "ten minste 3 verhalen"}
    part = build(session, world.programme).line
    assert part is not None
    new = next(one for one in part.line.links if one.unplanned)
    assert (new.below, new.above) == ((ACTIVITY, "koor"), (RESULT, world.result.code))
    assert "ongeplande_weg" in {one.check for one in part.findings}
    link(session, world, *(new.below, new.above))
    part = build(session, world.programme).line
    assert part is not None and not any(one.unplanned for one in part.line.links)


def test_stories_without_consent_know_nothing(session: Session, world: Any) -> None:
    told_at(session, world, "wandelen", 5)
    assert routes.known_to_stories(session, world.programme, 3)
    for one in session.scalars(select(Story).where(Story.activity_id.is_not(None))):
        one.consent.withdrawn_on = date(2026, 6, 1)
    session.flush()
    assert routes.known_to_stories(session, world.programme, 3) == {}


def test_the_drawn_report_tells_the_line_and_hides_what_is_open(session: Session, world: Any) -> None:
    challenge = store.write_challenge(session, world.programme, "Niemand <alleen>.")
    store.agree(session, challenge, world.other, "de directeur", date(2026, 1, 5))
    term = store.write_term(session, world.programme, "eenzaam", "")
    store.read_term(session, term, world.other, "Wie niemand spreekt.")
    shaping.decide(session, activity(session), world.first, "doorgaan", reason="Nog een jaar kijken.", on=date(2026, 5, 1))
    shaping.deliver(session, activity(session), "2026", "deels", "minder weken")
    page = rendering.html(build(session, world.programme))
    for words in (
        "Niemand &lt;alleen&gt;.",
        "De Brug (de directeur, 5 januari 2026)",
        "Nog een jaar kijken.",
        "minder weken",
        "Gaten in de redenering",
    ):
        assert words in page
    assert "Wie niemand spreekt." not in page  # readings are the partners' own; the report shows what was agreed
    assert 'id="redeneerlijn"' in page


def test_links_go_only_where_they_can(session: Session, world: Any) -> None:
    with pytest.raises(LineRefused, match="Deze lijn kan niet"):
        link(session, world, (ACTIVITY, "wandelen"), ("ambitie", "meedoen"))
    with pytest.raises(LineRefused, match="twee dingen"):
        link(session, world, (ACTIVITY, "bestaat-niet"), (RESULT, world.result.code))
    assert link(session, world, (ACTIVITY, "wandelen"), (STEP, world.step.code)).id == world.link.id


def test_taking_a_step_away_takes_its_links_and_votes(session: Session, world: Any) -> None:
    contributing.vote(session, world.link, world.first, "groot")
    shaping.remove(session, world.step, (STEP, world.step.code), world.programme)
    assert session.scalars(select(Contribution)).all() == []
    assert session.scalars(select(ContributionVote)).all() == []
    with pytest.raises(LineRefused, match="hangt nog iets aan"):
        shaping.remove(session, world.result)


def test_codes_are_plain_and_never_taken_twice() -> None:
    assert store.code_of("Eén plek, voor iedereen!", set()) == "een-plek-voor-iedereen"
    assert store.code_of("Koffie", {"koffie", "koffie-2"}) == "koffie-3"
    assert store.code_of("!!!", set()) == "naamloos"
    assert len(store.code_of("x" * 300, set())) <= 40


def test_a_light_start_can_be_measured_at_once(session: Session) -> None:
    programme = make_world(session).programme
    what = starting.Beginning(
        goal="Minder ouderen voelen zich eenzaam in Noord", group="ouderen", area="Noord", horizon=date(2027, 12, 31), activities=("Eten",),
        indicators=(("Wie er meedoet", "tellen"), ("Kunt u bij iemand terecht?", "vraag"), ("Verhalen", "verhalen")), question="Wilt u vertellen?",
    )  # fmt: skip
    starting.begin(session, programme, what, date(2026, 6, 1))
    result = build(session, programme).results[-1]
    assert [one.measure_kind for one in result.indicators] == ["count", "prevalence", "story_verdict"]
    assert all(
        one.waves == () or one.waves[-1].figure.value is None or one.measure_kind != "prevalence" for one in result.indicators
    )
    with pytest.raises(LineRefused, match="voor wie"):
        starting.begin(
            session, programme, starting.Beginning("Doel", "", "", None, ("a",), (("b", "tellen"),), "c"), date(2026, 6, 1)
        )
