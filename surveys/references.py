"""Checks of what conditions name: does it exist, does it come earlier, can it be compared like that."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from saying import say
from surveys.conditions import LEAVES, Tree
from surveys.definition import Definition
from surveys.faults import nearest
from surveys.questions import (
    CORNERS,
    ChangeCause,
    Choice,
    ConsentQuestion,
    Date,
    Number,
    Option,
    Question,
    Scale,
    Several,
    Statements,
    StoryQuestion,
    Triad,
)  # fmt: skip
from surveys.questions.typed import is_iso

Wrong = tuple[str, str]  # what is wrong, what to do


def faults(definition: Definition, tree: Tree, before: int, unreadable: frozenset[str]) -> Iterator[Wrong]:
    """Everything wrong with the names in a condition that may look at pages before this position."""
    head = tree[0]
    if head == "ref":
        yield from _reference(definition, tree, before, unreadable)
    elif head == "score":
        yield from _score(definition, tree[1], before)
    elif head not in LEAVES:
        for part in tree[1:]:
            yield from faults(definition, part, before, unreadable)
        refs = [part for part in tree[1:] if part[0] == "ref" and _sound(definition, part)]
        for ref in refs:
            yield from _use(definition.questions[ref[1]], tree, ref)


def _sound(definition: Definition, ref: Tree) -> bool:
    question = definition.questions.get(ref[1])
    return question is not None and question.asks and not list(_item(question, ref))


def _reference(definition: Definition, ref: Tree, before: int, unreadable: frozenset[str]) -> Iterator[Wrong]:
    code = ref[1]
    question = definition.questions.get(code)
    if question is None:
        if code not in unreadable:
            yield (
                say("De voorwaarde noemt een onbekende vraag '{code}'.", code=code),
                nearest(code, definition.questions) or say("Kijk de code van de vraag na."),
            )
    elif definition.page_of[code] >= before:
        yield (
            say("De voorwaarde kijkt naar '{code}', maar die vraag komt pas later (of op dezelfde pagina).", code=code),
            say("Zet de vraag op een eerdere pagina."),
        )
    elif not question.asks:
        yield (
            say("De voorwaarde kijkt naar '{code}', maar dat is een uitleg zonder antwoord.", code=code),
            say("Kijk naar een vraag met een antwoord."),
        )
    else:
        yield from _item(question, ref)


def _item(question: Question, ref: Tree) -> Iterator[Wrong]:
    known: list[str] = []
    if isinstance(question, Statements):
        known = [one.code for one in question.items]
    elif isinstance(question, Triad):
        known = list(CORNERS)
    if len(ref) > 2 and ref[2] not in known:
        advice = nearest(ref[2], known) or (
            say("Kies uit: {choices}.", choices=", ".join(known))
            if known
            else say("Schrijf alleen '{code}'.", code=question.code)
        )
        yield say("De vraag '{code}' heeft geen onderdeel '{ref}'.", code=question.code, ref=ref[2]), advice


def _score(definition: Definition, code: str, before: int) -> Iterator[Wrong]:
    scale = definition.scales.get(code)
    if scale is None:
        yield (
            say("De voorwaarde noemt een onbekende schaal '{code}'.", code=code),
            nearest(code, definition.scales) or say("Kijk bij 'schalen' welke er zijn."),
        )
        return
    late = [item.ref for item in scale.items if definition.page_of.get(item.question, before) >= before]
    if late:
        yield (
            say("De score '{code}' is hier nog niet bekend: '{late}' komt pas later.", code=code, late=late[0]),
            say("Gebruik de score na de laatste vraag van de schaal."),
        )


def _use(question: Question, tree: Tree, ref: Tree) -> Iterator[Wrong]:
    """Whether this reference can stand in this operation, beside these constants."""
    head, item = tree[0], ref[2] if len(ref) > 2 else None
    name = f"{question.code}.{item}" if item else question.code
    if head == "answered":
        return
    if head in ("contains", "count"):
        if not isinstance(question, Several):
            yield (
                say("Bij '{name}' kan maar één antwoord gekozen worden, dus 'bevat' en 'aantal' passen niet.", name=name),
                say("Schrijf bijvoorbeeld: {name} = '…'.", name=name),
            )
        elif head == "contains":
            yield from _members(question, tree[2][1])
        return
    if isinstance(question, Statements | Triad) and item is None:
        yield (
            say("'{name}' heeft meer onderdelen.", name=name),
            say("Noem er een, zoals {name}.{question}, of schrijf: beantwoord({name}).", name=name, question=_first(question)),
        )
        return
    for other in tree[1:]:
        if other[0] == "text":
            yield from _text(question, name, other[1], head)
        elif other[0] == "number":
            yield from _number(question, name, other[1], head)
    if head not in ("=", "!=", "in"):
        yield from _countable(question, name, head)


def _first(question: Question) -> str:
    return question.items[0].code if isinstance(question, Statements) and question.items else "a"


def _members(question: Several, code: str) -> Iterator[Wrong]:
    ordinary = [one.code for one in question.options if not one.exclusive]
    if code in ordinary:
        return
    if code in [one.code for one in question.options]:
        yield (
            say(
                "'{code}' is bij '{code2}' een antwoord dat alleen staat, dus 'bevat' is nooit waar.",
                code=code,
                code2=question.code,
            ),
            say("Schrijf: {code} = '{code2}'.", code=question.code, code2=code),
        )
    else:
        yield _no_option(question.code, code, ordinary)


def _no_option(name: str, code: str, known: list[str]) -> Wrong:
    return say("De vraag '{name}' heeft geen antwoord '{code}'.", name=name, code=code), nearest(code, known) or say(
        "Kies uit: {choices}.", choices=", ".join(known[:12])
    )


def options_of(question: Question) -> tuple[Option, ...]:
    """The options a single answer can be, none for kinds without."""
    return question.options if isinstance(question, Choice | Statements | ChangeCause | Several) else ()


@functools.singledispatch
def _text(question: Question, name: str, text: str, head: str, /) -> Iterator[Wrong]:
    """Whether an answer can be this text; kinds that are written freely can be anything."""
    options = options_of(question)
    if isinstance(question, Several):
        options = tuple(one for one in options if one.exclusive)
        if text in [one.code for one in question.options if not one.exclusive]:
            yield (
                say("Bij '{name}' kunnen meer antwoorden gekozen worden, dus '=' past niet.", name=name),
                say("Schrijf: {name} bevat '{text}'.", name=name, text=text),
            )
            return
    if options and text not in [one.code for one in options]:
        yield _no_option(name, text, [one.code for one in options])
    if head not in ("=", "!=", "in"):
        yield (
            say("Teksten hebben geen volgorde, dus '{head}' past niet bij '{name}'.", head=head, name=name),
            say("Gebruik = of in."),
        )


@_text.register(Scale)
@_text.register(Number)
@_text.register(Triad)
def _text_of_number(question: Scale | Number | Triad, name: str, text: str, head: str) -> Iterator[Wrong]:
    if text not in question.missing or head not in ("=", "!=", "in"):
        yield (
            say("Het antwoord op '{name}' is een getal, geen tekst '{text}'.", name=name, text=text[:30]),
            say("Schrijf het getal zonder aanhalingstekens."),
        )


@_text.register
def _text_of_date(question: Date, name: str, text: str, _head: str, /) -> Iterator[Wrong]:
    if text not in question.missing and not is_iso(text) and not is_iso(f"{text}-01"):
        yield (
            say("'{text}' is geen datum ('{name}').", text=text[:30], name=name),
            say("Schrijf jaar-maand-dag, zoals '2026-05-03'."),
        )


@_text.register
def _text_of_consent(_question: ConsentQuestion, name: str, text: str, _head: str, /) -> Iterator[Wrong]:
    if text != "ja":
        yield _no_option(name, text, ["ja"])


@_text.register
def _text_of_story(_question: StoryQuestion, name: str, _text: str, _head: str, /) -> Iterator[Wrong]:
    yield (
        say("Naar de woorden van verhaal '{name}' kan een voorwaarde niet kijken.", name=name),
        say("Schrijf: beantwoord({name}).", name=name),
    )


def _number(question: Question, name: str, number: float, head: str) -> Iterator[Wrong]:
    values = [one.value for one in options_of(question) if one.value is not None]
    if isinstance(question, Scale | Number | Triad):
        return
    if isinstance(question, Several) or not values:
        yield (
            say("Het antwoord op '{name}' is geen getal.", name=name),
            say("Vergelijk met een antwoord, bijvoorbeeld: wonen = 'alleen'."),
        )
    elif head in ("=", "!=", "in") and number not in values:
        yield (
            say("De vraag '{name}' heeft geen antwoord met waarde {number:g}.", name=name, number=number),
            say("Kies uit: {choices}.", choices=", ".join(f"{one:g}" for one in values)),
        )


def _countable(question: Question, name: str, head: str) -> Iterator[Wrong]:
    if isinstance(question, Date) and head in ("<", "<=", ">", ">="):
        return
    if isinstance(question, Scale | Number | Triad):
        return
    if isinstance(question, Several) or not any(one.value is not None for one in options_of(question)):
        yield (
            say("Met '{name}' kan niet gerekend worden ('{head}').", name=name, head=head),
            say("Gebruik een getal, een schaal of antwoorden met een waarde."),
        )
