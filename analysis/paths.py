"""Which questions were on the path of each response, worked out once per distinct combination of the answers that decide it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys import conditions, routing
from surveys.conditions import Tree
from surveys.definition import Definition


class Paths:
    """The paths of one version. Exact: a path is a function of the answers its conditions look at, and of nothing else."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.watched = tuple(sorted(watched(definition)))
        self._known: dict[Any, int] = {}
        self._skipped: list[frozenset[str]] = []

    def not_asked(self, raw: Mapping[str, Sequence[Any]], documents: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.bool_]]:
        """Per question that somebody was not asked, which rows were not; shape (documents,). `raw` = the documents by question."""
        if not documents:
            return {}
        keys = self._keys([raw[code] for code in self.watched], len(documents))
        kinds = self._kinds(keys, documents)
        skipped = {code for kind in np.unique(kinds) for code in self._skipped[kind]}
        return {code: np.array([code in one for one in self._skipped])[kinds] for code in sorted(skipped)}

    def _kinds(self, keys: Sequence[Any], documents: Sequence[Mapping[str, Any]]) -> NDArray[np.int64]:
        """The number of the path of each response; a combination seen for the first time is walked."""
        while True:
            try:
                return np.fromiter(map(self._known.__getitem__, keys), np.int64, len(keys))
            except KeyError:
                for key in set(keys) - self._known.keys():
                    self._learn(key, documents[keys.index(key)])
            except TypeError:  # lists and objects by their spelling
                keys = [repr(key) for key in keys]

    @staticmethod
    def _keys(columns: Sequence[Sequence[Any]], size: int) -> Sequence[Any]:
        """One value per response that decides its path."""
        if not columns:
            return [()] * size
        return list(zip(*columns, strict=True)) if len(columns) > 1 else columns[0]

    def _learn(self, key: Any, document: Mapping[str, Any]) -> None:
        asked = {one.code for page in routing.path(self.definition, document) for one in page.questions}
        self._known[key] = len(self._skipped)
        self._skipped.append(frozenset(self.definition.questions) - asked)


def watched(definition: Definition) -> set[str]:
    """The codes of all questions that some condition of this version looks at."""
    found: set[str] = set()
    for tree in _trees(definition):
        found |= {code for code, _ in conditions.references(tree)}
        for scale in conditions.scores_used(tree):
            if scale in definition.scales:
                found |= {item.question for item in definition.scales[scale].items}
    return found


def _trees(definition: Definition) -> Iterable[Tree]:
    for page in definition.pages:
        shown = (page.show_if, *(jump.when for jump in page.go_to), *(one.show_if for one in page.questions))
        yield from (tree for tree in shown if tree is not None)
