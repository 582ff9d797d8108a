"""The language of a request. Dutch is the source; the others stand in the .po files that saying.py reads once."""

from __future__ import annotations

from flask import Flask, g, request

import saying

LANGUAGES = {"nl": "Nederlands", "en": "English", "ar": "العربية"}
STAFF_LANGUAGES = ("nl", "en")
RIGHT_TO_LEFT = frozenset({"ar"})


def catalog(language: str) -> dict[str, str]:
    """Source sentence -> translation; Dutch has none, and neither has a language that we do not know."""
    return saying.catalog(language) if language in LANGUAGES else {}


def gettext(text: str, language: str | None = None, **values: object) -> str:
    """The text in a language (the request's when none is named); Dutch when there is no translation."""
    language = language or current_language()
    found = text if language == "nl" else catalog(language).get(text, text)
    return found % values if values else found


def direction(language: str) -> str:
    """The direction in which a language is written: ltr or rtl."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def current_language() -> str:
    """The language of this request: what a view chose (g.language), or ?taal=, or Dutch."""
    if "language" not in g:
        asked = request.args.get("taal", "nl") if request else "nl"
        g.language = asked if asked in LANGUAGES else "nl"
    language: str = g.language
    return language


def init_app(app: Flask) -> None:
    """Give templates `_`, the language and its direction; every request begins and ends in Dutch, whichever thread carries it."""
    app.before_request(lambda: saying.speak(saying.SOURCE))
    app.teardown_request(lambda _: saying.speak(saying.SOURCE))
    app.jinja_env.globals.update(_=gettext, language=current_language, direction=direction, LANGUAGES=LANGUAGES)
