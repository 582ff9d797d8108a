"""Which words of a text are denied ("niet meer eenzaam"), clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from narratives.dutch.sheet import CONTENT, Sheet

__all__ = ["denied", "negators"]

NEGATORS = frozenset(
    "niet geen nooit niemand nergens nauwelijks amper zonder noch niks niets minder evenmin nie niet. gene nimmer".split()
)
REACH = 6
BREAKS = frozenset(
    ", ; : ( ) – — . ! ? maar want omdat doordat toen als terwijl dat zodat sinds hoewel nadat voordat tenzij behalve doch "
    "daardoor daarom waardoor waarom".split()
)
_LIGHT = frozenset("zijn hebben worden gaan zullen willen kunnen mogen moeten laten doen komen blijven krijgen".split())


def _clauses(sheet: Sheet, first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for n in range(first, last):
        lower = sheet.words[n].lower
        subject_follows = lower == "en" and n + 1 < last and sheet.words[n + 1].pos == "PRON"
        if lower in BREAKS or subject_follows:
            if n > begin:
                yield begin, n
            begin = n + 1
    if last > begin:
        yield begin, last


def _not_only(sheet: Sheet, n: int, last: int) -> bool:
    """Is this "niet alleen de zorg, maar ook …", which denies nothing?"""
    words = sheet.words
    if n + 2 >= last or words[n + 1].lower != "alleen":
        return words[n].lower == "niet" and n + 1 < last and words[n + 1].lower == "zozeer"
    _, end = sheet.sentence_of(n)
    return any(words[m].lower == "maar" for m in range(n + 2, end))


def _forward(sheet: Sheet, n: int, last: int) -> tuple[set[int], bool]:
    scope: set[int] = set()
    content = False
    for m in range(n + 1, min(last, n + 1 + REACH)):
        word = sheet.words[m]
        if word.pos == "ADP" and content:
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


def denied(sheet: Sheet) -> dict[int, int]:
    """The numbers of denied words, each with the number of the word that denies it."""
    found: dict[int, int] = {}
    for first, last in sheet.sentences:
        if not any(sheet.words[n].lower in NEGATORS for n in range(first, last)):
            continue
        for begin, end in _clauses(sheet, first, last):
            for n in range(begin, end):
                if sheet.words[n].lower not in NEGATORS or _not_only(sheet, n, end):
                    continue
                scope, content = _forward(sheet, n, end)
                if not content:
                    scope |= _backward(sheet, n, begin)
                for m in scope:
                    found.setdefault(m, n)
    return found


def negators(sheet: Sheet) -> list[int]:
    """The numbers of the words that deny."""
    return [n for n, word in enumerate(sheet.words) if word.lower in NEGATORS]
