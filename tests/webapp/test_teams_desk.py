"""Teams on the desk: who may see a sheet, what a team answers, what is released, and what a fault looks like."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from analysis.ledger.models import Publication
from analysis.sources.models import Observation, SourceDataset
from analysis.teams import part, releasing, store
from analysis.teams.models import Team, TeamAgreement, TeamAnswer, TeamBudget, TeamRisk
from surveys.models import Account, Response
from tests.analysis.teams_world import context_of, make_teams
from tests.webapp.staff import make_staff, send
from tests.webapp.world import World, client_of, two_worlds
from webapp.account_models import AuditEvent

pytestmark = pytest.mark.store
HERE = "/werk/wijkteams/teams"


@pytest.fixture
def staff(app: Flask) -> dict[str, Account]:
    with app.extensions["sessions"]() as session:
        made = make_teams(session)
        found = {
            role: make_staff(session, made.programme, role, name=f"{role} teams")
            for role in ("worker", "evaluator", "administrator")
        }
        found["colleague"] = make_staff(session, made.programme, "worker", name="Collega Ander Team")
        store.seat(session, made.teams["noord_a"], found["worker"])
        session.commit()
        session.expunge_all()
    return found


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


def client(app: Flask, staff: dict[str, Account], who: str) -> FlaskClient:
    return client_of(app, staff[who])


def one(app: Flask, kind: Any) -> Any:
    with app.extensions["sessions"]() as session:
        return session.scalars(select(kind).order_by(kind.id.desc())).first()


def actions(app: Flask) -> list[str]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(AuditEvent.action)))


def test_the_list_names_the_teams_and_no_mark(app: Flask, staff: dict[str, Account]) -> None:
    page = client(app, staff, "worker").get(HERE)
    assert page.status_code == 200
    assert "Team zuid_a" in page.text and "uw team" in page.text
    assert "alleen voor het team" in page.text
    assert "Een team toevoegen" not in page.text
    assert "Een team toevoegen" in client(app, staff, "evaluator").get(HERE).text


def test_the_team_sees_its_sheet_first(app: Flask, staff: dict[str, Account]) -> None:
    own, other, researcher = (client(app, staff, who) for who in ("worker", "colleague", "evaluator"))
    first = own.get(f"{HERE}/noord_a/blad")
    assert first.status_code == 200 and "nog niet eerder te zien" in first.text and "Ons team naast" not in first.text
    assert published(app) == []
    assert send(own, f"{HERE}/noord_a/blad").status_code == 303
    assert published(app) == [("blad", "team", "Blad van Team noord_a")]
    mine = own.get(f"{HERE}/noord_a/blad")
    assert mine.status_code == 200 and "Ons team naast alle teams" in mine.text
    for someone in (other, researcher):
        answer = someone.get(f"{HERE}/noord_a/blad")
        assert answer.status_code == 403 and "nog niet gedeeld" in answer.text
        assert "Ons team naast alle teams" not in answer.text
        assert send(someone, f"{HERE}/noord_a/blad.pdf").status_code == 403
    assert send(other, f"{HERE}/noord_a/blad").status_code == 403
    assert "teamblad_geopend" not in actions(app)
    assert "Ons team naast alle teams" in send(researcher, f"{HERE}/noord_a/blad").text
    assert "teamblad_geopend" in actions(app)


def published(app: Flask) -> list[tuple[str, str, str]]:
    with app.extensions["sessions"]() as session:
        return [(one.kind, one.audience, one.title) for one in session.scalars(select(Publication).order_by(Publication.id))]


def withdraw(app: Flask, team: str) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        gone = next(
            one
            for one in session.scalars(select(Response).order_by(Response.id))
            if one.answers.get("team") == team and "d_hulp" in one.answers
        )
        gone.state, gone.answers = "ingetrokken", {}


def test_a_sheet_after_a_withdrawal_does_not_tell_who_that_was(
    app: Flask, staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.teams import printing

    monkeypatch.setattr(printing, "pdf", lambda sheet: b"%PDF-")
    own, boss = client(app, staff, "worker"), client(app, staff, "evaluator")
    assert own.get(f"{HERE}/noord_a/blad.pdf").status_code == 405  # it writes, so it is a form
    for _ in range(2):
        assert send(own, f"{HERE}/noord_a/blad.pdf").data == b"%PDF-"
    assert len(published(app)) == 1
    listed = boss.get("/werk/wijkteams/publiceren")
    assert listed.status_code == 200 and "Blad van Team noord_a" in listed.text
    kept = boss.get(f"/werk/wijkteams/publiceren/{one(app, Publication).id}")
    assert kept.status_code == 200 and "Teams, hulp: Team zuid_a" in kept.text
    assert boss.get("/werk/wijkteams/rapport").status_code == 200  # a report is guarded from the first sheet on
    withdraw(app, "noord_a")
    after = own.get(f"{HERE}/noord_a/blad").text
    assert "Gebruik het blad dat u eerder opsloeg" in after and "Ons team naast alle teams" not in after
    assert "n = " in boss.get("/werk/wijkteams/teams/alle/cijfers").text.replace("&nbsp;", " ")
    assert "Nog geen cijfers" in send(boss, f"{HERE}/noord_a/blad").text
    assert "Ons team naast alle teams" in send(boss, f"{HERE}/zuid_a/blad").text


def test_while_a_sheet_is_drawn_others_can_write(app: Flask, staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes seconds; residents who press on in the meantime must not wait for it."""
    from analysis.teams import printing

    def drawn(sheet: object) -> bytes:
        with app.extensions["sessions"]() as session, session.begin():
            session.execute(update(Publication).values(title=Publication.title))
        return b"%PDF-"

    monkeypatch.setattr(printing, "pdf", drawn)
    assert send(client(app, staff, "worker"), f"{HERE}/noord_a/blad.pdf").data == b"%PDF-"
    assert len(published(app)) == 1


def test_teams_of_about_the_same_age_are_compared(app: Flask, staff: dict[str, Account]) -> None:
    boss, here = client(app, staff, "evaluator"), "/werk/wijkteams/teams/alle/cijfers"
    page = boss.get(here).text
    assert "Vergelijk met teams die even lang bestaan" in page and "(3 teams)" in page
    with app.extensions["sessions"]() as session:
        made = part.part(session, context_of(session, make_programme(session)))
    one = made.ages[1]
    chosen = boss.get(f"{here}?leeftijd=1").text
    assert f"Teams die even lang bestaan: {one.label}" in chosen and "Dit zijn 3 teams" in chosen
    table = chosen[chosen.index("Teams die even lang bestaan: ") :]
    assert all(
        f"{figure.value:.1f}".replace(".", ",") in table and f"n&nbsp;=&nbsp;{figure.n}" in table for figure in one.figures
    )
    assert boss.get(f"{here}?leeftijd=9").status_code == 400
    assert "Teams that have existed as long" in boss.get(f"{here}?leeftijd=1&taal=en").text


def test_a_team_answers_and_shares(app: Flask, staff: dict[str, Account]) -> None:
    own, other = client(app, staff, "worker"), client(app, staff, "colleague")
    assert send(other, f"{HERE}/noord_a/antwoord", {"antwoord": "Wij zijn het team niet."}).status_code == 403
    empty = send(own, f"{HERE}/noord_a/antwoord", {"antwoord": " ", "delen": "ja"})
    assert empty.status_code == 422 and "Schrijf op wat het team" in empty.text and "checked" in empty.text
    assert send(own, f"{HERE}/noord_a/antwoord", {"antwoord": "Wij herkennen <dit>."}).status_code == 303
    kept = one(app, TeamAnswer)
    assert (kept.text, kept.shared) == ("Wij herkennen <dit>.", False)
    assert "Wij herkennen" not in other.get(f"{HERE}/noord_a").text
    send(own, f"{HERE}/noord_a/antwoord", {"antwoord": "Nu mag het.", "delen": "ja"})
    assert "nog niet eerder te zien" in other.get(f"{HERE}/noord_a/blad").text
    seen = other.get(f"{HERE}/noord_a").text
    assert "Nu mag het." in seen and "Wij herkennen &lt;dit&gt;." in seen
    assert "gedeeld door het team" in other.get(HERE).text


def test_a_team_is_added_and_changed_and_a_fault_keeps_what_was_typed(app: Flask, staff: dict[str, Account]) -> None:
    boss = client(app, staff, "evaluator")
    form = {
        "code": "west",
        "naam": "Team West",
        "gemeente": "Westdorp",
        "gebied": "West",
        "begin": "2024-02-01",
        "mensen": "8",
        "samenstelling": "",
    }
    assert send(boss, HERE, form).status_code == 303
    made = one(app, Team)
    assert (made.code, made.municipality, made.members, str(made.starts_on)) == ("west", "Westdorp", 8, "2024-02-01")
    for change, words in (
        ({}, "al van een ander team"), ({"code": "Z W"}, "kleine letters"), ({"code": "nieuw", "mensen": "veel"}, "heel getal"),
        ({"code": "nieuw", "begin": "gisteren"}, "bijvoorbeeld 3-5-2027"), ({"code": "nieuw", "naam": ""}, "naam van het team"),
    ):  # fmt: skip
        answer = send(boss, HERE, {**form, **change})
        assert answer.status_code == 422 and words in answer.text and 'value="Westdorp"' in answer.text, change
    assert send(boss, f"{HERE}/west", {**form, "naam": "Team Nieuw West"}).status_code == 303
    assert one(app, Team).name == "Team Nieuw West"
    wrong = send(boss, f"{HERE}/west", {**form, "naam": "", "gebied": "Getypt"})
    assert wrong.status_code == 422 and 'value="Getypt"' in wrong.text
    assert one(app, Team).name == "Team Nieuw West"
    worker = client(app, staff, "worker")
    assert send(worker, HERE, form).status_code == 403
    assert send(worker, f"{HERE}/west", form).status_code == 403
    assert worker.get(f"{HERE}/bestaat-niet").status_code == 404


def test_budget_and_risks_are_kept(app: Flask, staff: dict[str, Account]) -> None:
    boss, own, other = (client(app, staff, who) for who in ("evaluator", "worker", "colleague"))
    good = {"periode": "2026", "begroot": "€ 1.250.000", "uitgegeven": "1300000,50", "clienten": "412"}
    assert send(boss, f"{HERE}/noord_a/budget", good).status_code == 303
    row = one(app, TeamBudget)
    assert (row.budgeted, row.realised, row.clients) == (1_250_000.0, 1_300_000.5, 412)
    for change, words in (
        ({"periode": "lente"}, "Schrijf de periode"),
        ({"begroot": "veel"}, "bedrag in euro"),
        ({"clienten": "x"}, "heel getal"),
    ):
        answer = send(boss, f"{HERE}/noord_a/budget", {**good, **change})
        assert answer.status_code == 422 and words in answer.text and 'value="1300000,50"' in answer.text
    risk = {"soort": "schaarste", "risico": "Elf huishoudens wachten.", "waaraan": "wachtlijst"}
    assert send(own, f"{HERE}/noord_a/risico", risk).status_code == 303
    assert one(app, TeamRisk).text == "Elf huishoudens wachten."
    assert send(other, f"{HERE}/noord_a/risico", risk).status_code == 403
    assert send(own, f"{HERE}/noord_a/risico", {**risk, "risico": ""}).status_code == 422
    assert send(own, f"{HERE}/noord_a/risico", {**risk, "soort": "storm"}).status_code == 400
    assert "Elf huishoudens" not in other.get(f"{HERE}/noord_a").text
    assert send(own, f"{HERE}/noord_a/budget", good).status_code == 403


def test_an_administrator_says_who_is_in_a_team(app: Flask, staff: dict[str, Account], world: World) -> None:
    boss = client(app, staff, "administrator")
    who = {"account": str(staff["colleague"].id), "wat": "erbij"}
    assert send(boss, f"{HERE}/noord_a/leden", who).status_code == 303
    assert client(app, staff, "colleague").get(f"{HERE}/noord_a/blad").status_code == 200
    assert send(boss, f"{HERE}/noord_a/leden", {**who, "wat": "eruit"}).status_code == 303
    assert client(app, staff, "colleague").get(f"{HERE}/noord_a/blad").status_code == 403
    stranger = send(boss, f"{HERE}/noord_a/leden", {**who, "account": str(world.staff["worker"].id)})
    assert stranger.status_code == 422 and "hoort niet bij dit programma" in stranger.text
    assert send(boss, f"{HERE}/noord_a/leden", {**who, "account": "x"}).status_code == 400
    assert send(client(app, staff, "evaluator"), f"{HERE}/noord_a/leden", who).status_code == 403


def test_words_are_released_by_an_evaluator_only(app: Flask, staff: dict[str, Account]) -> None:
    boss = client(app, staff, "evaluator")
    with app.extensions["sessions"]() as session:
        programme = session.scalars(select(Team)).first().programme_id
        first = releasing.waiting(session, session.get_one(type(make_programme(session)), programme), "zuid_a")[0]
    here = f"{HERE}/zuid_a/woorden"
    page = boss.get(here)
    assert page.status_code == 200 and "niet vrijgegeven" in page.text
    form = {"antwoord": first.response_id, "vraag": first.question, "woorden": "Dit mag iedereen van ons lezen.", "wat": "vrij"}
    assert send(boss, here, form).status_code == 303
    assert "Dit mag iedereen van ons lezen." in send(boss, f"{HERE}/zuid_a/blad").text
    assert send(boss, here, {**form, "woorden": ""}).status_code == 422
    assert send(boss, f"{HERE}/noord_a/woorden", form).status_code == 404  # of another team
    assert send(boss, here, {**form, "wat": "terug"}).status_code == 303
    assert "Dit mag iedereen van ons lezen." not in send(boss, f"{HERE}/zuid_a/blad").text
    assert client(app, staff, "worker").get(here).status_code == 403
    assert "te weinig mensen" in boss.get(f"{HERE}/zuid_b/woorden").text
    with app.extensions["sessions"]() as session:
        subjects = list(session.scalars(select(AuditEvent.subject)))
    assert not any("Dit mag" in words or first.response_id in words for words in subjects)


def make_programme(session: Any) -> Any:
    from surveys.models import Programme

    return session.scalars(select(Programme)).first()


def test_the_council_sees_no_team_and_no_money_alone(app: Flask, staff: dict[str, Account], world: World) -> None:
    boss = client(app, staff, "evaluator")
    page = boss.get("/werk/wijkteams/teams/alle/cijfers").text
    assert "Noorddorp" in page and "<svg" in page and "Team noord_a" not in page
    money = boss.get("/werk/wijkteams/teams/alle/cijfers?dimensies=geld").text
    assert all(f'<th scope="row">{one}</th>' in money for one in ("Hulp", "Klant", "Geld"))
    assert boss.get("/werk/wijkteams/teams/alle/cijfers?dimensies=alleen-geld").status_code == 400
    assert client(app, staff, "worker").get("/werk/wijkteams/teams/alle/cijfers").status_code == 403
    empty = client_of(app, world.staff["evaluator"]).get("/werk/samen/teams/alle/cijfers")
    assert empty.status_code == 200 and "nog geen cijfers" in empty.text


def test_imported_series_can_stand_beside_society(app: Flask, staff: dict[str, Account]) -> None:
    with app.extensions["sessions"]() as session:
        programme = make_programme(session)
        dataset = SourceDataset(
            programme_id=programme.id,
            code="regio",
            kind="csv",
            title="Regio",
            publisher="CBS",
            retrieved_on=date(2026, 3, 1),
            sha256="0" * 64,
        )
        dataset.observations.append(Observation(measure="bijstand", area_code="GM1", period="2025", value=5.9, unit="%"))
        session.add(dataset)
        session.commit()
    boss, here = client(app, staff, "evaluator"), "/werk/wijkteams/teams/alle"
    page = boss.get(f"{here}/cijfers")
    key = next(str(one["value"]) for one in page.page.controls if one.get("name") == "reeks")
    assert send(boss, f"{here}/samenleving", {"reeks": key}).status_code == 303
    assert "checked" in boss.get(f"{here}/cijfers").text
    with app.extensions["sessions"]() as session:
        made = part.part(session, context_of(session, make_programme(session)))
        assert made is not None and [(one.name, one.last) for one in made.society] == [("bijstand", "2025: 5,9%")]
    assert send(boss, f"{here}/samenleving", {"reeks": "iets anders"}).status_code == 400
    assert send(boss, f"{here}/samenleving").status_code == 303
    assert "checked" not in boss.get(f"{here}/cijfers").text


def test_what_teams_say_of_the_questions_is_kept_with_what_was_decided(app: Flask, staff: dict[str, Account]) -> None:
    boss, here = client(app, staff, "evaluator"), "/werk/wijkteams/teams/alle/afstemming"
    assert send(boss, here, {"lijst": "quickscan_medewerkers", "versie": "1", "opmerking": ""}).status_code == 422
    assert (
        send(boss, here, {"lijst": "quickscan_medewerkers", "versie": "1", "opmerking": "Te veel over geld."}).status_code == 303
    )
    row = one(app, TeamAgreement)
    assert (row.survey, row.version, row.decision) == ("quickscan_medewerkers", 1, "")
    half = send(boss, f"{here}/besluit", {"regel": str(row.id), "besluit": "Er komt een vraag bij.", "akkoord": ""})
    assert half.status_code == 422 and "Er komt een vraag bij." in half.text
    assert (
        send(
            boss, f"{here}/besluit", {"regel": str(row.id), "besluit": "Er komt een vraag bij.", "akkoord": "teams noord"}
        ).status_code
        == 303
    )
    assert one(app, TeamAgreement).agreed_by == "teams noord"
    assert "Er komt een vraag bij." in boss.get(here).text
    assert send(boss, f"{here}/besluit", {"regel": "99999", "besluit": "x", "akkoord": "y"}).status_code == 404


def test_another_programme_sees_nothing_of_it(app: Flask, staff: dict[str, Account], world: World) -> None:
    stranger = client_of(app, world.staff["administrator"])
    for address in (HERE, f"{HERE}/noord_a", f"{HERE}/noord_a/blad", "/werk/wijkteams/teams/alle/cijfers"):
        assert stranger.get(address).status_code == 404
    assert stranger.get("/werk/samen/teams/noord_a").status_code == 404
    assert stranger.get("/werk/samen/teams/noord_a/blad").status_code == 404


def test_the_pages_stand_in_english(app: Flask, staff: dict[str, Account]) -> None:
    boss = client(app, staff, "evaluator")
    for address in (
        HERE,
        f"{HERE}/noord_a",
        f"{HERE}/noord_a/woorden",
        "/werk/wijkteams/teams/alle/cijfers",
        "/werk/wijkteams/teams/alle/afstemming",
    ):
        page = boss.get(f"{address}?taal=en")
        assert page.status_code == 200 and page.page.lang == "en"
    assert "Marks of all teams" in boss.get(f"{HERE}?taal=en").text
