"""What was typed and is not ours to store: sealed, it travels with the browser for a short while, so that Back and reload show it.

The words of a story before their teller lets us read them, a card of which a word was mistyped, a form that never had a row. Only
this house can open it, and what does not fit stays on the page that answers the form.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import zlib
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Response, current_app, request

from webapp.respond.tokens import signing_keys

SECONDS = 30 * 60
MOST = 3_800  # characters; a browser keeps a cookie of some 4,000
NONCE = 12

Faults = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Carried:
    """A form as it was typed, with what is to be said about it."""

    owner: str  # the form or page it is of
    mark: str  # stands in the address, or says at which save it was: only there it is shown
    fields: dict[str, list[str]] = field(repr=False)
    faults: Faults = field(default_factory=list, repr=False)  # field, Dutch sentence, the word it is about


def new_mark() -> str:
    """A mark that says nothing of anybody."""
    return os.urandom(5).hex()


def carried(name: str) -> Carried | None:
    """What this browser carries under a name; None when there is nothing, or nothing of ours."""
    text = request.cookies.get(name, "")
    for key in _keys():
        if (plain := _opened(key, name, text)) is not None:
            values: dict[str, Any] = orjson.loads(zlib.decompress(plain))
            return Carried(values["o"], values["m"], values["f"], [(a, b, c) for a, b, c in values["w"]])
    return None


def carry(response: Response, name: str, path: str, one: Carried) -> bool:
    """Let the browser carry it; False when it does not fit, or when it carries that of another window."""
    if (there := carried(name)) is not None and there.owner != one.owner:
        return False
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    packed = zlib.compress(orjson.dumps({"o": one.owner, "m": one.mark, "f": one.fields, "w": one.faults}), 9)
    nonce = os.urandom(NONCE)
    text = base64.urlsafe_b64encode(nonce + AESGCM(_keys()[0]).encrypt(nonce, packed, name.encode())).decode()
    if len(text) > MOST:
        return False
    https = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(name, text, max_age=SECONDS, path=path, httponly=True, samesite="Lax", secure=https)
    return True


def let_go(response: Response, name: str, path: str, owner: str = "") -> None:
    """Carry it no longer; with an owner only what is of that form."""
    if name in request.cookies and (not owner or ((there := carried(name)) is not None and there.owner == owner)):
        response.delete_cookie(name, path=path, httponly=True, samesite="Lax")


def _opened(key: bytes, name: str, text: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii")) if len(text) <= MOST else b""
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], name.encode()) if len(raw) > NONCE else None
    except (InvalidTag, binascii.Error, ValueError):
        return None


def _keys() -> list[bytes]:
    return [hashlib.sha256(b"carried\x1f" + key).digest() for key in signing_keys()]
