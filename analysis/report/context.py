"""What every part of the Report may look at while it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.material import Material
from analysis.report.model import ResultPart
from surveys.parties import Programme


@dataclass(frozen=True, slots=True)
class Context:
    """The programme, its gathered material, the day that decides what is too early, and the results with their figures and themes."""

    programme: Programme
    material: Material
    day: date
    results: tuple[ResultPart, ...]
