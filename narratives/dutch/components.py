"""Our own spaCy components, all registered here; each is a thin layer over a module of plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import IDX, LEMMA, ORTH, POS, SENT_START  # noqa: TID253  this module is made for spaCy, and imported lazily
from spacy.language import Language  # noqa: TID253
from spacy.tokens import Doc  # noqa: TID253

from narratives.dutch import lexicons
from narratives.dutch.lemmas import lemmas
from narratives.dutch.names import KnownNames, Names
from narratives.dutch.negation import NEGATORS, denied
from narratives.dutch.patterns import find_patterns
from narratives.dutch.phrases import Phrases
from narratives.dutch.sheet import DENIES, IS_WORD, KEY, PARTICLE, Sheet, Word, sheet_of
from narratives.dutch.themes import Themes
from narratives.dutch.tone import Tone

__all__ = ["CODEBOOK", "ORIGINAL", "OWN", "Codebook"]

OWN = ("vt_lemma", "vt_themes", "vt_tone", "vt_names", "vt_personal", "vt_keyphrases")
CODEBOOK = "codebook"  # where a reader puts its codebook in Doc.user_data
ORIGINAL = "original"  # where a reader puts the text as it was told
MOST_WORDS = 300_000  # distinct words to remember
FARTHEST = 12  # words between a verb and its particle
_LABELS = {"PER": "PER", "PERSON": "PER", "LOC": "place", "GPE": "place", "FAC": "place", "ORG": "organisation"}
_PARTICLES = lexicons.words("particles")
_ENDS_CLAUSE = lexicons.words("after_particle")


@dataclass(frozen=True, slots=True)
class Codebook:
    """What one programme adds to the pipeline."""

    themes: Themes
    known: KnownNames


class LemmaComponent:
    """Gives each token its lemma and makes the sheet that the other components read."""

    def __init__(self, nlp: Language) -> None:
        self._strings = nlp.vocab.strings
        self._lemmas = lemmas()
        self._words: dict[tuple[int, int], Word] = {}
        self._joined: dict[tuple[str, str], str | None] = {}
        self._recognises = any(name in nlp.pipe_names for name in ("ner", "entity_ruler"))

    def _word(self, orth: int, pos: int) -> Word:
        text = self._strings[orth]
        tag = self._strings[pos] if pos else ""
        lemma = self._lemmas.lemma(text, tag)
        other = self._lemmas.lemma(text.lower(), "") if tag in ("NOUN", "VERB", "ADJ", "PROPN") else lemma
        lower = text.lower()
        keys = tuple(dict.fromkeys((lower, lemma, lemma.lower(), other.lower())))
        heads = self._lemmas.heads(lemma.lower(), tag)
        is_word = any(map(str.isalpha, text))
        return Word(
            text=text, lower=lower, pos=tag, lemma=lemma, lemma_key=self._strings.add(lemma),
            keys=keys, is_word=is_word, capital=text[:1].isupper(),
            heads=heads, found_by=tuple(dict.fromkeys(keys + heads)),
            flags=IS_WORD * is_word | DENIES * (lower in NEGATORS) | PARTICLE * (lower in _PARTICLES),
        )  # fmt: skip

    def __call__(self, doc: Doc) -> Doc:
        if len(self._words) > MOST_WORDS:
            self._words.clear()
        rows = doc.to_array([ORTH, POS, IDX, SENT_START])
        orths, tags, starts, _ = rows.T.tolist()
        keys = list(zip(orths, tags, strict=True))
        words: Any = list(map(self._words.get, keys))
        if None in words:
            self._words.update({key: self._word(*key) for key in set(keys) - self._words.keys()})
            words = list(map(self._words.get, keys))
        if words:
            column: Any = np.array([word.lemma_key for word in words], dtype="uint64").reshape(-1, 1)
            doc.from_array([LEMMA], column)
        original = doc.user_data.get(ORIGINAL)
        text = doc.text if original is None else original  # as long as the text that was read; Doc.text is slow
        sheet = Sheet(text, words, starts, _sentences(text, words, rows[:, 3]))
        if self._recognises:
            sheet.entities = [(e.start, e.end, _LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS]
        flags = [word.flags for word in words]
        sheet.count = len(flags) - flags.count(0)  # whatever has no flag is a sign
        sheet.joined = self._join(sheet, [n for n, flag in enumerate(flags) if flag & PARTICLE])
        sheet.denied = denied(sheet, [n for n, flag in enumerate(flags) if flag & DENIES])
        doc.user_data[KEY] = sheet
        return doc

    def _join(self, sheet: Sheet, particles: list[int]) -> dict[int, str]:
        """Verbs with a particle further on: "ik knap weer op" is opknappen."""
        found: dict[int, str] = {}
        words = sheet.words
        for n in particles:
            first, last = sheet.sentence_of(n)
            if n + 1 < last and words[n + 1].lower not in _ENDS_CLAUSE:
                continue
            verb = next((m for m in range(n - 1, max(first, n - FARTHEST) - 1, -1) if words[m].pos == "VERB"), None)
            joined = None if verb is None else self._joined_lemma(words[n].lower, words[verb].lemma)
            if verb is not None and joined is not None:
                found[verb] = joined
        return found

    def _joined_lemma(self, particle: str, lemma: str) -> str | None:
        key = (particle, lemma)
        if key not in self._joined:
            self._joined[key] = self._lemmas.known_verb(particle + lemma)
        return self._joined[key]


def _sentences(text: str, words: list[Word], marks: np.ndarray) -> list[tuple[int, int]]:
    """Sentences as ranges; a new line always begins one."""
    starts = {0, *np.flatnonzero(marks == 1).tolist()} if words else set()
    if "\n" in text:
        starts.update(n + 1 for n, word in enumerate(words[:-1]) if "\n" in word.text)
    ordered = sorted(starts)
    return [(start, end) for start, end in zip(ordered, [*ordered[1:], len(words)], strict=True)]


@Language.factory("vt_lemma", assigns=["token.lemma"])
def _make_lemma(nlp: Language, name: str) -> LemmaComponent:
    return LemmaComponent(nlp)


@Language.component("vt_themes")
def _themes(doc: Doc) -> Doc:
    sheet, codebook = sheet_of(doc), doc.user_data.get(CODEBOOK)
    if isinstance(codebook, Codebook):
        sheet.proposals += codebook.themes.find(sheet, sheet.denied)
    return doc


@Language.factory("vt_tone")
def _make_tone(nlp: Language, name: str) -> object:
    tone = Tone()

    def component(doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        sheet.tone, proposals = tone.find(sheet, sheet.denied)
        sheet.proposals += proposals
        return doc

    return component


@Language.factory("vt_names")
def _make_names(nlp: Language, name: str) -> object:
    names, nobody = Names(lemmas().is_common, lemmas().is_known), KnownNames(())

    def component(doc: Doc) -> Doc:
        sheet, codebook = sheet_of(doc), doc.user_data.get(CODEBOOK)
        sheet.proposals += names.find(sheet, codebook.known if isinstance(codebook, Codebook) else nobody)
        return doc

    return component


@Language.component("vt_personal")
def _personal(doc: Doc) -> Doc:
    sheet = sheet_of(doc)
    shaped = find_patterns(sheet.text)
    if not shaped:
        return doc
    spans = [(one.start, one.end) for one in shaped]
    # What has the shape of personal data is surer than a guess at a name within it.
    sheet.proposals = [
        one
        for one in sheet.proposals
        if one.kind not in ("hide", "person", "place", "organisation") or not any(s < one.end and one.start < e for s, e in spans)
    ] + shaped
    return doc


@Language.factory("vt_keyphrases")
def _make_keyphrases(nlp: Language, name: str) -> object:
    phrases = Phrases()

    def component(doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        hidden = _hidden(sheet)
        sheet.proposals += phrases.find(sheet, hidden)
        sheet.lemmas = phrases.lemmas(sheet, hidden)
        return doc

    return component


def _hidden(sheet: Sheet) -> frozenset[int]:
    """Numbers of the words that lie in a span to hide."""
    return frozenset(_inside(sheet, [(one.start, one.end) for one in sheet.proposals if one.kind == "hide"]))


def _inside(sheet: Sheet, spans: list[tuple[int, int]]) -> Iterator[int]:
    from bisect import bisect_left, bisect_right

    for start, end in spans:
        first = max(0, bisect_right(sheet.starts, start) - 1)
        for n in range(first, bisect_left(sheet.starts, end)):
            if sheet.end(n) > start:
                yield n
