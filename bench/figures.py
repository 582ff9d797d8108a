"""How fast the figures of a report are made: against orjson and numpy alone, cold, each in a process of its own.

100,000 responses x 10 questions in 20 neighbourhoods and two waves, and 20,000 tagged stories (and a tenth of it). The reference
streams the JSON documents into one matrix and computes counts, means, percentages, crosstabs, alpha and effect sizes, and counts
themes, tellers and lemmas of the stories; it knows no paths, no kinds of missing, no disclosure, no ORM.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FULL, TENTH = (100_000, 20_000), (10_000, 2_000)
ROUNDS = 3
LIMITS = {"figures_ratio": 2.0, "figures_memory_mb": 250, "figures_ten_times": 11.0}
THEMES = [f"thema{i}" for i in range(12)]
AGES, LONELY, AGREE = ("tot65", "v65", "v75", "wn"), ("nooit", "soms", "vaak", "wn"), ("1", "2", "3", "4", "5")
ITEMS = [f"stelling{i}" for i in range(1, 6)]
QUESTIONS = ["leeftijd", "eenzaam", "hulp", "cijfer", "gezondheid", *ITEMS]


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Fill two databases, time both ways, print and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        big, small = Path(folder) / "big.db", Path(folder) / "small.db"
        _fill(big, *FULL)
        _fill(small, *TENTH)
        ours, theirs, tenth = [], [], []
        for _ in range(rounds):  # in turns, so that a busy minute falls on all
            theirs.append(_timed("reference", big))
            ours.append(_timed("report", big))
            tenth.append(_timed("report", small))
    middle = {name: statistics.median(one[0] for one in runs) for name, runs in (("o", ours), ("r", theirs), ("t", tenth))}
    found: dict[str, Any] = {
        "figures_seconds": round(middle["o"], 3),
        "figures_reference_seconds": round(middle["r"], 3),
        "figures_ratio": round(statistics.median(o[0] / r[0] for o, r in zip(ours, theirs, strict=True)), 2),
        "figures_memory_mb": round(max(one[1] for one in ours)),
        "figures_reference_memory_mb": round(max(one[1] for one in theirs)),
        "figures_ten_times": round(middle["o"] / middle["t"], 2),
    }
    for name, value in found.items():
        limit = LIMITS.get(name)
        print(f"{name} {value}" + (f" (at most {limit}: {'ok' if value <= limit else 'NOT MET'})" if limit else ""))
    return {**found, "missed": [name for name, limit in LIMITS.items() if found[name] > limit]}


def _timed(what: str, path: Path) -> tuple[float, float]:
    """Seconds of CPU (others work on the machine too: a clock on the wall would time them) and peak MB of one whole process."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.figures", what, str(path)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, peak = made.stdout.split()[-2:]
    return float(seconds), float(peak)


def _report(path: Path) -> None:
    from sqlalchemy import select

    import database
    from analysis.report.build import build
    from surveys.parties import Programme

    with database.reading(database.connect(f"sqlite:///{path}"))() as session:
        report = build(session, session.scalars(select(Programme)).one())
    assert report.results[0].indicators[0].waves[1].figure.value is not None
    assert report.responses[1].completed * 2 == sum(one.completed for one in report.responses) > 0


def _reference(path: Path) -> None:
    import sqlite3
    from collections import Counter

    import numpy as np
    import orjson

    yes_no, lonely, ages = (
        {"ja": 1, "nee": 0},
        dict(zip(LONELY, (0, 1, 2, -1), strict=True)),
        dict(zip(AGES, (0, 1, 2, -1), strict=True)),
    )
    agree = {code: int(code) for code in AGREE}
    read = [
        ("leeftijd", ages),
        ("eenzaam", lonely),
        ("hulp", yes_no),
        ("cijfer", None),
        ("gezondheid", None),
        *((i, agree) for i in ITEMS),
    ]
    connection = sqlite3.connect(path)
    places = {code: i for i, (code,) in enumerate(connection.execute("SELECT code FROM area ORDER BY code"))}
    cursor = connection.execute("SELECT wave_id, area_code, link_hash, answers FROM response WHERE state = 'verzonden'")
    rows, head, links = [], [], []
    while block := cursor.fetchmany(4_000):
        values = []
        for wave, area, link, text in block:
            document = orjson.loads(text)
            values.append([
                -1 if (v := document.get(code)) is None or v.__class__ is dict else v if table is None else table[v] for code, table in read
            ])  # fmt: skip
            head.append((wave, places.get(area, -1)))
            links.append(link)
        rows.append(np.array(values, np.float32))
    matrix, where = np.concatenate(rows), np.array(head, np.int32)
    wave = where[:, 0] - where[:, 0].min()
    out: dict[str, Any] = {}
    for place, (code, _) in enumerate(read):
        column = matrix[:, place]
        known = column >= 0
        for number in (0, 1):
            chosen = known & (wave == number)
            one = column[chosen].astype(np.float64)
            out[code, number] = len(one), one.mean(), one.std(ddof=1), np.bincount(one.astype(int)) / len(one)
            cross = np.zeros((21, 12))
            np.add.at(cross, (where[chosen, 1], one.astype(int)), 1)
            by_age = np.zeros((4, 12))
            np.add.at(by_age, (matrix[chosen, 0].astype(int), one.astype(int)), 1)
            out[code, number, "kruis"] = cross, by_age
        n1, m1, s1, _ = out[code, 0]
        n2, m2, s2, _ = out[code, 1]
        out[code, "d"] = (m2 - m1) / np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    first = {link: i for i, link in enumerate(links) if link is not None and wave[i] == 0}
    both = np.array([(first[link], i) for i, link in enumerate(links) if wave[i] == 1 and link in first])
    gain = matrix[both[:, 1]] - matrix[both[:, 0]]
    out["d_z"] = gain.mean(axis=0) / gain.std(axis=0, ddof=1)
    for number in (0, 1):
        items = matrix[wave == number, 5:]
        items = items[(items > 0).all(axis=1)]
        out["alpha", number] = 1.25 * (1 - items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1))
    tellers, lemmas, themes = Counter(), Counter(), Counter()
    for _, teller, _, words in connection.execute(
        "SELECT s.id, s.teller, r.tone, r.lemmas FROM story s JOIN story_reading r ON r.story_id = s.id WHERE s.state = 'gelezen'"
    ):
        tellers[teller] += 1
        lemmas.update(orjson.loads(words).keys())
    for _, label in set(connection.execute("SELECT story_id, label FROM annotation WHERE kind = 'theme'")):
        themes[label] += 1
    assert themes and tellers and lemmas


def _fill(path: Path, responses: int, stories: int) -> None:
    """A database of the house itself, filled past the ORM for speed."""
    import orjson
    from sqlalchemy import insert

    import analysis.models  # noqa: F401  all tables
    import database
    from narratives.models import Annotation, Consent, Story, StoryReading

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


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"report": _report, "reference": _reference}[sys.argv[1]](Path(sys.argv[2]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    else:
        run()
