"""A reader in a process of its own, under a time and a memory limit: no text can halt or fill the worker."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from narratives.codebook import CodeTerms, Gazetteer
from narratives.dutch.patterns import find_patterns
from narratives.dutch.preparing import LONGEST
from narratives.dutch.reader import version_of
from narratives.proposals import COULD_NOT, Reading, from_plain

__all__ = ["IsolatedReader", "Limits", "Process"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one story may cost."""

    seconds: float = 10.0
    start_seconds: float = 60.0  # loading the model on a slow machine
    megabytes: int = 300  # on top of what the loaded reader takes
    stories: int = 2000  # then the process starts afresh, for spaCy remembers every word it saw


class _Overtime(Exception):
    pass


class _Died(Exception):
    pass


@dataclass
class Process:
    """The child: one question a line, one answer a line; started when needed, ended on trouble."""

    model: str | None = None
    limits: Limits = field(default_factory=Limits)
    _child: subprocess.Popen[bytes] | None = None
    _asked: int = 0

    @property
    def pid(self) -> int | None:
        """The process number of the child, or None when there is none."""
        return None if self._child is None or self._child.poll() is not None else self._child.pid

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The child's answer; raises TimeoutError or ChildProcessError, and then the next question starts a new child."""
        if self.pid is None or self._asked >= self.limits.stories:
            self._start()
        self._asked += 1
        try:
            return self._exchange(json.dumps(question).encode() + b"\n", self.limits.seconds)
        except _Overtime:
            self.close()
            raise TimeoutError from None
        except (_Died, BrokenPipeError):
            self.close()
            raise ChildProcessError from None

    def _start(self) -> None:
        self.close()
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        arguments = [sys.executable, "-m", "narratives.dutch.child", self.model or "", str(self.limits.megabytes)]
        self._child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603
        self._asked = 0
        try:
            self._exchange(b"", self.limits.start_seconds)
        except (_Overtime, _Died) as trouble:
            self.close()
            raise RuntimeError("De lezer start niet. Kijk met ‘tellen check’ wat er ontbreekt.") from trouble

    def _exchange(self, line: bytes, seconds: float) -> dict[str, Any]:
        child = self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        deadline = time.monotonic() + seconds
        if line:
            child.stdin.write(line)
            child.stdin.flush()
        answer = bytearray()
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise _Overtime
            piece = os.read(child.stdout.fileno(), 1 << 16)
            if not piece:
                raise _Died
            answer += piece
        found: dict[str, Any] = json.loads(answer)
        return found


class IsolatedReader:
    """The same as narratives.dutch.reader.Reader, but every story is read in the child process; close it when done."""

    def __init__(
        self,
        codes: Iterable[CodeTerms] = (),
        gazetteer: Gazetteer | None = None,
        model: str | None = None,
        *,
        process: Process | None = None,
    ) -> None:
        """A reader for these codes; readers made by `with_codebook` share one child."""
        self._codes, self._gazetteer = tuple(codes), gazetteer or Gazetteer()
        self._process = process or Process(model)
        self._version = version_of(self._codes, self._gazetteer, self._process.model)

    @property
    def version(self) -> str:
        """What a reading was made with; another version makes it stale."""
        return self._version

    @property
    def process(self) -> Process:
        """The child process."""
        return self._process

    def with_codebook(self, codes: Iterable[CodeTerms], gazetteer: Gazetteer) -> IsolatedReader:
        """The same reader, in the same child, for another codebook."""
        return IsolatedReader(codes, gazetteer, process=self._process)

    def close(self) -> None:
        """End the child."""
        self._process.close()

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, text: str, language: str = "nl") -> Reading:
        """Read one story; past the limits it could not be read, and the next story gets a fresh child."""
        if len(text) > LONGEST:
            return self._could_not(text, f"Het verhaal is langer dan {LONGEST} tekens.")
        codes = [[one.code, list(one.terms), list(one.exclusions)] for one in self._codes]
        question = {"text": text, "language": language, "codes": codes}
        question |= {"places": list(self._gazetteer.places), "organisations": list(self._gazetteer.organisations)}
        try:
            answer = self._process.ask(question)
        except TimeoutError:
            return self._could_not(text, f"Het lezen duurde langer dan {self._process.limits.seconds:g} seconden.")
        except ChildProcessError:
            return self._could_not(text, "Het lezen kostte te veel geheugen of brak af.")
        if "fault" in answer:
            return self._could_not(text, answer["fault"])
        return from_plain(answer)

    def _could_not(self, text: str, reason: str) -> Reading:
        hides = tuple(find_patterns(text[:LONGEST]))
        return Reading(COULD_NOT, self._version, reason, words=len(text.split()), proposals=hides)
