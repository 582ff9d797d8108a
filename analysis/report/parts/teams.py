"""The part of the Report about the teams: marks per dimension against the mean of all teams."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamsPart:
    """What the report says about the teams: marks per dimension against the mean of all teams."""

    title: str
