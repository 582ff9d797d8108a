"""What people could answer: small sets of answers that are enough to decide whether a condition can ever be true."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from surveys.conditions import LEAVES, VALUES, Tree
from surveys.questions import (
    ChangeCause,
    Choice,
    ConsentQuestion,
    Date,
    Number,
    Question,
    Scale,
    Several,
    Statements,
    StoryQuestion,
    Triad,
)
from surveys.questions.typed import Typed, is_iso

MAX_NAMED = 8  # options of one question whose every combination is tried
SMALL = 40  # a whole-number range up to this long is tried number by number
Part = tuple[str, str | None]  # a question, and the item of it


@dataclass(frozen=True, slots=True)
class Literals:
    """The constants that stand beside a reference in some conditions, and whether trying around them decides everything."""

    texts: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    counted: bool = False
    exact: bool = True


def beside(trees: Iterable[Tree], part: Part) -> Literals:
    """What this reference is compared with, over all these conditions."""
    texts: set[str] = set()
    numbers: set[float] = set()
    counted, exact = False, True
    for tree in trees:
        for node in _comparisons(tree):
            if part not in _refs(node):
                continue
            texts |= {one[1] for one in node[1:] if one[0] == "text"}
            numbers |= {one[1] for one in node[1:] if one[0] == "number"}
            counted = counted or "count" in _heads(node)
            exact = exact and not any(one[0] in VALUES and one[0] != "count" for one in node[1:]) and len(_refs(node)) == 1
    return Literals(tuple(sorted(texts)), tuple(sorted(numbers)), counted, exact)


def _comparisons(tree: Tree) -> Iterator[Tree]:
    if tree[0] in ("and", "or", "not"):
        for part in tree[1:]:
            yield from _comparisons(part)
    else:
        yield tree


def _refs(tree: Tree) -> list[Part]:
    if tree[0] == "ref":
        return [(tree[1], tree[2] if len(tree) > 2 else None)]
    return [] if tree[0] in LEAVES else [ref for part in tree[1:] for ref in _refs(part)]


def _heads(tree: Tree) -> set[str]:
    if tree[0] in LEAVES:
        return {tree[0]}
    return {tree[0]}.union(*(_heads(part) for part in tree[1:]))


@functools.singledispatch
def domain(question: Question, _literals: Literals, /) -> tuple[list[Any], bool]:
    """Answers that stand for all others (None is: not answered), and whether they really do."""
    raise NotImplementedError(type(question))


@domain.register
def _choice(question: Choice, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, *(one.code for one in question.options)], True


@domain.register
def _change(question: ChangeCause, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, *({"change": one.code} for one in question.options)], True


@domain.register
def _consent(_question: ConsentQuestion, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, "ja"], True


@domain.register
def _story(_question: StoryQuestion, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, {"told": True}], True


@domain.register
def _several(question: Several, literals: Literals) -> tuple[list[Any], bool]:
    ordinary = [one.code for one in question.options if not one.exclusive]
    named = [code for code in ordinary if code in literals.texts][:MAX_NAMED]
    exact = len(named) == sum(code in literals.texts for code in ordinary)
    fillers = [code for code in ordinary if code not in named]
    if not literals.counted:
        fillers = fillers[:1]
    sizes = range(len(fillers) + 1)
    chosen = [
        [*some, *fillers[:size]]
        for length in range(len(named) + 1)
        for some in itertools.combinations(named, length)
        for size in sizes
    ]
    alone = [[one.code] for one in question.options if one.exclusive]
    return [None, *(one for one in chosen if one), *alone], exact


@domain.register
def _marks(question: Scale, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, *question.marks(), *_missing(question.missing)], True


@domain.register
def _statements(question: Statements, _literals: Literals, /) -> tuple[list[Any], bool]:
    return [None, *(one.code for one in question.options)], True  # of one item; put in place by `answered`


@domain.register
def _triad(question: Triad, literals: Literals) -> tuple[list[Any], bool]:
    near = {int(n) + step for n in literals.numbers for step in (-1, 0, 1)} | {0, 33, 50, 100}
    shares = sorted(one for one in near if 0 <= one <= 100)
    points = [{"a": a, "b": b, "c": 100 - a - b} for a in shares for b in shares if a + b <= 100]
    points += [{"a": a, "b": 100 - a - c, "c": c} for a in shares for c in shares if a + c <= 100]
    points += [{"a": 100 - b - c, "b": b, "c": c} for b in shares for c in shares if b + c <= 100]
    return [None, *points, *_missing(question.missing)], literals.exact


@domain.register
def _number(question: Number, literals: Literals) -> tuple[list[Any], bool]:
    if question.decimals == 0 and question.high - question.low <= SMALL:
        return [None, *range(int(question.low), int(question.high) + 1), *_missing(question.missing)], True
    step = 10.0**-question.decimals
    near = {round(n + sign * step, question.decimals) for n in literals.numbers for sign in (-1, 0, 1)} | {
        question.low,
        question.high,
    }
    inside = [one for one in sorted(near) if question.low <= one <= question.high]
    whole = [one if question.decimals else round(one) for one in inside]
    return [
        None,
        *dict.fromkeys(one for one in whole if question.low <= one <= question.high),
        *_missing(question.missing),
    ], literals.exact


@domain.register
def _date(question: Date, literals: Literals) -> tuple[list[Any], bool]:
    days = {question.low, question.high}
    for text in literals.texts:
        start = date.fromisoformat(text if is_iso(text) else f"{text}-01") if len(text) in (7, 10) else None
        if start is not None and 2 < start.year < 9990:
            days |= {(start + timedelta(days=n)).isoformat() for n in (-1, 0, 1, 31)}
    inside = {one for one in days if question.low <= one <= question.high}
    if question.precision == "maand":
        inside = {one[:7] for one in inside}
    elif question.precision == "vrij":
        inside |= {one[:7] for one in inside}
    return [None, *sorted(inside), *_missing(question.missing)], literals.exact


@domain.register
def _typed(question: Typed, literals: Literals) -> tuple[list[Any], bool]:
    texts = dict.fromkeys((*literals.texts, "9999"))
    return [None, *texts, *_missing(question.missing)], True


def _missing(kinds: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"missing": kind} for kind in kinds]


def answered(questions: dict[str, Question], values: dict[Part, Any]) -> dict[str, Any]:
    """Answers as they are kept, from a value per reference."""
    answers: dict[str, Any] = {}
    for (code, item), value in values.items():
        if value is None:
            continue
        question = questions[code]
        if isinstance(question, Statements):
            answers.setdefault(code, {})[item or question.items[0].code] = value
        else:
            answers[code] = value
    return answers


def parts_of(questions: dict[str, Question], trees: Iterable[Tree]) -> list[Part]:
    """What has to be varied: items of a set of statements apart, everything else as a whole."""
    found = [part for tree in trees for part in _refs(tree)]
    return list(dict.fromkeys(part if isinstance(questions[part[0]], Statements) else (part[0], None) for part in found))


def literals_for(trees: list[Tree], part: Part) -> Literals:
    """The constants beside a part; for a triangle those beside any of its corners."""
    refs = {ref for tree in trees for ref in _refs(tree) if ref[0] == part[0] and (ref == part or part[1] is None)}
    found = [beside(trees, ref) for ref in sorted(refs, key=str)]
    return Literals(
        tuple(sorted({text for one in found for text in one.texts})),
        tuple(sorted({number for one in found for number in one.numbers})),
        any(one.counted for one in found),
        all(one.exact for one in found),
    )
