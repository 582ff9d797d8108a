"""Slowing down who guesses cards and codes."""

from __future__ import annotations

from flask import abort, request

from webapp import limiting
from webapp.limiting import Limit
from webapp.request_session import db

CARD_TRIES = Limit("kaart", 20, 30)  # a neighbourhood centre may share one address


def slow_down(what: str) -> None:
    """Take one try for this address (kept as an HMAC that changes daily); 429 when there were too many."""
    wait = limiting.take(db(), CARD_TRIES, f"{what}:{request.remote_addr}")
    db().commit()
    if wait:
        abort(429)
