"""Putting a report together at the desk: order, words and quotes come back as they were chosen; what must be said stays."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.webapp.staff import send
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
AT = "/werk/samen/rapport-samenstellen"


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


def test_make_a_plan_and_open_the_report_so(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    fields = {"naam": "Voor de raad", "voor": "raad", "meting": "", "plaats-verhalen": "1", "woorden-verhalen": "Lees dit eerst."}
    made = send(client, f"{AT}/nieuw", fields)
    assert made.status_code == 303
    page = client.get(made.location)
    assert "Lees dit eerst." in page.text and "Voor de raad" in page.text
    code = made.location.rsplit("/", 1)[1]
    report = client.get(f"/werk/samen/rapport?opmaak={code}")
    assert report.status_code == 200 and "Lees dit eerst." in report.text
    assert report.text.index('id="verhalen"') < report.text.index('id="resultaat-1"')
    assert client.get("/werk/samen/rapport?opmaak=onzin").status_code == 404
    assert client.get(f"/werk/samen/publiceren?opmaak={code}&bekijk=ja").status_code == 200


def test_a_part_of_every_report_is_not_left_out_and_nothing_typed_is_lost(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    answer = send(client, f"{AT}/nieuw", {"naam": "x", "voor": "raad", "weg-weten-niet": "ja", "woorden-raad": "mijn woorden"})
    assert answer.status_code == 422 and "hoort in elk rapport" in answer.text and "mijn woorden" in answer.text
    assert send(client, f"{AT}/nieuw", {"naam": "", "voor": "raad"}).status_code == 422
    assert send(client, f"{AT}/nieuw", {"naam": "x", "voor": "duivel"}).status_code == 400


def test_only_evaluators_and_only_of_this_programme(app: Flask, world: World) -> None:
    assert client_of(app, world.staff["worker"]).get(AT).status_code == 403
    client = client_of(app, world.staff["evaluator"])
    assert client.get("/werk/elders/rapport-samenstellen").status_code == 404
    assert not re.findall(r"samenstellen/[0-9a-f]{8}", client.get(AT).text)
