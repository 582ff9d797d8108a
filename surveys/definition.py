"""A questionnaire: read from YAML (every fault with its line), or from the canonical JSON in which a version is kept."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surveys import yaml_lines
from surveys.conditions import Tree, to_plain
from surveys.entries import Enough, Entries, Fault, Sheet
from surveys.questions import KINDS, Question, Texts, text_of
from surveys.questions.base import filled
from surveys.scale_entries import read_scales, scale_data
from surveys.scoring import Scale
from surveys.yaml_lines import Node, Scalar, Unreadable

__all__ = [
    "END", "Definition", "DefinitionRefused", "Fault", "Intro", "Jump", "Page", "Reading", "Section", "load", "load_file", "read", "text_of",
]  # fmt: skip

LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk", "ti", "fr", "de", "es", "so", "fa")
MAX_PAGES = 300
END = "einde"  # where a jump goes to finish


class DefinitionRefused(Exception):
    """A questionnaire that cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire with its own title (deel)."""

    code: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Jump:
    """After a page: go to a later page when the condition is true; no condition is always."""

    when: Tree | None
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once: one question, or a few that belong together."""

    code: str
    section: str
    questions: tuple[Question, ...]
    show_if: Tree | None = None
    go_to: tuple[Jump, ...] = ()
    title: Texts = field(default_factory=dict)

    def plain_data(self) -> dict[str, Any]:
        """As the file has it."""
        jumps = [filled(als=None if one.when is None else to_plain(one.when), naar=one.target) for one in self.go_to]
        show = None if self.show_if is None else to_plain(self.show_if)
        questions = [one.plain_data() for one in self.questions]
        return {"pagina": self.code, "vragen": questions, **filled(titel=dict(self.title), toon_als=show, ga_naar=jumps)}


@dataclass(frozen=True, slots=True)
class Intro:
    """What people read before they begin."""

    why: Texts
    duration: Texts
    readers: Texts  # who sees the answers
    stop: Texts  # that they may stop


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
        intro = {"waarom": self.intro.why, "hoe_lang": self.intro.duration, "wie_ziet_het": self.intro.readers, "stoppen": self.intro.stop}
        sections = [
            {"id": one.code, "titel": dict(one.title), "paginas": [page.plain_data() for page in self.pages if page.section == one.code]}
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
    entries = Entries(sheet, root, "de vragenlijst")
    sheet.languages = _languages(entries)
    code = entries.code("vragenlijst")
    entries.number("versie", 1, 1, 9999)  # the author's own count; publishing counts for itself
    title, intro = entries.texts("titel"), _intro(entries)
    parts = _Parts(sheet)
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
        entries.fault("talen", "Nederlands is niet de eerste taal.", "Begin met nl: 'talen: [nl, en]'.")
    return found if "nl" in found else ("nl", *found)


def _intro(entries: Entries) -> Intro:
    node = entries.node("inleiding")
    if node is None:
        entries.fault(None, "De inleiding ontbreekt.", "Voeg 'inleiding:' toe met waarom, hoe_lang, wie_ziet_het en stoppen.")
        return Intro({}, {}, {}, {})
    reader = Entries(entries.sheet, node, "de inleiding")
    intro = Intro(*(reader.texts(key) for key in ("waarom", "hoe_lang", "wie_ziet_het", "stoppen")))
    reader.done()
    return intro


class _Parts:
    """Sections, pages and questions while they are read, so that every code is known to be there once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.sections: list[Section] = []
        self.pages: list[Page] = []
        self.unreadable: set[str] = set()
        self.lines: dict[str, int] = {}

    def section(self, node: Node) -> None:
        """A section with its pages."""
        entries = Entries(self.sheet, node, "een deel")
        code = entries.code("id")
        entries.where = f"deel '{code}'"
        self._once("deel", code, entries, "id")
        self.sections.append(Section(code, entries.texts("titel")))
        for page in entries.items("paginas"):
            self._page(page, code)
        entries.done()

    def _page(self, node: Node, section: str) -> None:
        entries = Entries(self.sheet, node, "een pagina")
        if entries.has("vragen"):
            read = [self._question(Entries(self.sheet, one, "een vraag"), whole=True) for one in entries.items("vragen")]
            show, title = entries.condition("toon_als"), entries.texts("titel", required=False)
            line = entries.line_of("toon_als")
        else:
            read = [self._question(entries, whole=False)]
            show, title, line = None, {}, entries.line
        questions = tuple(one for one in read if one is not None)
        code = entries.code("pagina") if entries.has("pagina") else (questions[0].code if questions else "")
        entries.where = f"pagina '{code}'"
        self._once("pagina", code, entries, "pagina")
        jumps = self._jumps(entries, code)
        entries.done()
        self.lines[f"toon_als pagina {code}"] = line
        if len(self.pages) == MAX_PAGES:
            self.sheet.stop(f"De vragenlijst heeft meer dan {MAX_PAGES} pagina's.", "Niemand vult die in: maak er kortere van.")
        if not questions:
            self.unreadable.add(code)
        else:
            self.pages.append(Page(code, section, questions, show, jumps, title))

    def _question(self, entries: Entries, *, whole: bool) -> Question | None:
        named = entries.node("vraag")
        name = named.text.strip()[:24] if isinstance(named, Scalar) else ""
        entries.where = f"vraag '{name}'" if name else entries.where
        kind = entries.word("type", allowed=KINDS)
        if not kind:
            self.unreadable.add(name)
            entries.ignore_rest()
            return None
        question = KINDS[kind].read(entries)
        self.lines[f"toon_als vraag {question.code}"] = entries.line_of("toon_als")
        twice = not self._once("vraag", question.code, entries, "vraag")
        if whole:
            entries.done()
        return None if twice or not question.code else question

    def _once(self, what: str, code: str, entries: Entries, key: str) -> bool:
        name = f"{what} {code}"
        if code and name in self.lines:
            entries.fault(key, f"De code '{code}' van een {what} staat er twee keer (ook op regel {self.lines[name]}).", "Geef er een andere code aan.")
            return False
        self.lines[name] = entries.line_of(key)
        return True

    def _jumps(self, entries: Entries, code: str) -> tuple[Jump, ...]:
        node = entries.node("ga_naar")
        if isinstance(node, Scalar):
            self.lines[f"ga_naar {code} 0"] = node.line
            return (Jump(None, node.text.strip()),)
        jumps: list[Jump] = []
        for one in entries.items("ga_naar") if node is not None else []:
            reader = Entries(self.sheet, one, f"'ga_naar' van {entries.where}")
            if jumps and jumps[-1].when is None:
                reader.fault(None, f"Na een sprong zonder 'als' komt er bij {entries.where} nooit meer een andere.", "Zet de sprong zonder 'als' als laatste.")
            conditional = reader.has("als")
            when = reader.condition("als")
            self.lines[f"ga_naar {code} {len(jumps)}"] = reader.line
            target = reader.word("naar")
            reader.done()
            if when is not None or not conditional:
                jumps.append(Jump(when, target))
        return tuple(jumps)

