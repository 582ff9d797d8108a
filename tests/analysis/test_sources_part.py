"""The part about sources: what it says, what it never says, and that it is the same every time."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from analysis.line.models import MacroGoal
from analysis.models import Ambition, Indicator
from analysis.report import sources_charts
from analysis.report.build import build
from analysis.report.rendering import html
from analysis.report.snapshot import as_json, thaw
from analysis.sources import collected, expecting, factors, part_context, part_datasets, requests, store
from analysis.sources.expecting import Said
from analysis.sources.rows import Check, Imported, Meta, SourceRow
from narratives.models import Story
from surveys.parties import Area
from tests import factories
from tests.analysis.world import make_world

BEFORE = date(2026, 3, 1)
WHERE = {"dataset": "ww", "measure": "Mensen met WW", "group": "", "area": "GM9999"}


@pytest.fixture
def world(session):
    made = make_world(session)
    programme = made.programme
    town = factories.make_account(session, organisation=programme.organisation)
    partner = factories.make_account(session, organisation=factories.make_organisation(session, name="Welzijn <De Brug>"))
    lonely = made.result.indicators[0]
    lonely.owner, lonely.due_on, lonely.behaviour = "De Brug", date(2026, 7, 1), "Meer tijd aan huis."
    for account, said in (
        (town, Said("omlaag", 20, 45, "Door de maatjes.")),
        (partner, Said("omhoog", None, None, "De Schakel sluit.")),
    ):
        expecting.enter(session, lonely, made.waves[1], account, said, today=BEFORE)
    rows = tuple(
        SourceRow("Mensen met WW", "GM9999", str(year), value, unit="aantal")
        for year, value in ((2023, 800.0), (2024, 940.0), (2025, 4.0))
    )
    store.keep(
        session,
        programme,
        Imported(Meta("csv", "Werk", publisher="UWV"), rows, Check(3, 3, 0)),
        b"x",
        store.Asked("ww"),
        today=date(2026, 2, 1),
    )
    factor = factors.save(
        session,
        programme,
        factors.Draft("Sluiting van De Schakel", "De inloop is dicht.", date(2025, 10, 1), None, {"eenzaam": "+"}, WHERE),
    )
    story = session.query(Story).order_by(Story.told_on, Story.id).first()
    factors.link(session, factor, story, None)
    requests.ask(session, programme, partner.organisation, what="Bezoekers per wijk", due_on=date(2026, 1, 5))
    return SimpleNamespace(made=made, programme=programme, lonely=lonely, story=story)


def test_a_programme_without_sources_has_no_part(session):
    assert build(session, make_world(session).programme).sources is None


def test_expectations_stand_beside_the_outcome(session, world):
    part = build(session, world.programme).sources
    one = part.expectations[0]
    assert (one.indicator, one.unexpected) == ("eenzaam", True)
    assert {each.organisation: each.met for each in one.partners} == {
        world.programme.organisation.name: "binnen",
        "Welzijn <De Brug>": "anders",
    }
    assert "zoals 1 van de 2 partners verwachtten" in one.message
    assert build(session, world.programme, today=BEFORE).sources.expectations == ()  # still blind


def test_context_is_marked_on_the_trend_and_never_a_cause(session, world):
    report = build(session, world.programme)
    part = report.sources
    assert [(one.indicator, one.day, one.influence) for one in part.marks] == [("eenzaam", "2025-10-01", "+")]
    factor = part.factors[0]
    assert factor.stories == "Enkele verhalen vertellen hierover."  # one story, and no number that gives it away
    assert [one.value for one in factor.series.points] == [800, 940, None]  # 4 people in a file of a partner: left out
    assert "niet uit af te leiden" in part.caution
    page = html(report)
    assert "<De Brug>" not in page
    assert not {"veroorzaakt", "doordat"} & set(repr(part).split())
    assert "Welzijn &lt;De Brug&gt;" in page
    assert "Verzamelplan per indicator" in page


def test_plan_mix_and_requests(session, world):
    part = build(session, world.programme).sources
    lonely = next(one for one in part.plan if one.indicator == world.lonely.name)
    assert (lonely.owner, lonely.due_on, lonely.state, lonely.effort) == (
        "De Brug",
        "2026-07-01",
        "er zijn cijfers",
        "15 seconden per deelnemer; 90 minuten werk per meting",
    )
    assert [(one.organisation, one.state) for one in part.requests] == [("Welzijn <De Brug>", "te laat")]
    assert part.mix.message == "4 van de 5 indicatoren zijn outcome of impact: zij zeggen wat er voor mensen verandert."
    assert [one.count for one in part.mix.levels] == [0, 1, 0, 4, 0]
    assert part.datasets[0].used_for == "Sluiting van De Schakel"


def test_the_same_bytes_every_time_and_back_from_a_snapshot(session, world):
    report = build(session, world.programme)
    assert as_json(report) == as_json(build(session, world.programme))
    assert thaw(as_json(report).decode()) == report


def test_charts_are_drawings_with_their_numbers_in_words(session, world):
    part = build(session, world.programme).sources
    drawings = [
        sources_charts.mix_chart(part.mix),
        sources_charts.expectation_chart(part.expectations[0]),
        sources_charts.factor_chart(part.factors[0]),
    ]
    for one in drawings:
        root = ET.fromstring(one)
        names = [child.tag.rpartition("}")[2] for child in root]
        assert names[:2] == ["title", "desc"]
        assert not any("style" in child.attrib for child in root.iter())
    assert "2024: 940" in drawings[2]


@pytest.mark.parametrize(
    ("period", "place"), [("2025", 2025.5), ("2025-K1", 2025.125), ("2025-10", 2025.791), ("2025-10-01", 2025.75), ("x", 0)]
)
def test_where_a_period_lies(period, place):
    assert sources_charts.moment(period) == pytest.approx(place, abs=0.01)


def test_a_retired_indicator_is_no_longer_collected(session, world):
    session.add(
        Indicator(result=world.made.result, code="oud", name="Oud", definition="x", level="output", measure_kind="count", direction="omhoog",
                  rule={"activity": "wandelen"}, not_measured="x", position=8, status="vervallen")
    )  # fmt: skip
    session.flush()
    part = build(session, world.programme).sources
    assert "Oud" not in {one.indicator for one in part.plan}
    assert part.mix.total == 5


def test_the_plan_knows_what_was_collected(session, world):
    for one in world.made.result.indicators:
        assert collected.has_figures(session, world.programme, one) is (one.measure_kind != "import")
    waiting = Indicator(measure_kind="import", rule={"dataset": "weg"})
    assert collected.has_figures(session, world.programme, waiting) is False


def test_a_series_of_one_neighbourhood_names_it(session, world):
    context = SimpleNamespace(programme=world.programme)
    own = world.programme.organisation.code
    area = session.query(Area).filter_by(organisation_id=world.programme.organisation_id).first()
    said = [
        part_context._in_area(session, SimpleNamespace(series={"area": code}), context)
        for code in (area.code, own, "", "WK000000")
    ]
    assert said == [area.name, "", "", ""]
    whole = build(session, world.programme).sources.factors[0].series.message
    assert " in " not in whole


def test_a_dataset_says_everything_it_is_used_for(world, session):
    programme = world.programme
    ambition = session.query(Ambition).filter_by(programme_id=programme.id).order_by(Ambition.id).first()
    session.add(
        MacroGoal(ambition_id=ambition.id, code="werk", name="Mensen met werk", population="iedereen", source="UWV", series=WHERE)
    )
    programme.settings = {**(programme.settings or {}), "samenleving": [{**WHERE, "name": "Werkloosheid"}]}
    session.flush()
    used = part_datasets.datasets(session, programme, ())[0].used_for
    assert "Sluiting van De Schakel" in used and "Mensen met werk" in used and "Werkloosheid (samenleving)" in used
    programme.settings = {**programme.settings, "samenleving": []}
    assert "Werkloosheid" not in part_datasets.datasets(session, programme, ())[0].used_for
