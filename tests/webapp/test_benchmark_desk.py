"""Packages at the desk: read, refused with a sentence, forgotten; our own only after something was published."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from analysis.benchmark import making, package
from tests.analysis.test_benchmark import SEED, content
from tests.webapp.staff import send, token_of
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
AT = "/werk/samen/vergelijken"


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


def upload(client: Any, raw: bytes) -> Any:
    token = token_of(client, "/werk/account")
    data = {"csrf_token": token, "pakket": (io.BytesIO(raw), "pakket.json")}
    return client.post(AT, data=data, content_type="multipart/form-data")


def test_read_and_forget(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    answer = upload(client, package.sign(content(3), SEED))
    assert answer.status_code == 200 and "Nieuw: 1" in answer.text and "Gemeente 3" in answer.text
    assert "Al bekend: 1" in upload(client, package.sign(content(3), SEED)).text
    assert send(client, f"{AT}/weg", {"gemeente": "GM0003"}).status_code == 303
    assert "Gemeente 3" not in client.get(AT).text


def test_our_own_package_does_not_count(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    with app.extensions["sessions"]() as session:
        seed = making.seed(session, session.merge(world.programme))
        session.commit()
    answer = upload(client, package.sign(content(3), seed))
    assert "Nieuw: 0" in answer.text and "Dit is ons eigen pakket. Het telt niet mee" in answer.text


@pytest.mark.parametrize("raw", [b"", b"{}", b"PK\x03\x04", b"\x00\xff" * 40, b"<svg onload=alert(1)>"])
def test_what_is_no_package_gets_a_sentence(app: Flask, world: World, raw: bytes) -> None:
    answer = upload(client_of(app, world.staff["evaluator"]), raw)
    assert answer.status_code in (200, 422)
    assert ("Geweigerd: 1" in answer.text) or (answer.status_code == 422 and 'role="alert"' in answer.text)


def test_no_own_package_before_publishing(app: Flask, world: World) -> None:
    answer = send(client_of(app, world.staff["evaluator"]), f"{AT}/pakket")
    assert answer.status_code == 422 and "Publiceer eerst" in answer.text


def test_not_for_workers(app: Flask, world: World) -> None:
    assert client_of(app, world.staff["worker"]).get(AT).status_code == 403
