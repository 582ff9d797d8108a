"""Settings: each is documented, wrong ones are refused with a sentence, secrets are masked."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from webapp import settings
from webapp.settings import DEMO_SECRET, Settings, SettingsRefused

ROOT = Path(__file__).parents[2]
GOOD = {"TELLEN_SECRET_KEY": "k" * 40}


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    documented = set(re.findall(r"`(TELLEN_[A-Z_]+)`", (ROOT / "docs" / "operating.md").read_text()))
    assert documented == {"TELLEN_" + f.name.upper() for f in fields(Settings)}


def test_no_secret_key_outside_the_demo_means_no_start() -> None:
    with pytest.raises(SettingsRefused, match="TELLEN_SECRET_KEY"):
        settings.load({})
    with pytest.raises(SettingsRefused, match="TELLEN_SECRET_KEY"):
        settings.load({"TELLEN_SECRET_KEY": "short"})
    with pytest.raises(SettingsRefused, match="demo"):
        settings.load({"TELLEN_SECRET_KEY": DEMO_SECRET})
    assert settings.load({"TELLEN_DEMO": "ja"}).secret_key == DEMO_SECRET


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELLEN_PORT", "acht"),
        ("TELLEN_HTTPS", "misschien"),
        ("TELLEN_THREADS", "0"),
        ("TELLEN_TYPO", "1"),
        ("TELLEN_HOUSE_STYLE", "/nee"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match=name):
        settings.load({**GOOD, name: value})


def test_secrets_are_never_shown() -> None:
    one = settings.load({**GOOD, "TELLEN_DATABASE_URL": "postgresql://jan:geheim@db/tellen", "TELLEN_SECRET_KEY_OLDER": "o" * 40})
    shown = str(one.shown()) + repr(one).replace(one.database_url, "")
    assert "geheim" not in str(one.shown())
    assert "kkk" not in shown
    assert "ooo" not in shown
    assert ("TELLEN_DATABASE_URL", "postgresql://***@db/tellen") in one.shown()


def test_links_follow_the_port_unless_an_address_is_set() -> None:
    secret = {"TELLEN_SECRET_KEY": "k" * 40}
    assert settings.load({**secret, "TELLEN_PORT": "8500"}).public_url == "http://127.0.0.1:8500"
    own = {"TELLEN_PORT": "8500", "TELLEN_PUBLIC_URL": "https://meten.voorbeeldstad.example"}
    assert settings.load({**secret, **own}).public_url == "https://meten.voorbeeldstad.example"
