"""Minutes for each questionnaire or story: what was written down for a year, over what came in during a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from analysis.learning.each import Each, each
from analysis.learning.models import Burden
from narratives.models import Story
from surveys.models import Response
from tests.factories import make_programme, make_wave

pytestmark = pytest.mark.store
DAY = date(2026, 11, 2)


def test_minutes_of_a_year_are_shared_out_over_what_was_filled_in(session: Session) -> None:
    programme = make_programme(session, min_residents=10)
    wave = make_wave(session, programme=programme)

    def fill(many: int, on: date | None, state: str = "verzonden") -> None:
        session.add_all(
            Response(wave_id=wave.id, version_id=wave.version_id, answers={}, state=state, sent_on=on) for _ in range(many)
        )

    fill(8, DAY - timedelta(days=10))
    fill(30, DAY - timedelta(days=400))  # a year ago: not these
    fill(5, None, "bezig")
    session.add(Story(programme_id=programme.id, told_on=DAY, state="nieuw", words_sealed=b"x"))
    session.flush()
    assert each(session, programme, DAY) == Each(None, None, None), "nine are too few to name"
    session.add(Story(programme_id=programme.id, told_on=DAY, state="nieuw", words_sealed=b"x"))
    session.flush()
    assert each(session, programme, DAY) == Each(10, None, None), "nobody wrote down what it costs"
    session.add(Burden(programme_id=programme.id, name="Vragenlijst", who="inwoner", minutes=9, times=10))
    session.add(Burden(programme_id=programme.id, name="Uitdelen", who="professional", minutes=12, times=5))
    session.add(Burden(programme_id=programme.id, name="Lezen", who="professional", minutes=1.5, times=10))
    session.add(Burden(programme_id=make_programme(session, code="ander").id, name="x", who="inwoner", minutes=99, times=99))
    session.flush()
    assert each(session, programme, DAY) == Each(10, 9.0, 7.5)
    with_answers = Story(
        programme_id=programme.id,
        told_on=DAY,
        state="nieuw",
        words_sealed=b"x",
        response_id=session.query(Response.id).limit(1).scalar(),
    )
    session.add(with_answers)
    session.flush()
    assert each(session, programme, DAY).filled == 10, "a story that came with a questionnaire is not counted twice"
