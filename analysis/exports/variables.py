"""The columns of an export: for each kind of question its variables, and an answer as cells. No open text ever gets a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from surveys.questions import (
    CORNERS,
    MISSING,
    ChangeCause,
    Choice,
    Date,
    Number,
    Option,
    Postcode,
    Question,
    Scale,
    Several,
    ShortText,
    Statements,
    StoryQuestion,
    Triad,
    is_missing,
    missing_label,
    text_of,
)

Cell = str | int | float | None
NOT_ASKED = MISSING["niet_gevraagd"]
LEFT_OUT = {
    ShortText: "open tekst staat niet in een export, want die kan over mensen gaan",
    ChangeCause: "de oorzaak in eigen woorden staat niet in een export",
    StoryQuestion: "het verhaal zelf staat niet in een export, alleen of er een verteld is",
    Postcode: "de postcode staat niet in een export, alleen de naam van de wijk",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its name, what was asked, the values it can have with their labels."""

    name: str
    question: str  # code of the question
    kind: str
    label: str
    values: tuple[tuple[Cell, str], ...] = ()
    note: str = ""


def _dutch(texts: Any) -> str:
    return text_of(texts, "nl")[0]


def _options(options: Iterable[Option]) -> tuple[tuple[Cell, str], ...]:
    return tuple((_code(one), _dutch(one.label)) for one in options)


def _code(option: Option) -> Cell:
    return MISSING[option.missing] if option.missing else option.code


def _kinds(kinds: Iterable[str]) -> tuple[tuple[Cell, str], ...]:
    return tuple((MISSING[kind], missing_label(kind, "nl")) for kind in kinds)


def _one(question: Question, **changes: Any) -> Variable:
    plain = Variable(question.code, question.code, question.kind, _dutch(question.text))
    return replace(plain, **changes)


def variables(question: Question) -> tuple[Variable, ...]:
    """The columns of a question, each with "not asked" among its values."""
    asked = (NOT_ASKED, missing_label("niet_gevraagd", "nl"))
    return tuple(replace(one, values=(*one.values, asked)) for one in columns(question))


@singledispatch
def columns(question: Question) -> tuple[Variable, ...]:
    """The columns that this kind of question gives; none by default, so that a new kind leaks nothing."""
    del question
    return ()


@singledispatch
def answer(question: Question, value: Any) -> tuple[Cell, ...]:
    """A stored answer as cells, one for each column of its question; None is an empty cell (asked, not answered)."""
    del question, value
    return ()


def cells(question: Question, value: Any, many: int) -> tuple[Cell, ...]:
    """The cells of an answer that was asked for (`many` columns); a kind of missing fills every column."""
    if value is None:
        return (0,) if isinstance(question, StoryQuestion) else (None,) * many
    if is_missing(value):
        return (MISSING.get(value["missing"]),) * many
    return answer(question, value)


def _chosen(options: tuple[Option, ...], code: Any) -> Cell:
    return next((_code(one) for one in options if one.code == code), None)


@columns.register
def _(question: Choice) -> tuple[Variable, ...]:
    return (_one(question, values=_options(question.options)),)


@answer.register
def _(question: Choice, value: Any) -> tuple[Cell, ...]:
    return (_chosen(question.options, value),)


@columns.register
def _(question: Several) -> tuple[Variable, ...]:
    missing = _kinds(one.missing for one in question.options if one.missing)
    return tuple(
        _one(
            question,
            name=f"{question.code}_{one.code}",
            label=f"{_dutch(question.text)} {_dutch(one.label)}",
            values=((0, "niet gekozen"), (1, "gekozen"), *missing),
        )
        for one in question.options
        if not one.missing
    )


@answer.register
def _(question: Several, value: Any) -> tuple[Cell, ...]:
    told = [one for one in question.options if not one.missing]
    missing = next((one.missing for one in question.options if one.missing and one.code in value), None)
    if missing:
        return (MISSING[missing],) * len(told)
    return tuple(int(one.code in value) for one in told)


@columns.register
def _(question: Statements) -> tuple[Variable, ...]:
    return tuple(
        _one(question, name=f"{question.code}_{item.code}", label=_dutch(item.text), values=_options(question.options))
        for item in question.items
    )


@answer.register
def _(question: Statements, value: Any) -> tuple[Cell, ...]:
    return tuple(_chosen(question.options, value.get(item.code)) for item in question.items)


@columns.register
def _(question: Scale) -> tuple[Variable, ...]:
    ends = ((question.low, question.low_label), (question.high, question.high_label))
    values = tuple((mark, _dutch(label) or str(mark)) for mark, label in ends)
    return (
        _one(question, values=(*values, *_kinds(question.missing)), note=f"een cijfer van {question.low} tot {question.high}"),
    )


@answer.register
def _(_question: Scale, value: Any) -> tuple[Cell, ...]:
    return (value,)


@columns.register
def _(question: Number) -> tuple[Variable, ...]:
    note = "heel lage en heel hoge getallen zijn samengenomen, want die kunnen een mens aanwijzen"
    return (_one(question, values=_kinds(question.missing), note=note),)


@answer.register
def _(_question: Number, value: Any) -> tuple[Cell, ...]:
    return (value,)


@columns.register
def _(question: Date) -> tuple[Variable, ...]:
    return (_one(question, values=_kinds(question.missing), note="alleen het jaar; een hele datum kan een mens aanwijzen"),)


@answer.register
def _(_question: Date, value: Any) -> tuple[Cell, ...]:
    return (int(str(value)[:4]),)


@columns.register
def _(question: Triad) -> tuple[Variable, ...]:
    return tuple(
        _one(
            question, name=f"{question.code}_{corner}", label=f"{_dutch(question.text)} {_dutch(question.corners[corner])}",
            values=_kinds(question.missing), note="0 tot 100; de drie samen zijn 100",
        )
        for corner in CORNERS
    )  # fmt: skip


@answer.register
def _(_question: Triad, value: Any) -> tuple[Cell, ...]:
    return tuple(value.get(corner) for corner in CORNERS)


@columns.register
def _(question: ChangeCause) -> tuple[Variable, ...]:
    return (_one(question, values=_options(question.options), note=LEFT_OUT[ChangeCause]),)


@answer.register
def _(question: ChangeCause, value: Any) -> tuple[Cell, ...]:
    return (_chosen(question.options, value.get("change")),)


@columns.register
def _(question: StoryQuestion) -> tuple[Variable, ...]:
    return (_one(question, values=((0, "geen verhaal"), (1, "verhaal verteld")), note=LEFT_OUT[StoryQuestion]),)


@answer.register
def _(_question: StoryQuestion, value: Any) -> tuple[Cell, ...]:
    return (int(bool(value)),)
