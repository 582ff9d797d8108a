"""The statistical part of the pipeline (words to vectors, part of speech, sentence ends): its shape, and its weights on disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["NAMES", "WEIGHTS", "add_tagger", "fingerprint", "load_weights", "save_weights"]

WEIGHTS = Path(__file__).parent / "model" / "weights.msgpack"
NAMES = ("tok2vec", "morphologizer", "senter")
FORMAT = 1
WIDTH = 64
_EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": WIDTH,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
    "rows": [5000, 500, 2500, 1000],
    "include_static_vectors": False,
}
_ENCODE = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "depth": 2, "window_size": 1, "maxout_pieces": 3}
_HEAD = {
    "@architectures": "spacy.Tagger.v2",
    "nO": None,
    "normalize": False,
    "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"},
}


def add_tagger(nlp: Language) -> None:
    """Add the three empty components that `NAMES` lists; the caller trains them or loads their weights.

    The feature that spaCy calls PREFIX (by default the first letter) becomes the word class the dictionary gives.
    """
    from spacy.attrs import PREFIX

    from narratives.dutch.lemmas import lemmas

    vocab: Any = nlp.vocab
    vocab.lex_attr_getters[PREFIX] = lemmas().word_class
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": _EMBED, "encode": _ENCODE}})
    nlp.add_pipe("morphologizer", config={"model": _HEAD, "overwrite": True, "extend": False})
    nlp.add_pipe("senter", config={"model": _HEAD, "overwrite": True})


def save_weights(nlp: Language, path: Path) -> None:
    """Write settings and weights of the three components to one file; words of the treebank do not go along."""
    import srsly  # type: ignore[import-untyped]

    parts = {name: nlp.get_pipe(name).to_bytes(exclude=["vocab"]) for name in NAMES}  # type: ignore[attr-defined]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(srsly.msgpack_dumps({"format": FORMAT, "parts": parts}))


def load_weights(nlp: Language, path: Path) -> None:
    """Fill the three components with trained weights; ValueError when the file is of another format."""
    import srsly

    saved: dict[str, Any] = srsly.msgpack_loads(path.read_bytes())
    if saved.get("format") != FORMAT:
        raise ValueError(f"{path.name} is of another format; rebuild it with make model")
    for name in NAMES:
        component: Any = nlp.get_pipe(name)
        component.from_bytes(saved["parts"][name], exclude=["vocab"])


def fingerprint(path: Path = WEIGHTS) -> str:
    """The first eight hex digits of the SHA-256 of the weights, or `geen` when there are none."""
    return sha256(path.read_bytes()).hexdigest()[:8] if path.exists() else "geen"
