"""The part of the Report about the layered account, and what investing returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountingPart:
    """What the report says about the layered account, and what investing returns."""

    title: str
