"""The seeker of contradictions (tegenspraakzoeker): where a figure and the stories clearly point different ways, and how sure that is.

Both must be clear. For the figure of a group the p of a contradiction is the larger of the two (the intersection-union test, Berger
1982). A group without a figure of its own is laid beside the figure of everybody, of which the report itself says that it goes
one way, so there the p is that of the stories, one-sided. All places that were looked at are corrected together (Benjamini & Hochberg 1995), so that of what is put on the agenda at most RATE is expected to be
chance. That is milder than the usual 5%: a conversation too many costs less than a contradiction that nobody saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.joining.evidence import Leaning
from analysis.statistics.correction import benjamini_hochberg

RATE = 0.1
DIRECTION, LEVEL, WHOLE = "richting", "niveau", "geheel"
ORDER = (DIRECTION, LEVEL, WHOLE)  # of the same group the sharpest is kept: its own figure before that of everybody


@dataclass(frozen=True, slots=True)
class Look:
    """One place where figure and stories were compared.

    `kind`: richting = the figure of the group moved one way; niveau = the group differs from the others; geheel = the figure of
    everybody moved one way, while the stories of this group, which has no figure of its own, point another.
    """

    result: str
    indicator: str
    trait: str  # "Naar wijk", "verteller", "meting"
    group: str
    kind: str
    figure: Leaning
    stories: Leaning
    told: int = 0  # stories of the group about this result, also those that point no way
    nearly_all: bool = False  # of those that point a way, nearly all point the same

    @property
    def p(self) -> float:
        """How often chance alone shows a contradiction this clear; 1 where figure and stories point the same way."""
        if self.figure.way * self.stories.way >= 0:
            return 1.0
        return self.stories.p / 2 if self.kind == WHOLE else max(self.figure.p, self.stories.p)

    @property
    def least(self) -> float:
        """The smallest p that so many stories can give, when all of them point the same way."""
        return 0.0 if self.kind == LEVEL else float(2.0 ** ((self.kind != WHOLE) - self.stories.n))


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction, with its p after correction for all places."""

    look: Look
    p: float


def seek(looks: Sequence[Look], rate: float = RATE) -> tuple[Found, ...]:
    """The contradictions that hold after correction, clearest first; of each group and indicator one."""
    can = within_reach(looks, rate)
    adjusted = benjamini_hochberg([one.p for one in can])
    found = [Found(look, p) for look, p in zip(can, adjusted, strict=True) if look.p < 1 and p <= rate]
    found.sort(key=lambda one: (one.p, one.look.p, -one.look.stories.n, _place(one.look)))
    kept: dict[tuple[str, str, str], Found] = {}
    for one in found:
        where = (one.look.result, one.look.trait, one.look.group)
        if where not in kept or ORDER.index(one.look.kind) < ORDER.index(kept[where].look.kind):
            kept[where] = one
    return tuple(one for one in found if one in kept.values())


def within_reach(looks: Sequence[Look], rate: float) -> list[Look]:
    """The places with enough stories to be found at all; only these need correction (Tarone 1990; Gilbert 2005)."""
    for many in range(1, len(looks) + 1):
        can = [one for one in looks if one.least <= rate / many]
        if len(can) <= many:
            return can
    return list(looks)


def _place(look: Look) -> tuple[str, ...]:
    return look.result, look.indicator, look.trait, look.group, look.kind
