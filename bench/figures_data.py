"""The data of the bench for figures: a database of the house with as many responses and stories as asked, filled past the ORM."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

THEMES = [f"thema{i}" for i in range(12)]
AGES, LONELY, AGREE = ("tot65", "v65", "v75", "wn"), ("nooit", "soms", "vaak", "wn"), ("1", "2", "3", "4", "5")
ITEMS = [f"stelling{i}" for i in range(1, 6)]
QUESTIONS = ["leeftijd", "eenzaam", "hulp", "cijfer", "gezondheid", *ITEMS]


def fill(path: Path, responses: int, stories: int) -> None:
    """A database of the house itself, filled past the ORM for speed."""
    import orjson
    from sqlalchemy import insert

    import database
    from narratives.models import Annotation, Consent, Story, StoryReading
    from webapp import tables  # noqa: F401  all tables

    maker = database.connect(f"sqlite:///{path}")
    database.Base.metadata.create_all(maker.kw["bind"])
    dice = random.Random(7)
    with maker() as session:
        programme, waves, version = _frame(session)
        columns = ("id", "wave_id", "version_id", "state", "language", "channel", "started_on", "sent_on", "area_code", "link_hash",
                   "sequence", "answers", "page_sequences")  # fmt: skip
        statement = f"INSERT INTO response ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        half = responses // 2
        rows = (
            (f"{i:032x}", waves[i // half], version, "verzonden", "nl", "zelf", "2025-04-01", f"{2025 + i // half}-04-07", f"WK{i % 20:02}",
             f"{i % half:064x}" if i % half % 2 else None, 1, orjson.dumps(_answers(dice, i // half)).decode(), "{}")
            for i in range(half * 2)
        )  # fmt: skip
        connection = session.connection()
        while block := [row for row, _ in zip(rows, range(20_000), strict=False)]:
            connection.exec_driver_sql(statement, block)
        words = [f"woord{i}" for i in range(3_000)]
        for start in range(0, stories, 5_000):
            numbers = range(start, min(start + 5_000, stories))
            session.execute(insert(Story), [
                {"id": f"{i:032x}", "programme_id": programme, "wave_id": waves[i % 2], "teller": "inwoner" if i % 5 else "naaste",
                 "told_on": date(2025 + i % 2, 5, 1), "words_sealed": b"x", "state": "gelezen"} for i in numbers
            ])  # fmt: skip
            session.execute(
                insert(Consent), [{"story_id": f"{i:032x}", "analyse": True, "given_on": date(2025, 5, 1)} for i in numbers]
            )
            session.execute(insert(StoryReading), [
                {"story_id": f"{i:032x}", "reader_version": "bank-1", "state": "gelezen", "words": 90, "tone": dice.uniform(-1, 1),
                 "lemmas": dict.fromkeys(dice.choices(words, k=35), 1)} for i in numbers
            ])  # fmt: skip
            session.execute(insert(Annotation), [
                {"story_id": f"{i:032x}", "kind": "theme", "label": theme, "start": 5 * at, "end": 5 * at + 4, "reason": "woord",
                 "reader_version": "bank-1"} for i in numbers for at, theme in enumerate(dice.choices(THEMES, k=3))
            ])  # fmt: skip
        session.commit()
    maker.kw["bind"].dispose()


def _answers(dice: random.Random, wave: int) -> dict[str, Any]:
    lean = dice.random() + 0.1 * wave
    lonely = dice.choices(LONELY, (40 + 10 * wave, 35, 20, 5))[0]
    found: dict[str, Any] = {
        "leeftijd": dice.choice(AGES),
        "eenzaam": lonely,
        "cijfer": dice.randint(3, 9) if dice.random() < 0.97 else {"missing": "weet_niet"},
        "gezondheid": dice.randint(2, 10),
    }
    if lonely in ("soms", "vaak"):
        found["hulp"] = dice.choice(("ja", "nee"))
    for item in ITEMS:
        if dice.random() < 0.98:
            found[item] = str(min(5, max(1, round(5 * lean + dice.uniform(-1.5, 1.5)))))
    return found


def _frame(session: Any) -> tuple[int, list[int], int]:
    """Programme, neighbourhoods, questionnaire, two waves, a result with its indicators and themes."""
    from analysis.models import Ambition, Indicator, ResultTheme, SocietalResult
    from narratives.models import Code
    from surveys import definition
    from surveys.models import Area, Organisation, Programme, Survey, SurveyVersion, Wave

    organisation = Organisation(code="bank", name="Bankstad")
    programme = Programme(code="bank", name="Bank", organisation=organisation)
    text = definition.load(_questionnaire().encode(), "bank.yml")
    survey = Survey(programme=programme, code="bank")
    version = SurveyVersion(survey=survey, number=1, content=text.canonical(), sha256=text.sha256)
    waves = [
        Wave(programme=programme, version=version, number=i, name=f"{i}-meting", slug=f"b{i}", opens_on=date(2025 + i, 4, 1),
             closes_on=date(2025 + i, 6, 1), invited=200_000)
        for i in (0, 1)
    ]  # fmt: skip
    session.add_all([organisation, programme, survey, version, *waves])
    session.flush()
    session.add_all(
        Area(organisation_id=organisation.id, code=f"WK{i:02}", year=2025, name=f"Buurt {i:02}", postcodes=[]) for i in range(20)
    )
    ambition = Ambition(programme_id=programme.id, code="a", name="Ambitie")
    session.add(ambition)
    session.flush()
    codes = [Code(programme_id=programme.id, code=theme, name=theme) for theme in THEMES]
    rules: list[tuple[str, str, dict[str, Any]]] = [
        ("prevalence", "omlaag", {"question": "eenzaam", "values": ["soms", "vaak"]}),
        ("prevalence", "omhoog", {"question": "hulp", "values": ["ja"]}),
        ("prevalence", "omhoog", {"question": "gezondheid", "from": 7}),
        ("mean", "omhoog", {"question": "cijfer"}),
        ("mean", "omhoog", {"question": "gezondheid"}),
        ("mean", "omhoog", {"scale": "binding"}),
        *(("mean", "omhoog", {"question": item}) for item in ITEMS),
        ("share_improved", "omhoog", {"scale": "binding", "minimum": 0.5}),
        ("share_improved", "omhoog", {"question": "eenzaam", "better": "omlaag"}),
        ("story_verdict", "omhoog", {}),
    ]
    for place in range(3):
        result = SocietalResult(ambition=ambition, code=f"r{place}", title=f"Resultaat {place}", position=place)
        session.add(result)
        for i, (kind, direction, rule) in enumerate(rules[place::3]):
            session.add(Indicator(result=result, code=f"i{i}", name=f"Indicator {place}.{i}", definition="x", level="outcome", measure_kind=kind,
                                  direction=direction, rule=rule, not_measured="x", position=i))  # fmt: skip
        session.add_all(
            ResultTheme(result=result, code=code, points=("goed", "slecht", "toon")[i % 3])
            for i, code in enumerate(codes[place::3])
        )
    session.flush()
    return programme.id, [one.id for one in waves], version.id


def _questionnaire() -> str:
    options = ", ".join(f"{{code: '{code}', waarde: {code}, label: '{code}'}}" for code in AGREE)
    pages = "\n".join(f"      - {{vraag: {item}, type: keuze, tekst: Stelling, antwoorden: [{options}]}}" for item in ITEMS)
    return f"""
vragenlijst: bank
versie: 1
talen: [nl]
titel: Bank
inleiding: {{waarom: a, hoe_lang: b, wie_ziet_het: c, stoppen: d}}
delen:
  - id: een
    titel: Een
    paginas:
      - vraag: leeftijd
        type: keuze
        tekst: Leeftijd
        antwoorden: [{{code: tot65, label: a}}, {{code: v65, label: b}}, {{code: v75, label: c}}, {{code: wn, missing: wil_niet}}]
      - vraag: eenzaam
        type: keuze
        tekst: Eenzaam
        antwoorden:
          - {{code: nooit, waarde: 0, label: a}}
          - {{code: soms, waarde: 1, label: b}}
          - {{code: vaak, waarde: 2, label: c}}
          - {{code: wn, missing: weet_niet}}
      - {{vraag: hulp, type: ja_nee, tekst: Hulp, toon_als: "eenzaam in ['soms', 'vaak']"}}
      - {{vraag: cijfer, type: schaal, tekst: Cijfer, geen_antwoord: [weet_niet]}}
      - {{vraag: gezondheid, type: schaal, tekst: Gezondheid}}
{pages}
schalen:
  - {{code: binding, titel: Binding, items: [{", ".join(ITEMS)}], functie: gemiddelde, min_beantwoord: 4, bron: Bank}}
"""
