"""Conditions: text for people, a closed tree for the machine, and one evaluation in which unknown is never false."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saying import say

MAX_LENGTH = 2_000
MAX_DEPTH = 25
RESERVED = frozenset(
    [
        "of",
        "or",
        "en",
        "and",
        "niet",
        "not",
        "in",
        "uit",
        "bevat",
        "contains",
        "beantwoord",
        "answered",
        "aantal",
        "count",
        "som",
        "sum",
        "gemiddelde",
        "mean",
        "min",
        "max",
        "score",
        "einde",
    ]
)
Tree = tuple[Any, ...]

TRUTHS = {"and": (1, None), "or": (1, None), "not": (1, 1), "=": (2, 2), "!=": (2, 2), "<": (2, 2), "<=": (2, 2), ">": (2, 2), ">=": (2, 2),
          "in": (2, None), "contains": (2, 2), "answered": (1, 1)}  # fmt: skip
VALUES = {"+": (2, 2), "-": (2, 2), "*": (2, 2), "/": (2, 2), "neg": (1, 1), "count": (1, 1), "sum": (1, None), "mean": (1, None),
          "min": (1, None), "max": (1, None)}  # fmt: skip
LEAVES = ("ref", "text", "number", "score")
LOGIC = ("and", "or", "not")


class ConditionRefused(Exception):
    """A condition that cannot be read: what is wrong, and what to do (Dutch)."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.what, self.advice = what, advice


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as conditions see it; which of the parts are filled depends on the kind of question."""

    code: str | None = None  # the option, or a text
    number: float | None = None
    members: frozenset[str] | None = None  # of several options, without exclusive ones such as "geen"
    missing: bool = False  # the person said "weet ik niet" or the like: `code` says which
    moment: bool = False  # `code` is a date, perhaps without its day


Lookup = Callable[[str, str | None], Seen | None]
Scores = Callable[[str], float | None]


def parse(text: str) -> Tree:
    """The tree of a condition written by a person; raises ConditionRefused."""
    from surveys.condition_text import tree_of  # lark is only needed where conditions are written

    if not text.strip():
        raise ConditionRefused(say("De voorwaarde is leeg."), say("Schrijf bijvoorbeeld: eenzaam = 'vaak'."))
    if len(text) > MAX_LENGTH:
        raise ConditionRefused(
            say("De voorwaarde is langer dan {max_length} tekens.", max_length=MAX_LENGTH), say("Maak haar korter.")
        )
    return from_plain(tree_of(text))


def from_plain(value: Any) -> Tree:
    """The tree from stored JSON lists; anything but the closed set of operators raises ConditionRefused."""
    tree = _checked(value, 0)
    if tree[0] not in TRUTHS:
        raise ConditionRefused(
            say("De voorwaarde is geen vraag die waar of niet waar is."), say("Vergelijk met iets, bijvoorbeeld: leeftijd >= 65.")
        )
    return tree


def to_plain(tree: Tree) -> list[Any]:
    """The tree as JSON lists, operator first."""
    return [to_plain(part) if isinstance(part, tuple) else part for part in tree]


def references(tree: Tree) -> Iterator[tuple[str, str | None]]:
    """Every (question code, item) the condition looks at."""
    if tree[0] == "ref":
        yield tree[1], tree[2] if len(tree) > 2 else None
    elif tree[0] not in LEAVES:
        for part in tree[1:]:
            yield from references(part)


def scores_used(tree: Tree) -> Iterator[str]:
    """Every scale whose score the condition looks at."""
    if tree[0] == "score":
        yield tree[1]
    elif tree[0] not in LEAVES:
        for part in tree[1:]:
            yield from scores_used(part)


def _checked(value: Any, depth: int) -> Tree:
    if depth > MAX_DEPTH:
        raise ConditionRefused(
            say("De voorwaarde is meer dan {max_depth} lagen diep.", max_depth=MAX_DEPTH), say("Splits haar over meer pagina's.")
        )
    if not isinstance(value, list | tuple) or not value or not isinstance(value[0], str):
        raise ConditionRefused(
            say("De opgeslagen voorwaarde is beschadigd."), say("Maak de vragenlijst opnieuw aan vanuit het bestand.")
        )
    head, parts = value[0], value[1:]
    if head in LEAVES:
        return _leaf(head, parts)
    low, high = {**TRUTHS, **VALUES}.get(head, (1, 0))
    if len(parts) < low or (high is not None and len(parts) > high):
        raise ConditionRefused(
            say("De bewerking '{head}' klopt niet.", head=str(head)[:20]), say("Gebruik alleen de woorden uit de handleiding.")
        )
    tree = (head, *(_checked(part, depth + 1) for part in parts))
    _fitting(tree)
    return tree


def _leaf(head: str, parts: Sequence[Any]) -> Tree:
    if head == "number":
        good = len(parts) == 1 and isinstance(parts[0], int | float) and not isinstance(parts[0], bool) and abs(parts[0]) <= 1e9
    else:
        good = 1 <= len(parts) <= (2 if head == "ref" else 1) and all(isinstance(part, str) for part in parts)
    if not good:
        raise ConditionRefused(
            say("De opgeslagen voorwaarde is beschadigd."), say("Maak de vragenlijst opnieuw aan vanuit het bestand.")
        )
    return (head, *parts)


def _fitting(tree: Tree) -> None:
    """Truths go where truths belong, values where values belong."""
    head, parts = tree[0], tree[1:]
    wanted = head in LOGIC
    for part in parts:
        if (part[0] in TRUTHS) != wanted:
            what = (
                say("Bij en, of en niet horen vergelijkingen.")
                if wanted
                else say("Bij '{head}' horen getallen, teksten of vragen.", head=head)
            )
            raise ConditionRefused(what, say("Schrijf bijvoorbeeld: leeftijd >= 65 en wonen = 'alleen'."))
    if head in ("answered", "count", "contains") and parts[0][0] != "ref":
        raise ConditionRefused(
            say("Bij '{head}' hoort de code van een vraag.", head=head), say("Schrijf bijvoorbeeld: beantwoord(eenzaam).")
        )
    if head == "in" and any(part[0] not in ("text", "number") for part in parts[1:]):
        raise ConditionRefused(
            say("In de lijst achter 'in' horen teksten of getallen."), say("Schrijf bijvoorbeeld: eenzaam in ['soms', 'vaak'].")
        )


def holds(tree: Tree | None, lookup: Lookup, scores: Scores = lambda _code: None) -> bool | None:
    """Kleene's three-valued truth: True, False, or None when an answer that decides it is not there. No condition is True."""
    if tree is None:
        return True
    head, parts = tree[0], tree[1:]
    if head in LOGIC:
        return _logic(head, [holds(part, lookup, scores) for part in parts])
    if head == "answered":
        seen = _seen(parts[0], lookup)
        return seen is not None and not seen.missing
    if head == "contains":
        seen = _seen(parts[0], lookup)
        return None if seen is None or seen.members is None or seen.missing else parts[1][1] in seen.members
    sides = [_value(part, lookup, scores) for part in parts]
    if head == "in":
        return _logic("or", [_compare("=", sides[0], side) for side in sides[1:]])
    return _compare(head, sides[0], sides[1])


def _logic(head: str, truths: list[bool | None]) -> bool | None:
    if head == "not":
        return None if truths[0] is None else not truths[0]
    decides = head == "or"  # one True decides an "or", one False an "and"
    if decides in truths:
        return decides
    return None if None in truths else not decides


ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _compare(head: str, left: Seen | None, right: Seen | None) -> bool | None:
    if left is None or right is None:
        return None
    if left.missing or right.missing:
        # Who said "weet ik niet" gave no answer: only the question whether they said just that can be decided.
        same = left.code is not None and left.code == right.code
        return (head == "=") if same and head in ("=", "!=") else None
    if left.number is not None and right.number is not None and (left.code is None or right.code is None):
        return ORDERS[head](left.number, right.number)
    if left.code is None or right.code is None:
        return None
    if left.moment or right.moment:
        return _moments(head, left.code, right.code)
    return ORDERS[head](left.code, right.code) if head in ("=", "!=") else None


def _moments(head: str, left: str, right: str) -> bool | None:
    """Dates as "2026-05-03" or "2026-05": what both know decides; the same month with a day unknown does not."""
    size = min(len(left), len(right))
    if left[:size] != right[:size] or len(left) == len(right):
        return ORDERS[head](left[:size], right[:size])
    return None


def _seen(ref: Tree, lookup: Lookup) -> Seen | None:
    return lookup(ref[1], ref[2] if len(ref) > 2 else None)


def _value(tree: Tree, lookup: Lookup, scores: Scores) -> Seen | None:
    head, parts = tree[0], tree[1:]
    if head == "text":
        return Seen(code=parts[0])
    if head == "number":
        return Seen(number=parts[0])
    if head == "ref":
        return _seen(tree, lookup)
    if head == "score":
        return _numbered(scores(parts[0]))
    if head == "count":
        seen = _seen(parts[0], lookup)
        return None if seen is None or seen.members is None or seen.missing else Seen(number=len(seen.members))
    numbers = [_number(_value(part, lookup, scores)) for part in parts]
    known = [number for number in numbers if number is not None]
    return _numbered(_calculated(head, known)) if len(known) == len(numbers) else None


def _numbered(number: float | None) -> Seen | None:
    return None if number is None else Seen(number=number)


def _number(seen: Seen | None) -> float | None:
    return None if seen is None or seen.missing else seen.number


def _calculated(head: str, numbers: list[float]) -> float | None:
    if head in SUMS:
        return SUMS[head](numbers)
    first, second = numbers
    if head == "/":
        return None if second == 0 else first / second
    return STEPS[head](first, second)


SUMS: Mapping[str, Callable[[list[float]], float]] = {
    "neg": lambda n: -n[0], "sum": sum, "mean": lambda n: sum(n) / len(n), "min": min, "max": max,
}  # fmt: skip
STEPS: Mapping[str, Callable[[float, float], float]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
