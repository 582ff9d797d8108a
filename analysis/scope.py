"""Over what a report or an export goes: areas, wave, audience. The empty scope is everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

AUDIENCES = ("alle", "raad", "bewoners", "team", "onderzoeker")


@dataclass(frozen=True, slots=True)
class Scope:
    """`areas`: names of areas, () = all; `wave`: up to and including this wave, None = all; `audience`: one of AUDIENCES."""

    areas: tuple[str, ...] = ()
    wave: int | None = None
    audience: str = "alle"

    @property
    def words(self) -> str:
        """The scope as people read it: "Noord en Oost, tot en met meting 1"; "" = everything."""
        parts = [" en ".join(filter(None, (", ".join(self.areas[:-1]), *self.areas[-1:])))] if self.areas else []
        if self.wave is not None:
            parts.append("alleen de nulmeting" if self.wave == 0 else f"tot en met meting {self.wave}")
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The scope as a plan or a publication keeps it."""
        return {"areas": list(self.areas), "wave": self.wave}


EVERYTHING = Scope()


def from_json(kept: dict[str, Any] | None, audience: str = "alle") -> Scope:
    """The scope that a plan or a publication kept."""
    found = kept or {}
    return Scope(tuple(found.get("areas") or ()), found.get("wave"), audience)


class ScopeTooSmall(ValueError):
    """Too few people answered within a scope, or it names an area that is not there; the message says what to do."""

    def __init__(self, minimum: int) -> None:
        super().__init__(
            f"In dit gebied en deze metingen vulden minder dan {minimum} mensen een vragenlijst in. Kies meer wijken of een andere meting."
        )
