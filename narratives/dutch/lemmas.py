"""Lemmas: rule tables as sets for nouns, verbs and adjectives, simplemma for the rest ("hybrid A" of dutch-nlp.md)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Lemmas", "lemmas"]

MOST_FORMS = 300_000  # forms to remember
SHORTEST_HEAD = 5  # letters: a shorter end is too often chance
SHORTEST_PART = 3
_BY_RULE = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj"}


def _table(name: str) -> Any:
    """One Dutch table of spacy-lookups-data; only that file is opened, not the 100 MB of all languages."""
    import spacy_lookups_data

    path = Path(spacy_lookups_data.__file__).parent / "data" / f"nl_{name}.json.gz"
    with gzip.open(path, "rb") as file:
        return json.load(file)


@cache
def lemmas() -> Lemmas:
    """The tables, loaded once per process."""
    return Lemmas()


class Lemmas:
    """Gives the lemma of a form, by part of speech; each distinct pair is worked out once by the caller."""

    def __init__(self) -> None:
        index, exceptions, rules = _table("lemma_index"), _table("lemma_exc"), _table("lemma_rules")
        # As sets: spaCy searches these as lists of up to 161,175 words, which is 60 times slower.
        self._known: Mapping[str, frozenset[str]] = {pos: frozenset(index[key]) for pos, key in _BY_RULE.items()}
        self._irregular: Mapping[str, Mapping[str, list[str]]] = {pos: exceptions[key] for pos, key in _BY_RULE.items()}
        self._classes: dict[str, str] = {}
        self._endings: Mapping[str, list[list[str]]] = {pos: rules[key] for pos, key in _BY_RULE.items()}

    def lemma(self, form: str, pos: str) -> str:
        """The lemma of a form as written; small letters except for proper nouns."""
        if not form or form.isspace():
            return form
        if pos == "PROPN" and form[0].isupper():
            return self._name(form)
        if pos not in _BY_RULE:
            return self._dictionary(form)
        lower = form.lower()
        lemma = self._by_rule(lower, pos) or self._compound(lower, pos) or self._dictionary(lower)
        return lemma.replace("_", "")  # the tables write uit_voeren

    def _name(self, form: str) -> str:
        """A name as it is, without 's; the names of peoples have a plural ("Italianen")."""
        plain = form.removesuffix("'s").removesuffix("’s") or form
        lemma = self._dictionary(plain)
        return lemma if lemma[:1].isupper() else plain

    def _by_rule(self, lower: str, pos: str) -> str | None:
        known = self._known[pos]
        if lower in known:
            return lower
        irregular = self._irregular[pos].get(lower)
        if irregular:
            return irregular[0]
        from_dictionary = self._dictionary(lower)
        if from_dictionary in known:
            return from_dictionary
        for old, new in self._endings[pos]:
            if lower.endswith(old) and lower[: -len(old)] + new in known:
                return lower[: -len(old)] + new
        return None

    def _compound(self, lower: str, pos: str) -> str | None:
        """An unknown compound: the longest known end decides ("wijkspreekuren": uren, so wijkspreekuur)."""
        if pos != "NOUN" or not lower.isalpha():
            return None
        for cut in range(3, len(lower) - 3):
            head, tail = lower[:cut], lower[cut:]
            lemma = self._by_rule(tail, pos)
            if lemma is not None and lemma != tail and (head in self._known[pos] or head.rstrip("s") in self._known[pos]):
                return head + lemma
            if lemma == tail and head in self._known[pos]:
                return lower
        return None

    def heads(self, lemma: str, pos: str) -> tuple[str, ...]:
        """What a compound noun ends in ("huurwoning": woning), and the parts of a word with a hyphen ("Wmo-loket")."""
        parts = tuple(part for part in lemma.split("-") if len(part) >= SHORTEST_PART) if "-" in lemma else ()
        tail = lemma.rpartition("-")[2]
        if pos not in ("NOUN", "PROPN") or not tail.isalpha():
            return parts
        nouns = self._known["NOUN"]
        return parts + tuple(
            tail[cut:]
            for cut in range(SHORTEST_PART, len(tail) - SHORTEST_HEAD + 1)
            if tail[cut:] in nouns and self._may_lead(tail[:cut])
        )

    def _may_lead(self, start: str) -> bool:
        """May a compound begin like this: a noun, with or without a joining s or e(n), or the stem of a verb?"""
        nouns = self._known["NOUN"]
        options = (start, start.removesuffix("s"), start.removesuffix("en"), start.removesuffix("e"), start.removesuffix("n"))
        return any(one in nouns for one in options) or start + "en" in self._known["VERB"]

    @staticmethod
    def _dictionary(form: str) -> str:
        import simplemma

        return str(simplemma.lemmatize(form, lang="nl"))

    def is_common(self, lower: str) -> bool:
        """Is this a word of the dictionary (noun, verb or adjective in any form), so not by itself a name?"""
        return any(lower in known for known in self._known.values()) or any(lower in table for table in self._irregular.values())

    def word_class(self, form: str) -> str:
        """What the dictionary says a form may be: a letter for noun, verb and adjective, large when it is itself the lemma.

        The tagger learns from this instead of from the first letter; it helps with words the treebank does not have.
        """
        known = self._classes.get(form)
        if known is None:
            lower = form.lower()
            known = "".join(self._class_letter(lower, pos) for pos in _BY_RULE) if lower.isalpha() else "-"
            if known == "...":
                known = "c" if self._compound(lower, "NOUN") else "k" if self._in_dictionary(lower) else "?"
            if len(self._classes) > MOST_FORMS:
                self._classes.clear()
            self._classes[form] = known
        return known

    def _class_letter(self, lower: str, pos: str) -> str:
        if lower in self._known[pos]:
            return pos[0]
        return "." if self._by_rule(lower, pos) is None else pos[0].lower()

    @staticmethod
    def _in_dictionary(lower: str) -> bool:
        import simplemma

        return bool(simplemma.is_known(lower, lang="nl"))

    def is_known(self, lower: str) -> bool:
        """Is this any Dutch word, in any form, or a compound of such words?"""
        return self._in_dictionary(lower) or self._by_rule(lower, "NOUN") is not None or bool(self._compound(lower, "NOUN"))

    def known_verb(self, lemma: str) -> str | None:
        """The lemma itself when it is a verb of the table ("opknappen"), else None."""
        return lemma if lemma in self._known["VERB"] else None
