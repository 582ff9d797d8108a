"""The part of the Report about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrameworksPart:
    """What the report says about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

    title: str
