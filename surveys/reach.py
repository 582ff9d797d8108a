"""What nobody can ever see: conditions that are never true and pages that no path shows, found by trying answers within bounds."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from saying import say
from surveys.conditions import Seen, Tree, holds, scores_used
from surveys.conditions import references as refs_of
from surveys.definition import Definition
from surveys.pages import Page
from surveys.possible import Part, answered, domain, literals_for, parts_of
from surveys.references import options_of
from surveys.routing import path as path_of

MAX_TRIES = 20_000  # combinations of answers tried for one condition
MAX_STEPS = 1_000_000  # steps for the whole questionnaire, so that no file keeps the check busy for long


class Reach:
    """One look at one questionnaire whose names are all sound. `fault` notes (place, what, advice)."""

    def __init__(self, definition: Definition, fault: Callable[[str, str, str], None]) -> None:
        self.definition, self.fault = definition, fault
        self.never: set[str] = set()  # places whose condition is never true
        self.steps = MAX_STEPS

    def look(self, conditions: Iterable[tuple[str, str, Tree, int]]) -> None:
        """Note conditions that no answers can make true, and then pages and questions that no path shows."""
        for place, where, tree, _before in conditions:
            if self._satisfiable(tree) is False:
                self.never.add(place)
                self.fault(
                    place,
                    say("De voorwaarde bij {where} kan nooit waar zijn.", where=where),
                    say("Pas de voorwaarde aan, of haal haar weg."),
                )

        for page in self.definition.pages:
            if f"toon_als pagina {page.code}" not in self.never:
                self._page(page)

    def _satisfiable(self, tree: Tree) -> bool | None:
        scales = dict.fromkeys(scores_used(tree))
        scores = [_score_values(self.definition, code, tree) for code in scales]

        def true_with(answers: dict[str, Any], worth: dict[str, float]) -> bool:
            @functools.cache
            def see(code: str, item: str | None) -> Seen | None:
                return self.definition.questions[code].see(answers.get(code), item)

            return holds(tree, see, worth.get) is True

        combinations = _Combinations(self.definition, [tree], parts_of(self.definition.questions, [tree]))
        worths = [dict(zip(scales, values, strict=True)) for values in itertools.islice(itertools.product(*scores), MAX_TRIES)]
        tries = combinations.size * math.prod(map(len, scores))
        if tries > MAX_TRIES or not self._afford(tries * (_size(tree) + combinations.weight)):
            return None
        if any(true_with(answers, worth) for answers in combinations for worth in worths):
            return True
        return False if combinations.exact and _plain_score(tree) else None

    def _afford(self, steps: int) -> bool:
        self.steps -= steps
        return self.steps >= 0

    def _page(self, page: Page) -> None:
        if self._shown(page) is not False:
            self._questions_of(page)
        elif not any(f"toon_als vraag {one.code}" in self.never for one in page.questions):
            advice = say("Kijk naar de voorwaarde van de pagina en naar de sprongen ervoor.")
            self.fault(f"pagina {page.code}", say("De pagina '{code}' kan door niemand bereikt worden.", code=page.code), advice)

    def _questions_of(self, page: Page) -> None:
        for question in page.questions if len(page.questions) > 1 else ():
            place = f"toon_als vraag {question.code}"
            if question.show_if is None or place in self.never:
                continue
            if self._shown(page, question.code) is False:
                self.fault(
                    place,
                    say("De vraag '{code}' wordt nooit getoond.", code=question.code),
                    say("Kijk naar haar voorwaarde en naar de sprongen ervoor."),
                )

    def _shown(self, page: Page, code: str | None = None) -> bool | None:
        """Whether some answers show this page (or this question of it); None when that cannot be decided within bounds."""
        trees = self._that_decide(page)
        if trees is None or any(True for tree in trees for _ in scores_used(tree)):
            return None  # a score hangs on too many answers to try them all
        parts = parts_of(self.definition.questions, trees)
        if not self._afford(len(parts) * sum(map(_size, trees))):
            return None
        combinations = _Combinations(self.definition, trees, parts)
        if combinations.size > MAX_TRIES:
            return None
        for answers in combinations:
            if not self._afford(len(self.definition.pages) + combinations.weight):
                return None
            shown = next((one.questions for one in path_of(self.definition, answers) if one.code == page.code), ())
            if shown and (code is None or code in [one.code for one in shown]):
                return True
        return False if combinations.exact else None

    def _that_decide(self, target: Page) -> list[Tree] | None:
        """The conditions on which it hangs whether a page is shown: its own, those of what they look at, and jumps over any of these."""
        places = {self.definition.positions[target.code]}
        while self._afford(len(self.definition.pages)):
            places |= self._jumping_over(sorted(places))
            trees = [tree for place in sorted(places) for tree in self._of_page(place)]
            more = {self.definition.page_of[code] for tree in trees for code, _item in refs_of(tree)} - places
            if not more:
                return trees
            places |= more
        return None

    def _of_page(self, place: int) -> Iterator[Tree]:
        page = self.definition.pages[place]
        trees = (page.show_if, *(question.show_if for question in page.questions), *(jump.when for jump in page.go_to))
        yield from (tree for tree in trees if tree is not None)

    def _jumping_over(self, places: list[int]) -> set[int]:
        """Pages with a jump over one of these pages, and so on until no page is added."""
        found: set[int] = set()
        end = len(self.definition.pages)
        for i in range(places[-1] - 1, -1, -1):  # from the last backwards, so that a page found here is itself looked at
            near = bisect.bisect_right(places, i)
            reach = max((self.definition.positions.get(jump.target, end) for jump in self.definition.pages[i].go_to), default=i)
            if near < len(places) and places[near] < reach:
                found.add(i)
                bisect.insort(places, i)
        return found


class _Combinations:
    """Every combination of answers that could matter to some conditions."""

    def __init__(self, definition: Definition, trees: list[Tree], parts: list[Part]) -> None:
        self._questions, self._parts = definition.questions, parts
        found = [domain(self._questions[part[0]], literals_for(trees, part)) for part in parts]
        self._values = [values for values, _exact in found]
        self.exact = all(exact for _values, exact in found)
        self.size = math.prod(map(len, self._values))
        self.weight = sum(len(options_of(self._questions[part[0]])) for part in parts)  # what looking at one combination takes

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for values in itertools.product(*self._values):
            yield answered(self._questions, dict(zip(self._parts, values, strict=True)))


def _score_values(definition: Definition, code: str, tree: Tree) -> list[float]:
    """Scores around the constants of a condition, inside what the scale can reach."""
    scale = definition.scales[code]
    low, high = scale.extent()
    step = 10.0**-scale.rounding
    near = {low, high, (low + high) / 2} | {n + sign * step for n in _numbers(tree) for sign in (-1, 0, 1)}
    return [one for one in sorted(near) if low <= one <= high]


def _size(tree: Tree) -> int:
    return 1 + sum(_size(part) for part in tree[1:] if isinstance(part, tuple))


def _numbers(tree: Tree) -> Iterator[float]:
    if tree[0] == "number":
        yield tree[1]
    elif tree[0] not in ("ref", "text", "score"):
        for part in tree[1:]:
            yield from _numbers(part)


def _plain_score(tree: Tree) -> bool:
    """Whether scores are compared with constants only, so that trying around the constants decides."""
    if tree[0] in ("and", "or", "not"):
        return all(_plain_score(part) for part in tree[1:])
    has = any(True for _ in scores_used(tree))
    return not has or all(part[0] in ("score", "number") for part in tree[1:])
