"""The words of the evidence cards: the kinds of cards, how was counted, and where it comes from."""

from __future__ import annotations

from analysis.report import wording
from analysis.report.files import version
from analysis.report.model import IndicatorPart, Report
from saying import mark, say

HOW = {
    "prevalence": mark("Tel in elke meting wie een antwoord gaf dat onder de definitie valt, en deel dat door iedereen die de vraag beantwoordde."),
    "mean": mark("Neem in elke meting het gemiddelde van alle antwoorden op de vraag of de schaal."),
    "share_improved": mark("Neem wie in de eerste en in de laatste meting meedeed, en tel bij hoeveel van hen de score de gewenste kant op ging."),
    "then_now": mark("Neem wie in dezelfde meting antwoordde over toen en over nu, en vergelijk die twee antwoorden van dezelfde mensen."),
    "count": mark("Tel op wat per periode is geteld."),
    "story_verdict": mark("Neem de verhalen die een kant op wijzen, en tel hoeveel daarvan de gewenste kant op wijzen."),
}  # fmt: skip
FIGURE, THEMES, QUOTE, RESPONSE, STORIES, PART = (
    mark("Cijfer"), mark("Thema’s"), mark("Citaat"), mark("Respons"), mark("Verhalen"), mark("Onderdeel"),
)  # fmt: skip
WAYS = {"omhoog": mark("omhoog"), "omlaag": mark("omlaag")}
STANCES = {"spreekt_tegen": mark("een ander geluid dan het cijfer"), "steunt": mark("gaat met het cijfer mee")}
OF_PEOPLE = ("prevalence", "mean", "share_improved", "then_now")


def least(report: Report, part: IndicatorPart) -> str:
    """From how many people or stories this figure is shown."""
    if part.measure_kind == "story_verdict":
        return say("Een aantal verhalen staat hier vanaf {n}.", n=report.minimum_stories)
    if part.measure_kind not in OF_PEOPLE:
        return ""
    return say("Een groep staat hier vanaf {n} bewoners.", n=report.minimum_residents)


def questionnaires(report: Report, part: IndicatorPart) -> str:
    """The versions that were used in the waves of this indicator, with their fingerprints."""
    if part.measure_kind not in OF_PEOPLE:
        return ""
    waves = {one.name for one in part.waves}
    found = [
        say(
            "{title}, versie {number} (SHA-256 {hash})",
            title=one.get("title") or one.get("code", ""),
            number=used.get("number", "?"),
            hash=used.get("sha256", ""),
        )
        for one in report.instruments
        for used in one.get("versions", ())
        if waves & set(used.get("waves", ()))
    ]
    return "; ".join(found)


def origin(report: Report, shot: str) -> tuple[tuple[str, str], ...]:
    """Where every card comes from."""
    return (
        (mark("Rapport"), f"{report.title}, {report.period}"), (mark("Antwoorden en verhalen tot en met"), wording.data_day(report.data_date)),
        (mark("Vingerafdruk van de gegevens (SHA-256)"), report.data_sha256), (mark("Momentopname"), shot),
        (mark("Gemaakt met"), say("{program}; vorm van het rapport {version}", program=version.said(report.made_with) or "Tellen & Vertellen", version=report.schema_version)),
    )  # fmt: skip
