"""The open package of aggregates (sociale-basis-pakket): one signed JSON file per municipality and year, made and read by plain rules.

Signed with Ed25519 (RFC 8032) over the canonical JSON of `content` (UTF-8, keys sorted, no blanks). Whoever reads it needs no central
party: the key stands in the file, is remembered for the municipality at first sight, and a later file under another key is refused.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Mapping
from typing import Any

import orjson

from saying import mark, say

FORMAT = "sociale-basis-pakket"
VERSION = 1
LICENCE = "CC BY 4.0"
LARGEST = 1_000_000  # bytes of one package
MUNICIPALITY = re.compile(r"GM\d{4}")
KEYED = re.compile(r"(kpi:[a-z0-9_.-]{1,60}|def:[0-9a-f]{64})")
UNITS = ("procent", "cijfer", "aantal")
TEXT = {"name": 200, "definition": 2000, "not_measured": 2000, "level": 20}


class PackageRefused(Exception):
    """A package cannot be used; the sentence says why and what to do."""


def sign(content: Mapping[str, Any], seed: bytes) -> bytes:
    """The package as a file. `seed`: 32 secret bytes of this installation, always the same for one organisation."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # slow to load, and no report needs it

    key = Ed25519PrivateKey.from_private_bytes(seed)
    signature = {"algorithm": "Ed25519", "key": _text(public_key(seed)), "value": _text(key.sign(canonical(content)))}
    return orjson.dumps({"content": content, "signature": signature}, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key that belongs to a seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def canonical(content: Mapping[str, Any]) -> bytes:
    """The bytes that are signed."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def fingerprint(key: bytes) -> str:
    """The name of a public key: the SHA-256 of its 32 bytes, hexadecimal."""
    return hashlib.sha256(key).hexdigest()


def spoken(print_: str) -> str:
    """A fingerprint as people compare it by telephone: its first 20 digits in groups of four."""
    return " ".join(print_[i : i + 4] for i in range(0, 20, 4))


def read(raw: bytes) -> tuple[dict[str, Any], str]:
    """The content of a package and the fingerprint of its key, after checking signature and every field; raises PackageRefused."""
    if len(raw) > LARGEST:
        raise PackageRefused("Dit bestand is te groot voor een pakket. Vraag de gemeente om een nieuw pakket.")
    try:
        whole = orjson.loads(raw)
        content, signature = whole["content"], whole["signature"]
        key, value = _bytes(signature["key"], 32), _bytes(signature["value"], 64)
        known = signature["algorithm"] == "Ed25519" and isinstance(content, dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PackageRefused("Dit is geen sociale-basis-pakket. Kies het bestand dat de andere gemeente maakte.") from None
    if not known:
        raise PackageRefused("Dit pakket is op een onbekende manier ondertekend. Vraag de gemeente om een nieuw pakket.")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(value, canonical(content))
    except (InvalidSignature, ValueError):
        raise PackageRefused("De handtekening klopt niet: dit pakket is veranderd. Vraag het opnieuw op.") from None
    _check(content)
    return content, fingerprint(key)


def _check(content: dict[str, Any]) -> None:
    """Every field has the form that the comparison counts on; a signature says who, not what."""
    try:
        faults = list(_faults(content))
    except (KeyError, TypeError, AttributeError):
        faults = [mark("er ontbreekt iets")]
    if faults:
        raise PackageRefused(
            say("Dit pakket kan niet worden gelezen: {fault}. Vraag de gemeente om een nieuw pakket.", fault=say(faults[0]))
        )


def _faults(content: dict[str, Any]) -> list[str]:
    town, codes = content["municipality"], [one["key"] for one in content["definitions"]]
    lists = isinstance(content["figures"], list) and isinstance(content["definitions"], list)
    checks = [
        (lists, mark("de cijfers kloppen niet")),
        (content["format"] == FORMAT and content["version"] == VERSION, mark("het is een andere soort of versie")),
        (
            isinstance(town["code"], str) and MUNICIPALITY.fullmatch(town["code"]) is not None,
            mark("de code van de gemeente klopt niet"),
        ),
        (isinstance(town["name"], str) and 0 < len(town["name"]) <= 200, mark("de naam van de gemeente klopt niet")),
        (town["residents"] is None or _whole(town["residents"], 1, 5_000_000), mark("het aantal inwoners klopt niet")),
        (_whole(content["year"], 2000, 2100), mark("het jaar klopt niet")),
        (re.fullmatch(r"[0-9a-f]{16,64}|", content["scope"]["digest"]) is not None, mark("de afbakening klopt niet")),
        (len(codes) <= 500 and len(set(codes)) == len(codes), mark("de definities kloppen niet")),
        (all(_definition(one) for one in content["definitions"]), mark("een definitie klopt niet")),
        (
            len(content["figures"]) <= 500 and all(_figure(one, codes) for one in content["figures"]),
            mark("een cijfer klopt niet"),
        ),
        (
            all(_named(name) and _finite(value) for name, value in content["profile"].items()),
            mark("de kenmerken van de gemeente kloppen niet"),
        ),
        (content["investment"] is None or _investment(content["investment"]), mark("de investering klopt niet")),
    ]
    return [what for right, what in checks if not right]


def _definition(one: dict[str, Any]) -> bool:
    texts = all(isinstance(one[name], str) and len(one[name]) <= most for name, most in TEXT.items())
    return texts and KEYED.fullmatch(one["key"]) is not None and one["unit"] in UNITS and one["direction"] in ("omhoog", "omlaag")


def _figure(one: dict[str, Any], codes: list[str]) -> bool:
    bounds = (one["low"] is None and one["high"] is None) or (_finite(one["low"]) and _finite(one["high"]))
    number = one["n"] is None or _whole(one["n"], 1, 5_000_000)
    return one["key"] in codes and _finite(one["value"]) and bounds and number and _named(one["period"])


def _investment(one: dict[str, Any]) -> bool:
    return _whole(one["year"], 2000, 2100) and _finite(one["euro"]) and _finite(one["per_resident"]) and one["euro"] >= 0


def _named(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 60


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e12


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(value: Any, length: int) -> bytes:
    raw = base64.b64decode(value, validate=True)
    if len(raw) != length:
        raise ValueError("wrong length")
    return raw
