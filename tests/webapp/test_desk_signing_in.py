"""Signing in at the desk: sessions that rotate and end, equal answers, attempts that are slowed, no way out to other sites."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from surveys.models import Account
from tests import factories
from tests.webapp.staff import PASSWORD, make_staff, send, sign_in, token_of
from webapp import second_step
from webapp.account_models import AuditEvent, LimiterBucket, SignInSession

pytestmark = pytest.mark.store


@pytest.fixture
def account(app: Flask) -> Account:
    with app.extensions["sessions"]() as session:
        one = make_staff(session, factories.make_programme(session, code="samen"), "worker", email="els@voorbeeld.invalid")
        session.commit()
    return one


def sid(client: FlaskClient) -> str | None:
    with client.session_transaction() as cookie:
        return cookie.get("sid")


def use_sid(client: FlaskClient, value: str | None) -> None:
    with client.session_transaction() as cookie:
        cookie["sid"] = value


def count(app: Flask, model: Any) -> int:
    with app.extensions["sessions"]() as session:
        return session.query(model).count()


def test_the_right_password_opens_the_desk(client: FlaskClient, account: Account) -> None:
    assert client.get("/werk").status_code == 303
    answer = sign_in(client, account)
    assert (answer.status_code, answer.location) == (303, "/werk")
    assert client.get("/werk/account").status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(client: FlaskClient, account: Account) -> None:
    answers = [
        send(client, "/werk/aanmelden", {"email": email, "wachtwoord": word}, page="/werk/aanmelden")
        for email, word in [("els@voorbeeld.invalid", "fout wachtwoord"), ("niemand@voorbeeld.invalid", PASSWORD)]
    ]
    assert [one.status_code for one in answers] == [401, 401]
    texts = [" ".join("".join(one.page.text).split()) for one in answers]
    assert texts[0] == texts[1]
    assert "horen niet bij elkaar" in texts[0]
    assert sid(client) is None


def test_a_closed_account_gets_the_same_answer_too(app: Flask, client: FlaskClient, account: Account) -> None:
    with app.extensions["sessions"]() as session:
        session.get_one(Account, account.id).active = False
        session.commit()
    answer = sign_in(client, account)
    assert answer.status_code == 401
    assert "horen niet bij elkaar" in answer.text


def test_a_session_set_before_signing_in_is_not_taken_over(client: FlaskClient, account: Account) -> None:
    use_sid(client, "een-vooraf-bedachte-sessie")
    token = token_of(client)
    client.post("/werk/aanmelden", data={"csrf_token": token, "email": account.email, "wachtwoord": PASSWORD})
    assert sid(client) not in (None, "een-vooraf-bedachte-sessie")


def test_signing_in_again_ends_the_session_there_was(app: Flask, client: FlaskClient, account: Account) -> None:
    sign_in(client, account)
    first = sid(client)
    token = token_of(client, "/werk/account")
    client.post("/werk/aanmelden", data={"csrf_token": token, "email": account.email, "wachtwoord": PASSWORD})
    second = sid(client)
    assert second != first
    use_sid(client, first)
    assert client.get("/werk/account").status_code == 303


def test_the_token_of_before_signing_in_is_dead_after_it(client: FlaskClient, account: Account) -> None:
    before = token_of(client)
    sign_in(client, account)
    assert client.post("/werk/afmelden", data={"csrf_token": before}).status_code == 400
    assert client.get("/werk/account").status_code == 200


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, account: Account) -> None:
    sign_in(client, account)
    stolen = sid(client)
    assert send(client, "/werk/afmelden").status_code == 303
    use_sid(client, stolen)
    assert client.get("/werk/account").status_code == 303


def test_no_page_of_the_desk_may_be_kept_by_the_browser(client: FlaskClient, account: Account) -> None:
    sign_in(client, account)
    assert client.get("/werk/account").headers["Cache-Control"] == "no-store"


def test_my_other_sessions_can_be_ended_and_those_of_others_cannot(app: Flask, account: Account) -> None:
    here, there = app.test_client(), app.test_client()
    for one in (here, there):
        one.get("/werk/aanmelden")
    from tests.webapp.staff import quick_sign_in

    with app.extensions["sessions"]() as session:
        stranger = make_staff(session)
        session.commit()
    quick_sign_in(app, here, account)
    quick_sign_in(app, there, account)
    away = app.test_client()
    quick_sign_in(app, away, stranger)
    with app.extensions["sessions"]() as session:
        rows = {row.account_id: row.id for row in session.scalars(select(SignInSession).order_by(SignInSession.id))}
    assert send(here, f"/werk/account/sessies/{rows[stranger.id]}/beeindigen").status_code == 404
    assert away.get("/werk/account").status_code == 200
    assert send(here, f"/werk/account/sessies/{rows[account.id]}/beeindigen").status_code == 303
    assert there.get("/werk/account").status_code == 303
    assert here.get("/werk/account").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_rotates_this_one(app: Flask, client: FlaskClient, account: Account) -> None:
    from tests.webapp.staff import quick_sign_in

    there = app.test_client()
    quick_sign_in(app, there, account)
    sign_in(client, account)
    before = sid(client)
    new = "een heel ander wachtwoord"
    answer = send(client, "/werk/account/wachtwoord", {"oud": PASSWORD, "nieuw": new, "nogmaals": new})
    assert answer.status_code == 303
    assert there.get("/werk/account").status_code == 303
    assert sid(client) != before
    assert client.get("/werk/account").status_code == 200
    assert sign_in(app.test_client(), account, new).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"oud": "fout", "nieuw": "een heel ander wachtwoord", "nogmaals": "een heel ander wachtwoord"},
        {"oud": PASSWORD, "nieuw": "een heel ander wachtwoord", "nogmaals": "iets anders dan dat"},
        {"oud": PASSWORD, "nieuw": "kort", "nogmaals": "kort"},
        {},
    ],
)
def test_a_password_is_not_changed_by_half(app: Flask, client: FlaskClient, account: Account, fields: dict[str, str]) -> None:
    sign_in(client, account)
    assert send(client, "/werk/account/wachtwoord", fields).status_code == 422
    assert sign_in(app.test_client(), account).status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://kwaad.invalid/", "//kwaad.invalid", "/\\kwaad.invalid", "/werk//kwaad.invalid", "/werk\\@kwaad", "javascript:alert(1)",
        "/werk/../../kwaad\n", "/werk.kwaad.invalid", "/werkkwaad", " /werk", "/werk\t/x",
    ],
)  # fmt: skip
def test_after_signing_in_one_stays_on_this_site(client: FlaskClient, account: Account, target: str) -> None:
    assert sign_in(client, account, target=target).location == "/werk"


def test_after_signing_in_one_goes_where_one_wanted(client: FlaskClient, account: Account) -> None:
    wanted = client.get("/werk/samen/mijn-verhalen?bladzijde=2").location
    assert wanted == "/werk/aanmelden?volgende=/werk/samen/mijn-verhalen?bladzijde%3D2"
    assert (
        sign_in(client, account, target="/werk/samen/mijn-verhalen?bladzijde=2").location
        == "/werk/samen/mijn-verhalen?bladzijde=2"
    )


def wrong(client: FlaskClient, email: str) -> Any:
    return send(client, "/werk/aanmelden", {"email": email, "wachtwoord": "fout"}, page="/werk/aanmelden")


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 out of the way, for tests that try often."""
    from webapp import accounts

    monkeypatch.setattr(accounts, "verify", lambda stored, password: stored.account_id is not None and password == PASSWORD)


@pytest.mark.usefixtures("fast")
def test_trying_often_is_slowed_the_same_for_known_and_unknown(client: FlaskClient, account: Account) -> None:
    known = [wrong(client, "els@voorbeeld.invalid").status_code for _ in range(8)]
    unknown = [wrong(client, "niemand@voorbeeld.invalid").status_code for _ in range(8)]
    assert known == unknown == [401] * 6 + [429] * 2
    answer = wrong(client, "els@voorbeeld.invalid")
    assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert "te vaak geprobeerd" in answer.text


@pytest.mark.usefixtures("fast")
def test_who_signed_in_here_before_is_not_shut_out_by_others(app: Flask, account: Account) -> None:
    mine, attacker = app.test_client(), app.test_client()
    sign_in(mine, account)
    send(mine, "/werk/afmelden")
    for _ in range(12):
        wrong(attacker, account.email)
    assert wrong(attacker, account.email).status_code == 429
    assert sign_in(mine, account).status_code == 303


@pytest.mark.usefixtures("fast")
def test_one_address_cannot_try_many_accounts(client: FlaskClient, account: Account) -> None:
    statuses = [wrong(client, f"iemand{n}@voorbeeld.invalid").status_code for n in range(40)]
    assert statuses.count(429) >= 8
    assert statuses[0] == 401


@pytest.mark.usefixtures("fast")
def test_the_limiter_and_the_log_name_nobody(app: Flask, client: FlaskClient, account: Account) -> None:
    wrong(client, "niemand@voorbeeld.invalid")
    with app.extensions["sessions"]() as session:
        assert session.query(LimiterBucket).count() == 2
        assert {one.action for one in session.scalars(select(AuditEvent))} == {"aanmelden_mislukt"}
        assert all(one.subject == "" and one.account_id is None for one in session.scalars(select(AuditEvent)))


def with_code(app: Flask, account: Account) -> str:
    secret = pyotp.random_base32()
    with app.extensions["sessions"]() as session:
        one = session.get_one(Account, account.id)
        one.totp_sealed = session.info["keyring"].seal(secret, f"totp:{one.id}")
        session.commit()
    return secret


def test_the_second_step_is_needed_and_each_code_works_once(app: Flask, client: FlaskClient, account: Account) -> None:
    secret = with_code(app, account)
    assert sign_in(client, account).location.startswith("/werk/aanmelden/code")
    half = sid(client)
    assert client.get("/werk/account").status_code == 303
    assert client.get("/werk/samen").status_code == 303
    assert send(client, "/werk/aanmelden/code", {"code": "000000"}, page="/werk/aanmelden/code").status_code == 401
    code = pyotp.TOTP(secret).now()
    assert send(client, "/werk/aanmelden/code", {"code": code}, page="/werk/aanmelden/code").status_code == 303
    assert client.get("/werk/account").status_code == 200
    assert sid(client) != half
    again = app.test_client()
    sign_in(again, account)
    assert send(again, "/werk/aanmelden/code", {"code": code}, page="/werk/aanmelden/code").status_code == 401


def test_codes_cannot_be_tried_one_after_another(app: Flask, client: FlaskClient, account: Account) -> None:
    with_code(app, account)
    sign_in(client, account)
    statuses = [
        send(client, "/werk/aanmelden/code", {"code": f"{n:06}"}, page="/werk/aanmelden/code").status_code for n in range(7)
    ]
    assert statuses == [401] * 5 + [429] * 2


def test_the_code_page_without_a_password_leads_back(client: FlaskClient, account: Account) -> None:
    assert client.get("/werk/aanmelden/code").location.startswith("/werk/aanmelden?")


def test_setting_up_the_second_step(app: Flask, client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, account)
    assert client.get("/werk/account/tweede-stap").status_code == 303
    assert send(client, "/werk/account/tweede-stap/nieuw").location == "/werk/account/tweede-stap"
    page = client.get("/werk/account/tweede-stap")
    assert "data:image/svg+xml" in page.text
    with app.extensions["sessions"]() as session:
        row = session.scalars(select(SignInSession).where(SignInSession.pending_sealed.is_not(None))).one()
        secret = second_step.pending(session, row)
    assert send(client, "/werk/account/tweede-stap", {"code": "123"}, page="/werk/account/tweede-stap").status_code == 422
    code = pyotp.TOTP(str(secret)).now()
    assert send(client, "/werk/account/tweede-stap", {"code": code}, page="/werk/account/tweede-stap").status_code == 303
    assert sign_in(app.test_client(), account).location.startswith("/werk/aanmelden/code")
    assert send(client, "/werk/account/tweede-stap/uit").location == "/werk/account"
    assert sign_in(app.test_client(), account).location == "/werk"


def test_on_https_the_cookie_is_bound_to_this_host_and_forms_work(settings: Any, sessions: Any) -> None:
    from dataclasses import replace

    from webapp import create_app

    app = create_app(replace(settings, https=True))
    with app.extensions["sessions"]() as session:
        one = make_staff(session, email="an@voorbeeld.invalid")
        session.commit()
    client = app.test_client()
    page = client.get("/werk/aanmelden", base_url="https://localhost")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-tellen=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(
        "/werk/aanmelden", data={"csrf_token": token, "email": one.email, "wachtwoord": PASSWORD}, base_url="https://localhost"
    )
    assert answer.status_code == 303
    app.extensions["sessions"].kw["bind"].dispose()


def test_a_form_that_was_open_for_hours_is_still_taken(
    client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    from itsdangerous import TimestampSigner

    real = TimestampSigner.get_timestamp
    sign_in(client, account)
    token = token_of(client, "/werk/account")
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: real(self) + 3 * 3600)
    assert client.post("/werk/account/sessies/beeindigen", data={"csrf_token": token}).status_code == 303


def test_the_language_of_the_desk_is_kept(client: FlaskClient, account: Account) -> None:
    assert client.get("/werk/aanmelden").page.lang == "nl"  # type: ignore[attr-defined]
    assert client.get("/werk/aanmelden?taal=en").page.lang == "en"  # type: ignore[attr-defined]
    sign_in(client, account)
    assert client.get("/werk/account").page.lang == "en"  # type: ignore[attr-defined]
    assert client.get("/werk/account?taal=xx").page.lang == "en"  # type: ignore[attr-defined]
