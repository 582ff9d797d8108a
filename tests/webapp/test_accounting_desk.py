"""The desk of the account: judging causes, checklists, reach, investing, and counting heads on a phone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

import webapp
from analysis.accounting import drawing, layers
from analysis.accounting import part as accounting_part
from analysis.accounting.models import (
    CauseCoding,
    Counterfactual,
    FidelityCheck,
    Investment,
    PreventionClaim,
    Provision,
    Reach,
    Risk,
    Substitution,
    Tally,
)
from analysis.line.models import ActivityMechanism, MacroGoal, Mechanism
from analysis.models import Ambition
from analysis.sources import recognising, store
from surveys import definition
from surveys.models import Activity, Programme, Response, Survey, SurveyVersion, Wave
from tests.analysis.test_accounting_part import ASKED
from tests.webapp.staff import send, token_of
from tests.webapp.world import World, client_of, two_worlds
from webapp.account_models import AuditEvent
from webapp.desk import accounting_causes, accounting_fields, accounting_forms, accounting_provisions, tallying
from webapp.language import catalog

pytestmark = pytest.mark.store
HOME = "/werk/samen/verantwoording"
PAGES = (
    HOME, f"{HOME}/gesprek", f"{HOME}/oorzaken", f"{HOME}/oorzaken?stand=klaar", f"{HOME}/vragen", f"{HOME}/uitvoering",
    f"{HOME}/uitvoering/koffie/gezien", f"{HOME}/bereik", "/werk/samen/investeren", "/werk/samen/investeren?van=10&tot=30",
    "/werk/samen/investeren/voorzieningen", "/werk/samen/investeren/voorzieningen/dag", *(f"/werk/samen/investeren/nieuw/{kind}" for kind in accounting_forms.KINDS),
    "/werk/samen/turven", "/werk/samen/turven/koffie", "/werk/samen/turven/koffie/poster",
)  # fmt: skip
FOR_WORKERS = ("turven", "uitvoering")


@pytest.fixture
def world(app: Flask) -> World:
    both = two_worlds(app)
    with app.extensions["sessions"]() as session:
        programme = session.scalars(select(Programme).where(Programme.code == "samen")).one()
        _fill(session, programme)
        session.commit()
    return both[0]


def _fill(session: Any, programme: Programme) -> None:
    text = definition.load(ASKED.encode(), "navraag.yml")
    survey = Survey(programme=programme, code="navraag")
    version = SurveyVersion(survey=survey, number=1, content=text.canonical(), sha256=text.sha256)
    wave = Wave(
        programme=programme,
        version=version,
        number=7,
        name="Navraag",
        slug="navraag",
        opens_on=date(2026, 4, 1),
        closes_on=date(2026, 6, 30),
    )
    mechanism = Mechanism(programme_id=programme.id, code="gezien", name="Gezien worden", strength="aannemelijk", source="Boek",
                          checklist=["Elke week open", "Iemand groet"], terms=["groeten"])  # fmt: skip
    session.add_all([survey, version, wave, mechanism])
    session.flush()
    for cause in ("De koffie, mijn nummer is 0612345678", "<b>Mijn dochter</b>", "Zij groeten mij"):
        answers = {"verandering": {"change": "meer", "cause": cause}}
        session.add(
            Response(wave_id=wave.id, version_id=version.id, state="verzonden", sent_on=date(2026, 5, 4), answers=answers)
        )
    activity = session.scalars(select(Activity).where(Activity.programme_id == programme.id, Activity.code == "koffie")).one()
    ambition = session.scalars(select(Ambition).where(Ambition.programme_id == programme.id)).one()
    session.add_all([
        ActivityMechanism(activity_id=activity.id, mechanism_id=mechanism.id),
        MacroGoal(ambition=ambition, code="eenzaam", name="Minder eenzaam", population="ouderen", baseline=40, baseline_year=2024,
                  target=30, target_year=2029, source="GGD"),
        Provision(programme_id=programme.id, code="dag", name="Dagbesteding", layer="maatwerk", statutory=True),
    ])  # fmt: skip
    session.flush()


@pytest.fixture
def evaluator(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


@pytest.fixture
def worker(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["worker"])


def count(app: Flask, table: Any) -> int:
    with app.extensions["sessions"]() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def words_of(answer: Any) -> str:
    return " ".join("".join(answer.page.text).split())


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_there_and_only_for_those_who_may(
    world: World, evaluator: FlaskClient, worker: FlaskClient, address: str
) -> None:
    for language in ("nl", "en"):
        answer = evaluator.get(address, query_string=None if "?" in address else {"taal": language})
        assert answer.status_code == 200, address
    assert worker.get(address).status_code == (200 if any(one in address for one in FOR_WORKERS) else 403)
    assert evaluator.get(address.replace("/samen/", "/elders/")).status_code == 404


def test_causes_are_shown_without_numbers_and_escaped_with_a_proposal(world: World, evaluator: FlaskClient) -> None:
    answer = evaluator.get(f"{HOME}/oorzaken")
    text = words_of(answer)
    assert "0612345678" not in answer.text
    assert "[telefoonnummer]" in text
    assert "<b>Mijn dochter" not in answer.text
    assert "voorstel: Koffie in het buurthuis (‘koffie’)" in text
    assert "voorstel: Gezien worden (‘groeten’)" in text


def _keys(app: Flask) -> dict[str, str]:
    with app.extensions["sessions"]() as session:
        rows = session.scalars(select(Response).join(Wave).where(Wave.slug == "navraag"))
        return {one.answers["verandering"]["cause"]: f"o-{one.id}-verandering" for one in rows}


def test_a_person_judges_and_nothing_chosen_says_so(app: Flask, world: World, evaluator: FlaskClient) -> None:
    refused = send(evaluator, f"{HOME}/oorzaken", {"stand": "open"})
    assert refused.status_code == 422
    assert "U koos nog niets" in words_of(refused)
    keys = _keys(app)
    data = {"stand": "open", keys["<b>Mijn dochter</b>"]: "andere", keys["Zij groeten mij"]: "mechanisme:gezien",
            keys["De koffie, mijn nummer is 0612345678"]: "activiteit:koffie:gezien"}  # fmt: skip
    assert send(evaluator, f"{HOME}/oorzaken", data).status_code == 303
    with app.extensions["sessions"]() as session:
        assert sorted(session.scalars(select(CauseCoding.names))) == ["activiteit", "andere", "mechanisme"]
        assert "oorzaken_beoordeeld" in set(session.scalars(select(AuditEvent.action)))
    assert "Hier staat niets." in words_of(evaluator.get(f"{HOME}/oorzaken"))
    assert "beoordeeld (3)" in words_of(evaluator.get(f"{HOME}/oorzaken?stand=klaar"))


@pytest.mark.parametrize("value", ["activiteit:onbekend", "mechanisme:onbekend", "onzin", "activiteit"])
def test_what_is_not_on_the_list_is_not_kept(app: Flask, world: World, evaluator: FlaskClient, value: str) -> None:
    key = next(iter(_keys(app).values()))
    assert send(evaluator, f"{HOME}/oorzaken", {"stand": "open", key: value}).status_code == 422
    assert count(app, CauseCoding) == 0


def test_a_cause_of_another_programme_cannot_be_judged(app: Flask, world: World) -> None:
    stranger = client_of(app, _stranger(app))
    key = next(iter(_keys(app).values()))
    send(stranger, "/werk/elders/verantwoording/oorzaken", {"stand": "open", key: "andere"})
    assert count(app, CauseCoding) == 0


def _stranger(app: Flask) -> Any:
    from surveys.models import Account, Membership

    with app.extensions["sessions"]() as session:
        query = select(Account).join(Membership).join(Programme).where(Programme.code == "elders", Membership.role == "evaluator")
        return session.scalars(query).one()


def test_what_is_better_and_by_which_words(app: Flask, world: World, evaluator: FlaskClient) -> None:
    data = {
        "b-navraag.verandering-minder": "ja",
        "r-navraag.verandering": "minder-alleen",
        "w-koffie": "buurthuis\n\n bakkie  doen ",
    }
    assert send(evaluator, f"{HOME}/vragen", data).status_code == 303
    with app.extensions["sessions"]() as session:
        settings = session.scalars(select(Programme).where(Programme.code == "samen")).one().settings
    assert settings["causes"]["navraag.verandering"] == {"better": ["minder"], "result": "minder-alleen"}
    assert settings["cause_words"] == {"koffie": ["buurthuis", "bakkie doen"]}
    assert send(evaluator, f"{HOME}/vragen", {"r-navraag.verandering": "onzin"}).status_code == 400


def test_a_worker_fills_the_checklist(app: Flask, world: World, worker: FlaskClient) -> None:
    address = f"{HOME}/uitvoering/koffie/gezien"
    assert send(worker, address, {}).status_code == 422
    assert send(worker, address, {"punt-0": "misschien"}).status_code == 400
    assert send(worker, address, {"punt-0": "ja", "blijkt-0": "rooster", "punt-1": "deels"}).status_code == 303
    with app.extensions["sessions"]() as session:
        rows = session.execute(
            select(FidelityCheck.item, FidelityCheck.answer, FidelityCheck.evidence).order_by(FidelityCheck.item)
        ).all()
    assert [tuple(row) for row in rows] == [(0, "ja", "rooster"), (1, "deels", "")]
    assert "rooster" in worker.get(address).text
    assert worker.get(f"{HOME}/uitvoering/koffie/onbekend").status_code == 404


def test_reach_is_kept_and_faults_keep_what_was_typed(app: Flask, world: World, evaluator: FlaskClient) -> None:
    data = {"activiteit": "koffie", "periode": "2026", "doelgroep": "75 jaar en ouder", "binnen": "1.200", "omvang": "800"}
    answer = send(evaluator, f"{HOME}/bereik", data)
    assert answer.status_code == 422
    assert "dan de doelgroep groot is" in words_of(answer)
    assert 'value="1.200"' in answer.text
    answer = send(evaluator, f"{HOME}/bereik", {**data, "binnen": "veel", "periode": ""})
    assert "Vul in: Jaar of periode." in words_of(answer)
    assert "Schrijf een getal bij: Deelnemers uit de doelgroep." in words_of(answer)
    assert send(evaluator, f"{HOME}/bereik", {**data, "binnen": "40", "reeks": "bestaat|niet|echt|niet"}).status_code == 400
    assert send(evaluator, f"{HOME}/bereik", {**data, "binnen": "40"}).status_code == 303
    assert count(app, Reach) == 1


def test_the_size_of_a_target_group_is_chosen_from_what_was_imported(app: Flask, world: World, evaluator: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        programme = session.get_one(Programme, world.programme.id)
        town = programme.organisation.code
        lines = (
            f"gebied;jaar;onderwerp;waarde;groep\n{town};2026;Inwoners;5.790;75 jaar en ouder\nGM0363;2026;Inwoners;9.000;75+\n"
        )
        found = recognising.read(recognising.recognise(lines.encode()))
        store.keep(session, programme, found, b"x", store.Asked("inw", "Bevolking"), today=date(2026, 1, 1))
        session.commit()
    key = f"inw|{town}|75 jaar en ouder|Inwoners"
    page = evaluator.get(f"{HOME}/bereik").text
    assert key in page and "GM0363" not in page
    data = {"activiteit": "koffie", "periode": "2026", "doelgroep": "75 jaar en ouder", "binnen": "40", "reeks": key}
    assert send(evaluator, f"{HOME}/bereik", data).status_code == 303
    with app.extensions["sessions"]() as session:
        kept = session.scalars(select(Reach)).one()
        assert kept.series == {"dataset": "inw", "measure": "Inwoners", "area": town, "group": "75 jaar en ouder"}


def test_provisions_with_layer_volume_users_and_euro(app: Flask, world: World, evaluator: FlaskClient) -> None:
    home = "/werk/samen/investeren/voorzieningen"
    data = {"naam": "Inloop", "code": "inloop", "laag": "sociale_basis", "activiteit": "koffie", "wettelijk": "", "wet": ""}
    assert send(evaluator, home, {**data, "code": "In Loop"}).status_code == 422
    assert send(evaluator, home, {**data, "code": "dag"}).status_code == 422
    assert send(evaluator, home, {**data, "laag": "onzin"}).status_code == 400
    assert send(evaluator, home, data).status_code == 303
    assert send(evaluator, f"{home}/inloop", {"periode": "2026"}).status_code == 422
    volume = {
        "periode": "2026",
        "gebruikers": "805",
        "hoeveel": "1.250,5",
        "eenheid": "bezoeken",
        "euro": "161000",
        "bron": "register",
    }
    assert send(evaluator, f"{home}/inloop", volume).status_code == 303
    assert "161.000" in words_of(evaluator.get(f"{home}/inloop"))
    assert "vrij: niet wettelijk verplicht" in words_of(evaluator.get(f"{home}/inloop"))


RETURNS: dict[str, tuple[Any, dict[str, str]]] = {
    "anders": (Counterfactual, {"activiteit": "koffie", "doel": "eenzaam", "tekst": "Dan komt niemand meer buiten.", "laag": "10", "hoog": "20", "eenheid": "mensen"}),
    "substitutie": (Substitution, {"activiteit": "koffie", "voorziening": "dag", "winst": "Langer in de eigen buurt.", "mensen_laag": "5", "mensen_hoog": "12",
                                   "maanden_laag": "3", "maanden_hoog": "9", "prijs_laag": "800", "prijs_hoog": "1.000", "prijsbron": "lijst",
                                   "betaalt": "welzijn", "wint": "Wmo", "bewijs": "aannemelijk", "argument": ""}),
    "preventie": (PreventionClaim, {"activiteit": "koffie", "mechanisme": "gezien", "claim": "Minder opnames", "aanname": "Dat denken wij", "bewijs": "verondersteld"}),
    "investering": (Investment, {"jaar": "2026", "waaraan": "Inloop", "euro": "161.000", "bron": "begroting"}),
    "risico": (Risk, {"activiteit": "", "tekst": "Te weinig vrijwilligers", "signaal": "", "dan": "werven", "wie": "De Brug", "stand": "open"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", RETURNS)
def test_what_investing_returns_is_added_shown_and_taken_away(
    app: Flask, world: World, evaluator: FlaskClient, kind: str
) -> None:
    table, data = RETURNS[kind]
    address = f"/werk/samen/investeren/nieuw/{kind}"
    chosen = {name: data[name] for name in ("activiteit", "doel", "voorziening", "mechanisme", "bewijs", "stand") if name in data}
    assert send(evaluator, address, chosen).status_code == 422
    assert send(evaluator, address, data).status_code == 303
    assert count(app, table) == 1
    assert evaluator.get("/werk/samen/investeren").status_code == 200
    with app.extensions["sessions"]() as session:
        number = session.scalars(select(table.id)).one()
    assert send(evaluator, f"/werk/samen/investeren/weg/{kind}/{number}").status_code == 303
    assert count(app, table) == 0
    assert send(evaluator, f"/werk/samen/investeren/weg/{kind}/{number}").status_code == 404


def test_one_number_is_never_enough(app: Flask, world: World, evaluator: FlaskClient) -> None:
    address = "/werk/samen/investeren/nieuw/substitutie"
    data = RETURNS["substitutie"][1]
    for wrong in ({"prijs_hoog": ""}, {"mensen_laag": "20"}, {"winst": ""}, {"prijsbron": ""}):
        answer = send(evaluator, address, {**data, **wrong})
        assert answer.status_code == 422
        assert "welzijn" in answer.text  # what was typed stays
    assert count(app, Substitution) == 0


def test_euro_is_off_until_chosen_and_fewer_gives_a_range(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(evaluator, "/werk/samen/investeren/nieuw/substitutie", RETURNS["substitutie"][1])
    home = "/werk/samen/investeren"
    assert "108.000" not in words_of(evaluator.get(home))
    assert "dan blijft over 11 tot 97" in words_of(evaluator.get(f"{home}?van=10&tot=30")).replace("10,5", "11").replace(
        "97,2", "97"
    )
    assert evaluator.get(f"{home}?van=10").status_code == 422
    assert evaluator.get(f"{home}?van=30&tot=10").status_code == 422
    assert evaluator.get(f"{home}?van=x&tot=10").status_code == 422
    send(evaluator, f"{home}/euro", {"euro": "ja"})
    assert "12.000 tot 108.000 euro" in words_of(evaluator.get(home))
    send(evaluator, f"{home}/euro", {})
    assert "108.000" not in words_of(evaluator.get(home))


def test_a_claim_is_proven_by_a_second_person_only(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(evaluator, "/werk/samen/investeren/nieuw/preventie", RETURNS["preventie"][1])
    with app.extensions["sessions"]() as session:
        number = session.scalars(select(PreventionClaim.id)).one()
    address = f"/werk/samen/investeren/bewezen/{number}"
    own = send(evaluator, address, {"opzet": "vergelijking"})
    assert own.status_code == 422
    assert "Vraag een tweede lezer" in words_of(own)
    second = client_of(app, world.staff["administrator"])
    assert send(second, address, {"opzet": ""}).status_code == 422
    assert send(second, address, {"opzet": "Vergeleken met een wijk zonder, 2025"}).status_code == 303
    with app.extensions["sessions"]() as session:
        assert session.scalars(select(PreventionClaim.evidence)).one() == "bewezen"


def heads(app: Flask) -> int:
    with app.extensions["sessions"]() as session:
        return session.scalar(select(func.coalesce(func.sum(Tally.people), 0))) or 0


def test_a_press_is_counted_once_however_often_it_is_sent(app: Flask, world: World, worker: FlaskClient) -> None:
    address = "/werk/samen/turven/koffie"
    page: Any = worker.get(address).page  # type: ignore[attr-defined]
    token, mark = token_of(worker, address), page.hidden["merk"]
    for _ in range(3):  # the line dropped, and the browser sent it again
        assert worker.post(address, data={"csrf_token": token, "merk": mark, "erbij": "2"}).status_code == 303
    assert heads(app) == 2
    fresh: Any = worker.get(address).page  # type: ignore[attr-defined]
    assert fresh.hidden["merk"] != mark
    worker.post(address, data={"csrf_token": token, "merk": fresh.hidden["merk"], "erbij": "5"})
    assert heads(app) == 7
    assert "7 vandaag" in words_of(worker.get(address))
    worker.post(f"{address}/terug", data={"csrf_token": token})
    assert heads(app) == 2


def test_the_mark_of_another_account_is_another_count(
    app: Flask, world: World, worker: FlaskClient, evaluator: FlaskClient
) -> None:
    for one in (worker, evaluator):
        send(one, "/werk/samen/turven/koffie", {"merk": "a" * 32, "erbij": "1"})
    assert heads(app) == 2


@pytest.mark.parametrize(
    "wrong", [{"aantal": ""}, {"aantal": "0"}, {"aantal": "9000"}, {"aantal": "-3"}, {"dag": "2099-01-01"}, {"dag": "gisteren"}]
)
def test_a_total_that_cannot_be(app: Flask, world: World, worker: FlaskClient, wrong: dict[str, str]) -> None:
    data = {"merk": "b" * 32, "aantal": "34", "dag": "2026-03-03", "hoe": "papier", "notitie": "markt", **wrong}
    answer = send(worker, "/werk/samen/turven/koffie/totaal", data)
    assert answer.status_code == 422
    assert heads(app) == 0


def test_a_total_of_paper(app: Flask, world: World, worker: FlaskClient) -> None:
    data = {"merk": "c" * 32, "aantal": "34", "dag": "2026-03-03", "hoe": "papier", "notitie": ""}
    for _ in range(2):
        assert send(worker, "/werk/samen/turven/koffie/totaal", data).status_code == 303
    assert heads(app) == 34
    assert "maart 2026: 34 bezoekers" in words_of(worker.get("/werk/samen/turven"))
    assert send(worker, "/werk/samen/turven/koffie", {"merk": "c" * 32, "erbij": "3"}).status_code == 400
    assert send(worker, "/werk/samen/turven/koffie", {"merk": "!", "erbij": "1"}).status_code == 400


def test_the_poster_has_its_boxes(world: World, worker: FlaskClient) -> None:
    assert worker.get("/werk/samen/turven/koffie/poster?vakjes=50").text.count('class="box') == 51
    assert worker.get("/werk/samen/turven/koffie/poster?vakjes=zo veel").text.count('class="box') == 101


@pytest.mark.parametrize(
    ("words", "value"), [("1.250,50", 1250.5), ("1250.5", 1250.5), ("161.000", 161000.0), ("", None), ("7,5", 7.5)]
)
def test_numbers_as_people_write_them(words: str, value: float | None) -> None:
    assert accounting_fields.amount(words) == value


@pytest.mark.parametrize("words", ["veel", "-3", "1.2.3", "1e9", "٣", "9" * 20])
def test_what_is_no_number(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        accounting_fields.amount(words)


def test_lists_and_refusals_are_there_in_english() -> None:
    english = catalog("en")
    said = [
        *layers.TITLES.values(), "gevuld", "dun", "leeg", *accounting_part.LABELS.values(), *drawing.EVIDENCE.values(),
        *accounting_causes.SHOWN.values(), *tallying.CHANNELS.values(), *accounting_forms.KINDS.values(), *accounting_provisions.LAYERS.values(),
        *(words for _, words in accounting_forms.SURE), *(words for _, words in accounting_forms.RISK_STATES),
    ]  # fmt: skip
    assert [one for one in said if one not in english] == []


def test_the_schema_of_the_report_in_docs_is_as_the_code_says() -> None:
    from analysis.report.schema import schema

    kept = json.loads((Path(webapp.__file__).parent.parent / "docs" / "report.schema.json").read_text())
    assert kept["$defs"]["AccountingPart"] == schema()["$defs"]["AccountingPart"]
