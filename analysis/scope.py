"""Over what a report or an export goes: areas, wave, audience. The empty scope is everything."""

from __future__ import annotations

from dataclasses import dataclass

AUDIENCES = ("alle", "raad", "bewoners", "team", "onderzoeker")


@dataclass(frozen=True, slots=True)
class Scope:
    """`areas`: names of areas, () = all; `wave`: up to and including this wave, None = all; `audience`: one of AUDIENCES."""

    areas: tuple[str, ...] = ()
    wave: int | None = None
    audience: str = "alle"
