"""Languages: Dutch is the source, the others stand in translations/<language>/*.po and are read once."""

from __future__ import annotations

import functools
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask, g, request

LANGUAGES = {"nl": "Nederlands", "en": "English", "ar": "العربية"}
STAFF_LANGUAGES = ("nl", "en")
RIGHT_TO_LEFT = frozenset({"ar"})
FOLDER = Path(__file__).parent / "translations"


@functools.cache
def catalog(language: str) -> dict[str, str]:
    """Source sentence -> translation, from all .po files of a language; Dutch has none."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.po")) if language in LANGUAGES else ():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and isinstance(message.id, str) and isinstance(message.string, str):
                    texts[message.id] = message.string
    return texts


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
    """Give templates `_`, the language and its direction."""
    app.jinja_env.globals.update(_=gettext, language=current_language, direction=direction, LANGUAGES=LANGUAGES)
