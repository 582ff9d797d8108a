"""Families of words: how residents say what a theme is about, for codes that hold words of such a family themselves.

A codebook says "eenzaam"; a resident says "de telefoon gaat nooit". The families are general Dutch, written by hand and
known to the software. A code gets the family of which it holds the most words, if it holds enough; the reason of a
proposal says so, and an exclusion of the codebook covers these expressions as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from narratives.codebook import CodeTerms, Term, parse
from narratives.dutch import lexicons

__all__ = ["Family", "families", "family_of"]

FEWEST = 5  # terms of a code that must hold a word of the family
SHARE = 0.3  # … and their part of the terms of the code
EVIDENCE = {"faint": 0.25, "weak": 0.5, "strong": 1.0}


@dataclass(frozen=True, slots=True)
class Family:
    """One theme of daily life: the words that a codebook uses for it, and what people say."""

    name: str
    words: frozenset[str]
    expressions: tuple[Term, ...]
    evidence: Mapping[str, float]  # by the source of a term
    passing: frozenset[str]  # terms that count as weak, also in a codebook

    def holds(self, term: Term) -> bool:
        """Is this term of a codebook about the family? A denied or undenied-only term makes a finer cut than a family can."""
        return any(word in self.words for part in term.parts for word in (part.text, part.text.rstrip("*")))


@cache
def families() -> tuple[Family, ...]:
    """The families of the lexicon."""
    sets: dict[str, list[str]] = {}
    rows: dict[str, dict[str, list[str]]] = {}
    name = ""
    for line in lexicons.lines("families"):
        kind, _, rest = line.partition(":")
        entries = [" ".join(one.split()) for one in rest.split(",") if one.strip()]
        if kind.startswith("set "):
            sets[kind.removeprefix("set ")] = entries
        elif kind == "family":
            name = entries[0]
        else:
            rows.setdefault(name, {}).setdefault(kind, []).extend(entries)
    return tuple(_family(name, kinds, sets) for name, kinds in rows.items())


def _family(name: str, kinds: dict[str, list[str]], sets: dict[str, list[str]]) -> Family:
    terms: dict[str, Term] = {}
    evidence: dict[str, float] = {}
    for kind, weight in EVIDENCE.items():
        for term in (parse(one) for entry in kinds.get(kind, ()) for one in lexicons.orders(entry, sets)):
            terms[term.source] = term
            evidence[term.source] = weight
    return Family(name, frozenset(kinds["words"]), tuple(terms.values()), evidence, frozenset(kinds.get("passing", ())))


def family_of(code: CodeTerms) -> Family | None:
    """The family that a code belongs to, if it clearly does."""
    terms = [parse(source) for source in code.terms]
    if not terms or any(term.denied is False for term in terms):
        return None  # "=eenzaam" is about the opposite as well: such a code draws its own line
    held = {family.name: sum(family.holds(term) for term in terms) for family in families()}
    best = max(families(), key=lambda family: held[family.name])
    enough = held[best.name] >= FEWEST and held[best.name] >= SHARE * len(terms)
    return best if enough else None
