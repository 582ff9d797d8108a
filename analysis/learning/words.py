"""The Dutch words for what the learning cycle keeps, the same in report and desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.learning.cycle import NAMES
from saying import mark, say

ROLES = {  # one, more
    "inwoner": (mark("inwoner"), mark("inwoners")),
    "gemeente": (mark("medewerker van de gemeente"), mark("medewerkers van de gemeente")),
    "aanbieder": (mark("medewerker van een aanbieder"), mark("medewerkers van aanbieders")),
    "raad": (mark("raadslid"), mark("raadsleden")),
    "team": (mark("teamlid"), mark("teamleden")),
    "professional": (mark("professional"), mark("professionals")),
}
AIMS = {"aanbod": mark("Het aanbod"), "ambitie": mark("De ambitie")}
ACTION_STATES = {
    "open": mark("Nog niet begonnen"),
    "bezig": mark("Bezig"),
    "gedaan": mark("Gedaan"),
    "vervallen": mark("Vervallen"),
}
QUESTION_STATES = {"open": mark("open"), "beantwoord": mark("beantwoord"), "losgelaten": mark("losgelaten")}


def at_table(participants: Sequence[tuple[str, int]]) -> str:
    """Who sat at the table, in words: "6 inwoners, 1 raadslid"."""
    return ", ".join(f"{people} {say(ROLES[role][people != 1])}" for role, people in participants)


GLOBALS: dict[str, Any] = {
    "at_table": at_table,
    "steps": NAMES,
    "roles": ROLES,
    "aims": AIMS,
    "action_states": ACTION_STATES,
    "question_states": QUESTION_STATES,
}
