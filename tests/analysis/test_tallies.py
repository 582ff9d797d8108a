"""Columns, paths, scores and the cube: against slow and plain Python that does it response by response."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analysis import tallies
from analysis.columns import BLANK, NOT_ASKED, Column, Sheet
from analysis.paths import Paths, watched
from surveys import definition, routing, scoring
from surveys.questions import KINDS, MISSING
from tests.analysis.world import QUESTIONNAIRE

EVERYTHING = """
vragenlijst: alles
versie: 1
talen: [nl]
titel: Alles
inleiding: {waarom: a, hoe_lang: b, wie_ziet_het: c, stoppen: d}
delen:
  - id: een
    titel: Een
    paginas:
      - {vraag: akkoord, type: toestemming, tekst: Doet u mee?}
      - {vraag: lees, type: uitleg, tekst: Lees dit.}
      - vraag: wonen
        type: keuze
        tekst: Hoe woont u?
        antwoorden: [{code: alleen, label: a, waarde: 1}, {code: samen, label: b, waarde: 2}, {code: wn, missing: wil_niet}]
      - vraag: doet
        type: meerkeuze
        tekst: Wat doet u?
        antwoorden: [{code: lopen, label: a}, {code: lezen, label: b}, {code: niets, label: c, exclusief: true}, {code: wn, missing: weet_niet}]
      - {vraag: hulp, type: ja_nee, tekst: Hulp?, geen_antwoord: [weet_niet], toon_als: "wonen = 'alleen' en doet bevat 'lopen'"}
      - {vraag: cijfer, type: schaal, tekst: Cijfer?, geen_antwoord: [nvt]}
      - vraag: zin
        type: stellingen
        tekst: Zin?
        stellingen: [{code: s1, tekst: a}, {code: s2, tekst: b}, {code: s3, tekst: c}]
        antwoorden: [{code: nee, label: a, waarde: 1}, {code: ja, label: b, waarde: 2}, {code: wn, missing: weet_niet}]
      - {vraag: uren, type: getal, tekst: Uren?, geen_antwoord: [weet_niet], decimalen: 1}
      - {vraag: sinds, type: datum, tekst: Sinds?}
      - {vraag: naam_club, type: tekst, tekst: Welke?, toon_als: score(samen_zin) >= 4}
      - {vraag: pc, type: postcode, tekst: Postcode?}
      - {vraag: verhaal, type: verhaal, tekst: Vertel.}
      - {vraag: wie, type: driehoek, tekst: Wie?, geen_antwoord: [nvt], hoeken: {a: ik, b: jij, c: zij}}
      - vraag: anders
        type: verandering
        tekst: Veranderd?
        oorzaak: Waardoor?
        antwoorden: [{code: meer, label: a, waarde: 1}, {code: minder, label: b, waarde: -1}]
        toon_als: uren > 3
schalen:
  - {code: samen_zin, titel: Zin, items: [zin.s1, zin.s2, zin.s3], omkeren: [zin.s2], functie: som, min_beantwoord: 2, bron: Verzonnen}
"""


def load(text):
    return definition.load(text.encode(), "proef.yml")


def answers(dice):
    """One person, with holes and every kind of missing."""
    made = {
        "akkoord": "ja",
        "wonen": dice.choice(["alleen", "samen", "wn"]),
        "doet": dice.choice([["lopen"], ["lopen", "lezen"], ["niets"], ["wn"]]),
        "hulp": dice.choice(["ja", "nee", "weet_niet"]),
        "cijfer": dice.choice([3, 7, 10, {"missing": "nvt"}]),
        "zin": {item: dice.choice(["nee", "ja", "wn"]) for item in dice.sample(["s1", "s2", "s3"], dice.randint(1, 3))},
        "uren": dice.choice([0, 2.5, 3, 4.5, 12, {"missing": "weet_niet"}]),
        "sinds": dice.choice(["2019-05", "2021-03-02"]),
        "naam_club": "De club",
        "pc": "1234",
        "verhaal": {"told": True},
        "wie": dice.choice([{"a": 50, "b": 30, "c": 20}, {"missing": "nvt"}]),
        "anders": dice.choice([{"change": "meer", "cause": "De club"}, {"cause": "Zomaar"}, {"change": "minder"}]),
    }
    return {code: value for code, value in made.items() if dice.random() < 0.9}


def written(of, documents):
    raw = {code: [one.get(code) for one in documents] for code in of.questions}
    layouts = tallies.layouts([of.questions])
    return tallies.write(layouts, raw, len(documents), Paths(of).not_asked(raw, documents))


def test_every_kind_of_question_has_a_tally():
    kinds = {type(one) for one in load(EVERYTHING).questions.values()}
    assert kinds == set(KINDS.values())
    for question in load(EVERYTHING).questions.values():
        tallies.layout(question)


def test_only_what_is_on_the_path_counts_as_the_router_says():
    of, dice = load(EVERYTHING), random.Random(3)
    documents = [answers(dice) for _ in range(400)]
    columns = written(of, documents)
    for row, document in enumerate(documents):
        asked = {one.code for page in routing.path(of, document) for one in page.questions}
        counted = routing.counted(of, document)
        for code, column in columns.items():
            state = column.codes[row] if column.codes.ndim == 1 else column.codes[row].max()
            assert (state == NOT_ASKED) == (code not in asked), (code, document)
            if code not in counted and code in asked:
                assert state == BLANK
    assert {code for code in columns if (columns[code].codes == NOT_ASKED).any()} == {"hulp", "naam_club", "anders"}


def test_the_path_looks_only_at_what_conditions_name():
    assert watched(load(EVERYTHING)) == {"wonen", "doet", "zin", "uren"}
    assert watched(load(QUESTIONNAIRE)) == {"eenzaam"}


def test_kinds_of_missing_are_kept_apart():
    of = load(EVERYTHING)
    documents = [
        {"wonen": "wn", "cijfer": {"missing": "nvt"}, "uren": {"missing": "weet_niet"}, "doet": ["wn"], "zin": {"s1": "wn"}},
        {"wonen": "samen", "cijfer": 0, "uren": 1.5, "doet": ["niets"], "zin": {"s1": "ja"}, "wie": {"a": 1, "b": 2, "c": 97}},
        {},
    ]
    columns = written(of, documents)
    assert columns["wonen"].codes.tolist() == [MISSING["wil_niet"], 1, BLANK]
    assert columns["cijfer"].codes.tolist() == [MISSING["nvt"], 0, BLANK]
    assert np.isnan(columns["cijfer"].values).tolist() == [True, False, True]
    assert columns["uren"].codes.tolist() == [MISSING["weet_niet"], 0, BLANK]
    assert columns["doet"].codes.tolist() == [MISSING["weet_niet"], 0, BLANK]
    assert columns["zin"].item("s1").tolist() == [MISSING["weet_niet"], 1, BLANK]
    assert columns["zin"].answered.tolist() == [False, True, False]
    assert columns["wie"].values[1].tolist() == [1, 2, 97]
    assert columns["hulp"].codes.tolist() == [NOT_ASKED] * 3
    assert tallies.chosen(columns["wonen"], ["samen"]).tolist()[1] == 1
    assert np.isnan(tallies.chosen(columns["wonen"], ["samen"])[[0, 2]]).all()


def test_chosen_of_several_marks_and_statements():
    of = load(EVERYTHING)
    columns = written(of, [{"doet": ["lopen", "lezen"], "cijfer": 7, "zin": {"s2": "nee"}}, {"doet": ["niets"], "cijfer": 8}])
    assert tallies.chosen(columns["doet"], ["lezen"]).tolist() == [1, 0]
    assert tallies.chosen(columns["cijfer"], [7, 9]).tolist() == [1, 0]
    assert tallies.chosen(columns["zin"], ["nee"], "s2").tolist()[0] == 1
    with pytest.raises(ValueError, match="no number"):
        tallies.numbers(columns["doet"])


def test_scores_are_those_of_the_scorer():
    of, dice = load(EVERYTHING), random.Random(4)
    documents = [answers(dice) for _ in range(300)]
    mine = tallies.scores(of.scales["samen_zin"], written(of, documents))
    theirs = [scoring.score(of.scales["samen_zin"], routing.counted(of, one)) for one in documents]
    assert [None if np.isnan(one) else one for one in mine] == [None if one is None else one.value for one in theirs]
    assert sum(one is None for one in theirs) > 10


def test_a_version_that_asks_more():
    """Older responses of a longer questionnaire get 'niet gevraagd', never blank; options added later join the list."""
    old, new = load(QUESTIONNAIRE.replace("          - {code: v75, label: 75 of ouder}\n", "")), load(QUESTIONNAIRE)
    layouts = tallies.layouts([{k: v for k, v in old.questions.items() if k != "cijfer"}, new.questions])
    assert set(layouts["leeftijd"].options) == {"tot65", "v65", "v75"}
    early = tallies.write(layouts, {"leeftijd": ["v65"]}, 1, {})
    late = tallies.write(layouts, {"leeftijd": ["v75"], "cijfer": [None]}, 1, {})
    both = {code: tallies.joined([early[code], late[code]]) for code in layouts}
    assert both["cijfer"].codes.tolist() == [NOT_ASKED, BLANK]
    assert [both["leeftijd"].options[i] for i in both["leeftijd"].codes] == ["v65", "v75"]


def sheet(codes, areas, links=()):
    column = Column(np.array(codes, np.int16), options=("nee", "ja"))
    return Sheet({"q": column}, np.array(areas, np.int16), tuple(links))


def test_cube_counts_wave_area_value():
    waves = [sheet([0, 1, 1, BLANK], [0, 0, -1, 0]), sheet([1, 1, NOT_ASKED, 0], [1, 1, 1, 0])]
    cube = tallies.cube(waves, "q", 2)
    assert cube.shape == (2, 3, 2)
    assert cube[0].tolist() == [[1, 1], [0, 0], [0, 1]]
    assert cube[1].tolist() == [[1, 0], [0, 2], [0, 0]]


def test_cube_of_random_answers_is_counting():
    random = np.random.default_rng(2)
    codes, areas = random.integers(-1, 2, 500), random.integers(-1, 4, 500)
    cube = tallies.cube([sheet(codes, areas)], "q", 4)
    for area in range(4):
        for value in (0, 1):
            assert cube[0, area, value] == ((codes == value) & (areas == area)).sum()
    assert cube.sum() == (codes >= 0).sum()


def test_moments():
    values = np.array([1.0, 2.5, np.nan, 4.0, 9.0])
    found = tallies.moments(values, np.array([0, 0, 0, 1, -1], np.int16), 2)
    assert found.tolist() == [[2, 3.5, 7.25], [1, 4, 16]]


def test_moments_do_not_depend_on_the_order_of_rows():
    values = np.random.default_rng(3).normal(size=5000)
    groups = np.zeros(5000, np.int16)
    assert (tallies.moments(values, groups, 1) == tallies.moments(values[::-1], groups, 1)).all()


def test_pairs_join_links_and_nothing_else():
    first, second = sheet([0] * 3, [0] * 3, ["a", None, "b"]), sheet([0] * 4, [0] * 4, [None, "b", "c", "a"])
    one, two = tallies.pairs(first, second)
    assert list(zip(one.tolist(), two.tolist(), strict=True)) == [(2, 1), (0, 3)]


def test_fingerprint_knows_answers_not_order():
    one = sheet([0, 1, 1], [0, 1, 0])
    assert tallies.fingerprint(one) == tallies.fingerprint(sheet([1, 0, 1], [0, 0, 1]))
    assert tallies.fingerprint(one) != tallies.fingerprint(sheet([1, 0, 0], [0, 0, 1]))
    assert len(tallies.fingerprint(sheet([], []))) == 64
