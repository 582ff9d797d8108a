"""Reading what a form or an address sends: every field by name, cleaned, and choices only from a list."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import errors
from webapp.cleaning import clean_text
from webapp.language import gettext

LONG = 1_000  # characters; from here on a field is for texts, and a longer one is handed back instead of cut off


def text(name: str, limit: int) -> str:
    """A line or a text of the form, cleaned and without blanks around it."""
    raw = request.form.get(name, "")
    if limit >= LONG and len(raw) > limit and len(clean_text(raw, len(raw)).strip()) > limit:
        abort(errors.handed_back(errors.words_sent(), 422, most=limit))
    return clean_text(raw, limit).strip()


def line(name: str, limit: int) -> str:
    """A text of the form on one line."""
    return " ".join(text(name, limit).split())


def chosen(name: str, allowed: Collection[str], default: str | None = None) -> str:
    """One of the allowed values of the form; anything else is a request that no page of ours makes: 400."""
    value = request.form.get(name, default)
    if value is None or value not in allowed:
        abort(400)
    return value


def ticked(name: str) -> bool:
    """Whether a checkbox of the form was ticked."""
    return request.form.get(name) == "ja"


def N_(words: str) -> str:  # noqa: N802  the usual name: marks a sentence that is translated where it is shown
    """The same words, marked for translation."""
    return words


NO_DAY = N_("Vul een dag in die bestaat, bijvoorbeeld 3-5-2027.")
NO_NUMBER = N_("Vul een getal in, bijvoorbeeld 12 of 1.234,5.")


class Mistyped(ValueError):
    """What was typed is no day or no number; the sentence says what one looks like."""


_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)  # 1.234,5 and 1234,5
_PLAIN = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+", re.ASCII)  # 1234.5 and 1,234.5
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)  # 1.234 is a thousand, 0.125 is not
_EMPTY = str.maketrans({" ": None, "\N{NO-BREAK SPACE}": None, "€": None, "%": None, "\N{MINUS SIGN}": "-"})


def a_day(typed: str) -> date | None:
    """A day as people here write it (3-5-2027, 03-05-2027) or as a browser sends it (2027-05-03); None when nothing was typed."""
    plain = typed.strip()
    if not plain:
        return None
    try:
        if (found := _DAY.fullmatch(plain)) is None:
            raise ValueError(plain)
        day, _, month, year, first, second, third = found.groups()
        made = date(int(year), int(month), int(day)) if year else date(int(first), int(second), int(third))
        if not 1900 <= made.year <= 2200:  # the last day there is has no next one, and a calendar needs one
            raise ValueError(plain)
    except ValueError:
        raise Mistyped(NO_DAY) from None
    return made


def a_number(typed: str) -> float | None:
    """A number as people here write it (1.234,5 or 1234,5) or as a machine does (1234.5); None when nothing was typed."""
    plain = typed.translate(_EMPTY)
    if not plain:
        return None
    dutch = _DUTCH.fullmatch(plain) and ("," in plain or "." not in plain or _THOUSANDS.fullmatch(plain))
    if len(plain) > 24 or not (dutch or _PLAIN.fullmatch(plain)):
        raise Mistyped(NO_NUMBER)
    value = float(plain.replace(".", "").replace(",", ".") if dutch else plain.replace(",", ""))
    if abs(value) >= 1e12:
        raise Mistyped(NO_NUMBER)
    return value


def asked(name: str, allowed: Collection[str], default: str = "") -> str:
    """One of the allowed values of the address; the default when it is not there, 400 when it is something else."""
    value = request.args.get(name, "")
    if value in ("", default):
        return default
    if value not in allowed:
        abort(400)
    return value


def number(name: str, default: int, highest: int = 1_000_000) -> int:
    """A whole number of the address from 1; 400 when it is anything else."""
    value = request.args.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 7 and 1 <= int(value) <= highest):
        abort(400)
    return int(value)


def only_known(*names: str) -> None:
    """Refuse an address with parameters that this page does not know: 400."""
    if set(request.args) - {*names, "taal"}:
        abort(400)


def see_other(endpoint: str, message: str = "", **values: Any) -> Response:
    """Go to a page after a form, with a sentence that says what was done."""
    if message:
        flash(gettext(message))
    return redirect(url_for(endpoint, **values), 303)
