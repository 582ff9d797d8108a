"""What the software says below the web (`say`, `mark`, and `_` in the report's templates) is complete in English, with the same values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import saying

ROOT = Path(saying.__file__).parent
BELOW = ("surveys", "narratives", "analysis")
VALUE = re.compile(r"{(\w*)[^}]*}")
SAID = {"say", "mark", "say_html"}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for package in BELOW:
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAID and node.args:
                    yield file, node


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def sentences() -> dict[str, str]:
    """Each source sentence and a file in which it stands."""
    found = {text: str(file.relative_to(ROOT)) for file, call in calls() for text in texts(call.args[0])}
    options = {"templates/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
    pages = extract_from_dir(ROOT / "analysis/report", [("templates/**.html", "jinja2")], options, {"_": None, "_m": None})
    found |= {str(message): file for file, _, message, _, _ in pages if isinstance(message, str)}
    found.pop("", None)
    return found


def test_english_is_complete() -> None:
    english = saying.catalog("en")
    assert len(sentences()) > 10
    assert {text: file for text, file in sentences().items() if not english.get(text)} == {}


def test_a_translation_has_the_same_values() -> None:
    english = saying.catalog("en")
    wrong = {
        one: english[one]
        for one in sentences()
        if one in english and sorted(VALUE.findall(one)) != sorted(VALUE.findall(english[one]))
    }
    assert wrong == {}


def test_a_sentence_is_never_put_together_before_it_is_said() -> None:
    """An f-string has its values in it already, and no translator ever saw it."""
    wrong = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file, call in calls()
        if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
    ]
    assert wrong == []


def test_nothing_is_translated_that_is_not_said() -> None:
    known = set()
    for path in (ROOT / "analysis/translations/en").glob("*.po"):
        with path.open("rb") as file:
            known |= {str(message.id) for message in read_po(file) if message.id}
    assert known - set(sentences()) == set()


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    from datetime import date

    from analysis import sentences as said

    assert said.number(-1234.5, 1) == "−1.234,5"
    assert said.day(date(2027, 5, 3)) == "3 mei 2027"
    with saying.speaking("en"):
        assert said.number(-1234.5, 1) == "−1,234.5"
        assert said.day(date(2027, 5, 3)) == "3 May 2027"
    assert said.number(1.5, 1) == "1,5"
