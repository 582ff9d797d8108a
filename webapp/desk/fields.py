"""Reading what a form or an address sends: every field by name, cleaned, and choices only from a list."""

from __future__ import annotations

from collections.abc import Collection
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
