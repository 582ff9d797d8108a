"""Forms of the account: fields by their description, numbers as people here write them, faults in clear sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, request

from webapp.desk.fields import N_, a_number, line, text, ticked
from webapp.language import gettext

__all__ = ["N_", "Faults", "Field", "amount", "read", "whole"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `kind`: line, text, number, whole, select, tick. `options` of a select: value and words."""

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    needed: bool = False
    options: tuple[tuple[str, str], ...] = ()


class Faults(Exception):
    """What was sent cannot be kept; `values` is what was typed, `sentences` says what to do."""

    def __init__(self, sentences: list[str], values: dict[str, Any]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences, self.values = sentences, values


def typed(fields: Sequence[Field]) -> dict[str, Any]:
    """What was typed, as it was typed."""
    return {one.name: ticked(one.name) if one.kind == "tick" else text(one.name, 4_000) for one in fields}


def read(fields: Sequence[Field]) -> dict[str, Any]:
    """The values of a form; numbers are None when they were left open. Raises Faults with a sentence for each that is wrong."""
    values, faults = typed(fields), []
    found: dict[str, Any] = {}
    for one in fields:
        if one.kind == "select" and values[one.name] not in {value for value, _ in one.options}:
            abort(400)
        if one.needed and not values[one.name]:
            faults.append(gettext("Vul in: %(field)s.", None, field=gettext(one.label).rstrip("?. ")))
            continue
        try:
            found[one.name] = _value(one, values[one.name])
        except ValueError:
            faults.append(gettext("Schrijf een getal bij: %(field)s.", None, field=gettext(one.label).rstrip("?. ")))
    if faults:
        raise Faults(faults, values)
    return found


def amount(words: str) -> float | None:
    """A number as people here write it ("1.250,50" or "1250.5"); None when nothing was written."""
    value = a_number(words)
    if value is not None and value < 0:
        raise ValueError(words)
    return value


def whole(words: str) -> int | None:
    """A whole number; None when nothing was written."""
    value = amount(words)
    if value is None:
        return None
    if value != int(value) or value > 2_000_000_000:
        raise ValueError(words)
    return int(value)


def _value(one: Field, words: Any) -> Any:
    if one.kind == "number":
        return amount(words)
    if one.kind == "whole":
        return whole(words)
    return line(one.name, 300) if one.kind == "line" else words


def form_keys(start: str) -> list[str]:
    """The names of the fields that begin like this, without that beginning."""
    return [name.removeprefix(start) for name in request.form if name.startswith(start)]
