"""Key phrases: nouns with their adjectives that say what a story is about, and counted lemmas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from narratives.dutch import lexicons
from narratives.dutch.sheet import CONTENT, Sheet, Word
from narratives.proposals import Proposal

__all__ = ["Phrases"]

MOST = 8
MIN_LETTERS = 3
MOST_WORDS = 300_000  # distinct words to remember


class Phrases:
    """The stop words, made ready once."""

    def __init__(self) -> None:
        self._stop = lexicons.words("stopwords")
        self._names = frozenset(name for name in lexicons.words("first_names") if not name.endswith("?"))
        self._counts: dict[Word, bool] = {}

    def _judge(self, word: Word) -> bool:
        lemma = word.lemma.lower()
        content = (word.pos in CONTENT or not word.pos) and word.is_word and len(lemma) >= MIN_LETTERS
        return content and not {lemma, word.lower} & self._stop and lemma not in self._names

    def _says(self, sheet: Sheet) -> list[bool]:
        """Which words say something."""
        if len(self._counts) > MOST_WORDS:
            self._counts.clear()
        return sheet.known(self._counts, self._judge)

    def lemmas(self, sheet: Sheet, hidden: Collection[int]) -> dict[str, int]:
        """Content words with how often they occur; words with a number in `hidden` are left out."""
        found: dict[str, int] = {}
        for n in [n for n, says in enumerate(self._says(sheet)) if says]:
            if n not in hidden:
                lemma = sheet.joined.get(n) or sheet.words[n].lemma.lower()
                found[lemma] = found.get(lemma, 0) + 1
        return found

    def find(self, sheet: Sheet, hidden: Collection[int]) -> list[Proposal]:
        """The phrases of two words and more (adjectives, then nouns), those that occur most often and are longest first."""
        found: dict[str, tuple[int, int]] = {}
        times: Counter[str] = Counter()
        words, says, done = sheet.words, self._says(sheet), 0
        for n in [n for n, speaks in enumerate(says) if speaks and words[n].pos == "NOUN"]:
            first, last = n, n + 1
            if n < done or n in hidden:
                continue
            while first > done and words[first - 1].pos == "ADJ" and first - 1 not in hidden:
                first -= 1
            while last < len(words) and words[last].pos == "NOUN" and says[last] and last not in hidden:
                last += 1
            done = last
            if last - first > 1 and all(says[first:last]):
                label = " ".join(words[m].lower for m in range(first, last))
                found.setdefault(label, (first, last))
                times[label] += 1
        best = sorted(found, key=lambda label: (-times[label], -len(label), label))[:MOST]
        return [self._proposal(sheet, label, found[label], times[label]) for label in best]

    @staticmethod
    def _proposal(sheet: Sheet, label: str, place: tuple[int, int], times: int) -> Proposal:
        first, last = place
        score = round(1 - 0.5 / times, 2)
        return Proposal("keyphrase", label, sheet.starts[first], sheet.end(last - 1), f"{times} keer in dit verhaal", score)
