"""Kinds in which people choose from a list: one answer, several, yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from surveys.conditions import Seen
from surveys.questions.base import (
    EXCLUSIVE,
    MISSING_LABELS,
    UNKNOWN_ANSWER,
    Cleaned,
    Fields,
    Option,
    Question,
    Texts,
    filled,
    given,
    one_of,
    shared,
)
from surveys.questions.options import label_of, read_missing, read_options, see_option

if TYPE_CHECKING:
    from surveys.entries import Entries

YES_NO: Mapping[str, Texts] = {"ja": {"nl": "Ja", "en": "Yes", "ar": "نعم"}, "nee": {"nl": "Nee", "en": "No", "ar": "لا"}}


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

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
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

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        picked = set(value)
        chosen = [one for one in self.options if one.code in picked]
        members = frozenset(one.code for one in chosen if not one.exclusive)
        alone = chosen[0] if len(chosen) == 1 else None
        return Seen(
            code=alone.code if alone and alone.exclusive else None, members=members, missing=bool(alone and alone.missing)
        )

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), options=read_options(entries, exclusive=True))

    def _plain_data(self) -> dict[str, Any]:
        return {"antwoorden": [one.plain_data() for one in self.options]}
