"""A report in which every part is filled, against veraPDF: a heading that skips a level in any part is found here."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.report.build import PARTS, build
from analysis.report.files import make
from analysis.report.model import Report
from analysis.report.pdf import make_pdf
from narratives.models import Annotation, Code, Story
from surveys.models import Programme
from tests.analysis import verapdf
from tests.data.sample_report import sample
from webapp.demo import fill

pytestmark = pytest.mark.slow


def silent(_text: str) -> None:
    """Say nothing."""


def full(sessions: sessionmaker[Session]) -> Report:
    """The demo's first programme with everything it has, and the teams of its quickscan: nothing of the report is left out."""
    fill.fill(sessions, say=silent)
    with sessions() as session, session.begin():
        themes = {one.programme_id: one.code for one in session.scalars(select(Code).order_by(Code.code.desc()))}
        for story in session.scalars(select(Story)):  # stands in for the reader
            label = themes[story.programme_id]
            session.add(Annotation(story_id=story.id, kind="theme", label=label, start=0, end=4, reason="", reader_version="x"))
    with sessions() as session, session.begin():
        fill.decide(session)
    fill.finish(sessions, say=silent)
    with sessions() as session:
        made = {one.code: one for one in session.scalars(select(Programme))}
        teams = build(session, made["wijkteams"]).teams
        return dataclasses.replace(build(session, made["samen-ouder"]), teams=teams, cloud=sample().cloud)


def test_a_report_with_every_part_is_accessible_and_lasting(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    report = full(sessions)
    assert [name for name in PARTS if getattr(report, name) is None] == []
    assert report.results and report.triads and report.cloud and report.council_quote
    made = {
        "vol": make.make("pdf", report, base="https://voorbeeld.example").content,
        "dia": make.make("dia", report).content,
        "bewoners": make.make("bewoners", report).content,
        "sprong": make_pdf("<!DOCTYPE html><html lang=nl><title>x</title><h1>x</h1><h2>y</h2><h4>z</h4>"),
    }
    files = []
    for name, content in made.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(content)
    for (name, profile), verdict in verapdf.check(files, tmp_path).items():
        good = name != "sprong.pdf" or profile == "3a"
        assert verdict.passed is good, f"{name} against {profile}: {verdict.broken}"
