"""The measuring of the gold set: a reader that knows everything scores 1, one that is wrong scores what it should."""

from __future__ import annotations

import pytest

from bench import gold
from bench.gold_set import Mark, Sentence, Story, hide_spans, stories
from narratives.proposals import READ, TONE_CLEAR, Proposal, Reading, tone_class

SCORE = {"positief": 0.6, "gemengd": 0.0, "negatief": -0.6}


class Knowing:
    """A reader that has seen the answers."""

    def __init__(self, chosen: list[Story]) -> None:
        self._readings = {story.text: _answers(story) for story in chosen}

    def read(self, text: str) -> Reading:
        return self._readings[text]


def _answers(story: Story) -> Reading:
    found = [Proposal("theme", code, 0, 1, "", 1.0) for code in story.themes]
    found += [Proposal("hide", kind, start, end, "", 1.0) for kind, (start, end) in hide_spans(story)]
    for mark in story.sentences:
        start = story.text.index(mark.text)
        found.append(Proposal("tone", mark.tone, start, start + len(mark.text), "", SCORE[mark.tone]))
    return Reading(READ, "test", tone=SCORE[story.tone], proposals=tuple(found))


class Saying:
    """A reader that says the same of every story."""

    def __init__(self, *proposals: Proposal, tone: float | None = None) -> None:
        self._reading = Reading(READ, "test", tone=tone, proposals=proposals)

    def read(self, text: str) -> Reading:
        assert text
        return self._reading


def _story(text: str, *hide: Mark, either: tuple[str, ...] = ()) -> Story:
    return Story("a1", text, ("geld",), "positief", (Sentence("Nooit meer ruzie.", "positief"),), hide, either)


def test_a_reader_that_knows_all_scores_one():
    chosen = stories()
    result = gold.measure(Knowing(chosen), chosen)["all"]
    assert result["themes"]["all"]["f1"] == result["themes"]["macro_f1"] == 1
    assert result["tone"]["accuracy"] == result["tone"]["macro_f1"] == 1
    assert (result["tone"]["sentences"]["wrong"], result["tone"]["sentences"]["silent"]) == (0, 0)
    assert (result["hide"]["all"]["precision"], result["hide"]["all"]["recall"]) == (1, 1)


def test_a_reader_that_says_nothing_scores_nothing():
    chosen = stories()
    result = gold.measure(Saying(), chosen)["all"]
    assert result["themes"]["all"]["f1"] == 0
    assert result["hide"]["all"]["recall"] == 0
    assert result["tone"]["accuracy"] == pytest.approx(sum(s.tone == "gemengd" for s in chosen) / len(chosen), abs=0.001)


def test_a_name_counts_when_eight_of_ten_letters_are_hidden():
    story = _story("Dag Annemieke X. Nooit meer ruzie.", Mark("Annemieke X", "naam"))
    scores = [gold.measure(Saying(Proposal("hide", "naam", 4, end, "", 1.0)), [story])["all"]["hide"]["all"] for end in (11, 13)]
    assert [score["recall"] for score in scores] == [0, 1]
    assert [score["precision"] for score in scores] == [1, 1]


def test_titles_and_neutral_words_count_for_nothing_and_other_words_against():
    story = _story("Mevrouw Bos uit Sloten kwam. Nooit meer ruzie.", Mark("Bos", "naam"), either=("Sloten",))
    title, place, wrong = (Proposal("hide", "naam", *span, "", 1.0) for span in ((0, 11), (16, 22), (23, 27)))
    score = gold.measure(Saying(title, place, wrong), [story])["all"]["hide"]["all"]
    assert (score["precision"], score["recall"], score["proposed"]) == (0.5, 1, 2)


def test_the_sign_of_a_sentence_and_the_edges_of_tone():
    story = _story("Het was wat. Nooit meer ruzie.")
    turned = gold.measure(Saying(Proposal("tone", "negatief", 13, 30, "", -0.5)), [story])["all"]["tone"]["sentences"]
    elsewhere = gold.measure(Saying(Proposal("tone", "positief", 0, 12, "", 0.5)), [story])["all"]["tone"]["sentences"]
    assert (turned["wrong"], elsewhere["silent"]) == (1, 1)
    assert [tone_class(one) for one in (TONE_CLEAR, -TONE_CLEAR, 0.0, None)] == [
        "positief",
        "negatief",
        "gemengd",
        "gemengd",
    ]
