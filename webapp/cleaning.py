"""Cleaning of text at the edge, once: what comes in is stored as it is after this."""

from __future__ import annotations

import unicodedata

ANSWER_LIMIT = 20_000  # characters; a long story has some 15,000

_DROPPED = {c: None for c in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(c) not in "\n\t"}
_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000))
_OTHER = dict.fromkeys([0xFEFF, 0xFFFE, 0xFFFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)])
_TABLE = {**_DROPPED, **_BIDI, **_SURROGATES, **_OTHER}
_MARKS_IN_A_ROW = 8  # more combining marks on one letter is an attack on the page, not a language


def clean_text(text: str, limit: int = ANSWER_LIMIT) -> str:
    """NFC text of at most `limit` characters, without control characters, lone surrogates or hidden direction marks."""
    text = text[: limit * 2].replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _thinned(text))
    return text[:limit]


def _thinned(text: str) -> str:
    """The text with at most a few combining marks after each letter."""
    if not any(unicodedata.combining(c) for c in text):
        return text
    kept: list[str] = []
    run = 0
    for c in text:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(c)
    return "".join(kept)
