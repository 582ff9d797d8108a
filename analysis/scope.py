"""Over what a report or an export goes: areas, wave, audience. The empty scope is everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.frameworks.catalogue import policy_name
from analysis.report.parts.layout import Layout
from analysis.sentences import listed
from saying import SOURCE, say

AUDIENCES = ("alle", "raad", "bewoners", "team", "onderzoeker")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a report is put together: its layout, and per result (code) the marks of the quotes that were chosen."""

    code: str = ""
    layout: Layout = field(default_factory=Layout)
    quotes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def marks(self, result: str) -> tuple[str, ...]:
        """The chosen quotes of a result; () = the usual ones."""
        return next((marks for code, marks in self.quotes if code == result), ())


@dataclass(frozen=True, slots=True)
class Scope:
    """`areas`: names of areas, () = all; `wave`: up to and including this wave, None = all; `audience`: one of AUDIENCES.

    `plan` says how the report is put together, `language` in which language it is written, and `frame` that only the results of a
    policy frame (code) are shown; none of these changes a figure.
    """

    areas: tuple[str, ...] = ()
    wave: int | None = None
    audience: str = "alle"
    plan: Plan = field(default_factory=Plan)
    language: str = SOURCE
    frame: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it leaves out areas or waves; readers, plan and policy frame do not count."""
        return bool(self.areas) or self.wave is not None

    @property
    def words(self) -> str:
        """The scope as people read it: "Noord en Oost, tot en met meting 1"; "" = everything."""
        parts = [listed(self.areas)] if self.areas else []
        if self.wave is not None:
            parts.append(say("alleen de nulmeting") if self.wave == 0 else say("tot en met meting {n}", n=self.wave))
        if self.frame:
            parts.append(say("wat hoort bij {frame}", frame=policy_name(self.frame)))
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The scope as a plan or a publication keeps it."""
        kept: dict[str, Any] = {"areas": list(self.areas), "wave": self.wave}
        kept |= {"plan": self.plan.code} if self.plan.code else {}
        return kept | ({"frame": self.frame} if self.frame else {})


EVERYTHING = Scope()


def from_json(kept: dict[str, Any] | None, audience: str = "alle") -> Scope:
    """The scope that a plan or a publication kept."""
    found = kept or {}
    return Scope(tuple(found.get("areas") or ()), found.get("wave"), audience, frame=found.get("frame") or "")


class ScopeTooSmall(ValueError):
    """Too few people answered within a scope, or it names an area that is not there; the message says what to do."""

    def __init__(self, minimum: int) -> None:
        super().__init__(
            say(
                "In dit gebied en deze metingen vulden minder dan {n} mensen een vragenlijst in. "
                "Kies meer wijken of een andere meting.", n=minimum,
            )
        )  # fmt: skip
