"""Personal codes for a wave: found by their hash, used once, and never tied to the answers."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import database
from surveys.models import Invitation, Wave

__all__ = ["CodeRefused", "find_invitation", "mark_used", "new_code"]

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
LENGTH = 10  # 49 bits


class CodeRefused(Exception):
    """The code is not known, or it was used; the same sentence for both, so that guessing teaches nothing."""

    def __init__(self) -> None:
        super().__init__("Deze code werkt niet (meer). Kijk of u hem goed hebt overgenomen. Elke code werkt één keer.")


def new_code(session: Session, wave: Wave, channel: str = "brief") -> str:
    """Make a personal code; only its hash is kept."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    session.add(Invitation(wave_id=wave.id, token_hash=_hash(code), channel=channel))
    session.flush()
    return code


def find_invitation(session: Session, wave: Wave, code: str) -> int:
    """The id of the invitation with this code that was not used yet; CodeRefused otherwise."""
    query = select(Invitation.id).where(
        Invitation.wave_id == wave.id, Invitation.token_hash == _hash(code), Invitation.used_on.is_(None)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise CodeRefused
    return found


def mark_used(session: Session, invitation_id: int) -> None:
    """Use the code up; CodeRefused when somebody was first. Only the day is kept."""
    query = update(Invitation).where(Invitation.id == invitation_id, Invitation.used_on.is_(None))
    done = session.execute(query.values(used_on=database.today()).execution_options(synchronize_session=False))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise CodeRefused


def _hash(code: str) -> str:
    plain = "".join(c for c in code.casefold() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
