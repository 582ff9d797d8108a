"""The evaluator's desk: names stay hidden, filters come from lists, decisions are rows, quotes follow their consent."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from analysis.models import Interpretation
from narratives import intake, releasing
from narratives.coding import codes_of
from narratives.models import Decision, Quote, Story
from surveys.parties import Account
from tests.data.sample_report import sample
from tests.webapp.staff import send
from tests.webapp.world import WORDS, World, client_of, make_story, span, two_worlds
from webapp.account_models import AuditEvent
from webapp.desk import decisions as desk_decisions
from webapp.desk import marking

pytestmark = pytest.mark.store
PAYLOADS = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>", "</textarea><script>alert(1)</script>",
    "javascript:alert(1)", "{{ 7*7 }}{% if 1 %}x{% endif %}", "<style>*{display:none}</style>", "]]><!--", "&lt;b&gt;",
)  # fmt: skip


@pytest.fixture
def world(app: Flask) -> World:
    return two_worlds(app)[0]


@pytest.fixture
def evaluator(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["evaluator"])


def page_of(world: World) -> str:
    return f"/werk/samen/verhalen/{world.story.id}"


def words_of(answer: Any) -> str:
    return " ".join("".join(answer.page.text).split())


def test_names_are_hidden_in_list_and_story(world: World, evaluator: FlaskClient) -> None:
    for address in ("/werk/samen/verhalen", page_of(world), "/werk/samen/citaten"):
        text = words_of(evaluator.get(address))
        assert "Truus" not in text
        assert "[naam]" in text


def test_a_story_shows_its_themes_with_the_words_that_made_them(world: World, evaluator: FlaskClient) -> None:
    answer = evaluator.get(page_of(world))
    assert '<mark class="theme">voel ik me vaak alleen' in answer.text
    assert "Omdat er staat: ‘voel ik me vaak alleen’" in words_of(answer)


@pytest.mark.parametrize("hidden", ["vaak", "voel ik me vaak alleen", "me vaak alleen. Maar"])
def test_the_reason_of_a_theme_never_shows_hidden_words(app: Flask, world: World, evaluator: FlaskClient, hidden: str) -> None:
    with app.extensions["sessions"]() as session:
        story = session.get_one(Story, world.story.id)
        theme = next(one for one in story.annotations if one.kind == "theme")
        theme.reason = "‘voel ik me vaak alleen’ past bij ‘!eenzaam*’"
        spans = marking.occurrences(WORDS.replace("\n", " "), hidden)
        desk_decisions.hide_words(session, story, spans, "account", session.get_one(Account, world.staff["worker"].id))
        session.commit()
    assert spans
    text = words_of(evaluator.get(page_of(world)))
    assert "[account]" in text
    assert "vaak" not in text
    assert "past bij ‘" not in text


def test_a_story_that_was_not_read_yet_shows_no_words(world: World, evaluator: FlaskClient) -> None:
    for one in (world.unread, world.failed):
        assert "buurvrouw" not in evaluator.get(f"/werk/samen/verhalen/{one.id}").text


def test_what_the_computer_could_not_read_is_opened_knowingly(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert "buurvrouw" in send(evaluator, f"/werk/samen/verhalen/{world.failed.id}/openen").text
    assert send(evaluator, f"/werk/samen/verhalen/{world.story.id}/openen").status_code == 303
    with app.extensions["sessions"]() as session:
        events = list(session.scalars(select(AuditEvent.subject).where(AuditEvent.action == "verhaal_geopend")))
    assert events == [f"verhaal:{world.failed.id}"]


def titles(answer: Any) -> set[str]:
    return {part.split('"')[0] for part in answer.text.split('href="/werk/samen/verhalen/')[1:]}


def test_filters_find_what_they_say(app: Flask, world: World, evaluator: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        programme = session.merge(world.programme)
        near = make_story(
            session, programme, "Als naaste sta ik er alleen voor.", teller="naaste", wave=session.merge(world.wave)
        )
        session.commit()
    everything = {world.story.id, world.logged.id, world.unread.id, world.failed.id, world.unquotable.id, near.id}
    expected = {
        "": everything,
        "?thema=alleen": {world.story.id, world.logged.id, world.unquotable.id},
        "?gebied=WK-samen": {world.story.id, world.logged.id},
        "?teller=naaste": {near.id},
        f"?ronde={world.wave.slug}": {near.id},
        "?toon=neutraal": {world.story.id, world.logged.id, world.unquotable.id},
        "?toon=somber": set(),
        "?stand=nieuw": {world.unread.id},
        "?zoek=BUURTHUIS": {world.story.id, world.logged.id, world.unquotable.id},
        "?zoek=Truus": set(),
        "?zoek=%25": set(),
        "?zoek=_": set(),
        "?thema=alleen&gebied=WK-samen&volgorde=oudste": {world.story.id, world.logged.id},
    }
    for query, ids in expected.items():
        assert titles(evaluator.get("/werk/samen/verhalen" + query)) == ids, query


@pytest.mark.parametrize(
    "query",
    [
        "thema=bestaatniet", "thema=alleen' OR 1=1 --", "gebied=WK-elders", "teller=%", "ronde=x", "toon=blij", "stand=ingetrokken",
        "volgorde=created_at", "volgorde=id;drop table story", "bladzijde=0", "bladzijde=-1", "bladzijde=1e3", "bladzijde=9999999999",
        "limiet=100000", "sort=id", "thema[]=alleen",
    ],
)  # fmt: skip
def test_what_is_not_on_a_list_is_no_filter(evaluator: FlaskClient, world: World, query: str) -> None:
    assert evaluator.get("/werk/samen/verhalen?" + query).status_code == 400


def decisions(app: Flask) -> list[tuple[Any, ...]]:
    with app.extensions["sessions"]() as session:
        rows = session.scalars(select(Decision).order_by(Decision.id))
        return [(one.kind, one.label, one.start, one.end, one.verdict, one.account_id) for one in rows]


def test_a_judgement_is_a_row_that_can_change_but_not_double(app: Flask, world: World, evaluator: FlaskClient) -> None:
    start, end = span(WORDS, "voel ik me vaak alleen")
    fields = {"thema": "alleen", "van": start, "tot": end}
    me = world.staff["evaluator"].id
    send(evaluator, page_of(world) + "/thema", {**fields, "oordeel": "accepted"})
    assert decisions(app) == [("theme", "alleen", start, end, "accepted", me)]
    assert "door een mens bevestigd" in evaluator.get(page_of(world)).text
    send(evaluator, page_of(world) + "/thema", {**fields, "oordeel": "rejected"})
    assert decisions(app) == [("theme", "alleen", start, end, "rejected", me)]
    assert '<mark class="theme">' not in evaluator.get(page_of(world)).text
    assert titles(evaluator.get("/werk/samen/verhalen?thema=alleen")) == {world.logged.id, world.unquotable.id}
    send(evaluator, page_of(world) + "/thema", {**fields, "oordeel": "accepted"})
    assert len(decisions(app)) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"thema": "alleen", "van": "1", "tot": "2", "oordeel": "accepted"}, 404),
        ({"thema": "anders", "van": "1", "tot": "2", "oordeel": "accepted"}, 400),
        ({"thema": "alleen", "van": "x", "tot": "2", "oordeel": "accepted"}, 400),
        ({"thema": "alleen", "van": "1", "tot": "2", "oordeel": "added"}, 400),
    ],
)
def test_only_spans_that_were_proposed_are_judged(
    app: Flask, world: World, evaluator: FlaskClient, fields: dict[str, str], status: int
) -> None:
    assert send(evaluator, page_of(world) + "/thema", fields).status_code == status
    assert decisions(app) == []


def test_a_theme_is_added_to_words_or_to_the_whole_story(app: Flask, world: World, evaluator: FlaskClient) -> None:
    send(evaluator, page_of(world) + "/thema/nieuw", {"thema": "alleen", "woorden": "dan lach ik weer"})
    send(evaluator, page_of(world) + "/thema/nieuw", {"thema": "alleen", "woorden": ""})
    send(evaluator, page_of(world) + "/thema/nieuw", {"thema": "alleen", "woorden": "Maar [naam] haalt me op"})
    send(evaluator, page_of(world) + "/thema/nieuw", {"thema": "alleen", "woorden": "Maar Truus Bakker haalt"})
    spans = [(row[2], row[3]) for row in decisions(app)]
    assert spans == [span(WORDS, "dan lach ik weer"), (0, 0), span(WORDS, "Maar Truus Bakker haalt me op")]
    with app.extensions["sessions"]() as session:
        story = session.get_one(Story, world.story.id)
        assert codes_of(story.annotations, story.decisions) == {"alleen"}


def test_guessing_names_teaches_nothing(world: World, evaluator: FlaskClient) -> None:
    """The form to hide more words answers the same for a name that is hidden and for one that is not there."""
    seen = []
    for guess in ("Truus Bakker", "Piet Jansen"):
        answer = send(evaluator, page_of(world) + "/verbergen", {"woorden": guess, "soort": "naam"})
        seen.append((answer.status_code, answer.location, words_of(evaluator.get(page_of(world)))))
    assert seen[0] == seen[1]
    send(evaluator, page_of(world) + "/verbergen", {"woorden": "buurthuis", "soort": "plaats"})
    assert "[plaats]" in evaluator.get(page_of(world)).text


def quote(client: FlaskClient, story: Story, words: str, **changes: str) -> Any:
    fields = {"citaat": words, "thema": "alleen", "noemen": "teller", "houding": "steunt", **changes}
    return send(client, f"/werk/samen/verhalen/{story.id}/citaten", fields)


def quotes(app: Flask, story: Story) -> list[Quote]:
    with app.extensions["sessions"]() as session:
        return list(session.scalars(select(Quote).where(Quote.story_id == story.id).order_by(Quote.id)))


def test_a_quote_is_words_of_the_redacted_text_and_knows_where_they_stand(
    app: Flask, world: World, evaluator: FlaskClient
) -> None:
    assert quote(evaluator, world.story, "[naam] haalt me op voor de koffie", noemen="trek-leeftijd").status_code == 303
    one = quotes(app, world.story)[-1]
    assert (one.text, one.attribution, one.state) == (
        "[naam] haalt me op voor de koffie",
        "inwoner, 75 jaar of ouder",
        "voorgesteld",
    )
    assert WORDS[one.start : one.end] == "Truus Bakker haalt me op voor de koffie"


def test_a_quote_needs_a_theme_else_it_never_reaches_the_report(app: Flask, world: World, evaluator: FlaskClient) -> None:
    answer = quote(evaluator, world.story, "dan lach ik weer", thema="")
    assert answer.status_code == 422
    assert "Kies bij welk thema dit citaat hoort" in answer.text
    assert "dan lach ik weer</textarea>" in answer.text
    assert len(quotes(app, world.story)) == 1


def test_words_over_two_lines_can_be_quoted(app: Flask, world: World, evaluator: FlaskClient) -> None:
    assert quote(evaluator, world.story, "vaak alleen. Maar [naam] haalt me op").status_code == 303
    assert quotes(app, world.story)[-1].text == "vaak alleen.\nMaar [naam] haalt me op"


@pytest.mark.parametrize("words", ["Truus Bakker haalt me op", "woorden die er niet staan", "", "[naam]" * 90, "…"])
def test_words_that_are_not_there_are_no_quote(app: Flask, world: World, evaluator: FlaskClient, words: str) -> None:
    answer = quote(evaluator, world.story, words)
    assert answer.status_code == 422
    assert len(quotes(app, world.story)) == 1


@pytest.mark.parametrize("changes", [{"noemen": "Truus Bakker"}, {"houding": "x"}, {"thema": "x"}])
def test_a_quote_is_described_in_classes_only(app: Flask, world: World, evaluator: FlaskClient, changes: dict[str, str]) -> None:
    assert quote(evaluator, world.story, "dan lach ik weer", **changes).status_code == 400
    assert len(quotes(app, world.story)) == 1


def test_without_consent_there_is_no_quote_and_the_page_says_why(app: Flask, world: World, evaluator: FlaskClient) -> None:
    page = evaluator.get(f"/werk/samen/verhalen/{world.unquotable.id}")
    assert "geen toestemming om te citeren" in page.text
    assert 'name="citaat"' not in page.text
    answer = quote(evaluator, world.unquotable, "dan lach ik weer")
    assert answer.status_code == 422
    assert "geen toestemming" in answer.text
    assert quotes(app, world.unquotable) == []


def move(client: FlaskClient, number: int, target: str) -> Any:
    return send(client, f"/werk/samen/citaten/{number}/stap", {"naar": target})


def test_a_quote_is_released_by_a_person_and_can_be_taken_back(app: Flask, world: World, evaluator: FlaskClient) -> None:
    number = world.quote.id
    assert move(evaluator, number, "toegestaan").status_code == 303
    one = quotes(app, world.story)[0]
    assert (one.state, one.released_by_id) == ("toegestaan", world.staff["evaluator"].id)
    assert move(evaluator, number, "gevraagd").status_code == 422
    assert move(evaluator, number, "afgekeurd").status_code == 303
    assert quotes(app, world.story)[0].released_by_id is None
    assert move(evaluator, number, "voorgesteld").status_code == 303
    assert move(evaluator, number, "ingetrokken").status_code == 303
    assert quotes(app, world.story)[0].text == ""
    assert move(evaluator, number, "voorgesteld").status_code == 422
    assert move(evaluator, number, "onzin").status_code == 400


def test_the_buttons_are_the_moves_that_are_allowed(app: Flask, world: World, evaluator: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        session.get_one(Story, world.story.id).consent.quote_first = True
        session.commit()
    page = evaluator.get("/werk/samen/citaten").text
    assert 'value="gevraagd"' in page
    assert 'value="toegestaan"' not in page
    answer = move(evaluator, world.quote.id, "toegestaan")
    assert answer.status_code == 422
    assert "eerst zien" in answer.text
    assert move(evaluator, world.quote.id, "gevraagd").status_code == 303
    assert "Wij wachten" in evaluator.get("/werk/samen/citaten").text
    assert move(evaluator, world.quote.id, "toegestaan").status_code == 422
    with app.extensions["sessions"]() as session:
        releasing.answer(session, session.get_one(Quote, world.quote.id), "ja")
        session.commit()
    assert "zei ja" in evaluator.get("/werk/samen/citaten").text
    assert move(evaluator, world.quote.id, "toegestaan").status_code == 303


def test_when_consent_goes_a_quote_cannot_be_released(app: Flask, world: World, evaluator: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        session.get_one(Story, world.story.id).consent.quote = False
        session.commit()
    assert move(evaluator, world.quote.id, "toegestaan").status_code == 422
    assert quotes(app, world.story)[0].state == "voorgesteld"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> None:
    import analysis.report.build

    monkeypatch.setattr(analysis.report.build, "build", lambda session, programme, **_: sample())


@pytest.mark.usefixtures("report")
def test_a_duiding_is_written_beside_the_older_ones(app: Flask, world: World, evaluator: FlaskClient) -> None:
    here = "/werk/samen/duiding/minder-alleen"
    assert evaluator.get(here).status_code == 200
    assert (
        send(
            evaluator, here, {"tekst": "Het cijfer klopt met wat we horen.", "relatie": "bevestigt", "met": "acht inwoners"}
        ).status_code
        == 303
    )
    assert send(evaluator, here, {"tekst": "Later dachten we anders.", "relatie": ""}).status_code == 303
    with app.extensions["sessions"]() as session:
        rows = list(session.scalars(select(Interpretation).order_by(Interpretation.id)))
        assert [(row.text, row.relation, row.with_whom) for row in rows] == [
            ("Het cijfer klopt met wat we horen.", "bevestigt", "acht inwoners"),
            ("Later dachten we anders.", None, ""),
        ]
    assert "Later dachten we anders." in evaluator.get("/werk/samen/duiding").text


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize(("fields", "status"), [({"tekst": " "}, 422), ({"tekst": "x", "relatie": "veroorzaakt"}, 400)])
def test_a_duiding_needs_words_and_a_known_relation(
    app: Flask, world: World, evaluator: FlaskClient, fields: dict[str, str], status: int
) -> None:
    assert send(evaluator, "/werk/samen/duiding/minder-alleen", fields).status_code == status
    with app.extensions["sessions"]() as session:
        assert session.query(Interpretation).count() == 0


@pytest.mark.usefixtures("report")
def test_the_report_opens_under_the_strict_policy(world: World, evaluator: FlaskClient) -> None:
    answer = evaluator.get("/werk/samen/rapport")
    assert answer.status_code == 200
    style = evaluator.get("/werk/rapport-stijl.css")
    assert style.mimetype == "text/css"
    assert "data:font" not in style.text
    assert evaluator.get("/werk/rapport-letters/../report.css").status_code == 404
    assert evaluator.get("/werk/rapport-letters/..%2fmodel.py").status_code == 404


@pytest.mark.usefixtures("report")
def test_taking_the_report_along_is_written_down(app: Flask, world: World, evaluator: FlaskClient) -> None:
    """As JSON; the files that the worker makes have tests of their own (tests/analysis/test_report_*.py)."""
    answer = evaluator.get("/werk/samen/rapport.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rapport-samen.json"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with app.extensions["sessions"]() as session:
        assert [one.subject for one in session.scalars(select(AuditEvent))] == ["bestand:json"]
    assert evaluator.get("/werk/samen/rapport.exe").status_code == 404


@pytest.mark.usefixtures("report")
def test_the_figures_say_how_much_a_programme_may_have_sent(
    app: Flask, world: World, evaluator: FlaskClient, report: None
) -> None:
    assert "0 inzendingen en 0 verhalen" in evaluator.get("/werk/samen/cijfers").text
    with app.extensions["sessions"]() as session:
        session.get_one(Story, world.story.id).suspect = True
        session.commit()
    assert "0 inzendingen en 1 verhalen" in evaluator.get("/werk/samen/cijfers").text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_write_is_text_on_every_page(app: Flask, world: World, payload: str, monkeypatch: Any) -> None:
    """In a story, a prompt, a name, a label, a trait, a quote and a duiding: no tag of theirs comes to life."""
    import analysis.report.build

    monkeypatch.setattr(analysis.report.build, "build", lambda session, programme, **_: sample())
    with app.extensions["sessions"]() as session:
        programme = session.merge(world.programme)
        programme.name = programme.vision = f"p {payload}"
        session.merge(world.area).name = session.merge(world.activity).name = session.merge(world.code).name = f"n {payload}"
        session.merge(world.wave).name = session.merge(world.result).title = f"w {payload}"
        for account in world.staff.values():
            session.merge(account).name = f"a {payload}"
        story = session.get_one(Story, world.story.id)
        story.prompt, story.traits = payload, {"leeftijd": payload}
        told = make_story(session, programme, f"Verhaal {payload} einde", logged_by=session.merge(world.staff["worker"]))
        session.get_one(Quote, world.quote.id).text = payload
        session.add(
            Interpretation(result_id=world.result.id, text=payload, with_whom=payload, account_id=world.staff["evaluator"].id)
        )
        session.commit()
    pages = {
        "worker": ["/werk/samen", "/werk/samen/mijn-verhalen", f"/werk/samen/mijn-verhalen/{told.id}", "/werk/samen/vertellen"],
        "evaluator": [
            "/werk/samen/verhalen", f"/werk/samen/verhalen/{told.id}", page_of(world), "/werk/samen/citaten", "/werk/samen/duiding",
            "/werk/samen/duiding/minder-alleen", "/werk/account", "/werk/samen/cijfers",
        ],
        "administrator": ["/werk/samen/medewerkers", "/werk/samen/meetrondes", "/werk/samen/logboek", "/werk/samen/vragenlijsten"],
    }  # fmt: skip
    for role, addresses in pages.items():
        client = client_of(app, world.staff[role])
        for address in addresses:
            answer: Any = client.get(address)  # the client refuses inline code, handlers and styles
            assert answer.status_code == 200, address
            assert "<script>" not in answer.text, address
            assert "<svg onload" not in answer.text, address
            assert "49" not in answer.page.title, address
            assert "<img src=x" not in answer.text, address


def test_the_words_of_a_story_stay_out_of_the_log(app: Flask, world: World, evaluator: FlaskClient) -> None:
    evaluator.get(page_of(world))
    with app.extensions["sessions"]() as session:
        kept = " ".join(f"{one.action} {one.subject}" for one in session.scalars(select(AuditEvent)))
        assert "Truus" not in kept
        assert "Truus" in intake.words(session, session.get_one(Story, world.story.id))
