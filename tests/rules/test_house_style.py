"""A municipality's own colours: whitelisted, resolved, with enough contrast."""

from __future__ import annotations

import pytest

from webapp import house_style
from webapp.settings import SettingsRefused


def test_our_own_tokens_have_enough_contrast() -> None:
    assert "--basis-color-action-1-inverse-bg-default: #0b5563" in house_style.own_style(house_style.TOKENS_FILE.read_text())


def test_contrast_is_that_of_wcag() -> None:
    assert house_style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert house_style.contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)  # the well-known grey that just fails


def test_aliases_are_followed_and_hostile_values_left_out() -> None:
    css = """:root { --merk: #102040; --basis-color-action-1-color-default: var(--merk);
      --basis-color-default-bg-document: url(https://boos.invalid/x.png);
      --basis-text-font-family-default: expression(alert(1)); } body { display: none }"""
    own = house_style.own_style(css)
    assert "--basis-color-action-1-color-default: #102040" in own
    assert "url(" not in own
    assert "expression" not in own
    assert "display" not in own


def test_too_little_contrast_is_refused_with_the_pair() -> None:
    with pytest.raises(SettingsRefused, match="contrast"):
        house_style.own_style(":root{--basis-color-default-color-document: #cccccc;}")


def test_a_file_without_tokens_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="--basis-"):
        house_style.own_style("body { color: red }")
    with pytest.raises(SettingsRefused, match="te groot"):
        house_style.own_style("x" * 1_000_001)
