"""The other end of narratives.isolation: reads one question a line from standard input until it closes.

Started as `python -m narratives.dutch.child MODEL MEGABYTES`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from narratives.codebook import CodeTerms, Gazetteer, TermRefused
from narratives.dutch.reader import Reader
from narratives.proposals import to_plain

__all__ = ["main"]

LAST_RESORT = 120  # seconds; the parent stops a story long before, unless the parent is gone


@lru_cache(maxsize=16)
def _reader(model: str | None, codes: str, gazetteer: str) -> Reader:
    terms = [CodeTerms(code, tuple(terms), tuple(exclusions)) for code, terms, exclusions in json.loads(codes)]
    places, organisations = json.loads(gazetteer)
    return Reader(terms, Gazetteer(tuple(places), tuple(organisations)), model)


def _limit_memory(megabytes: int) -> None:
    """Allow so much on top of the address space that the loaded reader has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _answer(model: str | None, question: dict[str, Any]) -> dict[str, Any]:
    try:
        reader = _reader(model, json.dumps(question["codes"]), json.dumps([question["places"], question["organisations"]]))
        return to_plain(reader.read(question["text"], question["language"]))
    except TermRefused as refused:
        return {"fault": f"Het codeboek klopt niet: {refused}"}
    except MemoryError:
        raise SystemExit(3) from None  # what was half built is not to be trusted
    except Exception as trouble:  # noqa: BLE001  whatever a text does, the worker goes on; the kind of trouble is told
        return {"fault": f"Het lezen brak af ({type(trouble).__name__})."}


def main() -> int:
    """Load, say that it is ready, and answer until standard input closes."""
    model, megabytes = sys.argv[1] or None, int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the worker, and the worker ends this
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not pass for an answer
    with contextlib.suppress(OSError):
        os.nice(5)  # people on the pages go first
    Reader(model=model).read("Ik ben er klaar voor.")
    if Path("/proc/self/statm").exists():
        _limit_memory(megabytes)
    answers.write(b"{}\n")
    answers.flush()
    for line in sys.stdin.buffer:
        signal.alarm(LAST_RESORT)
        answer = _answer(model, json.loads(line))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        signal.alarm(0)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
