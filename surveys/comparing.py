"""Two questionnaires side by side: only other words, more to ask, or a code that now means something else (surveys.md 4b)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.questions import ChangeCause, Choice, Number, Option, Question, Several, Statements, Triad
from surveys.questions import Scale as Marks
from surveys.scoring import Scale


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: which code, how much it matters, and in Dutch what it is."""

    kind: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version is beside an old one: `tekst`, `uitbreiding` or `breuk`, with the reasons."""

    kind: str
    reasons: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()  # the reasons that break
    codes: tuple[str, ...] = ()  # the codes that break


def compare(old: Definition, new: Definition) -> Change:
    """How the new questionnaire differs from the old one."""
    found = [*_questions(old, new), *_routes(old, new), *_scales(old, new)]
    broken = [one for one in found if one.kind == "breuk"]
    kind = "breuk" if broken else "uitbreiding" if any(one.kind == "uitbreiding" for one in found) else "tekst"
    codes = tuple(dict.fromkeys(one.code for one in broken))
    return Change(kind, tuple(one.reason for one in found), tuple(one.reason for one in broken), codes)


def _questions(old: Definition, new: Definition) -> Iterator[Finding]:
    for code, question in new.questions.items():
        before = old.questions.get(code)
        if before is None:
            yield Finding("uitbreiding", code, f"De vraag '{code}' is nieuw.")
        elif before.kind != question.kind:
            yield Finding("breuk", code, f"De vraag '{code}' was van soort '{before.kind}' en is nu '{question.kind}'.")
        else:
            yield from _differences(before, question)
    for code in old.questions:
        if code not in new.questions:
            yield Finding("uitbreiding", code, f"De vraag '{code}' vervalt; zijn antwoorden blijven in elke export.")


@functools.singledispatch
def _differences(old: Question, new: Question) -> Iterator[Finding]:
    """What differs between two questions of the same code and kind."""
    return iter(())


@_differences.register
def _choice(old: Choice, new: Choice) -> Iterator[Finding]:
    yield from _options(old.code, old.options, new.options, may_lose=False)


@_differences.register
def _several(old: Several, new: Several) -> Iterator[Finding]:
    yield from _options(old.code, old.options, new.options, may_lose=True)


@_differences.register
def _change_cause(old: ChangeCause, new: ChangeCause) -> Iterator[Finding]:
    yield from _options(old.code, old.options, new.options, may_lose=False)


@_differences.register
def _statements(old: Statements, new: Statements) -> Iterator[Finding]:
    yield from _options(old.code, old.options, new.options, may_lose=False)
    before, after = {one.code: one.text for one in old.items}, {one.code: one.text for one in new.items}
    for code in after.keys() - before.keys():
        yield Finding("uitbreiding", old.code, f"De stelling '{old.code}.{code}' is nieuw.")
    for code in before.keys() - after.keys():
        yield Finding(
            "uitbreiding", old.code, f"De stelling '{old.code}.{code}' vervalt; zijn antwoorden blijven in elke export."
        )
    yield from _swapped(old.code, {c: t.get("nl", "") for c, t in before.items()}, {c: t.get("nl", "") for c, t in after.items()})


@_differences.register
def _marks(old: Marks, new: Marks) -> Iterator[Finding]:
    if (old.low, old.high) != (new.low, new.high):
        yield Finding(
            "breuk", old.code, f"De schaal van '{old.code}' liep van {old.low} tot {old.high} en nu van {new.low} tot {new.high}."
        )
    ends = (
        {"laag": old.low_label.get("nl", ""), "hoog": old.high_label.get("nl", "")},
        {"laag": new.low_label.get("nl", ""), "hoog": new.high_label.get("nl", "")},
    )
    yield from _swapped(old.code, *ends)


@_differences.register
def _number(old: Number, new: Number) -> Iterator[Finding]:
    if old.unit.get("nl") != new.unit.get("nl"):
        yield Finding("breuk", old.code, f"De eenheid van '{old.code}' is veranderd.")
    if (old.low, old.high, old.decimals) != (new.low, new.high, new.decimals):
        narrower = new.low > old.low or new.high < old.high or new.decimals < old.decimals
        kind = "breuk" if narrower else "uitbreiding"
        yield Finding(kind, old.code, f"De grenzen van '{old.code}' zijn {'nauwer' if narrower else 'ruimer'} geworden.")


@_differences.register
def _triad(old: Triad, new: Triad) -> Iterator[Finding]:
    if old.story != new.story:
        yield Finding("breuk", old.code, f"De driehoek '{old.code}' hoort nu bij een ander verhaal.")
    corners = [{corner: texts.get("nl", "") for corner, texts in one.corners.items()} for one in (old, new)]
    yield from _swapped(old.code, corners[0], corners[1])


def _options(code: str, old: tuple[Option, ...], new: tuple[Option, ...], *, may_lose: bool) -> Iterator[Finding]:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    for option, one in after.items():
        was = before.get(option)
        if was is None:
            yield Finding("uitbreiding", code, f"Het antwoord '{option}' bij '{code}' is nieuw.")
        elif (was.value, was.missing, was.exclusive) != (one.value, one.missing, one.exclusive):
            yield Finding("breuk", code, f"Het antwoord '{option}' bij '{code}' kreeg een andere waarde of soort.")
    for option, was in before.items():
        if option not in after:
            kind = "uitbreiding" if may_lose or was.missing else "breuk"
            yield Finding(kind, code, f"Het antwoord '{option}' bij '{code}' vervalt.")
    yield from _swapped(
        code, {c: o.label.get("nl", "") for c, o in before.items()}, {c: o.label.get("nl", "") for c, o in after.items()}
    )


def _swapped(code: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Finding]:
    """A text that moved to another code: the words stayed, so the code means something else."""
    home = {text: one for one, text in before.items() if text}
    for one, text in after.items():
        if one in before and before[one] != text and home.get(text, one) != one:
            yield Finding("breuk", code, f"Bij '{code}' staat de tekst van '{home[text]}' nu bij '{one}'.")


def _routes(old: Definition, new: Definition) -> Iterator[Finding]:
    if _order(old, new) != _order(new, old):
        yield Finding("uitbreiding", "", "De volgorde van de vragen is veranderd.")
    shared = [code for code in new.questions if code in old.questions]
    for code in shared:
        if _conditions(old, code) != _conditions(new, code):
            yield Finding("uitbreiding", code, f"De vraag '{code}' wordt nu in andere gevallen gesteld.")
    if _jumps(old) != _jumps(new):
        yield Finding("uitbreiding", "", "De sprongen tussen de pagina's zijn veranderd.")


def _order(one: Definition, other: Definition) -> list[str]:
    return [code for code in one.questions if code in other.questions]


def _conditions(one: Definition, code: str) -> tuple[object, object]:
    return one.pages[one.page_of[code]].show_if, one.questions[code].show_if


def _jumps(one: Definition) -> list[tuple[str, object]]:
    return [(page.code, page.go_to) for page in one.pages if page.go_to]


def _scales(old: Definition, new: Definition) -> Iterator[Finding]:
    for code, scale in new.scales.items():
        before = old.scales.get(code)
        if before is None:
            yield Finding("uitbreiding", code, f"De schaal '{code}' is nieuw.")
        elif _rule(before) != _rule(scale):
            yield Finding("breuk", code, f"De schaal '{code}' wordt anders berekend.")
    for code in old.scales.keys() - new.scales.keys():
        yield Finding("uitbreiding", code, f"De schaal '{code}' vervalt.")


def _rule(scale: Scale) -> tuple[object, ...]:
    items = {(item.ref, tuple(sorted(item.points.items()))) for item in scale.items}
    bands = [(band.low, band.high) for band in scale.bands]
    return items, scale.function, scale.minimum, scale.rounding, bands
