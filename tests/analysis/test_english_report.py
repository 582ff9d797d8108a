"""A report in English: everything that we say is said, no figure changes, and what people wrote says that it is Dutch."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

import saying
from analysis.report import rendering, snapshot
from analysis.report.build import build
from analysis.report.model import Report
from analysis.scope import Scope
from tests.analysis import unsaid
from tests.analysis.world import make_world

pytestmark = pytest.mark.store
ENGLISH = Scope(language="en")
OF_PEOPLE = {
    "de gemeente",
    "wie (n = 60)",
    "buurt: 60; samen: 60.",
    "buurt",
    "buurt, samen",
}  # a corner, a question, words of stories
KEPT = ("code", "unit", "verdict", "relation", "proposed", "direction", "level", "measure_kind", "points", "stance", "method")


def numbers(value: Any, path: str = "") -> dict[str, Any]:
    """Every number, every code and every place in a list of a Report, by its path."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return numbers(parts, path)
    if isinstance(value, dict):
        found = {f"{path}#": tuple(value)}
        for name, one in value.items():
            found |= numbers(one, f"{path}.{name}")
        return found
    if isinstance(value, (tuple, list)):
        found = {f"{path}[]": len(value)}
        for place, one in enumerate(value):
            found |= numbers(one, f"{path}[{place}]")
        return found
    if isinstance(value, str):
        return {path: value} if path.rpartition(".")[2] in KEPT else {}
    return {path: value}


def both(session, programme) -> tuple[Report, Report]:
    return build(session, programme), build(session, programme, scope=ENGLISH)


def test_an_english_report_has_the_same_figures(session) -> None:
    dutch, english = (numbers(one) for one in both(session, make_world(session).programme))
    assert len(dutch) > 500
    assert {path: (one, english.get(path)) for path, one in dutch.items() if english.get(path) != one} == {}
    assert dutch.keys() == english.keys()


def test_everything_that_we_say_is_said(session) -> None:
    world = make_world(session)
    with unsaid.marked() as language:
        report = build(session, world.programme, scope=Scope(language=language))
        known = unsaid.kept(session)
        left = [one for printed in (False, True) for one in unsaid.of_page(rendering.html(report, printed=printed), known)]
    assert set(left) - OF_PEOPLE == set()


def test_what_is_never_said_is_found() -> None:
    """The reader of pages would notice a sentence of ours, also beside one that is said."""
    page = f"<p title='Het zijn er meer'>{unsaid.OPEN}Dit is <b>gezegd</b>{unsaid.SHUT} maar dit niet</p><p>Anna van Dijk</p>"
    assert unsaid.of_page(page, {"Anna van Dijk"}) == ["Het zijn er meer", "maar dit niet"]


def test_the_page_is_english_and_says_which_words_are_dutch(session) -> None:
    world = make_world(session)
    page = rendering.html(build(session, world.programme, scope=ENGLISH))
    assert '<html lang="en">' in page
    assert re.findall(r"<blockquote[^>]*>", page) and set(re.findall(r"<blockquote[^>]*>", page)) == {'<blockquote lang="nl">'}
    for ours in ("One page for the council", "Baseline", "Follow-up 1", "spring 2025", "By neighbourhood", "Read together"):
        assert ours in page
    assert not re.search(r"voorjaar|\bmeting|Nulmeting|Naar wijk| verhalen\b", page)
    assert 'lang="nl"' not in rendering.html(build(session, world.programme)).replace('<html lang="nl">', "")


def test_a_kept_report_keeps_its_language(session) -> None:
    world = make_world(session)
    report = build(session, world.programme, scope=ENGLISH)
    kept = snapshot.freeze(session, world.programme, report)
    found = snapshot.thaw(kept.content)
    assert found.language == "en" and found == report
    assert rendering.html(found) == rendering.html(report)
    assert saying.spoken() == saying.SOURCE  # drawing it changed nothing for who comes after


def test_without_a_language_a_kept_report_is_dutch(session) -> None:
    content = snapshot.as_json(build(session, make_world(session).programme)).replace(b'"language": "nl",', b"")
    assert snapshot.thaw(content).language == "nl"
