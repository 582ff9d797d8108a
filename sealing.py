"""Texts that only this house can read: AES-256-GCM with the key's number in front and the row's identity bound in."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Keyring", "SealBroken", "keyring_from_secret"]


class SealBroken(Exception):
    """A sealed text cannot be opened: the key is not here, or the text was moved or changed."""


@dataclass(frozen=True)
class Keyring:
    """Numbered 32-byte keys; `current` seals, all of them open."""

    current: int
    keys: Mapping[int, bytes] = field(repr=False)

    def seal(self, text: str, bound_to: str) -> bytes:
        """Text to ciphertext (1 byte key id, 12 bytes nonce, rest), bound to a row such as 'story:<id>'."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(12)
        body = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), bound_to.encode())
        return bytes([self.current]) + nonce + body

    def open(self, sealed: bytes, bound_to: str) -> str:
        """Ciphertext back to text; SealBroken when the key is missing or the ciphertext belongs to another row."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self.keys.get(sealed[0]) if sealed else None
        if key is None:
            raise SealBroken("de sleutel van deze tekst is niet ingesteld")
        try:
            return AESGCM(key).decrypt(sealed[1:13], sealed[13:], bound_to.encode()).decode()
        except InvalidTag:
            raise SealBroken("deze tekst is veranderd of verplaatst") from None

    def digest(self, purpose: str, text: str) -> str:
        """A keyed fingerprint (HMAC-SHA-256, hex) of a text for one purpose; it cannot be made without the key."""
        key = self.keys[min(self.keys)]
        return hmac.new(key, f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


def keyring_from_secret(secret: str, older: tuple[str, ...] = ()) -> Keyring:
    """A keyring from the secret of the settings (number = 1 + how many older ones there are) and its predecessors."""
    secrets = [*older, secret]
    keys = {n + 1: hashlib.sha256(b"tellen-en-vertellen sealing\x1f" + s.encode()).digest() for n, s in enumerate(secrets)}
    return Keyring(current=len(secrets), keys=keys)
