"""The sheet of a team on paper: a file that a reader of screens can walk through, judged by veraPDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from analysis.teams import printing, sheet, store
from tests.analysis import verapdf
from tests.analysis.teams_world import context_of, make_teams


@pytest.mark.slow
def test_the_sheet_is_accessible_and_fit_to_keep(session: Session, tmp_path: Path) -> None:
    world = make_teams(session)
    store.note_risk(
        session, world.teams["noord_a"], "schaarste", "Elf wachten.", indicator="wachtlijst", noted_on=date(2026, 4, 1)
    )
    store.answer(session, world.teams["noord_a"], "Wij herkennen dit \u200f niet helemaal. 🎈", shared=True)
    files = []
    for code in ("noord_a", "zuid_b"):
        files.append(tmp_path / f"{code}.pdf")
        files[-1].write_bytes(printing.pdf(sheet.team_sheet(session, context_of(session, world.programme), code)))
    verdicts = verapdf.check(files, tmp_path)
    assert {one: (verdict.passed, verdict.broken) for one, verdict in verdicts.items()} == dict.fromkeys(verdicts, (True, ()))
    assert len(verdicts) == 4
