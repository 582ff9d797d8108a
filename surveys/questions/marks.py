"""Kinds in which people give a mark: one from low to high, or one for each of a set of statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from saying import say
from surveys.conditions import Seen
from surveys.questions.base import Cleaned, Fields, Option, Question, Texts, filled, given, one_of, plain_missing, shared, text_of
from surveys.questions.options import EASTERN, label_of, read_missing, read_options, see_option

if TYPE_CHECKING:
    from surveys.entries import Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Question):
    """A mark from low to high, 0 to 10 by default, with a word at each end (schaal)."""

    kind = "schaal"
    low: int = 0
    high: int = 10
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """The mark; a kind of missing comes in the same field or as `code.missing`."""
        return (self.code, f"{self.code}.missing")

    def marks(self) -> range:
        """The marks that can be given."""
        return range(self.low, self.high + 1)

    def _clean(self, fields: Fields) -> Cleaned:
        values = [text.translate(EASTERN) for text in given(fields, self.code)] + given(fields, f"{self.code}.missing")
        found = one_of(values, (*map(str, self.marks()), *self.missing))
        if found.value is None:
            return found
        return Cleaned({"missing": found.value} if found.value in self.missing else int(found.value))

    def plain(self, value: Any, language: str) -> str:
        """The mark."""
        return plain_missing(value, language) or ("" if value is None else str(value))

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        return Seen(number=value)

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file; from and to at most 20 apart."""
        low, high = int(entries.number("van", 0, -100, 100) or 0), int(entries.number("tot", 10, -100, 100) or 0)
        if not 1 <= high - low <= 20:
            entries.fault(
                "tot",
                say("De schaal van {where} loopt van {low} tot {high}.", where=entries.where, low=low, high=high),
                say("Neem 2 tot 21 cijfers, zoals 0 tot 10."),
            )
        return cls(
            **shared(entries), low=low, high=high, low_label=entries.texts("laag", required=False),
            high_label=entries.texts("hoog", required=False), missing=read_missing(entries),
        )  # fmt: skip

    def _plain_data(self) -> dict[str, Any]:
        labels = filled(laag=dict(self.low_label), hoog=dict(self.high_label), geen_antwoord=list(self.missing))
        return {"van": self.low, "tot": self.high, **labels}


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a set."""

    code: str
    text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements(Question):
    """A set of statements with the same answers, shown as cards (stellingen)."""

    kind = "stellingen"
    items: tuple[Item, ...]
    options: tuple[Option, ...]

    def fields(self) -> tuple[str, ...]:
        """One field per statement."""
        return tuple(f"{self.code}.{one.code}" for one in self.items)

    def _clean(self, fields: Fields) -> Cleaned:
        allowed = tuple(one.code for one in self.options)
        parts = {one.code: one_of(given(fields, f"{self.code}.{one.code}"), allowed) for one in self.items}
        value = {code: part.value for code, part in parts.items() if part.value is not None}
        faults = tuple(dict.fromkeys(fault for part in parts.values() for fault in part.faults))
        return Cleaned(value or None, faults)

    def plain(self, value: Any, language: str) -> str:
        """A line per statement that was answered."""
        answered = [(one, (value or {}).get(one.code)) for one in self.items]
        lines = [f"{text_of(one.text, language)[0]} – {label_of(self.options, code, language)}" for one, code in answered if code]
        return "\n".join(lines)

    def _see(self, value: Any, item: str | None, /) -> Seen | None:
        if item is None:  # the set as a whole is answered when one statement is
            return Seen(members=frozenset(value))
        return see_option(self.options, value.get(item))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), items=_read_items(entries), options=read_options(entries))

    def _plain_data(self) -> dict[str, Any]:
        items = [{"code": one.code, "tekst": dict(one.text)} for one in self.items]
        return {"stellingen": items, "antwoorden": [one.plain_data() for one in self.options]}


def _read_items(entries: Entries) -> tuple[Item, ...]:
    from surveys.entries import SHORT_CODE
    from surveys.entries import Entries as Reader

    items: list[Item] = []
    for node in entries.items("stellingen"):
        reader = Reader(entries.sheet, node, say("een stelling van {where}", where=entries.where))
        code = reader.code("code", SHORT_CODE)
        reader.where = say("stelling '{code}' van {where}", code=code, where=entries.where)
        one = Item(code, reader.texts("tekst"))
        reader.done()
        if one.code in [other.code for other in items]:
            entries.sheet.fault(
                node.line,
                say("De stelling '{code}' staat twee keer bij {where}.", code=one.code, where=entries.where),
                say("Geef elke stelling een eigen code."),
            )
        elif one.code:
            items.append(one)
    return tuple(items)
