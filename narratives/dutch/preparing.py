"""Make a text safe to read without moving a single offset: what would halt the tokenizer is blanked in place."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "WORD_LIMIT", "has_words", "prepare"]

LONGEST = 100_000  # code points; a story of 300 pages is not one story
WORD_LIMIT = 40  # spaCy's tokenizer takes quadratic time on one long run without spaces
RUN_LIMIT = 3

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_RUN = re.compile(rf"([^\w\s])\1{{{RUN_LIMIT},}}")
_LONG = re.compile(rf"\S{{{WORD_LIMIT + 1},}}")


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _shorten(found: re.Match[str]) -> str:
    return found[1] * RUN_LIMIT + " " * (found.end() - found.start() - RUN_LIMIT)


def prepare(text: str) -> str:
    """The text with as many code points as before: no control characters, no long runs of one sign, no endless words."""
    safe = _NOT_TEXT.sub(" ", text)
    if _RUN.search(safe):
        safe = _RUN.sub(_shorten, safe)
    # Looking at the words first is much cheaper than trying the expression at every letter.
    return _LONG.sub(_blank, safe) if max(map(len, safe.split()), default=0) > WORD_LIMIT else safe


def has_words(text: str) -> bool:
    """Is there a letter in it?"""
    return any(map(str.isalpha, text))
