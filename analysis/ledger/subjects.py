"""The subjects of a report that say themselves who stands behind their figures; the others are guarded by number alone.

A subject has a function `cuts(session, programme, part, material, rosters)` that yields a Cut with its members for every figure it
shows. The place of a cut says what is held when it is refused: `("onderdeel", "<subject>", …)` takes the whole part out of the report;
any other place is for the subject itself, which looks with `material.holds(*place)` and leaves out that figure and what follows from
it. A figure with an n that the function does not cover is still guarded by its number (analysis.ledger.walking).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sqlalchemy.orm import Session

from analysis.ledger.members import Cut
from analysis.ledger.rosters import Rosters
from analysis.material import Material
from analysis.report.model import Report
from surveys.parties import Programme

SubjectCuts = Callable[[Session, Programme, Any, Material, Rosters], Iterator[Cut]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Where the function of a subject is, and which of its figures that covers: how their paths begin ((): all of them)."""

    module: str  # "analysis.teams.cuts"; it has a function `cuts`
    covers: tuple[tuple[str, ...], ...] = ((),)

    @property
    def cuts(self) -> SubjectCuts:
        """The function; found here, for a subject may not be imported by the ledger before it is made."""
        found: SubjectCuts = import_module(self.module).cuts
        return found

    def covered(self, path: tuple[str, ...]) -> bool:
        """Whether a figure on this path (names of fields, names of rows) has its members among the cuts of the subject."""
        return any(path[: len(start)] == start for start in self.covers)


SUBJECTS: dict[str, Subject] = {
    "frameworks": Subject("analysis.frameworks.cuts", covers=()),
    "teams": Subject("analysis.teams.cuts"),
    "joining": Subject("analysis.joining.cuts"),
    "accounting": Subject("analysis.accounting.cuts"),
}  # name of the field in the Report: who stands behind it


def of_subjects(session: Session, programme: Programme, report: Report, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The cuts of every subject that knows its members and is in this report."""
    for name, subject in SUBJECTS.items():
        part = getattr(report, name)
        if part is not None:
            yield from subject.cuts(session, programme, part, material, rosters)


def known(part: str, path: tuple[str, ...]) -> bool:
    """Whether the figure on this path in this part is weighed with its members."""
    return part in SUBJECTS and SUBJECTS[part].covered(path)
