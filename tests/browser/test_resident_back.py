"""Back, Forward and reload after a fault, on a telephone, with script and without: no frightening page, and nothing typed is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Screen
from tests.browser.test_resident_journey import begin, code, walk
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Screen]
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def at_a_fault(screen: Open, script: bool) -> Screen:
    """A resident who just typed words where a number is asked."""
    one = screen(script=script)
    begin(one)
    walk(one, until="leven")
    one.page.locator("#leeftijd").fill("oud")
    one.press()
    return one


@SCRIPT
def test_back_after_a_fault_then_forward_then_send(screen: Open, script: bool) -> None:
    one = at_a_fault(screen, script)
    assert one.page.title().startswith("Fout:") and one.page.locator("#leeftijd").input_value() == "oud"
    assert one.page.locator("#fouten").evaluate("e => e === document.activeElement") or not script
    one.page.reload()
    assert one.page.locator("#leeftijd").input_value() == "oud"
    one.page.locator("#leeftijd").fill("70")
    one.press()
    assert code(one) == "pc"
    one.page.go_back()
    assert code(one) == "leven" and one.page.locator("#leeftijd").input_value() == "70"
    assert one.page.locator("#fouten").count() == 0
    one.page.go_back()
    one.page.go_forward()
    one.page.go_forward()
    assert code(one) == "pc"
    walk(one)
    one.press()
    assert code(one) == "dank-u"


@SCRIPT
def test_back_to_the_fault_itself(screen: Open, script: bool) -> None:
    one = at_a_fault(screen, script)
    one.page.go_back()
    assert one.page.locator("#leeftijd").input_value() == "oud"
    one.page.go_back()
    assert code(one) == "stel"
    one.page.go_forward()
    assert one.page.locator("#leeftijd").input_value() == "oud" and one.page.locator("#fouten").is_visible()


@SCRIPT
def test_a_story_without_its_tick(screen: Open, site: Live, script: bool) -> None:
    one = screen(script=script)
    begin(one)
    walk(one, until="verhaal")
    one.page.locator("#verhaal").fill("Ik drink koffie.")
    one.press()
    assert one.page.locator("#fouten").is_visible() and one.page.locator("#verhaal").input_value() == "Ik drink koffie."
    one.page.reload()
    assert one.page.locator("#verhaal").input_value() == "Ik drink koffie."
    one.page.locator("#verhaal-analyse").check()
    one.press()
    one.page.go_back()
    assert one.page.locator("#verhaal").input_value() == "Ik drink koffie." and one.page.locator("#fouten").count() == 0


@SCRIPT
def test_the_story_form(screen: Open, script: bool) -> None:
    one = screen(script=script)
    one.open("/verhaal/proef")
    one.page.locator("#verhaal").fill("Ik drink koffie.")
    one.press()
    one.page.reload()
    assert one.page.locator("#fouten").is_visible() and one.page.locator("#verhaal").input_value() == "Ik drink koffie."
    one.page.locator("#verhaal-analyse").check()
    one.press()
    assert "/dank-u" in one.page.url
    one.page.go_back()
    assert one.page.locator("#verhaal").input_value() == ""
    one.page.go_forward()
    assert one.page.locator(".card-words li").count() == 4


def test_what_fits_nowhere_is_no_dead_end_with_script(screen: Open) -> None:
    one = screen()
    begin(one)
    walk(one, until="verhaal")
    long = one.page.evaluate("() => Array.from({length: 1200}, () => Math.random().toString(36).slice(2, 7)).join(' ')")
    one.page.locator("#verhaal").fill(long)
    one.press()
    assert one.page.locator("#verhaal").input_value() == long, "the answer to the form itself"
    one.page.locator("#verhaal-analyse").check()
    one.press()
    one.page.go_back()
    assert one.page.locator("#verhaal").input_value() == long


def test_the_start_page_and_the_card(screen: Open) -> None:
    one = screen(script=False)
    one.open("/m/proef")
    one.press()
    assert one.page.locator("#fouten").is_visible()
    one.page.locator("#toestemming").check()
    one.press()
    one.page.go_back()
    assert one.page.locator("h1").is_visible()
    one.open("/kaart")
    one.page.locator("#kaart").fill("appel peer qqqqqq")
    one.press()
    one.page.reload()
    assert one.page.locator("#kaart").input_value() == "appel peer qqqqqq" and "qqqqqq" not in one.page.url
