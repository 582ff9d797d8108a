"""Signing in: passwords with Argon2, sessions that are rows of our own, and who may do what (decision 0002)."""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import utcnow
from surveys.parties import Account, Organisation
from webapp.account_models import SignInSession

if TYPE_CHECKING:
    from flask import Flask

IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
SECOND_STEP = timedelta(minutes=10)
FRESH = timedelta(minutes=15)
MINIMUM_PASSWORD = 12
MAXIMUM_PASSWORD = 200

_HASHER = PasswordHasher()
_GATE = threading.BoundedSemaphore(2)  # one verification takes 64 MiB: more than two at once is a way to halt the server


class AccountRefused(Exception):
    """An account cannot be made or changed like this; the sentence says what to do."""


def normal_email(email: str) -> str:
    """An address in the form in which it is stored and looked up."""
    return unicodedata.normalize("NFC", email).strip().lower()


def create(session: Session, organisation: Organisation, email: str, name: str, password: str) -> Account:
    """A new account without any role; AccountRefused when the address is taken or the password is too weak."""
    email, name = normal_email(email), " ".join(name.split())
    if not 3 <= len(email) <= 200 or "@" not in email[1:-1] or any(c.isspace() for c in email):
        raise AccountRefused("Vul een e-mailadres in, zoals naam@gemeente.nl.")
    if not 1 <= len(name) <= 200:
        raise AccountRefused("Vul een naam in van hoogstens 200 tekens.")
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise AccountRefused("Er is al een account met dit e-mailadres. Kies een ander adres.")
    account = Account(organisation=organisation, email=email, name=name, password_hash=_hashed(password, email))
    session.add(account)
    session.flush()
    return account


def set_password(session: Session, account: Account, password: str, *, keep: SignInSession | None = None) -> None:
    """A new password; every session of the account ends, except the one in which it was changed."""
    account.password_hash = _hashed(password, account.email)
    end_sessions(session, account, keep=keep)


def _hashed(password: str, email: str) -> str:
    if len(password) < MINIMUM_PASSWORD:
        raise AccountRefused(f"Kies een wachtwoord van ten minste {MINIMUM_PASSWORD} tekens. Een korte zin werkt goed.")
    if len(password) > MAXIMUM_PASSWORD:
        raise AccountRefused(f"Kies een wachtwoord van hoogstens {MAXIMUM_PASSWORD} tekens.")
    if password.lower() == email or len(set(password)) < 4:
        raise AccountRefused("Dit wachtwoord is te makkelijk te raden. Kies een ander wachtwoord.")
    with _GATE:
        return _HASHER.hash(_storable(password))


@lru_cache(maxsize=1)
def _dummy() -> str:
    """The hash of a password nobody has, so that an unknown address costs as much time as a known one."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def _storable(password: str) -> str:
    """The same letters from every keyboard, and nothing that cannot be written as UTF-8."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode()


@dataclass(frozen=True)
class Stored:
    """What is needed to check a password, so that no transaction has to stay open while Argon2 works."""

    account_id: int | None
    password_hash: str


def stored_password(session: Session, email: str) -> Stored:
    """The hash to verify against; that of nobody for an address that is unknown, closed or without a password."""
    dummy = _dummy()  # made at the first attempt of all, so made for everybody or nobody
    account = session.scalar(select(Account).where(Account.email == normal_email(email)))
    if account is None or not account.active or not account.password_hash.startswith("$argon2"):
        return Stored(None, dummy)
    return Stored(account.id, account.password_hash)


def verify(stored: Stored, password: str) -> bool:
    """Whether the password is right. Unknown, closed and wrong take the same work and give the same answer."""
    password = _storable(password[:MAXIMUM_PASSWORD])
    with _GATE:
        try:
            _HASHER.verify(stored.password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored.account_id is not None


def refresh_hash(account: Account, password: str) -> None:
    """Hash again when the parameters of the house became stronger since; only with a password that was just verified."""
    if _HASHER.check_needs_rehash(account.password_hash):
        account.password_hash = _HASHER.hash(_storable(password))


# --- sessions -------------------------------------------------------------------------------------------------------


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_session(
    session: Session, account: Account, *, device: str = "", second_step: bool = False, now: datetime | None = None
) -> tuple[str, SignInSession]:
    """A new session row and the random id for the cookie; the id itself is stored nowhere."""
    now = now or utcnow()
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        token_hash=_digest(token),
        account=account,
        stage="tweede_stap" if second_step else "volledig",
        device=device[:60],
        created_at=now,
        seen_at=now,
        fresh_until=now if second_step else now + FRESH,
    )
    session.add(row)
    session.flush()
    return token, row


def find_session(session: Session, token: str | None, now: datetime | None = None) -> SignInSession | None:
    """The living session of a cookie, also when its second step is still to come; None when it ended."""
    if not token:
        return None
    now = now or utcnow()
    row = session.scalar(select(SignInSession).where(SignInSession.token_hash == _digest(token)))
    return row if row is not None and alive(row, now) else None


def alive(row: SignInSession, now: datetime | None = None) -> bool:
    """Whether a session still opens the door: not ended, not idle too long, not too old, its account active."""
    now = now or utcnow()
    longest = SECOND_STEP if row.stage == "tweede_stap" else LONGEST
    in_time = row.created_at <= now < row.created_at + longest and now < row.seen_at + IDLE
    return row.revoked_at is None and in_time and row.account.active


def rotate(session: Session, row: SignInSession, *, now: datetime | None = None) -> tuple[str, SignInSession]:
    """The same person, a new id: after each step up in what one may do. The old id is dead at once."""
    now = now or utcnow()
    row.revoked_at = now
    return open_session(session, row.account, device=row.device, now=now)


def is_fresh(row: SignInSession, now: datetime | None = None) -> bool:
    """Whether the password was given a moment ago; managing accounts asks for that."""
    return (now or utcnow()) < row.fresh_until


def end_session(row: SignInSession, now: datetime | None = None) -> None:
    """End one session."""
    row.revoked_at = row.revoked_at or now or utcnow()


def end_sessions(session: Session, account: Account, *, keep: SignInSession | None = None) -> None:
    """End all sessions of an account: after a new password, another role, or when it is closed."""
    now = utcnow()
    query = select(SignInSession).where(SignInSession.account_id == account.id, SignInSession.revoked_at.is_(None))
    for row in session.scalars(query):
        if keep is None or row.id != keep.id:
            row.revoked_at = now
    session.flush()


def open_sessions(session: Session, account: Account) -> list[SignInSession]:
    """The living sessions of an account, the newest first."""
    rows = session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account.id, SignInSession.revoked_at.is_(None))
        .order_by(SignInSession.seen_at.desc(), SignInSession.id.desc())
    )
    return [row for row in rows if alive(row) and row.stage == "volledig"]


def deactivate(session: Session, account: Account) -> None:
    """Shut an account: nobody can sign in with it, and who is inside is outside."""
    account.active = False
    end_sessions(session, account)


def init_app(app: Flask) -> None:
    """Give the application the check on forged forms; webapp.desk asks for it on everything that is sent to the desk."""
    from flask_wtf.csrf import CSRFProtect

    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # residents have a check of their own, without this library
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants a Referer, and our own Referrer-Policy sends none
    CSRFProtect(app)
