"""Packages between municipalities: signed, checked to the last field, compared only like with like, and never a name beside a dot."""

from __future__ import annotations

import copy
import hashlib
import io
import random
import zipfile
from datetime import date
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from analysis.benchmark import compare, making, package, part, pool_files, store
from analysis.benchmark.compare import Member
from analysis.benchmark.package import PackageRefused
from analysis.gather import gather
from analysis.report import rendering, snapshot
from analysis.report.build import build
from analysis.report.context import Context
from tests.analysis.world import make_world

SEED = hashlib.sha256(b"a test").digest()
KEY = "def:" + "a" * 64


def content(number: int = 1, **values: Any) -> dict[str, Any]:
    """The content of a package, whole."""
    return {
        "format": "sociale-basis-pakket", "version": 1, "licence": "CC BY 4.0", "made_on": "2026-11-01", "year": 2026,
        "municipality": {"code": f"GM{number:04}", "name": f"Gemeente {number}", "division_year": 2026, "residents": 30_000, "synthetic": True},
        "report_sha256": "0" * 64, "scope": {"digest": "b" * 16, "cards": []},
        "definitions": [{"key": KEY, "name": "Eenzaam", "definition": "x", "unit": "procent", "direction": "omlaag", "level": "outcome",
                         "measure_kind": "prevalence", "not_measured": "y"}],
        "figures": [{"key": KEY, "value": 40.5, "n": 200, "low": 34.0, "high": 47.0, "period": "voorjaar 2026"}],
        "profile": {"grijs": 20.0, "groot": 31.0}, "investment": None, **values,
    }  # fmt: skip


def test_a_package_reads_back_and_names_its_key() -> None:
    found, key = package.read(package.sign(content(), SEED))
    assert found == content() and len(key) == 64
    assert package.spoken(key).count(" ") == 4


def test_the_signature_is_ed25519_over_the_canonical_content() -> None:
    """Checked with the library's own low-level call, not with our reader."""
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    whole = orjson.loads(package.sign(content(), SEED))
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(whole["signature"]["key"]))
    key.verify(base64.b64decode(whole["signature"]["value"]), orjson.dumps(whole["content"], option=orjson.OPT_SORT_KEYS))


def test_a_changed_figure_breaks_the_signature() -> None:
    whole = orjson.loads(package.sign(content(), SEED))
    whole["content"]["figures"][0]["value"] = 12.0
    with pytest.raises(PackageRefused, match="handtekening"):
        package.read(orjson.dumps(whole))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("municipality", "code"), "GM12"),
        (("municipality", "name"), ""),
        (("municipality", "residents"), -1),
        (("year",), "2026"),
        (("scope", "digest"), "../../etc"),
        (("figures", 0, "value"), None),
        (("figures", 0, "key"), "def:" + "c" * 64),
        (("figures", 0, "n"), 0),
        (("figures", 0, "low"), None),
        (("definitions", 0, "unit"), "euro"),
        (("profile", "grijs"), "veel"),
        (("investment",), {"year": 2025, "euro": -4, "per_resident": 2}),
        (("figures",), {}),
        (("version",), 2),
    ],
)
def test_a_well_signed_package_with_a_wrong_field_is_refused(where: tuple[Any, ...], value: Any) -> None:
    bad: Any = content()
    place = bad
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    with pytest.raises(PackageRefused):
        package.read(package.sign(bad, SEED))


@given(
    st.binary(max_size=400)
    | st.recursive(
        st.none() | st.text(max_size=5) | st.integers(0, 9),
        lambda of: st.dictionaries(st.sampled_from(["content", "signature", "key", "value", "algorithm"]), of),
        max_leaves=8,
    ).map(orjson.dumps)
)
def test_anything_else_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(PackageRefused) as refused:
        package.read(raw)
    assert str(refused.value).endswith(".")


def test_a_zip_bomb_and_a_broken_zip_are_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.json", b" " * 40_000_000)
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(PackageRefused, match="te groot"):
        list(pool_files.packages(bomb.getvalue()))
    with pytest.raises(PackageRefused, match="beschadigd"):
        list(pool_files.packages(b"PK\x03\x04 and nothing more"))


def test_rank_and_quartiles_agree_with_scipy_and_numpy() -> None:
    from scipy.stats import percentileofscore

    chance = random.Random(4)
    others = [round(chance.uniform(20, 60)) * 1.0 for _ in range(40)]
    found = compare.standing(41.0, others)
    assert found is not None
    assert found.rank == pytest.approx(percentileofscore(others, 41.0, "mean"))
    assert (found.low, found.middle, found.high) == pytest.approx(tuple(np.quantile(others, [0.25, 0.5, 0.75])))


def test_few_others_are_not_shown() -> None:
    assert compare.standing(1.0, [1.0, 2.0, 3.0, 4.0]) is None
    assert compare.standing(1.0, [1.0, 2.0, 3.0, 4.0, 5.0]) is not None


def test_the_nearest_come_first_whatever_the_scale_of_a_trait() -> None:
    pool = [Member(f"GM{i:04}", {}, {"grijs": 20.0 + i, "groot": 1000.0 * i}) for i in range(20)]
    near, traits = compare.alike({"grijs": 30.0, "groot": 10_000.0}, pool, 3)
    assert [one.code for one in near] == ["GM0010", "GM0009", "GM0011"]
    assert traits == ("grijs", "groot")
    assert compare.alike({"grijs": 30.0}, pool) == ((), ())


def world_with_pool(session: Session, towns: int, **values: Any) -> Any:
    world = make_world(session)
    world.programme.settings = {**(world.programme.settings or {}), "profile": {"grijs": 22.0, "groot": 30.0}}
    world.programme.organisation.code = "GM9999"
    session.flush()
    report = build(session, world.programme)
    own = making.content(session, world.programme, report, "0" * 64, date(2026, 11, 1))
    for number in range(towns):
        one = copy.deepcopy(own) | {"municipality": content(number + 1)["municipality"], **values}
        one["profile"] = {"grijs": 20.0 + number, "groot": 20.0 + number}
        for figure in one["figures"]:
            figure["value"] = figure["value"] + number - towns / 2
            figure["low"] = figure["high"] = None
        store.take(session, world.programme, package.sign(one, hashlib.sha256(str(number).encode()).digest()))
    return world


def part_of(session: Session, world: Any) -> Any:
    material = gather(session, world.programme)
    return part.part(session, Context(world.programme, material, material.data_date, build(session, world.programme).results))


def test_the_report_compares_like_with_like(session: Session) -> None:
    world = world_with_pool(session, 12)
    found = part_of(session, world)
    assert found.municipalities == 12 and found.lines
    line = found.lines[0]
    assert len(line.others) == 12 and line.others == tuple(sorted(line.others)) and found.alike == 10
    report = build(session, world.programme)
    page = rendering.html(report)
    assert "Gemeente 3" not in page and "GM0003" not in page
    assert snapshot.thaw(snapshot.as_json(report)) == report


def test_another_scope_is_not_compared(session: Session) -> None:
    found = part_of(session, world_with_pool(session, 12, scope={"digest": "c" * 16, "cards": []}))
    assert found.lines == () and found.municipalities == 0 and "dezelfde afbakening" in found.too_few


def test_a_municipality_with_another_key_is_refused_until_it_is_forgotten(session: Session) -> None:
    world = make_world(session)
    assert store.take(session, world.programme, package.sign(content(7), SEED)).new == 1
    assert store.take(session, world.programme, package.sign(content(7), SEED)).known == 1
    other = package.sign(content(7, year=2025), hashlib.sha256(b"other").digest())
    taken = store.take(session, world.programme, other)
    assert taken.new == 0 and "andere sleutel" in taken.refused[0][1]
    assert store.forget(session, world.programme, "GM0007") == 1
    assert store.take(session, world.programme, other).new == 1


def test_no_package_before_something_was_published(session: Session) -> None:
    with pytest.raises(PackageRefused, match="Publiceer eerst"):
        making.make(session, make_world(session).programme, date(2026, 11, 1))


def test_what_is_hidden_is_not_in_the_package(session: Session) -> None:
    world = make_world(session)
    world.programme.organisation.code = "GM9999"
    world.programme.min_residents = 5_000
    session.flush()
    own = making.content(session, world.programme, build(session, world.programme), "0" * 64, date(2026, 11, 1))
    assert own["figures"] == []


def test_the_same_rule_on_another_wording_is_another_measure(session: Session) -> None:
    world = make_world(session)
    row = next(one for one in making.indicators(session, world.programme) if "question" in one.rule)
    first = making.surveys_of(session, world.programme)
    from surveys.definition import Definition

    other = [
        Definition.from_canonical(
            one.canonical().replace("Voelt u zich eenzaam?", "Bent u eenzaam?").replace("cijfer geeft u", "getal geeft u")
        )
        for one in first
    ]
    assert making.key_of(row, first).startswith("def:")
    assert making.key_of(row, first) != making.key_of(row, other)
    row.kpi = "eenzaam"
    assert making.key_of(row, first) == making.key_of(row, other) == "kpi:eenzaam"


def test_our_own_package_says_what_was_published_and_stands_in_the_ledger(session: Session) -> None:
    from analysis.ledger import preparing
    from analysis.ledger import store as ledger

    world = make_world(session)
    world.programme.organisation.code = "GM9999"
    prepared = preparing.prepare(session, world.programme)
    publish = {"title": "Rapport", "account": None}
    preparing.publish_report(session, world.programme, prepared, audience="team", **publish)
    with pytest.raises(PackageRefused, match="Publiceer eerst"):
        making.make(session, world.programme, date(2026, 11, 1))
    preparing.publish_report(session, world.programme, prepared, audience="raad", **publish)
    found, _ = package.read(making.make(session, world.programme, date(2026, 11, 1)))
    shown = {
        part.name: part.waves[-1].figure.value for result in prepared.report.results for part in result.indicators if part.waves
    }
    names = {one["key"]: one["name"] for one in found["definitions"]}
    assert found["figures"]
    for one in found["figures"]:
        assert one["value"] in shown.values() and names[one["key"]] in shown
    assert [one.kind for one in ledger.publications(session, world.programme)].count("benchmark") == 1


def test_a_package_says_what_was_published_and_not_what_came_after(session: Session) -> None:
    """One person who takes the answers back does not follow from a second package; the figures are those of the report, letter by letter."""
    from sqlalchemy import select

    from analysis.ledger import preparing
    from analysis.ledger.models import PublishedCut
    from surveys.models import Response

    world = make_world(session)
    world.programme.organisation.code = "GM9999"
    prepared = preparing.prepare(session, world.programme)
    preparing.publish_report(session, world.programme, prepared, audience="raad", title="Rapport", account=None)
    first, _ = package.read(making.make(session, world.programme, date(2026, 11, 1)))
    cuts = len(session.scalars(select(PublishedCut)).all())
    for gone in session.scalars(select(Response).where(Response.wave_id == world.waves[1].id).limit(3)).all():
        gone.state, gone.answers = "ingetrokken", {}
    session.flush()
    second, _ = package.read(making.make(session, world.programme, date(2026, 11, 2)))
    assert second["figures"] == first["figures"] and second["report_sha256"] == first["report_sha256"]
    assert len(session.scalars(select(PublishedCut)).all()) == cuts  # a package has no cuts of its own: it tells nothing new
    live = {
        part.name: part.waves[-1].figure.value for part in build(session, world.programme).results[0].indicators if part.waves
    }
    names = {one["key"]: one["name"] for one in second["definitions"]}
    assert any(live[names[one["key"]]] != one["value"] for one in second["figures"])  # so it could have been otherwise
