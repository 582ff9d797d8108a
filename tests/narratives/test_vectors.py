"""Words whose vectors are remembered: the same to the last bit as what the model itself would say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from narratives.dutch import pipeline, vectors

TEXTS = [
    "De oude buurvrouw liep weg. Zij huilde.",
    "Ik had geen geld meer, dus bleef ik thuis.",
    "De buurvrouw bleef weg.",
    "A.u.b. niet bellen vóór 9 uur 's morgens; dat wil ik niet!",
]


@pytest.fixture
def component() -> Any:
    return pipeline.load().get_pipe("tok2vec")


def _docs() -> list[Any]:
    return [pipeline.load().make_doc(text) for text in TEXTS]


def test_what_is_remembered_is_what_the_model_says(component: Any) -> None:
    assert vectors.is_ours(component)
    expected = component.predict(_docs())
    known = vectors.WordVectors(component)
    for _ in range(2):  # all words new, then all words known
        docs = _docs()
        known.set(docs)
        for doc, values in zip(docs, expected, strict=True):
            assert np.array_equal(doc.tensor, values)


def test_a_word_is_worked_out_once(component: Any) -> None:
    known = vectors.WordVectors(component)
    known.set(_docs())
    known._embed = []  # nothing can be worked out any more
    docs = _docs()
    known.set(docs)
    assert all(len(doc.tensor) == len(doc) for doc in docs)


def test_it_forgets_when_it_knows_too_many_words(component: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "MOST_WORDS", 5)
    known = vectors.WordVectors(component)
    for doc, values in zip(_docs(), component.predict(_docs()), strict=True):
        known.set([doc])
        assert np.allclose(doc.tensor, values, atol=1e-6)
    assert len(known._numbers) < len({token.text for doc in _docs() for token in doc})


def test_a_text_without_words_goes_the_ordinary_way(component: Any) -> None:
    empty = pipeline.load().make_doc("")
    (doc,) = pipeline.apply(component, [empty])
    assert len(doc.tensor) == 0
