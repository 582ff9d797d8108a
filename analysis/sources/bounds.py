"""Between which two numbers a figure can lie: a share, a mark, a score of a scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys import questions
from surveys.definition import Definition

SHARES = frozenset({"prevalence", "share_improved", "story_verdict"})
Bounds = tuple[float, float]


def of(kind: str, rule: Mapping[str, Any], definitions: Mapping[str, Definition]) -> Bounds | None:
    """The lowest and the highest value that an indicator of this kind and rule can have; None where nothing says."""
    if kind in SHARES:
        return 0, 100
    if kind == "then_now" and {"values", "from", "to"} & rule.keys():
        return 0, 100
    if kind not in ("mean", "then_now"):
        return None
    name = str(rule.get("scale") or rule.get("question"))
    for one in definitions.values():
        if rule.get("survey", one.code) == one.code and (name in one.scales or name in one.questions):
            return one.scales[name].extent() if "scale" in rule else _of_question(one.questions[name])
    return None


def _of_question(question: Any) -> Bounds | None:
    if isinstance(question, questions.Scale | questions.Number):
        return question.low, question.high
    worth = [one.value for one in getattr(question, "options", ()) if not one.missing and one.value is not None]
    return (min(worth), max(worth)) if worth else None


def outside(value: float | None, bounds: Bounds | None) -> bool:
    """Whether a value cannot be."""
    return value is not None and bounds is not None and not bounds[0] <= value <= bounds[1]
