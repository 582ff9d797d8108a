"""The words around an indicator: its level in both vocabularies of "output", kinds of measure, statuses, sources."""

from __future__ import annotations

LEVELS = ("input", "output", "tussenresultaat", "outcome", "impact")
# Stored once (the left word), said twice: as this tool and the Kwaliteitskompas do, and as the KPI model of Sociaal Werk Nederland
# does, where output is the direct result for one resident (domain.md, requirement 34).
OURS = {
    "input": "inzet: mensen, uren en geld",
    "output": "prestatie: wat er is gedaan",
    "tussenresultaat": "tussenresultaat: eerste stap bij bewoners",
    "outcome": "outcome: verandering bij bewoners",
    "impact": "impact: verandering in de samenleving",
}
SOCIAL_WORK = {
    "input": "input",
    "output": "activiteit",
    "tussenresultaat": "output (resultaat voor het individu)",
    "outcome": "output (resultaat voor het individu)",
    "impact": "outcome (resultaat voor de maatschappij)",
}
SHORT = {"input": "inzet", "output": "prestatie", "tussenresultaat": "tussenresultaat", "outcome": "outcome", "impact": "impact"}
REACHED = frozenset({"outcome", "impact"})  # says what is reached, not what is done
KINDS = {
    "prevalence": "aandeel mensen",
    "share_improved": "aandeel mensen dat vooruitging",
    "mean": "gemiddelde",
    "count": "aantal",
    "story_verdict": "oordeel uit verhalen",
    "import": "cijfer van een andere bron",
}
STATUSES = {"proef": "proef", "vast": "vast", "vervallen": "vervallen"}
SOURCE_KINDS = {"bestaand": "bestaand: het cijfer is er al", "nieuw": "nieuw: wij verzamelen het zelf"}
WAYS = {"omhoog": "omhoog", "omlaag": "omlaag", "gelijk": "gelijk"}
REQUEST_STATES = {"gevraagd": "gevraagd", "geleverd": "geleverd", "goedgekeurd": "goedgekeurd", "afgekeurd": "afgekeurd"}
EVALUATIONS = {"behouden": "behouden", "aanpassen": "aanpassen", "schrappen": "schrappen"}
STEERING_MOST = 7
