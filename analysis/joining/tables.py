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
from analysis.report.wording import interval, number, shown
from analysis.sentences import wave
from saying import mark, say

STATES = {"open": mark("Nog open"), "houdbaar": mark("Houdt stand"), "verworpen": mark("Verworpen")}
EVIDENCE = {"cijfer": mark("cijfer"), "verhaal": mark("verhaal"), "bron": mark("bron")}
TOLD = {
    "minder": mark("▼ minder dan hun deel"),
    "past": mark("past"),
    "meer": mark("▲ meer dan hun deel"),
    "onbekend": mark("niet te zeggen"),
}
CONCLUSIONS = {
    "goede_kant": mark("goede kant"),
    "verkeerde_kant": mark("verkeerde kant"),
    "onduidelijk": mark("Nog niet duidelijk"),
}
FEW, UNKNOWN = mark("te weinig"), mark("onbekend")


def groups_head() -> tuple[Head, ...]:
    """The columns of groups."""
    return (
        Head(say("Groep")),
        Head(say("Bevolking"), True),
        Head(say("Vulde in"), True),
        Head(say("Vertelde"), True),
        Head(say("Verhalen"), True),
        Head(say("Verhalen naast bevolking")),
    )


def groups(rows: tuple[StoryGroup, ...]) -> list[Row]:
    """A row per group: who lives there, who answered, who told."""
    return [
        (
            one.label, NOTHING if one.population is None else f"{number(one.population)}%", brief(one.respondents), brief(one.told),
            cell(one.stories, say(FEW)), say(TOLD.get(one.verdict, one.verdict)),
        )
        for one in rows
    ]  # fmt: skip


def brief(figure: Figure) -> str:
    """A value, or the words for too few."""
    return shown(figure) if figure.value is not None else (say(FEW) if figure.suppressed else NOTHING)


def steps_head(one: SensitivityPart) -> tuple[Head, ...]:
    """A column per step."""
    percent = one.unit == "procent"
    name = say("Bij hen zoveel procentpunt anders") if percent else say("Bij hen zoveel punt anders")
    return (Head(name), *(Head(_signed(row.points), True) for row in one.rows))


def steps(one: SensitivityPart) -> list[Row]:
    """The difference and the conclusion for each step."""
    digits = 1 if one.unit == "procent" else 2
    return [
        (say("Verschil tussen de metingen"), *(_signed(row.value, digits) for row in one.rows)),
        (say("Conclusie"), *(say(CONCLUSIONS[row.verdict]) for row in one.rows)),
    ]


def _signed(value: float, digits: int | None = None) -> str:
    places = digits if digits is not None else 0 if float(value).is_integer() else 2
    return f"{'+' if value > 0 else ''}{number(value, places)}"


def calibration_head() -> tuple[Head, ...]:
    """The columns of calibration."""
    return (
        Head(say("Partner")),
        Head(say("Verwachtingen"), True),
        Head(say("Binnen de marge"), True),
        Head(say("Richting goed"), True),
        Head(say("Breedte"), True),
        Head(say("Score"), True),
        Head(say("Per meting")),
        Head(say("Wat we ervan leren")),
    )


def calibration(rows: tuple[CalibrationPart, ...]) -> list[Row]:
    """A row per partner, by name."""
    return [
        (
            one.partner, cell(one.expectations), cell(one.inside), cell(one.direction_right), number(one.width, 1), number(one.score, 1),
            "; ".join(one.waves) or NOTHING, one.sentence,
        )
        for one in rows
    ]  # fmt: skip


def counts_head() -> tuple[Head, ...]:
    """The columns of counts."""
    return (
        Head(say("Meting")),
        Head(say("Uitgenodigd"), True),
        Head(say("Bereikt"), True),
        Head(say("Gestart"), True),
        Head(say("Voltooid"), True),
        Head(say("Bruikbaar"), True),
        Head(say("Respons"), True),
        Head(say("Foutmarge"), True),
    )


def counts(rows: tuple[CountsPart, ...]) -> list[Row]:
    """A row per wave, from asked to usable."""
    return [
        (
            wave(one.wave), cell(one.invited, say(UNKNOWN)), cell(one.reached, say(UNKNOWN)), cell(one.started), cell(one.completed), cell(one.usable),
            shown(one.rate) if one.rate.value is not None else say(UNKNOWN),
            say("indicatief") if one.margin is None else say("± {n} pp", n=number(one.margin, 1)),
        )
        for one in rows
    ]  # fmt: skip


def trait_head() -> tuple[Head, ...]:
    """The columns of trait."""
    return (Head(say("Groep")), Head(say("Bevolking"), True), Head(say("Respons"), True), Head(say("Respons, gewogen"), True))


def trait(one: TraitTable) -> list[Row]:
    """A row per group of one trait."""
    return [(row.label, f"{number(row.population)}%", brief(row.response), brief(row.weighted)) for row in one.rows]


def weighted_head() -> tuple[Head, ...]:
    """The columns of weighted."""
    return (
        Head(say("Cijfer")),
        Head(say("Ongewogen"), True),
        Head(say("95%-interval"), True),
        Head(say("Gewogen"), True),
        Head(say("95%-interval, gewogen"), True),
    )


def weighted(rows: tuple[WeightedFigure, ...]) -> list[Row]:
    """A row per figure, plain and weighted."""
    return [
        (one.indicator, shown(one.plain), interval(one.plain) or NOTHING, shown(one.weighted), interval(one.weighted) or NOTHING)
        for one in rows
    ]


def scales_head() -> tuple[Head, ...]:
    """The columns of scales."""
    return (
        Head(say("Schaal")),
        Head("n", True),
        Head(say("Alfa"), True),
        Head(say("Item: samenhang met de rest (alfa zonder dit item)")),
        Head(say("Let op")),
    )


def scales(rows: tuple[ScalePart, ...]) -> list[Row]:
    """A row per scale."""
    return [
        (
            f"{one.title} ({wave(one.wave)})", cell(one.n), NOTHING if one.alpha is None else number(one.alpha, 2),
            ", ".join(f"{item.ref.split('.')[-1]} {_two(item.rest)} ({_two(item.without)})" for item in one.items) or NOTHING, one.note or NOTHING,
        )
        for one in rows
    ]  # fmt: skip


def _two(value: float | None) -> str:
    return NOTHING if value is None else number(value, 2)


def agreement_head() -> tuple[Head, ...]:
    """The columns of agreement."""
    return (
        Head(say("Tussen")),
        Head(say("Besluiten"), True),
        Head("Kappa", True),
        Head("Krippendorff", True),
        Head(say("Wat het zegt")),
    )


def agreement(rows: tuple[AgreementPart, ...]) -> list[Row]:
    """A row per pair of readers."""
    return [(one.between, cell(one.units), _two(one.kappa), _two(one.alpha), one.sentence) for one in rows]


def heard_head(one: SaturationPart) -> tuple[Head, ...]:
    """A column per number of stories."""
    return (Head(say("Verhalen gelezen")), *(Head(number(place), True) for place, _ in one.points))


def heard(one: SaturationPart) -> list[Row]:
    """How many themes were heard by then."""
    return [(say("Thema’s gehoord"), *(number(found, 1) for _, found in one.points))]


def tests_head() -> tuple[Head, ...]:
    """The columns of tests."""
    return (
        Head(say("Cijfer")),
        Head(say("Toets")),
        Head("p", True),
        Head(say("p, Holm"), True),
        Head(say("p, Benjamini-Hochberg"), True),
    )


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


def quoted(names: tuple[str, ...]) -> str:
    """Names in a row, each between quotes."""
    return ", ".join(f"‘{one}’" for one in names)


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
        heard=heard, tests_head=tests_head, tests=tests, by_result=by_result, quoted=quoted, any_beside=any_beside, states=STATES, evidence=EVIDENCE, by_code=by_code,
    )
}  # fmt: skip
