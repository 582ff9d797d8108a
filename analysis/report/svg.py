"""Small parts of which the charts are drawn: palette, text, lines and scales. Attributes only, so that a strict CSP holds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INK = "#17252b"
SOFT = "#47585f"
RULE = "#c9d2d3"
PETROL = "#0b5563"
OCHRE = "#9a4a0c"
PALE = "#e0eff0"
PAPER = "#ffffff"
FONT = "'Atkinson Hyperlegible Next', 'DejaVu Sans', sans-serif"


def attributes(values: dict[str, object]) -> str:
    """Attributes in the order given; underscores become dashes, numbers get at most two decimals."""
    parts = []
    for name, value in values.items():
        text = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        parts.append(f" {name.rstrip('_').replace('_', '-')}={quoteattr(text)}")
    return "".join(parts)


def tag(name: str, content: str = "", /, **values: object) -> str:
    """An element; the content is markup already."""
    return f"<{name}{attributes(values)}>{content}</{name}>" if content else f"<{name}{attributes(values)}/>"


def text(x: float, y: float, words: str, *, size: float = 12, fill: str = INK, anchor: str = "start", bold: bool = False) -> str:
    """A line of text; its words are escaped here."""
    extra: dict[str, object] = {"font_weight": "700"} if bold else {}
    return tag("text", escape(words), x=float(x), y=float(y), font_size=size, fill=fill, text_anchor=anchor, **extra)


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    extra: dict[str, object] = {"stroke_dasharray": dash} if dash else {}
    return tag("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), stroke=stroke, stroke_width=float(width), **extra)


def dot(x: float, y: float, *, radius: float = 5, hollow: bool = False, colour: str = PETROL) -> str:
    """A dot, filled or hollow: the difference is to be seen without colour."""
    fill = PAPER if hollow else colour
    return tag("circle", cx=float(x), cy=float(y), r=float(radius), fill=fill, stroke=colour, stroke_width=2.0)


def drawing(width: float, height: float, title: str, description: str, parts: Iterable[str], *, kind: str) -> str:
    """A whole drawing, with its message as title and its numbers as description."""
    head = tag("title", escape(title)) + tag("desc", escape(description or title))
    size: dict[str, object] = {"viewBox": f"0 0 {width:.0f} {height:.0f}", "width": f"{width:.0f}", "height": f"{height:.0f}"}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"{attributes({"class": f"chart chart-{kind}", **size})}'
        f"{attributes({'font_family': FONT, 'font_size': 12})}>{head}{''.join(parts)}</svg>"
    )


def wrap(words: str, width: int, lines: int = 2) -> list[str]:
    """Words over at most so many lines of about `width` characters; what does not fit ends in an ellipsis."""
    rows: list[str] = [""]
    for word in words.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    kept = [row if len(row) <= width + 4 else row[: width + 3] + "…" for row in rows[:lines]]
    if len(rows) > lines:
        kept[-1] = kept[-1].rstrip("….") + "…"
    return kept


class Axis:
    """A scale from values to pixels with round ticks."""

    def __init__(self, values: Iterable[float], start: float, end: float, *, floor: float = 0.0, ceiling: float = 1e12):
        known = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
        low, high = min(known), max(known)
        step = _round_step((high - low) or abs(high) or 1.0)
        self.low = max(floor, math.floor(low / step - 0.25) * step)
        self.high = min(ceiling, math.ceil(high / step + 0.25) * step)
        if self.high <= self.low:
            self.high = self.low + step
        self.step, self.start, self.end = step, start, end

    def at(self, value: float) -> float:
        """Where a value is drawn."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """The round values on the axis."""
        count = round((self.high - self.low) / self.step)
        return [self.low + i * self.step for i in range(count + 1)]


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about four parts."""
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if rough <= factor * power * 1.0001)
