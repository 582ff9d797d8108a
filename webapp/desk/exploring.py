"""Verkennen: choose what, for whom and split by what; the figures come from the cube at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, g, render_template, request
from markupsafe import Markup

from analysis.cube import AREA, Cube, Filter
from analysis.cube_figures import NO_SPLIT, Look, Seen, look
from analysis.cube_store import Explorer, Variable, explorer
from analysis.report.model import Breakdown, IndicatorPart
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, only_known
from webapp.request_session import db, writing

MOST_AREAS = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a look: tables and drawings of the same figures."""

    seen: Seen
    part: IndicatorPart
    over_time: Markup
    by_group: Markup | None


@desk.get("/<programme>/verkennen")
@allow("evaluator")
def exploring(programme: str) -> Any:
    """The choices, and the figure that was asked for with its chart and table."""
    made = explorer(db(), guard.programme())
    variable = made.variables.get(asked("wat", made.variables), next(iter(made.variables.values()), None))
    only_known("wat", "naar", "wijk", *(f"k{place}" for place in range(1, 20)))
    if variable is None:
        return render_template("desk/exploring.html", made=made, variable=None)
    cube = made.cubes[variable.cube]
    one = _look(cube, variable)
    return render_template(
        "desk/exploring.html", made=made, variable=variable, cube=cube, one=one, heads=_heads(made), labels=dict(one.keep.labels),
        shown=_shown(made, cube, variable, one), chosen=[cube.dimensions[AREA].labels[place] for place in one.keep.areas],
    )  # fmt: skip


def _heads(made: Explorer) -> dict[str, list[Variable]]:
    """The variables under their heads, for the list."""
    found: dict[str, list[Variable]] = {}
    for one in made.variables.values():
        found.setdefault(one.group, []).append(one)
    return found


def _look(cube: Cube, variable: Variable) -> Look:
    """What this address asks; places outside the lists end in 400."""
    split = _place("naar", len(cube.dimensions), NO_SPLIT)
    areas = sorted({_within(one, len(cube.dimensions[AREA].labels)) for one in request.args.getlist("wijk")[:MOST_AREAS]})
    labels = []
    for place, dimension in enumerate(cube.dimensions[1:], start=1):
        label = _place(f"k{place}", len(dimension.labels), -1)
        if label >= 0:
            labels.append((place, label))
    return Look(variable.key, Filter(tuple(areas), tuple(labels)), split)


def _place(name: str, size: int, default: int) -> int:
    value = request.args.get(name, "")
    return _within(value, size) if value else default


def _within(value: str, size: int) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 5 and int(value) < size):
        abort(400)
    return int(value)


def _shown(made: Explorer, cube: Cube, variable: Variable, one: Look) -> Shown:
    """The figures of this look, weighed beside the earlier looks of this account today; this one is kept for the next."""
    from analysis.ledger import exploring as looks
    from analysis.report import charts, group_charts

    earlier = looks.earlier(db(), guard.programme(), g.account)
    same = [
        replace(each, variable=one.variable)
        for each in earlier
        if each.variable in made.variables and made.variables[each.variable].subject == variable.subject
    ]
    seen = look(cube, variable.asked, one, same)
    looks.remember(writing(), guard.programme(), g.account, made.state, replace(one, shown=seen.shown, sizes=seen.sizes))
    writing().commit()
    part = _part(variable, seen, cube, one)
    by_group = Markup(group_charts.breakdown_chart(part, part.breakdowns[0])) if part.breakdowns else None  # noqa: S704  drawn by us
    return Shown(seen, part, Markup(charts.waves_chart(part)), by_group)  # noqa: S704


def _part(variable: Variable, seen: Seen, cube: Cube, one: Look) -> IndicatorPart:
    """The figures as the drawings of the report know them."""
    splits = (Breakdown(cube.dimensions[one.split].title, seen.rows),) if one.split >= 0 and len(seen.rows) > 1 else ()
    return IndicatorPart(
        code=variable.key, name=variable.title, definition="", level="outcome", measure_kind="", direction=variable.asked.direction,
        unit=variable.asked.unit, target=None, target_on=None, horizon=None, not_measured="", source="", message=variable.title, verdict="",
        waves=seen.total, changes=(), breakdowns=splits,
    )  # fmt: skip
