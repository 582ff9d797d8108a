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
        self._known: dict[tuple[Any, ...], int] = {}
        self._skipped: list[frozenset[str]] = []

    def not_asked(self, documents: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.bool_]]:
        """Per question that somebody was not asked, which rows were not; shape (documents,)."""
        if not documents:
            return {}
        columns = [[_frozen(document.get(code)) for document in documents] for code in self.watched]
        keys = zip(*columns, strict=True) if columns else ((),) * len(documents)
        kinds = np.fromiter((self._kind(key, document) for key, document in zip(keys, documents, strict=True)), np.int64)
        skipped = {code for kind in np.unique(kinds) for code in self._skipped[kind]}
        return {code: np.array([code in one for one in self._skipped])[kinds] for code in sorted(skipped)}

    def _kind(self, key: tuple[Any, ...], document: Mapping[str, Any]) -> int:
        kind = self._known.get(key)
        if kind is None:
            asked = {one.code for page in routing.path(self.definition, document) for one in page.questions}
            kind = self._known[key] = len(self._skipped)
            self._skipped.append(frozenset(self.definition.questions) - asked)
        return kind


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


def _frozen(value: Any) -> Any:
    """A value as part of a key: what cannot be hashed by its spelling."""
    return repr(value) if isinstance(value, list | dict) else value
