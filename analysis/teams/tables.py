"""The tables of the teams, for the report, the sheet and the desk: plain rows of words."""

from __future__ import annotations

from analysis.report.parts.teams import GroupMark, TeamAge, TeamDimension, TeamHelp, TeamMoney, TeamsPart
from analysis.report.tables import NOTHING, Head, Row, cell
from analysis.report.values import Figure
from analysis.report.wording import interval, number, short_interval, shown
from saying import mark, say

groups_head = (Head(mark("Groep")), Head(mark("Rapportcijfer"), True), Head(mark("95%-interval"), True), Head("n", True))
help_head = (
    Head(mark("Hoe gemeten")), Head("n", True), Head(mark("Beter"), True), Head(mark("Gelijk"), True), Head(mark("Achteruit"), True),
    Head(mark("Beter of gelijk"), True),
)  # fmt: skip
money_head = (
    Head(mark("Gemeente")), Head(mark("Hulp"), True), Head(mark("Klant"), True), Head(mark("Begroot (€)"), True),
    Head(mark("Uitgegeven (€)"), True), Head(mark("Van begroot"), True), Head(mark("€ per cliënt"), True),
)  # fmt: skip


def towns_head(part: TeamsPart) -> tuple[Head, ...]:
    """The municipalities, all teams (each once), and all employees (each once)."""
    return (
        Head(mark("Dimensie")),
        *(Head(one, True) for one in part.municipalities),
        Head(mark("Alle teams"), True),
        Head(mark("Medewerkers"), True),
    )


def towns(part: TeamsPart) -> list[Row]:
    """A row per dimension with the mark, interval and n of each municipality and of all teams."""
    return [
        (one.name, *(_full(group.figure) for group in one.municipalities), _full(one.reference), _full(one.everyone))
        for one in part.dimensions
    ]


def _full(one: Figure) -> str:
    """Mark, interval and n in one cell: "6,4 (6,0–6,8) n = 31"."""
    if one.value is None:
        return shown(one)
    bounds = f" ({short_interval(one)})" if one.interval else ""
    return f"{number(one.value, 1)}{bounds}" + (f" n\u00a0=\u00a0{one.n}" if one.n is not None else "")


def spots(dimensions: tuple[TeamDimension, ...]) -> list[Row]:
    """The marks of the teams per dimension, low to high and without names."""
    return [(one.name, "  ".join(number(value, 1) for value in one.spots) or NOTHING) for one in dimensions]


spots_head = (Head(mark("Dimensie")), Head(mark("Cijfers van de teams, van laag naar hoog")))


def groups(parts: tuple[GroupMark, ...], all_of: Figure | None = None) -> list[Row]:
    """A row per group, and at the end all together."""
    rows = [*((one.label, one.figure) for one in parts), *(((say("Alle antwoorden"), all_of),) if all_of else ())]
    return [(label, shown(one), interval(one) or NOTHING, cell(one.n)) for label, one in rows]


def ages_head(part: TeamsPart) -> tuple[Head, ...]:
    """How long a team exists, how many teams, each dimension, and their mean."""
    return (
        Head(mark("Bestaat")),
        Head(mark("Teams"), True),
        *(Head(one.name, True) for one in part.dimensions),
        Head(mark("Gem."), True),
    )


def ages(parts: tuple[TeamAge, ...]) -> list[Row]:
    """A row per class."""
    return [(one.label, str(one.teams), *(number(value, 1) for value in one.marks), number(one.mean, 1)) for one in parts]


def helped(parts: tuple[TeamHelp, ...]) -> list[Row]:
    """A row per way of measuring."""
    few = say("te weinig")
    return [
        (
            one.method[:1].upper() + one.method[1:], cell(one.n, few), cell(one.better, few), cell(one.same, few), cell(one.worse, few),
            shown(one.goal) + (f" ({short_interval(one.goal)})" if one.goal.interval else ""),
        )
        for one in parts
    ]  # fmt: skip


def money(parts: tuple[TeamMoney, ...]) -> list[Row]:
    """A row per municipality: help and client first, then money."""
    return [
        (
            one.label, shown(one.help), shown(one.client), *(NOTHING if value is None else number(value) for value in (one.budgeted, one.realised)),
            NOTHING if one.used is None else f"{number(one.used)}%", NOTHING if one.unit_cost is None else number(one.unit_cost),
        )
        for one in parts
    ]  # fmt: skip
