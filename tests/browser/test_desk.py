"""The desk in a real browser, with the real content security policy: a worker, an evaluator, and nothing that comes to life."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from narratives.models import Decision, Quote, Story
from tests.data.sample_report import sample
from tests.webapp.staff import PASSWORD
from tests.webapp.world import World, make_story, two_worlds
from webapp import create_app, jobs
from webapp.settings import Settings

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
PAYLOAD = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>"


@pytest.fixture
def desk(sessions: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, World, str]]:
    """The application on a port of its own, with something of everything in it; only the report is a sample."""
    from waitress.server import create_server

    import analysis.report.build

    report = sample()
    report = replace(report, results=(replace(report.results[0], code="minder-alleen"), *report.results[1:]))
    monkeypatch.setattr(analysis.report.build, "build", lambda session, programme: report)
    url = sessions.kw["bind"].url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, queue_url=f"sqlite:///{tmp_path}/queue.db", secret_key="k" * 40))
    world = two_worlds(app)[0]
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield app, world, f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)
    app.extensions["sessions"].kw["bind"].dispose()
    jobs.disconnect()


@pytest.fixture
def browser(chromium: Any) -> Any:
    """The one browser of all journeys."""
    return chromium


class Desk:
    """A person at the desk: goes to pages, and every page is looked at."""

    def __init__(self, browser: Any, base: str, *, width: int = 360, script: bool = True) -> None:
        self.base = base
        self.context = browser.new_context(
            viewport={"width": width, "height": 640}, locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=script
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}") or dialog.dismiss())
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def sign_in(self, email: str) -> None:
        self.page.goto(self.base + "/werk")
        self.page.get_by_label("E-mailadres").fill(email)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden").click()

    def look(self, address: str | None = None) -> None:
        """Wide enough, large enough, and nothing that axe objects to."""
        if address is not None:
            answer = self.page.goto(self.base + address)
            assert answer.status == 200, address
        width, inside = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= inside, f"{self.page.url} is {width} wide in {inside}"
        small = self.page.evaluate(
            """() => [...document.querySelectorAll('main button, main input:not([type=hidden]), main select, main textarea, summary')]
            .filter(e => { const r = e.getBoundingClientRect(); const l = e.labels && e.labels[0];
              const h = Math.max(r.height, l && e.type.match(/checkbox|radio/) ? e.parentElement.getBoundingClientRect().height : 0);
              return r.width && h < 44; }).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert small == [], self.page.url
        found = axe.Axe().run(self.page, options=AXE).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], self.page.url

    def close(self) -> None:
        self.context.close()


def stories(app: Flask, world: World) -> list[Story]:
    with app.extensions["sessions"]() as session:
        mine = select(Story).where(Story.logged_by_id == world.staff["worker"].id).order_by(Story.created_at)
        return list(session.scalars(mine))


def test_a_worker_logs_a_story_without_script(desk: tuple[Flask, World, str], browser: Any) -> None:
    app, world, base = desk
    one = Desk(browser, base, script=False)
    one.sign_in(world.staff["worker"].email)
    page = one.page
    page.get_by_role("link", name="Verhaal vastleggen").first.click()
    page.get_by_label("Wat hoorde u?").fill("Meneer De Groot zei dat hij weer naar de soos gaat.")
    page.get_by_label("De verteller zei het tegen mij").check()
    page.get_by_role("button", name="Bewaren").click()
    assert page.get_by_label("Wat hoorde u?").input_value().startswith("Meneer De Groot")
    page.get_by_label("Wij mogen het verhaal bewaren").check()
    page.get_by_role("button", name="Bewaren").dblclick()
    page.get_by_text("Het verhaal is bewaard.").wait_for()
    assert len(stories(app, world)) == 2
    page.get_by_label("Welke woorden?").fill("De Groot")
    page.get_by_role("button", name="Verbergen", exact=True).click()
    assert page.locator("mark.hide").inner_text().startswith("De Groot")
    page.get_by_role("button", name="Niet verbergen").click()
    assert page.locator("mark.hide").count() == 0
    one.close()


def test_the_keyboard_reaches_the_words_first(desk: tuple[Flask, World, str], browser: Any) -> None:
    _app, world, base = desk
    one = Desk(browser, base)
    one.sign_in(world.staff["worker"].email)
    one.page.goto(base + "/werk/samen/vertellen")
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.className") == "skip"
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.id") == "v-verhaal"
    assert one.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    one.close()


def test_an_evaluator_judges_quotes_and_explains(desk: tuple[Flask, World, str], browser: Any) -> None:
    app, world, base = desk
    one = Desk(browser, base, width=1280)
    one.sign_in(world.staff["evaluator"].email)
    page = one.page
    page.goto(f"{base}/werk/samen/verhalen/{world.story.id}")
    page.get_by_role("button", name=re.compile(r"^Klopt\s*: Alleen")).click()
    page.get_by_text("door een mens bevestigd").wait_for()
    page.locator("mark.theme").dblclick()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('mark.theme'))")
    page.get_by_role("button", name="Gebruik de aangewezen woorden").click()
    assert page.locator("#v-citaat").input_value() == "voel ik me vaak alleen"
    page.get_by_label("Bij welk thema?").select_option(label="Alleen zijn")
    page.get_by_role("button", name="Voorstellen").click()
    page.goto(f"{base}/werk/samen/citaten")
    page.get_by_role("button", name="Vrijgeven voor het rapport").first.click()
    page.get_by_text("De stand van het citaat is veranderd.").wait_for()
    page.goto(f"{base}/werk/samen/duiding/minder-alleen")
    page.get_by_label("Wat vindt u samen?").fill("Wij herkennen dit.")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("De duiding is bewaard.").wait_for()
    page.goto(f"{base}/werk/samen/rapport")
    assert page.locator("h1").count() >= 1
    with app.extensions["sessions"]() as session:
        assert session.scalars(select(Decision.verdict)).all() == ["accepted"]
        released = session.scalars(select(Quote).where(Quote.state == "toegestaan")).one()
        assert released.text == "voel ik me vaak alleen"
    assert [said for said in one.said if "favicon" not in said and "404" not in said] == []
    one.close()


PAGES = {
    "worker": ["/werk/samen", "/werk/samen/vertellen", "/werk/samen/mijn-verhalen", "/werk/samen/mijn-verhalen/{logged}", "/werk/account"],
    "evaluator": [
        "/werk/samen", "/werk/samen/verhalen?thema=alleen", "/werk/samen/verhalen/{story}", "/werk/samen/citaten", "/werk/samen/cijfers",
        "/werk/samen/duiding", "/werk/samen/duiding/minder-alleen", "/werk/samen/rapport-ophalen",
    ],
    "administrator": ["/werk/samen", "/werk/samen/medewerkers", "/werk/samen/meetrondes", "/werk/samen/vragenlijsten", "/werk/samen/logboek"],
}  # fmt: skip


@pytest.mark.parametrize("role", list(PAGES))
def test_pages_fit_and_what_people_wrote_stays_text(desk: tuple[Flask, World, str], browser: Any, role: str) -> None:
    """At 320 pixels, with hostile and with very long words in every place where people write."""
    app, world, base = desk
    with app.extensions["sessions"]() as session:
        programme = session.merge(world.programme)
        programme.vision = PAYLOAD
        session.merge(world.area).name = session.merge(world.code).name = session.merge(world.activity).name = PAYLOAD
        session.merge(world.staff[role]).name = "Naam" * 30
        make_story(session, programme, PAYLOAD + "x" * 300, logged_by=session.merge(world.staff["worker"]))
        session.get_one(Quote, world.quote.id).text = PAYLOAD
        session.commit()
    one = Desk(browser, base, width=320)
    one.sign_in(world.staff[role].email)
    for address in PAGES[role]:
        one.look(address.format(logged=world.logged.id, story=world.story.id))
    assert one.said == []
    one.close()


def test_the_door_itself(desk: tuple[Flask, World, str], browser: Any) -> None:
    _app, _world, base = desk
    one = Desk(browser, base, width=320)
    one.look("/werk/aanmelden")
    one.look("/werk/aanmelden?taal=en")
    assert one.page.get_by_role("heading", level=1).inner_text() == "Sign in"
    one.close()
