"""The worker: log a story that a resident told, in under a minute."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from sqlalchemy import select

from database import utcnow
from narratives import intake
from narratives.models import Story
from surveys.parties import Programme
from webapp import audit, jobs
from webapp.access import allow
from webapp.account_models import DeskPreference
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, text, ticked
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db

STORY_LIMIT = 20_000
CHOICES = ("teller", "gebied", "activiteit", "hoe")
REMEMBERED = ("teller", "activiteit")  # never consent, nor where it was: both are of one story


@desk.route("/<programme>/vertellen", methods=["GET", "POST"])
@allow("worker")
def tell(programme: str) -> Any:
    """The form for a story that a resident told."""
    one = guard.programme()
    if request.method == "GET":
        return _form({**remembered(one), "sleutel": secrets.token_hex(16)}, [])
    values = {name: text(name, 40) for name in (*CHOICES, "sleutel")}
    values["verhaal"] = text("verhaal", STORY_LIMIT)
    layers = {name: ticked(name) for name in ("analyse", "citeren", "eerst_zien", "opnieuw")}
    known = find_by_key(values["sleutel"])
    if known is not None:
        return to_story(known)
    faults = faults_in(values, layers)
    if faults:
        return _form({**values, **layers}, faults), 422
    story = receive(one, values, layers)
    remember(one, values)
    audit.note(db(), "verhaal_vastgelegd", account=g.account, programme=one, subject=f"verhaal:{story.id}")
    db().commit()
    jobs.announce(story.id)
    return to_story(story)


def to_story(story: Story) -> Any:
    """To the page of a story that was kept."""
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


def faults_in(values: dict[str, str], layers: dict[str, bool]) -> list[tuple[str, str]]:
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


def receive(
    one: Programme, values: dict[str, str], layers: dict[str, bool], *, channel: str = "gelogd", told_on: date | None = None
) -> Story:
    """Keep what somebody told, with what the teller allowed."""
    today = utcnow().astimezone(AMSTERDAM).date()
    return intake.receive(
        db(),
        programme=one,
        words=values["verhaal"],
        consent=intake.ConsentGiven(
            analyse=layers["analyse"],
            quote=layers["citeren"],
            quote_first=layers["eerst_zien"],
            contact_again=layers["opnieuw"],
            medium=values["hoe"],
            given_on=today,
        ),
        told_on=told_on or today,
        teller=values["teller"] or "inwoner",
        channel=channel,
        logged_by=g.account,
        activity=choices.activities(db(), one).get(values["activiteit"]),
        area_code=values["gebied"] or None,
        idempotency_key=form_key(values["sleutel"]),
    )


def remembered(one: Programme) -> dict[str, str]:
    """What this account chose the last time."""
    row = db().get(DeskPreference, g.account.id)
    kept = (row.choices or {}).get(one.code, {}) if row else {}
    return {name: kept[name] for name in REMEMBERED if name in kept}


def remember(one: Programme, values: dict[str, str]) -> None:
    """Keep what was chosen, for the next time."""
    row = db().get(DeskPreference, g.account.id)
    if row is None:
        row = DeskPreference(account_id=g.account.id, choices={})
        db().add(row)
    row.choices = {**(row.choices or {}), one.code: {name: values[name] for name in REMEMBERED}}
