"""Makers of stories for the tests of narratives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from narratives import intake
from narratives.dutch.reader import CodeTerms, Gazetteer, Reader
from narratives.models import Story
from tests.factories import make_programme

ALL_LAYERS = intake.ConsentGiven(analyse=True, quote=True, given_on=date(2026, 5, 1))


@pytest.fixture
def tell(session: Session) -> Callable[..., Story]:
    """A story in the database: `tell("words", consent=…, programme=…)`."""

    def make(words: str = "Ik ben weer blij.", **values: Any) -> Story:
        values.setdefault("programme", None)
        values["programme"] = values["programme"] or make_programme(session)
        values.setdefault("consent", ALL_LAYERS)
        return intake.receive(session, words=words, told_on=date(2026, 5, 1), **values)

    return make


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with a small codebook and a gazetteer."""
    codes = [
        CodeTerms("eenzaamheid", ("eenzaam", "eenzaamheid", "alleen zitten"), ("alleen zitten op de bank lekker",)),
        CodeTerms("minder_eenzaam", ("!eenzaam",)),
        CodeTerms("zorg", ("*zorg", "zorgen/znw"), ("zorg dat", "verzorgd uiterlijk")),
        CodeTerms("wachten", ("wachten ... lang", "wachtlijst*")),
    ]
    return Reader(codes, Gazetteer(("Vogelbuurt",), ("De Smederij",)))
