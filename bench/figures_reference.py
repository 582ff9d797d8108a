"""The fastest reference we know for the same figures: sqlite3, orjson and numpy, and nothing of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.figures_data import AGES, AGREE, ITEMS, LONELY


def reference(path: Path) -> None:
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
