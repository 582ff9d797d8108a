"""Counting themes, weighing stories, and the relation between figure and stories."""

from __future__ import annotations

import pytest

from analysis import disclosure, joint, sentences, themes
from analysis.material import Material
from analysis.report import council
from analysis.themes import Balance, StoryRow

POINTS = {"contact": "goed", "gemis": "slecht", "buurt": "toon"}


def story(*codes, **more):
    return StoryRow(frozenset(codes), **more)


def test_a_theme_counts_stories_not_mentions():
    rows = (
        [story("buurt", leaning="goed")] * 6
        + [story("buurt", leaning="slecht")] * 4
        + [story("buurt", leaning="geen")] * 3
        + [story("contact")] * 7
    )
    found = themes.count_theme(rows, "buurt", "toon", 20)
    assert (found.stories, found.of_stories, found.good, found.bad) == (13, 20, 6, 4)
    assert found.tellers == (("bewoners", 13),)


def test_small_themes_say_nothing():
    found = themes.count_theme([story("buurt")] * 2, "buurt", "toon", 20)
    assert (found.stories, found.good, found.bad, found.confirmed, found.tellers) == (None, None, None, None, ())
    none = themes.count_theme([], "buurt", "toon", 20)
    assert none.stories == 0


def test_small_sides_are_hidden_with_another():
    rows = [story("buurt", leaning="goed")] * 10 + [story("buurt", leaning="slecht")] * 2 + [story("buurt", leaning="geen")] * 5
    found = themes.count_theme(rows, "buurt", "toon", 20)
    assert (found.stories, found.good, found.bad) == (17, 10, None)  # 17 - 10 is bad and neutral together


def test_confirmed_is_told_and_tellers_are_guarded():
    rows = [story("buurt", confirmed=frozenset({"buurt"}))] * 2 + [story("buurt")] * 8
    assert themes.count_theme(rows, "buurt", "toon", 10).confirmed == 2
    mixed = [story("buurt", teller="professional")] * 1 + [story("buurt", teller="naaste")] * 4 + [story("buurt")] * 20
    assert themes.count_theme(mixed, "buurt", "toon", 25).tellers == (("bewoners", 20), ("naasten en professionals", 5))


@pytest.mark.parametrize(
    ("codes", "leaning", "way"),
    [
        ({"contact"}, "geen", "goed"),
        ({"gemis"}, "goed", "slecht"),
        ({"contact", "gemis"}, "geen", "beide"),
        ({"buurt"}, "slecht", "slecht"),
        ({"buurt"}, "geen", "geen"),
        ({"iets anders"}, "goed", None),
    ],
)
def test_which_way_a_story_points(codes, leaning, way):
    assert themes.way(frozenset(codes), leaning, POINTS) == way


@pytest.mark.parametrize(
    ("good", "bad", "both", "verdict"),
    [
        (20, 4, 0, "goed"),
        (4, 20, 0, "slecht"),
        (10, 9, 0, "verdeeld"),
        (2, 1, 0, "stil"),
        (0, 0, 9, "verdeeld"),
        (0, 0, 0, "stil"),
    ],
)
def test_balance(good, bad, both, verdict):
    rows = [story("contact")] * good + [story("gemis")] * bad + [story("contact", "gemis")] * both + [story("iets")] * 30
    found = themes.balance(rows, POINTS, 5)
    assert (found.good, found.bad, found.both, found.verdict) == (good, bad, both, verdict)


@pytest.mark.parametrize(
    ("figure", "stories", "relation"),
    [
        (sentences.GOOD, "goed", "bevestigt"),
        (sentences.BAD, "slecht", "bevestigt"),
        (sentences.GOOD, "slecht", "spreekt_tegen"),
        (sentences.BAD, "goed", "spreekt_tegen"),
        (sentences.GOOD, "verdeeld", "vult_aan"),
        (sentences.UNCLEAR, "slecht", "vult_aan"),
        (sentences.EARLY, "goed", "vult_aan"),
        (sentences.SMALL, "goed", "stil"),
        (sentences.GOOD, "stil", "stil"),
    ],
)
def test_relation_between_figure_and_stories(figure, stories, relation):
    found = joint.propose(figure, stories)
    assert found.relation == relation
    assert found.reason.endswith(".")
    assert ("ook" in found.reason) == (figure == sentences.GOOD and stories == "goed")


@pytest.mark.parametrize(
    ("figure", "stories", "relation"),
    [
        (sentences.GOOD, "goed", "bevestigt"),
        (sentences.GOOD, "slecht", "spreekt_tegen"),
        (sentences.GOOD, "verdeeld", "breidt_uit"),
        (sentences.UNCLEAR, "goed", "breidt_uit"),
        (sentences.GOOD, "stil", "stil"),
        (sentences.SMALL, "goed", "stil"),
    ],
)
def test_a_subject_that_the_figure_does_not_measure_extends_it(figure, stories, relation):
    found = joint.propose(figure, stories, ("Ergens kunnen komen", "Taal", "Geld"))
    assert found.relation == relation
    assert ("“Ergens kunnen komen” en “Taal”. Dat meet het cijfer niet." in found.reason) == (relation != "stil")


def test_which_subjects_lie_beyond_a_result():
    rows = [
        story("contact", "vervoer", times=20),
        story("contact", "taal", times=4),
        story("gemis", times=16),
        story("geld", times=90),
    ]
    names = {"vervoer": "Ergens kunnen komen"}
    assert joint.subjects_beyond(rows, POINTS, names, 5) == ("Ergens kunnen komen",)
    assert joint.subjects_beyond(rows, POINTS, names, 21) == ()
    assert joint.subjects_beyond([story("geld")], POINTS, names, 1) == ()


def test_every_pair_of_verdicts_has_a_reason():
    for figure in (sentences.GOOD, sentences.BAD, sentences.UNCLEAR, sentences.EARLY, sentences.SMALL):
        for stories in ("goed", "slecht", "verdeeld", "stil"):
            assert joint.propose(figure, stories).relation in joint.RELATIONS


def test_what_stories_say_in_words():
    text = council.stories_say(Balance(13, 23, 1, 2, "slecht"), Material(()))
    assert "39 verhalen gaan hierover" in text
    assert text.endswith(": 13 de goede kant op, 23 de andere kant op en 3 allebei of geen van beide.")
    assert " 1 " not in text and " 2 " not in text
    rest = council.stories_say(Balance(22, 23, 2, 0, "verdeeld"), Material(()))
    assert rest.endswith(
        ": 23 de andere kant op. Hoe de andere 24 wijzen, tonen we niet: dan zou een te kleine groep te zien zijn."
    )
    assert "te klein" in council.stories_say(Balance(2, 2, 1, 0, "verdeeld"), Material(()))
    assert council.stories_say(Balance(1, 0, 0, 0, "stil"), Material(())) == "Minder dan 3 verhalen gaan hierover."
    assert council.stories_say(Balance(0, 0, 0, 0, "stil"), Material(())) == "Er zijn geen verhalen die hierover gaan."


def test_small_counts_are_added_up_under_a_joint_name():
    assert disclosure.merged_counts(["a", "b", "c", "d"], [22, 23, 2, 0], 3) == [("b", 23), ("a en c", 24)]
    assert disclosure.merged_counts(["a", "b"], [1, 1], 3) == []
    assert disclosure.merged_counts(["a", "b", "c"], [2, 2, 9], 3) == [("c", 9), ("a en b", 4)]


def test_tone_leans_only_when_it_is_clear():
    assert [themes.lean(tone) for tone in (None, 0.1, -0.19, 0.2, -0.2, 1.0)] == [
        "geen",
        "geen",
        "geen",
        "goed",
        "slecht",
        "goed",
    ]


def test_stories_that_are_alike_count_each():
    rows = [story("contact", times=5), story("gemis", times=2)]
    assert themes.count_theme(rows, "contact", "goed", 7).stories == 5
    assert themes.balance(rows, POINTS, 5).good == 5
    assert themes.tellers(rows) == (("bewoners", 7),)
