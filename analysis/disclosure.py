"""Counts and figures too small to show, and the others that must go with them so that nothing can be computed back.

The rules (domain.md 5.1), applied before a Report exists:

- a group smaller than the minimum (10 residents, 5 professionals; a programme may set others) shows no figure and no n;
- a group in which nobody, one or two people answered otherwise than the rest shows no figure when the subject is sensitive: 0% or
  100% tells the answer of each, and one or two people who leave themselves out know that of all others (docs/decisions/0010);
  for a mean "the rest" is whoever gave the answer that was given most;
- what is hidden may not follow from total minus shown: the hidden groups, people without a group included, are at least two,
  are together at least the minimum and are not one-sided - otherwise the next smallest group is hidden too;
- a count of stories is hidden below MINIMUM_STORIES; nought is shown, for it points at nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from analysis.sentences import listed

MINIMUM_STORIES = 3
FEWEST = 3  # so many people at least stand on each side of a sensitive share; the same as for stories
TOO_SMALL = "te klein"
ONE_SIDED = "bijna iedereen gelijk"
ALONGSIDE = "samen met een andere groep"
PUBLISHED = "naast wat eerder is gepubliceerd"


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of a table: how many people, and how many of them count for the figure (None when it is no share).

    `guarded`: the subject is sensitive, so a group in which (nearly) all or none count is not shown. `given`: for a mean, how many
    people gave each answer (None when that is not known); the places of one table are of the same answers.
    """

    n: int
    hits: int | None = None
    guarded: bool = True
    given: tuple[int, ...] | None = None

    @property
    def one_sided(self) -> bool:
        """All but a few answered the same, so the figure would tell the answer of each, or of all others to those few."""
        if not self.guarded or self.n <= 0:
            return False
        if self.given is not None and self.n - max(self.given, default=0) < FEWEST:
            return True
        return self.hits is not None and min(self.hits, self.n - self.hits) < FEWEST


def minimum_for(group: str, minimum_residents: int, minimum_professionals: int) -> int:
    """The smallest group that may be shown: professionals have their own minimum, everybody else counts as resident."""
    return minimum_professionals if group == "professional" else minimum_residents


def primary(cell: Cell, minimum: int) -> str:
    """Why this group alone may not be shown, or "" when it may; an empty group has nothing to hide."""
    if cell.n == 0:
        return ""
    if cell.n < minimum:
        return TOO_SMALL
    return ONE_SIDED if cell.one_sided else ""


def protect(
    cells: Sequence[Cell], total: Cell, minimum: int, prefer: frozenset[int] = frozenset(), held: frozenset[int] = frozenset()
) -> list[str]:
    """A reason per group, "" = may be shown, such that total minus the shown groups gives away no hidden one.

    `total` is what is published of all together, so what it has beyond the cells are people without a group: they count as
    one more group that is never shown. Groups in `prefer` (hidden in another wave already) are sacrificed before others; those
    in `held` may not be shown beside what was published before.
    """
    rest = _minus(total, cells)
    if rest.n < 0:
        raise ValueError("a table cannot hold more people than its total")
    if primary(total, minimum):
        return [primary(total, minimum) if cell.n else "" for cell in cells]
    reasons = [primary(cell, minimum) or (PUBLISHED if i in held else "") for i, cell in enumerate(cells)]
    order = sorted((i for i, cell in enumerate(cells) if cell.n), key=lambda i: (i not in prefer, cells[i].n, i))
    for i in order:
        hidden = [cell for cell, reason in zip(cells, reasons, strict=True) if reason]
        if _safe(hidden, rest, minimum):
            break
        reasons[i] = reasons[i] or ALONGSIDE
    return reasons


def protect_counts(counts: Sequence[int], minimum: int = MINIMUM_STORIES) -> list[int | None]:
    """Counts that add up to a published total, with None for each that is too small or would give away a small one."""
    reasons = protect([Cell(n) for n in counts], Cell(sum(counts)), minimum)
    return [None if reason else n for n, reason in zip(counts, reasons, strict=True)]


def merged_counts(names: Sequence[str], counts: Sequence[int], minimum: int = MINIMUM_STORIES) -> list[tuple[str, int]]:
    """The same counts with the small ones added up under a joint name ("naasten en vrijwilligers", 6), so that none is hidden
    and no large one has to be called too small. Counts of nought are left out; nothing is left when all together are too few.
    """
    shown = protect_counts(counts, minimum)
    small = [(name, n) for name, n, one in zip(names, counts, shown, strict=True) if one is None]
    found = [(name, one) for name, one in zip(names, shown, strict=True) if one]
    if sum(n for _, n in small) >= minimum:
        found.append((listed([name for name, _ in small]), sum(n for _, n in small)))
    return found


def small_side(count: int, n: int, minimum: int = MINIMUM_STORIES) -> bool:
    """Whether a share says of a few that they do, or do not, while others are so; for what is not sensitive all and none are fine."""
    return small_count(count, minimum) is None or small_count(n - count, minimum) is None


def small_count(count: int, minimum: int = MINIMUM_STORIES) -> int | None:
    """A count that stands alone: None when it is small, nought stays nought."""
    return None if 0 < count < minimum else count


def _minus(total: Cell, cells: Sequence[Cell]) -> Cell:
    """What subtraction finds: all together minus these groups."""
    less = _together(cells, total.guarded)
    hits = total.hits - less.hits if total.hits is not None and less.hits is not None else None
    given = None
    if total.given is not None and less.given is not None:
        given = tuple(a - b for a, b in zip_longest(total.given, less.given, fillvalue=0))
    return Cell(total.n - less.n, hits, total.guarded, given)


def _together(cells: Sequence[Cell], guarded: bool) -> Cell:
    """These groups as one."""
    hits = [cell.hits for cell in cells if cell.hits is not None]
    given = [cell.given for cell in cells if cell.given is not None]
    return Cell(
        sum(cell.n for cell in cells), sum(hits) if len(hits) == len(cells) else None, guarded,
        tuple(map(sum, zip_longest(*given, fillvalue=0))) if len(given) == len(cells) else None,
    )  # fmt: skip


def _safe(hidden: list[Cell], rest: Cell, minimum: int) -> bool:
    """Nothing hidden and no rest to guard, or two hidden groups that together may be known."""
    groups = [*hidden, rest] if rest.n else hidden
    if not groups or (not hidden and not primary(rest, minimum)):
        return True
    return len(groups) >= 2 and not primary(_together(groups, rest.guarded), minimum)
