"""What a point in a number means: to a Dutch reader "1.234" is more than a thousand, to a computer a bit more than one.

A file settles it itself where it can: "12.5" has a decimal point, "36,4" and "1.234.567" have not. Where nothing settles it the
Dutch reading counts, the check says so with an example, and whoever imports the file can say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saying import say

THOUSANDS, DECIMAL = "duizend", "decimaal"
_SIGN = r"[-+\N{MINUS SIGN}]?"
_DOUBTFUL = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}\.\d{{3}}")
_GROUPED = re.compile(rf"{_SIGN}\d{{1,3}}(?:\.\d{{3}})+,\d+|{_SIGN}\d{{1,3}}(?:\.\d{{3}}){{2,}}|{_SIGN}\d+,\d+")
_POINTED = re.compile(rf"{_SIGN}\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Points:
    """How the points of a file are read; `example` = a number that could be read in two ways ("" = none)."""

    thousands: bool
    example: str = ""

    def note(self) -> str:
        """What the check says about it; "" where there was nothing to choose."""
        if not self.example:
            return ""
        if self.thousands:
            return say(
                "Een punt scheidt hier duizendtallen: {cell} is gelezen als {whole}.",
                cell=self.example,
                whole=whole(self.example),
            )
        return say(
            "Een punt staat hier voor de decimalen: {cell} is gelezen als {part}.",
            cell=self.example,
            part=self.example.replace(".", ","),
        )


def whole(cell: str) -> str:
    """The same number without its points."""
    return cell.replace(".", "")


def read(cells: Iterable[Any], said: str = "") -> Points:
    """How the points in these cells are meant; `said`: what somebody chose for the whole file."""
    doubtful, pointed = "", False
    grouped = False
    for cell in cells:
        text = _bare(cell)
        if not text:
            continue
        if _DOUBTFUL.fullmatch(text):
            doubtful = doubtful or text
        elif _GROUPED.fullmatch(text):
            grouped = True
        elif _POINTED.fullmatch(text):
            pointed = True
    if said in {THOUSANDS, DECIMAL}:
        return Points(said == THOUSANDS, doubtful)
    settled = grouped != pointed
    return Points(grouped or not pointed, doubtful if not settled else "")


def _bare(cell: Any) -> str:
    """The words of a cell that may be a number; a number of a workbook needs no reading."""
    return "".join(cell.split()).strip("%") if isinstance(cell, str) else ""
