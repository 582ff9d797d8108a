"""The desk of the reasoning line: every page opens, what is written stands, and a partner scores before it sees the others."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from analysis.line import contributing, gather, shaping, store
from analysis.line.models import (
    ActivityDecision,
    Contribution,
    ContributionVote,
    GlossaryTerm,
    Interest,
    IntermediateResult,
    MacroGoal,
    Mechanism,
    SharedChallenge,
)  # fmt: skip
from analysis.models import Ambition, Indicator, ResultActivity, ResultTheme, SocietalResult
from analysis.sources.models import DataRequest
from surveys.models import Activity, Organisation, Programme, Wave
from tests import factories
from tests.webapp.staff import make_staff, send
from tests.webapp.world import World, client_of, two_worlds

pytestmark = pytest.mark.store
BASE = "/werk/samen/redeneerlijn"
PAGES = ("", "/doelen", "/activiteiten", "/mechanismen", "/bijdragen", "/woorden", "/partners", "/keuzes", "/begin")
NEW = ("ambitie", "macrodoel", "resultaat", "tussenresultaat", "activiteit", "mechanisme")


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


@pytest.fixture
def evaluator(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


@pytest.fixture
def other(app: Flask, world: World) -> FlaskClient:
    """Somebody of another partner, in the same programme."""
    with app.extensions["sessions"]() as session:
        programme = session.get_one(Programme, world.programme.id)
        account = make_staff(session, programme, "evaluator", organisation=factories.make_organisation(session, name="De Brug"))
        session.commit()
        session.expunge_all()
    return client_of(app, account)


def rows(app: Flask, table: Any) -> list[Any]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(table)))


def drawn(app: Flask, world: World) -> int:
    """A contribution from the activity of the world to its result."""
    with app.extensions["sessions"]() as session:
        programme = session.get_one(Programme, world.programme.id)
        ends = ("activiteit", "koffie"), ("resultaat", "minder-alleen")
        one = contributing.link(session, programme, gather.read_line(session, programme), *ends)
        session.commit()
        return one.id


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_empty_and_filled_in_both_languages(app: Flask, world: World, evaluator: FlaskClient, page: str) -> None:
    assert evaluator.get(BASE + page).status_code == 200
    with app.extensions["sessions"]() as session:
        programme = session.get_one(Programme, world.programme.id)
        store.write_challenge(session, programme, "Niemand alleen.")
        result = session.scalars(select(SocietalResult).where(SocietalResult.id == world.result.id)).one()
        shaping.write_step(session, result, None, title="Ouderen durven er weer op uit")
        store.take_mechanism(session, programme, "eenzaamheid/zelfde-mensen")
        store.write_term(session, programme, "eenzaam", "")
        session.commit()
    drawn(app, world)
    assert evaluator.get(BASE + page).status_code == 200
    assert evaluator.get(f"{BASE}{page}?taal=en").status_code == 200


@pytest.mark.parametrize("kind", NEW)
def test_a_new_one_asks_for_its_name_and_loses_nothing(app: Flask, world: World, evaluator: FlaskClient, kind: str) -> None:
    page: Any = evaluator.get(f"{BASE}/{kind}/nieuw")
    assert page.status_code == 200
    chosen = {one["name"]: "" for one in page.page.controls if one.get("name") and one.get("type") != "checkbox"}
    answer = send(
        evaluator,
        f"{BASE}/{kind}/nieuw",
        {**chosen, **selects(app, world, kind), "wat": "Koffie & <b>koek</b>", "tekst": "Koffie & <b>koek</b>"},
    )
    assert answer.status_code == 422
    assert answer.page.title.startswith("Fout:")
    if kind in {"ambitie", "activiteit"}:
        assert "Koffie &amp; &lt;b&gt;koek" in answer.text


def selects(app: Flask, world: World, kind: str) -> dict[str, str]:
    known = {"ambitie": "erbij", "resultaat": "minder-alleen", "eenheid": "procent", "belofte": "", "sterkte": "verondersteld"}
    given = {key: value for key, value in known.items() if key != kind}
    if kind == "resultaat":
        given.pop("resultaat", None)
        given["thema-alleen"] = ""
    if kind == "activiteit":
        given["uitvoerder"] = next(one.code for one in rows(app, Organisation) if one.id == world.programme.organisation_id)
    return given


def test_goals_are_written_from_ambition_to_intermediate_result(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert send(evaluator, f"{BASE}/ambitie/nieuw", {"naam": "Erbij horen, ook ’s avonds", "tekst": ""}).status_code == 303
    macro = {
        "ambitie": "erbij", "naam": "Deel eenzaam", "groep": "55-plussers", "eenheid": "procent", "begin": "42,5", "begin_jaar": "2024",
        "streven": "36", "streef_jaar": "2028", "bron": "GGD", "belofte": "preventie",
    }  # fmt: skip
    assert send(evaluator, f"{BASE}/macrodoel/nieuw", macro).status_code == 303
    assert "tientje" in send(evaluator, f"{BASE}/macrodoel/nieuw", {**macro, "begin": "een tientje"}).text
    result = {
        "ambitie": "erbij", "titel": "In 2027 voelen minder ouderen zich eenzaam", "doelgroep": "ouderen", "gebied": "Noord",
        "horizon": "2027-12-31", "besluit": "", "activiteiten": "koffie", "thema-alleen": "slecht",
    }  # fmt: skip
    assert send(evaluator, f"{BASE}/resultaat/nieuw", result).status_code == 303
    code = next(one.code for one in rows(app, SocietalResult) if one.title == result["titel"])
    step = {"resultaat": code, "titel": "Ouderen durven er weer op uit"}
    assert send(evaluator, f"{BASE}/tussenresultaat/nieuw", step).status_code == 303
    goal = rows(app, MacroGoal)[0]
    assert (goal.baseline, goal.target_year, goal.promise) == (42.5, 2028, "preventie")
    assert 'value="42,5"' in evaluator.get(f"{BASE}/macrodoel/{goal.code}").text
    assert (len(rows(app, ResultActivity)), rows(app, ResultTheme)[0].points) == (1, "slecht")
    with app.extensions["sessions"]() as session:
        made = session.scalars(select(SocietalResult).where(SocietalResult.code == code)).one()
        assert (made.horizon, made.position, made.target_group) == (date(2027, 12, 31), 1, "ouderen")
        assert session.scalars(select(IntermediateResult)).one().result_id == made.id
    page = evaluator.get(f"{BASE}/resultaat/{code}").text
    assert "Is dit doel duidelijk?" in page
    assert send(evaluator, f"{BASE}/resultaat/{code}", {**result, "activiteiten": [], "thema-alleen": ""}).status_code == 303
    assert rows(app, ResultActivity) == [] == rows(app, ResultTheme)


def test_a_result_worded_as_output_gets_a_question(evaluator: FlaskClient) -> None:
    sent = {
        "ambitie": "erbij",
        "titel": "Twintig bijeenkomsten in Noord",
        "doelgroep": "",
        "gebied": "",
        "horizon": "",
        "besluit": "",
        "thema-alleen": "",
    }
    send(evaluator, f"{BASE}/resultaat/nieuw", sent)
    assert "klinkt als iets wat u doet" in evaluator.get(f"{BASE}/doelen").text


def test_what_hangs_is_not_taken_away_and_what_does_not_is(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(evaluator, f"{BASE}/ambitie/erbij/weg")
    assert "er hangt nog iets aan" in evaluator.get(f"{BASE}/ambitie/erbij").text
    send(evaluator, f"{BASE}/ambitie/nieuw", {"naam": "Nog een", "tekst": ""})
    assert send(evaluator, f"{BASE}/ambitie/nog-een/weg").status_code == 303
    assert {one.code for one in rows(app, Ambition)} == {"erbij"}


def test_an_activity_gets_mechanisms_and_decisions_with_a_reason(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert send(evaluator, f"{BASE}/mechanismen/overnemen", {"mechanisme": "eenzaamheid/zelfde-mensen"}).status_code == 303
    owner = rows(app, Organisation)
    code = next(one.code for one in owner if one.id == world.programme.organisation_id)
    sent = {
        "naam": "Koffie",
        "uitvoerder": code,
        "wat": "",
        "van": "2025-01-01",
        "tot": "2024-01-01",
        "mechanismen": "zelfde-mensen",
    }
    assert "voor de begindatum" in send(evaluator, f"{BASE}/activiteit/koffie", sent).text
    assert send(evaluator, f"{BASE}/activiteit/koffie", {**sent, "tot": ""}).status_code == 303
    assert "Telkens dezelfde mensen" in evaluator.get(f"{BASE}/activiteiten").text
    here = f"{BASE}/besluiten/koffie"
    assert "Zonder reden" in send(evaluator, here, {"besluit": "stoppen", "reden": ""}).text
    for decision in ("doorgaan", "aanpassen"):
        assert send(evaluator, here, {"besluit": decision, "reden": "Omdat."}).status_code == 303
    assert [one.decision for one in rows(app, ActivityDecision)] == ["doorgaan", "aanpassen"]  # older ones stay
    assert send(evaluator, f"{here}/uitgevoerd", {"jaar": "2026", "uitgevoerd": "deels", "uitleg": ""}).status_code == 303
    assert send(evaluator, f"{here}/uitgevoerd", {"jaar": "vorig jaar", "uitgevoerd": "ja", "uitleg": ""}).status_code == 422


def test_own_words_for_a_mechanism_must_be_readable(app: Flask, evaluator: FlaskClient) -> None:
    sent = {
        "naam": "Een open deur",
        "voor_wie": "",
        "voorwaarden": "",
        "bron": "",
        "sterkte": "verondersteld",
        "lijst": "a\n\nb",
        "termen": "...",
    }
    assert send(evaluator, f"{BASE}/mechanisme/nieuw", sent).status_code == 422
    assert send(evaluator, f"{BASE}/mechanisme/nieuw", {**sent, "termen": "open deur"}).status_code == 303
    made = rows(app, Mechanism)[0]
    assert (made.own, made.checklist, made.terms) == (True, ["a", "b"], ["open deur"])


def test_a_partner_scores_alone_before_it_sees_the_others(
    app: Flask, world: World, evaluator: FlaskClient, other: FlaskClient
) -> None:
    here = f"{BASE}/bijdragen/{drawn(app, world)}"
    assert send(evaluator, f"{here}/oordeel", {"gewicht": "klein"}).status_code == 303
    page = other.get(here).text
    assert "U ziet dit als u zelf een oordeel gaf" in page
    assert "<strong>klein</strong>" not in page
    send(other, f"{here}/oordeel", {"gewicht": "groot"})
    page = other.get(here).text
    assert "<strong>klein</strong>" in page and "<strong>groot</strong>" in page
    assert "denken verschillend" in page
    assert len(rows(app, ContributionVote)) == 2
    send(other, f"{here}/oordeel", {"gewicht": "middel"})
    assert len(rows(app, ContributionVote)) == 2  # said again, the newest counts
    assert send(evaluator, f"{here}/samen", {"samen": "middel"}).status_code == 303
    assert rows(app, Contribution)[0].agreed_weight == "middel"


def test_nobody_proves_alone(app: Flask, world: World, evaluator: FlaskClient, other: FlaskClient) -> None:
    here = f"{BASE}/bijdragen/{drawn(app, world)}"
    sent = {"zeker": "bewezen", "waarom": "Het werkt zo.", "opzet": "Gerandomiseerd, 2024"}
    assert "Leg er eerst iets onder" in send(evaluator, f"{here}/waarom", sent).text
    assert send(evaluator, f"{here}/onder", {"soort": "studie", "studie": "", "uitleg": "x"}).status_code == 422
    assert send(evaluator, f"{here}/onder", {"soort": "studie", "studie": "Rapport X, 2024", "uitleg": ""}).status_code == 303
    assert "Zonder opzet" in send(evaluator, f"{here}/waarom", {**sent, "opzet": ""}).text
    send(evaluator, f"{here}/waarom", sent)
    assert rows(app, Contribution)[0].evidence == "onderbouwd"
    assert "kan het niet zelf bevestigen" in send(evaluator, f"{here}/bevestigen").text
    assert rows(app, Contribution)[0].evidence == "onderbouwd"
    assert send(other, f"{here}/bevestigen").status_code == 303
    one = rows(app, Contribution)[0]
    assert (one.evidence, one.reviewer_id == one.proposed_by_id) == ("bewezen", False)
    from analysis.line.models import ContributionEvidence

    send(evaluator, f"{here}/los/{rows(app, ContributionEvidence)[0].id}")
    assert rows(app, Contribution)[0].evidence == "aannemelijk"  # nothing lies under it any more
    send(evaluator, f"{here}/weg")
    assert rows(app, Contribution) == []


def test_a_line_that_cannot_be_is_refused(world: World, evaluator: FlaskClient) -> None:
    answer = send(evaluator, f"{BASE}/bijdragen", {"van": "activiteit/koffie", "naar": "ambitie/erbij"})
    assert answer.status_code == 422
    assert "Deze lijn kan niet" in answer.text
    assert 'value="activiteit/koffie" selected' in answer.text
    assert send(evaluator, f"{BASE}/bijdragen", {"van": "", "naar": ""}).status_code == 422
    assert send(evaluator, f"{BASE}/bijdragen", {"van": "activiteit/elders", "naar": "ambitie/erbij"}).status_code == 400


def test_the_challenge_keeps_its_versions_and_who_agreed(app: Flask, world: World, evaluator: FlaskClient) -> None:
    here = f"{BASE}/woorden"
    assert send(evaluator, f"{here}/opgave", {"opgave": " "}).status_code == 422
    code = next(one.code for one in rows(app, Organisation) if one.id == world.programme.organisation_id)
    for text in ("Eerste tekst.", "Tweede tekst.", "Tweede tekst."):
        assert send(evaluator, f"{here}/opgave", {"opgave": text}).status_code == 303
    assert send(evaluator, f"{here}/akkoord", {"partner": code, "wie": ""}).status_code == 422
    assert send(evaluator, f"{here}/akkoord", {"partner": code, "wie": "de wethouder"}).status_code == 303
    found = sorted(rows(app, SharedChallenge), key=lambda one: one.version)
    assert [(one.version, len(one.agreed_by)) for one in found] == [(1, 0), (2, 1)]


def test_a_worker_writes_the_reading_of_the_own_partner_only(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(evaluator, f"{BASE}/woorden/begrip", {"woord": "meedoen", "afgesproken": ""})
    worker = client_of(app, world.staff["worker"])
    number = rows(app, GlossaryTerm)[0].id
    assert send(worker, f"{BASE}/woorden/begrip/{number}/lezing", {"lezing": "Vaker komen."}).status_code == 303
    assert "Vaker komen." in evaluator.get(f"{BASE}/woorden").text
    assert send(worker, f"{BASE}/woorden/begrip", {"woord": "x", "afgesproken": ""}).status_code == 403
    whole = worker.get(BASE)  # every partner sees the line; who may change it does not change here
    assert whole.status_code == 200 and "Aanpassen" not in whole.text and f"{BASE}/groei" not in whole.text
    assert send(worker, f"{BASE}/groei", {"stap": "2"}).status_code == 403 and worker.get(f"{BASE}/doelen").status_code == 403


def test_my_contribution_goes_up_to_the_ambition(app: Flask, world: World) -> None:
    drawn(app, world)
    worker = client_of(app, world.staff["worker"])
    page = worker.get("/werk/samen/mijn-bijdrage").text
    assert "Koffie in het buurthuis" in page
    assert "Minder ouderen zijn eenzaam → Erbij horen" in page
    assert worker.get("/werk/elders/mijn-bijdrage").status_code == 404


def test_partners_have_roles_and_a_value_page(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert send(evaluator, f"{BASE}/partners", {"naam": "", "rol": "inwoners"}).status_code == 422
    assert send(evaluator, f"{BASE}/partners", {"naam": "Seniorenraad", "rol": "inwoners"}).status_code == 303
    assert "nog niemand die inwoners" not in evaluator.get(f"{BASE}/partners").text
    code = next(one.code for one in rows(app, Organisation) if one.name == "Seniorenraad")
    assert send(evaluator, f"{BASE}/partners/{code}/rol", {"rol": "uitvoerder"}).status_code == 303
    assert "nog niemand die inwoners" in evaluator.get(f"{BASE}/partners").text
    assert "geen bewijs" not in evaluator.get(f"{BASE}/partners/{code}").text
    assert evaluator.get(f"{BASE}/partners/onbekend").status_code == 404


def test_few_stories_show_no_quotes_of_a_partner(app: Flask, world: World, evaluator: FlaskClient) -> None:
    code = next(one.code for one in rows(app, Organisation) if one.id == world.programme.organisation_id)
    page = evaluator.get(f"{BASE}/partners/{code}").text
    assert "te weinig verhalen" in page
    assert "haalt me op voor de koffie" not in page


def test_options_lie_side_by_side_with_interests(app: Flask, world: World, evaluator: FlaskClient) -> None:
    drawn(app, world)
    code = next(one.code for one in rows(app, Organisation) if one.id == world.programme.organisation_id)
    sent = {"partner": code, "activiteit": "koffie", "belang": ""}
    assert send(evaluator, f"{BASE}/keuzes/belang", sent).status_code == 422
    assert send(evaluator, f"{BASE}/keuzes/belang", {**sent, "belang": "Het kost weinig."}).status_code == 303
    assert len(rows(app, Interest)) == 1
    page = evaluator.get(f"{BASE}/keuzes?activiteit=koffie").text
    assert "Het kost weinig." in page and "nog niet zichtbaar gemaakt" in page


def test_growth_is_chosen_and_shown_gently(app: Flask, evaluator: FlaskClient) -> None:
    assert send(evaluator, f"{BASE}/groei", {"stap": "2"}).status_code == 303
    assert [one.settings.get("growth") for one in rows(app, Programme)].count(2) == 1
    assert "Dit hoort bij stap 3" in evaluator.get(f"{BASE}/bijdragen").text
    assert send(evaluator, f"{BASE}/groei", {"stap": "7"}).status_code == 400


LIGHT = {
    "doel": "In 2027 voelen minder ouderen in Noord zich eenzaam", "wie": "ouderen", "waar": "Noord", "wanneer": "2027-12-31",
    "activiteit-1": "Samen eten", "activiteit-2": "Samen lopen", "activiteit-3": "Maatjes", "indicator-1": "Wie doen er mee", "hoe-1": "tellen",
    "indicator-2": "Kunt u bij iemand terecht?", "hoe-2": "vraag", "indicator-3": "Verhalen over samen zijn", "hoe-3": "verhalen",
    "vraag": "Wilt u vertellen over een dag met anderen?",
}  # fmt: skip


def test_a_light_start_makes_all_in_one_go(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert send(evaluator, f"{BASE}/begin", {**LIGHT, "doel": ""}).status_code == 422
    assert len(rows(app, Activity)) == 2  # of the two worlds: nothing was made half
    assert send(evaluator, f"{BASE}/begin", LIGHT).status_code == 303
    with app.extensions["sessions"]() as session:
        result = session.scalars(select(SocietalResult).where(SocietalResult.title == LIGHT["doel"])).one()
        assert len(result.activities) == 3
        kinds = [
            one.measure_kind
            for one in session.scalars(select(Indicator).where(Indicator.result_id == result.id).order_by(Indicator.position))
        ]
        assert kinds == ["count", "prevalence", "story_verdict"]
        wave = session.scalars(select(Wave).where(Wave.programme_id == world.programme.id).order_by(Wave.id.desc())).first()
        assert wave is not None and "Wilt u vertellen over een dag met anderen?" in wave.version.content
        slug = wave.slug
    assert app.test_client().get(f"/m/{slug}").status_code == 200
    assert "Samen lopen" in evaluator.get(BASE).text
    assert evaluator.get("/werk/samen/rapport").status_code == 200


def test_nobody_of_elsewhere_comes_in(app: Flask, world: World) -> None:
    number = drawn(app, world)
    with app.extensions["sessions"]() as session:
        programme = session.scalars(select(Programme).where(Programme.code == "elders")).one()
        stranger = make_staff(session, programme, "administrator")
        session.commit()
        session.expunge_all()
    client = client_of(app, stranger)
    assert client.get(f"{BASE}/bijdragen/{number}").status_code == 404
    assert client.get(f"/werk/elders/redeneerlijn/bijdragen/{number}").status_code == 404
    assert send(client, f"/werk/elders/redeneerlijn/bijdragen/{number}/oordeel", {"gewicht": "groot"}).status_code == 404


def test_every_address_of_the_line_is_guarded(app: Flask, world: World) -> None:
    """Without signing in to the door, a worker 403 where an evaluator is asked, and no form without its own token."""
    values = {"programme": "samen", "kind": "resultaat", "code": "minder-alleen", "number": drawn(app, world), "row": 1}
    mine = [one for one in app.url_map.iter_rules() if app.view_functions[one.endpoint].__module__.startswith("webapp.desk.line")]
    assert len(mine) > 25
    worker, nobody = client_of(app, world.staff["worker"]), app.test_client()
    for rule in mine:
        with app.test_request_context():
            from flask import url_for

            address = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
        level = app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]
        if "POST" in (rule.methods or ()):
            assert worker.post(address, data={"x": "y"}).status_code == 400, rule.rule
        if "GET" in (rule.methods or ()):
            assert nobody.get(address).location.startswith("/werk/aanmelden"), rule.rule
            assert (worker.get(address).status_code == 403) is (level == "evaluator"), rule.rule


def test_an_activity_with_the_same_name_is_refused(app: Flask, world: World) -> None:
    client = client_of(app, world.staff["evaluator"])
    form = {"naam": "Wandelclub", "uitvoerder": world.programme.organisation.code}
    assert send(client, f"{BASE}/activiteit/nieuw", form).status_code == 303
    again = send(client, f"{BASE}/activiteit/nieuw", form)
    assert again.status_code == 422 and "al een activiteit met deze naam" in again.text
    assert send(client, f"{BASE}/activiteit/wandelclub", form).status_code == 303


PROMISES = ("preventie", "substitutie", "kosten", "samenredzaamheid")


@pytest.mark.parametrize("page", ["/beloften", "/uitkomsten", *(f"/beloften/{one}" for one in PROMISES)])
def test_promises_and_words_for_outcomes_open_in_both_languages(
    app: Flask, world: World, evaluator: FlaskClient, page: str
) -> None:
    with app.extensions["sessions"]() as session:
        ambition = session.scalars(select(Ambition).where(Ambition.programme_id == world.programme.id)).first()
        assert ambition is not None
        values = {"population": "ouderen", "source": "GGD", "unit": "procent", "baseline": 40.0, "baseline_year": 2024}
        for one in PROMISES[1:]:
            shaping.write_macro_goal(session, ambition, None, name=f"Doel {one}", promise=one, **values)
        session.commit()
    assert evaluator.get(BASE + page).status_code == 200
    answer = evaluator.get(f"{BASE}{page}?taal=en")
    assert answer.status_code == 200
    assert not [
        word for word in ("Wat nog ontbreekt", "Wat er ligt", "Hele groep", "Vraag om een verhaal") if word in answer.text
    ]


def test_a_page_of_a_promise_says_what_lacks_and_an_unknown_one_is_not_there(
    app: Flask, world: World, evaluator: FlaskClient
) -> None:
    assert "Geen enkel doel belooft dit." in evaluator.get(f"{BASE}/beloften/kosten").text
    assert evaluator.get(f"{BASE}/beloften/geluk").status_code == 404
    with app.extensions["sessions"]() as session:
        ambition = session.scalars(select(Ambition).where(Ambition.programme_id == world.programme.id)).first()
        assert ambition is not None
        values = {"population": "ouderen", "source": "GGD"}
        shaping.write_macro_goal(session, ambition, None, name="Minder zorg", promise="kosten", **values)
        session.commit()
    page = evaluator.get(f"{BASE}/beloften/kosten").text
    assert "Er is geen prijs met een bron." in page
    assert "Hele groep, op één moment" in page and "Dezelfde mensen, vooruitgegaan" in page


def test_a_word_of_the_library_becomes_a_reading_that_partners_still_agree_on(
    app: Flask, world: World, evaluator: FlaskClient
) -> None:
    send(evaluator, f"{BASE}/uitkomsten/overnemen", {"begrip": "veerkracht"}, page=f"{BASE}/uitkomsten")
    term = rows(app, GlossaryTerm)[0]
    assert (term.term, term.agreed) == ("veerkracht", "")
    assert "Staat bij uw woorden" in evaluator.get(f"{BASE}/uitkomsten").text


def test_the_network_is_drawn_with_its_list_beside_it(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(
        evaluator, f"{BASE}/partners", {"naam": "Buurtmoestuin", "rol": "partner", "soort": "initiatief"}, page=f"{BASE}/partners"
    )
    page = evaluator.get(f"{BASE}/partners").text
    assert "chart-network" in page
    assert "inwonersinitiatief" in page and page.count("Buurtmoestuin") >= 3  # drawn, in the list, and with its role


def test_a_cost_that_is_not_known_says_who_can_tell(app: Flask, world: World, evaluator: FlaskClient) -> None:
    from analysis.accounting.models import Investment

    page = evaluator.get(f"{BASE}/keuzes").text
    assert "niet bekend" in page and "Vraag het aan" in page
    with app.extensions["sessions"]() as session:
        name = session.scalars(select(Activity.name).where(Activity.programme_id == world.programme.id)).first()
        session.add(Investment(programme_id=world.programme.id, year=2026, purpose=str(name), euro=12_345.0, budgeted=True))
        session.commit()
    page = evaluator.get(f"{BASE}/keuzes").text
    assert "€ 12.345 (2026, begroot)" in page


def test_an_indicator_can_be_about_what_one_activity_changes(app: Flask, world: World, evaluator: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        activity = session.scalars(select(Activity).where(Activity.programme_id == world.programme.id)).first()
        assert activity is not None
        session.add(Indicator(
            result_id=world.result.id, activity_id=activity.id, code="deelnemers", name="Deelnemers zijn vrolijker", definition="d", level="outcome",
            measure_kind="count", direction="omhoog", rule={"activities": [activity.code]}, not_measured="Wie niet kwam.", position=9,
        ))  # fmt: skip
        name = activity.name
        session.commit()
    page = evaluator.get(f"/werk/samen/indicatoren/{world.result.code}/deelnemers").text
    assert f"wat {name} bij deelnemers verandert" in page
    assert f'<option value="{activity.code}" selected>' in page


def test_a_partner_finds_what_it_was_asked_to_deliver(app: Flask, world: World) -> None:
    with app.extensions["sessions"]() as session, session.begin():
        programme = session.get_one(Programme, world.programme.id)
        theirs = Organisation(code="brug", name="Welzijn De Brug", kind="partner")
        worker = make_staff(session, programme, "worker", organisation=theirs)
        for who, what in ((theirs, "Wie er op de wachtlijst staat"), (programme.organisation, "Een kaart van haltes")):
            session.add(
                DataRequest(
                    programme_id=programme.id, organisation_id=who.id, what=what, due_on=date(2026, 1, 1), note="Tel mensen."
                )
            )
    client = client_of(app, worker)
    page = client.get("/werk/samen/mijn-bijdrage").text
    assert (
        "Wie er op de wachtlijst staat" in page
        and "Tel mensen." in page
        and "te laat" in page
        and "Een kaart van haltes" not in page
    )
    template = client.get(re.findall(r'href="(/werk/samen/verzamelplan/verzoek/\d+/sjabloon.csv)"', page)[0])
    assert template.status_code == 200 and "Wie er op de wachtlijst staat" in template.get_data(as_text=True)
    calendar = client.get("/werk/samen/kalender").text
    assert re.search(r'href="/werk/samen/mijn-bijdrage"[^>]*>\s*Wie er op de wachtlijst', calendar)
    assert not re.search(r'href="[^"]*"[^>]*>\s*Een kaart van haltes', calendar)
