"""Reading a pool of a thousand municipalities: signatures, every field, rows; and one comparison among them."""

from __future__ import annotations

import copy
import hashlib
import io
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

import database
from analysis.benchmark import making, package, part, store
from analysis.gather import gather
from analysis.report.build import build
from analysis.report.context import Context
from sealing import keyring_from_secret
from tests.analysis.world import make_world
from webapp import tables  # noqa: F401

TOWNS = 1000
LIMIT = 5.0  # seconds, issue 3 part 8


def run() -> dict[str, object]:
    """What it took, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        sessions = database.connect(f"sqlite:///{Path(folder) / 'x.db'}", keyring_from_secret("bench"))
        database.Base.metadata.create_all(sessions.kw["bind"])
        with sessions() as session, session.begin():
            world = make_world(session)
            world.programme.organisation.code = "GM9999"
            report = build(session, world.programme)
            own = making.content(session, world.programme, report, "0" * 64, date(2026, 11, 1))
            raw = _pool(own)
            began = time.perf_counter()
            taken = store.take(session, world.programme, raw)
            read = time.perf_counter() - began
            assert taken.new == TOWNS, taken
            material = gather(session, world.programme)
            context = Context(world.programme, material, material.data_date, report.results)
            began = time.perf_counter()
            found = part.part(session, context)
            compared = time.perf_counter() - began
            assert found is not None and found.municipalities == TOWNS
        sessions.kw["bind"].dispose()
    print(f"pool of {TOWNS} municipalities: read {read:.2f} s, compared {compared:.2f} s (limit {LIMIT:.0f} s together)")
    missed = ["reading the pool"] if read + compared > LIMIT else []
    return {"towns": TOWNS, "read_s": read, "compared_s": compared, "missed": missed}


def _pool(own: dict[str, object]) -> bytes:
    """A ZIP of packages: one content, its figures moved a little, each with its own key."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(TOWNS):
            one: dict[str, object] = copy.deepcopy(own)
            one["municipality"] = {
                "code": f"GM{number:04}",
                "name": f"Gemeente {number}",
                "division_year": 2026,
                "residents": 9000 + number,
            }
            one["profile"] = {"grijs": 15.0 + number % 17, "groot": 9.0 + number / 10}
            file.writestr(f"{number}.json", package.sign(one, hashlib.sha256(str(number).encode()).digest()))
    return out.getvalue()
