"""Kinds in which people choose: one answer, several, yes or no, a mark, a set of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from surveys.conditions import Seen
from surveys.questions.base import (
    EXCLUSIVE,
    MISSING_LABELS,
    SAYABLE,
    UNKNOWN_ANSWER,
    Cleaned,
    Fields,
    Option,
    Question,
    Texts,
    filled,
    given,
    one_of,
    plain_missing,
    shared,
    text_of,
)  # fmt: skip

if TYPE_CHECKING:
    from surveys.entries import Entries

YES_NO: Mapping[str, Texts] = {"ja": {"nl": "Ja", "en": "Yes", "ar": "نعم"}, "nee": {"nl": "Nee", "en": "No", "ar": "لا"}}
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


def read_options(entries: Entries, key: str = "antwoorden", *, exclusive: bool = False) -> tuple[Option, ...]:
    """The options of a question; every code may stand there once."""
    from surveys.entries import Entries as Reader

    options: list[Option] = []
    for node in entries.items(key):
        one = _read_option(Reader(entries.sheet, node, f"een antwoord van {entries.where}"), exclusive)
        if one.code in [other.code for other in options]:
            entries.sheet.fault(node.line, f"Het antwoord '{one.code}' staat twee keer bij {entries.where}.", "Geef elk antwoord een eigen code.")
        elif one.code:
            options.append(one)
    return tuple(options)


def _read_option(entries: Entries, exclusive: bool) -> Option:
    from surveys.entries import SHORT_CODE

    missing = entries.word("missing", "", SAYABLE) or None
    code = entries.code("code", SHORT_CODE)
    entries.where = entries.where.replace("een antwoord", f"antwoord '{code}'", 1)
    option = Option(
        code=code,
        label=entries.texts("label", required=missing is None, default=MISSING_LABELS.get(missing or "")),
        value=entries.number("waarde"),
        exclusive=(entries.flag("exclusief") if exclusive else False) or (exclusive and missing is not None),
        missing=missing,
    )
    if missing and option.value is not None:
        entries.fault("waarde", f"Het antwoord '{option.code}' telt niet mee en kan dus geen waarde hebben.", "Haal 'waarde' of 'missing' weg.")
    entries.done()
    return option


def read_missing(entries: Entries) -> tuple[str, ...]:
    """The kinds of missing that may be said beside an answer that is not chosen from a list."""
    return entries.words("geen_antwoord", SAYABLE)


def option_of(options: tuple[Option, ...], code: Any) -> Option | None:
    """The option with this code."""
    return next((one for one in options if one.code == code), None)


def label_of(options: tuple[Option, ...], code: Any, language: str) -> str:
    """What the option with this code is called."""
    one = option_of(options, code)
    return "" if one is None else text_of(one.label, language)[0]


def see_option(options: tuple[Option, ...], code: Any) -> Seen | None:
    """A chosen option as conditions see it."""
    one = option_of(options, code)
    return None if one is None else Seen(code=one.code, number=one.value, missing=one.missing is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One answer from a list (keuze)."""

    kind = "keuze"
    options: tuple[Option, ...]

    def _clean(self, fields: Fields) -> Cleaned:
        return one_of(given(fields, self.code), tuple(one.code for one in self.options))

    def plain(self, value: Any, language: str) -> str:
        """The label."""
        return label_of(self.options, value, language)

    def _see(self, value: Any, item: str | None) -> Seen | None:
        return see_option(self.options, value)

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), options=read_options(entries))

    def _plain_data(self) -> dict[str, Any]:
        return {"antwoorden": [one.plain_data() for one in self.options]}


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Choice):
    """Yes or no, and the kinds of missing that are allowed (ja_nee)."""

    kind = "ja_nee"

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file; the labels are ours."""
        missing = read_missing(entries)
        numbers = {"ja": 1, "nee": 0}
        options = [Option(code, _in(entries, label), numbers[code]) for code, label in YES_NO.items()]
        options += [Option(kind, _in(entries, MISSING_LABELS[kind]), missing=kind) for kind in missing]
        return cls(**shared(entries), options=tuple(options))

    def _plain_data(self) -> dict[str, Any]:
        return filled(geen_antwoord=[one.missing for one in self.options if one.missing])


def _in(entries: Entries, label: Texts) -> dict[str, str]:
    return {language: text for language, text in label.items() if language in entries.sheet.languages or language == "nl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Question):
    """Any number of answers from a list (meerkeuze); an exclusive one, such as "geen", stands alone."""

    kind = "meerkeuze"
    options: tuple[Option, ...]

    def _clean(self, fields: Fields) -> Cleaned:
        chosen = set(given(fields, self.code))
        if chosen - {one.code for one in self.options}:
            return Cleaned(None, (UNKNOWN_ANSWER,))
        if len(chosen) > 1 and any(one.exclusive for one in self.options if one.code in chosen):
            return Cleaned(None, (EXCLUSIVE,))
        return Cleaned([one.code for one in self.options if one.code in chosen] or None)

    def plain(self, value: Any, language: str) -> str:
        """The labels, in the order of the list."""
        return ", ".join(label_of(self.options, code, language) for code in value or ())

    def _see(self, value: Any, item: str | None) -> Seen | None:
        chosen = [one for one in self.options if one.code in value]
        members = frozenset(one.code for one in chosen if not one.exclusive)
        alone = chosen[0] if len(chosen) == 1 else None
        return Seen(code=alone.code if alone and alone.exclusive else None, members=members, missing=bool(alone and alone.missing))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), options=read_options(entries, exclusive=True))

    def _plain_data(self) -> dict[str, Any]:
        return {"antwoorden": [one.plain_data() for one in self.options]}


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

    def _see(self, value: Any, item: str | None) -> Seen | None:
        return Seen(number=value)

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file; from and to at most 20 apart."""
        low, high = int(entries.number("van", 0, -100, 100) or 0), int(entries.number("tot", 10, -100, 100) or 0)
        if not 1 <= high - low <= 20:
            entries.fault("tot", f"De schaal van {entries.where} loopt van {low} tot {high}.", "Neem 2 tot 21 cijfers, zoals 0 tot 10.")
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
        lines = [f"{text_of(one.text, language)[0]} {label_of(self.options, code, language)}" for one, code in answered if code]
        return "\n".join(lines)

    def _see(self, value: Any, item: str | None) -> Seen | None:
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
        reader = Reader(entries.sheet, node, f"een stelling van {entries.where}")
        code = reader.code("code", SHORT_CODE)
        reader.where = f"stelling '{code}' van {entries.where}"
        one = Item(code, reader.texts("tekst"))
        reader.done()
        if one.code in [other.code for other in items]:
            entries.sheet.fault(node.line, f"De stelling '{one.code}' staat twee keer bij {entries.where}.", "Geef elke stelling een eigen code.")
        elif one.code:
            items.append(one)
    return tuple(items)
