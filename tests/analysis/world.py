"""A small invented programme in the database: two waves, five neighbourhoods, stories with themes, a quote, an activity."""

from __future__ import annotations

import random
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from analysis.models import ActivityCount, Ambition, Indicator, Interpretation, ResultActivity, ResultTheme, SocietalResult
from narratives.models import Annotation, Code, Consent, Decision, Quote, Signification, Story, StoryReading
from surveys import definition
from surveys.models import Response, Survey, SurveyVersion, Wave
from tests import factories

QUESTIONNAIRE = """
vragenlijst: welzijn
versie: 1
talen: [nl]
titel: Hoe gaat het?
inleiding: {waarom: Om te weten hoe het gaat., hoe_lang: Vijf minuten., wie_ziet_het: Alleen de onderzoekers., stoppen: U mag stoppen.}
delen:
  - id: een
    titel: Over u
    paginas:
      - vraag: leeftijd
        type: keuze
        tekst: Hoe oud bent u?
        antwoorden:
          - {code: tot65, label: Jonger dan 65}
          - {code: v65, label: 65 tot en met 74}
          - {code: v75, label: 75 of ouder}
          - {code: wn, missing: wil_niet}
      - vraag: eenzaam
        type: keuze
        tekst: Voelt u zich eenzaam?
        antwoorden:
          - {code: nooit, waarde: 0, label: Nooit}
          - {code: soms, waarde: 1, label: Soms}
          - {code: vaak, waarde: 2, label: Vaak}
          - {code: wn, missing: weet_niet}
      - vraag: hulp
        type: ja_nee
        tekst: Krijgt u hulp?
        toon_als: eenzaam in ['soms', 'vaak']
        geen_antwoord: [weet_niet]
      - vraag: cijfer
        type: schaal
        tekst: Welk cijfer geeft u uw leven?
        geen_antwoord: [weet_niet]
      - vraag: steun
        type: stellingen
        tekst: Wat vindt u?
        stellingen:
          - {code: s1, tekst: Ik heb genoeg mensen om me heen.}
          - {code: s2, tekst: Ik mis mensen.}
          - {code: s3, tekst: Ik kan bij iemand terecht.}
        antwoorden:
          - {code: oneens, waarde: 1, label: Oneens}
          - {code: neutraal, waarde: 2, label: Neutraal}
          - {code: eens, waarde: 3, label: Eens}
schalen:
  - {code: steun_som, titel: Steun, items: [steun.s1, steun.s2, steun.s3], omkeren: [steun.s2], functie: som, min_beantwoord: 2, bron: Verzonnen voor de test}
"""
AREAS = ("Noord", "Oost", "Zuid", "West", "Centrum")


def make_world(
    session: Session, *, people: int = 160, stories: int = 60, seed: int = 1, drop: tuple[float, float] = (0.6, 0.35)
) -> Any:
    """The world; `drop` is the chance of being lonely in each wave."""
    dice = random.Random(seed)
    programme = factories.make_programme(session, code="ouderen", name="Samen ouder", settings={"synthetic": True})
    areas = [factories.make_area(session, programme.organisation, code=f"WK{i}", name=name) for i, name in enumerate(AREAS)]
    text = definition.load(QUESTIONNAIRE.encode(), "welzijn.yml")
    survey = Survey(programme=programme, code="welzijn")
    version = SurveyVersion(survey=survey, number=1, content=text.canonical(), sha256=text.sha256)
    waves = [
        Wave(programme=programme, version=version, number=i, name=name, slug=f"m{i}", opens_on=date(2025 + i, 4, 1),
             closes_on=date(2025 + i, 6, 30), invited=people * 2)
        for i, name in enumerate(("Nulmeting", "1-meting"))
    ]  # fmt: skip
    session.add_all([survey, version, *waves])
    session.flush()
    for number, wave in enumerate(waves):
        session.add_all([_response(dice, wave, person, areas, drop[number], people) for person in range(people)])
    result = _result(session, programme)
    _stories(session, dice, programme, result, stories)
    session.flush()
    return SimpleNamespace(programme=programme, waves=waves, areas=areas, version=version, result=result, definition=text)


def _response(dice: random.Random, wave: Wave, person: int, areas: list[Any], lonely: float, people: int) -> Response:
    feeling = dice.choice(["soms", "vaak"]) if dice.random() < lonely else "nooit"
    answers: dict[str, Any] = {
        "leeftijd": dice.choice(["tot65", "v65", "v75", "v75"]),
        "eenzaam": feeling,
        "hulp": dice.choice(["ja", "nee"]),  # also where it is off the path: then it does not count
        "cijfer": dice.randint(4, 8) + (feeling == "nooit"),
        "steun": {item: dice.choice(["oneens", "neutraal", "eens"]) for item in ("s1", "s2", "s3")},
    }
    linked = f"{person:064}" if person < people // 2 else None
    return Response(
        wave_id=wave.id, version_id=wave.version_id, state="verzonden", sent_on=wave.opens_on, answers=answers,
        area_code=areas[person % 5].code if person % 9 else None, link_hash=linked, started_on=wave.opens_on,
    )  # fmt: skip


def _result(session: Session, programme: Any) -> SocietalResult:
    ambition = Ambition(programme_id=programme.id, code="meedoen", name="Iedereen doet mee")
    session.add(ambition)
    session.flush()
    result = SocietalResult(
        ambition=ambition, code="minder_eenzaam", title="Minder ouderen zijn eenzaam", question="Gaan we door?"
    )
    activity = factories.make_activity(session, programme, code="wandelen", name="Wandelclub")
    session.add_all([
        result,
        ResultActivity(result=result, activity=activity),
        ActivityCount(activity=activity, period="2025", meetings=20, participants=48),
        ActivityCount(activity=activity, period="2026", meetings=30, participants=75),
    ])  # fmt: skip
    rules = [
        ("eenzaam", "prevalence", "omlaag", {"question": "eenzaam", "values": ["soms", "vaak"]}, "outcome"),
        ("cijfer", "mean", "omhoog", {"question": "cijfer"}, "outcome"),
        ("vooruit", "share_improved", "omhoog", {"question": "eenzaam", "better": "omlaag", "minimum": 1}, "outcome"),
        ("deelname", "count", "omhoog", {"activity": "wandelen"}, "output"),
        ("verhaal", "story_verdict", "omhoog", {}, "outcome"),
    ]
    for position, (code, kind, direction, rule, level) in enumerate(rules):
        session.add(
            Indicator(result=result, code=code, name=f"Indicator {code}", definition="Zoals gemeten.", level=level, measure_kind=kind,
                      direction=direction, rule=rule, not_measured="Hoe het voelt.", position=position)
        )  # fmt: skip
    for code, points in (("contact", "goed"), ("gemis", "slecht"), ("buurt", "toon")):
        one = Code(programme_id=programme.id, code=code, name=code.title(), definition=f"Over {code}.", terms=[code])
        session.add(ResultTheme(result=result, code=one, points=points))
    session.flush()
    return result


def _stories(session: Session, dice: random.Random, programme: Any, result: SocietalResult, count: int) -> None:
    account = factories.make_account(session, organisation=programme.organisation)
    for number in range(count):
        themes = dice.sample(["contact", "gemis", "buurt"], dice.randint(1, 2))
        story = Story(
            programme_id=programme.id, teller=dice.choice(["inwoner"] * 8 + ["naaste", "vrijwilliger"]), told_on=date(2026, 5, 1 + number % 20),
            words_sealed=b"x", state="gelezen", prompt="Vertel.",
        )  # fmt: skip
        story.consent = Consent(analyse=True, quote=number % 2 == 0, given_on=date(2026, 5, 1))
        story.reading = StoryReading(
            reader_version="proef-1", state="gelezen", words=80, tone=dice.choice([-0.6, 0.0, 0.6]),
            lemmas={"buurt": 2, "samen": 1, f"zeldzaam{number}": 1},
        )  # fmt: skip
        session.add(story)
        session.flush()
        session.add_all(
            Annotation(story_id=story.id, kind="theme", label=theme, start=0, end=5, reason="woord", reader_version="proef-1")
            for theme in themes
        )
        shares = [dice.random() for _ in range(3)]
        a, b, c = (one / sum(shares) for one in shares)
        session.add(
            Signification(story_id=story.id, code="wie", labels={"a": "ik", "b": "anderen", "c": "de gemeente"}, a=a, b=b, c=c)
        )
        if number == 0:
            session.add(
                Decision(
                    story_id=story.id, kind="theme", label=themes[0], start=0, end=5, verdict="rejected", account_id=account.id
                )
            )
        if number < 3:
            code = next(one.code for one in result.themes if one.code.code == "contact")
            session.add(
                Quote(story_id=story.id, code=code, start=0, end=5, text=f"Citaat {number}", attribution="inwoner", state="toegestaan",
                      stance="spreekt_tegen" if number == 2 else "steunt", released_by_id=account.id)
            )  # fmt: skip
    session.add(Interpretation(result_id=result.id, text="We bespraken dit.", with_whom="wijktafel", account_id=account.id))
    session.flush()
