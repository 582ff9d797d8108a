"""Is a goal clear? Five questions of requirement 9: for whom, where, when, measurable how, agreed by whom."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.line.line import Line, Node
from saying import mark

QUESTIONS = {
    "wie": mark("voor wie"),
    "waar": mark("waar"),
    "wanneer": mark("wanneer"),
    "hoe": mark("hoe wij het meten"),
    "met_wie": mark("wie het ermee eens zijn"),
}


@dataclass(frozen=True, slots=True)
class Clarity:
    """The answers on the five questions; "" where there is none."""

    answers: tuple[tuple[str, str], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without an answer."""
        return tuple(code for code, answer in self.answers if not answer)


def clarity(line: Line, result: Node) -> Clarity:
    """The five answers for a result."""
    measures = [one.name for one in result.measures if one.status != "vervallen"]
    return Clarity((
        ("wie", result.group), (mark("waar"), result.area), (mark("wanneer"), result.until), ("hoe", "; ".join(measures)),
        ("met_wie", ", ".join(line.agreed_by)),
    ))  # fmt: skip
