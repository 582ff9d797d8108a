"""Train the small tagger on a Dutch treebank: `python -m narratives.dutch.train TREEBANK OUT` (about three minutes of CPU)."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from narratives.dutch import tagger

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

__all__ = ["evaluate", "main", "read_conllu", "train"]

SEED = 20_261_121
STEPS = 1600
BATCH_WORDS = 1000
SENTENCES_PER_TEXT = 8
LEARN_RATE = 0.002

Word = tuple[str, str, str]  # form, lemma, part of speech


def read_conllu(path: Path) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file; multiword ranges and empty nodes are skipped."""
    sentence: list[Word] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                sentence.append((fields[1], fields[2], fields[3]))


def _example(nlp: Language, sentences: list[list[Word]]) -> Example:
    """A text of several sentences, as it would come in and as it should be read."""
    from spacy.tokens import Doc
    from spacy.training import Example

    words = [form for sentence in sentences for form, _, _ in sentence]
    pos = [tag for sentence in sentences for _, _, tag in sentence]
    starts: list[bool | int | None] = [n == 0 for sentence in sentences for n in range(len(sentence))]
    return Example(Doc(nlp.vocab, words=words), Doc(nlp.vocab, words=words, pos=pos, sent_starts=starts))


def _texts(nlp: Language, path: Path) -> list[Example]:
    sentences = list(read_conllu(path))
    return [_example(nlp, sentences[n : n + SENTENCES_PER_TEXT]) for n in range(0, len(sentences), SENTENCES_PER_TEXT)]


def evaluate(nlp: Language, examples: list[Example]) -> dict[str, float]:
    """Scores on sentences the tagger was not trained on: `pos_acc` and `sents_f`."""
    scores = nlp.evaluate(examples)
    return {name: float(scores[name]) for name in ("pos_acc", "sents_f")}


def _batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of about BATCH_WORDS words, for ever."""
    while True:
        chance.shuffle(examples)
        batch: list[Example] = []
        words = 0
        for example in examples:
            batch.append(example)
            words += len(example)
            if words >= BATCH_WORDS:
                yield batch
                batch, words = [], 0
        if batch and words < BATCH_WORDS and len(examples) == len(batch):
            yield batch  # a treebank of less than one batch


def train(treebank: Path, steps: int | None = None) -> tuple[Language, dict[str, float]]:
    """A trained pipeline and its scores on dev.conllu; the same treebank gives the same weights on the same machine."""
    import spacy
    from thinc.api import Adam, fix_random_seed

    steps = steps or STEPS
    fix_random_seed(SEED)
    nlp = spacy.blank("nl")
    tagger.add_tagger(nlp)
    learn, held_out = _texts(nlp, treebank / "train.conllu"), _texts(nlp, treebank / "dev.conllu")
    nlp.initialize(lambda: learn)
    optimizer = Adam(learn_rate=LEARN_RATE, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    chance, began = random.Random(SEED), time.process_time()  # noqa: S311  shuffling needs no secrecy
    batches = _batches(learn, chance)
    for step in range(1, steps + 1):
        optimizer.learn_rate = LEARN_RATE * min(1.0, step / 100) * max(0.02, 1 - step / steps)
        nlp.update(next(batches), drop=0.1, sgd=optimizer)
        if step % 200 == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                scores = evaluate(nlp, held_out)
            print(f"{step:5} steps  {time.process_time() - began:5.0f} s  {scores}", flush=True)
    # Averaged weights are steadier than the last ones; keep those.
    for name in tagger.NAMES:
        nlp.get_pipe(name).model.use_params(optimizer.averages).__enter__()  # type: ignore[attr-defined]
    return nlp, scores


def main(arguments: list[str] | None = None) -> int:
    """Train and write weights.msgpack; prints the scores for the model card."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2:
        print("usage: python -m narratives.dutch.train TREEBANK OUT", file=sys.stderr)
        return 2
    treebank, out = Path(given[0]), Path(given[1])
    if not (treebank / "train.conllu").exists():
        print(f"{treebank}/train.conllu is not there; give the folder with train.conllu and dev.conllu", file=sys.stderr)
        return 2
    nlp, scores = train(treebank)
    tagger.save_weights(nlp, out / "weights.msgpack")
    size = (out / "weights.msgpack").stat().st_size / 1e6
    print(f"weights.msgpack {size:.2f} MB, upos {scores['pos_acc']:.4f}, sentences {scores['sents_f']:.4f} on dev")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    raise SystemExit(main())
