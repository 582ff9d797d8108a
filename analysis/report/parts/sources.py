"""The part of the Report about where figures come from: imports, expectations, context."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourcesPart:
    """What the report says about where figures come from: imports, expectations, context."""

    title: str
