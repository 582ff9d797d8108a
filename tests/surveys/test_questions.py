from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import library
from surveys.definition import load_file
from surveys.questions import KINDS, base, telling, typed
from tests.surveys.making import question

CHOICE = """
    vraag: wonen
    type: keuze
    tekst: Hoe woont u?
    antwoorden:
      - {code: alleen, label: Alleen, waarde: 0}
      - {code: samen, label: Samen, waarde: 1}
      - {code: weet_niet, missing: weet_niet}
"""
SEVERAL = """
    vraag: clubs
    type: meerkeuze
    tekst: Welke?
    antwoorden:
      - {code: koor, label: Koor}
      - {code: sport, label: Sport}
      - {code: geen, label: Geen, exclusief: ja}
      - {code: wil_niet, missing: wil_niet}
"""
NUMBER = "{vraag: uren, type: getal, tekst: Uren?, van: 0, tot: 168, geen_antwoord: [weet_niet]}"
DECIMAL = "{vraag: uren, type: getal, tekst: Uren?, van: -5, tot: 40, decimalen: 1}"
DATE = "{vraag: sinds, type: datum, tekst: Sinds?, van: 1950-01-01, tot: 2030-12-31, geen_antwoord: [weet_niet]}"
STORY = "{vraag: verhaal, type: verhaal, tekst: Vertel, max_tekens: 200}"
TRIAD = "{vraag: duiding, type: driehoek, tekst: Wat?, hoeken: {a: Ik, b: Ander, c: Buurt}, geen_antwoord: [nvt]}"
CHANGE = """
    vraag: verschil
    type: verandering
    tekst: Veranderd?
    oorzaak: Waardoor?
    max_tekens: 100
    antwoorden: [{code: minder, label: Minder}, {code: meer, label: Meer}]
"""
STATEMENTS = """
    vraag: set
    type: stellingen
    tekst: Wat past?
    stellingen: [{code: s1, tekst: Een}, {code: s2, tekst: Twee}]
    antwoorden: [{code: ja, label: Ja, waarde: 1}, {code: nee, label: Nee, waarde: 0}]
"""

GOLDEN = [
    (CHOICE, {"wonen": ["alleen"]}, "alleen", ()),
    (CHOICE, {"wonen": ["weet_niet"]}, "weet_niet", ()),
    (CHOICE, {"wonen": ["alleen", "samen"]}, None, (base.ONE_ANSWER,)),
    (CHOICE, {"wonen": ["alleen", "alleen"]}, "alleen", ()),
    (CHOICE, {"wonen": ["kasteel"]}, None, (base.UNKNOWN_ANSWER,)),
    (CHOICE, {"wonen": [" "]}, None, ()),
    (CHOICE, {}, None, ()),
    (SEVERAL, {"clubs": ["sport", "koor"]}, ["koor", "sport"], ()),
    (SEVERAL, {"clubs": ["geen"]}, ["geen"], ()),
    (SEVERAL, {"clubs": ["geen", "koor"]}, None, (base.EXCLUSIVE,)),
    (SEVERAL, {"clubs": ["wil_niet", "koor"]}, None, (base.EXCLUSIVE,)),
    (SEVERAL, {"clubs": ["koor", "zwemmen"]}, None, (base.UNKNOWN_ANSWER,)),
    ("{vraag: hulp, type: ja_nee, tekst: Hulp?, geen_antwoord: [wil_niet]}", {"hulp": ["wil_niet"]}, "wil_niet", ()),
    ("{vraag: hulp, type: ja_nee, tekst: Hulp?}", {"hulp": ["wil_niet"]}, None, (base.UNKNOWN_ANSWER,)),
    ("{vraag: cijfer, type: schaal, tekst: Cijfer?}", {"cijfer": ["0"]}, 0, ()),
    ("{vraag: cijfer, type: schaal, tekst: Cijfer?}", {"cijfer": ["٧"]}, 7, ()),
    ("{vraag: cijfer, type: schaal, tekst: Cijfer?}", {"cijfer": ["11"]}, None, (base.UNKNOWN_ANSWER,)),
    ("{vraag: cijfer, type: schaal, tekst: C?, geen_antwoord: [nvt]}", {"cijfer": ["nvt"]}, {"missing": "nvt"}, ()),
    ("{vraag: cijfer, type: schaal, tekst: C?, geen_antwoord: [nvt]}", {"cijfer.missing": ["nvt"]}, {"missing": "nvt"}, ()),
    ("{vraag: cijfer, type: schaal, tekst: C?, geen_antwoord: [nvt]}", {"cijfer": ["3"], "cijfer.missing": ["nvt"]}, None, (base.ONE_ANSWER,)),
    (STATEMENTS, {"set.s1": ["ja"], "set.s2": ["nee"]}, {"s1": "ja", "s2": "nee"}, ()),
    (STATEMENTS, {"set.s1": ["ja"], "set.s2": ["misschien"]}, {"s1": "ja"}, (base.UNKNOWN_ANSWER,)),
    (STATEMENTS, {"set": ["ja"]}, None, ()),
    (NUMBER, {"uren": ["12"]}, 12, ()),
    (NUMBER, {"uren": ["12,0"]}, 12, ()),
    (NUMBER, {"uren": ["12,5"]}, None, (typed.WHOLE,)),
    (NUMBER, {"uren": ["169"]}, None, (typed.OUT_OF_RANGE,)),
    (NUMBER, {"uren": ["-1"]}, None, (typed.OUT_OF_RANGE,)),
    (NUMBER, {"uren": ["9" * 6000]}, None, (typed.OUT_OF_RANGE,)),
    (NUMBER, {"uren": ["NaN"]}, None, (typed.NOT_A_NUMBER,)),
    (NUMBER, {"uren": ["1e3"]}, None, (typed.NOT_A_NUMBER,)),
    (NUMBER, {"uren": ["inf"]}, None, (typed.NOT_A_NUMBER,)),
    (NUMBER, {"uren": ["twaalf"]}, None, (typed.NOT_A_NUMBER,)),
    (NUMBER, {"uren.missing": ["weet_niet"]}, {"missing": "weet_niet"}, ()),
    (NUMBER, {"uren": ["3"], "uren.missing": ["weet_niet"]}, 3, (base.NOT_BOTH,)),
    (NUMBER, {"uren.missing": ["wil_niet"]}, None, (base.UNKNOWN_ANSWER,)),
    (DECIMAL, {"uren": ["-2,55"]}, -2.5, ()),
    (DATE, {"sinds.day": ["3"], "sinds.month": ["5"], "sinds.year": ["2026"]}, "2026-05-03", ()),
    (DATE, {"sinds.month": ["5"], "sinds.year": ["2026"]}, "2026-05", ()),
    (DATE, {"sinds.day": ["30"], "sinds.month": ["2"], "sinds.year": ["2026"]}, None, (typed.NOT_A_DATE,)),
    (DATE, {"sinds.day": ["29"], "sinds.month": ["2"], "sinds.year": ["2024"]}, "2024-02-29", ()),
    (DATE, {"sinds.year": ["2026"]}, None, (typed.MONTH_YEAR,)),
    (DATE, {"sinds.month": ["5"], "sinds.year": ["1949"]}, None, (typed.DATE_OUT,)),
    (DATE, {"sinds.month": ["1"], "sinds.year": ["9" * 6000]}, None, (typed.NOT_A_DATE,)),
    (DATE, {"sinds.month": ["1"], "sinds.year": ["0"]}, None, (typed.NOT_A_DATE,)),
    (DATE, {"sinds.day": ["0"], "sinds.month": ["1"], "sinds.year": ["2000"]}, None, (typed.NOT_A_DATE,)),
    ("{vraag: woord, type: tekst, tekst: T?, max_tekens: 10}", {"woord": [" a\r\nb "]}, "a\nb", ()),
    ("{vraag: woord, type: tekst, tekst: T?, max_tekens: 10}", {"woord": ["a" * 11]}, None, (base.TOO_LONG,)),
    ("{vraag: pc, type: postcode, tekst: P?}", {"pc": ["1234 ab"]}, "1234", ()),
    ("{vraag: pc, type: postcode, tekst: P?}", {"pc": ["0234"]}, None, (typed.NOT_A_POSTCODE,)),
    ("{vraag: pc, type: postcode, tekst: P?}", {"pc": ["12345"]}, None, (typed.NOT_A_POSTCODE,)),
    ("{vraag: lees, type: uitleg, tekst: Lees}", {"lees": ["x"]}, None, ()),
    ("{vraag: doet, type: toestemming, tekst: Mee?}", {"doet": ["ja"]}, "ja", ()),
    (TRIAD, {"duiding.a": ["50"], "duiding.b": ["30"], "duiding.c": ["20"]}, {"a": 50, "b": 30, "c": 20}, ()),
    (TRIAD, {"duiding.a": ["1"], "duiding.b": ["1"], "duiding.c": ["1"]}, {"a": 34, "b": 33, "c": 33}, ()),
    (TRIAD, {"duiding.a": ["70"], "duiding.b": ["30"]}, {"a": 70, "b": 30, "c": 0}, ()),
    (TRIAD, {"duiding.a": ["70"]}, None, (telling.ALL_THREE,)),
    (TRIAD, {"duiding.a": ["0"], "duiding.b": ["0"], "duiding.c": ["0"]}, None, (telling.ALL_THREE,)),
    (TRIAD, {"duiding.a": ["101"], "duiding.b": ["0"], "duiding.c": ["0"]}, None, (telling.ALL_THREE,)),
    (TRIAD, {"duiding.a": ["33"], "duiding.b": ["33"], "duiding.c": ["33"], "duiding.missing": ["nvt"]}, {"missing": "nvt"}, ()),
    (CHANGE, {"verschil.change": ["meer"], "verschil.cause": [" Nieuwe buren. "]}, {"change": "meer", "cause": "Nieuwe buren."}, ()),
    (CHANGE, {"verschil.cause": ["Zomaar"]}, {"cause": "Zomaar"}, ()),
    (CHANGE, {"verschil.change": ["meer"], "verschil.cause": ["x" * 101]}, {"change": "meer"}, (base.TOO_LONG,)),
    (STORY, {"verhaal": ["Er was eens."], "verhaal.analyse": ["ja"]}, {"told": True}, ()),
    (STORY, {"verhaal": ["Er was eens."]}, None, (telling.CONSENT_NEEDED,)),
    (STORY, {"verhaal": [""], "verhaal.analyse": ["ja"]}, None, (telling.STORY_MISSING,)),
    (STORY, {"verhaal": ["x" * 201], "verhaal.analyse": ["ja"]}, None, (base.TOO_LONG,)),
    (STORY, {"verhaal": [""], "verhaal.teller": ["inwoner"]}, None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "value", "faults"), GOLDEN)
def test_each_kind_cleans_its_own_raw_answer(text, fields, value, faults):
    cleaned = question(text).clean(fields)
    assert cleaned.value == value
    assert type(cleaned.value) is type(value)
    assert cleaned.faults == faults


def test_consent_that_is_not_given_says_what_to_do():
    cleaned = question("{vraag: doet, type: toestemming, tekst: Mee?}").clean({})
    assert cleaned.value is None
    assert "vinkje" in cleaned.faults[0]


def test_a_softly_required_question_asks_once_and_only_when_nothing_came_in():
    soft = question("{vraag: cijfer, type: schaal, tekst: C?, verplicht: zacht, geen_antwoord: [weet_niet]}")
    assert soft.clean({}).faults == (base.ANSWER_ASKED,)
    assert soft.clean({"cijfer": ["weet_niet"]}).faults == ()
    assert soft.clean({"cijfer": ["99"]}).faults == (base.UNKNOWN_ANSWER,)


def test_a_story_keeps_its_layers_of_consent_apart_from_the_answers():
    story = question(STORY)
    fields = {
        "verhaal": ["Er was eens.\r\nEind."],
        "verhaal.teller": ["naaste"],
        "verhaal.analyse": ["ja"],
        "verhaal.quote_first": ["ja"],
    }
    draft = story.draft(fields)
    assert draft is not None
    assert draft.words == "Er was eens.\nEind."
    assert (draft.teller, draft.analyse, draft.quote, draft.contact_again) == ("naaste", True, False, False)
    assert draft.quote_first is True, "who wants to read it first may be asked"
    assert story.clean(fields).value == {"told": True}


def test_a_story_without_the_first_layer_is_not_kept():
    story = question(STORY)
    assert story.draft({"verhaal": ["Er was eens."], "verhaal.quote": ["ja"]}) is None
    assert story.draft({"verhaal": ["Er was eens."], "verhaal.analyse": ["nee"]}) is None


PLAIN = [
    (CHOICE, "alleen", "Alleen"),
    (CHOICE, "weet_niet", "Weet ik niet"),
    (CHOICE, None, ""),
    (CHOICE, "vervallen_code", ""),
    (SEVERAL, ["koor", "sport"], "Koor, Sport"),
    (NUMBER, 12, "12"),
    (DECIMAL, 2.5, "2,5"),
    (NUMBER, {"missing": "weet_niet"}, "Weet ik niet"),
    (DATE, "2026-05-03", "3 mei 2026"),
    (DATE, "2026-05", "mei 2026"),
    (TRIAD, {"a": 50, "b": 30, "c": 20}, "Ik: 50, Ander: 30, Buurt: 20"),
    (CHANGE, {"change": "meer", "cause": "Buren"}, "Meer\nBuren"),
    (STATEMENTS, {"s1": "ja"}, "Een – Ja"),
    (STORY, {"told": True}, "U heeft een verhaal verteld."),
]


@pytest.mark.parametrize(("text", "value", "words"), PLAIN)
def test_answers_in_words(text, value, words):
    assert question(text).plain(value, "nl") == words


def test_words_in_another_language_and_back_to_dutch_when_there_is_none():
    definition = load_file(library.path("ouderen"))
    assert definition.questions["wonen"].plain("alleen", "en") == "I live alone"
    assert definition.questions["wonen"].plain("alleen", "pl") == "Ik woon alleen"
    assert definition.questions["tevreden"].plain({"missing": "wil_niet"}, "en") == "I would rather not say"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_demo_questionnaires(kind):
    used = {one.kind for name in ("ouderen", "mantelzorg") for one in load_file(library.path(name)).questions.values()}
    assert kind in used


ALL = [question_ for name in ("ouderen", "mantelzorg") for question_ in load_file(library.path(name)).questions.values()]
RAW = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["ja", "nee", "weet_niet", "wil_niet", "nvt", "5", "100", "-3", "2024", "31", "NaN", "1" * 5000, "²", "\ud800"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.data())
def test_no_input_makes_a_kind_raise_and_what_it_keeps_it_can_say(one, data):
    fields = data.draw(st.fixed_dictionaries({name: st.lists(RAW, max_size=3) for name in one.fields()}))
    cleaned = one.clean(fields)
    assert all(isinstance(fault, str) and fault for fault in cleaned.faults)
    assert isinstance(one.plain(cleaned.value, "nl"), str)
    one.see(cleaned.value)
    if cleaned.value is not None and one.kind not in ("stellingen", "verandering", "verhaal"):
        # Words typed beside ‘weet ik niet’ are kept and asked about once; with every other fault nothing is kept.
        both = isinstance(one, typed.Typed) and bool(base.given(fields, f"{one.code}.missing"))
        both = both and any(base.given(fields, name) for name in one.fields() if not name.endswith(".missing"))
        assert cleaned.faults == ((base.NOT_BOTH,) if both else ())


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any))
def test_shares_of_a_triangle_always_add_up_to_100(shares):
    whole = telling.to_hundred(shares)
    assert sum(whole) == 100
    assert all(abs(part - share * 100 / sum(shares)) < 1 for part, share in zip(whole, shares, strict=True))
