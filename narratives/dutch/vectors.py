"""The vectors of words: what the model makes of a word by itself is worked out once per distinct word and remembered.

Half the work of the model is done before it looks at the neighbours of a word, and most words of a story were seen before.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

__all__ = ["WordVectors", "is_ours", "vectors_of"]

MOST_WORDS = 60_000  # distinct words to remember: 64 numbers each, 15 to 30 MB, and half as much again for what they are found by
PIPELINES = 4


def is_ours(component: Any) -> bool:
    """Whether this is a tok2vec that begins with what a word is by itself, as ours; with vectors from a table it is not."""
    layers: Any = getattr(getattr(component, "model", None), "layers", ())
    return len(layers) == 2 and bool(layers[0].layers) and layers[0].layers[0].name == "extract_features"


class WordVectors:
    """Runs a tok2vec; says what the component itself would say."""

    def __init__(self, component: Any) -> None:
        self._component = component
        embed, self._encode = component.model.layers
        self._features, *self._embed = embed.layers
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        import numpy as np

        self._numbers: dict[bytes, int] = {}  # of each word, by its features
        self._table: np.ndarray = np.empty((0, self._encode.get_dim("nO")), dtype="float32")

    def set(self, docs: list[Doc]) -> None:
        """Give these texts their vectors."""
        import numpy as np

        features = self._features.predict(docs)
        rows = np.concatenate(features)
        keys = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()  # a row as one value, much faster than a tuple
        with self._lock:  # two threads that learn at once would give each other's words their numbers
            alone = self._alone(rows, keys)
        parts = np.split(alone, np.cumsum([len(one) for one in features])[:-1])
        self._component.set_annotations(docs, self._encode.predict(parts))

    def _alone(self, rows: np.ndarray, keys: list[bytes]) -> np.ndarray:
        """The vector of each word without its neighbours."""
        if len(self._numbers) > MOST_WORDS:
            self._clear()
        numbers: Any = list(map(self._numbers.get, keys))
        if None in numbers:
            self._learn(rows, keys)
            numbers = list(map(self._numbers.get, keys))
        vectors: np.ndarray = self._table.take(numbers, axis=0)
        return vectors

    def _learn(self, rows: np.ndarray, keys: list[bytes]) -> None:
        """Work out the words that were not seen before."""
        import numpy as np

        new = {key: n for n, key in enumerate(keys) if key not in self._numbers}
        found: Any = [rows[list(new.values())]]
        for layer in self._embed:
            found = layer.predict(found)
        first, last = len(self._numbers), len(self._numbers) + len(new)
        if last > len(self._table):  # twice as large at a time, for making room copies everything
            self._table = np.concatenate([self._table[:first], np.empty((last, self._table.shape[1]), dtype="float32")])
        self._table[first:last] = found[0]
        self._numbers.update(zip(new, range(first, last), strict=True))


vectors_of = lru_cache(PIPELINES)(WordVectors)
