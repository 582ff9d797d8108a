"""Finds our own sentences that a report writes without `say`: they would stay Dutch in an English report.

    python -m tests.analysis.unsaid samen-ouder       (the database that the settings name, TELLEN_DATABASE_URL)

Everything said is put between marks, what stands in the database is taken out; what is then left and looks Dutch was never said.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from typing import Any
from unittest import mock

from sqlalchemy import select
from sqlalchemy.orm import Session

import database
import saying

OPEN, SHUT = "\u27e6", "\u27e7"
SAID = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
DUTCH = re.compile(
    r"\b(de|het|een|van|niet|en|is|zijn|voor|met|op|wordt|deze|dit|geen|door|bij|uit|nog|wie|wat|dan|meer|naar|tot|om|ook|"
    r"hoe|maar|over|aan|cijfers?|verhalen|verhaal|mensen|groep|meting|antwoorden?|jaar|bron|wijk|buurt)\b",
    re.IGNORECASE,
)
SPOKEN = {"alt", "aria-label", "title", "content", "placeholder"}


class Marked(Mapping[str, str]):
    """A catalog that has every sentence, between marks."""

    def __getitem__(self, text: str) -> str:
        return f"{OPEN}{text}{SHUT}"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@contextmanager
def marked() -> Iterator[str]:
    """Everything that is said stands between marks; gives the language to ask for."""
    real = saying.catalog
    with mock.patch.object(saying, "catalog", lambda language: Marked() if language == "xx" else real(language)):
        yield "xx"


class Texts(HTMLParser):
    """Every piece of text of a page, that of its attributes included; not style, scripts, or what says it is Dutch itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0
        self.depth = 0  # of the marks: what is said may have tags in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("style", "script")
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append("".join(sign for sign in data if self._ours(sign)))

    def _ours(self, sign: str) -> bool:
        """Whether a sign stands outside the marks."""
        self.depth += (sign == OPEN) - (sign == SHUT)
        return self.depth == 0 and sign != SHUT


def kept(session: Session) -> set[str]:
    """Every text that stands in the database: of people, not of us."""
    found: set[str] = set()
    for mapper in database.Base.registry.mappers:
        for row in session.execute(select(*mapper.local_table.columns)):
            found.update(texts_in(list(row)))
    return found


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value as JSON has it."""
    if isinstance(value, str):
        yield value
        yield from (line.strip() for line in value.splitlines())
        if value.startswith(("{", "[")):  # a questionnaire is kept as JSON
            with suppress(json.JSONDecodeError):
                yield from texts_in(json.loads(value))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts_in(each)


def unsaid(texts: Iterable[str], known: set[str]) -> list[str]:
    """What is left of these texts without what was said and what people wrote, where it still looks Dutch."""
    people = sorted({one.strip().rstrip(".") for one in known if len(one) > 11 or one[:1].isupper()}, key=len, reverse=True)
    ours = {}
    for text in texts:
        left = " ".join(text.split())
        while (shorter := SAID.sub(" ", left)) != left:
            left = shorter
        if DUTCH.search(left):
            for one in people:
                if one and one in left:
                    left = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", left)
            if DUTCH.search(left):
                ours[" ".join(left.split())] = None
    return list(ours)


def of_page(page: str, known: set[str]) -> list[str]:
    """The same of a page."""
    reader = Texts()
    reader.feed(page)
    return unsaid(reader.found, known)


def main(code: str) -> None:
    """Print what is not said in the report of this programme."""
    from analysis.report import rendering
    from analysis.report.build import build
    from analysis.scope import Scope
    from webapp.commands.common import open_session, programme

    with open_session() as session, marked() as language:
        report = build(session, programme(session, code), scope=Scope(language=language))
        known = kept(session)
        for printed in (False, True):
            for left in of_page(rendering.html(report, printed=printed), known):
                print(left[:300])


if __name__ == "__main__":
    main(*sys.argv[1:])
