"""Zichtlijn: click from ambition to result, activity, participants' outcome and stories, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.frameworks.sight import KINDS, TOP, Node, Sight
from analysis.line.models import MacroGoal
from analysis.models import Ambition, ResultActivity, SocietalResult
from analysis.report.model import Report
from analysis.sources import series
from surveys.parties import Activity
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.language import gettext
from webapp.request_session import db

Key = tuple[str, str]


@desk.get("/<programme>/zichtlijn")
@allow("evaluator")
def sight_top(programme: str) -> Any:
    """The whole line from above."""
    return _page(TOP)


@desk.get("/<programme>/zichtlijn/<node>/<code>")
@allow("evaluator")
def sight(programme: str, node: str, code: str) -> Any:
    """One place on the line, with what lies above and below it."""
    if node not in KINDS:
        abort(404)
    return _page((node, code))


def _page(key: Key) -> Any:
    from webapp.desk.reporting import live

    report = live(g.language)
    found = Sight([*_nodes(report)], [*_links(report)])
    if key not in found.nodes:
        abort(404)
    quotes = [
        quote for result in report.results for quote in result.quotes
        if key in (("resultaat", result.code), ("thema", _theme_code(report, quote.theme)))
    ]  # fmt: skip
    return render_template(
        "desk/frameworks_sight.html", here=found.nodes[key], trail=found.trail(key)[:-1], above=found.above(key),
        below=found.below(key), quotes=list(dict.fromkeys(quotes)), top=TOP,
    )  # fmt: skip


def _theme_code(report: Report, name: str) -> str:
    return next((one.code for result in report.results for one in result.themes if one.name == name), "")


def _rows(kind: Any) -> Any:
    """Ambitions of this programme, or what hangs under them."""
    query = select(kind) if kind is Ambition else select(kind).join(Ambition)
    return db().scalars(query.where(Ambition.programme_id == guard.programme().id).order_by(kind.code))


def _nodes(report: Report) -> Iterator[Node]:
    yield Node(*TOP, gettext("Een samenredzame samenleving"), _own_figures())
    for one in _rows(Ambition):
        yield Node("ambitie", one.code, one.name, one.text)
    for result in report.results:
        yield Node("resultaat", result.code, result.title, result.joint.figure_says)
        for part in result.indicators:
            yield Node("uitkomst", part.code, part.name, part.message, part.verdict)
        for theme in result.themes:
            told = gettext("te weinig verhalen om te tonen")
            if theme.stories is not None:
                told = gettext("in %(n)s van de %(of)s verhalen", n=theme.stories, of=theme.of_stories)
            yield Node("thema", theme.code, theme.name, told)
    mine = select(Activity).where(Activity.programme_id == guard.programme().id).order_by(Activity.name)
    for activity in db().scalars(mine):
        yield Node(
            "activiteit",
            activity.code,
            activity.name,
            activity.mechanism or gettext("Waarom dit zou helpen is nog niet opgeschreven."),
        )


def _own_figures() -> str:
    """The macro goals that are about managing together: the indicators of the top itself."""
    found = []
    for goal in _rows(MacroGoal):
        if goal.promise == "samenredzaamheid":
            read = series.read(db(), guard.programme(), goal.series or {})
            last = next((one for one in reversed(read.points) if one.value is not None), None) if read else None
            value = last.value if last else goal.baseline
            found.append(
                goal.name + (f": {value:g} ({last.period if last else goal.baseline_year})" if value is not None else "")
            )
    return "; ".join(found) or gettext(
        "Hier hangt nog geen eigen cijfer aan. Kies bij een macrodoel de belofte ‘samenredzaamheid’."
    )


def _links(report: Report) -> Iterator[tuple[Key, Key]]:
    for one in _rows(Ambition):
        yield TOP, ("ambitie", one.code)
    for result in _rows(SocietalResult):
        yield ("ambitie", result.ambition.code), ("resultaat", result.code)
    activities = _activities()
    for part in report.results:
        mine = [("activiteit", code) for code in activities.get(part.code, [])]
        for key in mine:
            yield ("resultaat", part.code), key
        for indicator in part.indicators:
            outcome = ("uitkomst", indicator.code)
            yield from ((key, outcome) for key in mine or [("resultaat", part.code)])
            yield from ((outcome, ("thema", theme.code)) for theme in part.themes)


def _activities() -> dict[str, list[str]]:
    """The activities of each result, by code."""
    query = (
        select(SocietalResult.code, Activity.code)
        .join(ResultActivity, ResultActivity.result_id == SocietalResult.id)
        .join(Activity, Activity.id == ResultActivity.activity_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .where(Ambition.programme_id == guard.programme().id)
        .order_by(SocietalResult.code, Activity.code)
    )
    found: dict[str, list[str]] = {}
    for result, activity in db().execute(query):
        found.setdefault(result, []).append(activity)
    return found
