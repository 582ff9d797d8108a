from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import conditions
from surveys.conditions import ConditionRefused, Seen, holds, parse

PARSED = [
    ("wonen = 'alleen'", ["=", ["ref", "wonen"], ["text", "alleen"]]),
    ("wonen == \"alleen\"", ["=", ["ref", "wonen"], ["text", "alleen"]]),
    ("eenzaam in ['soms', 'vaak']", ["in", ["ref", "eenzaam"], ["text", "soms"], ["text", "vaak"]]),
    ("eenzaam niet in ['soms']", ["not", ["in", ["ref", "eenzaam"], ["text", "soms"]]]),
    ("niet beantwoord eenzaam", ["not", ["answered", ["ref", "eenzaam"]]]),
    ("not answered(eenzaam)", ["not", ["answered", ["ref", "eenzaam"]]]),
    ("clubs bevat 'koor' of clubs contains 'sport'",
     ["or", ["contains", ["ref", "clubs"], ["text", "koor"]], ["contains", ["ref", "clubs"], ["text", "sport"]]]),
    ("a1 = 1 of b1 = 2 en c1 = 3",
     ["or", ["=", ["ref", "a1"], ["number", 1]], ["and", ["=", ["ref", "b1"], ["number", 2]], ["=", ["ref", "c1"], ["number", 3]]]]),
    ("(a1 = 1 or b1 = 2) and c1 = 3",
     ["and", ["or", ["=", ["ref", "a1"], ["number", 1]], ["=", ["ref", "b1"], ["number", 2]]], ["=", ["ref", "c1"], ["number", 3]]]),
    ("1 + 2 * a1 - -3 >= 4.5",
     [">=", ["-", ["+", ["number", 1], ["*", ["number", 2], ["ref", "a1"]]], ["neg", ["number", 3]]], ["number", 4.5]]),
    ("som(set.s1, set.s2) / 2 < max(a1, 3)",
     ["<", ["/", ["sum", ["ref", "set", "s1"], ["ref", "set", "s2"]], ["number", 2]], ["max", ["ref", "a1"], ["number", 3]]]),
    ("aantal(clubs) > 1", [">", ["count", ["ref", "clubs"]], ["number", 1]]),
    ("score(steun) != 3", ["!=", ["score", "steun"], ["number", 3]]),
    ("ofwel = 'x'", ["=", ["ref", "ofwel"], ["text", "x"]]),
    ("endje = 'en'", ["=", ["ref", "endje"], ["text", "en"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), PARSED)
def test_words_become_a_closed_tree(text, tree):
    assert conditions.to_plain(parse(text)) == tree


REFUSED = [
    "", "wonen", "wonen =", "wonen = 'alleen", "wonen = alleen en", "1 + 1", "wonen 'alleen'", "__import__('os').system('ls') = 1",
    "wonen.__class__ = 'x'", "9**9**9 > 1", "a1.b1.c1 = 1", "niet 3", "(a1 = 1) = (b1 = 2)", "a1 = 1 + (b1 = 2)", "beantwoord(3)",
    "aantal(1) > 1", "lambda: 1", "f'{a1}' = 'x'", "a1 in []", "a1 in [b1]", "a1 = 1;", "niet " * 40 + "a1 = 1", "-" * 40 + "a1 = 1",
    "+".join(["a1"] * 40) + " = 1", "a1 = '" + "x" * 2000 + "'", "a1 = 99999999999999999999", "A1 = 1", "a1 = 1 AND b1 = 2",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_with_advice(text):
    with pytest.raises(ConditionRefused) as caught:
        parse(text)
    assert caught.value.what.endswith(".")
    assert caught.value.advice.endswith(".")


@pytest.mark.parametrize(
    "stored",
    [[], ["eval", "1"], ["=", ["ref", "a1"]], ["=", ["ref"], ["text", "x"]], ["and"], ["ref", "a1"], "a1 = 1", None, ["not", 3],
     ["number", True], ["=", ["number", "1"], ["ref", "a1"]], ["=", ["ref", "a1", "b1", "c1"], ["number", 1]], [["="], 1, 2],
     ["=", ["number", 1e300], ["ref", "a1"]]],
)  # fmt: skip
def test_a_damaged_stored_tree_is_refused(stored):
    with pytest.raises(ConditionRefused):
        conditions.from_plain(stored)


def test_the_deepest_tree_that_may_be_stored():
    tree: list[Any] = ["answered", ["ref", "a1"]]
    for _ in range(conditions.MAX_DEPTH - 1):
        tree = ["not", tree]
    assert conditions.from_plain(tree)
    with pytest.raises(ConditionRefused):
        conditions.from_plain(["not", tree])


WORLD = {
    ("leeftijd", None): None,
    ("uren", None): Seen(number=12),
    ("wonen", None): Seen(code="alleen", number=0),
    ("eenzaam", None): Seen(code="wil_niet", missing=True),
    ("cijfer", None): Seen(code="weet_niet", missing=True),
    ("clubs", None): Seen(members=frozenset({"koor", "sport"})),
    ("geen", None): Seen(code="geen", members=frozenset()),
    ("sinds", None): Seen(code="2026-05", moment=True),
    ("dag", None): Seen(code="2026-05-03", moment=True),
}
TRUTHS = [
    ("leeftijd >= 18", None),
    ("niet (leeftijd >= 18)", None),
    ("leeftijd >= 18 of uren = 12", True),
    ("leeftijd >= 18 en uren = 12", None),
    ("leeftijd >= 18 en uren = 13", False),
    ("beantwoord(leeftijd)", False),
    ("beantwoord(eenzaam)", False),
    ("beantwoord(uren)", True),
    ("wonen = 'alleen'", True),
    ("wonen != 'alleen'", False),
    ("wonen = 0", True),
    ("wonen in ['samen', 'anders']", False),
    ("eenzaam = 'wil_niet'", True),
    ("eenzaam != 'wil_niet'", False),
    ("eenzaam = 'vaak'", None),
    ("eenzaam niet in ['vaak', 'soms']", None),
    ("eenzaam in ['vaak', 'wil_niet']", True),
    ("cijfer > 5", None),
    ("cijfer + 1 > 0", None),
    ("clubs bevat 'koor'", True),
    ("clubs bevat 'eten'", False),
    ("aantal(clubs) = 2", True),
    ("aantal(geen) = 0", True),
    ("geen = 'geen'", True),
    ("aantal(leeftijd) = 0", None),
    ("uren / 0 = 1", None),
    ("uren / 4 = 3", True),
    ("som(uren, leeftijd) > 0", None),
    ("gemiddelde(uren, 14) = 13", True),
    ("min(uren, 3) = 3 en max(uren, 3) = 12", True),
    ("sinds < '2026-06-01'", True),
    ("sinds < '2026-05-15'", None),
    ("sinds = '2026-05'", True),
    ("dag < '2026-05-15'", True),
    ("dag >= '2027-01-01'", False),
    ("wonen < 'b'", None),
    ("score(steun) >= 2", True),
    ("score(onbekend) >= 2", None),
]


@pytest.mark.parametrize(("text", "truth"), TRUTHS)
def test_unknown_is_not_false(text, truth):
    found = holds(parse(text), lambda code, item: WORLD[code, item], {"steun": 2.5}.get)
    assert found is truth


def test_no_condition_always_holds():
    assert holds(None, lambda code, item: None) is True


# An evaluator written another way: truth as a number, false 0, unknown 1/2, true 1 (Kleene: and = min, or = max, not = 1 - x).
ATOMS = {f"q{n}": value for n, value in enumerate((0.0, 0.5, 1.0))}
ATOM_TREES = {name: ["=", ["ref", name], ["text", "ja"]] for name in ATOMS}
STATES = {0.0: Seen(code="nee"), 0.5: None, 1.0: Seen(code="ja")}

TREES = st.recursive(
    st.sampled_from(sorted(ATOM_TREES)),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner), st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=4))
    ),
    max_leaves=12,
)


def naive(tree) -> float:
    if isinstance(tree, str):
        return ATOMS[tree]
    head, parts = tree
    if head == "not":
        return 1 - naive(parts)
    return (min if head == "and" else max)(map(naive, parts))


def stored(tree) -> list[Any]:
    if isinstance(tree, str):
        return ATOM_TREES[tree]
    head, parts = tree
    return ["not", stored(parts)] if head == "not" else [head, *map(stored, parts)]


def written(tree) -> str:
    if isinstance(tree, str):
        return f"{tree} = 'ja'"
    head, parts = tree
    if head == "not":
        return f"niet ({written(parts)})"
    return "(" + f" {'en' if head == 'and' else 'of'} ".join(map(written, parts)) + ")"


@settings(deadline=None)
@given(TREES)
def test_three_valued_truth_is_that_of_kleene(tree):
    try:
        checked = conditions.from_plain(stored(tree))
    except ConditionRefused:
        return  # deeper than may be
    expected = {0.0: False, 0.5: None, 1.0: True}[naive(tree)]
    assert holds(checked, lambda code, item: STATES[ATOMS[code]]) is expected
    assert json.loads(json.dumps(conditions.to_plain(checked))) == stored(tree)


@settings(deadline=None)
@given(TREES)
def test_what_is_written_means_the_same_as_what_is_stored(tree):
    try:
        found = parse(written(tree))
    except ConditionRefused:
        return
    assert holds(found, lambda code, item: STATES[ATOMS[code]]) is {0.0: False, 0.5: None, 1.0: True}[naive(tree)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab1 ='\"()[],.<>!+-*/niet of en beantwoord", max_size=60))
def test_no_text_makes_the_reader_raise_anything_else(text):
    try:
        tree = parse(text)
    except ConditionRefused:
        return
    holds(tree, lambda code, item: None)


def test_every_reference_of_a_condition_is_found():
    tree = parse("a1 = 'x' en (som(set.s1, b1) > score(steun) of beantwoord(c1))")
    assert list(conditions.references(tree)) == [("a1", None), ("set", "s1"), ("b1", None), ("c1", None)]
    assert list(conditions.scores_used(tree)) == ["steun"]
