from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import library, routing
from surveys.definition import load_file
from tests.surveys.making import make

BRANCHES = """
    - {vraag: leeftijd, type: getal, tekst: L, van: 0, tot: 120}
    - vraag: wonen
      type: keuze
      tekst: W
      antwoorden: [{code: alleen, label: A}, {code: samen, label: S}, {code: weet_niet, missing: weet_niet}]
      ga_naar:
        - {als: wonen = 'samen', naar: hulp}
    - {vraag: bezoek, type: tekst, tekst: B}
    - {vraag: maatje, type: tekst, tekst: M, toon_als: beantwoord(bezoek)}
    - {vraag: hulp, type: ja_nee, tekst: H}
    - pagina: samen
      toon_als: niet (leeftijd >= 18)
      vragen:
        - {vraag: school, type: tekst, tekst: S}
        - {vraag: sport, type: tekst, tekst: S, toon_als: hulp = 'ja'}
    - {vraag: slot, type: tekst, tekst: S}
"""
PATHS = [
    ({}, ["leeftijd", "wonen", "bezoek", "hulp", "slot"]),
    ({"leeftijd": 12}, ["leeftijd", "wonen", "bezoek", "hulp", "samen", "slot"]),
    ({"leeftijd": 18}, ["leeftijd", "wonen", "bezoek", "hulp", "slot"]),
    ({"wonen": "samen"}, ["leeftijd", "wonen", "hulp", "slot"]),
    ({"wonen": "weet_niet"}, ["leeftijd", "wonen", "bezoek", "hulp", "slot"]),
    ({"bezoek": "x"}, ["leeftijd", "wonen", "bezoek", "maatje", "hulp", "slot"]),
    ({"wonen": "samen", "bezoek": "x"}, ["leeftijd", "wonen", "hulp", "slot"]),
]


@pytest.mark.parametrize(("answers", "pages"), PATHS)
def test_the_path_is_decided_by_the_answers_that_count(answers, pages):
    assert [page.code for page in routing.path(make(BRANCHES), answers)] == pages


def test_only_shown_questions_stand_on_a_page():
    definition = make(BRANCHES)
    shown = {
        hulp: next(page for page in routing.path(definition, {"leeftijd": 12, "hulp": hulp}) if page.code == "samen")
        for hulp in ("ja", "nee")
    }
    assert [one.code for one in shown["ja"].questions] == ["school", "sport"]
    assert [one.code for one in shown["nee"].questions] == ["school"]


def test_answers_off_the_path_are_kept_but_do_not_count():
    answers = {"leeftijd": 40, "wonen": "samen", "bezoek": "x", "maatje": "y", "school": "z", "hulp": "ja", "oud": "weg"}
    assert routing.counted(make(BRANCHES), answers) == {"leeftijd": 40, "wonen": "samen", "hulp": "ja"}
    assert answers["bezoek"] == "x"


def test_a_jump_to_the_end_finishes():
    definition = make("""
        - {vraag: door, type: ja_nee, tekst: D, ga_naar: [{als: door = 'nee', naar: einde}]}
        - {vraag: meer, type: tekst, tekst: M}
    """)
    assert [page.code for page in routing.path(definition, {"door": "nee"})] == ["door"]
    assert [page.code for page in routing.path(definition, {"door": "ja"})] == ["door", "meer"]


def test_the_first_jump_that_is_true_wins_and_one_without_condition_is_always():
    definition = make("""
        - vraag: keus
          type: keuze
          tekst: K
          antwoorden: [{code: aa, label: A}, {code: bb, label: B}]
          ga_naar:
            - {als: keus = 'aa', naar: p1}
            - {als: "keus in ['aa', 'bb']", naar: p2}
            - {naar: p3}
        - {vraag: p0, type: tekst, tekst: T}
        - {vraag: p1, type: tekst, tekst: T, ga_naar: einde}
        - {vraag: p2, type: tekst, tekst: T, ga_naar: einde}
        - {vraag: p3, type: tekst, tekst: T}
    """)
    found = {keus: [page.code for page in routing.path(definition, {"keus": keus})][1:] for keus in ("aa", "bb", None)}
    assert found == {"aa": ["p1"], "bb": ["p2"], None: ["p3"]}


def test_a_score_decides_once_it_is_known():
    definition = make(
        """
        - {vraag: c1, type: schaal, tekst: C}
        - {vraag: c2, type: schaal, tekst: C}
        - {vraag: laag, type: tekst, tekst: L, toon_als: score(som_c) < 8}
        """,
        "- {code: som_c, titel: S, items: [c1, c2], functie: som, min_beantwoord: 2, bron: eigen}",
    )
    assert "laag" in [page.code for page in routing.path(definition, {"c1": 3, "c2": 4})]
    assert "laag" not in [page.code for page in routing.path(definition, {"c1": 3})]
    assert "laag" not in [page.code for page in routing.path(definition, {"c1": 3, "c2": 5})]


def test_demo_who_did_not_join_is_not_asked_what_it_brought():
    definition = load_file(library.path("ouderen"))
    joined = [page.code for page in routing.path(definition, {"activiteiten": ["koffie", "eten"]})]
    stayed = [page.code for page in routing.path(definition, {"activiteiten": ["geen"]})]
    silent = [page.code for page in routing.path(definition, {"activiteiten": ["wil_niet"]})]
    assert "na_activiteit" in joined and "drempel" not in joined
    assert "drempel" in stayed and "na_activiteit" not in stayed
    assert not {"drempel", "na_activiteit"} & set(silent)


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "leeftijd": st.integers(0, 120),
        "wonen": st.sampled_from(["alleen", "samen", "weet_niet"]),
        "bezoek": st.just("x"),
        "maatje": st.just("y"),
        "hulp": st.sampled_from(["ja", "nee"]),
        "school": st.just("z"),
        "sport": st.just("z"),
    },
)
DEFINITION = make(BRANCHES)


@settings(deadline=None)
@given(VALUES)
def test_counting_what_counts_changes_nothing(answers):
    counted = routing.counted(DEFINITION, answers)
    assert routing.path(DEFINITION, counted) == routing.path(DEFINITION, answers)
    assert routing.counted(DEFINITION, counted) == counted
    order = [DEFINITION.positions[page.code] for page in routing.path(DEFINITION, answers)]
    assert order == sorted(set(order))


@pytest.mark.parametrize(("answers", "pages"), PATHS)
def test_how_many_are_to_come_never_grows_while_somebody_goes_on(answers, pages):
    definition = make(BRANCHES)
    given: dict[str, object] = {}
    seen = []
    for code in pages:
        walked = routing.path(definition, given)
        far = routing.progress(definition, given, walked, code)
        assert far.now <= far.most
        seen.append((far.number, far.most))
        given |= {one.code: answers[one.code] for one in definition.page(code).questions if one.code in answers}
    assert [number for number, _ in seen] == list(range(1, len(pages) + 1))
    assert [most for _, most in seen] == sorted((most for _, most in seen), reverse=True)
    assert seen[0][1] == 7 and seen[-1][1] == len(pages)


def test_what_is_at_most_to_come_follows_the_answers():
    definition = make(BRANCHES)

    def far(answers, code):
        found = routing.progress(definition, answers, routing.path(definition, answers), code)
        return found.number, found.now, found.most

    assert far({}, "leeftijd") == (1, 5, 7)
    assert far({"leeftijd": 40}, "wonen") == (2, 5, 6), "who is of age skips one page for sure"
    assert far({"leeftijd": 40, "wonen": "samen"}, "hulp") == (3, 4, 4), "and who lives together two more"
