"""Signed names of responses and forms: in a cookie, and in every form with a fresh mask, so that compression leaks nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import time
import uuid
from dataclasses import dataclass

from flask import current_app

ID, EXTRA, MAC = 16, 4, 16
SIZE = ID + EXTRA + MAC


@dataclass(frozen=True, slots=True)
class Named:
    """What a token names: the id of a response or form, and the number of an invitation (0: none), or when a fresh form was drawn."""

    id: str
    extra: int = 0

    @property
    def invitation(self) -> int | None:
        """The invitation this response was started with."""
        return self.extra or None


def fresh() -> Named:
    """A name that nobody has yet, with the moment at which its form was drawn."""
    return Named(uuid.uuid4().hex, int(time.time()))


def seal(purpose: str, named: Named) -> str:
    """The signed name, for a cookie."""
    return _text(_signed(purpose, named))


def masked(purpose: str, named: Named) -> str:
    """The signed name under a mask that differs each time, for a form."""
    raw, pad = _signed(purpose, named), os.urandom(SIZE)
    return _text(pad + _xor(raw, pad))


def open_sealed(purpose: str, text: str) -> Named | None:
    """The name in a cookie; None when it was not signed by us for this purpose."""
    return _verified(purpose, _bytes(text))


def open_masked(purpose: str, text: str) -> Named | None:
    """The name in a form; None when it was not signed by us for this purpose."""
    both = _bytes(text)
    return _verified(purpose, _xor(both[SIZE:], both[:SIZE])) if len(both) == 2 * SIZE else None


def _signed(purpose: str, named: Named) -> bytes:
    raw = bytes.fromhex(named.id) + named.extra.to_bytes(EXTRA)
    return raw + _mac(signing_keys()[0], purpose, raw)


def _verified(purpose: str, signed: bytes) -> Named | None:
    if len(signed) != SIZE:
        return None
    raw, mac = signed[:-MAC], signed[-MAC:]
    if not any(hmac.compare_digest(mac, _mac(key, purpose, raw)) for key in signing_keys()):
        return None
    return Named(raw[:ID].hex(), int.from_bytes(raw[ID:]))


def _mac(key: bytes, purpose: str, raw: bytes) -> bytes:
    return hmac.digest(key, purpose.encode() + b"\x1f" + raw, "sha256")[:MAC]


def signing_keys() -> list[bytes]:
    """The key that signs and its predecessors, derived so that they sign nothing else."""
    found: list[bytes] | None = current_app.extensions.get("resident_keys")
    if found is None:
        secrets = [current_app.config["SECRET_KEY"], *(current_app.config.get("SECRET_KEY_FALLBACKS") or ())]
        found = [hashlib.sha256(b"tellen-en-vertellen resident\x1f" + secret.encode()).digest() for secret in secrets]
        current_app.extensions["resident_keys"] = found
    return found


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(SIZE)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii")) if len(text) <= 200 else b""
    except (binascii.Error, ValueError):
        return b""
