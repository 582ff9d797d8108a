"""The code of the authenticator app: RFC 6238, each code once."""

from __future__ import annotations

import base64

import pyotp
import pytest
from sqlalchemy.orm import Session

from surveys.models import Account
from tests import factories
from webapp import accounts, second_step

pytestmark = pytest.mark.store

NOW = 1_790_000_010.0


@pytest.fixture
def account(session: Session) -> Account:
    one = factories.make_account(session)
    _token, row = accounts.open_session(session, one)
    secret = second_step.propose(session, row)
    assert second_step.switch_on(session, row, pyotp.TOTP(secret).at(NOW - 3600), NOW - 3600)
    one.__dict__["secret"] = secret
    return one


def code(account: Account, at: float) -> str:
    return str(pyotp.TOTP(account.__dict__["secret"]).at(at))


def test_the_steps_are_those_of_the_rfc() -> None:
    """RFC 6238, appendix B, SHA-1: the last six of the eight digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    vectors = {59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"}
    for moment, digits in vectors.items():
        assert second_step.matching_step(secret, digits, moment) == moment // 30


def test_the_right_code_opens_once(session: Session, account: Account) -> None:
    assert second_step.check_code(session, account, code(account, NOW), NOW)
    assert not second_step.check_code(session, account, code(account, NOW), NOW)
    assert second_step.check_code(session, account, code(account, NOW + 30), NOW + 30)
    assert not second_step.check_code(session, account, code(account, NOW), NOW + 30)


@pytest.mark.parametrize(("late", "fits"), [(-60, False), (-30, True), (30, True), (60, False), (-90, False)])
def test_clocks_may_run_thirty_seconds_apart(session: Session, account: Account, late: int, fits: bool) -> None:
    assert second_step.check_code(session, account, code(account, NOW + late), NOW) is fits


@pytest.mark.parametrize("wrong", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", " " * 6])
def test_what_is_no_code_is_refused(session: Session, account: Account, wrong: str) -> None:
    assert not second_step.check_code(session, account, wrong, NOW)


def test_blanks_in_a_code_are_no_mistake(session: Session, account: Account) -> None:
    digits = code(account, NOW)
    assert second_step.check_code(session, account, f"{digits[:3]} {digits[3:]}", NOW)


def test_the_secret_is_sealed_to_its_account(session: Session, account: Account) -> None:
    assert account.totp_sealed is not None
    assert account.__dict__["secret"].encode() not in account.totp_sealed
    other = factories.make_account(session)
    other.totp_sealed = account.totp_sealed
    with pytest.raises(Exception, match="veranderd of verplaatst"):
        second_step.check_code(session, other, code(account, NOW), NOW)


def test_a_wrong_first_code_switches_nothing_on(session: Session) -> None:
    one = factories.make_account(session)
    _token, row = accounts.open_session(session, one)
    assert not second_step.switch_on(session, row, "123456", NOW)
    second_step.propose(session, row)
    assert not second_step.switch_on(session, row, "", NOW)
    assert one.totp_sealed is None


def test_the_picture_may_be_shown_under_the_policy(session: Session, account: Account) -> None:
    assert second_step.picture(account, account.__dict__["secret"]).startswith("data:image/svg+xml")
