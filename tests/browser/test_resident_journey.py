"""The whole questionnaire on a telephone, with script and without, in three languages, and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from narratives.models import Story
from surveys.models import Response
from tests.browser.conftest import Screen
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Screen]

STEPS: dict[str, Callable[[Any], None]] = {
    "eenzaam": lambda page: page.locator("input[value=soms]").check(),
    "wie": lambda page: page.locator("input[value=buren]").check(),
    "uitgaan": lambda page: page.locator("input[value=ja]").check(),
    "cijfer": lambda page: page.locator("label.mark", has_text=re.compile("^7$")).click(),
    "stel": lambda page: [page.locator(f"input[name='stel.{one}'][value=ja]").check() for one in ("mensen", "leeg")],
    "leven": lambda page: page.locator("#leeftijd").fill("70"),
    "pc": lambda page: page.locator("#pc").fill("1234"),
    "anders": lambda page: page.locator("input[value=beter]").check(),
    "verhaal": lambda page: (
        page.locator("#verhaal").fill("Ik drink weer koffie met de buren."),
        page.locator("#verhaal-analyse").check(),
    ),
}


def begin(screen: Screen, language: str = "nl") -> None:
    screen.open(f"/m/proef?taal={language}")
    screen.page.locator("#toestemming").check()
    screen.press()


def code(screen: Screen) -> str:
    return str(screen.page.url.split("?")[0].rsplit("/", 1)[1])


def walk(screen: Screen, check: bool = False, until: str = "uw-antwoorden") -> None:
    for _ in range(20):
        here = code(screen)
        if check:
            screen.check()
        if here == until:
            return
        if here in STEPS:
            STEPS[here](screen.page)
        elif here == "duiding":
            for corner, share in zip("abc", ("20", "30", "50"), strict=True):
                screen.page.locator(f"[name='duiding.{corner}']").fill(share)
        screen.press()
    raise AssertionError(f"stuck at {screen.page.url}")


def newest(site: Live) -> tuple[Response, Story]:
    with site.sessions() as session:
        story = session.scalars(select(Story).order_by(Story.created_at.desc())).first()
        assert story is not None
        return session.get_one(Response, story.response_id), story


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_whole_way(screen: Open, site: Live, script: bool) -> None:
    one = screen(script=script)
    begin(one)
    walk(one)
    one.press()
    assert code(one) == "dank-u" and one.page.locator(".card-words li").count() == 4
    response, story = newest(site)
    assert response.state == "verzonden" and response.answers["cijfer"] == 7
    assert response.answers["duiding"] == {"a": 20, "b": 30, "c": 50} and story.area_code == "BU01"
    assert one.complaints == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_page_is_clean_and_fits(screen: Open, language: str) -> None:
    one = screen(width=320 if language == "nl" else 360)
    one.open(f"/m/proef?taal={language}")
    one.check()
    begin(one, language)
    walk(one, check=True)
    one.press()
    one.check()
    assert one.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_other_pages_are_clean_and_fit(screen: Open) -> None:
    one = screen()
    for path in ("/kaart", "/verhaal/proef", "/verhaal/proef?taal=ar", "/m/ouderen", "/m/bestaat-niet"):
        one.open(path)
        one.complaints[:] = [text for text in one.complaints if "404" not in text]
        one.check()
    one.open("/verhaal/proef")
    one.page.locator("#verhaal").fill("Een verhaal zonder vinkje.")
    one.press()
    one.check()
    one.page.locator("#verhaal-analyse").check()
    one.press()
    one.check()
    card = " ".join(one.page.locator(".card-words li").all_inner_texts())
    one.open("/kaart")
    one.page.locator("#kaart").fill(card)
    one.press()
    one.check()
    one.page.locator("button.back").click()
    one.check()
    one.press()
    one.check()
    assert "gewist" in one.page.locator("main").inner_text()


def test_the_questionnaire_of_the_library_can_be_walked(screen: Open) -> None:
    one = screen(script=False)
    one.open("/m/ouderen")
    if one.page.locator("#toestemming").count():
        one.page.locator("#toestemming").check()
    one.press()
    for _ in range(80):
        one.geometry()
        if code(one) == "uw-antwoorden":
            break
        first = one.page.locator("main input[type=radio], main input[type=checkbox]").first
        if first.count():
            first.check(force=True)
        one.press()
    assert code(one) == "uw-antwoorden"
    one.press()
    assert code(one) == "dank-u"


def test_a_fault_is_on_top_with_focus_and_in_the_title(screen: Open) -> None:
    for script in (True, False):
        one = screen(script=script)
        begin(one)
        walk(one, until="leven")
        one.page.locator("#leeftijd").fill("oud")
        one.press()
        assert one.page.title().startswith("Fout:")
        summary = one.page.locator("#fouten")
        assert summary.evaluate("e => e === document.activeElement") if script else summary.is_visible()
        one.page.locator("#fouten a").first.click()
        assert one.page.locator("#leeftijd:focus").count() == 1
        if script:
            one.check()


def test_by_keyboard_alone(screen: Open) -> None:
    one = screen()
    one.open("/m/proef")
    keys = one.page.keyboard
    one.page.locator("#toestemming").focus()
    keys.press("Space")
    keys.press("Enter")
    one.page.wait_for_url("**/welkom")
    focused = "() => document.activeElement.value + '|' + getComputedStyle(document.activeElement).outlineStyle"
    keys.press("Tab")
    assert one.page.locator(".skip:focus").count() == 1
    for _ in range(12):
        keys.press("Tab")
        if one.page.evaluate(focused).startswith("verder|"):
            break
    assert one.page.evaluate(focused) == "verder|solid"
    keys.press("Enter")
    one.page.wait_for_url("**/eenzaam")
    one.page.locator("#eenzaam").focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    one.page.wait_for_url("**/wie")
    assert one.complaints == []


def test_enter_in_a_field_goes_on_and_changes_no_language(screen: Open) -> None:
    one = screen()
    begin(one)
    walk(one, until="pc")
    one.page.locator("#pc").fill("1234")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/nl/werk")


def test_back_and_reload_keep_the_answers(screen: Open) -> None:
    one = screen()
    begin(one)
    walk(one, until="uitgaan")
    one.page.go_back()
    one.page.reload()
    assert one.page.locator("input[value=buren]").is_checked()
    one.page.go_forward()
    assert code(one) == "uitgaan"


def test_a_double_click_is_one(screen: Open, site: Live) -> None:
    one = screen()
    begin(one)
    walk(one)
    before = len(_stories(site))
    one.page.locator("button.main").dblclick()
    one.page.wait_for_url("**/dank-u")
    assert len(_stories(site)) == before + 1


def _stories(site: Live) -> list[str]:
    with site.sessions() as session:
        return list(session.scalars(select(Story.id)))


def test_touching_the_triangle_fills_in_a_hundred(screen: Open) -> None:
    one = screen()
    begin(one)
    walk(one, until="duiding")
    one.page.locator("svg.triangle").click(position={"x": 150, "y": 120})
    shares = [int(one.page.locator(f"[name='duiding.{corner}']").input_value()) for corner in "abc"]
    assert sum(shares) == 100 and min(shares) > 0


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_wider_spacing_and_larger_text_fit(screen: Open, width: int) -> None:
    one = screen(width=width)
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
    begin(one)
    for until in ("cijfer", "stel", "leven", "verhaal", "duiding", "uw-antwoorden"):
        walk(one, until=until)
        client = one.page.context.new_cdp_session(one.page)
        client.send("DOM.enable")
        client.send("CSS.enable")
        frame = client.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        sheet = client.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
        client.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": spacing})
        found = one.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert found[0] <= found[1], (until, found)


def test_forced_colours_and_less_motion(screen: Open) -> None:
    one = screen(forced_colors="active", reduced_motion="reduce")
    begin(one)
    walk(one, until="cijfer")
    STEPS["cijfer"](one.page)
    one.geometry()
    assert one.page.locator("label.mark:has(:checked)").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_policy_is_in_force(screen: Open) -> None:
    one = screen()
    one.open("/m/proef")
    one.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.body.append(s); }"
    )
    assert one.page.title() != "1" and any("Content Security Policy" in text for text in one.complaints)


def test_first_visit_and_next_pages_are_small(screen: Open) -> None:
    one = screen()
    sizes: list[int] = []
    client = one.page.context.new_cdp_session(one.page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    one.open("/m/proef")
    one.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 30_000
    one.page.locator("#toestemming").check()
    sizes.clear()
    one.press()
    one.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 12_000
