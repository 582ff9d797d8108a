from __future__ import annotations

import re

import pytest

from surveys import definition, library, scoring
from surveys.definition import DefinitionRefused, load_file
from tests.surveys.making import make

OUDEREN = load_file(library.path("ouderen"))
VERBONDEN = OUDEREN.scales["verbondenheid"]
CODES = {1: "helemaal_niet", 2: "niet", 3: "beetje", 4: "goed", 5: "helemaal"}


def answers(terecht=None, buren=None, erbij=None, gemis=None, plannen=None):
    given = {"terecht": terecht, "buren": buren, "erbij": erbij, "gemis": gemis, "plannen": plannen}
    return {"verbonden": {item: CODES.get(mark, mark) for item, mark in given.items() if mark}}


@pytest.mark.parametrize(
    ("given", "value", "answered"),
    [
        (answers(5, 5, 5, 1, 5), 5.0, 5),  # the reversed item: never missing someone is the best
        (answers(5, 5, 5, 5, 5), 4.2, 5),
        (answers(1, 1, 1, 5, 1), 1.0, 5),
        (answers(4, 3, 2, 2, 5), (4 + 3 + 2 + 4 + 5) / 5, 5),
        (answers(4, 3, 2, 2), 3.25, 4),
        (answers(4, 3, 2, 2, plannen="weet_niet"), 3.25, 4),
    ],
)
def test_a_mean_with_one_reversed_item(given, value, answered):
    assert scoring.score(VERBONDEN, given) == scoring.Score(value, answered)


def test_too_few_answers_give_no_score():
    assert scoring.score(VERBONDEN, answers(4, 3, 2)) is None
    assert scoring.score(VERBONDEN, answers(4, 3, 2, plannen="weet_niet") | {"tevreden": 5}) is None
    assert scoring.score(VERBONDEN, {}) is None
    assert scoring.score(VERBONDEN, {"verbonden": {"missing": "nvt"}}) is None


def test_bands_are_named():
    assert [VERBONDEN.band(value).label["nl"] for value in (1, 2.49, 2.5, 3.5, 5)] == [
        "Weinig verbonden", "Weinig verbonden", "Redelijk verbonden", "Goed verbonden", "Goed verbonden",
    ]  # fmt: skip
    assert VERBONDEN.band(0.5) is None
    assert VERBONDEN.extent() == (1.0, 5.0)


def filled_djg6():
    text = library.path("djg6").read_text(encoding="utf-8")
    return definition.load(re.sub(r"nl: ''", "nl: Invultekst van het formulier", text).encode(), "djg6.yml")


# De Jong Gierveld 6: a point for every unfavourable answer, "min of meer" included; items 2, 3 and 5 are positive.
DJG = [
    ("ja nee nee ja nee ja", 6, 3, 3, "Sterk eenzaam"),
    ("nee ja ja nee ja nee", 0, 0, 0, "Niet eenzaam"),
    ("min_of_meer min_of_meer min_of_meer min_of_meer min_of_meer min_of_meer", 6, 3, 3, "Sterk eenzaam"),
    ("ja ja ja nee ja nee", 1, 1, 0, "Niet eenzaam"),
    ("nee min_of_meer ja ja ja nee", 2, 1, 1, "Enigszins eenzaam"),
    ("ja nee nee ja ja nee", 4, 2, 2, "Enigszins eenzaam"),
    ("ja nee nee ja nee nee", 5, 2, 3, "Sterk eenzaam"),
]


@pytest.mark.parametrize(("given", "total", "emotional", "social", "band"), DJG)
def test_the_scale_of_de_jong_gierveld(given, total, emotional, social, band):
    scales = filled_djg6().scales
    one = {"djg": dict(zip(("e1", "s2", "s3", "e4", "s5", "e6"), given.split(), strict=True))}
    found = {code: scoring.score(scale, one) for code, scale in scales.items()}
    assert {code: score.value for code, score in found.items()} == {
        "djg6_totaal": total,
        "djg6_emotioneel": emotional,
        "djg6_sociaal": social,
    }
    assert scales["djg6_totaal"].band(total).label["nl"] == band


def test_who_refuses_one_of_six_gets_no_total():
    one = {"djg": {"e1": "ja", "s2": "ja", "s3": "ja", "e4": "ja", "s5": "ja", "e6": "wil_niet"}}
    scales = filled_djg6().scales
    assert scoring.score(scales["djg6_totaal"], one) is None
    assert scoring.score(scales["djg6_sociaal"], one) == scoring.Score(0, 3)


PAGES = """
    - {vraag: c1, type: schaal, tekst: C}
    - {vraag: c2, type: schaal, tekst: C, van: 1, tot: 5}
    - {vraag: woord, type: tekst, tekst: C}
    - {vraag: set, type: stellingen, tekst: S, stellingen: [{code: s1, tekst: E}], antwoorden: [{code: ja, label: J, waarde: 1}]}
"""


def test_marks_score_as_they_are_and_reverse_within_their_own_ends():
    scale = make(
        PAGES, "- {code: cc, titel: T, items: [c1, c2], omkeren: [c2], functie: som, min_beantwoord: 1, bron: eigen}"
    ).scales["cc"]
    assert scoring.score(scale, {"c1": 7, "c2": 5}) == scoring.Score(8, 2)
    assert scoring.score(scale, {"c1": 0, "c2": 1}) == scoring.Score(5, 2)
    assert scoring.score(scale, {"c1": 7, "c2": {"missing": "weet_niet"}}) == scoring.Score(14, 1), (
        "the mean of what was answered, times two"
    )
    assert scoring.score(scale, {"c1": 99, "c2": "veel"}) is None, "what is no answer of the question never scores"


@pytest.mark.parametrize(
    ("scales", "what"),
    [
        ("- {code: cc, titel: T, items: [c3], bron: b}", "'c3' bij schaal 'cc' is geen vraag"),
        ("- {code: cc, titel: T, items: [set.s9], bron: b}", "'set.s9' bij schaal 'cc' is geen vraag of stelling"),
        ("- {code: cc, titel: T, items: [set], bron: b}", "geen waarden"),
        ("- {code: cc, titel: T, items: [woord], bron: b}", "geen waarden"),
        ("- {code: cc, titel: T, items: [c1], omkeren: [c2], bron: b}", "'c2' staat bij 'omkeren'"),
        ("- {code: cc, titel: T, items: [c1], min_beantwoord: 2, bron: b}", "van 1 tot 1"),
        ("- {code: cc, titel: T, items: [c1], functie: product, bron: b}", "'product' kan niet"),
        ("- {code: cc, titel: T, items: [c1]}", "ontbreekt 'bron'"),
        ("- {code: cc, titel: T, items: [], bron: b}", "heeft geen items"),
        (
            "- {code: cc, titel: T, items: [c1], bron: b, banden: [{van: 0, tot: 5, label: L}, {van: 5, tot: 9, label: L}]}",
            "overlappen",
        ),
        ("- {code: cc, titel: T, items: [set.s1], bron: b, punten: {nee: 1}}", "'nee' is geen antwoord"),
        ("- {code: cc, titel: T, items: [c1], bron: b}\n- {code: cc, titel: T, items: [c1], bron: b}", "staat er twee keer"),
    ],
)
def test_faults_of_a_scale(scales, what):
    with pytest.raises(DefinitionRefused, match=what):
        make(PAGES, scales)
