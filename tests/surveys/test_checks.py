from __future__ import annotations

import pytest

from surveys import checks, library
from tests.surveys.making import yaml

START = """\
- {vraag: leeftijd, type: getal, tekst: L, van: 0, tot: 120, geen_antwoord: [weet_niet]}
- vraag: wonen
  type: keuze
  tekst: W
  antwoorden: [{code: alleen, label: A, waarde: 1}, {code: samen, label: S, waarde: 2}, {code: weet_niet, missing: weet_niet}]
- vraag: clubs
  type: meerkeuze
  tekst: C
  antwoorden: [{code: koor, label: K}, {code: sport, label: S}, {code: geen, label: G, exclusief: ja}]
- {vraag: cijfer, type: schaal, tekst: C, geen_antwoord: [weet_niet]}
- {vraag: sinds, type: datum, tekst: D, van: 2000-01-01, tot: 2030-12-31}
- vraag: set
  type: stellingen
  tekst: S
  stellingen: [{code: s1, tekst: E}, {code: s2, tekst: T}]
  antwoorden: [{code: ja, label: J, waarde: 1}, {code: nee, label: N, waarde: 0}]
- {vraag: verhaal, type: verhaal, tekst: V}
- {vraag: duiding, type: driehoek, tekst: D, bij: verhaal, hoeken: {a: A, b: B, c: C}, geen_antwoord: [nvt]}
- {vraag: lees, type: uitleg, tekst: L}
- {vraag: woord, type: tekst, tekst: W}
- vraag: verschil
  type: verandering
  tekst: V
  oorzaak: O
  antwoorden: [{code: minder, label: M}, {code: meer, label: M}]
- {vraag: mee, type: toestemming, tekst: M}
"""
SCALE = "- {code: som_set, titel: S, items: [set.s1, set.s2], functie: som, min_beantwoord: 2, bron: eigen}"


def faults_of(condition: str) -> list[str]:
    last = f'- {{vraag: laatste, type: tekst, tekst: T, toon_als: "{condition}"}}\n- {{vraag: later, type: ja_nee, tekst: L}}\n'
    data = yaml(START + last, SCALE)
    found = checks.check_data(data, "proef.yml")
    line = next(n for n, text in enumerate(data.decode().splitlines(), 1) if "laatste" in text)
    assert all(fault.line == line and fault.advice for fault in found), found
    return [f"{fault.what} {fault.advice}" for fault in found]


GOOD = [
    "leeftijd >= 18", "niet (leeftijd >= 18)", "wonen = 'alleen'", "wonen = 'weet_niet'", "wonen in ['alleen', 'samen']", "wonen >= 2",
    "clubs bevat 'koor' en clubs bevat 'sport'", "clubs = 'geen'", "aantal(clubs) = 2", "aantal(clubs) = 0", "cijfer = 'weet_niet'", "cijfer = 10",
    "set.s1 = 'ja' en set.s2 = 'nee'", "beantwoord(set)", "duiding.a > 50 en duiding.b > 40", "beantwoord(duiding)", "beantwoord(verhaal)",
    "sinds < '2010-05'", "sinds = '2010-05-03'", "woord = 'wat dan ook'", "verschil = 'meer'", "mee = 'ja'", "score(som_set) = 2",
    "leeftijd > 119", "leeftijd = 17 of cijfer = 3", "som(cijfer, leeftijd) > 125", "set.s1 + set.s2 = 2", "niet beantwoord(woord)",
    "leeftijd * leeftijd = 49", "leeftijd = cijfer", "gemiddelde(cijfer, 0) = 4.5",
]  # fmt: skip


@pytest.mark.parametrize("condition", GOOD)
def test_a_condition_that_can_be_true_is_left_alone(condition):
    assert faults_of(condition) == []


BAD = [
    ("leeftjid >= 18", "onbekende vraag 'leeftjid'. Bedoelt u 'leeftijd'?"),
    ("later = 'ja'", "'later', maar die vraag komt pas later"),
    ("laatste = 'x'", "'laatste', maar die vraag komt pas later"),
    ("wonen = 'samne'", "geen antwoord 'samne'. Bedoelt u 'samen'?"),
    ("wonen in ['alleen', 'anders']", "geen antwoord 'anders'"),
    ("wonen = 3", "geen antwoord met waarde 3"),
    ("wonen bevat 'alleen'", "maar één antwoord"),
    ("clubs = 'koor'", "Schrijf: clubs bevat 'koor'"),
    ("clubs bevat 'geen'", "alleen staat"),
    ("clubs bevat 'eten'", "geen antwoord 'eten'"),
    ("clubs > 1", "kan niet gerekend worden"),
    ("aantal(wonen) = 1", "maar één antwoord"),
    ("cijfer = 'hoog'", "is een getal"),
    ("leeftijd > '18'", "is een getal"),
    ("sinds > 'gisteren'", "geen datum"),
    ("set = 'ja'", "meer onderdelen"),
    ("set.s3 = 'ja'", "geen onderdeel 's3'"),
    ("wonen.s1 = 'ja'", "geen onderdeel 's1'"),
    ("duiding.d > 3", "geen onderdeel 'd'"),
    ("lees = 'x'", "uitleg zonder antwoord"),
    ("verhaal = 'x'", "woorden van verhaal"),
    ("woord > 3", "geen getal"),
    ("woord < 'b'", "geen volgorde"),
    ("mee = 'nee'", "geen antwoord 'nee'"),
    ("verschil = 'gelijk'", "geen antwoord 'gelijk'"),
    ("score(som_sat) > 1", "onbekende schaal 'som_sat'. Bedoelt u 'som_set'?"),
]


@pytest.mark.parametrize(("condition", "what"), BAD)
def test_what_is_wrong_with_a_condition_is_named(condition, what):
    assert any(what in fault for fault in faults_of(condition))


NEVER = [
    "leeftijd > 120", "leeftijd < 0", "leeftijd > 50 en leeftijd < 40", "wonen = 'alleen' en wonen = 'samen'", "cijfer = 11", "cijfer > 10",
    "clubs = 'geen' en clubs bevat 'koor'", "aantal(clubs) > 2", "aantal(clubs) + 1 > 3", "set.s1 = 'ja' en set.s1 = 'nee'",
    "beantwoord(woord) en niet beantwoord(woord)", "sinds < '1999-12-31'", "sinds > '2010-01-01' en sinds < '2009-01-01'", "duiding.a > 60 en duiding.b > 60",
    "wonen != 'alleen' en wonen != 'samen' en wonen != 'weet_niet'", "score(som_set) > 2", "score(som_set) > 1 en score(som_set) < 0", "1 = 2",
    "cijfer > 5 en cijfer = 'weet_niet'", "leeftijd >= 18 en leeftijd < 18",
    "niet (wonen = 'alleen' of wonen = 'samen')",  # who said "weet ik niet" is unknown, and unknown is not false
]  # fmt: skip


@pytest.mark.parametrize("condition", NEVER)
def test_a_condition_that_is_never_true_is_found(condition):
    assert faults_of(condition) == [
        "De voorwaarde bij vraag 'laatste' kan nooit waar zijn. Pas de voorwaarde aan, of haal haar weg."
    ]


def whats(pages: str, scales: str = "") -> list[str]:
    return [fault.what for fault in checks.check_data(yaml(pages, scales), "proef.yml")]


def test_a_page_that_every_path_jumps_over_is_found():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E, ga_naar: drie}
        - {vraag: twee, type: tekst, tekst: T}
        - {vraag: drie, type: tekst, tekst: D}
    """) == ["De pagina 'twee' kan door niemand bereikt worden."]


def test_a_page_asked_only_of_those_who_jump_over_it_is_found():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E, geen_antwoord: [weet_niet], ga_naar: [{als: een = 'ja', naar: drie}]}
        - {vraag: twee, type: tekst, tekst: T, toon_als: een = 'ja'}
        - {vraag: drie, type: tekst, tekst: D}
    """) == ["De pagina 'twee' kan door niemand bereikt worden."]


def test_a_page_that_needs_an_answer_nobody_could_give_is_found():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E}
        - {vraag: twee, type: ja_nee, tekst: T, toon_als: een = 'ja'}
        - {vraag: drie, type: tekst, tekst: D, toon_als: een = 'nee' en twee = 'ja'}
        - {vraag: vier, type: tekst, tekst: V, toon_als: een = 'ja' en twee = 'ja'}
    """) == ["De pagina 'drie' kan door niemand bereikt worden."]


def test_a_jump_over_a_jump_is_followed():
    assert (
        whats("""
        - {vraag: een, type: ja_nee, tekst: E, ga_naar: [{als: een = 'ja', naar: drie}]}
        - {vraag: twee, type: tekst, tekst: T, ga_naar: vier}
        - {vraag: drie, type: tekst, tekst: D, toon_als: een = 'ja'}
        - {vraag: vier, type: tekst, tekst: V}
        - {vraag: vijf, type: tekst, tekst: V, toon_als: niet (een = 'ja')}
    """)
        == []
    )


def test_a_question_on_a_page_that_is_never_shown_is_found():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E}
        - pagina: samen
          toon_als: een = 'ja'
          vragen:
            - {vraag: twee, type: tekst, tekst: T}
            - {vraag: drie, type: tekst, tekst: D, toon_als: een = 'nee'}
    """) == ["De vraag 'drie' wordt nooit getoond."]


def test_jumps_go_forward_to_pages_that_exist():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E}
        - {vraag: twee, type: tekst, tekst: T, ga_naar: [{als: een = 'ja', naar: een}, {als: een = 'nee', naar: dire}, {naar: twee}]}
        - {vraag: drie, type: tekst, tekst: D}
    """) == [
        "De sprong van pagina 'twee' gaat naar een onbekende pagina 'dire'.",
        "De sprong van pagina 'twee' gaat terug naar 'een'.",
        "De sprong van pagina 'twee' gaat terug naar 'twee'.",
    ]


def test_a_jump_may_look_at_its_own_page_but_showing_may_not():
    assert whats("""
        - {vraag: een, type: ja_nee, tekst: E, ga_naar: [{als: een = 'ja', naar: drie}]}
        - pagina: samen
          vragen:
            - {vraag: twee, type: ja_nee, tekst: T}
            - {vraag: twee_b, type: tekst, tekst: T, toon_als: twee = 'ja'}
        - {vraag: drie, type: tekst, tekst: D}
    """) == ["Bij vraag 'twee_b': De voorwaarde kijkt naar 'twee', maar die vraag komt pas later (of op dezelfde pagina)."]


def test_a_score_is_used_only_after_its_last_item():
    found = whats(
        """
        - {vraag: c1, type: schaal, tekst: C}
        - {vraag: tussen, type: tekst, tekst: T, toon_als: score(cc) > 3}
        - {vraag: c2, type: schaal, tekst: C}
        """,
        "- {code: cc, titel: T, items: [c1, c2], bron: eigen}",
    )
    assert found == ["Bij vraag 'tussen': De score 'cc' is hier nog niet bekend: 'c2' komt pas later."]


def test_a_triangle_belongs_to_an_earlier_story():
    assert whats("""
        - {vraag: duiding, type: driehoek, tekst: D, bij: verhaal, hoeken: {a: A, b: B, c: C}}
        - {vraag: verhaal, type: verhaal, tekst: V}
    """) == ["De driehoek 'duiding' hoort bij 'verhaal', maar dat is geen eerder verhaal."]


def test_two_questions_never_share_a_column():
    assert whats("""
        - {vraag: set_s1, type: tekst, tekst: T}
        - {vraag: set, type: stellingen, tekst: S, stellingen: [{code: s1, tekst: E}], antwoorden: [{code: ja, label: J}]}
    """) == ["De kolom 'set_s1' hoort bij 'set_s1' en bij 'set'."]


def test_a_question_that_cannot_be_read_is_not_also_called_unknown():
    assert whats("""
        - {vraag: een, type: keuzen, tekst: E}
        - {vraag: twee, type: tekst, tekst: T, toon_als: een = 'ja'}
    """) == ["'keuzen' kan niet bij 'type' van vraag 'een'."]


def test_faults_of_the_form_and_of_the_conditions_come_together():
    found = whats("""
        - {vraag: een, type: ja_nee, tekst: ''}
        - {vraag: twee, type: tekst, tekst: T, toon_als: ene = 'ja'}
        - {vraag: twee, type: tekst, tekst: T}
        - {vraag: drie, type: tekst, tekst: T, ga_naar: nergens}
    """)
    assert len(found) == 4


@pytest.mark.parametrize("name", [name for name in library.names() if name != "djg6"])
def test_the_library_can_be_published(name):
    assert checks.check_file(library.path(name)) == ()


def test_a_fault_reads_as_one_line():
    fault = checks.check_data(yaml("- {vraag: een, type: keuzen, tekst: E}"), "mijn.yml")[0]
    assert str(fault).startswith("mijn.yml, regel ")
    assert "\n" not in str(fault)


def test_a_page_that_only_some_jump_to_is_left_alone():
    assert (
        whats("""
        - {vraag: een, type: ja_nee, tekst: E, ga_naar: [{als: een = 'ja', naar: twee}, {naar: drie}]}
        - {vraag: twee, type: tekst, tekst: T}
        - {vraag: drie, type: tekst, tekst: D}
    """)
        == []
    )


def test_a_page_behind_a_page_behind_an_answer_is_left_alone():
    assert (
        whats("""
        - {vraag: een, type: ja_nee, tekst: E}
        - {vraag: twee, type: ja_nee, tekst: T, toon_als: een = 'ja'}
        - {vraag: drie, type: tekst, tekst: D, toon_als: twee = 'ja'}
    """)
        == []
    )


def test_faults_of_pages_stand_at_the_line_of_the_page():
    data = yaml("""
        - {vraag: een, type: ja_nee, tekst: E, ga_naar: drie}
        - vraag: twee
          type: tekst
          tekst: T
        - {vraag: drie, type: tekst, tekst: D}
        - {vraag: drie, type: tekst, tekst: D}
    """)
    lines = data.decode().splitlines()
    twice = checks.check_data(data, "x.yml")[0]
    assert f"ook op regel {twice.line - 1}" in twice.what
    assert "vraag: drie" in lines[twice.line - 1]
    once = "\n".join(lines[:-1]).encode()
    (unreached,) = checks.check_data(once, "x.yml")
    assert "vraag: twee" in lines[unreached.line - 1]
