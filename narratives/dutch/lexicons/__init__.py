"""The word lists of the reader: plain text files, each with its source and licence on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import permutations, product
from pathlib import Path

__all__ = ["fingerprint", "kinds", "lines", "orders", "phrases", "weighted", "words"]

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and empty ones."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """All words of a list that separates them with spaces."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """All entries of a list that separates them with commas."""
    return frozenset(" ".join(one.split()) for line in lines(name) for one in line.split(",") if one.strip())


@cache
def weighted(name: str) -> tuple[tuple[str, float], ...]:
    """Entries with a weight: each line is `weight: entry, entry, …`; an entry is a term of the codebook language."""
    found: dict[str, float] = {}
    for line in lines(name):
        weight, _, entries = line.partition(":")
        for entry in entries.split(","):
            for term in orders(" ".join(entry.split()), {"them": ("haar", "hem", "hen", "jullie", "hun", "ze")}):
                found.setdefault(term, float(weight))
    return tuple(found.items())


def orders(entry: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The terms that one entry stands for: each word of a set like <kin>, and both orders around ~ (words may stand between)."""
    if not entry:
        return
    choices = [sets[word.strip("<>")] if word.startswith("<") else (word,) for word in entry.split(" ")]
    for found in product(*choices):
        for order in permutations(" ".join(found).split(" ~ ")):
            yield " ... ".join(order)


@cache
def kinds(name: str) -> Mapping[str, frozenset[str]]:
    """The words of a list by kind: each line is `kind: word word …`."""
    rows = (line.partition(":") for line in lines(name))
    return {kind: frozenset(rest.split()) for kind, _, rest in rows}


@cache
def fingerprint() -> str:
    """Eight hex digits that change when any list changes."""
    total = sha256()
    for path in sorted(_FOLDER.glob("*.txt")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:8]
