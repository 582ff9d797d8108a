"""What the software says to people, in the language that is spoken: Dutch is the source, the others stand in .po files.

The lowest layer: every package may say something. A package keeps its translations in `translations/<language>/*.po`. A sentence
with values names them in braces, `say("{n} mensen deden mee", n=12)`; a sentence that is kept in a constant is marked, `mark("…")`,
and said where it is used. What is compared, stored or counted (codes, labels of groups, places in the ledger) is never said:
it stays in the source language until a person reads it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from markupsafe import Markup

SOURCE = "nl"
REPORT_LANGUAGES = {"nl": "Nederlands", "en": "English"}  # what a report can be written in
PACKAGES = ("surveys", "narratives", "analysis", "webapp")
ROOT = Path(__file__).parent

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


@functools.cache
def catalog(language: str) -> dict[str, str]:
    """Source sentence -> translation, from all .po files of a language; the source has none."""
    from babel.messages.pofile import read_po

    texts: dict[str, str] = {}
    for package in PACKAGES if language.isalpha() else ():
        for path in sorted((ROOT / package / "translations" / language).glob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file, locale=language):
                    if message.id and message.string and isinstance(message.id, str) and isinstance(message.string, str):
                        texts[message.id] = message.string
    return texts


def spoken() -> str:
    """The language that is spoken here: nl unless somebody chose another."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language for as long as this lasts."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: str) -> None:
    """Speak this language from here on: what a web server says at the beginning of a request."""
    _spoken.set(language)


def say(text: str, /, **values: object) -> str:
    """The sentence in the language that is spoken, with its values in their places; the source where there is no translation."""
    language = _spoken.get()
    found = text if language == SOURCE else catalog(language).get(text, text)
    return found.format(**values) if values else found


def say_html(text: str, /, **values: object) -> Markup:
    """The same for a sentence of our own with tags in it; the values are escaped."""
    return Markup(say(text)).format(**values)  # noqa: S704  our own sentence; Markup.format escapes what is filled in


def mark(text: str) -> str:
    """A sentence that is said elsewhere: marks it for the translators and gives it back."""
    return text
