"""Words made fit for print: runs that can be broken, and only characters for which a font has a sign."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

FONTS = Path(__file__).parent / "fonts"
FALLBACKS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu"),
    Path("/usr/share/fonts/dejavu-sans-fonts"),
    Path("/usr/share/fonts/TTF"),
    Path("/Library/Fonts"),
)
LONGEST_RUN = 40
BREAK = "\N{ZERO WIDTH SPACE}"
UNKNOWN = "[teken]"
KEPT = {BREAK, "\N{ZERO WIDTH NON-JOINER}"}
RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")
Value = TypeVar("Value")


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[str]:
    """Every character that our font, or DejaVu where it is installed, can draw both regular and bold."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    def signs(*files: Path) -> set[int]:
        return set().union(*(TTFont(file).getBestCmap() for file in files if file.is_file()))

    both = [signs(*sorted(FONTS.glob(f"*-{weight}-normal.woff2"))) for weight in (400, 700)]
    for folder in FALLBACKS:
        regular, bold = (signs(folder / f"DejaVuSans{kind}.ttf") for kind in ("", "-Bold"))
        if regular and bold:
            both = [both[0] | regular, both[1] | bold]
            break
    return frozenset(map(chr, both[0] & both[1])) | {"\n", "\t", " ", BREAK}


def fit(words: str, drawable: AbstractSet[str]) -> str:
    """Words in which each character can be drawn and each run can be broken."""
    words = unicodedata.normalize("NFC", words)
    if not (words.isascii() and words.isprintable()):
        words = "".join(_sign(sign, drawable) for sign in words)
        words = re.sub(r"(?:\[teken\])+", UNKNOWN, words)
    return RUN.sub(lambda run: run[0] + BREAK, words)


def _sign(sign: str, drawable: AbstractSet[str]) -> str:
    # Joiners, variation selectors and other invisible characters say nothing on paper, and some turn the reading order around.
    if unicodedata.category(sign) == "Cf" and sign not in KEPT:
        return ""
    if sign in drawable:
        return sign
    return "" if unicodedata.category(sign) in {"Cc", "Mn", "Cs"} else UNKNOWN


def printable(value: Value) -> Value:
    """The same value (a dataclass, tuple, dict or text) with every text in it made fit for print."""
    return _printable(value, printable_characters())  # type: ignore[no-any-return]


def _printable(value: Any, drawable: AbstractSet[str]) -> Any:
    if isinstance(value, str):
        return fit(value, drawable)
    if isinstance(value, (tuple, list)):
        return type(value)(_printable(one, drawable) for one in value)
    if isinstance(value, dict):
        return {key: _printable(one, drawable) for key, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in dataclasses.fields(value)]
        return dataclasses.replace(value, **{name: _printable(getattr(value, name), drawable) for name in names})
    return value
