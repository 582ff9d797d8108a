"""When the store does not answer: a page that keeps every word that was sent, with a button to try again."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from narratives.intake import ConsentMissing, KeyTaken, NothingTold
from sealing import SealBroken
from surveys.inviting import CodeRefused
from surveys.linking import CardsEnded, CardUnreadable
from surveys.responding import CardTaken, ResponseUnknown, WaveClosed, WaveNotOpenYet
from webapp import errors
from webapp.cleaning import clean_text
from webapp.language import gettext

log = logging.getLogger("tellen")
REFUSALS: dict[type[Exception], int] = {
    WaveClosed: 410, WaveNotOpenYet: 404, ResponseUnknown: 404, CardTaken: 409, CardsEnded: 410, CardUnreadable: 422, CodeRefused: 422,
    ConsentMissing: 422, NothingTold: 422, KeyTaken: 409, SealBroken: 500,
}  # fmt: skip
LONG = 60  # characters; from here on a text is shown, so that a person sees that it is still there


def attach(blueprint: Blueprint) -> None:
    """Keep what was sent on this part of the site."""
    for error in (OperationalError, PoolTimeout, sqlite3.OperationalError, errors.Unavailable):
        blueprint.register_error_handler(error, kept)
    for refused, status in REFUSALS.items():
        blueprint.register_error_handler(refused, _refusal(status))


def _refusal(status: int) -> Callable[[Exception], Response]:
    return lambda error: errors.page(status, gettext(str(error)))


def kept(error: Exception) -> Response:
    """503 with the form in it again."""
    log.error("the store did not answer: %s", type(error).__name__)
    if request.method != "POST":
        return errors.page(503)
    fields = [(clean_text(name, 80), clean_text(value)) for name, values in request.form.lists() for value in values]
    html = render_template("errors/kept.html", fields=fields, long=LONG)
    response = make_response(html, 503)
    response.headers["Retry-After"] = "10"
    return response
