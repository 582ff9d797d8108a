"""Answers to counts: one tally per kind of question, the columns of a wave, scale scores, and the cube of counts."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis import columns
from analysis.columns import Column, Floats, Layout, Sheet
from surveys.questions import (
    CORNERS,
    MISSING,
    ChangeCause,
    Choice,
    ConsentQuestion,
    Date,
    Explanation,
    Number,
    Postcode,
    Question,
    Scale,
    Several,
    ShortText,
    Statements,
    StoryQuestion,
    Triad,
)
from surveys.scoring import Scale as ScoredScale
from surveys.scoring import ScaleItem


@functools.singledispatch
def layout(question: Question) -> Layout | None:
    """How this question is tallied; a kind that is not registered here cannot be counted (a test walks KINDS)."""
    raise TypeError(f"no tally for questions of kind {question.kind}")


@layout.register(Choice)
def _(question: Choice) -> Layout:  # yes/no is a choice too
    return _of_options(question.options, columns.write_one)


@layout.register(ChangeCause)
def _(question: ChangeCause) -> Layout | None:
    return _of_options(question.options, columns.write_change)


@layout.register(Several)
def _(question: Several) -> Layout | None:
    return _of_options(question.options, columns.write_several)


@layout.register(Statements)
def _(question: Statements) -> Layout | None:
    return replace(_of_options(question.options, columns.write_statements), items=tuple(one.code for one in question.items))


@layout.register(ConsentQuestion)
def _(_: ConsentQuestion) -> Layout | None:
    return Layout(columns.write_one, options=("ja",))


@layout.register(Triad)
def _(_: Triad) -> Layout | None:
    return Layout(columns.write_shares, items=CORNERS)


def _alike(layout_of_kind: Layout | None, *kinds: type[Question]) -> None:
    """Kinds whose layout is the same for every question."""
    for kind in kinds:
        layout.register(kind, lambda _, found=layout_of_kind: found)


_alike(Layout(columns.write_number), Scale, Number)
_alike(Layout(columns.write_year), Date)
_alike(Layout(columns.write_presence), ShortText, Postcode, StoryQuestion)
_alike(None, Explanation)  # nothing is asked


def _of_options(options: Sequence[Any], write: Callable[[Layout, Sequence[Any]], Column]) -> Layout:
    missing = {one.code: MISSING[one.missing] for one in options if one.missing}
    return Layout(write, tuple(one.code for one in options if not one.missing), missing)


def layouts(questions: Iterable[Mapping[str, Question]]) -> dict[str, Layout]:
    """One layout per question code over all versions of a questionnaire, so that their columns can be put together."""
    found: dict[str, Layout] = {}
    for version in questions:
        for code, question in version.items():
            one = layout(question)
            if one is not None:
                found[code] = found[code].joined(one) if code in found else one
    return found


def write(
    layouts: Mapping[str, Layout], raw: Mapping[str, Sequence[Any]], size: int, unasked: Mapping[str, NDArray[np.bool_]]
) -> dict[str, Column]:
    """The columns of a block of responses of one version.

    `raw` holds per question of that version the answer of each response, `unasked` per question which rows were not on its
    path, shape (size,). A question that the version does not have was not asked of anybody.
    """
    nobody = np.ones(size, bool)
    found = {}
    for code, one in layouts.items():
        column = one.write(one, raw[code] if code in raw else [None] * size)
        skipped = unasked.get(code) if code in raw else nobody
        found[code] = column if skipped is None else column.blanked(skipped)
    return found


def joined(blocks: Sequence[Column]) -> Column:
    """Blocks of one question after each other."""
    first = blocks[0]
    values = None if first.values is None else np.concatenate([one.values for one in blocks if one.values is not None])
    return replace(first, codes=np.concatenate([one.codes for one in blocks]), values=values)


def chosen(column: Column, values: Iterable[Any], item: str | None = None) -> Floats:
    """Per response 1.0 when its answer is one of these, 0.0 when it is another, NaN when it does not count; shape (n,).

    Of several options one is enough; marks and numbers are compared as numbers.
    """
    wanted = [str(one) for one in values]
    if item is None and column.values is not None and column.values.dtype == bool:
        places = [i for i, option in enumerate(column.options) if option in wanted]
        return np.where(column.codes >= 0, column.values[:, places].any(axis=1), np.nan)
    if item is None and column.values is not None:
        return np.where(column.codes >= 0, np.isin(column.values, [float(one) for one in wanted]), np.nan)
    codes = column.codes if item is None else column.item(item)
    places = [i for i, option in enumerate(column.options) if option in wanted]
    return np.where(codes >= 0, np.isin(codes, places), np.nan)


def numbers(column: Column) -> Floats:
    """The mark or number of each response, NaN when it does not count; shape (n,)."""
    if column.values is None or column.values.ndim != 1:
        raise ValueError("this question has no number to average")
    return np.asarray(column.values, dtype=np.float64)


def worth(item: ScaleItem, column: Column) -> Floats:
    """The points of one item of a scale per response, NaN without an answer that counts; shape (n,)."""
    if column.values is not None and column.values.ndim == 1:
        distinct, place = np.unique(column.values, return_inverse=True)
        points = [np.nan if np.isnan(one) else item.points.get(f"{one:g}", np.nan) for one in distinct]
        return np.array(points, np.float64)[place]
    codes = column.codes if item.item is None else column.item(item.item)
    table = np.array([*(item.points.get(option, np.nan) for option in column.options), np.nan])
    return np.asarray(table[np.where(codes >= 0, codes, len(table) - 1)])


def items(scale: ScoredScale, answers: Mapping[str, Column]) -> Floats:
    """The points of every item of a scale, shape (n, items), for alpha and for the scores."""
    return np.column_stack([worth(item, answers[item.question]) for item in scale.items])


def scores(scale: ScoredScale, answers: Mapping[str, Column]) -> Floats:
    """The score of each response, NaN below the minimum answered; shape (n,). The same numbers as surveys.scoring.score."""
    points = items(scale, answers)
    count = (~np.isnan(points)).sum(axis=1)
    total = np.nansum(points, axis=1)
    enough = (count >= max(scale.minimum, 1)) & (count > 0)
    mean = np.divide(total, count, out=np.full(len(total), np.nan), where=enough)
    values = mean if scale.function == "gemiddelde" else mean * len(scale.items)
    distinct, place = np.unique(values, return_inverse=True)  # few: each is rounded once, as Python does
    rounded = [one if np.isnan(one) else round(float(one), scale.rounding) for one in distinct]
    return np.array(rounded, np.float64)[place]


def moments(values: Floats, groups: NDArray[np.int16], size: int) -> NDArray[np.float64]:
    """Per group n, sum and sum of squares of the values that count; shape (size, 3). Group numbers below 0 are left out.

    Sums of whole numbers are exact; others are added in their own order, not in that of the rows, so the same data give the
    same bits in any database.
    """
    keep = (values == values) & (groups >= 0)  # noqa: PLR0124  NaN is the only value unlike itself
    kept, place = values[keep], groups[keep].astype(np.intp)
    if not np.array_equal(kept, np.rint(kept)):
        order = np.lexsort((kept, place))
        kept, place = kept[order], place[order]
    parts = [np.bincount(place, weights, size)[:size] for weights in (None, kept, kept * kept)]
    return np.column_stack(parts)


def given(values: Floats, answers: Floats, groups: NDArray[np.int16] | None = None, size: int = 1) -> NDArray[np.int64]:
    """How many people gave each of these answers (sorted): shape (answers,), or (size, answers) per group."""
    keep = ~np.isnan(values)
    if groups is not None:
        keep &= groups >= 0
    place = np.searchsorted(answers, values[keep])
    group = np.zeros(len(place), np.int64) if groups is None else groups[keep].astype(np.int64)
    found = np.bincount(group * len(answers) + place, minlength=size * len(answers)).reshape(size, len(answers))
    return found[0] if groups is None else found


def cube(sheets: Sequence[Sheet], code: str, areas: int) -> NDArray[np.int64]:
    """Counts of one question: wave x area (the last = none) x value (options, then the statements' after each other).

    Every slice (a share per area, a crosstab of waves) follows from it by adding up.
    """
    size = len(sheets[0].columns[code].options)
    found = np.zeros((len(sheets), areas + 1, max(size, 1)), np.int64)
    for wave, sheet in enumerate(sheets):
        column = sheet.columns[code]
        codes = column.codes[:, None] if column.codes.ndim == 1 else column.codes
        place = np.where(sheet.areas >= 0, sheet.areas, areas).astype(np.int64)[:, None] * found.shape[2] + codes
        counts = np.bincount(place[codes >= 0], minlength=(areas + 1) * found.shape[2])
        found[wave] = counts.reshape(areas + 1, found.shape[2])
    return found


def pairs(first: Sheet, second: Sheet) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of the same people in two waves, as two arrays of places of equal length."""
    known = {link: row for row, link in enumerate(first.links) if link is not None}
    rows = [known.get(link, -1) if link is not None else -1 for link in second.links]
    one = np.array(rows, np.int64)
    two = np.flatnonzero(one >= 0)
    return one[two], two


def fingerprint(sheet: Sheet) -> str:
    """sha256 of the rows of a wave whatever their order: what was answered, and where, not by whom."""
    if not len(sheet):
        return hashlib.sha256().hexdigest()
    parts = [sheet.areas[:, None].view(np.uint8)]
    for code in sorted(sheet.columns):
        column = sheet.columns[code]
        parts.append(np.ascontiguousarray(column.codes.reshape(len(sheet), -1)).view(np.uint8))
        if column.values is not None:
            parts.append(np.ascontiguousarray(column.values.reshape(len(sheet), -1)).view(np.uint8))
    rows = np.ascontiguousarray(np.concatenate(parts, axis=1))
    lines = np.sort(rows.view(np.dtype((np.void, rows.shape[1]))).ravel())
    return hashlib.sha256(lines.tobytes()).hexdigest()
