"""A questionnaire: read from YAML (every fault with its line), or from the canonical JSON in which a version is kept."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saying import say
from surveys import yaml_lines
from surveys.entries import Entries
from surveys.faults import Enough, Fault, Sheet
from surveys.page_entries import Parts
from surveys.pages import END, Intro, Jump, Page, Section
from surveys.questions import Question, Texts, text_of
from surveys.scale_entries import read_scales, scale_data
from surveys.scoring import Scale
from surveys.yaml_lines import Node, Unreadable

__all__ = [
    "END", "Definition", "DefinitionRefused", "Fault", "Intro", "Jump", "Page", "Reading", "Section", "load", "load_file", "read", "text_of",
]  # fmt: skip

LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk", "ti", "fr", "de", "es", "so", "fa")


class DefinitionRefused(Exception):
    """A questionnaire that cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire. It never changes; `canonical` is its one spelling and `sha256` its name."""

    code: str
    languages: tuple[str, ...]
    title: Texts
    intro: Intro
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    scales: Mapping[str, Scale]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)  # where things stood in the file

    @functools.cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its code, in order."""
        return {question.code: question for page in self.pages for question in page.questions}

    @functools.cached_property
    def page_of(self) -> dict[str, int]:
        """The position of the page on which each question stands."""
        return {question.code: i for i, page in enumerate(self.pages) for question in page.questions}

    @functools.cached_property
    def positions(self) -> dict[str, int]:
        """The position of every page by its code."""
        return {page.code: i for i, page in enumerate(self.pages)}

    @functools.cached_property
    def conditional(self) -> frozenset[str]:
        """The pages on which not every question is always shown."""
        return frozenset(page.code for page in self.pages if any(one.show_if is not None for one in page.questions))

    def page(self, code: str) -> Page | None:
        """The page with this code, all its questions included."""
        place = self.positions.get(code)
        return None if place is None else self.pages[place]

    def canonical(self) -> str:
        """The one spelling of this questionnaire: JSON with sorted keys; conditions are trees."""
        return json.dumps(self._plain_data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @functools.cached_property
    def sha256(self) -> str:
        """The name of this questionnaire's content."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def from_canonical(cls, text: str) -> Definition:
        """The questionnaire that was kept; raises DefinitionRefused when the text was damaged."""
        found = _build(yaml_lines.from_plain(json.loads(text)), f"versie {hashlib.sha256(text.encode()).hexdigest()[:8]}")
        if found.faults:
            raise DefinitionRefused(found.faults)
        return found.definition

    def _plain_data(self) -> dict[str, Any]:
        intro = {
            "waarom": self.intro.why,
            "hoe_lang": self.intro.duration,
            "wie_ziet_het": self.intro.readers,
            "stoppen": self.intro.stop,
        }
        sections = [
            {
                "id": one.code,
                "titel": dict(one.title),
                "paginas": [page.plain_data() for page in self.pages if page.section == one.code],
            }
            for one in self.sections
        ]
        return {
            "vragenlijst": self.code, "talen": list(self.languages), "titel": dict(self.title),
            "inleiding": {key: dict(texts) for key, texts in intro.items()}, "delen": sections,
            "schalen": [scale_data(scale) for scale in self.scales.values()],
        }  # fmt: skip


NOTHING = Definition("", ("nl",), {}, Intro({}, {}, {}, {}), (), (), {})


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be made of a file: as much of the questionnaire as could be read, and every fault."""

    definition: Definition
    faults: tuple[Fault, ...]
    unreadable: frozenset[str]  # codes of questions that are there but could not be read


def load(data: bytes, name: str) -> Definition:
    """The questionnaire in this YAML; raises DefinitionRefused with every fault in it. surveys.checks looks further."""
    found = read(data, name)
    if found.faults:
        raise DefinitionRefused(found.faults)
    return found.definition


def load_file(path: Path) -> Definition:
    """The questionnaire in this file, of which no more is read than a questionnaire can be."""
    return load(bytes_of(path), path.name)


def bytes_of(path: Path) -> bytes:
    """The beginning of a file: one byte more than may be read, so that a file that is too large is seen to be."""
    with path.open("rb") as file:
        return file.read(yaml_lines.MAX_BYTES + 1)


def read(data: bytes, name: str) -> Reading:
    """Like load, but gives what could be read beside the faults."""
    try:
        return _build(yaml_lines.read(data), name)
    except Unreadable as error:
        return Reading(NOTHING, (Fault(name, error.line, error.what, error.advice),), frozenset())


def _build(root: Node, name: str) -> Reading:
    sheet = Sheet(name)
    try:
        return _build_on(sheet, root)
    except Enough:
        return Reading(NOTHING, tuple(sorted(sheet.faults, key=lambda fault: (fault.line == 0, fault))), frozenset())


def _build_on(sheet: Sheet, root: Node) -> Reading:
    entries = Entries(sheet, root, say("de vragenlijst"))
    sheet.languages = _languages(entries)
    code = entries.code("vragenlijst")
    entries.number("versie", 1, 1, 9999)  # the author's own count; publishing counts for itself
    title, intro = entries.texts("titel"), _intro(entries)
    parts = Parts(sheet)
    for node in entries.items("delen"):
        parts.section(node)
    scale_nodes = entries.items("schalen", required=False)
    questions = {question.code: question for page in parts.pages for question in page.questions}
    scales = read_scales(sheet, scale_nodes, questions, frozenset(parts.unreadable))
    entries.done()
    definition = Definition(code, sheet.languages, title, intro, tuple(parts.sections), tuple(parts.pages), scales, parts.lines)
    return Reading(definition, tuple(sorted(sheet.faults)), frozenset(parts.unreadable))


def _languages(entries: Entries) -> tuple[str, ...]:
    found = entries.words("talen", LANGUAGES) or ("nl",)
    if found[0] != "nl":
        entries.fault("talen", say("Nederlands is niet de eerste taal."), say("Begin met nl: 'talen: [nl, en]'."))
    return found if "nl" in found else ("nl", *found)


def _intro(entries: Entries) -> Intro:
    node = entries.node("inleiding")
    if node is None:
        entries.fault(
            None, say("De inleiding ontbreekt."), say("Voeg 'inleiding:' toe met waarom, hoe_lang, wie_ziet_het en stoppen.")
        )
        return Intro({}, {}, {}, {})
    reader = Entries(entries.sheet, node, say("de inleiding"))
    intro = Intro(*(reader.texts(key) for key in ("waarom", "hoe_lang", "wie_ziet_het", "stoppen")))
    reader.done()
    return intro
