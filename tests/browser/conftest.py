"""Chromium on a telephone's screen, against the real server with the real content security policy; nothing is mocked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from surveys import definition
from tests.live import Live, live
from tests.webapp.resident import make_site

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
LIBRARY = Path(definition.__file__).parent / "library"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all journeys."""
    if not (shutil.which("chromium") or Path(CHROMIUM).exists()):
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def fill(session: Any) -> None:
    """The questionnaire with every kind at /m/proef, and one from the library at /m/ouderen."""
    wave = make_site(session)
    make_site(session, definition.load_file(LIBRARY / "ouderen.yml"), programme=wave.programme, slug="ouderen", number=1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The real server on a small store."""
    with live(tmp_path_factory.mktemp("browser"), fill) as one:
        yield one


@dataclass
class Screen:
    """A page in the browser, and everything it complained about."""

    page: Any
    site: Live
    complaints: list[str]

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.site.url + path)

    def press(self) -> None:
        """The main button, which always leads to a page."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator("button.main").click()

    def check(self) -> None:
        """What must hold on every page: axe, layout, targets, one h1, no complaints."""
        self.axe()
        self.geometry()
        assert self.page.locator("h1").count() == 1
        assert self.complaints == []

    def axe(self) -> None:
        """No rule of WCAG 2.2 AA is broken."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]

    def geometry(self) -> None:
        """Nothing sticks out, and what can be pressed is large enough."""
        found = self.page.evaluate(GEOMETRY)
        assert found["scroll"] <= found["width"], f"{found} at {self.page.url}"
        assert found["small"] == [], f"{found['small']} at {self.page.url}"
        assert found["font"] >= 18


# Inline links in running text are excepted by WCAG 2.5.8; controls inside a label are measured with their label.
GEOMETRY = """() => {
  const small = [];
  const seen = (e) => e.getClientRects().length && !e.closest('.unseen') && !e.classList.contains('skip') && e.tabIndex >= 0;
  for (const e of document.querySelectorAll('button, input:not([type=hidden]), textarea, select, summary, a[href]')) {
    if (!seen(e)) continue;
    const target = (e.type === 'radio' || e.type === 'checkbox') ? e.closest('label') : e;
    if (e.tagName === 'A' && getComputedStyle(e).display === 'inline' && !e.classList.contains('button')) continue;
    const box = target.getBoundingClientRect();
    if (box.width < 44 || box.height < 44) small.push([e.tagName, e.textContent || e.name, box.width, box.height]);
  }
  return {scroll: document.documentElement.scrollWidth, width: window.innerWidth, small,
          font: Math.min(...[...document.querySelectorAll('p, li, label, button, a, input[type=text], textarea, h1')].filter(seen0).map((e) => parseFloat(getComputedStyle(e).fontSize)))};
  function seen0(e) { return e.getClientRects().length > 0; }
}"""


@pytest.fixture
def screen(chromium: Any, site: Live) -> Iterator[Callable[..., Screen]]:
    """Open a screen: a telephone of 360 by 640, in Dutch, unless asked otherwise."""
    contexts = []

    def make(*, script: bool = True, width: int = 360, height: int = 640, **more: Any) -> Screen:
        options = {"viewport": {"width": width, "height": height}, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam", **more}
        context = chromium.new_context(java_script_enabled=script, **options)
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.on(
            "request", lambda request: None if request.url.startswith((site.url, "data:")) else complaints.append(request.url)
        )
        return Screen(page, site, complaints)

    yield make
    for context in contexts:
        context.close()
