"""Personal codes for a wave: found by their hash, used once, and never tied to the answers."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

import database
from surveys.models import Invitation, Wave

__all__ = ["MOST_CODES", "CodeRefused", "codes_made", "find_invitation", "mark_used", "new_code", "new_codes", "shown"]

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
LENGTH = 10  # 49 bits
MOST_CODES = 2000  # at once


class CodeRefused(Exception):
    """The code is not known, or it was used; the same sentence for both, so that guessing teaches nothing."""

    def __init__(self) -> None:
        super().__init__("Deze code werkt niet (meer). Kijk of u hem goed hebt overgenomen. Elke code werkt één keer.")


def new_code(session: Session, wave: Wave, channel: str = "brief") -> str:
    """Make a personal code; only its hash is kept."""
    return new_codes(session, wave, 1, channel)[0]


def new_codes(session: Session, wave: Wave, number: int, channel: str = "brief") -> list[str]:
    """Make so many different personal codes; only their hashes are kept, so this is the one time that they can be read."""
    if not 1 <= number <= MOST_CODES:
        raise ValueError(f"between 1 and {MOST_CODES} codes at once")
    codes: dict[str, None] = {}
    while len(codes) < number:
        codes["".join(secrets.choice(LETTERS) for _ in range(LENGTH))] = None
    session.add_all(Invitation(wave_id=wave.id, token_hash=_hash(code), channel=channel) for code in codes)
    session.flush()
    return list(codes)


def shown(code: str) -> str:
    """A code as it is printed, in two halves that are easy to copy."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def codes_made(session: Session, wave: Wave) -> tuple[int, int]:
    """How many codes there are for a wave, and how many were used."""
    query = select(func.count(), func.count(Invitation.used_on)).where(Invitation.wave_id == wave.id)
    made, used = session.execute(query).one()
    return made, used


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
