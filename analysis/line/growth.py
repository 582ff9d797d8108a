"""How far a programme is in steering on results (groeifase): a step at a time, and each step opens what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saying import mark

STEPS = {
    1: (mark("Turven"), mark("U telt wat er gebeurt en hoeveel mensen meedoen.")),
    2: (mark("Activiteiten bij doelen"), mark("Elke activiteit hoort bij een doel.")),
    3: (mark("Tussenresultaten"), mark("U weet wat er eerst moet veranderen, en telt dat.")),
    4: (mark("Outcome"), mark("U kijkt wat er verandert voor inwoners.")),
    5: (mark("Leren"), mark("U past aanbod en ambities aan op wat u leerde.")),
}
# What a step is for; below it a page is not closed, but says gently that it comes later.
OPENS = {"doelen": 2, "tussenresultaten": 3, "bijdragen": 3, "macrodoelen": 4, "keuzes": 4, "besluiten": 5}
DEFAULT = 5


def step(settings: Mapping[str, Any] | None) -> int:
    """The step of a programme; one that never chose has everything open."""
    found = (settings or {}).get("growth", DEFAULT)
    return found if isinstance(found, int) and found in STEPS else DEFAULT


def later(settings: Mapping[str, Any] | None, module: str) -> int | None:
    """The step to which a module belongs, when the programme is not there yet."""
    needed = OPENS.get(module, 1)
    return needed if step(settings) < needed else None
