"""Every kind has its parts; what was stored comes back as what was typed; every sentence a resident may read is translated."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import definition, filling, inviting, linking, questions
from surveys.questions import KINDS, base, choices, pages, telling, typed
from tests.webapp.resident import EVERY_KIND, STORED
from webapp import language
from webapp.respond import cards, compiled, filled, starting, tokens, views
from webapp.respond.consent import CONSENT
from webapp.respond.slots import Slots
from webapp.tell import forms

LIBRARY = sorted((Path(definition.__file__).parent / "library").glob("*.yml"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_is_drawn_in_every_language(path: Path) -> None:
    try:
        one = definition.load_file(path)
    except definition.DefinitionRefused as refused:
        assert "nog leeg" in str(refused)  # a scale whose words may not be copied: each municipality fills them in
        return
    assert compiled.compile_all(one) == len(one.pages) * len(one.languages)


def test_every_kind_has_a_template_and_its_way_back() -> None:
    for kind in KINDS:
        assert (compiled.TEMPLATES / "questions" / f"{kind}.html").is_file()
    for code, value in STORED.items():
        question = EVERY_KIND.questions[code]
        if not isinstance(question, questions.StoryQuestion):
            assert question.clean(filled.fields_of(question, value)).value == value


@pytest.mark.parametrize(("code", "kind"), [("cijfer", "wil_niet"), ("leeftijd", "wil_niet"), ("duiding", "nvt")])
def test_a_kind_of_missing_comes_back(code: str, kind: str) -> None:
    question = EVERY_KIND.questions[code]
    assert question.clean(filled.fields_of(question, {"missing": kind})).value == {"missing": kind}


def test_a_story_comes_back_from_its_draft() -> None:
    question = EVERY_KIND.questions["verhaal"]
    assert isinstance(question, questions.StoryQuestion)
    draft = questions.Draft("Koffie & thee", "naaste", analyse=True, quote=True, quote_first=True)
    assert question.draft(filled.fields_of_draft("verhaal", draft)) == draft


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_breaks_out_of_a_page(text: str) -> None:
    page = EVERY_KIND.page("werk")
    assert page is not None
    drawn = compiled.compile_page(EVERY_KIND, page, page.questions, "nl", "")
    marked = drawn.filled(Slots("t", 0, 1, 1, True, {"werk": [f"{text}<b onclick=x>\"'"]}))
    plain = drawn.filled(Slots("t", 0, 1, 1, True, {"werk": [""]}))
    assert "<b onclick" not in marked and marked.count("<") == plain.count("<") and marked.count('"') == plain.count('"')


@given(st.binary(min_size=16, max_size=16), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_tokens_open_for_their_purpose_only(raw: bytes, extra: int) -> None:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "x" * 40
    named = tokens.Named(raw.hex(), extra)
    with app.app_context():
        sealed, masked = tokens.seal("a", named), tokens.masked("a", named)
        assert tokens.open_sealed("a", sealed) == tokens.open_masked("a", masked) == named
        assert tokens.open_sealed("b", sealed) is tokens.open_masked("b", masked) is None
        assert tokens.open_masked("a", masked[:-4] + "AAAA") in {None, named}


def test_an_older_key_still_opens() -> None:
    old, new = Flask(__name__), Flask(__name__)
    old.config["SECRET_KEY"] = "o" * 40
    new.config.update(SECRET_KEY="n" * 40, SECRET_KEY_FALLBACKS=["o" * 40])
    named = tokens.fresh()
    with old.app_context():
        sealed = tokens.seal("a", named)
    with new.app_context():
        assert tokens.open_sealed("a", sealed) == named and tokens.seal("a", named) != sealed


def sentences() -> set[str]:
    """The sentences that stand in constants, where no extraction finds them."""
    modules: tuple[ModuleType, ...] = (base, choices, pages, telling, typed, starting, cards, forms, linking)
    found = {
        value
        for one in modules
        for name, value in vars(one).items()
        if name.isupper() and isinstance(value, str) and " " in value
    }
    found |= {*views.NOTICES.values(), *starting.NOTICES.values(), *(text for _, text in CONSENT)}
    refusals: tuple[Any, ...] = (
        filling.WaveClosed, filling.WaveNotOpenYet, filling.ResponseUnknown, filling.CardTaken, linking.CardsEnded, inviting.CodeRefused,
    )  # fmt: skip
    return found | {str(refused()) for refused in refusals}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_sentence_in_a_constant_is_translated(code: str) -> None:
    assert len(sentences()) > 25
    assert sorted(sentences() - set(language.catalog(code))) == []
