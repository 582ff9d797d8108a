"""The part of the Report about comparison with other municipalities of equal scope."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BenchmarkPart:
    """What the report says about comparison with other municipalities of equal scope."""

    title: str
