"""One snapshot feeds page, JSON and PDF; an old one keeps its figures but not words that were withdrawn."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from analysis.models import Interpretation, ReportSnapshot, ResultTheme
from narratives import intake, releasing
from narratives.models import Quote, Story
from surveys.models import Account
from tests.webapp.world import client_of, two_worlds

WORDS = "[naam] haalt me op voor de koffie"


def ready(app: Flask) -> Any:
    """A programme whose quote is released and stands in its result."""
    world, _ = two_worlds(app)
    with app.extensions["sessions"]() as session, session.begin():
        session.add(ResultTheme(result_id=world.result.id, code_id=world.code.id, points="slecht"))
        releasing.release(session, session.get_one(Quote, world.quote.id), session.get_one(Account, world.staff["evaluator"].id))
    return world


def snapshots(app: Flask) -> list[str]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(ReportSnapshot.sha256).order_by(ReportSnapshot.id)))


def test_the_same_report_is_kept_once_and_a_changed_one_again(app: Flask) -> None:
    world = ready(app)
    client = client_of(app, world.staff["evaluator"])
    assert client.get("/werk/samen/rapport").status_code == 200
    first = client.get("/werk/samen/rapport.json").data
    assert len(snapshots(app)) == 1
    with app.extensions["sessions"]() as session, session.begin():
        session.add(Interpretation(result_id=world.result.id, text="Samen besproken.", account_id=world.staff["evaluator"].id))
    second = client.get("/werk/samen/rapport.json").data
    assert first != second
    assert len(snapshots(app)) == 2
    old = client.get(f"/werk/samen/rapport.json?momentopname={snapshots(app)[0][:16]}").data
    assert old == first
    assert "Samen besproken." in client.get("/werk/samen/rapport").get_data(as_text=True)
    assert client.get("/werk/samen/rapport?momentopname=0123456789abcdef").status_code == 404
    assert snapshots(app)[0][:16] in client.get("/werk/samen/rapport-ophalen").get_data(as_text=True)


def test_withdrawn_words_leave_old_snapshots_too(app: Flask) -> None:
    world = ready(app)
    client = client_of(app, world.staff["evaluator"])
    assert WORDS in client.get("/werk/samen/rapport").get_data(as_text=True)
    old = snapshots(app)[0][:16]
    with app.extensions["sessions"]() as session, session.begin():
        intake.withdraw(session, session.get_one(Story, world.story.id))
    for kind in ("rapport", "rapport.json"):
        assert WORDS not in client.get(f"/werk/samen/{kind}?momentopname={old}").get_data(as_text=True)
    document = json.loads(client.get(f"/werk/samen/rapport.json?momentopname={old}").data)
    assert document["stories_total"] >= 1  # the figures of then
    with app.extensions["sessions"]() as session:
        assert session.scalar(select(func.count()).select_from(ReportSnapshot)) == 1
