"""How this report was put together (opmaak): for whom, in which order, what was left out, and own words. It holds no figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words that the editors put above a section."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """`order`: codes of sections, () = the usual order; `hidden`: codes of sections left out (a few never can be)."""

    name: str = ""
    audience: str = "alle"
    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    words: tuple[OwnWords, ...] = ()
