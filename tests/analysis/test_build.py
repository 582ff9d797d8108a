"""The whole way from rows to Report: what must be in it, what must never be, and the same data always the same bytes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import orjson
import pytest
from sqlalchemy import delete, select

from analysis import sentences, tallies
from analysis.gather import gather
from analysis.models import Indicator, Interpretation, ReportSnapshot
from analysis.report import snapshot
from analysis.report.build import build
from analysis.report.schema import schema
from narratives.models import Annotation, Consent, Decision, Quote, Story, StoryReading
from surveys import definition
from surveys.models import Response, SurveyVersion
from tests import factories
from tests.analysis.world import QUESTIONNAIRE, make_world

pytestmark = pytest.mark.store
SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"


def indicator(report, code):
    return next(one for part in report.results for one in part.indicators if one.code == code)


def add_indicator(session, world, code, kind, rule, **more):
    values = {
        "direction": "omhoog",
        "level": "outcome",
        "not_measured": "Iets.",
        "definition": "d",
        "name": code,
        "position": 9,
        **more,
    }
    session.add(Indicator(result=world.result, code=code, measure_kind=kind, rule=rule, **values))
    session.flush()


def test_figures_are_those_of_plain_counting(session):
    world = make_world(session)
    report = build(session, world.programme)
    for wave in world.waves:
        rows = [one.answers for one in session.scalars(select(Response).where(Response.wave_id == wave.id))]
        lonely = sum(one["eenzaam"] in ("soms", "vaak") for one in rows)
        figure = indicator(report, "eenzaam").waves[wave.number].figure
        assert (figure.n, figure.value) == (160, pytest.approx(100 * lonely / 160, abs=0.051))
        marks = [one["cijfer"] for one in rows]
        assert indicator(report, "cijfer").waves[wave.number].figure.value == pytest.approx(sum(marks) / 160, abs=0.0051)
    assert [one.figure.value for one in indicator(report, "deelname").waves] == [48, 75]
    assert indicator(report, "deelname").changes[0].difference.value == 27


def test_share_improved_is_of_linked_people_only(session):
    world = make_world(session)
    figure = indicator(build(session, world.programme), "vooruit").waves[1].figure
    worth = {"nooit": 0, "soms": 1, "vaak": 2}
    by_link = [
        {
            one.link_hash: worth[one.answers["eenzaam"]]
            for one in session.scalars(select(Response).where(Response.wave_id == wave.id))
        }
        for wave in world.waves
    ]
    pairs = [(by_link[0][link], by_link[1][link]) for link in by_link[0] if link and link in by_link[1]]
    assert figure.n == len(pairs) == 80
    assert figure.value == pytest.approx(100 * sum(after < before for before, after in pairs) / 80, abs=0.051)


def test_only_sent_responses_and_answers_on_the_path_count(session):
    world = make_world(session)
    add_indicator(session, world, "hulp", "prevalence", {"question": "hulp", "values": ["ja"]})
    first = world.waves[0]
    one, two, *_ = session.scalars(select(Response).where(Response.wave_id == first.id).order_by(Response.id)).all()
    one.state, one.sent_on = "bezig", None
    two.state = "ingetrokken"
    session.flush()
    report = build(session, world.programme)
    assert indicator(report, "eenzaam").waves[0].figure.n == 158
    assert (report.responses[0].started, report.responses[0].completed) == (159, 158)
    rows = [
        o.answers for o in session.scalars(select(Response).where(Response.wave_id == first.id, Response.state == "verzonden"))
    ]
    asked = sum(one["eenzaam"] != "nooit" for one in rows)
    assert indicator(report, "hulp").waves[0].figure.n == asked < 158


def test_breakdowns_hide_small_areas_and_what_gives_them_away(session):
    world = make_world(session)
    small = session.scalars(select(Response).where(Response.area_code == "WK0", Response.wave_id == world.waves[0].id)).all()
    for one in small[6:]:
        one.area_code = "WK1"
    session.flush()
    split = indicator(build(session, world.programme), "eenzaam").breakdowns[0]
    assert split.title == "Naar wijk"
    rows = {row.label: row.waves for row in split.rows}
    hidden = [label for label, waves in rows.items() if waves[0].figure.suppressed]
    assert "Noord" in hidden
    assert all(figure.value is None and figure.n is None for label in hidden for figure in [rows[label][0].figure])
    # The 17 without an area are a group too, so Noord cannot be computed from the total: no other row is lost.
    assert hidden == ["Noord"]
    assert "minder dan 10" in split.note


def test_age_classes_use_their_labels(session):
    world = make_world(session)
    split = indicator(build(session, world.programme), "cijfer").breakdowns[1]
    assert split.title == "Naar leeftijd"
    assert [row.label for row in split.rows] == ["Jonger dan 65", "65 tot en met 74", "75 of ouder"]


def test_a_small_programme_shows_no_figure_at_all(session):
    world = make_world(session, people=8, stories=2)
    report = build(session, world.programme)
    assert all(figure.figure.value is None for figure in indicator(report, "eenzaam").waves)
    assert indicator(report, "eenzaam").verdict == sentences.SMALL
    content = snapshot.as_json(report).decode()
    assert '"n": 8' not in content
    assert report.cloud == ()
    assert all(theme.stories is None or theme.stories == 0 for theme in report.results[0].themes)
    assert report.triads[0].points == ()


def test_too_early_before_the_horizon(session):
    world = make_world(session)
    one = world.result.indicators[0]
    one.horizon = date(2028, 1, 1)
    session.flush()
    found = indicator(build(session, world.programme), "eenzaam")
    assert found.verdict == sentences.EARLY
    assert "1 januari 2028" in found.changes[0].sentence
    assert indicator(build(session, world.programme, today=date(2028, 1, 1)), "eenzaam").verdict == sentences.GOOD


def test_a_yes_to_the_words_themselves_is_permission_too(session):
    world = make_world(session)
    quote = session.scalars(select(Quote).where(Quote.text == "Citaat 1")).one()
    said = []
    for quote.story.consent.quote_first, quote.teller_said in ((True, None), (False, "ja"), (True, "ja")):
        quote.teller_said_on = date(2026, 5, 2) if quote.teller_said else None
        session.flush()
        said.append("Citaat 1" in {one.text for one in build(session, world.programme).results[0].quotes})
    assert said == [False, False, True]


def test_quotes_need_release_consent_and_a_story_that_is_held(session):
    world = make_world(session)
    first = build(session, world.programme).results[0].quotes
    assert [one.stance for one in first] == ["steunt", "spreekt_tegen"]  # quote 1: its teller gave no consent to quote
    assert [one.text for one in first] == ["Citaat 0", "Citaat 2"]
    quote = session.scalars(select(Quote).where(Quote.text == "Citaat 0")).one()
    quote.state, quote.released_by_id = "gevraagd", None
    told = session.scalars(select(Quote).where(Quote.text == "Citaat 2")).one().story
    told.state, told.words_sealed = "ingetrokken", None
    session.flush()
    report = build(session, world.programme)
    assert report.results[0].quotes == ()
    assert report.council_quote is None
    assert report.stories_total == 59
    assert b"Citaat" not in snapshot.as_json(report)


def test_consent_that_was_taken_back_takes_the_story_out(session):
    world = make_world(session)
    session.scalars(select(Consent)).first().withdrawn_on = date(2026, 6, 1)
    session.flush()
    assert build(session, world.programme).stories_total == 59


def test_rejected_themes_do_not_count_and_confirmed_are_told(session):
    world = make_world(session)
    stories = session.scalars(select(Story)).all()
    account = session.scalars(select(Decision)).first().account_id
    before = {one.code: one.stories for one in build(session, world.programme).results[0].themes}
    decided = {row.story_id for row in session.scalars(select(Decision))}
    with_contact = [one for one in stories if one.id not in decided and any(a.label == "contact" for a in one.annotations)]
    for story in with_contact[:4]:
        session.add(
            Decision(story_id=story.id, kind="theme", label="contact", start=0, end=5, verdict="accepted", account_id=account)
        )
    session.add(
        Decision(
            story_id=with_contact[4].id, kind="theme", label="contact", start=0, end=5, verdict="rejected", account_id=account
        )
    )
    session.flush()
    after = {one.code: one for one in build(session, world.programme).results[0].themes}
    assert after["contact"].stories == before["contact"] - 1
    assert after["contact"].confirmed == 4


def test_hidden_words_are_not_in_the_cloud(session, keyring):
    world = make_world(session)
    story = session.scalars(select(Story)).first()
    session.scalars(select(StoryReading).where(StoryReading.story_id == story.id)).one().lemmas = {"Zwaan": 1, "buurt": 1}
    others = session.scalars(select(StoryReading).where(StoryReading.story_id != story.id).limit(2)).all()
    for one in others:
        one.lemmas = {"Zwaan": 1}
    account = session.scalars(select(Decision)).first().account_id
    story.words_sealed = keyring.seal("Buurvrouw Zwaan helpt", f"story:{story.id}")
    session.add(Decision(story_id=story.id, kind="hide", label="name", start=10, end=15, verdict="added", account_id=account))
    session.flush()
    words = {one.word: one.stories for one in build(session, world.programme).cloud}
    assert "Zwaan" not in words  # in three stories, but hidden in one, so in too few
    assert words["buurt"] == 58
    assert not any(word.startswith("zeldzaam") for word in words)


def test_interpretation_of_people_wins_from_the_proposal(session):
    world = make_world(session)
    account = session.scalars(select(Decision)).first().account_id
    session.add(
        Interpretation(
            result_id=world.result.id, text="Toch niet.", relation="spreekt_tegen", with_whom="buurtraad", account_id=account
        )
    )
    session.flush()
    report = build(session, world.programme)
    joint = report.results[0].joint
    assert (joint.relation, joint.proposed, joint.interpretation) == ("spreekt_tegen", "vult_aan", "Toch niet.")
    assert report.council[0].relation == "spreekt_tegen"
    assert "Toch niet." in report.contradictions[0]


def test_what_is_not_discussed_is_said(session):
    world = make_world(session)
    session.execute(delete(Interpretation))
    report = build(session, world.programme)
    assert report.results[0].joint.interpretation == ""
    assert any("nog niet besproken" in one for one in report.unknowns)


def test_same_data_in_another_order_and_with_other_ids_give_the_same_bytes(sessions):
    made = []
    for shuffled in (False, True):
        with sessions() as session:
            world = make_world(session)
            if shuffled:
                _again(session, world)
            made.append(
                snapshot.as_json(build(session, world.programme)).replace(world.programme.organisation.name.encode(), b"")
            )
            session.rollback()
    assert made[0] == made[1]


def _again(session, world):
    """The same responses and stories under other ids, put in in another order."""
    dice = random.Random(9)
    rows = session.scalars(select(Response)).all()
    kept = [{c.name: getattr(one, c.name) for c in Response.__table__.columns if c.name != "id"} for one in rows]
    session.execute(delete(Response))
    dice.shuffle(kept)
    session.add_all([Response(**one) for one in kept])
    stories = session.scalars(select(Story)).all()
    names = [f"{i:032x}" for i in range(len(stories))]
    dice.shuffle(names)
    session.flush()
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON") if session.bind.dialect.name == "sqlite" else None
    for one, name in zip(stories, names, strict=True):
        if session.bind.dialect.name != "sqlite":
            return
        for table, column in (
            ("story", "id"),
            *((t, "story_id") for t in ("consent", "story_reading", "annotation", "signification", "quote", "decision")),
        ):
            session.connection().exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (name, one.id))
    session.expunge_all()


def test_report_is_what_the_schema_says(session):
    world = make_world(session)
    content = orjson.loads(snapshot.as_json(build(session, world.programme)))
    checker = jsonschema.Draft202012Validator(orjson.loads(SCHEMA.read_bytes()))
    checker.check_schema(checker.schema)
    checker.validate(content)
    broken = orjson.loads(orjson.dumps(content))
    broken["results"][0]["indicators"][0]["waves"][0]["figure"].update(suppressed=True)
    assert not checker.is_valid(broken)  # a hidden figure with a number in it


def test_published_schema_is_that_of_the_code():
    assert orjson.loads(SCHEMA.read_bytes()) == schema(), "run: python -m analysis.report.schema > docs/report.schema.json"


def test_an_empty_programme_has_a_report(session):
    programme = factories.make_programme(session)
    report = build(session, programme)
    assert report.results == () == report.responses
    jsonschema.validate(orjson.loads(snapshot.as_json(report)), schema())


def test_snapshot_there_and_back(session):
    world = make_world(session)
    report = build(session, world.programme)
    kept = snapshot.freeze(session, world.programme, report)
    found = session.scalars(select(ReportSnapshot)).one()
    assert found.sha256 == kept.sha256
    assert snapshot.thaw(found.content) == report
    assert list(orjson.loads(found.content)) == sorted(orjson.loads(found.content))
    assert found.content.endswith("}\n")


def test_gathered_pairs_and_minimums(session):
    world = make_world(session)
    world.programme.settings = {"synthetic": True, "min_stories": 7, "breakdowns": [{"question": "hulp", "title": "Naar hulp"}]}
    session.flush()
    material = gather(session, world.programme)
    assert len(material.questionnaires[0].pairs[0]) == 80
    assert material.minimum_stories == 7
    assert material.traits == (("hulp", "Naar hulp"),)
    assert material.areas == ("Centrum", "Noord", "Oost", "West", "Zuid")
    assert len(tallies.fingerprint(material.questionnaires[0].rounds[0].sheet)) == 64
    assert replace(material, lemmas={}).stories_total == 60


def test_stories_outside_waves_belong_to_the_last_that_opened(session):
    world = make_world(session)
    rows = gather(session, world.programme).stories
    assert {one.wave for one in rows} == {1}
    session.scalars(select(Story)).first().told_on = date(2024, 1, 1)
    session.flush()
    assert sum(one.times for one in gather(session, world.programme).stories if one.wave is None) == 1


def test_unread_stories_count_as_told_but_not_in_themes(session):
    world = make_world(session)
    story = session.scalars(select(Story)).first()
    reading = session.get(StoryReading, story.id)
    reading.state = "kon_niet"
    session.flush()
    report = build(session, world.programme)
    assert report.stories_total == 60
    assert {one.of_stories for one in report.results[0].themes} == {59}
    assert session.scalar(select(Annotation.id).limit(1)) is not None


def test_a_wave_that_just_opened_is_not_the_newest_figure(session):
    world = make_world(session)
    wave = factories.make_wave(session, programme=world.programme)
    wave.version, wave.number, wave.name, wave.opens_on = world.version, 2, "Meedoen", date(2026, 9, 1)
    session.flush()
    nobody = build(session, world.programme)
    assert [one.name for one in nobody.responses] == ["Nulmeting", "1-meting"]
    assert nobody.period == "voorjaar 2025 tot en met voorjaar 2026"
    first = session.scalars(select(Response).where(Response.wave_id == world.waves[0].id)).all()
    for one in first[:12]:
        values = {"answers": one.answers, "state": "verzonden", "sent_on": date(2026, 9, 7), "version_id": one.version_id}
        session.add(Response(wave_id=wave.id, **values))
    session.flush()
    some = build(session, world.programme)
    assert [one.completed for one in some.responses] == [160, 160, 12]
    assert [one.number for one in indicator(some, "eenzaam").waves] == [0, 1]
    assert some.data_sha256 != nobody.data_sha256


def test_lemmas_with_odd_characters_are_counted_as_they_are(session):
    world = make_world(session)
    odd = {'tante "mies"': 1, "a\\b": 2, "één": 1, 'b":c': 1, "": 1}
    for one in session.scalars(select(StoryReading).limit(4)):
        one.lemmas = odd
    session.flush()
    found = gather(session, world.programme).lemmas
    assert {word: found[word] for word in odd} == dict.fromkeys(odd, 4)
    assert (found["buurt"], found["samen"]) == (56, 56)


def test_responses_keep_to_the_version_they_were_given_on(session):
    world = make_world(session)
    longer = definition.load(QUESTIONNAIRE.replace("          - {code: tot65, label: Jonger dan 65}\n", "").encode(), "twee.yml")
    second = SurveyVersion(
        survey=world.version.survey, number=2, content=longer.canonical(), sha256=longer.sha256, change="uitbreiding"
    )
    session.add(second)
    session.flush()
    rows = session.scalars(select(Response).where(Response.wave_id == world.waves[1].id)).all()
    for one in rows[::2]:
        one.version_id = second.id
    session.flush()
    report = build(session, world.programme)
    assert indicator(report, "cijfer").waves[1].figure.n == 160
    assert [one["number"] for one in report.instruments[0]["versions"]] == [1, 2]
    young = next(row for row in indicator(report, "cijfer").breakdowns[1].rows if row.label == "Jonger dan 65")
    assert young.waves[1].figure.n == sum(one.answers["leeftijd"] == "tot65" for one in rows)
