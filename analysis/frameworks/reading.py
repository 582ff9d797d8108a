"""Reading the file of a framework: every fault is named with its line, and nothing in it is ever carried out."""

from __future__ import annotations

import re

from analysis.frameworks.framework import (
    KINDS,
    LAYOUTS,
    PICTURES,
    SOURCES,
    UNITS,
    Action,
    Dimension,
    Framework,
    Item,
    Side,
    State,
    Texts,
    Value,
)
from surveys import yaml_lines
from surveys.entries import Entries
from surveys.faults import Enough, Fault, Sheet, nearest
from surveys.yaml_lines import Items, Node, Scalar

CODE = re.compile(r"[a-z][a-z0-9_]{0,22}[a-z0-9]")  # words of conditions may be codes here
LEVELS = ("beleid", "uitvoering")
RESERVED = frozenset({"plekken", "keurmerken", "partners"})  # addresses of the registers beside the frameworks
# The reader of YAML speaks of questionnaires; here the file is a framework.
_WORDS = (("Elke vragenlijst", "Elk kader"), ("elke vragenlijst", "elk kader"), ("Een vragenlijst", "Een kader"))
_REST = (("een vragenlijst", "een kader"), ("geen vragenlijst", "geen kader"), ("'vragenlijst:", "'kader:"))


class FrameworkRefused(Exception):
    """The file is not a framework; str(e) says in Dutch what is wrong, on which line, and what to do."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Part(Entries):
    """The entries of a framework, with advice of its own."""

    def done(self) -> None:
        """Note a fault for every entry that nobody asked for."""
        for key, line in self._table.key_lines.items():
            if key not in self._asked:
                advice = nearest(key, self._asked) or "Haal de regel weg of kijk in docs/kaders.md."
                self.sheet.fault(line, f"'{key}' is onbekend bij {self.where}.", advice)

    def parts(self, key: str, where: str) -> list[Part]:
        """The tables of a list that may be left out."""
        return [Part(self.sheet, node, where) for node in self.items(key, required=False)]

    def list_of_texts(self, key: str) -> tuple[Texts, ...]:
        """A list of sentences."""
        return tuple(self._sentence(node) for node in self.items(key, required=False))

    def _sentence(self, node: Node) -> Texts:
        wrapped = yaml_lines.Table(node.line, {"zin": node}, {"zin": node.line})
        return Part(self.sheet, wrapped, self.where).texts("zin")

    def maybe(self, key: str) -> Texts:
        """A text that may be left out."""
        return self.texts(key, required=False)


def read(data: bytes, name: str) -> Framework:
    """The framework of a file; raises FrameworkRefused."""
    sheet = Sheet(name)
    try:
        root = yaml_lines.read(data)
        _languages(sheet, root)
        found = _framework(Part(sheet, root, "het kader"))
    except yaml_lines.Unreadable as error:
        raise FrameworkRefused((Fault(name, error.line, _own(error.what), _own(error.advice)),)) from None
    except Enough:
        raise FrameworkRefused(tuple(sheet.faults)) from None
    if sheet.faults:
        raise FrameworkRefused(tuple(sorted(sheet.faults)))
    return found


def _own(words: str) -> str:
    for old, new in (*_WORDS, *_REST):
        words = words.replace(old, new)
    return words


def _languages(sheet: Sheet, root: Node) -> None:
    node = root.entries.get("talen") if isinstance(root, yaml_lines.Table) else None
    if isinstance(node, Items):
        asked = tuple(one.text.strip() for one in node.items if isinstance(one, Scalar))
        if "nl" in asked and set(asked) <= {"nl", "en"}:
            sheet.languages = asked
            return
    if node is not None:
        sheet.fault(node.line, "Bij 'talen' horen nl en eventueel en.", "Schrijf 'talen: [nl]' of 'talen: [nl, en]'.")


def _framework(part: Part) -> Framework:
    part.node("talen")
    found = Framework(
        code=part.code("kader", CODE), title=part.texts("titel"), source=part.texts("bron"), text=part.texts("uitleg"),
        when=part.maybe("wanneer"), caution=part.maybe("let_op"), picture=part.word("beeld", "lijst", PICTURES),
        layout=part.word("indeling", "sorteren", LAYOUTS), cards_from=part.word("kaarten_uit", "kaarten", SOURCES),
        subjects=part.words("kaarten", KINDS), judged=part.flag("oordeel"), noted=part.flag("toelichting"),
        states=tuple(_state(one) for one in part.parts("standen", "een stand")),
        values=tuple(_value(one) for one in part.parts("waarden", "een waarde")),
        questions=part.list_of_texts("vragen"),
        dimensions=tuple(_dimension(Part(part.sheet, node, "een dimensie")) for node in part.items("dimensies")),
        quadrants=part.list_of_texts("kwadranten"), rank=part.number("volgorde", 99, 0, 99) or 0,
    )  # fmt: skip
    part.done()
    _whole(part, found)
    return found


def _whole(part: Part, found: Framework) -> None:
    """What can only be judged when all of it is known."""
    if found.code in RESERVED:
        part.fault("kader", f"De code '{found.code}' is al een bladzijde.", "Kies een andere code.")
    for key, codes in (("dimensies", [one.code for one in found.dimensions]), ("standen", [one.code for one in found.states])):
        if len(set(codes)) != len(codes):
            part.fault(key, f"Bij '{key}' staat een code twee keer.", "Geef elke regel een eigen code.")
    if found.picture == "assen" and (
        len(found.dimensions) != 2 or any(len(one.sides) != 2 for one in found.dimensions) or len(found.quadrants) != 4
    ):
        part.fault(
            "beeld",
            "Bij 'beeld: assen' horen twee dimensies met elk twee kanten, en vier kwadranten.",
            "Vul ze aan of kies een ander beeld.",
        )
    if found.layout == "per_onderwerp" and not found.subjects:
        part.fault("indeling", "Bij 'indeling: per_onderwerp' horen soorten kaarten.", "Voeg toe: 'kaarten: [team]'.")


def _state(part: Part) -> State:
    found = State(part.code("code", CODE), part.texts("naam"))
    part.done()
    return found


def _value(part: Part) -> Value:
    found = Value(part.code("code", CODE), part.texts("naam"), part.word("eenheid", "aantal", UNITS))
    part.done()
    return found


def _item(part: Part) -> Item:
    found = Item(part.code("code", CODE), part.texts("naam"))
    part.done()
    return found


def _side(part: Part) -> Side:
    found = Side(part.texts("naam"), tuple(_item(one) for one in part.parts("zinnen", "een zin")))
    part.done()
    if not found.items:
        part.fault(None, "Een kant van een as heeft minstens één zin om te scoren.", "Voeg 'zinnen:' toe.")
    return found


def _action(part: Part) -> Action:
    found = Action(part.texts("rol"), part.texts("doet"))
    part.done()
    return found


def _dimension(part: Part) -> Dimension:
    found = Dimension(
        code=part.code("code", CODE), name=part.texts("naam"), text=part.maybe("uitleg"), questions=part.list_of_texts("vragen"),
        level=part.words("niveau", LEVELS), items=tuple(_item(one) for one in part.parts("kaartjes", "een kaartje")),
        sides=tuple(_side(one) for one in part.parts("kanten", "een kant")),
        actions=tuple(_action(one) for one in part.parts("wie_doet_wat", "een rol")),
    )  # fmt: skip
    part.done()
    return found
