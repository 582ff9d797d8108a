"""A resident's side of a small site: a wave on a questionnaire with every kind, and a walker that presses its buttons."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from surveys import definition, responding
from surveys.models import Response, Wave
from tests.factories import make_area, make_programme, make_wave

EVERY_KIND = definition.load((Path(__file__).parent / "alle_soorten.yml").read_bytes(), "alle_soorten.yml")
OPEN = {"opens_on": date(2020, 1, 1), "closes_on": date(2099, 12, 31)}


def make_site(session: Session, one: definition.Definition = EVERY_KIND, **values: Any) -> Wave:
    """A wave that is open, at /m/proef, in a programme with the code proef."""
    programme = values.pop("programme", None) or make_programme(
        session, code="proef", contact="Bel 14 000.", languages=["nl", "en", "ar"]
    )
    if not values.get("number"):
        make_area(session, programme.organisation, code="BU01", name="De Hoek", postcodes=["1234"])
    wave = make_wave(session, programme=programme, content=one.canonical(), **{"slug": "proef", **OPEN, **values})
    wave.version.sha256 = one.sha256
    session.flush()
    return wave


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no hidden field {name}"
    return found[1]


class Walker:
    """Walks through a questionnaire as a browser without script does."""

    def __init__(self, app: Flask, client: FlaskClient | None = None) -> None:
        self.app, self.client = app, client or app.test_client()
        self.address = self.html = ""

    def get(self, address: str) -> Any:
        """Open a page, follow redirects, remember where we are."""
        response = self.client.get(address)
        while response.status_code == 303:
            address = response.location
            response = self.client.get(address)
        self.address, self.html = address, response.text
        return response

    def start(self, slug: str = "proef", language: str = "nl", **fields: str) -> Any:
        """Open the start page and press Begin."""
        self.get(f"/m/{slug}?taal={language}")
        data = {"token": hidden(self.html, "token"), "taal": language, "toestemming": "ja", **fields}
        return self._follow(self.client.post(f"/m/{slug}", data=data), f"/m/{slug}")

    def press(self, button: str = "verder", **fields: Any) -> Any:
        """Fill in this page and press a button."""
        return self._follow(self.client.post(self.address, data=self.form(button, **fields)), self.address)

    def form(self, button: str = "verder", **fields: Any) -> dict[str, Any]:
        """What the browser would send from this page."""
        names = [name for name in ("token", "volgnummer", "nogmaals") if f'name="{name}"' in self.html]
        data: dict[str, Any] = {name: hidden(self.html, name) for name in names}
        return {**data, **{name.replace("__", "."): value for name, value in fields.items()}, "knop": button}

    def _follow(self, response: Any, address: str) -> Any:
        if response.status_code == 303:
            return self.get(response.location)
        self.address, self.html = address, response.text
        return response

    def walk(self, until: str = "", story: str = "Ik ging naar het buurthuis.") -> None:
        """Answer every page until the given one (or the summary)."""
        for _ in range(40):
            code = self.code
            if code in {until, "uw-antwoorden"}:
                return
            fields = dict(ANSWERS.get(code, {}))
            if code == "verhaal":
                fields = {"verhaal": story, "verhaal__analyse": "ja"}
            self.press(**fields)
        raise AssertionError(f"no way on from {self.address}")

    @property
    def code(self) -> str:
        """The page we are on."""
        return self.address.split("?")[0].rsplit("/", 1)[1]

    @property
    def response_id(self) -> str:
        """The id of the response, from the cookie."""
        from webapp.respond import tokens

        cookie = self.client.get_cookie("antwoord", path="/m/proef")
        assert cookie is not None
        with self.app.app_context():
            named = tokens.open_sealed("antwoord", cookie.value)
        assert named is not None
        return named.id

    def stored(self) -> responding.Filling:
        """The response as it is in the store."""
        with self.app.extensions["sessions"]() as session:
            return responding.look_up(session, self.response_id)

    def card(self) -> str:
        """The four words on this page."""
        return " ".join(re.findall(r"<li>([a-z]+)</li>", self.html))


ANSWERS: dict[str, dict[str, Any]] = {
    "eenzaam": {"eenzaam": "soms"},
    "wie": {"wie": ["familie", "buren"]},
    "uitgaan": {"uitgaan": "ja"},
    "cijfer": {"cijfer": "7"},
    "stel": {"stel__mensen": "ja", "stel__leeg": "min"},
    "leven": {"leeftijd": "70", "sinds__month": "5", "sinds__year": "1999"},
    "pc": {"pc": "1234"},
    "werk": {"werk": "Lezen & wandelen"},
    "anders": {"anders__change": "beter", "anders__cause": "Een nieuwe buurvrouw."},
    "duiding": {"duiding__a": "1", "duiding__b": "1", "duiding__c": "2"},
}

STORED = {
    "eenzaam": "soms", "wie": ["familie", "buren"], "uitgaan": "ja", "cijfer": 7, "stel": {"mensen": "ja", "leeg": "min"},
    "leeftijd": 70, "sinds": "1999-05", "pc": "1234", "werk": "Lezen & wandelen",
    "anders": {"change": "beter", "cause": "Een nieuwe buurvrouw."}, "verhaal": {"told": True}, "duiding": {"a": 25, "b": 25, "c": 50},
}  # fmt: skip


def rows(app: Flask) -> int:
    """How many responses there are."""
    with app.extensions["sessions"]() as session:
        return session.query(Response).count()
