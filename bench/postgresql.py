"""The load bench once more, on PostgreSQL: a throw-away cluster, its durable commits on."""

from __future__ import annotations

from typing import Any

from bench import load
from tests.postgres import cluster, find_initdb


def run() -> dict[str, Any]:
    """The same journeys and the same yardstick, both on PostgreSQL."""
    if find_initdb() is None:
        print("PostgreSQL is not installed (apt-get install postgresql): not measured")
        return {"missed": ["not measured"]}
    with cluster() as url:
        return load.run(url, seconds=3.0, rounds=3)
