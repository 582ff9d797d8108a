"""Stem van de stilte at the desk: who did not tell, and what if they are different."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request

from analysis.joining import silence, tables
from analysis.report.wording import VERDICTS
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_number, only_known
from webapp.desk.joining import joining_now
from webapp.desk.joining_response import trait_names

POINTS = {"procent": (-30, 30, 1, -10), "cijfer": (-3, 3, 0.25, -0.5)}  # lowest, highest, step, what is shown first


@desk.get("/<programme>/stilte")
@allow("evaluator")
def silent_voices(programme: str) -> Any:
    """Who lives there, who answered, who told; and how a conclusion moves with a difference of one's own choice."""
    only_known("verschil", "punt")
    joining = joining_now(g.language)
    quiet = joining.silence if joining else None
    asked = {"procent": _points("verschil", "procent"), "cijfer": _points("punt", "cijfer")}
    moved = [(one, silence.at(one, asked[one.unit])) for one in quiet.sensitivity] if quiet else []
    return render_template(
        "desk/joining_silence.html", quiet=quiet, moved=moved, asked=asked, bounds=POINTS, told=tables.TOLD, verdicts=VERDICTS,
        by_trait=tables.by_trait, brief=tables.brief, margins=bool(trait_names(guard.programme(), filled=True)),
    )  # fmt: skip


def _points(name: str, unit: str) -> float:
    low, high, _, first = POINTS[unit]
    value = request.args.get(name, "")
    if not value:
        return first
    try:
        points = a_number(value) or 0.0
    except Mistyped:
        abort(400)
    if not low <= points <= high:
        abort(400)
    return points
