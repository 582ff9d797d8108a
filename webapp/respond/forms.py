"""What a phone sent, cleaned once, and who sent it: the token in the form goes before the cookie."""

from __future__ import annotations

from flask import Response, abort, current_app, request

from webapp.cleaning import clean_text
from webapp.respond import tokens
from webapp.respond.tokens import Named

COOKIE = "antwoord"
PURPOSE = "antwoord"
NUMBER_DIGITS = 9


def cleaned_fields() -> dict[str, list[str]]:
    """Every field of the form, cleaned."""
    return {clean_text(name, 80): [clean_text(value) for value in values] for name, values in request.form.lists()}


def field(name: str, limit: int = 200) -> str:
    """One field, cleaned."""
    return clean_text(request.form.get(name, ""), limit).strip()


def sequence() -> int:
    """The sequence number with which the page was drawn; a page without one is refused."""
    text = request.form.get("volgnummer", "")
    if not (text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS):
        abort(400)
    return int(text)


def form_token(purpose: str = PURPOSE) -> Named:
    """Who the form is of; without a token of ours it is refused (this is the protection against forged forms)."""
    named = tokens.open_masked(purpose, request.form.get("token", ""))
    if named is None:
        abort(400)
    return named


def cookie_token(name: str = COOKIE, purpose: str = PURPOSE) -> Named | None:
    """Who the cookie is of."""
    text = request.cookies.get(name)
    return tokens.open_sealed(purpose, text) if text else None


def remember(
    response: Response, path: str, named: Named, name: str = COOKIE, purpose: str = PURPOSE, *, seconds: int | None = None
) -> Response:
    """Give the browser its cookie; it ends with the browser, or after so many seconds, and the card does the rest."""
    text = tokens.seal(purpose, named)
    if seconds is not None or request.cookies.get(name) != text:
        https = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(name, text, max_age=seconds, path=path, httponly=True, samesite="Lax", secure=https)
    return response
