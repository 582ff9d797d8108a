"""The plain rules: codebook terms, redaction, coding, quoting."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narratives import codebook, coding, quoting, redaction
from narratives.codebook import CodeTerms, Gazetteer, TermRefused


@dataclass
class Span:
    kind: str
    label: str
    start: int
    end: int
    verdict: str = ""


@dataclass
class Layers:
    quote: bool = True
    quote_first: bool = False


# codebook


def test_a_term_is_taken_apart():
    term = codebook.parse("!Wachten ... zorg/znw thuis*")
    assert term.denied is True
    assert [(p.text, p.how, p.pos, p.gap) for p in term.parts] == [
        ("wachten", "any", (), False),
        ("zorg", "any", ("NOUN",), True),
        ("thuis", "prefix", (), False),
    ]
    assert [p.how for p in codebook.parse('"Zij aan Zij"').parts] == ["form"] * 3
    assert codebook.parse("=blij").denied is False


@pytest.mark.parametrize(("source", "word"), [("", "leeg"), ("...", "leeg"), ("a*", "drie letters"), ("*", "drie letters"),
    ("za*k", "*"), ("zorg/xyz", "woordsoort"), ("!", "leeg"), ("?", "leeg"), (";", "geen woord"), ("a b c d e f g h i", "hoogstens")])  # fmt: skip
def test_a_term_that_is_none_is_refused_with_advice(source, word):
    with pytest.raises(TermRefused, match=word.replace("*", r"\*")):
        codebook.parse(source)


def test_check_reports_every_fault():
    faults = codebook.check([CodeTerms("a", ("goed", "x*")), CodeTerms("a", ("",), ("*",))])
    assert len(faults) == 4
    assert codebook.check([CodeTerms("a", ("goed",))]) == []


def test_the_digest_follows_the_content_and_not_the_order():
    one, two = CodeTerms("a", ("x",)), CodeTerms("b", ("y",))
    assert codebook.digest([one, two], Gazetteer()) == codebook.digest([two, one], Gazetteer())
    assert codebook.digest([one], Gazetteer()) != codebook.digest([CodeTerms("a", ("x", "z"))], Gazetteer())
    assert codebook.digest([one], Gazetteer()) != codebook.digest([one], Gazetteer(("Noord",)))


# redaction


def test_names_get_stand_ins_and_offsets_stay_true_with_emoji():
    text = "😀 Fatma woont op Kerkstraat 12 bij Jan."
    spans = [Span("hide", "naam", 2, 7), Span("hide", "adres", 17, 30), Span("hide", "naam", 35, 38)]
    done = redaction.redact(text, spans)
    assert done.text == "😀 [naam] woont op [adres] bij [naam]."
    at = text.index("woont")
    assert done.text[done.position(at) :].startswith("woont")
    assert done.text[done.position(4) :].startswith("[naam]")
    assert done.position(len(text)) == len(done.text)


def test_overlapping_spans_become_one_stand_in():
    done = redaction.redact(
        "Jan Jansen was er", [Span("hide", "naam", 0, 3), Span("hide", "naam", 0, 10), Span("hide", "x", 4, 10)]
    )
    assert done.text == "[naam] was er"


def test_a_part_hides_whole_what_crosses_its_edge():
    text = "Mijn buurvrouw Fatma Amrani kwam."
    assert redaction.redact_part(text, [Span("hide", "naam", 15, 27)], 0, 20).text == "Mijn buurvrouw [naam]"
    assert redaction.redact_part(text, [Span("hide", "naam", 15, 27)], 18, 33).text == "[naam] kwam."
    assert redaction.redact_part(text, [Span("hide", "naam", 15, 27)], 0, 14).text == "Mijn buurvrouw"


@given(
    st.text(st.sampled_from("ab😀 "), max_size=30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=5),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_nothing_of_a_hidden_span_is_ever_left(text, pairs, start, end):
    spans = [Span("hide", "naam", a, b) for a, b in pairs]
    marked = "".join("X" if any(s.start <= n < s.end for s in spans) else c for n, c in enumerate(text))
    done = redaction.redact_part(text, spans, min(start, len(text)), min(end, len(text)))
    left = done.text.replace("[naam]", "")
    visible = marked[min(start, len(text)) : min(end, len(text))].replace("X", "")
    assert left == visible
    assert all(0 <= done.position(n) <= len(done.text) for n in range(len(text) + 1))


def test_a_rejected_name_stays_rejected_and_an_added_one_is_hidden():
    proposals = [Span("hide", "naam", 0, 5), Span("hide", "naam", 10, 12), Span("theme", "x", 0, 2)]
    decisions = [
        Span("hide", "naam", 0, 8, "rejected"),
        Span("hide", "adres", 20, 25, "added"),
        Span("theme", "x", 10, 12, "rejected"),
    ]
    hides = redaction.effective_hides(proposals, decisions)
    assert [(h.start, h.end, h.label, h.decided) for h in hides] == [(10, 12, "naam", False), (20, 25, "adres", True)]


# coding


def test_a_person_decides_over_the_proposals():
    proposals = [Span("theme", "zorg", 0, 4), Span("theme", "zorg", 50, 54), Span("theme", "geld", 0, 4)]
    decisions = [
        Span("theme", "zorg", 2, 6, "rejected"),
        Span("theme", "rouw", 0, 0, "added"),
        Span("theme", "geld", 0, 4, "accepted"),
    ]
    found = coding.effective_themes(proposals, decisions)
    assert {(c.code, c.start, c.decided) for c in found} == {("zorg", 50, False), ("rouw", 0, True), ("geld", 0, True)}
    assert coding.codes_of(proposals, [*decisions, Span("theme", "zorg", 0, 0, "rejected")]) == {"rouw", "geld"}


# quoting


def test_moves_under_each_consent():
    quoting.check_move("voorgesteld", "toegestaan", Layers())
    quoting.check_move("gevraagd", "toegestaan", Layers())
    quoting.check_move("gevraagd", "toegestaan", Layers(quote_first=True), "ja")
    quoting.check_move("voorgesteld", "gevraagd", Layers(quote=False, quote_first=True))
    quoting.check_move("gevraagd", "toegestaan", Layers(quote=False, quote_first=True), "ja")
    for state, layers in [
        ("gevraagd", Layers(quote_first=True)),
        ("gevraagd", Layers(quote=False, quote_first=True)),
        ("voorgesteld", Layers(quote=False, quote_first=True)),
        ("voorgesteld", Layers(quote=False)),
        ("gevraagd", Layers(quote=False)),
        ("voorgesteld", Layers(quote_first=True)),
    ]:
        with pytest.raises(quoting.QuoteRefused):
            quoting.check_move(state, "toegestaan", layers)
    for state in ("afgekeurd", "ingetrokken", "toegestaan"):
        with pytest.raises(quoting.MoveRefused):
            quoting.check_move(state, "toegestaan", Layers())


@pytest.mark.parametrize("state", quoting.STATES)
def test_a_tellers_no_stands(state: str) -> None:
    for layers in (Layers(), Layers(quote_first=True)):
        assert set(quoting.moves_from(state, layers, "nee")) <= {"afgekeurd", "ingetrokken"}


def test_nothing_comes_back_once_withdrawn_and_everything_can_be_withdrawn():
    assert quoting.moves_from("ingetrokken", Layers()) == ()
    for state in quoting.STATES[:-1]:
        for layers in (Layers(), Layers(quote=False), Layers(quote_first=True)):
            assert "ingetrokken" in quoting.moves_from(state, layers)
