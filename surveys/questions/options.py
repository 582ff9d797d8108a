"""Answers that can be chosen: read from a file, found by code, named, seen by conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saying import say
from surveys.conditions import Seen
from surveys.questions.base import MISSING_LABELS, SAYABLE, Option, text_of

if TYPE_CHECKING:
    from surveys.entries import Entries

EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


def read_options(entries: Entries, key: str = "antwoorden", *, exclusive: bool = False) -> tuple[Option, ...]:
    """The options of a question; every code may stand there once."""
    from surveys.entries import Entries as Reader

    options: list[Option] = []
    for node in entries.items(key):
        unnamed = say("een antwoord van {where}", where=entries.where)
        one = _read_option(Reader(entries.sheet, node, unnamed), exclusive, entries.where)
        if one.code in [other.code for other in options]:
            entries.sheet.fault(
                node.line,
                say("Het antwoord '{code}' staat twee keer bij {where}.", code=one.code, where=entries.where),
                say("Geef elk antwoord een eigen code."),
            )
        elif one.code:
            options.append(one)
    return tuple(options)


def _read_option(entries: Entries, exclusive: bool, of: str) -> Option:
    from surveys.entries import SHORT_CODE

    missing = entries.word("missing", "", SAYABLE) or None
    code = entries.code("code", SHORT_CODE)
    entries.where = say("antwoord '{code}' van {where}", code=code, where=of)
    option = Option(
        code=code,
        label=entries.texts("label", required=missing is None, default=MISSING_LABELS.get(missing or "")),
        value=entries.number("waarde"),
        exclusive=(entries.flag("exclusief") if exclusive else False) or (exclusive and missing is not None),
        missing=missing,
    )
    if missing and option.value is not None:
        entries.fault(
            "waarde",
            say("Het antwoord '{code}' telt niet mee en kan dus geen waarde hebben.", code=option.code),
            say("Haal 'waarde' of 'missing' weg."),
        )
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
