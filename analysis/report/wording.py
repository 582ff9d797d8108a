"""How numbers and verdicts of the report are said. One place, so that every page says it the same way."""

from __future__ import annotations

from datetime import date

from analysis import sentences
from analysis.report.model import Change, Figure, WaveFigure
from analysis.sentences import Said, fine
from saying import mark, say

NO_DAY = "1970-01-01"  # analysis.material: no answer and no story yet
TOO_FEW = mark("te weinig antwoorden om te tonen")

VERDICTS = Said(
    {
        "goede_kant": mark("Gaat de goede kant op"),
        "verkeerde_kant": mark("Gaat de verkeerde kant op"),
        "onduidelijk": mark("Nog niet duidelijk"),
        "te_vroeg": mark("Te vroeg om te oordelen"),
        "te_klein": mark("Te weinig om te oordelen"),
    }
)
RELATIONS = Said(
    {
        "bevestigt": mark("Cijfer en verhalen bevestigen elkaar"),
        "vult_aan": mark("De verhalen vullen het cijfer aan"),
        "breidt_uit": mark("De verhalen brengen iets nieuws naast het cijfer"),
        "spreekt_tegen": mark("De verhalen spreken het cijfer tegen"),
        "stil": mark("Cijfer of verhalen zwijgen hierover"),
    }
)
VERDICTS_MEAN = Said(
    {
        "goede_kant": mark(
            "Het verschil gaat de gewenste kant op. Bij een cijfer met een marge is het groter dan wat door toeval kan ontstaan; "
            "een telling heeft geen marge."
        ),
        "verkeerde_kant": mark(
            "Het verschil gaat niet de gewenste kant op. Bij een cijfer met een marge is het groter dan wat door toeval kan ontstaan; "
            "een telling heeft geen marge."
        ),
        "onduidelijk": mark("Het verschil kan door toeval zijn ontstaan, of een telling bleef gelijk."),
        "te_vroeg": mark("De afgesproken dag waarop we kunnen oordelen is nog niet geweest."),
        "te_klein": mark("Er is nog maar één meting, of er antwoordden te weinig mensen."),
    }
)
RELATIONS_MEAN = Said(
    {
        "bevestigt": mark("Wat we tellen en wat mensen vertellen wijst dezelfde kant op."),
        "vult_aan": mark("De verhalen laten iets zien wat het cijfer niet laat zien."),
        "breidt_uit": mark("Veel verhalen gaan ook over een onderwerp dat het cijfer helemaal niet meet."),
        "spreekt_tegen": mark("Wat we tellen en wat mensen vertellen wijst een andere kant op. Daar is een gesprek over nodig."),
        "stil": mark("Er is geen cijfer, of er zijn geen verhalen."),
    }
)
LEVELS = Said(
    {
        "input": mark("inzet (input)"),
        "output": mark("wat er is gedaan (output)"),
        "tussenresultaat": mark("tussenresultaat"),
        "outcome": mark("verandering bij bewoners (outcome)"),
        "impact": mark("verandering in de samenleving (impact)"),
    }
)
DIRECTIONS = Said({"omhoog": mark("omhoog"), "omlaag": mark("omlaag")})
EFFECTS = Said({"Cohens h": mark("Cohens h"), "Cohens d": mark("Cohens d")})
COUNTED = mark("telling")  # instead of a test: a count is not a sample


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
    return say(TOO_FEW) if figure.suppressed else (figure.reason or say("geen gegevens"))


def brief(figure: Figure) -> str:
    """The value, the words for too few, or a dash where there is nothing to show."""
    return shown(figure) if figure.value is not None or figure.suppressed else "–"


def wave_name(wave: WaveFigure) -> str:
    """A wave with its period: "Nulmeting, voorjaar 2025"; a wave that is called after its period once."""
    name = sentences.wave(wave.name)
    return name if wave.period in ("", wave.name) else f"{name}, {sentences.period(wave.period)}"


def why_hidden(figure: Figure) -> str:
    """The sentence under a figure that may not be shown; empty when it is shown."""
    if figure.value is not None:
        return ""
    if not figure.suppressed:
        return figure.reason or say("geen gegevens")
    few = say(TOO_FEW)
    return f"{few} ({figure.reason})" if figure.reason and figure.reason not in (TOO_FEW, few) else few


def interval(figure: Figure) -> str:
    """The bounds of a figure: "31 tot 43%"; empty when there are none."""
    if figure.value is None or figure.interval is None:
        return ""
    places = decimals(figure.unit)
    low, high = number(figure.interval.low, places), number(figure.interval.high, places)
    return say("{low} tot {high}", low=low, high=high + ("%" if figure.unit == "procent" else ""))


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
    text = ("+" if figure.value > 0 else "") + number(figure.value, 0 if figure.unit == "aantal" else 1)
    if figure.unit in ("procent", "procentpunt"):
        text = say("{n} procentpunt", n=text)
    elif figure.unit == "cijfer":
        text = say("{n} punt", n=text)
    if figure.interval is None:
        return text
    places = fine((figure.interval.low, figure.interval.high), 1)
    low, high = number(figure.interval.low, places), number(figure.interval.high, places)
    return f"{text} ({say('{low} tot {high}', low=low, high=high)})"


def whom(measure_kind: str) -> str:
    """Of whom the figures of a measure kind are."""
    return {"story_verdict": sentences.STORIES, "then_now": sentences.BOTH}.get(measure_kind, "bewoners")


def based_on(change: Change, whom: str = "bewoners") -> str:
    """Whom a difference rests on."""
    if not change.paired and change.n_first is None and change.n_second is None:
        return say("een telling of een andere bron")
    if change.paired:
        pairs = change.difference.n
        if whom == sentences.BOTH:
            everybody = say("bewoners die over toen en over nu antwoordden")
            return everybody if pairs is None else f"{number(pairs)} {everybody}"
        if pairs is None:
            return say("bewoners die beide keren meededen")
        return say("{n} bewoners die beide keren meededen", n=number(pairs))
    first, last = (number(one) if one else "?" for one in (change.n_first, change.n_second))
    if whom == sentences.STORIES:
        return say("alle verhalen: {first} in de eerste en {last} in de laatste meting", first=first, last=last)
    return say("alle bewoners: {first} in de eerste en {last} in de laatste meting", first=first, last=last)


def chance(p: float | None) -> str:
    """A p value as it is usually written; empty when there is none."""
    if p is None:
        return ""
    return f"p < {number(0.001, 3)}" if p < 0.001 else f"p = {number(p, 3)}"


def tested(method: str) -> str:
    """The test of a difference; tests are called after people, in every language."""
    return say(COUNTED) if method == COUNTED else method


def day(iso: str | None) -> str:
    """A day as people write it: 18 mei 2026. What is no ISO day is left as it is."""
    try:
        one = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return sentences.day(one)


def data_day(iso: str) -> str:
    """The day of the newest answer or story, or that there is none (then analysis.material gives NO_DAY)."""
    return say("nog geen gegevens") if iso == NO_DAY else day(iso)
