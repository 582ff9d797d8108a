"""The words around an indicator: its level in both vocabularies of "output", kinds of measure, statuses, sources."""

from __future__ import annotations

from saying import mark

LEVELS = ("input", "output", "tussenresultaat", "outcome", "impact")
# Stored once (the left word), said twice: as this tool and the Kwaliteitskompas do, and as the KPI model of Sociaal Werk Nederland
# does, where output is the direct result for one resident (domain.md, requirement 34).
OURS = {
    "input": mark("inzet: mensen, uren en geld"),
    "output": mark("prestatie: wat er is gedaan"),
    "tussenresultaat": mark("tussenresultaat: eerste stap bij bewoners"),
    "outcome": mark("outcome: verandering bij bewoners"),
    "impact": mark("impact: verandering in de samenleving"),
}
SOCIAL_WORK = {
    "input": mark("input"),
    "output": mark("activiteit"),
    "tussenresultaat": mark("output (resultaat voor het individu)"),
    "outcome": mark("output (resultaat voor het individu)"),
    "impact": mark("outcome (resultaat voor de maatschappij)"),
}
SHORT = {
    "input": mark("inzet"),
    "output": mark("prestatie"),
    "tussenresultaat": mark("tussenresultaat"),
    "outcome": mark("outcome"),
    "impact": mark("impact"),
}
REACHED = frozenset({"outcome", "impact"})  # says what is reached, not what is done
KINDS = {
    "prevalence": mark("aandeel mensen"),
    "share_improved": mark("aandeel mensen dat vooruitging"),
    "mean": mark("gemiddelde"),
    "then_now": mark("toen en nu, in één meting (zwakker)"),
    "count": mark("aantal"),
    "tally": mark("geturfd aantal"),
    "story_verdict": mark("oordeel uit verhalen"),
    "import": mark("cijfer van een andere bron"),
}
STATUSES = {"proef": mark("proef"), "vast": mark("vast"), "vervallen": mark("vervallen")}
SOURCE_KINDS = {"bestaand": mark("bestaand: het cijfer is er al"), "nieuw": mark("nieuw: wij verzamelen het zelf")}
WAYS = {"omhoog": mark("omhoog"), "omlaag": mark("omlaag"), "gelijk": mark("gelijk")}
REQUEST_STATES = {
    "gevraagd": mark("gevraagd"),
    "geleverd": mark("geleverd"),
    "goedgekeurd": mark("goedgekeurd"),
    "afgekeurd": mark("afgekeurd"),
}
LATE = mark("te laat")
EVALUATIONS = {"behouden": mark("behouden"), "aanpassen": mark("aanpassen"), "schrappen": mark("schrappen")}
STEERING_MOST = 7
