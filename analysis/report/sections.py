"""The sections of the report in their usual order; a layout may move them and leave some out, never what must be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.report.model import Report
from analysis.report.parts.layout import Layout
from saying import mark, say


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `anchor` is where it begins; `stays`: it can neither be left out nor moved behind the appendix."""

    code: str
    title: str  # marked: said where it is shown
    template: str
    anchor: str
    there: Callable[[Report], bool]
    stays: bool = False
    listed: bool = True  # in the list of contents
    joined: str = ""  # its title when figures and stories that disagree have a section of their own

    def name(self, report: Report) -> str:
        """Its title in this report, in the language that is spoken."""
        return say(self.joined if self.joined and report.joining is not None else self.title)


def _part(name: str) -> Callable[[Report], bool]:
    return lambda report: getattr(report, name) is not None


def _results(report: Report) -> bool:
    return bool(report.results)


SECTIONS = (
    Section("raad", mark("Eén bladzijde voor de raad"), "council.html", "raad", _results, stays=True),
    Section("overzicht", mark("Wat wilden we bereiken, en waar staan we?"), "overview.html", "overzicht", _results),
    Section("lijn", mark("Wat wilden we bereiken, en langs welke weg?"), "line.html", "redeneerlijn", _part("line")),
    Section("vorige", mark("Wat deden we met de acties van de vorige keer?"), "learning_before.html", "vorige-keer",
            lambda report: report.learning is not None and bool(report.learning.before_name), stays=True),
    Section("resultaten", mark("De resultaten"), "results.html", "resultaat-1", _results, listed=False),
    Section("verantwoording", mark("Gelaagde verantwoording, en wat investeren oplevert"), "accounting.html", "gelaagde-verantwoording",
            _part("accounting")),
    Section("kaders", mark("Samen kijken: de kaders"), "frameworks.html", "kaders", _part("frameworks")),
    Section("teams", mark("De teams"), "teams.html", "teams", _part("teams")),
    Section("vergelijken", mark("Hoe staan wij ten opzichte van andere gemeenten?"), "benchmark.html", "vergelijken", _part("benchmark")),
    Section("verhalen", mark("Alle verhalen samen"), "stories.html", "verhalen", lambda report: report.stories_total > 0),
    Section("weten-niet", mark("Wat we niet weten, en waar cijfer en verhaal verschillen"), "unknowns.html", "weten-niet", _results,
            stays=True, joined=mark("Wat we niet weten")),
    Section("tegenspraak", mark("Waar cijfer en verhaal elkaar tegenspreken"), "joining.html", "tegenspraak", _part("joining"), stays=True),
    Section("bronnen", mark("Waar de cijfers vandaan komen, en wat van buiten speelde"), "sources.html", "bronnen", _part("sources")),
    Section("gesprek", mark("Het gesprek, en wat we gaan doen"), "learning.html", "gesprek", _part("learning"), stays=True),
    Section("bijlage", mark("Bijlage: verantwoording"), "appendix.html", "bijlage", lambda report: True, stays=True),
)  # fmt: skip
BY_CODE = {one.code: one for one in SECTIONS}
FIXED_FIRST, FIXED_LAST = "raad", "bijlage"


def arranged(report: Report) -> tuple[Section, ...]:
    """The sections of this report in the order of its layout; what the layout does not name keeps its usual place behind the rest."""
    shown = [one for one in SECTIONS if one.there(report) and (one.stays or one.code not in report.layout.hidden)]
    place = {code: number for number, code in enumerate(complete(report.layout.order))}
    return tuple(sorted(shown, key=lambda one: place[one.code]))


def complete(order: tuple[str, ...]) -> tuple[str, ...]:
    """Every code once: those asked for first, the others after the one they usually follow; the council's page first, the appendix last."""
    found = [code for code in dict.fromkeys(order) if code in BY_CODE and code not in (FIXED_FIRST, FIXED_LAST)]
    for number, one in enumerate(SECTIONS):
        if one.code in found or one.code in (FIXED_FIRST, FIXED_LAST):
            continue
        before = [each.code for each in SECTIONS[:number] if each.code in found]
        found.insert(found.index(before[-1]) + 1 if before else 0, one.code)
    return (FIXED_FIRST, *found, FIXED_LAST)


def words_of(layout: Layout, code: str) -> str:
    """What the editors put above a section; "" = nothing."""
    return next((one.text for one in layout.words if one.section == code), "")
