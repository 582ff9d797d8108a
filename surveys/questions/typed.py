"""Kinds in which people type: a number, a date, a short text, a postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from saying import say
from surveys.conditions import Seen
from surveys.questions.base import (
    NOT_BOTH,
    ONE_ANSWER,
    TOO_LONG,
    Cleaned,
    Fields,
    Question,
    Texts,
    filled,
    given,
    missing_of,
    plain_missing,
    shared,
    text_of,
)  # fmt: skip
from surveys.questions.options import EASTERN, read_missing

if TYPE_CHECKING:
    from surveys.entries import Entries

NOT_A_NUMBER = "Dit is geen getal. Schrijf het in cijfers, bijvoorbeeld 12."
OUT_OF_RANGE = "Dit getal is te laag of te hoog. Kijk wat er bij de vraag staat en pas het getal aan."
WHOLE = "Schrijf een heel getal, zonder komma."
NOT_A_DATE = "Deze datum bestaat niet. Kijk de dag, de maand en het jaar na."
MONTH_YEAR = "Vul ook de maand en het jaar in."
DAY_ASKED = "Vul ook de dag in."
DATE_OUT = "Deze datum ligt te vroeg of te laat voor deze vraag. Kijk het jaar na."
NOT_A_POSTCODE = "Schrijf de vier cijfers van uw postcode, bijvoorbeeld 1234."

NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,4})?")
DIGITS = re.compile(r"[0-9]{1,4}")
POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Question):
    """What typed kinds share: something typed, or one kind of missing, never both."""

    missing: tuple[str, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """What is typed, and the kind of missing."""
        return (*self._typed(), f"{self.code}.missing") if self.missing else self._typed()

    def _typed(self) -> tuple[str, ...]:
        return (self.code,)

    def _clean(self, fields: Fields) -> Cleaned:
        missing = missing_of(fields, self.code, self.missing)
        typed = [given(fields, name) for name in self._typed()]
        if missing.faults or not any(typed):
            return missing
        if any(len(set(values)) > 1 for values in typed):
            return Cleaned(None, (ONE_ANSWER,))
        found = self._read_typed([values[0] if values else "" for values in typed])
        # What somebody typed is not thrown away for a tick beside it: asked once, and on a second press it is the answer.
        return found if missing.value is None else Cleaned(found.value, (NOT_BOTH,))

    def _read_typed(self, typed: list[str]) -> Cleaned:
        raise NotImplementedError

    def plain(self, value: Any, language: str) -> str:
        """As it was typed."""
        return plain_missing(value, language) or ("" if value is None else self._words(value, language))

    def _words(self, value: Any, language: str) -> str:
        return str(value)

    def _plain_data(self) -> dict[str, Any]:
        return filled(geen_antwoord=list(self.missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Typed):
    """A number between two others (getal)."""

    kind = "getal"
    low: float = 0
    high: float = 999
    decimals: int = 0
    unit: Texts = field(default_factory=dict)

    def _read_typed(self, typed: list[str]) -> Cleaned:
        text = typed[0].translate(EASTERN)
        if not NUMBER.fullmatch(text):
            return Cleaned(None, (OUT_OF_RANGE if re.fullmatch(r"-?[0-9]+", text) else NOT_A_NUMBER,))
        number = float(text.replace(",", "."))
        if self.decimals == 0 and not re.fullmatch(r"-?[0-9]+([.,]0+)?", text):
            return Cleaned(None, (WHOLE,))
        if not self.low <= number <= self.high:
            return Cleaned(None, (OUT_OF_RANGE,))
        rounded = round(number, self.decimals)
        return Cleaned(int(rounded) if self.decimals == 0 else rounded)

    def _words(self, value: Any, language: str) -> str:
        number = f"{value:g}" if language == "en" else f"{value:g}".replace(".", ",")
        return f"{number} {text_of(self.unit, language)[0]}".strip()

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        return Seen(number=value)

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        low, high = entries.number("van", 0), entries.number("tot", 999)
        if low is not None and high is not None and low >= high:
            entries.fault(
                "tot", say("Bij {where} is 'van' niet kleiner dan 'tot'.", where=entries.where), say("Draai ze om of pas ze aan.")
            )
        return cls(
            **shared(entries), missing=read_missing(entries), low=low or 0, high=high or 0,
            decimals=int(entries.number("decimalen", 0, 0, 4) or 0), unit=entries.texts("eenheid", required=False),
        )  # fmt: skip

    def _plain_data(self) -> dict[str, Any]:
        more = filled(decimalen=self.decimals or None, eenheid=dict(self.unit), geen_antwoord=list(self.missing))
        return {"van": self.low, "tot": self.high, **more}


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Typed):
    """A day, or only a month where people need not know the day (datum)."""

    kind = "datum"
    precision: str = "vrij"  # dag: the day is needed; maand: no day is asked; vrij: with or without
    low: str = "1900-01-01"
    high: str = "2100-12-31"

    def _typed(self) -> tuple[str, ...]:
        parts = ("month", "year") if self.precision == "maand" else ("day", "month", "year")
        return tuple(f"{self.code}.{part}" for part in parts)

    def _read_typed(self, typed: list[str]) -> Cleaned:
        parts = [text.translate(EASTERN) for text in typed]
        day, month, year = ("", *parts) if self.precision == "maand" else parts
        if any(text and not DIGITS.fullmatch(text) for text in parts):
            return Cleaned(None, (NOT_A_DATE,))
        if not month or not year:
            return Cleaned(None, (MONTH_YEAR,))
        if not day and self.precision == "dag":
            return Cleaned(None, (DAY_ASKED,))
        try:
            found = date(int(year), int(month), int(day or 1))
        except ValueError:
            return Cleaned(None, (NOT_A_DATE,))
        text = found.isoformat() if day else found.isoformat()[:7]
        size = len(text)
        return Cleaned(text) if self.low[:size] <= text <= self.high[:size] else Cleaned(None, (DATE_OUT,))

    def _words(self, value: Any, language: str) -> str:
        from babel.dates import format_date

        found = date.fromisoformat(value if len(value) > 7 else f"{value}-01")
        return format_date(found, "d MMMM y" if len(value) > 7 else "MMMM y", locale=language)

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        return Seen(code=value, moment=True)

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        bounds = {key: entries.word(key, default) for key, default in (("van", "1900-01-01"), ("tot", "2100-12-31"))}
        for key, text in bounds.items():
            if not is_iso(text):
                entries.fault(
                    key,
                    say("'{text}' bij {where} is geen datum.", text=text[:20], where=entries.where),
                    say("Schrijf jaar-maand-dag, zoals 2026-05-03."),
                )
        precision = entries.word("precisie", "vrij", ("dag", "maand", "vrij"))
        return cls(**shared(entries), missing=read_missing(entries), precision=precision, low=bounds["van"], high=bounds["tot"])

    def _plain_data(self) -> dict[str, Any]:
        return {"precisie": self.precision, "van": self.low, "tot": self.high, **filled(geen_antwoord=list(self.missing))}


def is_iso(text: str) -> bool:
    """Whether this is a date written as 2026-05-03."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Typed):
    """A few words (tekst)."""

    kind = "tekst"
    limit: int = 300

    def _read_typed(self, typed: list[str]) -> Cleaned:
        text = tidy(typed[0])
        return Cleaned(text) if len(text) <= self.limit else Cleaned(None, (TOO_LONG,))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        limit = int(entries.number("max_tekens", 300, 10, 2000) or 300)
        return cls(**shared(entries), missing=read_missing(entries), limit=limit)

    def _plain_data(self) -> dict[str, Any]:
        return {"max_tekens": self.limit, **filled(geen_antwoord=list(self.missing))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postcode(Typed):
    """The four digits of a postcode; letters are taken off, for they point at a street (postcode)."""

    kind = "postcode"

    def _read_typed(self, typed: list[str]) -> Cleaned:
        found = POSTCODE.fullmatch(typed[0].translate(EASTERN))
        return Cleaned(found.group(1)) if found else Cleaned(None, (NOT_A_POSTCODE,))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), missing=read_missing(entries))


def tidy(text: str) -> str:
    """Line ends as one character, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
