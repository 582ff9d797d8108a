"""Does a sentence say what was done, or what changed for people? Output and outcome are worded differently (requirement 34)."""

from __future__ import annotations

import re

COUNTED = (
    "bezoek", "bezoeken", "bezoekers", "bijeenkomst", "bijeenkomsten", "deelnemer", "deelnemers", "deelname", "uren", "uur", "dagdelen",
    "ochtenden", "koffieochtenden", "middagen", "activiteiten", "gesprekken", "huisbezoeken", "keukentafelgesprekken", "trainingen",
    "cursussen", "cursisten", "maaltijden", "folders", "aanmeldingen", "doorverwijzingen", "trajecten", "vrijwilligers", "matches",
    "koppelingen", "klanten", "telefoontjes", "contactmomenten", "workshops", "lessen", "inlopen", "plekken", "locaties", "gezinnen",
)  # fmt: skip
_COUNTED = "|".join(COUNTED)
_AMOUNT = re.compile(
    rf"\b(?:(?:aantal|aantallen|hoeveel(?:heid)?)\s+(?:\w+\s+){{0,2}}?|(?:\d+|meer|minder|vijftien|twintig|honderd)\s+)(?:{_COUNTED})\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:wij|we) (?:organiseren|bieden|geven|doen|houden|verzorgen|voeren)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:voelt|voelen|ervaart|ervaren|kan|kunnen|durft|durven|weet|weten|minder eenzaam|eenzaam|verbonden|tevreden|gezond|gezonder"
    r"|zelfstandig|meedoen|doet mee|doen mee|redzaam|vertrouwen|overbelast|contacten)\b",
    re.IGNORECASE,
)


def output_words(sentence: str) -> str:
    """The words that say what was done instead of what changed; "" when there are none."""
    found = _AMOUNT.search(sentence) or _DONE.search(sentence)
    if found is None or _CHANGED.search(sentence.replace(found.group(), " ")):
        return ""
    return found.group()
