"""Importing at the desk, expectations that stay blind, context factors, the collection plan, and who may see what."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from analysis.models import Indicator
from analysis.sources import cbs, expecting
from analysis.sources.models import ContextFactor, DataRequest, Expectation, SourceDataset, SourceUpload
from database import today
from surveys.models import Wave
from tests import factories
from tests.webapp.staff import make_staff, token_of
from tests.webapp.world import World, client_of, two_worlds
from webapp.account_models import AuditEvent
from webapp.desk import sources

pytestmark = pytest.mark.store
FILES = Path(__file__).parent.parent / "data" / "statline"
BASE = "/werk/samen"


@pytest.fixture
def worlds(app: Flask) -> tuple[World, World]:
    found = two_worlds(app)
    with app.extensions["sessions"]() as session:
        for one in found:
            session.add(
                Indicator(result_id=one.result.id, code="alleen", name="Deel dat zich alleen voelt", definition="Wie soms of vaak zegt.", level="outcome",
                          measure_kind="prevalence", direction="omlaag", rule={"question": "eenzaam", "values": ["soms", "vaak"]}, not_measured="Hoe het voelt.")
            )  # fmt: skip
        session.add(
            Wave(programme_id=found[0].programme.id, version_id=found[0].wave.version_id, number=7, name="Volgende meting", slug="volgende",
                 opens_on=today() + timedelta(days=60), closes_on=today() + timedelta(days=90))
        )  # fmt: skip
        session.commit()
    return found


@pytest.fixture
def world(worlds: tuple[World, World]) -> World:
    return worlds[0]


@pytest.fixture
def desk(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


def send(client: FlaskClient, address: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(f"{BASE}{address}", data={"csrf_token": token_of(client, "/werk/account"), **(data or {})})


def upload(client: FlaskClient, data: bytes, name: str = "a.csv") -> Any:
    return send(client, "/bronnen", {"bestand": (io.BytesIO(data), name)})


def stored(app: Flask, model: Any) -> list[Any]:
    with app.extensions["sessions"]() as session:
        rows = list(session.scalars(select(model)))
        session.expunge_all()
        return rows


def test_a_statline_file_is_read_checked_and_kept(app: Flask, desk: FlaskClient) -> None:
    answer = upload(desk, (FILES / "v4.json").read_bytes(), "50150NED.json")
    assert answer.status_code == 303
    page = desk.get(answer.location)
    text = page.get_data(as_text=True)
    assert "StatLine (JSON, versie 4)" in text
    assert 'value="50150NED"' in text
    meta = {
        "code": "gezondheid",
        "titel": "Gezondheid",
        "tabel": "50150NED",
        "indeling": "2024",
        "ophaaldag": "2026-03-01",
        "uitgever": "CBS",
        "licentie": "CC BY 4.0",
    }
    soon = send(desk, answer.location.removeprefix(BASE), {**meta, "ophaaldag": (today() + timedelta(days=1)).isoformat()})
    assert soon.status_code == 422 and "moet nog komen" in soon.text
    kept = send(desk, answer.location.removeprefix(BASE), meta)
    assert kept.location.endswith("/bronnen/gezondheid")
    shown = desk.get(kept.location).get_data(as_text=True)
    assert "schatting met een model" in shown
    assert "indeling 2024, CC BY 4.0, opgehaald op 1 maart 2026" in shown
    one = stored(app, SourceDataset)[0]
    assert (one.kind, len(one.sha256)) == ("statline_v4", 64)
    assert stored(app, SourceUpload) == []
    assert "bron_geimporteerd" in {event.action for event in stored(app, AuditEvent)}
    assert desk.get(f"{BASE}/bronnen").status_code == 200


def test_a_plain_file_asks_which_column_is_what_and_loses_nothing(app: Flask, desk: FlaskClient) -> None:
    answer = upload(desk, b"Wijk;Peil;Bezoekers\nWK999901;2025;412\nWK999902;2025;.\n")
    page = desk.get(answer.location).get_data(as_text=True)
    assert "Welke kolom is wat?" in page and "Bezoekers" in page
    meta = {"code": "bezoek", "titel": "Onze telling", "ophaaldag": "2026-03-01", "k-area": "0"}
    wrong = send(desk, answer.location.removeprefix(BASE), meta)
    assert wrong.status_code == 422
    assert "Kies welke kolom" in wrong.get_data(as_text=True) and "Onze telling" in wrong.get_data(as_text=True)
    kept = send(desk, answer.location.removeprefix(BASE), {**meta, "k-period": "1", "k-value": "2", "v-measure": "Bezoekers"})
    assert kept.status_code == 303
    assert stored(app, SourceDataset)[0].report["missing"] == 1
    assert "Bezoekers" in desk.get(kept.location).get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "leeg"), (b"%PDF-1.7", "geen CSV"), (b"PK\x03\x04rommel", "niet te openen"), (b'{"a":1}', "niet van StatLine")],
)
def test_a_hostile_file_is_a_sentence(desk: FlaskClient, data: bytes, words: str) -> None:
    answer = upload(desk, data)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_a_file_may_be_larger_than_a_form(desk: FlaskClient) -> None:
    lines = b"gebied;periode;onderwerp;waarde\n" + b"".join(
        b"WK9999%02d;%d;Onderwerp %d;1\n" % (i % 90, 2000 + i % 26, i) for i in range(9_000)
    )
    assert len(lines) > 256_000
    assert upload(desk, lines).status_code == 303
    too_large = send(desk, "/omstandigheden", {"naam": "x", "tekst": "y" * 300_000})
    assert too_large.status_code == 413


def test_an_upload_is_of_one_programme(app: Flask, desk: FlaskClient, worlds: tuple[World, World]) -> None:
    where = upload(desk, (FILES / "v4.json").read_bytes()).location
    other = client_of(app, worlds[1].staff["evaluator"])
    key = where.rpartition("/")[2]
    assert other.get(f"/werk/{worlds[1].programme.code}/bronnen/lezen/{key}").status_code == 404
    assert other.get(where).status_code == 404
    assert desk.get(f"{BASE}/bronnen/lezen/weg").status_code == 404
    assert desk.get(f"{BASE}/bronnen/weg").status_code == 404


def test_fetching_is_off_until_it_is_switched_on(app: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Ophalen staat uit" in desk.get(f"{BASE}/bronnen").get_data(as_text=True)
    assert send(desk, "/bronnen/cbs", {"tabel": "86165NED", "gebieden": "GM9999"}).status_code == 404
    app.config["CBS"] = True
    monkeypatch.setattr(cbs, "fetch", lambda table, areas: (FILES / "v3.json").read_bytes())
    answer = send(desk, "/bronnen/cbs", {"tabel": "86165ned", "gebieden": "GM9999 WK999901"})
    assert answer.status_code == 303
    assert "Kerncijfers wijken en buurten 2025" in desk.get(answer.location).get_data(as_text=True)

    def down(table: str, areas: Any) -> bytes:
        raise cbs.FetchFailed(
            "Het CBS antwoordt niet. Probeer het later opnieuw, of haal het bestand zelf op bij StatLine en importeer het."
        )

    monkeypatch.setattr(cbs, "fetch", down)
    failed = send(desk, "/bronnen/cbs", {"tabel": "86165NED", "gebieden": "GM9999"})
    assert failed.status_code == 422 and "antwoordt niet" in failed.get_data(as_text=True)


def partner(app: Flask, world: World) -> FlaskClient:
    with app.extensions["sessions"]() as session:
        organisation = factories.make_organisation(session, name="Welzijn De Brug")
        account = make_staff(session, session.merge(world.programme), "worker", organisation=organisation)
        session.commit()
        session.expunge_all()
    return client_of(app, account)


def key(world: World) -> str:
    return f"{world.result.code}.alleen"


def test_partners_expect_alone_and_a_locked_expectation_stays(app: Flask, world: World, desk: FlaskClient) -> None:
    other = partner(app, world)
    ours = {
        "indicator": key(world),
        "meting": "volgende",
        "richting": "omlaag",
        "laag": "30",
        "hoog": "36",
        "waarom": "Geheime reden van ons.",
    }
    assert send(desk, "/verwachtingen", ours).status_code == 303
    theirs = other.get(f"{BASE}/verwachtingen").get_data(as_text=True)
    assert "Geheime reden" not in theirs and "die u nog niet mag zien" in theirs
    assert send(desk, "/verwachtingen/vastzetten", {"indicator": key(world), "meting": "volgende"}).status_code == 303
    again = send(desk, "/verwachtingen", {**ours, "laag": "1"})
    assert again.status_code == 422 and "vastgezet" in again.get_data(as_text=True)
    assert "Geheime reden" not in other.get(f"{BASE}/verwachtingen").get_data(as_text=True)
    assert (
        send(
            other,
            "/verwachtingen",
            {"indicator": key(world), "meting": "volgende", "richting": "omhoog", "waarom": "Zo ging het eerder.", "vast": "ja"},
        ).status_code
        == 303
    )
    assert "Geheime reden" in other.get(f"{BASE}/verwachtingen").get_data(as_text=True)
    assert next((row.low, row.locked_at is not None) for row in stored(app, Expectation)) == (30.0, True)
    for wrong, words in (
        ({**ours, "meting": "", "laag": "veel"}, "getal"),
        ({**ours, "meting": "", "laag": "9", "hoog": "1"}, "Draai"),
        ({**ours, "meting": world.wave.slug}, "al open"),
    ):
        answer = send(desk, "/verwachtingen", wrong)
        assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert send(desk, "/verwachtingen", {**ours, "indicator": "weg.weg"}).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"richting": None}, "Kies welke kant het op gaat"), ({"waarom": "", "laag": "", "hoog": ""}, "Vul ook in waarom"),
        ({"hoog": "101"}, "tussen 0 en 100 procent"), ({"laag": "-1"}, "tussen 0 en 100 procent"),
        ({"richting": "omhoog", "laag": "42", "hoog": "50"}, "bovengrens is niet hoger dan de eerste meting"),
        ({"laag": "52", "hoog": "60"}, "ondergrens is niet lager dan de eerste meting"),
        ({"richting": "gelijk", "laag": "10", "hoog": "20"}, "eerste meting ligt buiten uw grenzen"),
    ],
)  # fmt: skip
def test_an_expectation_that_says_nothing_or_cannot_be_is_refused(
    app: Flask, world: World, desk: FlaskClient, change: dict[str, str | None], words: str
) -> None:
    """The first measurement is 52 percent, and the wish is downward."""
    with app.extensions["sessions"]() as session:
        session.scalars(select(Indicator).where(Indicator.result_id == world.result.id)).one().baseline = 52
        session.commit()
    form = {"indicator": key(world), "meting": "volgende", "richting": "omlaag", "laag": "40", "hoog": "48", "waarom": "Daarom."}
    sent = {name: value for name, value in {**form, **change}.items() if value is not None}
    answer = send(desk, "/verwachtingen", sent)
    assert answer.status_code == 422 and words in answer.text
    assert stored(app, Expectation) == []
    assert send(desk, "/verwachtingen", form).status_code == 303


def test_the_form_of_an_expectation_chooses_nothing_and_says_which_waves_are_too_late(desk: FlaskClient) -> None:
    page = desk.get(f"{BASE}/verwachtingen").text
    assert not re.search(r'name="richting"[^>]* checked', page)
    assert "Volgende meting</option>" in page and "Volgende meting: al open" not in page


def test_context_factors_and_their_stories(app: Flask, world: World, desk: FlaskClient) -> None:
    send_ = {"naam": "Sluiting", "tekst": "Het buurthuis ging dicht.", "van": "2025-10-01", "i-alleen": "+"}
    answer = send(desk, "/omstandigheden", send_)
    assert answer.location.endswith("/omstandigheden/sluiting")
    assert send(desk, "/omstandigheden/sluiting/verhaal", {"verhaal": str(world.story.id)}).status_code == 303
    page = desk.get(answer.location).get_data(as_text=True)
    assert "Losmaken" in page
    assert "Truus" not in page
    assert "verhalen: 1" in desk.get(f"{BASE}/omstandigheden").get_data(as_text=True)
    wrong = send(desk, "/omstandigheden/sluiting", {**send_, "naam": "", "tekst": "Dit blijft staan."})
    assert wrong.status_code == 422 and "Dit blijft staan." in wrong.get_data(as_text=True)
    assert send(desk, "/omstandigheden/sluiting", {**send_, "tot": "2025-01-01"}).status_code == 422
    assert stored(app, ContextFactor)[0].influence == {"alleen": "+"}
    assert send(desk, "/omstandigheden/weg").status_code == 404


def test_the_collection_plan_and_a_delivery(app: Flask, world: World, desk: FlaskClient) -> None:
    code = world.programme.organisation.code
    asked = {"partner": code, "wat": "Bezoekers per wijk", "dag": "2020-01-01", "indicator": key(world)}
    assert send(desk, "/verzamelplan/verzoek", {**asked, "dag": "morgen"}).status_code == 422
    assert send(desk, "/verzamelplan/verzoek", asked).status_code == 303
    page = desk.get(f"{BASE}/verzamelplan").get_data(as_text=True)
    assert "te laat" in page and "15 seconden per deelnemer" in page
    number = re.search(r"verzoek/(\d+)/sjabloon", page)[1]  # type: ignore[index]
    template = desk.get(f"{BASE}/verzamelplan/verzoek/{number}/sjabloon.csv")
    assert template.mimetype == "text/csv" and "gebiedscode;" in template.get_data(as_text=True)
    refused = send(desk, f"/verzamelplan/verzoek/{number}", {"stand": "geleverd"})
    assert refused.status_code == 422 and "Kies het bestand" in refused.get_data(as_text=True)
    where = upload(desk, b"gebied;periode;onderwerp;waarde\nGM9999;2025;Bezoekers;12\n").location
    send(
        desk,
        where.removeprefix(BASE),
        {
            "code": "bezoek",
            "titel": "",
            "ophaaldag": "2026-03-01",
            "k-area": "0",
            "k-period": "1",
            "k-measure": "2",
            "k-value": "3",
        },
    )
    assert send(desk, f"/verzamelplan/verzoek/{number}", {"stand": "geleverd", "bron": "bezoek"}).status_code == 303
    assert send(desk, f"/verzamelplan/verzoek/{number}", {"stand": "goedgekeurd"}).status_code == 303
    assert [row.state for row in stored(app, DataRequest)] == ["goedgekeurd"]
    assert send(desk, "/verzamelplan/verzoek", {**asked, "partner": "vreemd"}).status_code == 400


def test_instruments_are_chosen_by_theme_and_time(desk: FlaskClient) -> None:
    page = desk.get(f"{BASE}/instrumenten?thema=mantelzorg&minuten=5").get_data(as_text=True)
    assert "EDIZ" in page and "Zelfredzaamheid-Matrix" not in page
    assert "Kant-en-klare indicatoren" in page
    assert desk.get(f"{BASE}/instrumenten?thema=onzin").status_code == 400
    assert "Er past geen instrument" in desk.get(f"{BASE}/instrumenten?thema=mantelzorg&minuten=2&verandering=ja").get_data(
        as_text=True
    )


@pytest.mark.parametrize("page", ["indicatoren", "verzamelplan", "bronnen", "instrumenten", "omstandigheden"])
def test_pages_are_for_evaluators_and_in_english_too(app: Flask, world: World, desk: FlaskClient, page: str) -> None:
    worker = client_of(app, world.staff["worker"])
    assert worker.get(f"{BASE}/{page}").status_code == 403
    assert desk.get(f"{BASE}/{page}?taal=en").status_code == 200
    assert desk.get(f"{BASE}/{page}?onzin=1").status_code == 400


def test_expectations_of_waves_that_opened_are_told(app: Flask, world: World, desk: FlaskClient) -> None:
    send(
        desk,
        "/verwachtingen",
        {"indicator": key(world), "meting": "volgende", "richting": "omlaag", "waarom": "Door de maatjes."},
    )
    with app.extensions["sessions"]() as session:
        programme = session.merge(world.programme)
        assert expecting.expectations(session, programme) == ()
        assert len(expecting.expectations(session, programme, today=date(2200, 1, 1))) == 1


@pytest.mark.parametrize(("value", "said"), [(1200.0, "1.200"), (12.5, "12,5"), (0.0, "0"), (-3.25, "−3,25")])
def test_numbers_of_sources_are_written_as_people_do(value: float, said: str) -> None:
    assert sources._plain(value) == said
