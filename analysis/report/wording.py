"""How numbers and verdicts of the report are said in Dutch. One place, so that every page says it the same way."""

from __future__ import annotations

from datetime import date

from analysis import sentences
from analysis.report.model import Change, Figure, WaveFigure
from analysis.sentences import fine

NO_DAY = "1970-01-01"  # analysis.material: no answer and no story yet
TOO_FEW = "te weinig antwoorden om te tonen"

VERDICTS = {
    "goede_kant": "Gaat de goede kant op",
    "verkeerde_kant": "Gaat de verkeerde kant op",
    "onduidelijk": "Nog niet duidelijk",
    "te_vroeg": "Te vroeg om te oordelen",
    "te_klein": "Te weinig om te oordelen",
}
RELATIONS = {
    "bevestigt": "Cijfer en verhalen bevestigen elkaar",
    "vult_aan": "De verhalen vullen het cijfer aan",
    "breidt_uit": "De verhalen brengen iets nieuws naast het cijfer",
    "spreekt_tegen": "De verhalen spreken het cijfer tegen",
    "stil": "Cijfer of verhalen zwijgen hierover",
}
BEYOND_CHANCE = "Bij een cijfer met een marge is het groter dan wat door toeval kan ontstaan; een telling heeft geen marge."
VERDICTS_MEAN = {
    "goede_kant": f"Het verschil gaat de gewenste kant op. {BEYOND_CHANCE}",
    "verkeerde_kant": f"Het verschil gaat niet de gewenste kant op. {BEYOND_CHANCE}",
    "onduidelijk": "Het verschil kan door toeval zijn ontstaan, of een telling bleef gelijk.",
    "te_vroeg": "De afgesproken dag waarop we kunnen oordelen is nog niet geweest.",
    "te_klein": "Er is nog maar één meting, of er antwoordden te weinig mensen.",
}
RELATIONS_MEAN = {
    "bevestigt": "Wat we tellen en wat mensen vertellen wijst dezelfde kant op.",
    "vult_aan": "De verhalen laten iets zien wat het cijfer niet laat zien.",
    "breidt_uit": "Veel verhalen gaan ook over een onderwerp dat het cijfer helemaal niet meet.",
    "spreekt_tegen": "Wat we tellen en wat mensen vertellen wijst een andere kant op. Daar is een gesprek over nodig.",
    "stil": "Er is geen cijfer, of er zijn geen verhalen.",
}
LEVELS = {
    "input": "inzet (input)",
    "output": "wat er is gedaan (output)",
    "tussenresultaat": "tussenresultaat",
    "outcome": "verandering bij bewoners (outcome)",
    "impact": "verandering in de samenleving (impact)",
}


def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it, with a real minus sign; never "−0"."""
    return sentences.number(value, decimals)


def decimals(unit: str) -> int:
    """How many decimals this unit is shown with."""
    return 1 if unit in {"cijfer", "procentpunt"} else 0


def amount(value: float, unit: str) -> str:
    """A value with its unit as it stands in a chart: 36%, 6,8 or 1.240."""
    return number(value, decimals(unit)) + ("%" if unit == "procent" else "")


def shown(figure: Figure) -> str:
    """The value of a figure, or the words that say why there is none."""
    if figure.value is not None:
        return amount(figure.value, figure.unit)
    return TOO_FEW if figure.suppressed else (figure.reason or "geen gegevens")


def brief(figure: Figure) -> str:
    """The value, the words for too few, or a dash where there is nothing to show."""
    return shown(figure) if figure.value is not None or figure.suppressed else "–"


def wave_name(wave: WaveFigure) -> str:
    """A wave with its period: "Nulmeting, voorjaar 2025"; a wave that is called after its period once."""
    return wave.name if wave.period in ("", wave.name) else f"{wave.name}, {wave.period}"


def why_hidden(figure: Figure) -> str:
    """The sentence under a figure that may not be shown; empty when it is shown."""
    if figure.value is not None:
        return ""
    if not figure.suppressed:
        return figure.reason or "geen gegevens"
    return f"{TOO_FEW} ({figure.reason})" if figure.reason and figure.reason != TOO_FEW else TOO_FEW


def interval(figure: Figure) -> str:
    """The bounds of a figure: "31 tot 43%"; empty when there are none."""
    if figure.value is None or figure.interval is None:
        return ""
    places = decimals(figure.unit)
    ends = f"{number(figure.interval.low, places)} tot {number(figure.interval.high, places)}"
    return ends + ("%" if figure.unit == "procent" else "")


def short_interval(figure: Figure) -> str:
    """The bounds of a figure where room is scarce: "31–43"."""
    if figure.value is None or figure.interval is None:
        return ""
    places = decimals(figure.unit)
    return f"{number(figure.interval.low, places)}–{number(figure.interval.high, places)}"


def difference(change: Change) -> str:
    """The difference with its unit and bounds: "−5,3 procentpunt (−14,7 tot 4,3)"."""
    figure = change.difference
    if figure.value is None:
        return why_hidden(figure)
    unit = {"procent": "procentpunt", "procentpunt": "procentpunt", "cijfer": "punt"}.get(figure.unit, "")
    sign = "+" if figure.value > 0 else ""
    text = f"{sign}{number(figure.value, 0 if figure.unit == 'aantal' else 1)} {unit}".rstrip()
    if figure.interval is not None:
        places = fine((figure.interval.low, figure.interval.high), 1)
        text += f" ({number(figure.interval.low, places)} tot {number(figure.interval.high, places)})"
    return text


def based_on(change: Change, whom: str = "bewoners") -> str:
    """Whom a difference rests on."""
    if not change.paired and change.n_first is None and change.n_second is None:
        return "een telling"
    if change.paired:
        pairs = change.difference.n
        return f"{pairs} bewoners die beide keren meededen" if pairs is not None else "bewoners die beide keren meededen"
    return f"alle {whom}: {change.n_first or '?'} in de eerste en {change.n_second or '?'} in de laatste meting"


def chance(p: float | None) -> str:
    """A p value as it is usually written; empty when there is none."""
    if p is None:
        return ""
    return "p < 0,001" if p < 0.001 else f"p = {number(p, 3)}"


def day(iso: str | None) -> str:
    """A day as people write it: 18 mei 2026. What is no ISO day is left as it is."""
    try:
        one = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return sentences.day(one)


def data_day(iso: str) -> str:
    """The day of the newest answer or story, or that there is none (then analysis.material gives NO_DAY)."""
    return "nog geen gegevens" if iso == NO_DAY else day(iso)


def count(value: int | None, one: str, many: str) -> str:
    """So many of something, or the words for too few."""
    if value is None:
        return "te weinig om te tonen"
    return f"{number(value)} {one if value == 1 else many}"
