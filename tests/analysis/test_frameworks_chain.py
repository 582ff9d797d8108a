"""The KPI chain: what is put in stands in front of what is done, in the picture, the lists and the report."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from sqlalchemy.orm import Session

import saying
from analysis.frameworks import kpi_chain, kpi_store, pictures_chain
from analysis.models import ActivityCount, Indicator
from analysis.report import rendering
from analysis.report.build import build
from surveys.parties import Activity
from tests.analysis.world import make_world

LEVELS = [("outcome", "Contact", "c"), ("impact", "Thuis", "d"), ("input", "Uren", "a"), ("output", "Keren", "b")]


def test_the_input_stands_in_front_of_the_output() -> None:
    assert kpi_chain.columns() == ("doel", "input", "activiteit", "output (voor het individu)", "outcome (voor de samenleving)")
    row = kpi_chain.chain("Meedoen", LEVELS, {"a": "1.240", "b": ""})
    assert row.cells == (("Uren: 1.240",), ("Keren",), ("Contact",), ("Thuis",))
    assert kpi_chain.chain("x", [("tussenresultaat", "Stap", "s")]).cells == ((), (), ("Stap",), ())


def test_the_title_counts_where_the_input_is_known() -> None:
    rows = [kpi_chain.chain("Meedoen", LEVELS), kpi_chain.chain("Steun", LEVELS[:2])]
    assert kpi_chain.message(rows) == "Van inzet naar resultaat: bij 1 van de 2 doelen is de inzet opgeschreven"
    assert kpi_chain.message(rows[1:]) == "Van inzet naar resultaat: de inzet ontbreekt nog"


def test_the_picture_shows_every_box_in_order_and_says_where_nothing_is() -> None:
    rows = [kpi_chain.chain("Meedoen <nu>", LEVELS[:2] + LEVELS[3:])]
    drawing = ET.fromstring(pictures_chain.chain(rows))
    at = {one.text: float(one.get("x", "0")) for one in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert at["Meedoen <nu>"] < at["nog niets"] < at["Keren"] < at["Contact"] < at["Thuis"]
    with saying.speaking("en"):
        assert "nothing yet" in pictures_chain.chain(rows)


@pytest.mark.store
def test_the_report_has_the_chain_once_the_input_is_written_down(session: Session) -> None:
    world = make_world(session)
    assert build(session, world.programme).frameworks is None
    walking = session.query(Activity).filter_by(code="wandelen").one()
    session.add(ActivityCount(activity_id=walking.id, period="2099", meetings=1240))
    session.add(
        Indicator(
            result_id=world.result.id, code="uren", name="Uren jongerenwerk", definition="x", level="input", measure_kind="count",
            direction="omhoog", not_measured="y", rule={"activities": ["wandelen"], "what": "meetings"}, position=90,
        )
    )  # fmt: skip
    session.flush()
    session.expire_all()
    report = build(session, world.programme)
    assert report.frameworks is not None
    (row,) = report.frameworks.chain
    assert row.goal == "Minder ouderen zijn eenzaam"
    assert row.cells[0] == ("Uren jongerenwerk: 1.240",)
    page = rendering.html(report)
    assert page.index('<th scope="col">input</th>') < page.index('<th scope="col">activiteit</th>')


@pytest.mark.store
def test_levels_leave_out_what_is_retired(session: Session) -> None:
    world = make_world(session)
    first = world.result.indicators[0]
    before = kpi_store.levels(session, world.programme)
    first.status = "vervallen"
    session.flush()
    assert set(before) - set(kpi_store.levels(session, world.programme)) == {("minder_eenzaam", first.code)}
