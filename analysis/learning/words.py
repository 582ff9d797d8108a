"""The Dutch words for what the learning cycle keeps, the same in report and desk."""

from __future__ import annotations

from analysis.learning.cycle import NAMES

ROLES = {  # one, more
    "inwoner": ("inwoner", "inwoners"),
    "gemeente": ("medewerker van de gemeente", "medewerkers van de gemeente"),
    "aanbieder": ("medewerker van een aanbieder", "medewerkers van aanbieders"),
    "raad": ("raadslid", "raadsleden"),
    "team": ("teamlid", "teamleden"),
    "professional": ("professional", "professionals"),
}
AIMS = {"aanbod": "Het aanbod", "ambitie": "De ambitie"}
ACTION_STATES = {"open": "Nog niet begonnen", "bezig": "Bezig", "gedaan": "Gedaan", "vervallen": "Vervallen"}
QUESTION_STATES = {"open": "open", "beantwoord": "beantwoord", "losgelaten": "losgelaten"}
GLOBALS = {"steps": NAMES, "roles": ROLES, "aims": AIMS, "action_states": ACTION_STATES, "question_states": QUESTION_STATES}
