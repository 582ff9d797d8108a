"""The second step of signing in: a six-digit code of an authenticator app (TOTP, RFC 6238), each usable once."""

from __future__ import annotations

import hmac
import time

import pyotp
import segno
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from surveys.parties import Account
from webapp.account_models import SignInSession

ISSUER = "Tellen & Vertellen"
STEP_SECONDS = 30


def propose(session: Session, row: SignInSession) -> str:
    """A new secret for an authenticator, kept sealed with the session until a code proves that the app has it."""
    secret = pyotp.random_base32()
    row.pending_sealed = session.info["keyring"].seal(secret, f"pending-totp:{row.account_id}")
    session.flush()
    return secret


def pending(session: Session, row: SignInSession) -> str | None:
    """The secret that is being set up in this session."""
    if row.pending_sealed is None:
        return None
    return str(session.info["keyring"].open(row.pending_sealed, f"pending-totp:{row.account_id}"))


def picture(account: Account, secret: str) -> str:
    """The QR code for the app, as a data: address that the content security policy allows."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)
    return str(segno.make(uri, error="m").svg_data_uri(scale=4, border=4))


def matching_step(secret: str, code: str, now: float) -> int | None:
    """The time step whose code this is: this one, or the one before or after it, for clocks that run apart."""
    digits = code.replace(" ", "")
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    totp, here = pyotp.TOTP(secret), int(now) // STEP_SECONDS
    for step in (here, here - 1, here + 1):
        if hmac.compare_digest(totp.generate_otp(step), digits):
            return step
    return None


def switch_on(session: Session, row: SignInSession, code: str, now: float | None = None) -> bool:
    """Make the pending secret the account's, when the code proves it; the code itself is used up by that."""
    secret = pending(session, row)
    step = matching_step(secret, code, now if now is not None else time.time()) if secret else None
    if secret is None or step is None:
        return False
    account = row.account
    account.totp_sealed = session.info["keyring"].seal(secret, f"totp:{account.id}")
    account.totp_last_step = step
    row.pending_sealed = None
    session.flush()
    return True


def switch_off(session: Session, account: Account) -> None:
    """Sign in with a password alone again."""
    account.totp_sealed = None
    account.totp_last_step = None
    session.flush()


def check_code(session: Session, account: Account, code: str, now: float | None = None) -> bool:
    """Whether the code is right and was not used before; two requests with one code cannot both win."""
    if account.totp_sealed is None:
        return False
    secret = session.info["keyring"].open(account.totp_sealed, f"totp:{account.id}")
    step = matching_step(secret, code, now if now is not None else time.time())
    if step is None:
        return False
    unused = or_(Account.totp_last_step.is_(None), Account.totp_last_step < step)
    taken = session.execute(
        update(Account).where(Account.id == account.id, unused).values(totp_last_step=step),
        execution_options={"synchronize_session": "fetch"},
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]
