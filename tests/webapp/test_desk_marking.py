"""Marks in a text, words to hide, and the way back from a redacted text to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narratives.redaction import Hide, redact
from webapp.desk.marking import Mark, numbered, occurrences, original, segments

SPANS = st.lists(st.tuples(st.integers(-2, 42), st.integers(-2, 42)), max_size=6)


@given(st.text(max_size=40), SPANS)
def test_pieces_are_the_text_whatever_the_marks(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = segments(text, [Mark(a, b, n) for n, (a, b) in enumerate(spans)])
    assert "".join(piece.text for piece in pieces) == text


def test_overlapping_marks_keep_their_numbers_where_they_end() -> None:
    pieces = segments("abcdef", [Mark(0, 4, 1), Mark(2, 6, 2)])
    assert [(p.text, [m.number for m in p.marks], p.last) for p in pieces] == [
        ("ab", [1], ()),
        ("cd", [1, 2], (1,)),
        ("ef", [2], (2,)),
    ]


def test_numbers_follow_the_text() -> None:
    assert [(m.number, m.title) for m in numbered([(5, 6, "b"), (0, 2, "a")])] == [(1, "a"), (2, "b")]


def test_words_are_found_everywhere_but_not_inside_longer_words() -> None:
    text = "An en an gingen naar Anna. AN!"
    assert [text[a:b] for a, b in occurrences(text, "an")] == ["An", "an", "AN"]
    assert occurrences(text, "") == []
    assert occurrences(text, "   ") == []
    assert occurrences("", "an") == []


def test_letters_that_grow_in_small_letters_do_not_shift_the_rest() -> None:
    text = "İİİ Truus"
    assert [text[a:b] for a, b in occurrences(text, "truus")] == ["Truus"]


@given(
    st.text(alphabet="ab c", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), max_size=4),
    st.data(),
)
def test_what_is_taken_from_a_redacted_text_gives_the_same_words_when_redacted_again(
    text: str, raw: list[tuple[int, int]], data: st.DataObject
) -> None:
    from narratives.redaction import redact_part

    hides = [Hide(a, min(a + n, len(text)), "naam") for a, n in raw if a < len(text)]
    redacted = redact(text, hides)
    start = data.draw(st.integers(0, len(redacted.text)))
    end = data.draw(st.integers(start, len(redacted.text)))
    if start == end:
        return
    first, last = original(redacted, start, end)
    assert 0 <= first <= last <= len(text)
    again = redact_part(text, hides, first, last).text
    assert redacted.text[start:end] in again  # the same words, with stand-ins that were cut in two made whole
    assert again in redacted.text
