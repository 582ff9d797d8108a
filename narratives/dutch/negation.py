"""Which words of a text are denied ("niet meer eenzaam"), clause by clause."""

from __future__ import annotations

from narratives.dutch import lexicons
from narratives.dutch.sheet import CONTENT, Sheet

__all__ = ["NEGATORS", "denied"]

REACH = 6
LONGEST_CLAUSE = 25  # words to either side; some people write no full stops
NEGATORS = lexicons.words("negators")
_BREAKS = lexicons.words("clause_breaks")
_LIGHT = lexicons.words("light_words")
_VERBS = frozenset({"VERB", "AUX"})
_WHOLE = frozenset({"niet", "nooit", "nie", "nimmer", "nauwelijks", "amper"})  # deny the verb of their clause, wherever it stands
_NEVER, _SO = frozenset({"nooit", "nimmer", "niet"}), frozenset({"zo", "zó", "zulke", "zo'n"})


def _breaks(sheet: Sheet, n: int, last: int) -> bool:
    """Does a clause end at word n?"""
    lower = sheet.words[n].lower
    if lower != "en" or n + 1 >= last:
        return lower in _BREAKS
    after = sheet.words[n + 1]  # "… en ik", "… en bleef", but not "niet eten en drinken"
    return after.pos == "PRON" or (after.pos in _VERBS and after.lower != after.lemma)


def _clause(sheet: Sheet, n: int, first: int, last: int) -> tuple[int, int]:
    """The clause around word n, within the sentence from first to last."""
    first, last = max(first, n - LONGEST_CLAUSE), min(last, n + LONGEST_CLAUSE)
    begin = next((m + 1 for m in range(n - 1, first - 1, -1) if _breaks(sheet, m, last)), first)
    end = next((m for m in range(n + 1, last) if _breaks(sheet, m, last)), last)
    return begin, end


def _not_only(sheet: Sheet, n: int, last: int) -> bool:
    """Is this "niet alleen de zorg, maar ook …" or "nog nooit zo blij", which denies nothing?"""
    words = sheet.words
    if (
        words[n].lower in _NEVER
        and n
        and words[n - 1].lower == "nog"
        and any(w.lower in _SO for w in words[n + 1 : min(last, n + 5)])
    ):
        return True  # "nog nooit zo trots" is very proud
    if n + 2 >= last or words[n + 1].lower != "alleen":
        return words[n].lower == "niet" and n + 1 < last and words[n + 1].lower == "zozeer"
    _, end = sheet.sentence_of(n)
    return any(words[m].lower == "maar" for m in range(n + 2, end))


def _forward(sheet: Sheet, n: int, last: int) -> tuple[set[int], bool]:
    scope: set[int] = set()
    content = False
    for m in range(n + 1, min(last, n + 1 + REACH)):
        word = sheet.words[m]
        if word.pos == "ADP" and content and word.lower not in NEGATORS:
            break
        scope.add(m)
        content = content or not word.pos or (word.pos in CONTENT and word.lemma not in _LIGHT)
    return scope, content


def _backward(sheet: Sheet, n: int, first: int) -> set[int]:
    """Nothing follows the negator ("ik mis hem niet", "eenzaam ben ik niet"): it denies what stands before it."""
    for m in range(n - 1, max(first, n - REACH) - 1, -1):
        word = sheet.words[m]
        if word.pos in CONTENT and word.lemma not in _LIGHT:
            fronted = first if sheet.words[first].pos in ("ADJ", "NOUN") else m
            return {m, fronted}
    return set()


def _verb(sheet: Sheet, n: int, first: int) -> set[int]:
    """The finite verb before the negator: "ik durf het vuilnis niet buiten te zetten" denies the daring."""
    if sheet.words[n].lower not in _WHOLE:
        return set()
    for m in range(first, n):
        if sheet.words[m].pos in _VERBS:
            return {m} if sheet.words[m].pos == "VERB" and sheet.words[m].lemma not in _LIGHT else set()
    return set()


def denied(sheet: Sheet, deniers: list[int]) -> dict[int, int]:
    """The numbers of denied words, each with the number of the word that denies it; `deniers` are the words that may."""
    found: dict[int, int] = {}
    for n in deniers:
        first, last = sheet.sentence_of(n)
        begin, end = _clause(sheet, n, first, last)
        if end == n + 1 < last - 1 and sheet.words[n].lower == "niet" and sheet.words[end].lower == "dat":
            _, end = _clause(sheet, n + 2, first, last)  # "niet dat ze slecht werken"
        if _not_only(sheet, n, end):
            continue
        scope, content = _forward(sheet, n, end)
        if not content:
            scope |= _backward(sheet, n, begin)
        scope |= _verb(sheet, n, begin)
        for m in scope:
            if m in found:
                del found[m]  # "geen dag zonder pijn": twice denied is not denied
            else:
                found[m] = n
    return found
