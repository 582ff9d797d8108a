"""What stands beside a quote, and figures of which only the number is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from analysis.gather import gather
from analysis.ledger import preparing, store, walking
from analysis.ledger.checking import check
from analysis.ledger.cuts import of_report
from analysis.ledger.members import Cut
from analysis.ledger.models import QuoteRisk
from analysis.ledger.rosters import Rosters
from analysis.report import council
from analysis.report.build import build
from analysis.report.values import Figure
from narratives.models import Quote, Story
from tests.analysis.test_ledger import publish
from tests.analysis.world import make_world


def quoted(session):
    """The released quotes of stories whose teller allows it, in order of their words."""
    rows = session.scalars(select(Quote).order_by(Quote.text)).all()
    return [one for one in rows if one.story.consent.quote]


def dress(session, world, *, alike):
    """Every story has an age; `alike` of them live in the first area."""
    first = [one.story for one in quoted(session)]
    others = [one for one in session.scalars(select(Story).order_by(Story.id)) if one not in first]
    for number, story in enumerate([*first, *others]):
        story.traits = {"leeftijd": "75-84"}
        story.area_code = world.areas[0].code if number < alike else world.areas[1].code
        story.teller = "inwoner"
    session.flush()


def test_a_rare_combination_is_left_out_with_advice_and_a_common_one_goes_out(session):
    world = make_world(session)
    dress(session, world, alike=3)
    for one in quoted(session):
        one.attribution = "inwoner, 75 tot en met 84 jaar"
    session.flush()
    assert not preparing.prepare(session, world.programme).left_out
    quoted(session)[0].attribution = "inwoner, 75 tot en met 84 jaar, Noord"
    session.flush()
    prepared = preparing.prepare(session, world.programme)
    (risk,) = prepared.left_out
    assert (risk.others, dict(risk.traits)) == (3, {"verteller": "inwoner", "leeftijd": "75-84", "wijk": "Noord"})
    assert "Laat de wijk weg" in risk.advice
    shown = [quote.text for part in prepared.report.results for quote in part.quotes]
    assert risk.text not in shown
    assert shown
    assert prepared.report.council_quote is None or prepared.report.council_quote.text != risk.text


def test_words_that_are_no_class_cannot_be_counted(session):
    world = make_world(session)
    dress(session, world, alike=30)
    quoted(session)[0].attribution = "vrouw, 80 jaar, Waterkant"
    session.flush()
    (risk,) = preparing.prepare(session, world.programme).left_out
    assert risk.others is None
    assert "staat niet in de kenmerken" in risk.advice


def test_traits_of_earlier_publications_of_the_same_story_add_up(session):
    world = make_world(session)
    dress(session, world, alike=4)
    one = quoted(session)[0]
    one.attribution = "inwoner, Noord"
    for story in session.scalars(select(Story)).all()[:30]:
        if story.id != one.story_id and story.area_code != world.areas[0].code:
            story.area_code, story.traits = world.areas[0].code, {"leeftijd": "55-64"}
    session.flush()
    publish(session, world.programme)
    assert session.scalars(select(QuoteRisk)).all()
    assert not preparing.prepare(session, world.programme).left_out
    one.attribution = "inwoner, 75-84"
    session.flush()
    (risk,) = preparing.prepare(session, world.programme).left_out
    assert set(risk.together) == {"verteller", "wijk", "leeftijd"}
    assert "Samen met wat eerder" in risk.advice


PART = Cut("onderdeel:accounting:1", "kenmerk", ("onderdeel", "accounting", "x"), "Oorzaak", 54)


def test_a_number_that_differs_a_little_takes_its_part_out(session):
    world = make_world(session)
    store.publish(session, world.programme, kind="rapport", title="Rapport 1", cuts=[PART])
    assert [one.against for one in check(session, world.programme, [replace(PART, n=51)])] == ["Rapport 1"]
    assert not check(session, world.programme, [replace(PART, n=70)])
    assert not check(session, world.programme, [PART])
    material = gather(session, world.programme)
    report = build(session, world.programme)
    assert report.joining is not None
    assert preparing.held(report, replace(material, held=frozenset({("onderdeel", "joining")}))).joining is None


def test_every_figure_of_a_part_is_walked():
    @dataclass(frozen=True)
    class Row:
        code: str
        figures: tuple[Figure, ...]

    @dataclass(frozen=True)
    class Part:
        rows: tuple[Row, ...]
        whole: Figure

    hidden = Figure(None, None, "procent", suppressed=True)
    part = Part((Row("a", (Figure(1.0, 20, "procent"), hidden)), Row("b", ())), Figure(2.0, 40, "cijfer"))
    found = {path: figure.n for path, figure in walking.figures(part, ())}
    assert found == {("rows", "a", "figures", "0"): 20, ("rows", "a", "figures", "1"): None, ("whole",): 40}


def test_how_many_stories_speak_about_a_result_is_not_said_when_the_ledger_holds_it(session):
    world = make_world(session)
    free = gather(session, world.programme, members=True)
    bound = replace(free, held=frozenset({("resultaat", "minder_eenzaam")}))
    plain, found = (build(session, world.programme, material=one) for one in (free, bound))
    assert plain.results[0].joint.stories_say[0].isdigit()
    assert found.results[0].joint.stories_say == found.council[0].stories == council.HELD
    places = [cut.place[0] for cut in of_report(session, world.programme, found, bound, Rosters(session, world.programme))]
    assert "resultaat" not in places and "thema" in places
