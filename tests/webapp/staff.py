"""Staff for tests of the desk: accounts that can sign in, and a client that sends forms as a browser does."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from surveys.models import Account, Membership, Organisation, Programme
from tests import factories
from webapp import accounts

PASSWORD = "vier groene fietsen"
_hashes: dict[str, str] = {}


def hashed() -> str:
    """Argon2 is slow on purpose; one hash serves all tests."""
    if not _hashes:
        _hashes["one"] = accounts._HASHER.hash(PASSWORD)
    return _hashes["one"]


def make_staff(session: Session, programme: Programme | None = None, *roles: str, **values: Any) -> Account:
    """Somebody with these roles in a programme, with PASSWORD."""
    organisation: Organisation = values.pop("organisation", None) or (
        programme.organisation if programme else factories.make_organisation(session)
    )
    account = factories.make_account(session, organisation=organisation, password_hash=hashed(), **values)
    for role in roles:
        session.add(Membership(account=account, programme=programme, role=role))
    session.flush()
    return account


def token_of(client: FlaskClient, address: str = "/werk/aanmelden") -> str:
    """The CSRF token of the first form on a page."""
    page: Any = client.get(address).page  # type: ignore[attr-defined]
    return str(page.hidden["csrf_token"])


def send(client: FlaskClient, address: str, data: dict[str, Any] | None = None, *, page: str | None = None) -> Any:
    """Send a form the way a browser does: with the token of a page that was seen before."""
    token = token_of(client, page or ("/werk/account" if _inside(client) else "/werk/aanmelden"))
    return client.post(address, data={"csrf_token": token, **(data or {})})


def _inside(client: FlaskClient) -> bool:
    with client.session_transaction() as cookie:
        return "sid" in cookie


def sign_in(client: FlaskClient, account: Account, password: str = PASSWORD, target: str = "") -> Any:
    """Sign in through the form."""
    return send(
        client, "/werk/aanmelden", {"email": account.email, "wachtwoord": password, "volgende": target}, page="/werk/aanmelden"
    )


def quick_sign_in(app: Flask, client: FlaskClient, account: Account) -> None:
    """A signed-in client without the cost of a password, for tests about something else."""
    with app.extensions["sessions"]() as session:
        token, _row = accounts.open_session(session, session.merge(account, load=True), device="Toets")
        session.commit()
    with client.session_transaction() as cookie:
        cookie["sid"] = token
