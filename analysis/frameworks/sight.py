"""The line of sight: from ambition to result, activity, what participants notice, and the stories; and back. Plain rules over a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TOP = ("top", "samenredzaam")
KINDS = ("top", "ambitie", "resultaat", "activiteit", "uitkomst", "thema")


@dataclass(frozen=True, slots=True)
class Node:
    """Something on the line: its kind, code, name, and a sentence that says how it stands."""

    kind: str
    code: str
    name: str
    says: str = ""
    verdict: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by."""
        return self.kind, self.code


class Sight:
    """The nodes of a programme with what lies above and below each."""

    def __init__(self, nodes: Iterable[Node], links: Iterable[tuple[tuple[str, str], tuple[str, str]]]) -> None:
        self.nodes = {one.key: one for one in nodes}
        self._links = [pair for pair in dict.fromkeys(links) if pair[0] in self.nodes and pair[1] in self.nodes]

    def above(self, key: tuple[str, str]) -> list[Node]:
        """What this should help."""
        return [self.nodes[up] for up, down in self._links if down == key]

    def below(self, key: tuple[str, str]) -> list[Node]:
        """What should help this, or speaks about it."""
        return [self.nodes[down] for up, down in self._links if up == key]

    def trail(self, key: tuple[str, str]) -> list[Node]:
        """One way up to the top, from the top down to this."""
        found, here = [self.nodes[key]], key
        while (up := self.above(here)) and up[0] not in found:
            found.append(up[0])
            here = up[0].key
        return found[::-1]
