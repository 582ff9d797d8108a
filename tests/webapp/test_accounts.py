"""Accounts: passwords, sessions and their ending, without a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from database import utcnow
from surveys.models import Account
from tests import factories
from webapp import accounts
from webapp.account_models import SignInSession

pytestmark = pytest.mark.store

GOOD = "een lange rode trein"


@pytest.fixture
def account(session: Session) -> Account:
    return accounts.create(session, factories.make_organisation(session), " Els@Voorbeeld.invalid ", "Els  de Wit", GOOD)


def test_a_new_account_is_stored_clean_and_its_password_only_as_argon2(session: Session, account: Account) -> None:
    assert (account.email, account.name) == ("els@voorbeeld.invalid", "Els de Wit")
    assert account.password_hash.startswith("$argon2id$")
    assert GOOD not in account.password_hash


@pytest.mark.parametrize("password", ["kort", "elfletters1", "aaaaaaaaaaaaaaaa", "x" * 201, "els2@voorbeeld.invalid"])
def test_weak_passwords_are_refused_with_advice(session: Session, password: str) -> None:
    with pytest.raises(accounts.AccountRefused, match="Kies een"):
        accounts.create(session, factories.make_organisation(session), "els2@voorbeeld.invalid", "Els", password)


@pytest.mark.parametrize("email", ["", "els", "@voorbeeld", "els@", "els de@wit.nl", "a" * 200 + "@b.nl"])
def test_what_is_no_address_is_refused(session: Session, email: str) -> None:
    with pytest.raises(accounts.AccountRefused, match="e-mailadres"):
        accounts.create(session, factories.make_organisation(session), email, "Els", GOOD)


def test_an_address_is_used_once_in_any_capitals(session: Session, account: Account) -> None:
    with pytest.raises(accounts.AccountRefused, match="al een account"):
        accounts.create(session, account.organisation, "ELS@voorbeeld.invalid", "Ander", GOOD)


def test_the_right_password_opens_and_any_other_does_not(session: Session, account: Account) -> None:
    stored = accounts.stored_password(session, "ELS@voorbeeld.invalid ")
    assert accounts.verify(stored, GOOD)
    assert not accounts.verify(stored, GOOD + "!")
    assert not accounts.verify(stored, "")
    assert not accounts.verify(stored, "\ud800\x00" * 300)


def test_unknown_closed_and_passwordless_accounts_do_the_same_work(
    session: Session, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_account(session, email="leeg@voorbeeld.invalid")
    accounts.deactivate(session, account)
    verified: list[str] = []
    real = accounts._HASHER

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return bool(real.verify(stored, password))

    monkeypatch.setattr(accounts, "_HASHER", Counting())
    accounts._dummy.cache_clear()
    monkeypatch.setattr(accounts, "_dummy", lambda: real.hash("niemand weet dit wachtwoord"))
    for email in ("els@voorbeeld.invalid", "leeg@voorbeeld.invalid", "niemand@voorbeeld.invalid"):
        assert not accounts.verify(accounts.stored_password(session, email), GOOD)
    assert len(verified) == 3
    assert all(one.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for one in verified)


def test_even_the_dummy_password_opens_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_dummy", lambda: accounts._HASHER.hash("gok"))
    assert not accounts.verify(accounts.stored_password(session, "niemand@voorbeeld.invalid"), "gok")


def test_a_session_is_found_by_its_id_and_only_a_digest_is_stored(session: Session, account: Account) -> None:
    token, row = accounts.open_session(session, account)
    assert accounts.find_session(session, token) is row
    assert token not in row.token_hash
    assert accounts.find_session(session, row.token_hash) is None
    assert accounts.find_session(session, None) is None
    assert accounts.find_session(session, "") is None


def test_a_session_ends_by_being_idle_by_age_and_by_its_account(session: Session, account: Account) -> None:
    now = utcnow()
    _token, row = accounts.open_session(session, account, now=now)
    assert accounts.alive(row, now + accounts.IDLE - timedelta(seconds=1))
    assert not accounts.alive(row, now + accounts.IDLE)
    row.seen_at = now + accounts.LONGEST - timedelta(minutes=1)
    assert accounts.alive(row, now + accounts.LONGEST - timedelta(seconds=1))
    assert not accounts.alive(row, now + accounts.LONGEST)
    account.active = False
    assert not accounts.alive(row, now)


def test_a_second_step_does_not_stay_open(session: Session, account: Account) -> None:
    now = utcnow()
    _token, row = accounts.open_session(session, account, second_step=True, now=now)
    assert accounts.alive(row, now)
    assert not accounts.alive(row, now + accounts.SECOND_STEP)
    assert not accounts.is_fresh(row, now)


def test_rotation_kills_the_old_id(session: Session, account: Account) -> None:
    old, row = accounts.open_session(session, account)
    new, _ = accounts.rotate(session, row)
    session.flush()
    assert accounts.find_session(session, old) is None
    assert accounts.find_session(session, new) is not None
    assert old != new


def test_a_new_password_ends_all_sessions_but_the_one_kept(session: Session, account: Account) -> None:
    rows = [accounts.open_session(session, account)[1] for _ in range(3)]
    accounts.set_password(session, account, "een heel ander wachtwoord", keep=rows[1])
    assert [accounts.alive(row) for row in rows] == [False, True, False]
    assert accounts.open_sessions(session, account) == [rows[1]]


def test_closing_an_account_ends_its_sessions_for_good(session: Session, account: Account) -> None:
    token, _row = accounts.open_session(session, account)
    accounts.deactivate(session, account)
    account.active = True
    session.flush()
    assert accounts.find_session(session, token) is None
    assert session.query(SignInSession).count() == 1
