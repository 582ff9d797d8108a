"""The path: which pages a person sees is a pure function of the questionnaire and the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from surveys.conditions import Seen, Tree, holds, references, scores_used
from surveys.definition import END, Definition, Page
from surveys.questions import Question
from surveys.scoring import score

Answers = Mapping[str, Any]


def path(definition: Definition, answers: Answers) -> tuple[Page, ...]:
    """The pages on the path, each with only the questions that are shown.

    Only what is true shows a page or makes a jump: an answer that is not there never does. Answers of pages that are not on the
    path do not count in later conditions, and jumps go forward only, so one walk from the first page decides everything.
    """
    return tuple(_Walk(definition, answers).pages)


def counted(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers that count: those of questions on the path. The others are kept, for a change of mind must lose nothing."""
    return _Walk(definition, answers).valid


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """Which question this is (0: only something to read), how many there are as it looks now, and how many at most."""

    number: int
    now: int
    most: int


def progress(definition: Definition, answers: Answers, walked: Sequence[Page], page_code: str) -> Progress:
    """How far somebody is on the path. What is at most to come never grows while somebody goes on: each answer only takes away."""
    here = definition.positions[page_code]

    def asking(pages: Sequence[Page], ahead: bool) -> int:
        places = [definition.positions[one.code] for one in pages if any(question.asks for question in one.questions)]
        return sum(place > here if ahead else place <= here for place in places)

    passed = asking(walked, ahead=False)
    asks = any(one.code == page_code and any(question.asks for question in one.questions) for one in walked)
    may = _May(definition, answers, here).pages
    return Progress(passed if asks else 0, passed + asking(walked, ahead=True), passed + asking(may, ahead=True))


class _Walk:
    """One walk over the pages; `valid` holds the answers that were passed."""

    def __init__(self, definition: Definition, answers: Answers) -> None:
        self.definition = definition
        self.pages: list[Page] = []
        self.valid: dict[str, Any] = {}
        self._seen: dict[tuple[str, str | None], Seen | None] = {}  # an answer that was passed never changes again on this walk
        place = 0
        while place < len(definition.pages):
            page = definition.pages[place]
            place += 1
            shown = self._shown(page)
            if shown:
                self.pages.append(page if shown is page.questions else dataclasses.replace(page, questions=shown))
                for one in shown:
                    if (answer := answers.get(one.code)) is not None:
                        self.valid[one.code] = answer
                if page.go_to:
                    place = self._after(page, place)

    def _shown(self, page: Page) -> tuple[Question, ...]:
        if not self._true(page.show_if):
            return ()
        if page.code not in self.definition.conditional:
            return page.questions
        shown = tuple(one for one in page.questions if self._true(one.show_if))
        return page.questions if len(shown) == len(page.questions) else shown

    def _after(self, page: Page, place: int) -> int:
        jump = next((one for one in page.go_to if self._true(one.when)), None)
        if jump is None:
            return place
        return len(self.definition.pages) if jump.target == END else max(self.definition.positions.get(jump.target, place), place)

    def _true(self, tree: Tree | None) -> bool:
        return tree is None or holds(tree, self._lookup, self._score) is True

    def _lookup(self, code: str, item: str | None) -> Seen | None:
        if code not in self.valid:
            return None
        if (code, item) not in self._seen:
            self._seen[code, item] = self.definition.questions[code].see(self.valid[code], item)
        return self._seen[code, item]

    def _score(self, code: str) -> float | None:
        scale = self.definition.scales.get(code)
        found = None if scale is None else score(scale, self.valid)
        return None if found is None else found.value


class _May(_Walk):
    """A walk that passes every page that may still come: from `here` on nothing that is still to be answered closes a page."""

    def __init__(self, definition: Definition, answers: Answers, here: int) -> None:
        self.here = here
        super().__init__(definition, answers)

    def _after(self, page: Page, place: int) -> int:
        return place if place > self.here else super()._after(page, place)

    def _true(self, tree: Tree | None) -> bool:
        return tree is None or self._open(tree) or super()._true(tree)

    def _open(self, tree: Tree) -> bool:
        scales = [self.definition.scales[code] for code in scores_used(tree) if code in self.definition.scales]
        codes = [code for code, _ in references(tree)] + [item.question for scale in scales for item in scale.items]
        return any(self.definition.page_of.get(code, -1) >= self.here for code in codes)
