"""A page with a fault is a page of its own: what was typed is there after Back, reload and a killed server."""

from __future__ import annotations

import pytest

from tests.webapp.resident import Walker

pytestmark = pytest.mark.store


def test_a_soft_question_asks_once_and_then_lets_go(walker: Walker) -> None:
    walker.start()
    walker.press()
    asked = walker.press()
    assert asked.status_code == 200 and asked.page.title.startswith("Fout:") and 'href="#eenzaam"' in walker.html
    walker.press()
    assert walker.code == "uitgaan" and "eenzaam" not in walker.stored().answers


def test_what_is_wrong_stays_on_the_page_with_the_rest_saved(walker: Walker) -> None:
    walker.start()
    walker.walk(until="leven")
    walker.press(leeftijd="oud", sinds__month="5", sinds__year="1999")
    assert 'value="oud"' in walker.html and 'aria-invalid="true"' in walker.html
    assert walker.stored().answers["sinds"] == "1999-05" and "leeftijd" not in walker.stored().answers


def test_a_story_without_the_first_tick_stays_on_the_page_only(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    walker.press(verhaal="Alleen voor mij", verhaal__quote="ja")
    assert "Alleen voor mij" in walker.html and walker.stored().drafts_sealed is None
    walker.press(verhaal="Alleen voor mij")
    assert walker.code == "uw-antwoorden" and walker.stored().drafts_sealed is None and "Alleen voor mij" not in walker.html


def test_no_layer_is_ticked_beforehand(walker: Walker) -> None:
    walker.start()
    walker.walk(until="verhaal")
    assert walker.html.count('value="ja"') == 4 and " checked" not in walker.html
