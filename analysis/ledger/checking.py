"""New cuts against everything that was published before: which would isolate a few people, and what can be done about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure import FEWEST
from analysis.ledger import members, opposing
from analysis.ledger.members import NOT_CHECKED, Bits, Cut
from analysis.ledger.models import MemberSet, Publication, PublishedCut
from analysis.ledger.subtracting import MOST_CUTS, accepted, small_difference
from saying import say
from surveys.parties import Programme

INTERNAL = "intern"  # the audience of what stays with the evaluator: recorded, and nobody can subtract it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cut that may not go out, and the publication with which it cannot be combined ("" = with other cuts of its own)."""

    cut: Cut
    against: str

    @property
    def sentence(self) -> str:
        """Why, for people."""
        if self.cut.told:  # the same words whether the difference is small or one-sided: else the reason is the answer
            if self.against:
                return say(
                    "Uit het verschil met “{against}” is af te leiden wat enkele mensen antwoordden.", against=self.against
                )
            return say("Samen met andere cijfers is hieruit af te leiden wat enkele mensen antwoordden.")
        least = self.cut.minimum
        if self.against:
            return say(
                "Het verschil met “{against}” is minder dan {minimum}. Daaruit is een te kleine groep af te leiden.",
                against=self.against,
                minimum=least,
            )
        return say("Samen met andere cijfers is hieruit een groep van minder dan {minimum} af te leiden.", minimum=least)


@dataclass(frozen=True, slots=True)
class _Old:
    """A cut that was published, its set read when it is needed."""

    n: int
    digest: str
    title: str
    told: dict[str, float] = field(compare=False)  # by side, see members.Told


def check(session: Session, programme: Programme, cuts: Sequence[Cut]) -> tuple[Refusal, ...]:
    """The cuts that may not be published beside what was published before, and beside those of them that stand earlier."""
    groups: dict[tuple[str, str], list[Cut]] = defaultdict(list)
    for cut in cuts:
        if cut.subject != NOT_CHECKED:
            groups[cut.population, cut.subject].append(cut)
    known = _known(session, programme, {population for population, _ in groups})
    found: list[Refusal] = []
    for which, group in groups.items():
        judge = _by_number if group[0].members is None else _by_members
        found += judge(session, programme, group, known.get(which, []))
    return tuple(found)


def _known(session: Session, programme: Programme, populations: Iterable[str]) -> dict[tuple[str, str], list[_Old]]:
    """What was published of these populations, oldest first, each set once."""
    rows = session.execute(
        select(
            PublishedCut.population,
            PublishedCut.subject,
            PublishedCut.n,
            PublishedCut.digest,
            PublishedCut.told,
            Publication.title,
        )
        .join(Publication)
        .where(Publication.programme_id == programme.id, Publication.audience != INTERNAL)
        .where(PublishedCut.population.in_(populations))
        .order_by(PublishedCut.id)
    )
    found: dict[tuple[str, str], dict[tuple[int, str], _Old]] = defaultdict(dict)
    for population, subject, n, digest, told, title in rows:
        one = found[population, subject].setdefault((n, digest), _Old(n, digest, title, {}))
        one.told.update(told or {})
    return {which: list(each.values()) for which, each in found.items()}


def _by_number(session: Session, programme: Programme, cuts: Sequence[Cut], old: Sequence[_Old]) -> list[Refusal]:
    """Cuts of which only the number is known: one that differs a little from an earlier number may differ in those people."""
    found = []
    for cut in cuts:
        near = next((one for one in old if 0 < abs(one.n - cut.n) < cut.minimum), None)
        if near:
            found.append(Refusal(cut, near.title))
    return found


def _by_members(session: Session, programme: Programme, cuts: Sequence[Cut], old: Sequence[_Old]) -> list[Refusal]:
    """Cuts with their members: by subtraction of two, and by all arithmetic over the newest."""
    wrong = _too_small(session, programme, cuts, old)
    fine = [cut for cut in cuts if cut not in {one.cut for one in wrong}]
    return [*wrong, *_one_sided(session, programme, fine, old)]


def _too_small(session: Session, programme: Programme, cuts: Sequence[Cut], old: Sequence[_Old]) -> list[Refusal]:
    """Which isolate fewer people than the minimum."""
    told = {one.digest for one in old}
    fresh = [cut for cut in cuts if cut.digest not in told]  # a set that went out before tells nothing new
    if not fresh:
        return []
    close = {n for cut in fresh for n in range(cut.n - cut.minimum + 1, cut.n + cut.minimum)}
    near = [one for one in old if one.n in close]
    wanted = list(dict.fromkeys([*near, *old[-MOST_CUTS:]]))
    sets = _sets(session, programme, {one.digest for one in wanted})
    size = members.size([*sets.values(), *(cut.members or b"" for cut in fresh)])
    before = [members.bits(sets[one.digest], size) for one in wanted]
    after = [members.bits(cut.members or b"", size) for cut in fresh]
    # Of the same people on the same subject the lowest minimum counts: a figure of residents may be of colleagues too.
    fine = accepted(before, after, min(cut.minimum for cut in fresh))
    return [
        Refusal(cut, _against(bits, before, wanted, cut.minimum))
        for cut, bits, good in zip(fresh, after, fine, strict=True)
        if not good
    ]


def _one_sided(session: Session, programme: Programme, cuts: Sequence[Cut], old: Sequence[_Old]) -> list[Refusal]:
    """Which isolate people of whom (nearly) nobody stands on a side of the figure; per side with the figures that tell of it."""
    found: dict[str, Refusal] = {}
    for key in sorted({key for cut in cuts for key in cut.told}):
        before = [one for one in old if key in one.told]
        known = {one.digest for one in before}
        mine = {cut.digest: cut for cut in cuts if key in cut.told and cut.digest not in found}
        fresh = [cut for cut in mine.values() if cut.digest not in known]
        if fresh:
            sets = _sets(session, programme, _wanted(key, fresh, before))
            found |= {one.cut.digest: one for one in _of_side(key, fresh, [each for each in before if each.digest in sets], sets)}
    return [Refusal(cut, found[cut.digest].against) for cut in cuts if cut.digest in found]


def _wanted(key: str, fresh: Sequence[Cut], before: Sequence[_Old]) -> set[str]:
    """The sets that are needed: the newest, and older ones of which the number lies near that of a new one."""
    wanted = {one.digest for one in before[-MOST_CUTS:]}
    older = before[:-MOST_CUTS]
    totals = np.array([one.told[key] for one in older])
    sizes = np.array([one.n for one in older])
    for cut in fresh if older else ():
        told = cut.told[key]
        near = (np.abs(totals - told.total) < FEWEST + told.slack * (1 + sizes / max(cut.n, 1))) & (sizes != cut.n)
        wanted |= {older[place].digest for place in map(int, np.flatnonzero(near))}
    return wanted


def _of_side(key: str, fresh: Sequence[Cut], before: Sequence[_Old], sets: dict[str, bytes]) -> list[Refusal]:
    size = members.size([*sets.values(), *(cut.members or b"" for cut in fresh), *(cut.told[key].members for cut in fresh)])
    old = [opposing.Group(members.bits(sets[one.digest], size), one.told[key]) for one in before]
    new = [opposing.Group(members.bits(cut.members or b"", size), cut.told[key].total, cut.told[key].slack) for cut in fresh]
    known, on = np.zeros(size, bool), np.zeros(size, bool)
    for cut, group in zip(fresh, new, strict=True):
        known |= group.bits
        on |= members.bits(cut.told[key].members, size)
    fine = opposing.accepted(old, new, on, known)
    found = []
    for cut, group, good in zip(fresh, new, fine, strict=True):
        if not good:
            place = opposing.close(group, old, on, known)
            found.append(Refusal(cut, "" if place is None else before[place].title))
    return found


def _against(one: Bits, before: Sequence[Bits], old: Sequence[_Old], minimum: int) -> str:
    place = small_difference(one, before, minimum)
    return "" if place is None else old[place].title


def _sets(session: Session, programme: Programme, digests: Iterable[str]) -> dict[str, bytes]:
    wanted = sorted(digests)
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), 500):
        query = select(MemberSet.digest, MemberSet.members).where(
            MemberSet.programme_id == programme.id, MemberSet.digest.in_(wanted[start : start + 500])
        )
        found |= {digest: members.opened(kept) for digest, kept in session.execute(query)}
    return found
