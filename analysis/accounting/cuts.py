"""Who stands behind the figures of the account: whose cause was judged, the participants of each activity, who answered afterwards.

Reach is counted by others, of whom no row was ever kept: there are no members, and it has one number a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy.orm import Session

from analysis.accounting import confirming
from analysis.accounting.after import SET
from analysis.accounting.told import CAUSES, Judged, judged_of
from analysis.columns import Codes, Sheet
from analysis.ledger.members import Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.material import Material
from analysis.report.parts.accounting import AccountingPart, AfterActivity
from surveys.parties import Programme


def cuts(session: Session, programme: Programme, part: AccountingPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The cuts of the part of the report."""
    if part.causes is not None:
        better = [one for one in judged_of(session, programme, material) if one.cause.better]
        if part.causes.judged is not None:
            yield _caused(better, "", "Wie een oorzaak noemde", material, rosters)
        yield from _confirmed(part, better, material, rosters)
    for after in part.after:
        yield from _afterwards(after, material, rosters)


def _confirmed(part: AccountingPart, better: Sequence[Judged], material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The participants of each activity, of whose causes a share is shown."""
    shown = {one.code: one for goal in part.goals for one in goal.activities if one.confirmed and one.confirmed.value is not None}
    for code, activity in shown.items():
        of = [one for one in better if confirming.participants([one.cause], code)]
        yield _caused(of, code, f"Wie een oorzaak noemde, deelnemers: {activity.name}", material, rosters)


def _caused(of: Sequence[Judged], activity: str, words: str, material: Material, rosters: Rosters) -> Cut:
    ids = [f"{one.response}:{one.question}" for one in of]
    members = pack(rosters.places(CAUSES, ids))
    subject = f"{CAUSES}:{activity}".rstrip(":")[:120]
    return Cut(CAUSES, subject, (CAUSES, activity), words, len(ids), members, material.minimum_residents, whole=not activity)


def _afterwards(after: AfterActivity, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """Who answered each question that is asked after an activity, in the newest wave; the same questions can be indicators."""
    of = next(one for one in material.questionnaires if one.code == after.code)
    newest = of.rounds[-1]
    population = f"antwoorden:{of.code}:{newest.number}"
    ids = rosters.places(population, newest.sheet.ids)
    for item in after.items:
        if item.figure.value is not None:
            chosen = _codes(newest.sheet, item.code) >= 0
            place, words = (SET, of.code, item.code), f"Na afloop, {newest.name}: {item.text}"
            members = pack(ids[chosen])
            yield Cut(
                population, f"vraag:{item.code}"[:120], place, words, int(np.count_nonzero(chosen)), members,
                material.minimum_residents, whole=True,
            )  # fmt: skip


def _codes(sheet: Sheet, code: str) -> Codes:
    question, _, item = code.partition(".")
    column = sheet.columns[question]
    return column.item(item) if item else column.codes
