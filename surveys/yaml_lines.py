"""YAML read into a small tree in which everything knows its line; whatever a questionnaire never needs is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from saying import say

MAX_BYTES = 1_000_000
MAX_DEPTH = 30


class Unreadable(Exception):
    """The file cannot be read as a questionnaire: the line, what is wrong and what to do, in Dutch."""

    def __init__(self, line: int, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.line, self.what, self.advice = line, what, advice


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written; what it means depends on who asks, so `nee` stays the word nee."""

    text: str
    line: int
    value: Any = None  # the JSON value, when the tree was made from one


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)
    value: Any = None


@dataclass(slots=True)
class Table:
    """A map; `repeated` holds the keys that were given more than once, with the line of the second."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)


Node = Scalar | Items | Table


def read(data: bytes) -> Node:
    """The tree of one YAML document; raises Unreadable. Nothing here recurses, so depth costs nothing before it is refused."""
    text = _decoded(data)
    try:
        return _built(_events(text))
    except yaml.YAMLError as error:
        raise _unreadable(error) from None


def from_plain(value: Any) -> Node:
    """The same tree from plain JSON values, without lines (0)."""
    if isinstance(value, dict):
        return Table(0, {str(key): from_plain(one) for key, one in value.items()})
    if isinstance(value, list):
        return Items(0, [from_plain(one) for one in value], value)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", 0, value)
    return Scalar("" if value is None else str(value), 0, value)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise Unreadable(
            0,
            say("Het bestand is groter dan {n} MB.", n=MAX_BYTES // 1_000_000),
            say("Een vragenlijst is veel kleiner: controleer welk bestand u koos."),
        )
    if not data.strip():
        raise Unreadable(0, say("Het bestand is leeg."), say("Kies een bestand met een vragenlijst."))
    if b"\0" in data:
        raise Unreadable(
            data[: data.index(b"\0")].count(b"\n") + 1,
            say("Er staat een NUL-teken in het bestand."),
            say("Bewaar het als gewone tekst (UTF-8)."),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            line, say("Het bestand is geen geldige UTF-8."), say("Bewaar het opnieuw als tekst met codering UTF-8.")
        ) from None


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(text, Loader=loader))


def _built(events: Iterator[yaml.Event]) -> Node:
    builder = _Builder()
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Unreadable(
                    _line(event),
                    say("Er staan meer documenten in het bestand (---)."),
                    say("Zet elke vragenlijst in een eigen bestand."),
                )
        builder.take(event)
    if builder.root is None:
        raise Unreadable(0, say("Er staat geen vragenlijst in het bestand."), say("Begin met de regel 'vragenlijst: code'."))
    return builder.root


class _Builder:
    """Puts events together, with a stack of its own."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Items | Table] = []
        self._keys: list[Scalar | None] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            _refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            self._place(Scalar(event.value, _line(event)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._descend(Items(_line(event)))
        elif isinstance(event, yaml.MappingStartEvent):
            self._descend(Table(_line(event)))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._open.pop()
            self._keys.pop()

    def _descend(self, node: Items | Table) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise Unreadable(
                node.line,
                say("Het bestand is meer dan {max_depth} lagen diep.", max_depth=MAX_DEPTH),
                say("Een vragenlijst is nooit zo diep: maak hem eenvoudiger."),
            )
        self._place(node)
        self._open.append(node)
        self._keys.append(None)

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif self._keys[-1] is None:
            if not isinstance(node, Scalar):
                raise Unreadable(
                    node.line,
                    say("Een naam (het deel voor de dubbele punt) moet een woord zijn."),
                    say("Zet aanhalingstekens om teksten met haken of accolades."),
                )
            self._keys[-1] = node
        else:
            self._enter(parent, self._keys[-1], node)
            self._keys[-1] = None

    @staticmethod
    def _enter(table: Table, key: Scalar, node: Node) -> None:
        if key.text in table.entries:
            table.repeated.append((key.text, key.line))
            return
        table.entries[key.text] = node
        table.key_lines[key.text] = key.line


def _refuse_extras(event: yaml.NodeEvent) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise Unreadable(
            _line(event),
            say("Ankers en verwijzingen van YAML (& en *) mogen niet."),
            say("Schrijf de tekst voluit of zet er aanhalingstekens om."),
        )
    if getattr(event, "tag", None) not in (None, "!"):
        raise Unreadable(
            _line(event),
            say("Labels van YAML (zoals !!python) mogen niet."),
            say("Haal het uitroepteken weg of zet er aanhalingstekens om."),
        )


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return 0 if mark is None else mark.line + 1


def _unreadable(error: yaml.YAMLError) -> Unreadable:
    mark = getattr(error, "problem_mark", None)
    line = 0 if mark is None else mark.line + 1
    what = say("Hier is het bestand geen geldige YAML.") if line else say("Het bestand is geen geldige YAML.")
    return Unreadable(
        line, what, say("Kijk naar inspringen, dubbele punten en aanhalingstekens op deze regel en de regel ervoor.")
    )
