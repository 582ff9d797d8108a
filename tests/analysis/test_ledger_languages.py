"""A report in English holds exactly what the Dutch one holds, and the ledger remembers the same of both."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from sqlalchemy import func, select

from analysis.joining import store as joining
from analysis.joining.agenda import Point
from analysis.joining.models import AgendaItem
from analysis.ledger import preparing, store
from analysis.ledger.models import Publication, PublishedCut
from analysis.ledger.words import spoken
from analysis.models import Interpretation, ReportSnapshot
from analysis.report import snapshot
from analysis.report.build import build
from analysis.report.snapshot import as_json
from analysis.report.values import Figure
from analysis.scope import EVERYTHING, Scope
from narratives.models import Story
from saying import speaking
from surveys.models import Response
from surveys.parties import Account
from tests.analysis.test_joining_part import divide
from tests.analysis.test_ledger import publish
from tests.analysis.world import make_world

ENGLISH = replace(EVERYTHING, language="en")


@pytest.fixture
def world(session):
    """A world with a population and places, in which something went out and three answers came late."""
    one = make_world(session, stories=90)
    divide(session, one)
    for number, story in enumerate(session.scalars(select(Story).order_by(Story.id))):
        story.area_code = f"WK{number % 5}"
    account = session.scalars(select(Account)).first()
    session.add(Interpretation(result_id=one.result.id, text="Nee.", relation="spreekt_tegen", account_id=account.id))
    session.flush()
    return one


def late(session, world):
    for _ in range(3):
        answers = {"leeftijd": "v75", "eenzaam": "vaak", "cijfer": 3}
        session.add(Response(wave_id=world.waves[1].id, version_id=world.version.id, state="verzonden", sent_on=date(2026, 6, 1),
                             answers=answers, area_code=world.areas[0].code))  # fmt: skip
    session.flush()


def numbers(value):
    """Every figure and number in a report in order, without its words."""
    if isinstance(value, Figure):
        yield (
            value.value,
            value.n,
            value.suppressed,
            bool(value.reason),
            value.interval and (value.interval.low, value.interval.high),
        )
    elif is_dataclass(value):
        for one in fields(value):
            yield from numbers(getattr(value, one.name))
    elif isinstance(value, tuple):
        yield len(value)
        for one in value:
            yield from numbers(one)
    elif isinstance(value, int | float) or value is None:
        yield value


def test_english_holds_what_dutch_holds(session, world):
    publish(session, world.programme)
    late(session, world)
    dutch, english = (preparing.prepare(session, world.programme, scope) for scope in (EVERYTHING, ENGLISH))
    assert dutch.refusals and english.refusals == dutch.refusals and english.cuts == dutch.cuts
    assert (dutch.report.language, english.report.language) == ("nl", "en")
    assert list(numbers(english.report)) == list(numbers(dutch.report))
    assert list(numbers(build(session, world.programme))) != list(numbers(dutch.report))  # something is held
    assert english.agenda == dutch.agenda


def test_what_is_asked_first_in_english_is_held_too(session, world):
    """The language of the desk does not matter for what the ledger remembers, nor for what it holds."""
    with speaking("en"):
        first = publish(session, world.programme, ENGLISH)
    late(session, world)
    with speaking("en"):
        there = preparing.guarded(session, world.programme, ENGLISH)
    here = preparing.guarded(session, world.programme)
    assert list(numbers(here)) == list(numbers(there)) and here.results[0].indicators[0].waves[1].figure.value is None
    assert first.report.language == "en"


def test_an_english_publication_records_the_same_cuts_at_dutch_places(session, world):
    publish(session, world.programme, title="Rapport")
    with speaking("en"):
        publish(session, world.programme, ENGLISH, title="Report")
    rows = session.execute(
        select(
            PublishedCut.publication_id,
            PublishedCut.population,
            PublishedCut.subject,
            PublishedCut.digest,
            PublishedCut.definition,
        )
    ).all()
    first, second = (sorted(map(repr, (row[1:] for row in rows if row[0] == one))) for one in sorted({row[0] for row in rows}))
    assert first == second and any("naar wijk: Noord" in one for one in second)


def test_the_agenda_is_kept_in_dutch_whatever_was_published_first(session, world):
    with speaking("en"):
        prepared = publish(session, world.programme, ENGLISH)
    kept = {one.key: one.text for one in session.scalars(select(AgendaItem))}
    here = {one.key: one.text for one in build(session, world.programme).joining.agenda}
    there = {one.key: one.text for one in prepared.report.joining.agenda}
    assert kept == here and kept.keys() == there.keys() and kept
    assert kept != there  # the report itself is in English
    publish(session, world.programme, title="Nog een")
    assert {one.key: one.text for one in session.scalars(select(AgendaItem))} == kept


@pytest.mark.parametrize("first", [EVERYTHING, ENGLISH])
def test_a_point_is_read_in_the_language_of_its_reader_also_after_it_was_answered(session, world, first):
    publish(session, world.programme, first)
    here, there = (build(session, world.programme, scope=one).joining.agenda for one in (EVERYTHING, ENGLISH))
    assert joining.untold(session, world.programme, here) == (["en"] if first == EVERYTHING else [])
    joining.record(session, world.programme, here, told={"en": joining.by_key(there)})  # as the desk does before an answer
    assert joining.untold(session, world.programme, here) == []
    items = session.scalars(select(AgendaItem)).all()
    english = {one.key: one.text for one in build(session, world.programme, scope=ENGLISH).joining.agenda}
    for item in items:
        joining.answer(session, item, "Besproken.", "wijktafel", date(2026, 7, 1))
        assert item.words == item.text != english[item.key]
        with speaking("en"):
            assert item.words == english[item.key]
    session.add(AgendaItem(programme_id=world.programme.id, key="oud", text="Zoals het toen is opgeschreven."))
    session.flush()
    there = {one.key: one.text for one in build(session, world.programme, scope=ENGLISH).joining.agenda}
    assert there == {**english, "oud": "Zoals het toen is opgeschreven."}
    for item in items:  # answered, then the figures changed: the answer keeps its question, in both languages
        item.key += "x"
    session.flush()
    later = {one.text for one in build(session, world.programme, scope=ENGLISH).joining.agenda if not one.again}
    assert later == {*english.values(), "Zoals het toen is opgeschreven."}


def test_new_words_of_a_point_do_not_keep_the_old_ones_in_another_language(session, world):
    publish(session, world.programme, ENGLISH)
    point = build(session, world.programme).joining.agenda[0]
    (item,) = [one for one in joining.items(session, world.programme) if one.key == point.key]
    assert item.told["en"] and joining.untold(session, world.programme, [point]) == []
    newer = Point(point.key, "", "", "", "Een nieuwere zin.")
    assert joining.untold(session, world.programme, [newer]) == ["en"]
    joining.record(session, world.programme, [newer])
    with speaking("en"):
        assert item.words == "Een nieuwere zin."


def test_two_languages_alternate_without_a_new_snapshot_or_publication_each_time(session, world):
    for _ in range(3):
        publish(session, world.programme, EVERYTHING, "Rapport")
        publish(session, world.programme, ENGLISH, "Report")
    assert session.scalar(select(func.count()).select_from(ReportSnapshot)) == 2
    assert session.scalar(select(func.count()).select_from(Publication)) == 2
    late(session, world)
    report = preparing.guarded(session, world.programme)
    one = snapshot.freeze(session, world.programme, report)
    assert snapshot.freeze(session, world.programme, report) is one and snapshot.thaw(one.content).language == "nl"


def test_a_snapshot_from_before_there_were_languages_is_dutch(session, world):
    report = build(session, world.programme)
    old = snapshot.freeze(session, world.programme, report)
    old.content = as_json(report).decode().replace('  "language": "nl",\n', "")
    session.flush()
    assert snapshot.freeze(session, world.programme, report) is old  # by its fingerprint
    english = snapshot.freeze(session, world.programme, build(session, world.programme, scope=ENGLISH))
    assert english is not old and snapshot.freeze(session, world.programme, report) is old


def test_words_of_people_that_look_like_a_language_do_not_confuse(session, world):
    world.programme.vision = '\n  "language": "en"'
    session.flush()
    dutch = snapshot.freeze(session, world.programme, build(session, world.programme))
    snapshot.freeze(session, world.programme, build(session, world.programme, scope=ENGLISH))
    assert snapshot.freeze(session, world.programme, build(session, world.programme)) is dutch


def test_why_something_is_refused_is_said_in_the_language_of_the_desk(session, world):
    publish(session, world.programme, title="Voorjaar")
    late(session, world)
    prepared = preparing.prepare(session, world.programme)
    refusal = next(one for one in prepared.refusals if one.against and one.cut.told and "naar wijk: Noord" in one.cut.words)
    with speaking("en"):
        assert refusal.sentence.startswith("From the difference with “Voorjaar” it can be worked out")
        assert "by neighbourhood: Noord" in spoken(refusal.cut.words)
        with pytest.raises(store.NotPublishable, match="Wait for more answers"):
            store.publish(session, world.programme, kind="opendata", title="Open", cuts=[refusal.cut], rosters=prepared.rosters)
    assert spoken(refusal.cut.words) == refusal.cut.words


@pytest.mark.parametrize(
    "words", ["Eenzaam, Nulmeting, naar wijk: Noord", "Thema “Contact, thuis”, wie vertelden", "a · b, c: d", ""]
)
def test_words_stay_whole_in_dutch(words):
    assert spoken(words) == words


def test_a_scope_in_english_is_the_same_scope(session, world):
    areas = Scope(areas=("Noord", "Oost", "Zuid"), language="en")
    english = preparing.prepare(session, world.programme, areas)
    assert english.cuts == preparing.prepare(session, world.programme, replace(areas, language="nl")).cuts
