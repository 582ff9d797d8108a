"""Columns: the answers of one question as numbers, one row per response, and how each kind of answer is written down.

What is missing keeps its kind and never counts: BLANK (seen, not answered), weet_niet -6,
nvt -7, niet_gevraagd -8 (not on the path, or not in that version), wil_niet -9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.questions import CORNERS, MISSING

BLANK = -1
NOT_ASKED = MISSING["niet_gevraagd"]
Codes = NDArray[np.int16]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the answers of a question are written down; `write` is one of the functions below."""

    write: Callable[[Layout, Sequence[Any]], Column]
    options: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)  # options that are a kind of missing
    items: tuple[str, ...] = ()

    def joined(self, other: Layout) -> Layout:
        """One layout for two versions of a question: options and items of the first, then what the second adds."""
        options = dict.fromkeys((*self.options, *other.options))
        items = dict.fromkeys((*self.items, *other.items))
        return replace(self, options=tuple(options), items=tuple(items), missing={**other.missing, **self.missing})


@dataclass(frozen=True, slots=True)
class Column:
    """The answers of one question.

    `codes`: shape (n,), or (n, items) for statements: the place of the option among `options`, or a kind of missing; for kinds
    without options 0 = answered. `values`: marks and numbers (n,), shares of a triangle (n, 3), chosen options (n, options);
    NaN (or all False) where `codes` is below 0. None for kinds that are codes alone.
    """

    codes: Codes
    values: NDArray[Any] | None = None
    options: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which rows count, shape (n,); a set of statements counts when one of them was answered."""
        return np.asarray(np.atleast_2d(self.codes.T >= 0).any(axis=0))

    def item(self, code: str) -> Codes:
        """The codes of one statement, shape (n,)."""
        return self.codes[:, self.items.index(code)]

    def blanked(self, rows: NDArray[np.bool_]) -> Column:
        """The same column with these rows not asked."""
        if not rows.any():
            return self
        codes = self.codes.copy()
        codes[rows] = NOT_ASKED
        values = None if self.values is None else self.values.copy()
        if values is not None:
            values[rows] = False if values.dtype == bool else np.nan
        return replace(self, codes=codes, values=values)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All sent responses of one wave: a column per question, the place of the area of each (-1 = none), its link or None."""

    columns: Mapping[str, Column]
    areas: Codes
    links: tuple[str | None, ...] = ()
    ids: tuple[str, ...] = ()  # whose rows these are; only read for the publication ledger

    def __len__(self) -> int:
        return len(self.areas)


class _Lookup(dict[Any, int]):
    """Option to place; what is not an option of any version is blank."""

    def __missing__(self, key: Any) -> int:
        return BLANK


def _lookup(layout: Layout) -> _Lookup:
    return _Lookup({code: place for place, code in enumerate(layout.options)} | dict(layout.missing))


def _coded(lookup: _Lookup, raw: Sequence[Any]) -> Codes:
    try:
        return np.fromiter(map(lookup.__getitem__, raw), np.int16, len(raw))
    except TypeError:  # a {"missing": kind} cannot be looked up as it is
        plain = [_kind(one) if one.__class__ is dict else one for one in raw]
        return np.fromiter(map(lookup.__getitem__, plain), np.int16, len(raw))


def _kind(value: Mapping[str, Any]) -> str:
    return "\0" + str(value.get("missing"))  # cannot be the code of an option


def _with_kinds(lookup: _Lookup) -> _Lookup:
    lookup.update({f"\0{kind}": number for kind, number in MISSING.items()})
    return lookup


def write_one(layout: Layout, raw: Sequence[Any]) -> Column:
    """One option."""
    return Column(_coded(_with_kinds(_lookup(layout)), raw), options=layout.options)


def write_change(layout: Layout, raw: Sequence[Any]) -> Column:
    """The option of a change; its cause is told, not counted."""
    changes = [one if one is None or "missing" in one else one.get("change") for one in raw]
    return write_one(layout, changes)


def write_statements(layout: Layout, raw: Sequence[Any]) -> Column:
    """An option per statement."""
    lookup = _lookup(layout)
    codes = np.full((len(raw), len(layout.items)), BLANK, np.int16)
    answers = [one or {} for one in raw]
    for place, item in enumerate(layout.items):
        codes[:, place] = np.fromiter((lookup[one.get(item)] for one in answers), np.int16, len(raw))
    return Column(codes, options=layout.options, items=layout.items)


def write_several(layout: Layout, raw: Sequence[Any]) -> Column:
    """Any number of options."""
    lookup = _with_kinds(_lookup(layout))
    codes = np.full(len(raw), BLANK, np.int16)
    chosen = np.zeros((len(raw), len(layout.options)), bool)
    for row, one in enumerate(raw):
        if one is None:
            continue
        places = [lookup[_kind(one)]] if isinstance(one, dict) else [lookup[code] for code in one]
        codes[row] = 0 if max(places, default=BLANK) >= 0 else min(places, default=BLANK)
        chosen[row, [place for place in places if place >= 0]] = True
    return Column(codes, chosen, layout.options)


def write_number(layout: Layout, raw: Sequence[Any]) -> Column:
    """A mark or a number."""
    try:
        values = np.array(raw, dtype=np.float64)  # None becomes NaN; a {"missing": kind} is not a number
        codes = np.where(np.isnan(values), BLANK, 0).astype(np.int16)
    except TypeError:
        missing = [place for place, one in enumerate(raw) if one.__class__ is dict]
        plain, kinds = list(raw), np.full(len(raw), BLANK, np.int16)
        for place in missing:
            kinds[place], plain[place] = MISSING.get(str(raw[place].get("missing")), BLANK), None
        values = np.array(plain, dtype=np.float64)
        codes = np.where(np.isnan(values), kinds, np.int16(0))
    return Column(codes, values)


def write_year(layout: Layout, raw: Sequence[Any]) -> Column:
    """The year of a date."""
    return write_number(layout, [int(one[:4]) if isinstance(one, str) else one for one in raw])


def write_shares(layout: Layout, raw: Sequence[Any]) -> Column:
    """Three shares of 100."""
    known = [isinstance(one, dict) and "a" in one for one in raw]
    shares = [[one[corner] for corner in CORNERS] if told else [np.nan] * 3 for one, told in zip(raw, known, strict=True)]
    state = [0 if told else one for one, told in zip(raw, known, strict=True)]
    return Column(write_number(layout, state).codes, np.array(shares, np.float64).reshape(-1, 3), items=layout.items)


def write_presence(layout: Layout, raw: Sequence[Any]) -> Column:
    """Only whether there is an answer: words are told, not counted."""
    said = [one if one is None or (isinstance(one, dict) and "missing" in one) else 0 for one in raw]
    return Column(write_number(layout, said).codes)
