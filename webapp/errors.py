"""The one place where what went wrong becomes a page and a status."""

from __future__ import annotations

import logging
import re
import sqlite3
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from webapp.cleaning import clean_text
from webapp.domain_errors import ERRORS
from webapp.language import gettext

log = logging.getLogger("tellen")
LONG = 60  # characters; from here on a text is shown, so that a person sees that it is still there
SECRET = re.compile(r"wachtwoord|password|^(oud|nieuw|code)$", re.IGNORECASE)  # names of fields of the desk

# status -> (title, what happened, what to do)
SENTENCES = {
    400: ("Dit ging niet goed", "Wij begrijpen niet wat uw apparaat stuurde.", "Ga terug en probeer het nog een keer."),
    403: ("Dit mag niet", "U mag deze pagina niet zien.", "Vraag de beheerder van uw programma om toegang."),
    404: ("Deze pagina is er niet", "Wij kunnen deze pagina niet vinden.", "Kijk of u de link goed hebt overgenomen."),
    405: ("Dit kan hier niet", "Deze pagina kan dit niet doen.", "Ga terug en probeer het nog een keer."),
    410: ("Deze vragenlijst is gesloten", "U kunt niet meer meedoen.", "Hebt u een vraag? Neem dan contact op met uw gemeente."),
    411: ("Dit ging niet goed", "Wij konden uw antwoord niet ontvangen.", "Ga terug en probeer het nog een keer."),
    413: ("Dit is te veel", "Uw tekst of bestand is te groot.", "Maak de tekst korter en probeer het nog een keer."),
    415: ("Dit bestand kan niet", "Wij kunnen dit bestand niet lezen.", "Kies een ander bestand."),
    422: ("Dit kan niet", "Er klopt iets niet.", "Ga terug en kijk wat u kunt veranderen."),
    429: ("Even wachten", "Er is te vaak geprobeerd.", "Wacht een paar minuten en probeer het dan nog een keer."),
    500: ("Er ging iets mis", "Dit is onze fout, niet die van u.", "Probeer het straks nog een keer. Wat u al opsloeg, is er nog."),
    503: ("Het lukt nu even niet", "Wij kunnen nu niets opslaan. Wat u eerder opsloeg, staat veilig.", "Wacht even en druk dan op opnieuw laden."),
}  # fmt: skip


class Unavailable(Exception):
    """The store cannot take anything now (full, locked, away); nothing was half done."""


def page(status: int, detail: str = "") -> Response:
    """An error page in the reader's language; `detail` is a sentence of the domain, already fit to read."""
    title, what, todo = SENTENCES.get(status, SENTENCES[500])
    html = render_template(
        "errors/page.html", title=gettext(title), what=detail or gettext(what), todo=gettext(todo), status=status
    )
    response = make_response(html, status)
    if status in {429, 503}:
        response.headers["Retry-After"] = "30"
    return response


def init_app(app: Flask) -> None:
    """Turn errors of the web, the store and the domain into pages."""

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if error.response is not None or error.code is None or error.code < 400:
            return error.get_response()
        return page(error.code)

    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeout)
    @app.errorhandler(sqlite3.OperationalError)
    @app.errorhandler(Unavailable)
    def _store(error: Exception) -> Response:
        log.error("the store did not answer: %s", type(error).__name__)
        return kept() if request.method == "POST" else page(503)

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        # The traceback names code, never what a resident wrote: repr of values stays out of the log.
        log.error("unexpected: %s", type(error).__name__, exc_info=_without_values(error))
        return page(500)

    for error_class, status in ERRORS.items():
        app.register_error_handler(error_class, _answer(status))


def kept() -> Response:
    """503 with every word that was sent in it again, and a button to try once more; what is secret is asked again instead."""
    fields = [(clean_text(name, 80), clean_text(value)) for name, values in request.form.lists() for value in values]
    if any(SECRET.search(name) for name, _ in fields):
        return page(503)
    response = make_response(render_template("errors/kept.html", fields=fields, long=LONG), 503)
    response.headers["Retry-After"] = "10"
    return response


def words_sent() -> list[str]:
    """The words in a form: everything with a blank in it, but nothing that is secret."""
    named = [(name, clean_text(value, len(value)).strip()) for name, values in request.form.lists() for value in values]
    return [value for name, value in named if not SECRET.search(name) and len(value.split()) > 1]


def handed_back(words: list[str], status: int, door: str = "", most: int = 0) -> Response:
    """The words of a form that was not kept, to copy; `door`: where to sign in again; `most`: the characters that fit."""
    return make_response(
        render_template("desk/handed_back.html", words=words, door=door, most=f"{most:,}".replace(",", ".")), status
    )


def _answer(status: int) -> Any:
    return lambda error: page(status, gettext(str(error)))


def _without_values(error: Exception) -> Exception:
    bare = RuntimeError(type(error).__name__)
    return bare.with_traceback(error.__traceback__)
