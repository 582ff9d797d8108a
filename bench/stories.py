"""Stories per second: our whole reader against the bare spaCy pipeline with the same model (python -m bench.stories).

Both get the same stories in the same batches; rounds of the two alternate, the median ratio of three counts, in CPU time.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: one story is read on one core

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

LIMIT = 0.7
WORDS_LIMIT = 40_000
ROUNDS = 3
TIMES = 6  # how often each story of the gold set is read in a round


def _seconds(work: Callable[[], Iterable[object]]) -> float:
    start = time.process_time()
    for _ in work():
        pass
    return time.process_time() - start


def _memory() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(times: int = TIMES) -> dict[str, Any]:
    """Rounds of both, alternating; a first round of each is not counted, for it fills the caches."""
    from bench.gold_set import codebook, stories
    from narratives.dutch import pipeline
    from narratives.dutch.reader import BATCH, Reader

    texts = [story.text for story in stories()] * times
    reader, bare = Reader(codebook()), pipeline.bare()
    words = sum(len(bare.make_doc(text)) for text in texts)
    ours_of: Callable[[], Iterable[object]] = lambda: reader.read_many(texts)  # noqa: E731
    bare_of: Callable[[], Iterable[object]] = lambda: bare.pipe(texts, batch_size=BATCH)  # noqa: E731
    _seconds(ours_of), _seconds(bare_of)
    rounds = [(_seconds(bare_of), _seconds(ours_of)) for _ in range(ROUNDS)]
    single = _seconds(lambda: map(reader.read, texts))
    ours = statistics.median(mine for _, mine in rounds)
    return {
        "ratio": round(statistics.median(theirs / mine for theirs, mine in rounds), 3),
        "stories_per_second": round(len(texts) / ours),
        "bare_per_second": round(len(texts) / statistics.median(theirs for theirs, _ in rounds)),
        "one_by_one_per_second": round(len(texts) / single),
        "tokens_per_second": round(words / ours),
        "tokens_per_story": round(words / len(texts)),
        "megabytes": round(_memory()),
    }


def run() -> dict[str, Any]:
    """Measure, print, and say what missed its limit."""
    found = measure()
    print(
        f"stories_ratio {found['ratio']} (limit {LIMIT}): ours {found['stories_per_second']}, bare {found['bare_per_second']}"
        f" stories per CPU second of {found['tokens_per_story']} tokens; one by one {found['one_by_one_per_second']}"
    )
    print(f"tokens_per_second {found['tokens_per_second']} (limit {WORDS_LIMIT}); peak memory {found['megabytes']} MB")
    found["missed"] = [name for name, low in (("ratio", LIMIT), ("tokens_per_second", WORDS_LIMIT)) if found[name] < low]
    return found


if __name__ == "__main__":
    sys.exit(bool(run()["missed"]))
