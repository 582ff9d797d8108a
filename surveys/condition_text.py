"""Conditions as people write them, in Dutch or English words, to the closed tree; the grammar stands in conditions.lark."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from saying import say
from surveys.conditions import ConditionRefused, Tree


def tree_of(text: str) -> Tree:
    """The tree as the grammar gives it; conditions.from_plain then looks whether it makes sense. Raises ConditionRefused."""
    from lark import LarkError, UnexpectedInput

    try:
        tree: Tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise ConditionRefused(*_unexpected(text, error)) from None
    except LarkError:
        raise ConditionRefused(
            say("De voorwaarde '{text}' is niet te lezen.", text=text[:60]), say("Kijk naar haakjes en aanhalingstekens.")
        ) from None
    return tree


def _unexpected(text: str, error: Any) -> tuple[str, str]:
    place = getattr(error, "pos_in_stream", None)
    rest = "" if place is None or place < 0 else text[place : place + 20].strip()
    if not rest or getattr(getattr(error, "token", None), "type", "") == "$END":
        return say("De voorwaarde '{text}' houdt te vroeg op.", text=text[:60]), say(
            "Maak haar af, en sluit elk haakje en aanhalingsteken."
        )
    advice = say("Zet teksten tussen aanhalingstekens en gebruik =, <, >, in, en, of, niet, bevat of beantwoord.")
    return say("De voorwaarde is niet te lezen bij '{rest}'.", rest=rest), advice


@functools.cache
def _parser() -> Any:
    from lark import Lark

    grammar = Path(__file__).with_name("conditions.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_transformer())  # the transformer works while parsing, so it never recurses


def _text(token: Any) -> Tree:
    return ("text", str(token)[1:-1])


def _figure(parts: list[Any]) -> Tree:
    value = float(parts[0])
    return ("number", int(value) if value.is_integer() else value)


def _sides(parts: list[Any]) -> Tree:
    left, sign, right = parts
    return ("=" if sign == "==" else str(sign), left, right)


def _listed(head: str) -> Callable[[list[Any]], Tree]:
    return lambda parts: (head, *parts[0])


def _headed(head: str) -> Callable[[list[Any]], Tree]:
    return lambda parts: (head, *parts)


RULES: Mapping[str, Callable[[list[Any]], Any]] = {
    "number": _figure, "compare": _sides, "list": tuple, "values": tuple,
    "text": lambda parts: _text(parts[0]),
    "reference": lambda parts: ("ref", *map(str, parts)),
    "score": lambda parts: ("score", str(parts[0])),
    "in_": lambda parts: ("in", parts[0], *parts[1]),
    "not_in": lambda parts: ("not", ("in", parts[0], *parts[1])),
    "contains": lambda parts: ("contains", parts[0], _text(parts[1])),
    **{rule: _headed(head) for rule, head in {
        "or_": "or", "and_": "and", "not_": "not", "plus": "+", "minus": "-", "times": "*", "divide": "/", "negative": "neg",
        "answered": "answered", "count": "count"}.items()},
    **{rule: _listed(head) for rule, head in {
        "total": "sum", "mean": "mean", "minimum": "min", "maximum": "max"}.items()},
}  # fmt: skip


def _transformer() -> Any:
    """The rules of the grammar to our tree."""
    from lark import Transformer

    return type("Trees", (Transformer,), {rule: staticmethod(make) for rule, make in RULES.items()})()
