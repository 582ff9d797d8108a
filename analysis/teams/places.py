"""Where a figure of the teams stands, for the publication ledger: what it refuses is held at that place before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.material import Held, Material, Questionnaire, Round
from analysis.teams.marks import ALL

FIRST = "teams"  # no part of a report is held as a whole at such a place: only the figure, and what follows from it


def place(of: Questionnaire, one: Round, subject: str, group: str = ALL) -> Held:
    """The place of a figure of this subject in this wave; `group`: a team, a municipality or a kind of partner."""
    return FIRST, of.code, str(one.number), subject, group


def held(material: Material, of: Questionnaire, one: Round, subject: str, groups: Iterable[str] = ()) -> frozenset[str]:
    """Which of these groups (ALL = all together) may not be shown beside what was published before."""
    return frozenset(group for group in (*groups, ALL) if material.holds(*place(of, one, subject, group)))
