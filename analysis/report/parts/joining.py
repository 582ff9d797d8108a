"""The part of the Report about contradictions, rival explanations, who did not tell, calibration, representativeness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JoiningPart:
    """What the report says about contradictions, rival explanations, who did not tell, calibration, representativeness."""

    title: str
