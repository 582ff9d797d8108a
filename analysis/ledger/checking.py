"""New cuts against everything that was published before: which would isolate a few people, and what can be done about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.ledger import members
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
        if self.against:
            return say(
                "Het verschil met “{against}” is minder dan {minimum}. Daaruit is een te kleine groep af te leiden.",
                against=self.against,
                minimum=self.cut.minimum,
            )
        return say(
            "Samen met andere cijfers is hieruit een groep van minder dan {minimum} af te leiden.", minimum=self.cut.minimum
        )


@dataclass(frozen=True, slots=True)
class _Old:
    """A cut that was published, its set read when it is needed."""

    n: int
    digest: str
    title: str


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
        select(PublishedCut.population, PublishedCut.subject, PublishedCut.n, PublishedCut.digest, Publication.title)
        .join(Publication)
        .where(Publication.programme_id == programme.id, Publication.audience != INTERNAL)
        .where(PublishedCut.population.in_(populations))
        .order_by(PublishedCut.id)
    )
    found: dict[tuple[str, str], dict[tuple[int, str], _Old]] = defaultdict(dict)
    for population, subject, n, digest, title in rows:
        found[population, subject].setdefault((n, digest), _Old(n, digest, title))
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
