"""The board of a session: one form with a row per card, that works without a script, on a phone and with a keyboard."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from werkzeug.datastructures import MultiDict

from analysis.frameworks import steps, store, subjects
from analysis.frameworks.framework import KINDS, Framework, Value, text_of
from analysis.frameworks.models import FrameworkSession
from analysis.frameworks.rows import Row, rows
from analysis.frameworks.store import Placed
from webapp import audit
from webapp.access import allow
from webapp.cleaning import clean_text
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_number, see_other, text
from webapp.desk.frameworks import framework_of, session_of
from webapp.language import current_language, gettext
from webapp.request_session import db

SCORES = ("0", "1", "2", "3", "4")
MOST = 400  # rows on a board


class NotPlaced(Exception):
    """A row was filled in a way that cannot be kept; the sentence says what to do."""


def _subjects(framework: Framework) -> list[tuple[str, str, str]]:
    found = [(one.kind, one.code, one.name) for one in subjects.of_kinds(db(), guard.programme(), framework.subjects)]
    if "onderwerp" in framework.subjects:
        fixed = {one.code for one in framework.dimensions} | {item.code for one in framework.dimensions for item in one.items}
        own = store.own_cards(db(), guard.programme(), framework.code)
        found += [("onderwerp", name, name) for name in own if name not in fixed]
    return found[:MOST]


def _rows(framework: Framework, chosen: str) -> tuple[list[Row], list[tuple[str, str]]]:
    """The rows of the board, and for a framework per subject the subjects to choose from."""
    found = _subjects(framework)
    if framework.layout != "per_onderwerp":
        return rows(framework, found), []
    options = [(f"{kind}:{code}", name) for kind, code, name in found]
    wanted = [one for one in found if f"{one[0]}:{one[1]}" == chosen]
    return rows(framework, wanted), options


@desk.get("/<programme>/kaders/<framework_code>/bijeenkomst/<int:session_number>")
@allow("worker")
def framework_board(programme: str, framework_code: str, session_number: int) -> Any:
    """The board of a session as it lies."""
    framework = framework_of(framework_code)
    return _page(framework, session_of(framework, session_number), _laid(framework, session_of(framework, session_number)))


def _laid(framework: Framework, held: FrameworkSession) -> MultiDict[str, str]:
    """What lies on the board, as the fields of its form."""
    found: MultiDict[str, str] = MultiDict()
    fixed = {row.key for row in _rows(framework, request.values.get("kaart", ""))[0] if row.dimension}
    for card in held.cards:
        key = f"{card.dimension}|{card.subject_kind}|{card.subject}"
        if key not in fixed:
            key = f"|{card.subject_kind}|{card.subject}"
            found.add(f"vak.{key}", card.dimension)
        found[f"stand.{key}"] = card.state
        found[f"woord.{key}"] = card.note
        for name, value in (card.values or {}).items():
            found[f"waarde.{name}.{key}"] = f"{value:g}" if isinstance(value, int | float) else str(value)
    return found


def _page(framework: Framework, held: FrameworkSession, fields: MultiDict[str, str], fault: str = "", status: int = 200) -> Any:
    chosen = request.values.get("kaart", "")
    found, options = _rows(framework, chosen)
    agreed = steps.agreements(db(), held.programme_id, framework.code)
    closed = steps.closed_to(db(), held.programme_id, framework, g.account)
    page = render_template(
        "desk/frameworks_board.html", agreed={code: steps.who(db(), found) for code, found in agreed.items()}, closed=closed,
        writes=guard.may("evaluator") or len(closed) < len(framework.dimensions), one=framework, held=held, rows=found, options=options, chosen=chosen, fields=fields, fault=fault,
        lang=current_language(), scores=SCORES, kind_name=lambda kind: text_of(KINDS[kind]), states=list(framework.state_names().items()),
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/kaders/<framework_code>/bijeenkomst/<int:session_number>")
@allow("worker")
def lay_cards(programme: str, framework_code: str, session_number: int) -> Any:
    """Keep the board as it was filled; who may fill in which step is for the verb to say."""
    framework = framework_of(framework_code)
    held = session_of(framework, session_number)
    found, _ = _rows(framework, request.form.get("kaart", ""))
    try:
        cards = [card for row in found for card in _placed(framework, row)] + _own(framework)
        cards += _others(framework, held, {(row.kind, row.subject) for row in found})
        store.put(db(), held, framework, cards, g.account, reason=text("buiten_afspraak", 2_000))
    except (NotPlaced, store.CardRefused) as refused:
        return _page(framework, held, request.form, gettext(str(refused)), 422)
    audit.note(db(), "kader_kaarten", account=g.account, programme=guard.programme(), subject=f"kader:{framework.code}")
    db().commit()
    extra = {"kaart": request.form["kaart"]} if request.form.get("kaart") else {}
    return see_other(
        "desk.framework_board",
        "Het bord is bewaard.",
        programme=programme,
        framework_code=framework_code,
        session_number=session_number,
        **extra,
    )


def _others(framework: Framework, held: FrameworkSession, seen: set[tuple[str, str]]) -> list[Placed]:
    """Cards that were not on this form stay as they lie: those of other subjects, and of subjects that are gone."""
    return [
        Placed(one.dimension, one.subject_kind, one.subject, one.state, one.note, dict(one.values or {}))
        for one in held.cards
        if (one.subject_kind, one.subject) not in seen
    ]


def _placed(framework: Framework, row: Row) -> list[Placed]:
    key, form = row.key, request.form
    state = form.get(f"stand.{key}", "")
    note = clean_text(form.get(f"woord.{key}", ""), 2_000).strip()
    values = _values(framework, row)
    if row.dimension:
        empty = not state and not note and not values
        return [] if empty else [Placed(row.dimension, row.kind, row.subject, state, note, values)]
    places = [one.code for one in framework.dimensions if one.code in form.getlist(f"vak.{key}")]
    if state and not places:
        raise NotPlaced(gettext("Kies een vak bij ‘%(name)s’, of maak de stand leeg.", name=row.name))
    return [Placed(one, row.kind, row.subject, state, note) for one in places]


def _own(framework: Framework) -> list[Placed]:
    """The card that somebody wrote on the board itself."""
    name = " ".join(clean_text(request.form.get("eigen.naam", ""), 200).split())
    if not name or "onderwerp" not in framework.subjects:
        return []
    places = [one.code for one in framework.dimensions if one.code in request.form.getlist("eigen.vak")]
    if not places:
        raise NotPlaced(gettext("Kies een vak bij ‘%(name)s’, of maak de stand leeg.", name=name))
    return [Placed(one, "onderwerp", name, request.form.get("eigen.stand", "")) for one in places]


def _values(framework: Framework, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code, _ in row.marks:
        score = request.form.get(f"waarde.{code}.{row.key}", "")
        if score in SCORES:
            found[code] = int(score)
    if row.dimension and (row.marks or row.subject == row.dimension):
        first = not row.marks or row.dimension == framework.dimensions[0].code
        for value in framework.values if first else ():
            given = clean_text(request.form.get(f"waarde.{value.code}.{row.key}", ""), 300).strip()
            if given:
                found[value.code] = _given(value, given)
    return found


def _given(value: Value, given: str) -> str | float:
    if value.unit == "tekst":
        return given
    try:
        number = a_number(given)
    except Mistyped:
        number = None
    if number is None or not 0 <= number <= 1e9 or (value.unit == "cijfer" and not 1 <= number <= 10):
        raise NotPlaced(gettext("‘%(value)s’ is geen goed getal. Schrijf bijvoorbeeld 7 of 7,5.", value=given[:40]))
    return number
