"""What is looked at before a questionnaire is published: names in conditions, jumps, pages nobody can reach, conditions never true."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from saying import say
from surveys import definition as definitions
from surveys import references
from surveys.conditions import Tree
from surveys.definition import END, Definition, Fault
from surveys.faults import Enough, Sheet, nearest
from surveys.questions import StoryQuestion, Triad
from surveys.reach import Reach


def check_file(path: Path) -> tuple[Fault, ...]:
    """Every fault of a questionnaire file, sorted by line; empty when it can be published."""
    try:
        data = definitions.bytes_of(path)
    except OSError:
        return (Fault(path.name, 0, say("Dit bestand is niet te openen."), say("Controleer de naam en of u het mag lezen.")),)
    return check_data(data, path.name)


def check_data(data: bytes, name: str) -> tuple[Fault, ...]:
    """Every fault of a questionnaire in bytes."""
    found = definitions.read(data, name)
    return tuple(sorted({*found.faults, *check(found.definition, name, found.unreadable)}))


def check(definition: Definition, name: str = "", unreadable: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
    """What is wrong with a questionnaire as a whole; `unreadable` are questions that are there but could not be read."""
    checker = _Checker(definition, name, unreadable)
    with contextlib.suppress(Enough):
        checker.names()
        checker.jumps()
        checker.columns()
        checker.triads()
        if not checker.sheet.faults and not unreadable:
            Reach(definition, checker.fault).look(checker.conditions())
    return tuple(sorted(checker.sheet.faults))


class _Checker:
    """One check of one questionnaire."""

    def __init__(self, definition: Definition, name: str, unreadable: frozenset[str]) -> None:
        self.definition, self.unreadable = definition, unreadable
        self.sheet = Sheet(name)

    def fault(self, place: str, what: str, advice: str) -> None:
        """Note a fault at a place of the file."""
        self.sheet.fault(self.definition.lines.get(place, 0), what, advice)

    def conditions(self) -> Iterator[tuple[str, str, Tree, int]]:
        """Every condition: its place, where that is in words, the tree, and before which page its references must stand."""
        for i, page in enumerate(self.definition.pages):
            if page.show_if is not None:
                yield f"toon_als pagina {page.code}", say("pagina '{code}'", code=page.code), page.show_if, i
            for question in page.questions:
                if question.show_if is not None:
                    yield f"toon_als vraag {question.code}", say("vraag '{code}'", code=question.code), question.show_if, i
            for n, jump in enumerate(page.go_to):
                if jump.when is not None:
                    yield f"ga_naar {page.code} {n}", say("de sprong van pagina '{code}'", code=page.code), jump.when, i + 1

    def names(self) -> None:
        """Conditions name what exists and comes earlier."""
        for place, where, tree, before in self.conditions():
            for what, advice in references.faults(self.definition, tree, before, self.unreadable):
                self.fault(place, say("Bij {where}: {what}", where=where, what=what), advice)

    def jumps(self) -> None:
        """Jumps go to a later page."""
        for i, page in enumerate(self.definition.pages):
            for n, jump in enumerate(page.go_to):
                target = self.definition.positions.get(jump.target)
                if target is None and jump.target != END and jump.target not in self.unreadable:
                    advice = nearest(jump.target, [*self.definition.positions, END]) or say(
                        "Noem een latere pagina, of '{end}'.", end=END
                    )
                    self.fault(
                        f"ga_naar {page.code} {n}",
                        say(
                            "De sprong van pagina '{code}' gaat naar een onbekende pagina '{target}'.",
                            code=page.code,
                            target=jump.target,
                        ),
                        advice,
                    )
                elif target is not None and target <= i:
                    self.fault(
                        f"ga_naar {page.code} {n}",
                        say("De sprong van pagina '{code}' gaat terug naar '{target}'.", code=page.code, target=jump.target),
                        say("Spring alleen vooruit."),
                    )

    def columns(self) -> None:
        """Names of columns in an export are there once: a.b becomes a_b."""
        owners: dict[str, str] = {}
        for code, question in self.definition.questions.items():
            for name in {field.removesuffix(".missing") for field in question.fields()}:
                column = name.replace(".", "_")
                if owners.setdefault(column, code) != code:
                    self.fault(
                        f"vraag {code}",
                        say(
                            "De kolom '{column}' hoort bij '{owners}' en bij '{code}'.",
                            column=column,
                            owners=owners[column],
                            code=code,
                        ),
                        say("Geef een van beide een andere code."),
                    )

    def triads(self) -> None:
        """A triangle about a story stands after that story."""
        for code, question in self.definition.questions.items():
            if not isinstance(question, Triad) or not question.story or question.story in self.unreadable:
                continue
            story = self.definition.questions.get(question.story)
            if not isinstance(story, StoryQuestion) or self.definition.page_of[story.code] > self.definition.page_of[code]:
                known = [one.code for one in self.definition.questions.values() if isinstance(one, StoryQuestion)]
                advice = nearest(question.story, known) or say("Noem bij 'bij' een verhaal dat eerder gevraagd wordt.")
                self.fault(
                    f"vraag {code}",
                    say(
                        "De driehoek '{code}' hoort bij '{story}', maar dat is geen eerder verhaal.",
                        code=code,
                        story=question.story,
                    ),
                    advice,
                )
