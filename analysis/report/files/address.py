"""Where the evidence card of a figure or a quote is found: a code that stays the same as long as the figure does, and an address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

CODE = re.compile(r"[a-z0-9-]{2,24}")
MARK = re.compile(r"[0-9a-f]{16}")
LONG = 16  # signs of a snapshot's hash that name it


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cards of one snapshot. `base`: address of this server, "" = the page stands on it, None = there is no server."""

    mark: str = ""
    base: str | None = None
    printed: Mapping[str, str] = field(
        default_factory=dict
    )  # words as they are printed -> the code of the words as they were kept

    def link(self, code: str) -> str:
        """The address of a card; empty when there is no server to open it on."""
        return f"{self.base.rstrip('/')}/bewijs/{self.mark}/{code}" if self.base is not None and self.mark else ""

    def figure(self, result: str, indicator: str) -> str:
        """The code of the card behind an indicator."""
        return figure_code(result, indicator)

    def quote(self, text: str) -> str:
        """The code of the card behind words."""
        return self.printed.get(text) or quote_code(text)

    def themes(self, result: str) -> str:
        """The code of the card behind the themes of a result."""
        return themes_code(result)


def figure_code(result: str, indicator: str) -> str:
    """The same indicator has the same code in every report."""
    return "c" + _short(f"{result}\n{indicator}")


def quote_code(text: str) -> str:
    """The same words have the same code in every report."""
    return "q" + _short(text)


def themes_code(result: str) -> str:
    """The same result has the same code in every report."""
    return "t" + _short(result)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:7]
