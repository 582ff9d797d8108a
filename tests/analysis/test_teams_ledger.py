"""The figures of teams in the publication ledger: what one employee answered never follows from what went out before and after."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.ledger import members, preparing
from analysis.ledger import store as ledger
from analysis.ledger.members import Cut
from analysis.ledger.models import MemberSet, Publication, PublishedCut
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.report import snapshot
from analysis.teams import answers, guarding
from surveys.models import Response
from tests.analysis.teams_world import SIZES, _answer, make_teams
from webapp.demo.answers_wijkteams import TeamMood, employee

DAY = date(2026, 4, 15)
MARKS = {f"schaal:{code}" for code in (*answers.DIMENSIONS, *answers.WITHIN_TEAM)}
BIG = {f"{town}_{letter}": 6 + place % 4 for town in ("noord", "zuid") for place, letter in enumerate("abcde")}


def publish(session: Session, programme: Any) -> preparing.Prepared:
    prepared = preparing.prepare(session, programme)
    preparing.publish_report(session, programme, prepared, title="Rapport", audience="raad", account=None)
    return prepared


def sheet(session: Session, programme: Any, team: str) -> guarding.Ready:
    ready = guarding.prepare(session, programme, team, DAY)
    guarding.publish(session, programme, ready, None)
    return ready


def join(session: Session, world: Any, team: str, seed: int) -> Response:
    """One employee more."""
    given = employee(random.Random(f"later {seed}"), team, TeamMood("toets", "een", 3), 0)
    made = _answer(session, world.waves["quickscan_medewerkers"], given)
    session.flush()
    return made


def leave(session: Session, world: Any, team: str) -> None:
    """One employee takes the answers back."""
    mine = select(Response).where(Response.wave_id == world.waves["quickscan_medewerkers"].id).order_by(Response.id)
    gone = next(one for one in session.scalars(mine) if one.answers.get("team") == team)
    gone.state, gone.answers = "ingetrokken", {}
    session.flush()


def computed(session: Session, programme: Any) -> list[tuple[str, int]]:
    """Who has every publication: of which people does the mark follow? By projection onto the row space of all published sets."""
    rows = session.execute(
        select(PublishedCut.population, PublishedCut.subject, MemberSet.members)
        .join(Publication, PublishedCut.publication_id == Publication.id)
        .join(MemberSet, (MemberSet.digest == PublishedCut.digest) & (MemberSet.programme_id == Publication.programme_id))
        .where(Publication.programme_id == programme.id, PublishedCut.subject.in_(MARKS))
    ).all()
    found = []
    for which in {(population, subject) for population, subject, _ in rows}:
        sets = [members.opened(kept) for *one, kept in rows if tuple(one) == which]
        size = members.size(sets)
        matrix = np.array([members.bits(one, size) for one in sets], float)
        projection = np.linalg.pinv(matrix) @ matrix
        found += [(which[1], place) for place in range(size) if projection[place, place] > 1 - 1e-9]
    return found


def of_scale(cuts: tuple[Cut, ...], code: str) -> list[Cut]:
    return [
        one for one in cuts if one.subject == f"schaal:{code}" and one.population.startswith("antwoorden:quickscan_medewerkers")
    ]


def test_the_cuts_are_what_the_report_shows(session: Session) -> None:
    world = make_teams(session, BIG)
    prepared = publish(session, world.programme)
    assert prepared.report.teams is not None and not prepared.refusals
    for one in prepared.report.teams.dimensions:
        cuts = of_scale(prepared.cuts, one.code)
        assert [cut.n for cut in cuts if cut.whole] == [one.everyone.n]
        teams = [cut for cut in cuts if not cut.whole]
        assert len(teams) == len(one.spots) and sum(cut.n for cut in teams) == one.reference.n
        assert all(cut.n >= 5 and cut.minimum == 5 for cut in teams)
    assert not [cut for cut in prepared.cuts if cut.place[:2] == ("onderdeel", "teams")]  # none is guarded by its number alone


@pytest.mark.parametrize(
    ("sizes", "team", "seed"),
    [(BIG, "noord_b", 1), (BIG, "zuid_e", 2), (BIG, "", 3), (SIZES, "zuid_b", 4), (SIZES, "noord_b", 5)],
)
def test_who_came_between_two_publications_is_not_computed(session: Session, sizes: dict[str, int], team: str, seed: int) -> None:
    """Reports and sheets before and after one employee more (also one without a team, and one of a team that was too small)."""
    world = make_teams(session, sizes)
    programme = world.programme
    first = publish(session, programme)
    sheet(session, programme, team or "noord_a")
    join(session, world, team, seed)
    for one in ("noord_a", team or "zuid_a", "zuid_c"):
        sheet(session, programme, one)
    second = publish(session, programme)
    sheet(session, programme, team or "noord_a")
    assert computed(session, programme) == []
    assert second.refusals
    assert all(
        "dezelfde" in one.sentence or "minder dan 5" in one.sentence for one in second.refusals if one.cut.subject in MARKS
    )
    before, after = first.report.teams, second.report.teams
    assert before is not None and after is not None
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        assert old.everyone.n is None or new.everyone.n in (None, old.everyone.n)  # all together is held, the other teams stay
        assert new.reference.value is not None


def test_the_attacker_of_this_test_finds_what_an_unguarded_ledger_lets_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same history without the check gives the employee away: so the test above can fail."""
    world = make_teams(session, BIG)
    monkeypatch.setattr(preparing, "check", lambda *_: ())
    monkeypatch.setattr(ledger, "check", lambda *_: ())
    publish(session, world.programme)
    join(session, world, "noord_b", 1)
    publish(session, world.programme)
    assert {subject for subject, _ in computed(session, world.programme)} >= {f"schaal:{code}" for code in answers.DIMENSIONS}


@pytest.mark.parametrize("team", ["noord_a", "zuid_c"])
def test_who_takes_answers_back_is_not_computed(session: Session, team: str) -> None:
    world = make_teams(session)
    publish(session, world.programme)
    sheet(session, world.programme, team)
    leave(session, world, team)
    after = sheet(session, world.programme, team)
    assert after.sheet.held and after.sheet.dimensions == () and after.sheet.answered is None
    publish(session, world.programme)
    assert computed(session, world.programme) == []


def test_enough_new_employees_bring_the_team_back(session: Session) -> None:
    world = make_teams(session, BIG)
    publish(session, world.programme)
    for seed in range(5):
        join(session, world, "noord_b", seed)
    again = publish(session, world.programme)
    assert again.report.teams is not None and not [one for one in again.refusals if one.cut.subject in MARKS]
    assert computed(session, world.programme) == []


def test_the_same_sheet_is_recorded_once_and_an_empty_one_never(session: Session) -> None:
    world = make_teams(session)
    ready = guarding.prepare(session, world.programme, "noord_a", DAY)
    assert not guarding.told(session, world.programme, ready.cuts)
    first = guarding.publish(session, world.programme, ready, None)
    assert first is not None and (first.kind, first.audience, first.title) == ("blad", "team", "Blad van Team noord_a")
    again = guarding.prepare(session, world.programme, "noord_a", DAY)
    assert guarding.told(session, world.programme, again.cuts)
    assert guarding.publish(session, world.programme, again, None) == first
    empty = guarding.prepare(session, world.programme, "zuid_b", DAY)
    assert guarding.publish(session, world.programme, empty, None) is None and empty.cuts == ()
    assert len(ledger.publications(session, world.programme)) == 1


def test_with_two_teams_a_sheet_tells_nothing_of_the_other(session: Session) -> None:
    """The mean of two teams minus the own mark is the other; so is a dot."""
    world = make_teams(session, {"noord_a": 7, "noord_b": 8})
    ready = sheet(session, world.programme, "noord_a")
    assert ready.sheet.answered == 7 and len(ready.sheet.dimensions) == 5
    for one in ready.sheet.dimensions:
        assert one.own.value is not None
        assert one.all_teams.spots == () and one.all_teams.reference.value is None and one.difference == ""
        assert one.all_teams.everyone.value is None and one.same_age is None
    assert {one.place[-1] for one in ready.cuts} == {"noord_a"}
    report = publish(session, world.programme).report
    assert report.teams is not None
    for dimension in report.teams.dimensions:  # nor does the report: all employees minus the own team is the other team
        assert dimension.everyone.value is None and dimension.reference.value is None and dimension.spots == ()


@pytest.mark.parametrize(("teams", "dots"), [(3, 0), (4, 3)])
def test_dots_from_three_other_teams_on(session: Session, teams: int, dots: int) -> None:
    world = make_teams(session, {f"noord_{letter}": 7 + place for place, letter in enumerate("abcd"[:teams])})
    made = guarding.prepare(session, world.programme, "noord_a", DAY).sheet
    assert {len(one.all_teams.spots) for one in made.dimensions} == {dots}
    assert all(one.all_teams.reference.value is not None for one in made.dimensions)


def test_a_figure_of_residents_over_the_same_colleagues_takes_no_team_away(session: Session) -> None:
    """An indicator on a scale of the quickscan has the minimum of residents; the teams of five to nine stay."""
    world = make_teams(session, BIG)
    ambition = Ambition(programme_id=world.programme.id, code="goed", name="Goed", text="x")
    result = SocietalResult(ambition=ambition, code="hulp", title="Hulp", target_group="", area="", question="")
    rule = {"survey": answers.EMPLOYEES, "scale": "hulp"}
    more = {
        "definition": "x",
        "level": "outcome",
        "measure_kind": "mean",
        "direction": "omhoog",
        "not_measured": "x",
        "rule": rule,
    }
    session.add(Indicator(result=result, code="hulp", name="Hulp", position=0, **more))
    session.flush()
    first = publish(session, world.programme)
    assert first.report.results[0].indicators[0].waves[-1].figure.value is not None
    assert not first.refusals and len(of_scale(first.cuts, "hulp")) == len(BIG) + 2


def test_a_report_that_was_kept_still_opens(session: Session) -> None:
    """A class of age as an earlier version kept it, without the number of teams."""
    world = make_teams(session)
    report = publish(session, world.programme).report
    old = snapshot.as_json(report).replace(b'"teams": 3', b'"soort": 3')
    assert snapshot.thaw(old).teams is not None
