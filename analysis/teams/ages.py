"""Teams by how long they exist: classes of whole years, each with enough teams that no dot points at one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.teams.marks import TEAMS_AT_LEAST, anonymous
from saying import say

Known = tuple[int, float, str]  # full years, mark, code of a team


@dataclass(frozen=True, slots=True)
class AgeClass:
    """Teams of about the same age: from so many full years up to (not including) so many, None = no end; their marks low to high."""

    low: int
    high: int | None
    marks: tuple[float, ...]
    codes: frozenset[str] = frozenset()  # which teams; never shown

    @property
    def mean(self) -> float:
        """The mean of the teams, each once."""
        return sum(self.marks) / len(self.marks)

    @property
    def spots(self) -> tuple[float, ...]:
        """The teams as dots; none when they are so equal that a dot is as good as a name."""
        return anonymous(self.marks)

    @property
    def label(self) -> str:
        """In words: "2 tot 4 jaar"."""
        if self.high is None:
            return say("{low} jaar of langer", low=self.low) if self.low else say("alle teams")
        if self.low:
            return say("{low} tot {high} jaar", low=self.low, high=self.high)
        return say("korter dan een jaar") if self.high == 1 else say("korter dan {high} jaar", high=self.high)


def years(started: date, day: date) -> int:
    """Full years between two days; 0 when it has yet to start."""
    return max(0, day.year - started.year - ((day.month, day.day) < (started.month, started.day)))


def classes(ages: Mapping[str, int], marks: Mapping[str, float], least: int = TEAMS_AT_LEAST) -> tuple[AgeClass, ...]:
    """The teams that have both an age and a mark, in classes of at least `least` teams; nothing when there are fewer in all."""
    known = sorted((ages[code], marks[code], code) for code in marks if code in ages)
    if len(known) < least:
        return ()
    groups: list[list[Known]] = [[]]
    for age in sorted({one for one, _, _ in known}):
        if len(groups[-1]) >= least:
            groups.append([])
        groups[-1].extend(one for one in known if one[0] == age)
    if len(groups) > 1 and len(groups[-1]) < least:
        groups[-2].extend(groups.pop())
    return _named(groups)


def _named(groups: Sequence[Sequence[Known]]) -> tuple[AgeClass, ...]:
    starts = [0, *(min(age for age, _, _ in group) for group in groups[1:])]
    ends: list[int | None] = [*starts[1:], None]
    return tuple(
        AgeClass(low, high, tuple(sorted(round(mark, 1) for _, mark, _ in group)), frozenset(code for _, _, code in group))
        for low, high, group in zip(starts, ends, groups, strict=True)
    )
