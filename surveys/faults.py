"""What is wrong in a questionnaire, where, and what to do about it: collected, so that an author sees everything at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from saying import say

MAX_FAULTS = 100
MAX_ITEMS = 500
MAX_CONDITIONS = 200_000  # characters of conditions in one questionnaire


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a questionnaire: where, what, and what to do about it (Dutch)."""

    file: str
    line: int
    what: str
    advice: str

    def __str__(self) -> str:
        place = say("{file}, regel {line}", file=self.file, line=self.line) if self.line else self.file
        return f"{place}: {self.what} {self.advice}".strip()


class Enough(Exception):
    """So much is wrong, or so much is there, that reading on helps nobody."""


@dataclass(slots=True)
class Sheet:
    """What is known while one file is read: its name, its languages, and the faults so far."""

    file: str
    languages: tuple[str, ...] = ("nl",)
    faults: list[Fault] = field(default_factory=list)
    conditions: int = 0  # characters of conditions so far

    def fault(self, line: int, what: str, advice: str) -> None:
        """Note a fault once; raises Enough when there are very many."""
        one = Fault(self.file, line, what, advice)
        if one not in self.faults:
            self.faults.append(one)
        if len(self.faults) == MAX_FAULTS:
            self.stop(say("Er zijn nog meer fouten."), say("Los deze eerst op en controleer dan opnieuw."))

    def stop(self, what: str, advice: str) -> None:
        """Note a last fault and raise Enough."""
        self.faults.append(Fault(self.file, 0, what, advice))
        raise Enough

    def condition(self, length: int) -> None:
        """Count the characters of a condition; raises Enough when no sensible questionnaire has that many."""
        self.conditions += length
        if self.conditions > MAX_CONDITIONS:
            self.stop(say("De voorwaarden samen zijn te lang."), say("Maak de vragenlijst eenvoudiger."))


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that proposes the known word most like this one, or an empty one."""
    found = difflib.get_close_matches(word[:60], list(known)[:MAX_ITEMS], n=1, cutoff=0.6)
    return say("Bedoelt u '{found}'?", found=found[0]) if found else ""
