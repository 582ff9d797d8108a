"""Beleidskaders: what hangs under GALA, IZA or a paper of one's own, and what is known of it."""

from __future__ import annotations

from typing import Any

from flask import g, render_template

from analysis.frameworks import catalogue, store
from analysis.frameworks.aggregate import newest
from analysis.frameworks.filled import filled, names_of, sitting
from analysis.frameworks.framework import KINDS, text_of
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, only_known
from webapp.request_session import db

FRAMES = "beleidskaders"
SIGHT = {
    "ambitie": "ambitie",
    "resultaat": "resultaat",
    "activiteit": "activiteit",
    "indicator": "uitkomst",
}  # on the line of sight


@desk.get("/<programme>/kaders/beleidskaders/doelen")
@allow("evaluator")
def policy_frames(programme: str) -> Any:
    """What hangs under one policy frame, and what is known of it: goals, results, activities and indicators."""
    only_known("kader")
    one = catalogue.get(FRAMES)
    wanted = asked("kader", {frame.code for frame in one.dimensions}, one.dimensions[0].code)
    part = filled(db(), guard.programme(), one)
    chosen = next(frame for frame in part.dimensions if frame.code == wanted)
    laid = newest([sitting(held) for held in store.sessions(db(), guard.programme(), FRAMES)])
    names, known = names_of(db(), guard.programme(), one), _known()
    rows = [
        (
            card.kind,
            card.subject,
            names.get((card.kind, card.subject), card.subject),
            *known.get((card.kind, card.subject), ("", "")),
        )
        for card in laid
        if card.dimension == wanted
    ]
    kinds = {kind: text_of(words) for kind, words in KINDS.items()}
    order = list(KINDS)
    rows.sort(key=lambda row: (-order.index(row[0]), row[2].casefold()))
    return render_template("desk/frameworks_policy.html", part=part, chosen=chosen, rows=rows, kinds=kinds, sight=SIGHT)


def _known() -> dict[tuple[str, str], tuple[str, str]]:
    """What the report says of each result and indicator, with its verdict."""
    from webapp.desk.reporting import live

    results = live(g.language).results
    found = {("resultaat", one.code): (one.joint.figure_says, "") for one in results}
    return found | {("indicator", each.code): (each.message, each.verdict) for one in results for each in one.indicators}
