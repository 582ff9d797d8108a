"""The application on an empty store, and clients that read every page they get."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from surveys.models import Wave
from tests.webapp.resident import Walker, make_site
from tests.webapp.world import World, client_of, two_worlds
from webapp import cli, create_app, jobs
from webapp.settings import Settings

TEST_SECRET = "a secret for tests only, and long enough"


@pytest.fixture
def settings(sessions: sessionmaker[Session], tmp_path: Any) -> Settings:
    url = sessions.kw["bind"].url.render_as_string(hide_password=False)
    return Settings(database_url=url, queue_url=f"sqlite:///{tmp_path}/queue.db", secret_key=TEST_SECRET)


@pytest.fixture
def app(settings: Settings, sessions: sessionmaker[Session]) -> Iterator[Flask]:
    one = create_app(settings)
    one.testing = False  # errors become pages, as in real life
    one.test_client_class = ReadingClient
    yield one
    one.extensions["sessions"].kw["bind"].dispose()
    jobs.disconnect()


@pytest.fixture
def tellen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a store of its own; gives exit code, output and errors."""
    variables = {"TELLEN_SECRET_KEY": "k" * 40, "TELLEN_DATABASE_URL": f"sqlite:///{tmp_path}/store/tellen.db"}
    monkeypatch.setattr(cli, "environment", lambda: variables)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out = capsys.readouterr()
        return code, out.out, out.err

    run.variables = variables  # type: ignore[attr-defined]
    return run


class PageReader(HTMLParser):
    """Collects what every page must have."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.ids: list[str] = []
        self.labels_for: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.h1 = 0
        self.lang: str | None = None
        self.inline: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        self.hidden: dict[str, str] = {}
        self.text: list[str] = []
        self._stack: list[str] = []
        self._label_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.lang = values.get("lang")
        if tag == "h1":
            self.h1 += 1
        if tag == "form":
            self.forms.append(values)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "label":
            self._label_depth += 1
            if values.get("for"):
                self.labels_for.add(str(values["for"]))
        if tag in {"input", "select", "textarea"}:
            if values.get("type") == "hidden":
                self.hidden[str(values.get("name"))] = str(values.get("value") or "")
            elif values.get("type") not in {"submit", "button"}:
                self.controls.append({**values, "in_label": "yes" if self._label_depth else ""})
        if tag == "script" and "src" not in values:
            self.inline.append("script")
        if tag == "style" or "style" in values:
            self.inline.append(f"style on {tag}")
        self.inline += [name for name, _ in attrs if name.startswith("on")]
        if tag not in {"input", "br", "img", "meta", "link", "hr"}:
            self._stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label_depth -= 1
        if tag in self._stack:
            while self._stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1] == "title" and "svg" not in self._stack:
            self.title += data
        self.text.append(data)


def read_page(html: str) -> PageReader:
    """Read a page and demand what every page must have: title, one h1, language, unique ids, labels, nothing inline."""
    page = PageReader()
    page.feed(html)
    assert page.title.strip(), "the page has no title"
    assert page.h1 == 1, f"the page has {page.h1} h1"
    assert page.lang, "the page names no language"
    assert len(page.ids) == len(set(page.ids)), f"ids twice: {[i for i in page.ids if page.ids.count(i) > 1]}"
    for control in page.controls:
        named = (
            control["in_label"]
            or control.get("id") in page.labels_for
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        assert named, f"a control without a label: {control}"
    assert not page.inline, f"inline code or style: {page.inline}"
    return page


class ReadingClient(FlaskClient):
    """A client that reads every HTML page it gets."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data:
            response.page = read_page(response.get_data(as_text=True))
        return response


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def worker(app: Flask, world: World) -> FlaskClient:
    """A worker who is signed in."""
    return client_of(app, world.staff["worker"])


@pytest.fixture
def world(app: Flask) -> World:
    """A programme with its staff and stories; beside it another one, that nobody of this one may see."""
    return two_worlds(app)[0]


@pytest.fixture
def wave(sessions: sessionmaker[Session]) -> Wave:
    """An open wave at /m/proef, on a questionnaire with every kind."""
    with sessions() as session:
        one = make_site(session)
        session.commit()
        return one


@pytest.fixture
def walker(app: Flask, wave: Wave) -> Walker:
    """A resident with a browser without script."""
    return Walker(app)
