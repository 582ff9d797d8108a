"""A text as our components see it: plain lists of words, made once per text, each distinct word looked up once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from narratives.proposals import Proposal

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")

__all__ = ["CONTENT", "KEY", "Sheet", "Word", "sheet_of"]

_OPENERS = frozenset({'"', "“", "‘", "'", "„", ":", "-", "–", "•", "*"})
IS_WORD, DENIES, PARTICLE = 1, 2, 4
CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
KEY = "tellen-en-vertellen"  # where the sheet lives in Doc.user_data


@dataclass(eq=False, slots=True)
class Word:
    """A distinct form with its part of speech; one object for all its occurrences, so that findings about it can be kept."""

    text: str
    lower: str
    pos: str
    lemma: str
    lemma_key: int
    keys: tuple[str, ...]  # what a term may be compared with: form, lemma and the dictionary's lemma, each once
    is_word: bool
    capital: bool
    heads: tuple[str, ...] = ()  # what a compound ends in, and the parts around a hyphen
    found_by: tuple[str, ...] = ()  # keys and heads, each once
    flags: int = 0  # IS_WORD, DENIES, PARTICLE


@dataclass(slots=True)
class Sheet:
    """The words of one text, where they stand (code points), and the sentences as ranges of word numbers."""

    text: str
    words: list[Word]
    starts: list[int]
    sentences: list[tuple[int, int]]
    proposals: list[Proposal] = field(default_factory=list)
    others: list[Any] | None = None  # what narratives.dutch.themes found besides themes: terms of tone
    tone: float | None = None
    count: int = 0  # words, signs left out
    lemmas: dict[str, int] = field(default_factory=dict)
    joined: dict[int, str] = field(default_factory=dict)  # "knap" of "knap … op": opknappen
    denied: dict[int, int] = field(default_factory=dict)  # see narratives.dutch.negation
    entities: list[tuple[int, int, str]] = field(default_factory=list)  # of an official model: word numbers and kind
    _sentence: list[int] = field(default_factory=list)

    def end(self, number: int) -> int:
        """Where word `number` ends."""
        return self.starts[number] + len(self.words[number].text)

    def sentence_of(self, number: int) -> tuple[int, int]:
        """The sentence in which word `number` stands."""
        return self.sentences[self.sentence_number(number)]

    def sentence_number(self, number: int) -> int:
        """How many sentences stand before that of word `number`."""
        if not self._sentence:
            for index, (first, last) in enumerate(self.sentences):
                self._sentence += [index] * (last - first)
        return self._sentence[number]

    def opens(self, number: int) -> bool:
        """Is word `number` the first real word of its sentence, or of what is quoted in it?"""
        first, _ = self.sentence_of(number)
        if number > first and self.words[number - 1].lower in _OPENERS:
            return True
        return not any(self.words[n].is_word for n in range(first, number))

    def known(self, table: dict[Word, T], make: Callable[[Word], T]) -> list[T]:
        """What a table says of each word; `make` fills it for words not seen before, and may not give None."""
        found = list(map(table.get, self.words))
        if None in found:
            for word in {word for word, what in zip(self.words, found, strict=True) if what is None}:
                table[word] = make(word)
            found = list(map(table.get, self.words))
        return cast(list[T], found)

    def quote(self, first: int, last: int) -> str:
        """The text of the words first to last (exclusive), on one line."""
        return " ".join(self.text[self.starts[first] : self.end(last - 1)].split())


def sheet_of(doc: Doc) -> Sheet:
    """The sheet that the lemma component left behind."""
    found: Any = doc.user_data[KEY]
    assert isinstance(found, Sheet)
    return found
