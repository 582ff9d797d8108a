"""The tables and words of the part about joining, for page and PDF."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from analysis.report.parts.joining import (
    AgendaPart,
    AgreementPart,
    CalibrationPart,
    CountsPart,
    ResultJoining,
    SaturationPart,
    ScalePart,
    SensitivityPart,
    StoryGroup,
    TestPart,
    TraitTable,
    WeightedFigure,
)
from analysis.report.tables import NOTHING, Head, Row, cell
from analysis.report.values import Figure
from analysis.report.wording import VERDICTS, interval, number, shown

STATES = {"open": "Nog open", "houdbaar": "Houdt stand", "verworpen": "Verworpen"}
EVIDENCE = {"cijfer": "cijfer", "verhaal": "verhaal", "bron": "bron"}
TOLD = {"minder": "▼ minder dan hun deel", "past": "past", "meer": "▲ meer dan hun deel", "onbekend": "niet te zeggen"}

groups_head = (
    Head("Groep"), Head("Bevolking", True), Head("Vulde in", True), Head("Vertelde", True), Head("Verhalen", True), Head("Verhalen naast bevolking"),
)  # fmt: skip


def groups(rows: tuple[StoryGroup, ...]) -> list[Row]:
    """A row per group: who lives there, who answered, who told."""
    return [
        (
            one.label, NOTHING if one.population is None else f"{number(one.population)}%", brief(one.respondents), brief(one.told),
            cell(one.stories, "te weinig"), TOLD.get(one.verdict, one.verdict),
        )
        for one in rows
    ]  # fmt: skip


def brief(figure: Figure) -> str:
    """A value, or the words for too few."""
    return shown(figure) if figure.value is not None else ("te weinig" if figure.suppressed else NOTHING)


def steps_head(one: SensitivityPart) -> tuple[Head, ...]:
    """A column per step."""
    name = "procentpunt" if one.unit == "procent" else "punt"
    return (Head(f"Bij hen zoveel {name} anders"), *(Head(_signed(row.points), True) for row in one.rows))


def steps(one: SensitivityPart) -> list[Row]:
    """The difference and the conclusion for each step."""
    digits = 1 if one.unit == "procent" else 2
    return [
        ("Verschil tussen de metingen", *(_signed(row.value, digits) for row in one.rows)),
        ("Conclusie", *(VERDICTS[row.verdict].replace("Gaat de ", "").replace(" op", "") for row in one.rows)),
    ]


def _signed(value: float, digits: int | None = None) -> str:
    places = digits if digits is not None else 0 if float(value).is_integer() else 2
    return f"{'+' if value > 0 else ''}{number(value, places)}"


calibration_head = (
    Head("Partner"), Head("Verwachtingen", True), Head("Binnen de marge", True), Head("Richting goed", True), Head("Breedte", True),
    Head("Score", True), Head("Per meting"), Head("Wat we ervan leren"),
)  # fmt: skip


def calibration(rows: tuple[CalibrationPart, ...]) -> list[Row]:
    """A row per partner, by name."""
    return [
        (
            one.partner, cell(one.expectations), cell(one.inside), cell(one.direction_right), number(one.width, 1), number(one.score, 1),
            "; ".join(one.waves) or NOTHING, one.sentence,
        )
        for one in rows
    ]  # fmt: skip


counts_head = (
    Head("Meting"), Head("Uitgenodigd", True), Head("Bereikt", True), Head("Gestart", True), Head("Voltooid", True), Head("Bruikbaar", True),
    Head("Respons", True), Head("Foutmarge", True),
)  # fmt: skip


def counts(rows: tuple[CountsPart, ...]) -> list[Row]:
    """A row per wave, from asked to usable."""
    return [
        (
            one.wave, cell(one.invited, "onbekend"), cell(one.reached, "onbekend"), cell(one.started), cell(one.completed), cell(one.usable),
            shown(one.rate) if one.rate.value is not None else "onbekend",
            "indicatief" if one.margin is None else f"± {number(one.margin, 1)} pp",
        )
        for one in rows
    ]  # fmt: skip


trait_head = (Head("Groep"), Head("Bevolking", True), Head("Respons", True), Head("Respons, gewogen", True))


def trait(one: TraitTable) -> list[Row]:
    """A row per group of one trait."""
    return [(row.label, f"{number(row.population)}%", brief(row.response), brief(row.weighted)) for row in one.rows]


weighted_head = (
    Head("Cijfer"),
    Head("Ongewogen", True),
    Head("95%-interval", True),
    Head("Gewogen", True),
    Head("95%-interval, gewogen", True),
)


def weighted(rows: tuple[WeightedFigure, ...]) -> list[Row]:
    """A row per figure, plain and weighted."""
    return [
        (one.indicator, shown(one.plain), interval(one.plain) or NOTHING, shown(one.weighted), interval(one.weighted) or NOTHING)
        for one in rows
    ]


scales_head = (
    Head("Schaal"),
    Head("n", True),
    Head("Alfa", True),
    Head("Item: samenhang met de rest (alfa zonder dit item)"),
    Head("Let op"),
)


def scales(rows: tuple[ScalePart, ...]) -> list[Row]:
    """A row per scale."""
    return [
        (
            f"{one.title} ({one.wave})", cell(one.n), NOTHING if one.alpha is None else number(one.alpha, 2),
            ", ".join(f"{item.ref.split('.')[-1]} {_two(item.rest)} ({_two(item.without)})" for item in one.items) or NOTHING, one.note or NOTHING,
        )
        for one in rows
    ]  # fmt: skip


def _two(value: float | None) -> str:
    return NOTHING if value is None else number(value, 2)


agreement_head = (Head("Tussen"), Head("Besluiten", True), Head("Kappa", True), Head("Krippendorff", True), Head("Wat het zegt"))


def agreement(rows: tuple[AgreementPart, ...]) -> list[Row]:
    """A row per pair of readers."""
    return [(one.between, cell(one.units), _two(one.kappa), _two(one.alpha), one.sentence) for one in rows]


def heard_head(one: SaturationPart) -> tuple[Head, ...]:
    """A column per number of stories."""
    return (Head("Verhalen gelezen"), *(Head(number(place), True) for place, _ in one.points))


def heard(one: SaturationPart) -> list[Row]:
    """How many themes were heard by then."""
    return [("Thema’s gehoord", *(number(found, 1) for _, found in one.points))]


tests_head = (Head("Cijfer"), Head("Toets"), Head("p", True), Head("p, Holm", True), Head("p, Benjamini-Hochberg", True))


def tests(rows: tuple[TestPart, ...]) -> list[Row]:
    """A row per test, with p corrected for all others."""
    return [(one.indicator, one.what, _p(one.p), _p(one.holm), _p(one.bh)) for one in rows]


def _p(value: float) -> str:
    return "< 0,001" if value < 0.001 else number(value, 3)


def by_trait(rows: tuple[StoryGroup, ...]) -> list[tuple[str, tuple[StoryGroup, ...]]]:
    """The groups of each trait together."""
    return [(title, tuple(one for one in rows if one.trait == title)) for title in dict.fromkeys(one.trait for one in rows)]


def by_result(rows: tuple[AgendaPart, ...]) -> list[tuple[str, tuple[AgendaPart, ...]]]:
    """The points of each result together, in the order in which a result first comes."""
    return [(title, tuple(one for one in rows if one.result == title)) for title in dict.fromkeys(one.result for one in rows)]


def any_beside(results: tuple[ResultJoining, ...]) -> bool:
    """Whether there is anything to say beside a result."""
    return any(one.rivals or one.surprises or one.deviant or one.claims for one in results)


def by_code(results: tuple[ResultJoining, ...], code: str) -> ResultJoining | None:
    """What belongs beside one result."""
    return next((one for one in results if one.code == code), None)


GLOBALS: dict[str, Any] = {
    "joins": SimpleNamespace(
        groups_head=groups_head, groups=groups, by_trait=by_trait, steps_head=steps_head, steps=steps, calibration_head=calibration_head,
        calibration=calibration, counts_head=counts_head, counts=counts, trait_head=trait_head, trait=trait, weighted_head=weighted_head,
        weighted=weighted, scales_head=scales_head, scales=scales, agreement_head=agreement_head, agreement=agreement, heard_head=heard_head,
        heard=heard, tests_head=tests_head, tests=tests, by_result=by_result, any_beside=any_beside, states=STATES, evidence=EVIDENCE, by_code=by_code,
    )
}  # fmt: skip
