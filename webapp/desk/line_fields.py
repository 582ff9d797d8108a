"""Forms of the reasoning line: fields described once, drawn by one template and read by one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request

from webapp.desk.fields import a_day, a_number, line, text
from webapp.language import gettext

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `kind`: line, text, day, number, year, choice, ticks."""

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    options: Options = ()
    limit: int = 300


@dataclass(frozen=True, slots=True)
class Filled:
    """What was sent: as typed, as values, and what cannot be read (name, sentence)."""

    typed: dict[str, Any]
    values: dict[str, Any]
    faults: list[tuple[str, str]]


def read(fields: Sequence[Field]) -> Filled:
    """Read a form; a choice that is not on it is a request that no page of ours makes."""
    found = Filled({}, {}, [])
    for one in fields:
        typed = _typed(one)
        found.typed[one.name] = typed
        try:
            found.values[one.name] = _value(one, typed)
        except ValueError:
            found.faults.append((one.name, _sentence(one)))
    return found


def _typed(one: Field) -> Any:
    if one.kind == "ticks":
        given = list(dict.fromkeys(request.form.getlist(one.name)))
        return given if set(given) <= {value for value, _ in one.options} else abort(400)
    if one.kind == "choice":
        value = request.form.get(one.name, "")
        return value if value in {value for value, _ in one.options} else abort(400)
    return text(one.name, one.limit) if one.kind == "text" else line(one.name, one.limit)


def _value(one: Field, typed: Any) -> Any:
    if one.kind == "day":
        return a_day(typed)
    if one.kind == "number":
        return a_number(typed)
    if one.kind == "year":
        if typed and not (typed.isascii() and typed.isdigit() and 1900 <= int(typed) <= 2200):
            raise ValueError(typed)
        return int(typed) if typed else None
    return typed


def _sentence(one: Field) -> str:
    if one.kind == "day":
        return gettext("%(field)s: vul een datum in, bijvoorbeeld 31-12-2027.", None, field=one.label)
    if one.kind == "year":
        return gettext("%(field)s: vul een jaar in, bijvoorbeeld 2027.", None, field=one.label)
    return gettext("%(field)s: vul een getal in, bijvoorbeeld 12,5.", None, field=one.label)


def form_page(
    title: str,
    back: tuple[str, str],
    fields: Sequence[Field],
    values: Mapping[str, Any],
    *,
    faults: Sequence[tuple[str, str]] = (),
    remove: str = "",
    template: str = "desk/line_form.html",
    **more: Any,
) -> Any:
    """The page with a form; `back`: address and words of the page above; `remove`: where it can be taken away."""
    page = render_template(
        template, title=title, back=back, fields=fields, values=values, faults=faults, fault=bool(faults), remove=remove, **more
    )
    return page, 422 if faults else 200
