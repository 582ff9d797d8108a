"""Who may come in: for every route of the application, taken from its route table."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

import webapp.tables
from analysis.frameworks.models import FrameworkSession
from analysis.models import ReportFile, ReportSnapshot
from analysis.teams import store as teams_store
from surveys.models import Account
from tests.webapp.staff import make_staff, token_of
from tests.webapp.world import World, client_of, two_worlds
from webapp import access
from webapp.account_models import DeskPreference, LimiterBucket, SignInSession

pytestmark = pytest.mark.store
RANK = {"staff": 0, "worker": 1, "evaluator": 2, "administrator": 3}
STAFF = ("worker", "evaluator", "administrator")
SESSIONS = 900  # number of the session of a programme, before its own number


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a PDF has tests of its own, and takes seconds."""
    import analysis.report.rendering
    import analysis.teams.printing

    monkeypatch.setattr(analysis.report.rendering, "pdf", lambda report, **more: b"%PDF-")
    monkeypatch.setattr(analysis.teams.printing, "pdf", lambda sheet: b"%PDF-")


@pytest.fixture
def worlds(app: Flask) -> tuple[World, World]:
    both = two_worlds(app)
    with app.extensions["sessions"]() as session, session.begin():
        for one in both:
            team = teams_store.save_team(session, one.programme, f"team_{one.programme.code}", name="Team", municipality="Dorp")
            teams_store.answer(session, team, "Iedereen mag het zien.", shared=True)
            for account in one.staff.values():
                teams_store.seat(session, team, account)
            kept = ReportSnapshot(
                programme_id=one.programme.id, sha256=hashlib.sha256(one.programme.code.encode()).hexdigest(), content="{}"
            )
            session.add(kept)
            session.flush()
            session.add(
                FrameworkSession(
                    id=SESSIONS + one.programme.id,
                    programme_id=one.programme.id,
                    framework="sferen",
                    name="Tafel",
                    held_on=date(2026, 1, 1),
                )
            )
            session.add(
                ReportFile(
                    id=file_of(one), programme_id=one.programme.id, snapshot_id=kept.id, kind="pdf", source_sha256="0" * 64
                )
            )
    return both


def file_of(world: World) -> str:
    """A file of a report that waits for the worker."""
    return f"bestand-van-{world.programme.code}-0123"


def level(app: Flask, rule: Rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def desk_rules(app: Flask, *, programme: bool | None = None) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if level(app, rule) in RANK]
    return [rule for rule in rules if programme is None or ("programme" in rule.arguments) is programme]


def address(app: Flask, rule: Rule, world: World) -> str:
    """The address of a route with real ids of a world."""
    account_number = world.staff["worker"].id
    values: dict[str, Any] = {
        "programme": world.programme.code, "team_code": f"team_{world.programme.code}", "account_number": account_number, "slug": world.wave.slug, "code": world.result.code,
        "number": world.quote.id, "kind": "json", "file_id": file_of(world),
        "framework_code": "sferen", "session_number": SESSIONS + world.programme.id, "partner_code": world.programme.organisation.code,
        "node": "resultaat",
    }  # fmt: skip
    values["story_id"] = world.logged.id if "own" in rule.endpoint else world.story.id
    if "export" in rule.endpoint:
        values["kind"] = "csv"
    with app.test_request_context():
        from flask import url_for

        return url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


def test_every_route_says_who_may_come_in(app: Flask) -> None:
    silent = [
        rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and level(app, rule) not in access.LEVELS
    ]
    assert silent == []


def test_everything_under_werk_is_guarded_but_the_door(app: Flask) -> None:
    public = {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/werk") and level(app, rule) not in RANK
    }
    assert public == {"desk.sign_in", "desk.sign_in_code", "desk.report_style", "desk.report_font", "desk.residents_style"}


def test_a_role_is_only_asked_for_within_a_programme(app: Flask) -> None:
    assert [rule.rule for rule in desk_rules(app, programme=False) if level(app, rule) != "staff"] == []


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask, worlds: tuple[World, World]) -> None:
    client = app.test_client()
    token = token_of(client)
    for rule in desk_rules(app):
        for method in methods(rule):
            answer = client.open(
                address(app, rule, worlds[0]), method=method, data={"csrf_token": token} if method == "POST" else None
            )
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/werk/aanmelden"), (method, rule.rule)


@pytest.mark.parametrize("role", STAFF)
def test_each_role_comes_in_where_its_level_says(app: Flask, worlds: tuple[World, World], role: str) -> None:
    client = client_of(app, worlds[0].staff[role])
    token = token_of(client, "/werk/account")
    for rule in desk_rules(app, programme=True):
        needed = RANK[str(level(app, rule))]
        for method in methods(rule):
            data = {"csrf_token": token, "rol-worker": "ja"} if method == "POST" else None
            answer = client.open(address(app, rule, worlds[0]), method=method, data=data)
            if RANK[role] < needed:
                assert answer.status_code == 403, (method, rule.rule)
            elif "own" in rule.endpoint and rule.arguments > {"programme"} and role != "worker":
                assert answer.status_code == 404, (method, rule.rule)
            else:
                assert answer.status_code not in (403, 404, 405, 500, 503), (method, rule.rule, answer.status_code)


@pytest.mark.parametrize("role", STAFF)
def test_another_organisation_is_not_there(app: Flask, worlds: tuple[World, World], role: str) -> None:
    """For every route and method: the programme of others answers exactly like one that does not exist."""
    ours, theirs = worlds
    client = client_of(app, ours.staff[role])
    token = token_of(client, "/werk/account")
    before = counts(app)
    for rule in desk_rules(app, programme=True):
        real = address(app, rule, theirs)
        missing = real.replace(f"/werk/{theirs.programme.code}", "/werk/bestaatniet")
        for method in methods(rule):
            data = {"csrf_token": token} if method == "POST" else None
            answers = [client.open(one, method=method, data=data) for one in (real, missing)]
            assert [one.status_code for one in answers] == [404, 404], (method, rule.rule)
            assert answers[0].data == answers[1].data, (method, rule.rule)
    assert counts(app) == before


@pytest.mark.parametrize("role", STAFF)
def test_ids_of_others_within_our_own_programme_are_not_there(app: Flask, worlds: tuple[World, World], role: str) -> None:
    """The programme is ours, the story, quote, account, wave or result is theirs."""
    ours, theirs = worlds
    client = client_of(app, ours.staff[role])
    token = token_of(client, "/werk/account")
    before = counts(app)
    for rule in desk_rules(app, programme=True):
        if rule.arguments - {"kind", "framework_code"} == {"programme"}:
            continue
        mixed = address(app, rule, theirs).replace(f"/werk/{theirs.programme.code}", f"/werk/{ours.programme.code}")
        if "code" in rule.arguments:
            mixed = mixed.replace(theirs.result.code, "van-anderen")
        for method in methods(rule):
            answer = client.open(mixed, method=method, data={"csrf_token": token} if method == "POST" else None)
            # 303 only to the page that asks for the password again, before anything is looked up
            assert answer.status_code in (403, 404), (method, rule.rule, answer.status_code)
    assert counts(app) == before


@pytest.mark.parametrize("token", [None, "", "onzin", "van een ander"])
def test_every_form_of_the_desk_needs_its_own_token(app: Flask, worlds: tuple[World, World], token: str | None) -> None:
    """Without it, or with that of somebody else: 400, and not one row more, less or different."""
    world = worlds[0]
    with app.extensions["sessions"]() as session:
        boss = make_staff(session, session.merge(world.programme), *STAFF)
        session.commit()
    client = client_of(app, boss)
    if token == "van een ander":
        token = token_of(client_of(app, worlds[1].staff["worker"]), "/werk/account")
    before = counts(app)
    for rule in desk_rules(app) + [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk.sign_in")]:
        if "POST" in methods(rule):
            answer = client.post(
                address(app, rule, world), data={"rol-worker": "ja", **({} if token is None else {"csrf_token": token})}
            )
            assert answer.status_code == 400, rule.rule
    assert counts(app) == before


def counts(app: Flask) -> dict[str, Any]:
    """How many rows each table has, apart from what signing in leaves behind."""
    beside = {model.__tablename__ for model in (SignInSession, LimiterBucket, DeskPreference)}
    with app.extensions["sessions"]() as session:
        tables = [table for table in webapp.tables.metadata.sorted_tables if table.name not in beside]
        return {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}


def test_who_has_no_role_anywhere_sees_only_its_own_account(app: Flask, worlds: tuple[World, World]) -> None:
    with app.extensions["sessions"]() as session:
        nobody = make_staff(session)
        session.commit()
    client = client_of(app, nobody)
    assert "nog bij geen enkel programma" in client.get("/werk").text
    assert client.get(f"/werk/{worlds[0].programme.code}").status_code == 404


def test_taking_a_role_away_works_at_once(app: Flask, worlds: tuple[World, World]) -> None:
    world = worlds[0]
    client = client_of(app, world.staff["worker"])
    assert client.get("/werk/samen/mijn-verhalen").status_code == 200
    with app.extensions["sessions"]() as session:
        account = session.get_one(Account, world.staff["worker"].id)
        for one in account.memberships:
            session.delete(one)
        session.commit()
    assert client.get("/werk/samen/mijn-verhalen").status_code == 404
