"""The sheet of a team beside everything that went out before: what the ledger refuses is held, and a sheet that goes out is recorded."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.gather import gather
from analysis.ledger import store as ledger
from analysis.ledger.checking import INTERNAL, check
from analysis.ledger.members import Cut
from analysis.ledger.models import Publication, PublishedCut
from analysis.ledger.rosters import Rosters
from analysis.material import Material
from analysis.report.context import Context
from analysis.teams import board, cuts
from analysis.teams.sheet import TeamSheet, team_sheet
from saying import say
from surveys.parties import Account, Programme

KIND = "blad"
ROUNDS = 6  # what is held hides other teams with it; it settles in two or three


@dataclass(frozen=True, slots=True)
class Ready:
    """A sheet that may go out now, and over whom."""

    sheet: TeamSheet
    cuts: tuple[Cut, ...]
    rosters: Rosters


def prepare(session: Session, programme: Programme, team: str, day: date) -> Ready:
    """The sheet of a team as it may be shown beside everything that went out; only reads. Raises SheetUnknown, NotPublishable."""
    material = gather(session, programme, members=True)
    rosters = Rosters(session, programme)
    for _ in range(ROUNDS):
        sheet = team_sheet(session, Context(programme, material, day, ()), team)
        found = tuple(_cuts(session, programme, material, rosters, sheet=sheet, day=day))
        refused = check(session, programme, found)
        if not refused:
            return Ready(sheet, found, rosters)
        material = dataclasses.replace(material, held=material.held | {one.cut.place for one in refused})
    raise ledger.NotPublishable(
        say("Dit blad kan niet veilig naast wat eerder naar buiten ging. Gebruik een eerder blad opnieuw."), refused
    )


def _cuts(
    session: Session, programme: Programme, material: Material, rosters: Rosters, *, sheet: TeamSheet, day: date
) -> Iterator[Cut]:
    """The own marks of the team, and all shown teams: the others are dots, and the means follow from them."""
    found = board.of(session, programme, material, closed_by=day)
    if found is not None and sheet.dimensions:
        alone = all(
            one.all_teams.reference.value is None for one in sheet.dimensions
        )  # too few teams: nothing of the others is on it
        yield from cuts.of_board(found, rosters, found.dimensions, everybody=False, only=sheet.code if alone else "")
        yield from cuts.of_board(found, rosters, found.within_team, only=sheet.code)


def told(session: Session, programme: Programme, found: Sequence[Cut]) -> bool:
    """Whether everything on a sheet went out before, so that looking at it tells nothing new."""
    query = select(PublishedCut.subject, PublishedCut.digest).join(Publication).where(
        Publication.programme_id == programme.id, Publication.audience != INTERNAL,
        PublishedCut.population.in_({one.population for one in found}),
    ).distinct()  # fmt: skip
    known = {tuple(row) for row in session.execute(query)} if found else set()
    return all((one.subject, one.digest) in known for one in found)


def publish(session: Session, programme: Programme, ready: Ready, account: Account | None) -> Publication | None:
    """Record that this sheet goes out: once, as long as it is over the same people; nothing for a sheet without marks. Flushes."""
    if not ready.cuts:
        return None
    content = "\n".join(sorted(f"{one.population} {one.subject} {one.digest}" for one in ready.cuts)).encode()
    title = f"Blad van {ready.sheet.name}"[:300]  # what the ledger keeps is not said
    sha256 = hashlib.sha256(content).hexdigest()
    again = select(Publication).where(
        Publication.programme_id == programme.id,
        Publication.kind == KIND,
        Publication.title == title,
        Publication.sha256 == sha256,
    )
    if before := session.scalars(again.order_by(Publication.id).limit(1)).first():
        return before
    return ledger.publish(
        session, programme, kind=KIND, title=title, audience="team", cuts=ready.cuts, rosters=ready.rosters, account=account,
        content=content,
    )  # fmt: skip
