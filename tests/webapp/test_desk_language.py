"""English beside the Dutch of the desk: every sentence of pages, views and lists has its translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import webapp
from analysis.report.files import make
from narratives import quoting
from webapp import accounts, audit
from webapp.desk import asking, choices, filtering, reporting, shell
from webapp.language import catalog

ROOT = Path(webapp.__file__).parent
PLACES = re.compile(r"%\((\w+)\)s")
SENTENCE_ARGUMENTS = {"gettext": (0,), "see_other": (1,), "_judged": (1,), "_card": (1, 3), "AccountRefused": (0,)}


def of_templates() -> Iterator[str]:
    for file in sorted((ROOT / "templates" / "desk").glob("*.html")):
        yield from re.findall(r"_\(\s*'([^']+)'", file.read_text())


def of_views() -> Iterator[str]:
    for file in [*sorted((ROOT / "desk").glob("*.py")), ROOT / "accounts.py"]:
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for place in SENTENCE_ARGUMENTS.get(name, ()):
                    if len(node.args) > place:
                        yield from _texts(node.args[place])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
                "WRONG",
                "WRONG_CODE",
                "LAST_ONE",
                "message",
                "sentence",
            }:
                yield from _texts(node.value)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        values = {"MINIMUM_PASSWORD": accounts.MINIMUM_PASSWORD, "MAXIMUM_PASSWORD": accounts.MAXIMUM_PASSWORD}
        parts = [str(p.value) if isinstance(p, ast.Constant) else str(values[p.value.id]) for p in node.values]  # type: ignore[attr-defined]
        yield "".join(parts)


def of_lists() -> Iterator[str]:
    for texts in (
        audit.ACTIONS, choices.TELLERS, choices.MEDIA, choices.STORY_STATES, choices.TONES, choices.QUOTE_STATES, choices.QUOTE_MOVES,
        choices.STANCES, choices.RELATIONS, choices.HIDE_LABELS, filtering.ORDERS, asking.CHANGES, shell.ROLE_NAMES,
    ):  # fmt: skip
        yield from texts.values()
    yield from shell.PAGES
    yield from (label for pages in shell.PAGES.values() for _, label, _ in pages)
    yield from (title for title, _, _ in reporting.EXPORTS.values())
    yield from (words for kind in make.KINDS.values() for words in (kind.title, kind.purpose))
    yield from re.findall(r'Refused\(\s*"([^"{]+)"', Path(quoting.__file__).read_text())
    yield from re.findall(r'Refused\(\s*"([^"{]+)"', (Path(quoting.__file__).parent / "releasing.py").read_text())


def sentences() -> list[str]:
    return list(dict.fromkeys([*of_templates(), *of_views(), *of_lists()]))


def test_every_sentence_of_the_desk_is_there_in_english() -> None:
    english = catalog("en")
    assert len(sentences()) > 200
    assert [one for one in sentences() if not english.get(one)] == []


def test_a_translation_has_the_same_places_to_fill_in() -> None:
    english = catalog("en")
    assert [one for one in sentences() if set(PLACES.findall(one)) != set(PLACES.findall(english[one]))] == []


def test_nothing_is_translated_that_is_not_said() -> None:
    from babel.messages.pofile import read_po

    with (ROOT / "translations" / "en" / "desk.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file) if message.id}
    assert known - set(sentences()) == set()


def test_the_frame_of_the_desk_sets_no_name_that_a_page_may_use() -> None:
    """A `set` at the top of the frame overwrites what a view gave its page (an address became that of another language)."""
    frame = (Path(shell.__file__).parents[1] / "templates/desk/base.html").read_text(encoding="utf-8")
    names = {name.strip() for names in re.findall(r"{%-? *set ([^=%]+)=", frame) for name in names.split(",")}
    assert names and all(name.startswith("shell_") for name in names)
