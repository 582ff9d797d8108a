"""The address under which a calendar program reads the calendar of a programme: secret, made anew or shut by who may.

The address holds a keyed digest of the programme and a number that goes up; the store keeps the number only.
"""

from __future__ import annotations

import hmac
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.parties import Programme

__all__ = ["find", "mark", "renew", "shut"]

SETTING = "calendar"
LONG = 40  # letters of the digest in an address


def mark(session: Session, programme: Programme) -> str:
    """The secret part of the address; "" while nobody opened it."""
    kept = _kept(programme)
    if not kept.get("open"):
        return ""
    found: str = session.info["keyring"].digest("kalender", f"{programme.id}:{kept['number']}")
    return found[:LONG]


def renew(session: Session, programme: Programme) -> None:
    """A new address; the old one stops."""
    _keep(session, programme, {"number": int(_kept(programme).get("number", 0)) + 1, "open": True})


def shut(session: Session, programme: Programme) -> None:
    """No address any more."""
    _keep(session, programme, {**_kept(programme), "open": False})


def find(session: Session, given: str) -> Programme | None:
    """The programme of which this is the address."""
    if not (given.isascii() and len(given) == LONG):
        return None
    every = session.scalars(select(Programme).order_by(Programme.id))
    return next((one for one in every if hmac.compare_digest(mark(session, one), given)), None)


def _kept(programme: Programme) -> dict[str, Any]:
    return dict((programme.settings or {}).get(SETTING) or {})


def _keep(session: Session, programme: Programme, value: dict[str, Any]) -> None:
    programme.settings = {**(programme.settings or {}), SETTING: value}
    session.flush()
