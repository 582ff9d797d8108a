"""The teams in the report and on the sheet of a team: what is shown, what is hidden, and that it comes out right."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.report import build, rendering, snapshot
from analysis.teams import ages, answers, asking, board, charts, part, printing, releasing, sheet, store
from analysis.teams.refusals import SheetUnknown, TeamRefused, TeamsNotAsked
from surveys import definition, library, scoring
from surveys.models import Response
from tests import factories
from tests.analysis.teams_world import SIZES, context_of, make_teams


@pytest.fixture
def world(session: Session) -> Any:
    return make_teams(session)


def by_hand(session: Session, world: Any, team: str, scale: str) -> float:
    """The mark of a team with the plain scoring rule, answer by answer."""
    content = definition.Definition.from_canonical(world.waves["quickscan_medewerkers"].version.content)
    rows = session.scalars(select(Response).where(Response.wave_id == world.waves["quickscan_medewerkers"].id)).all()
    found = [scoring.score(content.scales[scale], one.answers) for one in rows if one.answers["team"] == team]
    marks = [1 + (one.value - 1) * 9 / 4 for one in found if one is not None]
    return sum(marks) / len(marks)


def test_marks_are_those_of_the_plain_scoring_rule(session: Session, world: Any) -> None:
    found = board.of(session, world.programme, context_of(session, world.programme).material)
    assert found is not None
    for code in answers.DIMENSIONS:
        for team in ("noord_a", "zuid_c"):
            assert found.dimensions[code].teams[team].value == pytest.approx(by_hand(session, world, team, code))


def test_a_programme_without_teams_or_answers_has_no_part(session: Session) -> None:
    bare = factories.make_programme(session)
    assert part.part(session, context_of(session, bare)) is None


def test_the_part_holds_no_team_and_nothing_too_small(session: Session, world: Any) -> None:
    made = part.part(session, context_of(session, world.programme))
    assert made is not None
    text = json.dumps(dataclasses.asdict(made))
    assert not any(code in text or one.name in text for code, one in world.teams.items())
    assert (made.people, made.teams, made.minimum) == (sum(SIZES.values()), 8, 5)
    for one in made.dimensions:
        assert len(one.spots) == 6  # zuid_b has four answers; zuid_d goes with it
        assert [group.teams for group in one.municipalities] == [3, 3]
        assert one.reference.n is not None and one.reference.n >= 5
    assert made.challenges[0] in {"Geld", "Wijk"}
    assert [(one.teams, one.spots) for one in made.ages] == [(3, ()), (3, ())]  # means of three; a dot among three is half a name
    assert made.help[0].n is not None and made.help[0].goal.value is not None
    assert [one.label for one in made.clients] == ["Noorddorp", "Zuiddorp"]
    assert {one.label for one in made.money} == {"Noorddorp", "Zuiddorp"}
    assert all(one.help.n is not None or one.help.reason for one in made.money)
    assert made.money[0].used == pytest.approx(90.0) and made.money[0].unit_cost == 2000


def test_professionals_have_their_own_minimum(session: Session) -> None:
    made = make_teams(session, {"noord_a": 6, "noord_b": 6, "noord_c": 6})
    found = board.of(session, made.programme, context_of(session, made.programme).material)
    assert found is not None and found.minimum == 5 and len(found.shown) == 3
    made.programme.min_professionals = 8
    found = board.of(session, made.programme, context_of(session, made.programme).material)
    assert found is not None and not found.shown


def test_the_report_shows_the_teams_the_same_each_time(session: Session, world: Any) -> None:
    report = build.build(session, world.programme)
    assert report.teams is not None
    again = build.build(session, world.programme)
    assert snapshot.as_json(report) == snapshot.as_json(again)
    assert snapshot.thaw(snapshot.as_json(report).decode()).teams == report.teams
    page = rendering.html(report)
    assert "Zonder naam" in page or "zonder naam" in page
    section = page[page.index('id="teams"') :]
    assert section.index("Hulp") < section.index("Begroot")
    assert section.count("<svg") >= 3 and section.count("<table") >= 5
    assert "heeft veroorzaakt" not in section
    without = dataclasses.replace(report, teams=None)
    assert 'id="teams"' not in rendering.html(without)


def test_each_picture_says_its_numbers(session: Session, world: Any) -> None:
    made = part.part(session, context_of(session, world.programme))
    assert made is not None
    for drawn in (charts.balls(made), charts.strips(made.dimensions, made.message), charts.by_age(made)):
        said = re.search(r"<desc>(.*?)</desc>", drawn)
        assert said and re.search(r"\d,\d", said[1])
        assert "style=" not in drawn
    assert charts.balls(made).count("Samenleving") == 1


def release_all(session: Session, world: Any, team: str) -> int:
    account = factories.make_account(session)
    rows = releasing.waiting(session, world.programme, team)
    for one in rows:
        releasing.release(session, world.programme, (one.response_id, one.question), one.proposed, account)
    return len(rows)


def test_the_sheet_sets_a_team_beside_the_others_without_their_names(session: Session, world: Any) -> None:
    made = sheet.team_sheet(session, context_of(session, world.programme), "noord_a")
    assert len(made.dimensions) == 5
    assert {made.strongest, made.weakest} <= {"Team", "Hulp", "Geld", "Klant", "Wijk"}
    assert made.strongest != made.weakest
    page = printing.html(made)
    assert "Team noord_a" in page
    assert not any(one.name in page for code, one in world.teams.items() if code != "noord_a")
    for one in made.dimensions:
        assert len(one.all_teams.spots) == 5 and len(one.questions) == 2
        assert one.words == ()  # nothing was released
        apart = round((one.own.value or 0) - (one.all_teams.reference.value or 0), 1)
        assert (f"{abs(apart):.1f}".replace(".", ",") in one.difference) or abs(apart) < 0.1


def test_a_small_team_has_a_sheet_without_marks_or_words(session: Session, world: Any) -> None:
    release_all(session, world, "zuid_b")
    made = sheet.team_sheet(session, context_of(session, world.programme), "zuid_b")
    assert (made.dimensions, made.within_team, made.answered, made.strongest) == ((), (), None, "")
    assert "te weinig antwoorden" in printing.html(made)
    with pytest.raises(SheetUnknown, match="geen team"):
        sheet.team_sheet(session, context_of(session, world.programme), "bestaat_niet")


def test_a_sheet_waits_until_the_round_is_over(session: Session, world: Any) -> None:
    open_until = world.waves["quickscan_medewerkers"].closes_on
    early = dataclasses.replace(context_of(session, world.programme), day=open_until)
    made = sheet.team_sheet(session, early, "noord_a")
    assert made.running and made.dimensions == () and made.answered is None
    assert "loopt nog" in printing.html(made)


def test_words_are_shown_only_when_released_and_never_after_a_withdrawal(session: Session, world: Any) -> None:
    assert all(not words for words in releasing.released(session, world.programme, "noord_c").values())
    assert release_all(session, world, "noord_c") > 0
    made = sheet.team_sheet(session, context_of(session, world.programme), "noord_c")
    shown = [words for one in made.dimensions for words in one.words]
    assert shown and all(words in printing.html(made).replace("&#39;", "'") for words in shown)
    rows = session.scalars(select(Response).where(Response.wave_id == world.waves["quickscan_medewerkers"].id)).all()
    for one in rows:
        if one.answers.get("team") == "noord_c" and any(key.startswith("open_") for key in one.answers):
            one.state, one.answers = "ingetrokken", {}
    session.flush()
    assert releasing.released(session, world.programme, "noord_c") == {}


def test_a_release_can_be_taken_back_and_belongs_to_its_programme(session: Session, world: Any) -> None:
    one = releasing.waiting(session, world.programme, "zuid_a")[0]
    account, which = factories.make_account(session), (one.response_id, one.question)
    with pytest.raises(TeamRefused, match="niets om te laten zien"):
        releasing.release(session, world.programme, which, "", account)
    with pytest.raises(TeamRefused, match="er niet meer"):
        releasing.release(session, factories.make_programme(session), which, "woorden", account)
    with pytest.raises(TeamRefused, match="er niet meer"):
        releasing.release(session, world.programme, (one.response_id, "anders_doen"), "woorden", account)
    releasing.release(session, world.programme, which, "eerst zo", account)
    releasing.release(session, world.programme, which, "dan zo", account)
    assert releasing.released(session, world.programme, "zuid_a") == {one.dimension: ("dan zo",)}
    releasing.take_back(session, world.programme, which)
    assert releasing.released(session, world.programme, "zuid_a") == {}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Samen met Fatima van jeugd op huisbezoek.", "Samen met [naam] van jeugd op huisbezoek."),
        ("Bel meneer Jansen of mail jan@voorbeeld.nl", "Bel meneer [naam] of mail [contact]"),
        ("Mijn nummer is 06-12345678.", "Mijn nummer is [contact]."),
        ("Rust. Een vaste plek.", "Rust. Een vaste plek."),
    ],
)
def test_a_proposal_leaves_names_out(text: str, safe: str) -> None:
    assert releasing.without_names(text) == safe


def test_a_team_that_is_not_right_is_refused_with_advice(session: Session, world: Any) -> None:
    programme = world.programme
    for code, name, values in (("Noord!", "x", {}), ("goed", "", {}), ("goed", "x", {"members": 0})):
        with pytest.raises(TeamRefused):
            store.save_team(session, programme, code, name=name, municipality="A", **values)
    team = world.teams["noord_a"]
    for period, given in (("lente", 1.0), ("2025", None), ("2025", -1.0)):
        with pytest.raises(TeamRefused):
            store.save_budget(session, team, period, budgeted=given, realised=None, clients=None)
    assert store.save_budget(session, team, "2025", budgeted=5.0, realised=None, clients=None).budgeted == 5.0
    assert len(store.budgets(session, team)) == 1
    with pytest.raises(TeamRefused):
        store.answer(session, team, "", shared=True)
    store.answer(session, team, "Mooi.", shared=True)
    store.answer(session, team, "Toch liever niet.", shared=False)
    assert not store.is_shared(session, team)
    with pytest.raises(TeamRefused, match="hoort niet bij"):
        store.seat(session, team, factories.make_account(session))


def test_the_teams_become_options_of_the_questionnaires() -> None:
    for code in ("quickscan_medewerkers", "quickscan_clienten", "quickscan_partners"):
        made = asking.with_teams(library.path(code).read_bytes(), [("een", 'Team "Een": het \\ eerste'), ("twee", "Team Twee")])
        options = definition.load(made, code).questions["team"].options  # type: ignore[attr-defined]
        assert [(one.code, one.missing) for one in options] == [("een", None), ("twee", None), ("weet_niet", "weet_niet")]
        assert options[0].label["nl"] == 'Team "Een": het \\ eerste'
    with pytest.raises(TeamsNotAsked):
        asking.with_teams(b"vragenlijst: x\n", [("een", "Een"), ("twee", "Twee")])
    with pytest.raises(TeamsNotAsked):
        asking.with_teams(library.path("quickscan_partners").read_bytes(), [("een", "Een")])


def test_the_library_asks_what_the_bollen_model_needs() -> None:
    employees = definition.load(library.path("quickscan_medewerkers").read_bytes(), "x")
    assert set(employees.scales) == {*answers.DIMENSIONS, *answers.WITHIN_TEAM}
    assert all(f"open_{code}" in employees.questions for code in answers.DIMENSIONS)
    assert all(4 <= len(employees.scales[code].items) <= 6 for code in answers.DIMENSIONS)
    clients = definition.load(library.path("quickscan_clienten").read_bytes(), "x")
    assert {"klant", "redzaamheid"} == set(clients.scales)
    partners = definition.load(library.path("quickscan_partners").read_bytes(), "x")
    kinds = [one.code for one in partners.questions["soort"].options]  # type: ignore[attr-defined]
    assert {"huisarts", "school", "politie"} <= set(kinds)


def test_a_class_of_age_goes_when_a_municipality_minus_that_class_leaves_one_team(session: Session) -> None:
    """The three youngest teams are three of the four of one municipality; the fourth would follow, and it is nobody's secret which that is."""
    made = make_teams(
        session, {f"{town}_{letter}": 6 + place for town in ("noord", "zuid") for place, letter in enumerate("abcd")}
    )
    context = context_of(session, made.programme)
    found = board.of(session, made.programme, context.material)
    assert found is not None and len(found.shown) == 8
    whole = ages.classes(found.ages(context.day), found.totals())
    assert {frozenset(one.codes) for one in whole} >= {frozenset({"zuid_b", "zuid_c", "zuid_d"})}
    assert found.age_classes(context.day) == ()
    told = part.part(session, context)
    assert told is not None and told.ages == () and "te weinig teams" in told.age_message
    one = sheet.team_sheet(session, context, "zuid_b")
    assert (one.same_age, one.same_age_teams) == ("", 0) and all(each.same_age is None for each in one.dimensions)


def test_the_sheet_speaks_english(session: Session, world: Any) -> None:
    import saying

    release_all(session, world, "noord_a")
    with saying.speaking("en"):
        page = printing.html(sheet.team_sheet(session, context_of(session, world.programme), "noord_a"))
    assert '<html lang="en">' in page
    for words in ("Our team", "Same age", "higher", "Help", "Neighbourhood", "spring 2026", "Quality".lower()):
        assert words in page, words
    plain = re.sub(r"<style>.*?</style>|‘.*?’", "", page, flags=re.DOTALL)
    assert not [word for word in ("Ons team", "gemiddeld", "Hulp", "medewerkers", "hoger", "jaar") if word in plain]
