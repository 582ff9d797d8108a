"""Slowing down who guesses cards and codes, and who starts one questionnaire after another."""

from __future__ import annotations

import ipaddress

from flask import abort, request

from webapp import limiting
from webapp.limiting import Limit
from webapp.request_session import db

CARD_TRIES = Limit("kaart", 20, 30)  # a neighbourhood centre may share one address


STARTS = Limit("beginnen", 120, 5)  # a whole hall with one address may begin at once


def slow_down(what: str) -> None:
    """Take one try for this address (kept as an HMAC that changes daily); 429 when there were too many."""
    wait = limiting.take(db(), CARD_TRIES, f"{what}:{request.remote_addr}")
    db().commit()
    if wait:
        abort(429)


def slow_starts() -> None:
    """Take one start for this address; 429 when a programme starts one after another."""
    network = network_of(request.remote_addr or "")
    if network and limiting.take(db(), STARTS, network):
        db().commit()
        abort(429)


def network_of(address: str) -> str:
    """Whose address on the internet it is; empty for this machine or an inner network: behind a proxy everybody has that one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if not found.is_global:
        return ""
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
