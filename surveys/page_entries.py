"""Sections, pages and questions of a questionnaire file."""

from __future__ import annotations

from saying import say
from surveys.entries import Entries
from surveys.faults import Sheet
from surveys.pages import Jump, Page, Section
from surveys.questions import KINDS, Question
from surveys.yaml_lines import Node, Scalar

MAX_PAGES = 300


class Parts:
    """Sections, pages and questions while they are read, so that every code is known to be there once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.sections: list[Section] = []
        self.pages: list[Page] = []
        self.unreadable: set[str] = set()
        self.lines: dict[str, int] = {}

    def section(self, node: Node) -> None:
        """A section with its pages."""
        entries = Entries(self.sheet, node, say("een deel"))
        code = entries.code("id")
        entries.where = say("deel '{code}'", code=code)
        self._once("deel", code, entries, "id")
        self.sections.append(Section(code, entries.texts("titel")))
        for page in entries.items("paginas"):
            self._page(page, code)
        entries.done()

    def _page(self, node: Node, section: str) -> None:
        entries = Entries(self.sheet, node, say("een pagina"))
        if entries.has("vragen"):
            read = [self._question(Entries(self.sheet, one, say("een vraag")), whole=True) for one in entries.items("vragen")]
            show, title = entries.condition("toon_als"), entries.texts("titel", required=False)
            line = entries.line_of("toon_als")
        else:
            read = [self._question(entries, whole=False)]
            show, title, line = None, {}, entries.line
        questions = tuple(one for one in read if one is not None)
        code = entries.code("pagina") if entries.has("pagina") else (questions[0].code if questions else "")
        if entries.has("vragen"):
            entries.where = say("pagina '{code}'", code=code)
        self._once("pagina", code, entries, "pagina")
        jumps = self._jumps(entries, code)
        entries.done()
        self.lines[f"toon_als pagina {code}"] = line
        if len(self.pages) == MAX_PAGES:
            self.sheet.stop(
                say("De vragenlijst heeft meer dan {max_pages} pagina's.", max_pages=MAX_PAGES),
                say("Niemand vult die in: maak er kortere van."),
            )
        if not questions:
            self.unreadable.add(code)
        else:
            self.pages.append(Page(code, section, questions, show, jumps, title))

    def _question(self, entries: Entries, *, whole: bool) -> Question | None:
        named = entries.node("vraag")
        name = named.text.strip()[:24] if isinstance(named, Scalar) else ""
        entries.where = say("vraag '{name}'", name=name) if name else entries.where
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
            entries.fault(
                key,
                say("De code '{code}' staat er twee keer (ook op regel {line}).", code=code, line=self.lines[name]),
                say("Geef er een andere code aan."),
            )
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
            reader = Entries(self.sheet, one, say("'ga_naar' van {where}", where=entries.where))
            if jumps and jumps[-1].when is None:
                reader.fault(
                    None,
                    say("Na een sprong zonder 'als' komt er bij {where} nooit meer een andere.", where=entries.where),
                    say("Zet de sprong zonder 'als' als laatste."),
                )
            conditional = reader.has("als")
            when = reader.condition("als")
            self.lines[f"ga_naar {code} {len(jumps)}"] = reader.line
            target = reader.word("naar")
            reader.done()
            if when is not None or not conditional:
                jumps.append(Jump(when, target))
        return tuple(jumps)
