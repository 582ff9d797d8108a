"""Every Dutch sentence in code and templates has its English, with the same values in it; what residents read has its Arabic."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from webapp import errors, language

WEBAPP = Path(language.__file__).parent
RESIDENT = ("respond/", "tell/", "questions/", "macros/", "errors/")
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_VALUE = re.compile(r"%\(\w+\)[sd]|%[sd]")


def sentences() -> dict[str, set[str]]:
    """Each source sentence and the files in which it stands."""
    found: dict[str, set[str]] = {}
    keywords = {"_": None, "gettext": None, "_n": None, "N_": None}
    options = {"templates/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
    for file, _, message, _, _ in extract_from_dir(WEBAPP, METHODS, options, keywords):
        for one in message if isinstance(message, tuple) else (message,):
            if one:
                found.setdefault(one, set()).add(file)
    for words in errors.SENTENCES.values():
        for one in words:
            found.setdefault(one, set()).add("errors/")
    return found


def is_for_residents(files: set[str]) -> bool:
    return any(f.removeprefix("templates/").startswith(RESIDENT) for f in files)


def test_there_are_sentences_to_translate() -> None:
    assert len(sentences()) > 100


def test_english_is_complete() -> None:
    catalog = language.catalog("en")
    assert sorted(s for s in sentences() if s not in catalog) == []


def test_arabic_is_complete_for_residents() -> None:
    catalog = language.catalog("ar")
    assert sorted(s for s, files in sentences().items() if is_for_residents(files) and s not in catalog) == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_translations_carry_the_same_values(code: str) -> None:
    wrong = {s: t for s, t in language.catalog(code).items() if sorted(_VALUE.findall(s)) != sorted(_VALUE.findall(t))}
    assert wrong == {}


def test_dutch_falls_through_and_an_unknown_sentence_stays_dutch() -> None:
    assert language.gettext("Verder", "nl") == "Verder"
    assert language.gettext("een zin die niemand schreef", "en") == "een zin die niemand schreef"
