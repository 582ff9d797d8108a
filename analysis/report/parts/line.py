"""The part of the Report about the reasoning line: what we wanted, through what, and what each link rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinePart:
    """What the report says about the reasoning line: what we wanted, through what, and what each link rests on."""

    title: str
