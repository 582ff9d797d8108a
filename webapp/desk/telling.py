"""The worker: log a story in under a minute, and look after one's own stories."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from sqlalchemy import func, select

from database import utcnow
from narratives import intake
from narratives.models import Story
from narratives.redaction import effective_hides
from surveys.parties import Programme
from webapp import audit, jobs
from webapp.access import allow
from webapp.account_models import DeskPreference
from webapp.desk import choices, decisions, guard, marking
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, line, number, see_other, text, ticked
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db, writing

STORY_LIMIT = 20_000
PER_PAGE = 20
REMEMBERED = ("teller", "gebied", "activiteit", "hoe")


@desk.route("/<programme>/vertellen", methods=["GET", "POST"])
@allow("worker")
def tell(programme: str) -> Any:
    """The form for a story that a resident told."""
    one = guard.programme()
    if request.method == "GET":
        return _form({**_remembered(one), "sleutel": secrets.token_hex(16)}, [])
    values = {name: text(name, 40) for name in (*REMEMBERED, "sleutel")}
    values["verhaal"] = text("verhaal", STORY_LIMIT)
    layers = {name: ticked(name) for name in ("analyse", "citeren", "eerst_zien", "opnieuw")}
    known = find_by_key(values["sleutel"])
    if known is not None:
        return _to_story(known)
    faults = _faults(values, layers)
    if faults:
        return _form({**values, **layers}, faults), 422
    story = _receive(one, values, layers)
    _remember(one, values)
    audit.note(db(), "verhaal_vastgelegd", account=g.account, programme=one, subject=f"verhaal:{story.id}")
    db().commit()
    jobs.announce(story.id)
    return _to_story(story)


def _to_story(story: Story) -> Any:
    return redirect(url_for("desk.own_story", programme=guard.programme().code, story_id=story.id, bewaard="ja"), 303)


def _form(values: dict[str, Any], faults: list[tuple[str, str]]) -> str:
    one = guard.programme()
    return render_template(
        "desk/tell.html",
        values=values,
        faults=faults,
        fault=bool(faults),
        tellers=choices.TELLERS,
        media=choices.MEDIA,
        areas=choices.areas(db(), one),
        activities=choices.activities(db(), one),
    )


def _faults(values: dict[str, str], layers: dict[str, bool]) -> list[tuple[str, str]]:
    """Field and sentence of everything that is still missing; a choice that is not on the form is no mistake but a 400."""
    one = guard.programme()
    chosen("teller", {*choices.TELLERS}, "inwoner")
    chosen("gebied", {"", *choices.areas(db(), one)}, "")
    chosen("activiteit", {"", *choices.activities(db(), one)}, "")
    chosen("hoe", {"", *choices.MEDIA}, "")
    if not values["sleutel"].isalnum():
        abort(400)
    faults = []
    if not values["verhaal"]:
        faults.append(("verhaal", gettext("Schrijf op wat u hoorde.")))
    if not layers["analyse"]:
        sentence = "Zonder toestemming mogen wij het verhaal niet bewaren. Kruis aan dat het mag, of sla het niet op."
        faults.append(("analyse", gettext(sentence)))
    if not values["hoe"]:
        faults.append(("hoe-1", gettext("Kies hoe u toestemming kreeg.")))
    return faults


def form_key(key: str) -> str:
    """The key of a form, bound to who sent it: another account cannot hit on it."""
    return hashlib.sha256(f"desk:{g.account.id}:{key}".encode()).hexdigest()


def find_by_key(key: str) -> Story | None:
    """The story that an earlier press of the same button made."""
    found: Story | None = db().scalar(select(Story).where(Story.idempotency_key == form_key(key)))
    return found


def _receive(one: Programme, values: dict[str, str], layers: dict[str, bool]) -> Story:
    today = utcnow().astimezone(AMSTERDAM).date()
    return intake.receive(
        db(),
        programme=one,
        words=values["verhaal"],
        consent=intake.ConsentGiven(
            analyse=layers["analyse"],
            quote=layers["citeren"],
            quote_first=layers["citeren"] and layers["eerst_zien"],
            contact_again=layers["opnieuw"],
            medium=values["hoe"],
            given_on=today,
        ),
        told_on=today,
        teller=values["teller"] or "inwoner",
        channel="gelogd",
        logged_by=g.account,
        activity=choices.activities(db(), one).get(values["activiteit"]),
        area_code=values["gebied"] or None,
        idempotency_key=form_key(values["sleutel"]),
    )


def _remembered(one: Programme) -> dict[str, str]:
    row = db().get(DeskPreference, g.account.id)
    return dict((row.choices or {}).get(one.code, {})) if row else {}


def _remember(one: Programme, values: dict[str, str]) -> None:
    row = db().get(DeskPreference, g.account.id)
    if row is None:
        row = DeskPreference(account_id=g.account.id, choices={})
        db().add(row)
    row.choices = {**(row.choices or {}), one.code: {name: values[name] for name in REMEMBERED}}


@desk.get("/<programme>/mijn-verhalen")
@allow("worker")
def own_stories(programme: str) -> Any:
    """The stories this account logged, the newest first."""
    page = number("bladzijde", 1)
    mine = select(Story).where(Story.programme_id == guard.programme().id, Story.logged_by_id == g.account.id)
    total = db().scalar(select(func.count()).select_from(mine.subquery())) or 0
    rows = list(db().scalars(mine.order_by(Story.created_at.desc(), Story.id).offset((page - 1) * PER_PAGE).limit(PER_PAGE)))
    openings = {one.id: _opening(one) for one in rows if one.state != "ingetrokken"}
    pages = max(1, -(-total // PER_PAGE))
    return render_template(
        "desk/own_stories.html", rows=rows, openings=openings, total=total, page=page, pages=pages, states=choices.STORY_STATES
    )


def _opening(story: Story) -> str:
    """The first words, with what is hidden left out; the whole story stands on its own page, and opening it is logged."""
    words = decisions.redacted(db(), story).text if story.state == "gelezen" else ""
    return words if len(words) <= 140 else words[:140].rsplit(" ", 1)[0] + " …"


def own(story_id: str) -> Story:
    """A story of this account in this programme; anything else does not exist."""
    story = db().get(Story, story_id)
    if story is None or story.programme_id != guard.programme().id or story.logged_by_id != g.account.id:
        abort(404)
    return story


@desk.get("/<programme>/mijn-verhalen/<story_id>")
@allow("worker")
def own_story(programme: str, story_id: str) -> Any:
    """One own story in its own words, with what is hidden for others marked."""
    story = own(story_id)
    saved = asked("bewaard", {"ja"}) == "ja"
    if story.state == "ingetrokken":
        return render_template("desk/own_story.html", story=story, pieces=[], hides=[], saved=False, states=choices.STORY_STATES)
    words = intake.words(db(), story)
    audit.note(writing(), "verhaal_geopend", account=g.account, programme=guard.programme(), subject=f"verhaal:{story.id}")
    writing().commit()
    hides = effective_hides(story.annotations, story.decisions)
    marks = marking.numbered([(one.start, one.end, one.label) for one in hides])
    return render_template(
        "desk/own_story.html",
        story=story,
        saved=saved,
        pieces=marking.segments(words, marks),
        hides=[(mark, words[mark.start : mark.end]) for mark in marks],
        labels=choices.HIDE_LABELS,
        states=choices.STORY_STATES,
        tellers=choices.TELLERS,
        area=choices.areas(db(), guard.programme()).get(story.area_code or ""),
    )


@desk.post("/<programme>/mijn-verhalen/<story_id>/verbergen")
@allow("worker")
def hide_in_own(programme: str, story_id: str) -> Any:
    """Hide more words of an own story, wherever they stand in it."""
    story = own(story_id)
    spans = marking.occurrences(intake.words(db(), story), line("woorden", 200)) if story.state != "ingetrokken" else []
    if not spans:
        return see_other("desk.own_story", "Deze woorden staan niet in het verhaal.", programme=programme, story_id=story_id)
    decisions.hide_words(db(), story, spans, chosen("soort", choices.HIDE_LABELS), g.account)
    _noted(story)
    return see_other("desk.own_story", "Deze woorden zijn nu verborgen.", programme=programme, story_id=story_id)


@desk.post("/<programme>/mijn-verhalen/<story_id>/tonen")
@allow("worker")
def show_in_own(programme: str, story_id: str) -> Any:
    """Stop hiding words that point at nobody."""
    story = own(story_id)
    start, end = text("van", 9), text("tot", 9)
    if not (start.isdecimal() and end.isdecimal()):
        abort(400)
    if not decisions.show_words(db(), story, int(start), int(end), g.account):
        abort(404)
    _noted(story)
    return see_other("desk.own_story", "Deze woorden zijn weer te lezen.", programme=programme, story_id=story_id)


def _noted(story: Story) -> None:
    audit.note(db(), "namen_aangepast", account=g.account, programme=guard.programme(), subject=f"verhaal:{story.id}")
    db().commit()
