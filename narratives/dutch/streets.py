"""Addresses: a street with a house number, or a street in which somebody is said to live."""

from __future__ import annotations

import re

from narratives.dutch import lexicons
from narratives.dutch.name_kinds import PROPER, STREET, Kinds, Scene, run
from narratives.dutch.name_spans import ADDRESS, Step, span
from narratives.dutch.sheet import Sheet

__all__ = ["street"]

_HOUSE_NUMBER = re.compile(r"\d{1,4}-?[a-zA-Z]{0,2}(?:-\d{1,3})?")
_ADDITION = re.compile(r"[a-hA-H]|I{1,3}|hs|bis")
_BEFORE_NUMBER = frozenset({"nummer", "nr", "nr.", "huisnummer"})
_LIVING = lexicons.words("living")
NEAR = 20  # words around a street name in which somebody lives there


def street(lists: Kinds, scene: Scene, n: int) -> Step | None:
    """The address that begins at word n."""
    sheet, kinds = scene.sheet, scene.kinds
    if not kinds[n] & (STREET | PROPER):
        return None
    end = run(scene, n) if sheet.words[n].capital else n + 1
    at = next((m for m in range(n, end) if kinds[m] & STREET or sheet.words[m].lower in lists.streets), None)
    if end > n and _numbered(sheet, end) and (at is not None or _lives(sheet, n)):
        at = end - 1  # "Laan van Noord 12" as well as "Noorderlaan 12"
    if at is None or (sheet.words[n].lower in lists.streets and end == n + 1):
        return None
    last = at + 1
    numbered = _numbered(sheet, last)
    if not numbered and not _is_home(lists, sheet, n, at):
        return None
    while numbered and (_numbered(sheet, last) or (last < len(sheet.words) and sheet.words[last].lower in _BEFORE_NUMBER)):
        last += 1
    if numbered and last < len(sheet.words) and _ADDITION.fullmatch(sheet.words[last].text):
        last += 1
    tail = next((tail for tail in lists.streets if sheet.words[at].lower.endswith(tail)), "")
    reason = (f"straatnaam op ‘{tail}’" if tail else "naam") + (" met een huisnummer" if numbered else "")
    return [span(sheet, ADDRESS, n, last, (reason, 0.95 if numbered else 0.6))], last


def _is_home(lists: Kinds, sheet: Sheet, n: int, at: int) -> bool:
    """Without a number a street is personal only when somebody is said to live there."""
    lower = sheet.words[at].lower
    if not sheet.words[at].capital or sheet.opens(at) or not lower.endswith(lists.sure_streets):
        return False
    return _lives(sheet, n)


def _lives(sheet: Sheet, n: int) -> bool:
    first, last = sheet.sentence_of(n)
    return any(sheet.words[m].lemma in _LIVING for m in range(max(first, n - NEAR), min(last, n + NEAR)))


def _numbered(sheet: Sheet, n: int) -> bool:
    while n < len(sheet.words) - 1 and sheet.words[n].lower in _BEFORE_NUMBER:
        n += 1
    return n < len(sheet.words) and _HOUSE_NUMBER.fullmatch(sheet.words[n].text) is not None
