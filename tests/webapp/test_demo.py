"""The invented municipality: complete, valid, the same every time, and never taken for real."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session, sessionmaker

import database
import webapp.account_models
from analysis import gather, measures
from analysis.models import ActivityCount, Indicator, Interpretation, ResultTheme, SocietalResult
from narratives import codebook, intake
from narratives.codebook import CodeTerms
from narratives.models import Annotation, Code, Consent, Decision, Quote, Signification, Story
from sealing import Keyring
from surveys import responding, routing
from surveys.models import Account, Area, Membership, Organisation, Programme, Response, Survey, SurveyVersion, Wave
from surveys.questions import StoryQuestion
from webapp.demo import STAFF_EMAIL, STAFF_PASSWORD, content, fill, responses

COUNTED = (
    Organisation, Account, Programme, Membership, Area, Survey, SurveyVersion, Wave, Response, Story, Consent, Signification, Code,
    ActivityCount, SocietalResult, Indicator, ResultTheme, Interpretation, Quote, Decision,
)  # fmt: skip
FILES = tuple(content.PROGRAMMES)


def silent(_text: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def voorbeeldstad(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sessionmaker[Session]]:
    """A filled store that is only looked at, made once for all tests that do."""
    maker = database.connect(f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.db", keyring)
    database.Base.metadata.create_all(maker.kw["bind"])
    fill.fill(maker, say=silent)
    yield database.reading(maker)
    maker.kw["bind"].dispose()


def counts(sessions: sessionmaker[Session]) -> dict[str, int]:
    with sessions() as session:
        return {one.__tablename__: session.scalar(select(func.count()).select_from(one)) or 0 for one in COUNTED}


def answers_of(sessions: sessionmaker[Session]) -> dict[str, bytes]:
    """Everything that was answered, as bytes by response id."""
    with sessions() as session:
        rows = session.execute(select(Response.id, Response.state, Response.link_hash, Response.area_code, Response.answers))
        return {row[0]: orjson.dumps(list(row), option=orjson.OPT_SORT_KEYS) for row in rows}


@pytest.mark.store
def test_a_run_that_was_killed_half_way_is_taken_up_and_a_second_one_adds_nothing(
    sessions: sessionmaker[Session], voorbeeldstad: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("webapp.demo.telling.fill_stories", killed)
        with pytest.raises(KeyboardInterrupt):
            fill.fill(sessions, say=silent)
    half = counts(sessions)
    assert half["response"] > 0
    assert half["story"] == 0
    fill.fill(sessions, say=silent)
    whole, answers = counts(sessions), answers_of(sessions)
    assert whole == counts(voorbeeldstad)
    assert answers == answers_of(voorbeeldstad)  # the same seed, another store
    assert whole["programme"] == len(FILES) + 2  # and the quickscan of teams, and a line to practise with
    assert whole["story"] == sum(len(content.stories(name)) for name in FILES)
    said: list[str] = []
    fill.fill(sessions, say=said.append)
    assert (counts(sessions), said) == (whole, [])


def test_another_seed_gives_other_people(sessions: sessionmaker[Session], voorbeeldstad: sessionmaker[Session]) -> None:
    fill.fill(sessions, seed=1, say=silent)
    assert counts(sessions)["response"] == counts(voorbeeldstad)["response"]
    assert not set(answers_of(sessions)) & set(answers_of(voorbeeldstad))


def test_every_programme_says_that_it_is_invented(voorbeeldstad: sessionmaker[Session]) -> None:
    with voorbeeldstad() as session:
        for one in session.scalars(select(Programme)):
            assert one.settings["synthetic"] is True
            assert "verzonnen" in one.vision
            assert "verzonnen" in one.contact
            assert "verzonnen" in one.organisation.name
        assert all(one.code.startswith("WK9999") and len(one.postcodes) in (1, 2) for one in session.scalars(select(Area)))
        assert all(one.email.endswith(".example") for one in session.scalars(select(Account)))


def fields_of(code: str, value: Any) -> dict[str, list[str]]:
    """The form fields in which a browser would send this answer."""
    if isinstance(value, dict) and "missing" in value:
        return {f"{code}.missing": [value["missing"]]}
    if isinstance(value, dict):
        return {f"{code}.{part}": [str(one)] for part, one in value.items()}
    if isinstance(value, list):
        return {code: value}
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        year, month, day = (*value.split("-"), "")[:3]
        return {f"{code}.year": [year], f"{code}.month": [month], f"{code}.day": [day]}
    return {code: [str(value)]}


def test_every_answer_is_one_the_questionnaire_could_have_kept(voorbeeldstad: sessionmaker[Session]) -> None:
    checked: Counter[str] = Counter()
    with voorbeeldstad() as session:
        for one in session.scalars(select(Response)):
            definition = responding.definition_of(session, one.version_id, one.version.sha256)
            assert routing.counted(definition, one.answers) == one.answers
            for code, value in one.answers.items():
                question = definition.questions[code]
                if isinstance(question, StoryQuestion):
                    assert value == {"told": True}
                    continue
                cleaned = question.clean(fields_of(code, value))
                assert (cleaned.value, cleaned.faults) == (value, ()), (code, value)
                checked[question.kind] += 1
    assert set(checked) == {
        "toestemming", "keuze", "postcode", "stellingen", "schaal", "verandering", "meerkeuze", "tekst", "ja_nee", "driehoek", "getal", "datum",
    }  # fmt: skip


def test_the_waves_have_non_response_links_and_one_open_round(voorbeeldstad: sessionmaker[Session]) -> None:
    with voorbeeldstad() as session:
        for name in FILES:
            design = responses.design_of(name)
            code = content.programme(name)["vragenlijst"]
            sent = {}
            for number, slug in ((0, f"{code}-2025"), (1, f"{code}-2026")):
                wave = session.scalars(select(Wave).where(Wave.slug == slug)).one()
                rows = session.scalars(select(Response).where(Response.wave_id == wave.id)).all()
                states = Counter(one.state for one in rows)
                sent[number] = [one for one in rows if one.state == "verzonden"]
                assert states["bezig"] == design.unfinished[number]
                assert states["ingetrokken"] == design.withdrawn[number]
                assert all(one.answers == {} and one.area_code is None for one in rows if one.state == "ingetrokken")
                assert states["verzonden"] < (wave.invited or 0) / 2
                assert all(wave.opens_on <= one.started_on <= wave.closes_on for one in rows)
                assert all(
                    one.sent_on is not None and one.sent_on.weekday() == 0 and one.sent_on <= one.started_on
                    for one in sent[number]
                )
            linked = {one.link_hash for one in sent[0]} & {one.link_hash for one in sent[1]} - {None}
            assert len(linked) == design.linked
            assert 0.4 < len(linked) / len(sent[1]) < 0.6
            known = [one.answers["leeftijd"] for one in sent[0] if "leeftijd" in one.answers]
            assert set(known) - {"wil_niet"} == set(design.ages)
            open_wave = session.scalars(select(Wave).where(Wave.slug == code)).one()
            assert open_wave.opens_on <= database.today() <= open_wave.closes_on
            assert session.scalar(select(func.count()).select_from(Response).where(Response.wave_id == open_wave.id)) == 0


def test_linked_people_stay_who_they_were(voorbeeldstad: sessionmaker[Session]) -> None:
    with voorbeeldstad() as session:
        pairs: dict[str, list[Response]] = {}
        for one in session.scalars(select(Response).join(Wave).where(Wave.slug.like("ouderen-%"), Response.state == "verzonden")):
            if one.link_hash:
                pairs.setdefault(one.link_hash, []).append(one)
        both = [rows for rows in pairs.values() if len(rows) == 2]
        assert all(a.area_code == b.area_code for a, b in both if a.area_code and b.area_code)
        marks = [(a.answers.get("tevreden"), b.answers.get("tevreden")) for a, b in both]
        known = [(a, b) for a, b in marks if isinstance(a, int) and isinstance(b, int)]
        assert 0.4 < statistics.correlation([a for a, _ in known], [b for _, b in known]) < 0.9


def alone(session: Session, slug: str, area: str | None = None) -> float:
    query = select(Response).join(Wave).where(Wave.slug == slug, Response.state == "verzonden")
    found = [one.answers.get("eenzaam") for one in session.scalars(query) if area is None or one.area_code == area]
    known = [one for one in found if one in ("nooit", "soms", "vaak")]
    return sum(one != "nooit" for one in known) / len(known)


def test_loneliness_falls_in_the_town_and_rises_where_the_bus_went(voorbeeldstad: sessionmaker[Session]) -> None:
    waterkant = content.area_codes()["waterkant"]
    with voorbeeldstad() as session:
        assert 0.04 < alone(session, "ouderen-2025") - alone(session, "ouderen-2026") < 0.15
        assert alone(session, "ouderen-2026", waterkant) - alone(session, "ouderen-2025", waterkant) > 0.15


def test_stories_are_all_different_and_hang_together_with_their_response(voorbeeldstad: sessionmaker[Session]) -> None:
    with voorbeeldstad() as session:
        stories = session.scalars(select(Story)).all()
        texts = [intake.words(session, one) for one in stories]
        lengths = [len(one.split()) for one in texts]
        assert len(stories) >= 150
        assert len({re.sub(r"\W+", " ", one.lower())[:40] for one in texts}) == len(texts)
        assert min(lengths) < 15
        assert max(lengths) > 180
        with_response = [one for one in stories if one.response_id]
        assert len(with_response) > 90
        for one in with_response:
            response = session.get_one(Response, one.response_id)
            assert response.wave_id == one.wave_id
            assert response.answers["verhaal"] == {"told": True}
            assert response.area_code == one.area_code
            shares = response.answers["duiding"]
            signs = [(round(100 * (s.a or 0)), round(100 * (s.b or 0))) for s in one.significations]
            assert signs == ([] if "missing" in shares else [(shares["a"], shares["b"])])
        told = session.scalar(
            select(func.count()).select_from(Response).where(Response.answers.cast(database.Text).contains('"told"'))
        )
        assert told == len(with_response)


def test_no_two_stories_share_a_sentence() -> None:
    sentences: Counter[str] = Counter()
    for name in FILES:
        for one in content.stories(name):
            sentences.update(part.strip().lower() for part in re.split(r"[.!?]", one.words) if len(part.split()) > 5)
    assert [one for one, times in sentences.items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_the_plan_of_a_programme_is_sound(name: str) -> None:
    plan, told = content.programme(name), {one.key: one for one in content.stories(name)}
    themes = {one["code"] for one in plan["themas"]}
    activities = {one["code"] for one in plan["activiteiten"]}
    assert 8 <= len(themes) <= 12
    assert codebook.check([CodeTerms(one["code"], tuple(one["termen"]), tuple(one["niet"])) for one in plan["themas"]]) == []
    results = [one for ambition in plan["ambities"] for one in ambition["resultaten"]]
    kinds = {one["soort"] for result in results for one in result["indicatoren"]}
    assert gather  # registers every measure kind, whatever ran before
    once = {"tally", "then_now"}  # one of the two counts heads, and asks people to look back
    assert kinds | once == set(measures.KINDS) - {"import"}  # figures of others are a part of their own
    assert once & kinds == (once if name == "mantelzorg" else set())
    assert all(set(one["themas"]) <= themes and set(one["activiteiten"]) <= activities for one in results)
    assert {one.activity for one in told.values()} - {""} <= activities
    assert len({one["resultaat"] for one in plan["duiding"]}) == len(results) - 1
    for quote in plan["citaten"]:
        assert quote["tekst"] in told[quote["verhaal"]].words
        assert "citaat" in told[quote["verhaal"]].allowed
        assert quote["thema"] in themes


def propose(session: Session) -> None:
    """Stand in for the reader: one theme proposed in every story, and one name to hide."""
    for one in session.scalars(select(Story)):
        code = "eenzaam" if (one.idempotency_key or "").startswith("demo:samen-ouder") else "op"
        session.add(Annotation(story_id=one.id, kind="theme", label=code, start=0, end=4, reason="", reader_version="x"))
        text = intake.words(session, one)
        if "Corrie" in text:
            start = text.index("Corrie")
            session.add(
                Annotation(story_id=one.id, kind="hide", label="naam", start=start, end=start + 6, reason="", reader_version="x")
            )


@pytest.mark.store
def test_decisions_are_made_once_and_quotes_follow_consent(sessions: sessionmaker[Session]) -> None:
    fill.fill(sessions, say=silent)
    with sessions() as session, session.begin():
        propose(session)
    with sessions() as session, session.begin():
        assert fill.decide(session) > 50
    before = counts(sessions)
    with sessions() as session, session.begin():
        assert fill.decide(session) == 0
    assert counts(sessions) == before
    with sessions() as session:
        verdicts = Counter(session.scalars(select(Decision.verdict).where(Decision.kind == "theme")))
        assert min(verdicts["accepted"], verdicts["rejected"], verdicts["added"]) > 10
        quotes = session.scalars(select(Quote)).all()
        states = Counter(one.state for one in quotes)
        assert states["toegestaan"] >= 20
        assert min(states["voorgesteld"], states["gevraagd"], states["afgekeurd"]) >= 1
        assert {one.stance for one in quotes} == {"steunt", "spreekt_tegen"}
        assert all(one.story.consent.quote for one in quotes)
        shown = " ".join(one.text for one in quotes)
        assert "[naam]" in shown
        assert not any(name in shown for name in ("Rachid", "Kadeplein 14", "Bram", "Ilse"))


def test_the_staff_account_opens_every_door_and_the_partner_only_its_own(voorbeeldstad: sessionmaker[Session]) -> None:
    from webapp import accounts

    with voorbeeldstad() as session:
        assert accounts.verify(accounts.stored_password(session, STAFF_EMAIL), STAFF_PASSWORD)
        rows = session.execute(select(Account.email, Programme.code, Membership.role).join(Account).join(Programme)).all()
        roles = {(code, role) for email, code, role in rows if email == STAFF_EMAIL}
        beside = {"wijkteams", "oefenlijn"}  # made by code: the quickscan, and the line to practise with
        assert {code for code, _ in roles} == {name.replace("_", "-") for name in FILES} | beside
        assert len(roles) == 3 * (len(FILES) + len(beside))
        assert {(code, role) for email, code, role in rows if email.startswith("wijkwerk@")} == {("samen-ouder", "worker")}


def test_the_sign_in_tables_are_known_to_the_store() -> None:
    assert isinstance(webapp.account_models.SignInSession.__table__, Table)


@pytest.mark.parametrize("name", FILES)
def test_what_the_evaluator_corrected_is_there_to_correct(name: str) -> None:
    plan, told = content.programme(name), {one.key: one for one in content.stories(name)}
    themes = {one["code"] for one in plan["themas"]}
    for key, one in plan["besluiten"].items():
        assert set(one) <= {"niet", "wel", "verberg", "toon"}
        assert {*one.get("niet", ()), *one.get("wel", ())} <= themes
        hidden = [words for several in one.get("verberg", {}).values() for words in several]
        assert all(re.search(rf"\b{re.escape(words)}\b", told[key].words) for words in [*hidden, *one.get("toon", ())])


def test_there_is_a_line_in_which_every_check_speaks(voorbeeldstad: sessionmaker[Session]) -> None:
    from analysis.line import checks, gather

    with voorbeeldstad() as session:
        made = session.scalars(select(Programme).where(Programme.code == "oefenlijn")).one()
        assert {one.check for one in checks.findings(gather.read_line(session, made))} == set(checks.CHECKS)
