"""Find the terms of a codebook (narratives.codebook) in a sheet of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple, cast

from narratives.codebook import GAP, Part, Term
from narratives.dutch.sheet import Sheet, Word

__all__ = ["Entry", "Found", "Matcher"]

MOST_WORDS = 300_000  # distinct words to remember


class Found(NamedTuple):
    """A term on the words first to last (exclusive); `negator` is the number of the word that denies it."""

    payload: str
    term: Term
    first: int
    last: int
    negator: int | None
    places: tuple[int, ...]  # the words on which the parts of the term fell

    def words(self, sheet: Sheet) -> str:
        """The words themselves; what a gap skipped is left out, for it may be a name."""
        text = sheet.words[self.places[0]].text
        for before, n in zip(self.places, self.places[1:], strict=False):
            text += (" " if n == before + 1 else " … ") + sheet.words[n].text
        return text


def _fits(part: Part, word: Word, joined: str | None = None) -> bool:
    if part.pos and word.pos and word.pos not in part.pos:
        return False
    if part.how == "any":
        return part.text in word.keys or part.text == joined
    if part.how == "head":
        return part.text in word.keys or part.text in word.heads or part.text == joined
    if part.how == "form":
        return word.lower == part.text
    if part.how == "prefix":
        return word.lower.startswith(part.text) or word.lemma.startswith(part.text)
    return word.lower.endswith(part.text) or word.lemma.endswith(part.text)


Entry = tuple[Term, str]
_BY_WORD = ("any", "form", "head")


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    """What may begin at one word: terms that are complete with it, phrases by their second word, and the rest."""

    single: tuple[Entry, ...]
    paired: Mapping[str, tuple[_Phrase, ...]]
    longer: tuple[_Phrase, ...]
    seconds: frozenset[str]  # the second words of `paired`
    gapped: Mapping[str, tuple[_Phrase, ...]]  # phrases by their second word, that may stand further on
    later: frozenset[str]  # the second words of `gapped`
    alone: bool  # may it begin something, whatever words come next?

    def follows(self, after: tuple[str, ...], present: Set[str]) -> list[_Phrase]:
        """The phrases that go on with a key of the next word or with a word further on, and have all they need in the sentence."""
        found = list(self.longer)
        if self.paired:
            for key in after:
                if key in self.paired:
                    found += self.paired[key]
        if self.gapped:
            for key in self.later & present:
                found += self.gapped[key]
        return [one for one in found if one.needs <= present] if found else found


class _Phrase(NamedTuple):
    entry: Entry
    needs: frozenset[str]  # words without which the text cannot hold it: looking these up is cheaper than walking along


class Matcher:
    """Terms with a payload each; a distinct word is compared with their first parts only once."""

    def __init__(self, terms: Iterable[Entry]) -> None:
        self._plain: dict[str, list[Entry]] = {}
        self._affixes: list[Entry] = []
        self._seen: dict[Word, _Start | bool] = {}
        for term, payload in terms:
            first = term.parts[0]
            if first.how in _BY_WORD:
                self._plain.setdefault(first.text, []).append((term, payload))
            else:
                self._affixes.append((term, payload))

    def _start(self, word: Word) -> _Start | bool:
        possible = [one for key in word.found_by for one in self._plain.get(key, ())] + self._affixes
        return _sorted_out(one for one in possible if word.is_word and _fits(one[0].parts[0], word)) or False

    def find(self, sheet: Sheet, denied: dict[int, int]) -> list[Found]:
        """Every place where a term fits, in the order of the text; a term that needs denial only where it is denied."""
        found: list[Found] = []
        if len(self._seen) > MOST_WORDS:
            self._seen.clear()
        starts = cast(list[_Start], sheet.known(self._seen, self._start))
        keys = [word.found_by for word in sheet.words]
        for first, last in sheet.sentences:
            # Many phrases begin with a common word ("in de put"): the next word tells whether to look any further, and others
            # need a word further on, that must be somewhere in the sentence at all.
            present = set(sheet.joined.values()).union(*keys[first:last])
            nexts = [*keys[first + 1 : last], ()]
            for n, start, after in [
                (n, start, after)
                for n, start, after in zip(range(first, last), starts[first:last], nexts, strict=True)
                if start and (start.alone or not start.seconds.isdisjoint(after) or not start.later.isdisjoint(present))
            ]:
                if start.single:
                    found += [one for entry in start.single if (one := _found(entry, [n], denied))]
                if follows := start.follows(after, present):
                    found += self._phrases(sheet, n, last, follows, denied)
        return found + self._joined(sheet, denied)

    def _joined(self, sheet: Sheet, denied: dict[int, int]) -> list[Found]:
        """Terms that begin with a verb and its particle further on."""
        found: list[Found] = []
        for n, lemma in sheet.joined.items():
            start = _sorted_out(one for one in self._plain.get(lemma, ()) if one[0].parts[0].how in ("any", "head"))
            if start is not None:
                first, last = sheet.sentence_of(n)
                found += [one for entry in start.single if (one := _found(entry, [n], denied))]
                after = sheet.words[n + 1].found_by if n + 1 < last else ()
                present = set(sheet.joined.values()).union(*[word.found_by for word in sheet.words[first:last]])
                follows = start.follows(after, present)
                found += self._phrases(sheet, n, last, follows, denied)
        return found

    def _phrases(self, sheet: Sheet, n: int, end: int, phrases: Iterable[_Phrase], denied: dict[int, int]) -> list[Found]:
        found = []
        for phrase in phrases:
            places = self._rest(sheet, n, end, phrase.entry[0].parts)
            if places is not None and (one := _found(phrase.entry, places, denied)):
                found.append(one)
        return found

    @staticmethod
    def _rest(sheet: Sheet, n: int, end: int, parts: tuple[Part, ...]) -> list[int] | None:
        """The numbers of the words on which the parts fall when the first is word n; None when they do not follow."""
        words, joined = sheet.words, sheet.joined
        places, m = [n], n
        for part in parts[1:]:
            reach = min(end, m + GAP + 2 if part.gap else m + 2)
            m += 1
            while m < reach and not _fits(part, words[m], joined.get(m)):
                m += 1
            if m >= reach:
                return None
            places.append(m)
        return places


def _sorted_out(entries: Iterable[Entry]) -> _Start | None:
    single, longer = [], []
    paired: dict[str, tuple[_Phrase, ...]] = {}
    gapped: dict[str, tuple[_Phrase, ...]] = {}
    for entry in entries:
        parts = entry[0].parts
        phrase = _Phrase(entry, frozenset(part.text for part in parts[1:] if part.how in _BY_WORD))
        if len(parts) == 1:
            single.append(entry)
        elif parts[1].how in _BY_WORD:
            second = gapped if parts[1].gap else paired
            second[parts[1].text] = (*second.get(parts[1].text, ()), phrase)
        else:
            longer.append(phrase)
    if not (single or paired or gapped or longer):
        return None
    alone = bool(single or longer)
    return _Start(tuple(single), paired, tuple(longer), frozenset(paired), gapped, frozenset(gapped), alone)


def _found(entry: Entry, places: list[int], denied: dict[int, int]) -> Found | None:
    term, payload = entry
    first, last = places[0], places[-1] + 1
    negator = None
    if denied and last == first + 1:
        negator = denied.get(first)
        negator = None if negator == first else negator
    elif denied:
        negator = next((denied[m] for m in range(first, last) if m in denied and not first <= denied[m] < last), None)
    if term.denied is None or term.denied == (negator is not None):
        return Found(payload, term, first, last, negator, tuple(places))
    return None
