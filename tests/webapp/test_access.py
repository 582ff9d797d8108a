"""Who may come in: for every route of the application, taken from its route table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select
from werkzeug.routing import Rule

import webapp.tables
from surveys.models import Account
from tests.webapp.staff import make_staff, token_of
from tests.webapp.world import World, client_of, two_worlds
from tests.webapp.world_outcomes import file_of, furnish, named, number_of, upload_of
from webapp import access
from webapp.account_models import DeskPreference, LimiterBucket, SignInSession

pytestmark = pytest.mark.store
RANK = {"staff": 0, "worker": 1, "evaluator": 2, "administrator": 3}
STAFF = ("worker", "evaluator", "administrator")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a PDF has tests of its own, and takes seconds."""
    import analysis.report.rendering
    import analysis.teams.printing

    monkeypatch.setattr(analysis.report.rendering, "pdf", lambda report, **more: b"%PDF-")
    monkeypatch.setattr(analysis.teams.printing, "pdf", lambda sheet: b"%PDF-")


@pytest.fixture
def worlds(app: Flask) -> tuple[World, World]:
    app.config["CBS"] = True  # an address of its own; an empty form asks nothing of CBS
    both = two_worlds(app)
    for one in both:
        furnish(app, one)
    return both


def level(app: Flask, rule: Rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def desk_rules(app: Flask, *, programme: bool | None = None) -> list[Rule]:
    """The routes of the desk; those that take something away last, for the others need it."""
    rules = [rule for rule in app.url_map.iter_rules() if level(app, rule) in RANK]
    rules.sort(key=lambda rule: short(rule) in TAKES_AWAY)
    return [rule for rule in rules if programme is None or ("programme" in rule.arguments) is programme]


def address(app: Flask, rule: Rule, world: World, **other: Any) -> str:
    """The address of a route with real ids of a world."""
    values = {**plain_values(world), **SPECIAL.get(short(rule), nothing)(world), **other}
    with app.test_request_context():
        return str(url_for(rule.endpoint, **{name: values[name] for name in rule.arguments}))


def short(rule: Rule) -> str:
    """The name of a route, as it stands in the tables below."""
    return str(rule.endpoint).removeprefix("desk.")


def nothing(world: World) -> dict[str, str]:
    """No values of its own."""
    return {}


def addresses(app: Flask, rule: Rule, world: World) -> list[str]:
    """The same, with every kind of thing that the route knows."""
    every = KINDS_OF[short(rule)](world) if short(rule) in KINDS_OF else [{}]
    asked = ASKED[short(rule)](world) if short(rule) in ASKED else ""
    return [address(app, rule, world, **one) + asked for one in every]


def plain_values(world: World) -> dict[str, Any]:
    """What an argument means wherever it stands in an address."""
    return {
        "programme": world.programme.code, "account_number": world.staff["worker"].id, "slug": world.wave.slug, "story_id": world.story.id,
        "number": number_of(world), "row": number_of(world), "session_number": number_of(world), "file_id": file_of(world),
        "upload": upload_of(world), "team_code": f"team_{world.programme.code}", "partner_code": world.programme.organisation.code,
        "activity": named("activiteit", world), "mechanism": named("mechanisme", world), "result": named("resultaat", world),
        "framework_code": "sferen",
    }  # fmt: skip


def coded(thing: str) -> Callable[[World], dict[str, str]]:
    """A route of which `code` is that of such a thing."""
    return lambda world: {"code": named(thing, world)}


def logged(world: World) -> dict[str, str]:
    """A route over stories that somebody of the staff wrote down."""
    return {"story_id": world.logged.id}


def partner(world: World) -> dict[str, str]:
    """A route of which `code` is that of an organisation."""
    return {"code": world.programme.organisation.code}


# What means something else from one route to the next, by the name of the route.
SPECIAL: dict[str, Callable[[World], dict[str, str]]] = {
    **dict.fromkeys(("context_factor", "change_context_factor", "link_context_story"), coded("omstandigheid")),
    **dict.fromkeys(("indicator", "change_indicator", "evaluate_indicator", "couple_kpi_page", "couple_kpi"), coded("indicator")),
    **dict.fromkeys(("interpretation", "write_interpretation"), coded("resultaat")),
    **dict.fromkeys(("line_decisions", "decide_in_line", "deliver_in_line"), coded("activiteit")),
    **dict.fromkeys(("report_plan", "write_report_plan"), coded("plan")),
    **dict.fromkeys(("line_partner", "set_partner_role"), partner),
    **dict.fromkeys(("own_story", "answer_in_own", "withdraw_own", "show_in_own", "hide_in_own"), logged),
    "source": coded("bron"),
    "provision": coded("voorziening"),
    "divide_population": lambda _: {"code": "leeftijd"},
    "report_file": lambda _: {"kind": "json"},
    "export_file": lambda _: {"kind": "csv"},
}
LINE = ("tussenresultaat", "mechanisme", "activiteit", "macrodoel", "resultaat", "ambitie")
MONEY = ("anders", "substitutie", "preventie", "investering", "risico")
NODES = {"ambitie": "ambitie", "resultaat": "resultaat", "uitkomst": "indicator", "activiteit": "activiteit"}
# Routes over several kinds of things: each kind is walked.
KINDS_OF: dict[str, Callable[[World], list[dict[str, str]]]] = {
    **dict.fromkeys(("edit_in_line", "remove_from_line"), lambda world: [{"kind": one, "code": named(one, world)} for one in LINE]),
    **dict.fromkeys(("add_return", "remove_return"), lambda _: [{"kind": one} for one in MONEY]),
    "line_promise": lambda _: [{"kind": one} for one in ("preventie", "substitutie", "kosten", "samenredzaamheid")],
    "sight": lambda world: [{"node": node, "code": named(thing, world)} for node, thing in NODES.items()],
}  # fmt: skip
# Forms that look up what is named in them: without it the answer is rightly that it is not there.
FILLED: dict[str, Callable[[World], dict[str, str]]] = {
    "link_context_story": lambda world: {"verhaal": world.story.id},
    "answer_contradiction": lambda world: {"sleutel": named("tegenspraak", world)},
    "write_expectation": lambda world: {"indicator": f"{named('resultaat', world)}.{named('indicator', world)}"},
    "lock_expectation": lambda world: {"indicator": f"{named('resultaat', world)}.{named('indicator', world)}"},
    "team_agreement_decide": lambda world: {"regel": str(number_of(world))},
}
# Routes that read a part of their address behind the question mark, when a form is sent to them.
ASKED: dict[str, Callable[[World], str]] = {
    "add_indicator": lambda world: f"?resultaat={named('resultaat', world)}&over=v",
}
# Arguments that name a kind of thing from a fixed list of the application, the same for every programme.
FIXED = {"programme", "kind", "framework_code"}
# Routes whose code is a question of a questionnaire or a trait, not a row of a programme: a made-up one is not there.
NO_ROW = {"divide_population": "van-anderen"}
TAKES_AWAY = ("remove_return", "remove_from_line", "detach_from_link", "remove_link", "withdraw_own")


def data_of(rule: Rule, world: World, token: str) -> dict[str, str]:
    """What is sent with a form: nothing but its token, and what it has to name."""
    return {"csrf_token": token, **FILLED.get(short(rule), nothing)(world)}


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


def test_every_route_says_who_may_come_in(app: Flask) -> None:
    silent = [
        rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and level(app, rule) not in access.LEVELS
    ]
    assert silent == []


def test_the_tables_of_this_file_name_routes_that_are_there(app: Flask) -> None:
    names = {short(rule) for rule in app.url_map.iter_rules()}
    assert {*SPECIAL, *KINDS_OF, *FILLED, *ASKED, *NO_ROW, *TAKES_AWAY} <= names


def test_everything_under_werk_is_guarded_but_the_door(app: Flask) -> None:
    public = {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/werk") and level(app, rule) not in RANK
    }
    doors = {"desk.sign_in", "desk.sign_in_code"}
    looks = {"desk.report_style", "desk.report_font", "desk.residents_style"}
    assert public == doors | looks | {"desk.calendar_feed"}  # that one under a secret address, for what cannot sign in


def test_a_role_is_only_asked_for_within_a_programme(app: Flask) -> None:
    assert [rule.rule for rule in desk_rules(app, programme=False) if level(app, rule) != "staff"] == []


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask, worlds: tuple[World, World]) -> None:
    client = app.test_client()
    token = token_of(client)
    for rule in desk_rules(app):
        for method in methods(rule):
            for real in addresses(app, rule, worlds[0]):
                answer = client.open(real, method=method, data=data_of(rule, worlds[0], token) if method == "POST" else None)
                assert (answer.status_code, (answer.location or "").split("?")[0]) == (303, "/werk/aanmelden"), (method, real)


@pytest.mark.parametrize("role", STAFF)
def test_each_role_comes_in_where_its_level_says(app: Flask, worlds: tuple[World, World], role: str) -> None:
    client = client_of(app, worlds[0].staff[role])
    token = token_of(client, "/werk/account")
    wrong = []
    for rule in desk_rules(app, programme=True):
        for method in methods(rule):
            data = {**data_of(rule, worlds[0], token), "rol-worker": "ja"} if method == "POST" else None
            for real in addresses(app, rule, worlds[0]):
                status = client.open(real, method=method, data=data).status_code
                if not _rightly(app, rule, role, status):
                    wrong.append((method, real, status))
    assert not wrong, "\n".join(map(str, wrong))


def _rightly(app: Flask, rule: Rule, role: str, status: int) -> bool:
    if RANK[role] < RANK[str(level(app, rule))]:
        return status == 403
    if "own" in rule.endpoint and rule.arguments > {"programme"} and role != "worker":
        return status == 404
    return status in (200, 303, 400, 409, 422)


@pytest.mark.parametrize("role", STAFF)
def test_another_organisation_is_not_there(app: Flask, worlds: tuple[World, World], role: str) -> None:
    """For every route and method: the programme of others answers exactly like one that does not exist."""
    ours, theirs = worlds
    client = client_of(app, ours.staff[role])
    token = token_of(client, "/werk/account")
    before = counts(app)
    for rule in desk_rules(app, programme=True):
        for real in addresses(app, rule, theirs):
            missing = real.replace(f"/werk/{theirs.programme.code}", "/werk/bestaatniet")
            for method in methods(rule):
                data = data_of(rule, theirs, token) if method == "POST" else None
                answers = [client.open(one, method=method, data=data) for one in (real, missing)]
                assert [one.status_code for one in answers] == [404, 404], (method, real)
                assert answers[0].data == answers[1].data, (method, real)
    assert counts(app) == before


@pytest.mark.parametrize("role", STAFF)
def test_ids_of_others_within_our_own_programme_are_not_there(app: Flask, worlds: tuple[World, World], role: str) -> None:
    """The programme is ours, the story, quote, account, wave or result is theirs."""
    ours, theirs = worlds
    client = client_of(app, ours.staff[role])
    token = token_of(client, "/werk/account")
    before = counts(app)
    wrong = []
    for rule in desk_rules(app, programme=True):
        if rule.arguments <= FIXED:
            continue
        made_up = NO_ROW.get(short(rule))
        for real in [address(app, rule, theirs, code=made_up)] if made_up else addresses(app, rule, theirs):
            mixed = real.replace(f"/werk/{theirs.programme.code}", f"/werk/{ours.programme.code}", 1)
            for method in methods(rule):
                answer = client.open(mixed, method=method, data=data_of(rule, ours, token) if method == "POST" else None)
                if answer.status_code not in (403, 404):
                    wrong.append((method, mixed, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))
    assert counts(app) == before


NUMBERS = {"number", "row", "session_number", "account_number"}
BEYOND = (2**31, 10**30)  # more than a number in the store can be


def test_what_no_store_can_hold_is_not_there(app: Flask, worlds: tuple[World, World]) -> None:
    """Numbers that are too large, and a NUL in a code."""
    with app.extensions["sessions"]() as session:
        boss = make_staff(session, session.merge(worlds[0].programme), *STAFF)
        session.commit()
    client = client_of(app, boss)
    token = token_of(client, "/werk/account")
    for rule in desk_rules(app):
        numbers, codes = rule.arguments & NUMBERS, rule.arguments - NUMBERS - {"programme"}
        every = KINDS_OF[short(rule)](worlds[0]) if short(rule) in KINDS_OF else [{}]
        odd = [dict.fromkeys(numbers, one) for one in BEYOND if numbers] + [{one: "a\x00b"} for one in sorted(codes)]
        for real in [address(app, rule, worlds[0], **{**every[0], **one}) for one in odd]:
            for method in methods(rule):
                data = data_of(rule, worlds[0], token) if method == "POST" else None
                assert client.open(real, method=method, data=data).status_code == 404, (method, real)


@pytest.mark.parametrize("role", STAFF)
def test_what_a_form_names_of_others_is_not_there(app: Flask, worlds: tuple[World, World], role: str) -> None:
    """The address is ours, what is named in the form is theirs."""
    ours, theirs = worlds
    client = client_of(app, ours.staff[role])
    token = token_of(client, "/werk/account")
    before = counts(app)
    for rule in desk_rules(app, programme=True):
        if short(rule) in FILLED or short(rule) in ASKED:
            asked = ASKED[short(rule)](theirs) if short(rule) in ASKED else ""
            answer = client.post(address(app, rule, ours) + asked, data=data_of(rule, theirs, token))
            assert answer.status_code in (403, 404), rule.rule
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
        if "POST" not in methods(rule):
            continue
        for real in addresses(app, rule, world):
            data = {**data_of(rule, world, str(token)), "rol-worker": "ja"}
            if token is None:
                del data["csrf_token"]
            assert client.post(real, data=data).status_code == 400, real
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
