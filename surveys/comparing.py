"""Two questionnaires side by side: only other words, more to ask, or a code that now means something else (surveys.md 4b)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from saying import say
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
            yield Finding("uitbreiding", code, say("De vraag '{code}' is nieuw.", code=code))
        elif before.kind != question.kind:
            yield Finding(
                "breuk",
                code,
                say(
                    "De vraag '{code}' was van soort '{kind}' en is nu '{kind2}'.",
                    code=code,
                    kind=before.kind,
                    kind2=question.kind,
                ),
            )
        elif before.afterwards != question.afterwards:
            yield Finding(
                "breuk",
                code,
                say("De vraag '{code}' gaat in de ene versie over nu en in de andere over eerder (achteraf).", code=code),
            )
        else:
            yield from _differences(before, question)
    for code in old.questions:
        if code not in new.questions:
            yield Finding(
                "uitbreiding", code, say("De vraag '{code}' vervalt; zijn antwoorden blijven in elke export.", code=code)
            )


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
        yield Finding("uitbreiding", old.code, say("De stelling '{code}.{code2}' is nieuw.", code=old.code, code2=code))
    for code in before.keys() - after.keys():
        yield Finding(
            "uitbreiding",
            old.code,
            say("De stelling '{code}.{code2}' vervalt; zijn antwoorden blijven in elke export.", code=old.code, code2=code),
        )
    yield from _swapped(old.code, {c: t.get("nl", "") for c, t in before.items()}, {c: t.get("nl", "") for c, t in after.items()})


@_differences.register
def _marks(old: Marks, new: Marks) -> Iterator[Finding]:
    if (old.low, old.high) != (new.low, new.high):
        yield Finding(
            "breuk",
            old.code,
            say(
                "De schaal van '{code}' liep van {low} tot {high} en nu van {low2} tot {high2}.",
                code=old.code,
                low=old.low,
                high=old.high,
                low2=new.low,
                high2=new.high,
            ),
        )
    ends = (
        {"laag": old.low_label.get("nl", ""), "hoog": old.high_label.get("nl", "")},
        {"laag": new.low_label.get("nl", ""), "hoog": new.high_label.get("nl", "")},
    )
    yield from _swapped(old.code, *ends)


@_differences.register
def _number(old: Number, new: Number) -> Iterator[Finding]:
    if old.unit.get("nl") != new.unit.get("nl"):
        yield Finding("breuk", old.code, say("De eenheid van '{code}' is veranderd.", code=old.code))
    if (old.low, old.high, old.decimals) != (new.low, new.high, new.decimals):
        narrower = new.low > old.low or new.high < old.high or new.decimals < old.decimals
        kind = "breuk" if narrower else "uitbreiding"
        yield Finding(
            kind,
            old.code,
            say("De grenzen van '{code}' zijn nauwer geworden.", code=old.code)
            if narrower
            else say("De grenzen van '{code}' zijn ruimer geworden.", code=old.code),
        )


@_differences.register
def _triad(old: Triad, new: Triad) -> Iterator[Finding]:
    if old.story != new.story:
        yield Finding("breuk", old.code, say("De driehoek '{code}' hoort nu bij een ander verhaal.", code=old.code))
    corners = [{corner: texts.get("nl", "") for corner, texts in one.corners.items()} for one in (old, new)]
    yield from _swapped(old.code, corners[0], corners[1])


def _options(code: str, old: tuple[Option, ...], new: tuple[Option, ...], *, may_lose: bool) -> Iterator[Finding]:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    for option, one in after.items():
        was = before.get(option)
        if was is None:
            yield Finding("uitbreiding", code, say("Het antwoord '{option}' bij '{code}' is nieuw.", option=option, code=code))
        elif (was.value, was.missing, was.exclusive) != (one.value, one.missing, one.exclusive):
            yield Finding(
                "breuk",
                code,
                say("Het antwoord '{option}' bij '{code}' kreeg een andere waarde of soort.", option=option, code=code),
            )
    for option, was in before.items():
        if option not in after:
            kind = "uitbreiding" if may_lose or was.missing else "breuk"
            yield Finding(kind, code, say("Het antwoord '{option}' bij '{code}' vervalt.", option=option, code=code))
    yield from _swapped(
        code, {c: o.label.get("nl", "") for c, o in before.items()}, {c: o.label.get("nl", "") for c, o in after.items()}
    )


def _swapped(code: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Finding]:
    """A text that moved to another code: the words stayed, so the code means something else."""
    home = {text: one for one, text in before.items() if text}
    for one, text in after.items():
        if one in before and before[one] != text and home.get(text, one) != one:
            yield Finding(
                "breuk",
                code,
                say("Bij '{code}' staat de tekst van '{home}' nu bij '{one}'.", code=code, home=home[text], one=one),
            )


def _routes(old: Definition, new: Definition) -> Iterator[Finding]:
    if _order(old, new) != _order(new, old):
        yield Finding("uitbreiding", "", say("De volgorde van de vragen is veranderd."))
    shared = [code for code in new.questions if code in old.questions]
    for code in shared:
        if _conditions(old, code) != _conditions(new, code):
            yield Finding("uitbreiding", code, say("De vraag '{code}' wordt nu in andere gevallen gesteld.", code=code))
    if _jumps(old) != _jumps(new):
        yield Finding("uitbreiding", "", say("De sprongen tussen de pagina's zijn veranderd."))


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
            yield Finding("uitbreiding", code, say("De schaal '{code}' is nieuw.", code=code))
        elif _rule(before) != _rule(scale):
            yield Finding("breuk", code, say("De schaal '{code}' wordt anders berekend.", code=code))
    for code in old.scales.keys() - new.scales.keys():
        yield Finding("uitbreiding", code, say("De schaal '{code}' vervalt.", code=code))


def _rule(scale: Scale) -> tuple[object, ...]:
    items = {(item.ref, tuple(sorted(item.points.items()))) for item in scale.items}
    bands = [(band.low, band.high) for band in scale.bands]
    return items, scale.function, scale.minimum, scale.rounding, bands
