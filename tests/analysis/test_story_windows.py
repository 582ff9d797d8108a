"""A story told without a questionnaire belongs to the wave around its day, and to none when it was told much later."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from analysis import gather_stories
from narratives import intake
from tests.factories import make_programme

WINDOWS = [(0, date(2025, 3, 1), date(2025, 5, 31)), (1, date(2026, 3, 1), date(2026, 5, 31))]


def test_only_stories_of_its_time_count_in_a_wave(session: Session) -> None:
    programme = make_programme(session)
    for day in (date(2025, 4, 1), date(2026, 8, 1), date(2026, 11, 22), date(2024, 1, 1)):
        given = intake.ConsentGiven(analyse=True, given_on=day)
        intake.receive(session, programme=programme, words=f"Verteld op {day}.", consent=given, told_on=day)
    found = gather_stories.told(session, programme, WINDOWS)
    assert found.total == 4
    assert sorted((row.wave if row.wave is not None else -1, row.times) for row in found.rows) == [(-1, 2), (0, 1), (1, 1)]
