"""Counts and figures too small to show, and the others that must go with them so that nothing can be computed back.

The rules (domain.md 5.1), applied before a Report exists:

- a group smaller than the minimum (10 residents, 5 professionals; a programme may set others) shows no figure and no n;
- a group in which everybody answered the same (0% or 100%) shows no figure when the subject is sensitive;
- what is hidden may not follow from total minus shown: the hidden groups, people without a group included, are at least two,
  are together at least the minimum and are not all equal - otherwise the next smallest group is hidden too;
- a count of stories is hidden below MINIMUM_STORIES; nought is shown, for it points at nobody.

Numerators follow the n rule: with n at or above the minimum a percentage is shown whatever its numerator (0% and 100% excepted).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MINIMUM_STORIES = 3
TOO_SMALL = "te klein"
ALL_EQUAL = "iedereen gelijk"
ALONGSIDE = "samen met een andere groep"
PUBLISHED = "naast wat eerder is gepubliceerd"


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of a table: how many people, and how many of them count for the figure (None when it is no share).

    `guarded`: the subject is sensitive, so a group in which all or none count is not shown.
    """

    n: int
    hits: int | None = None
    guarded: bool = True

    @property
    def all_equal(self) -> bool:
        """Everybody answered the same, so the figure would tell the answer of each."""
        return self.guarded and self.n > 0 and self.hits in {0, self.n}


def minimum_for(group: str, minimum_residents: int, minimum_professionals: int) -> int:
    """The smallest group that may be shown: professionals have their own minimum, everybody else counts as resident."""
    return minimum_professionals if group == "professional" else minimum_residents


def primary(cell: Cell, minimum: int) -> str:
    """Why this group alone may not be shown, or "" when it may; an empty group has nothing to hide."""
    if cell.n == 0:
        return ""
    if cell.n < minimum:
        return TOO_SMALL
    return ALL_EQUAL if cell.all_equal else ""


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


def merged_counts(
    names: Sequence[str], counts: Sequence[int], minimum: int = MINIMUM_STORIES, last: str = " en "
) -> list[tuple[str, int]]:
    """The same counts with the small ones added up under a joint name ("naasten en vrijwilligers", 6), so that none is hidden
    and no large one has to be called too small. Counts of nought are left out; nothing is left when all together are too few.
    """
    shown = protect_counts(counts, minimum)
    small = [(name, n) for name, n, one in zip(names, counts, shown, strict=True) if one is None]
    found = [(name, one) for name, one in zip(names, shown, strict=True) if one]
    if sum(n for _, n in small) >= minimum:
        words = [name for name, _ in small]
        found.append((f"{', '.join(words[:-1])}{last}{words[-1]}" if len(words) > 1 else words[0], sum(n for _, n in small)))
    return found


def small_count(count: int, minimum: int = MINIMUM_STORIES) -> int | None:
    """A count that stands alone: None when it is small, nought stays nought."""
    return None if 0 < count < minimum else count


def _minus(total: Cell, cells: Sequence[Cell]) -> Cell:
    """What subtraction finds: all together minus these groups."""
    known = total.hits is not None and all(cell.hits is not None for cell in cells)
    hits = (total.hits or 0) - sum(cell.hits or 0 for cell in cells) if known else None
    return Cell(total.n - sum(cell.n for cell in cells), hits, total.guarded)


def _safe(hidden: list[Cell], rest: Cell, minimum: int) -> bool:
    """Nothing hidden and no rest to guard, or two hidden groups that together may be known."""
    groups = [*hidden, rest] if rest.n else hidden
    if not groups or (not hidden and not primary(rest, minimum)):
        return True
    known = all(cell.hits is not None for cell in groups)
    union = Cell(sum(cell.n for cell in groups), sum(cell.hits or 0 for cell in groups) if known else None, rest.guarded)
    return len(groups) >= 2 and not primary(union, minimum)
