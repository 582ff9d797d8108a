"""The whole way from rows to Report."""

from __future__ import annotations

import pytest

from analysis.report import snapshot
from analysis.report.build import build
from tests.analysis.world import make_world

pytestmark = pytest.mark.store


def test_slice(session):
    world = make_world(session)
    report = build(session, world.programme)
    print(snapshot.as_json(report).decode())
    assert report.results[0].indicators[0].waves[0].figure.n == 160
    assert snapshot.thaw(snapshot.as_json(report)) == report
