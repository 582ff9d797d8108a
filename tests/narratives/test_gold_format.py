"""The gold set keeps its own format: what is marked occurs, codes exist, every story stands alone."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from bench import gold_set as gold


@pytest.fixture(scope="module")
def stories() -> list[gold.Story]:
    return gold.stories()


def test_there_are_enough_stories_with_their_own_id(stories):
    assert len(stories) >= 64
    assert [code for code, times in Counter(story.id for story in stories).items() if times > 1] == []


def test_every_story_has_50_to_300_words(stories):
    lengths = {story.id: len(story.text.split()) for story in stories}
    assert {code: length for code, length in lengths.items() if not 50 <= length <= 300} == {}
    assert max(lengths.values()) > 200, "long stories are part of the set"
    assert min(lengths.values()) < 70, "short stories are part of the set"


def test_themes_are_codes_of_the_codebook_and_each_code_is_used(stories):
    codes = {code.code for code in gold.codebook()}
    assert 10 <= len(codes) <= 12
    used = Counter(code for story in stories for code in story.themes)
    assert set(used) <= codes
    assert {code: used[code] for code in codes if used[code] < 5} == {}, "a code with hardly a story measures nothing"
    assert all(len(set(story.themes)) == len(story.themes) for story in stories)


def test_tone_is_one_of_three_and_all_three_are_frequent(stories):
    assert {story.tone for story in stories} == set(gold.TONES)
    assert min(Counter(story.tone for story in stories).values()) >= 12


def test_marked_sentences_occur_and_many_hold_a_negation(stories):
    marks = [(story.text, mark) for story in stories for mark in story.sentences]
    assert [mark.text for text, mark in marks if text.count(mark.text) != 1] == []
    assert {mark.tone for _, mark in marks} == {"positief", "negatief"}
    negated = [
        mark for _, mark in marks if {"niet", "geen", "nooit", "niks", "niets", "niemand", "zonder"} & gold.words(mark.text)
    ]
    assert len(negated) >= 20


def test_personal_data_is_found_where_it_is_said_to_be(stories):
    faults = [
        f"{story.id}: {mark.text!r} stands {len(places)} times, nth is {mark.nth}"
        for story in stories
        for mark in story.hide
        if not (places := gold.places(story.text, mark.text))
        or (not mark.nth and len(places) != 1)
        or max(mark.nth, default=1) > len(places)
    ]
    assert faults == []


def test_kinds_of_personal_data_are_known_and_each_is_there(stories):
    kinds = Counter(mark.kind for story in stories for mark in story.hide)
    assert set(kinds) == set(gold.KINDS)
    assert kinds["naam"] >= 40


def test_spans_to_hide_do_not_overlap(stories):
    for story in stories:
        spans = sorted(span for _, span in gold.hide_spans(story))
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), story.id


def test_neutral_words_occur(stories):
    assert [(story.id, word) for story in stories for word in story.either if not gold.places(story.text, word)] == []


def test_at_least_ten_stories_hold_no_personal_data(stories):
    assert sum(not story.hide for story in stories) >= 10


def test_citizen_numbers_pass_the_eleven_test_and_stay_in_the_test_range(stories):
    numbers = [mark.text for story in stories for mark in story.hide if mark.kind == "bsn"]
    assert len(numbers) == len(set(numbers)) >= 2
    for number in ("".join(filter(str.isdigit, one)) for one in numbers):
        assert number.startswith("9999")
        assert sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), number, strict=True)) % 11 == 0


def test_bank_accounts_are_valid_but_of_no_bank(stories):
    accounts = [mark.text.replace(" ", "") for story in stories for mark in story.hide if mark.kind == "iban"]
    assert accounts
    for account in accounts:
        assert account[4:8] == "TEST"
        assert int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def test_mail_is_at_example_domains_and_telephones_are_invented(stories):
    marks = [mark for story in stories for mark in story.hide]
    assert [
        mark.text for mark in marks if mark.kind == "e-mail" and not mark.text.endswith((".example", "example.nl", "example.org"))
    ] == []
    assert [m.text for m in marks if m.kind == "telefoon" and "1234567" not in "".join(filter(str.isdigit, m.text))] == []


def test_no_two_stories_share_a_run_of_eight_words(stories):
    seen: dict[tuple[str, ...], str] = {}
    shared = {}
    for story in stories:
        tokens = gold.word_list(story.text)
        for run in {tuple(tokens[i : i + 8]) for i in range(len(tokens) - 7)}:
            if seen.setdefault(run, story.id) != story.id:
                shared[" ".join(run)] = (seen[run], story.id)
    assert shared == {}


def test_the_files_say_that_everything_is_invented():
    for path in gold.files():
        assert "invented" in path.read_text("utf-8").splitlines()[0], path.name
