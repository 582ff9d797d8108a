"""The story form on its own address: /verhaal/<programme>."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request
from sqlalchemy import select

import database
from narratives import intake
from narratives.models import Story
from surveys import linking
from surveys.models import Area, Programme
from surveys.questions import TELLERS
from webapp import jobs
from webapp.access import allow
from webapp.language import LANGUAGES, gettext
from webapp.request_session import db
from webapp.respond import robots, tokens
from webapp.respond.blueprint import refuse_other_sites
from webapp.respond.carried import Carried, carried, carry, let_go, new_mark
from webapp.respond.compiled import text_in
from webapp.respond.forms import cleaned_fields, cookie_token, field, form_token, remember
from webapp.respond.tokens import Named
from webapp.respond.writing import written
from webapp.tell.forms import PROMPT, Form, read, story_question, triangle_question

tell = Blueprint("tell", __name__)
COOKIE = PURPOSE = "verhaal"
CARRIED = "verhaal-getypt"


@tell.before_request
def _same_site() -> None:
    refuse_other_sites()


@tell.get("/verhaal/<programme>")
@allow("resident")
def story_page(programme: str) -> str:
    """An empty form; or, at the address of one that was just typed, that one with what is wrong with it."""
    found, there = _programme(programme), carried(CARRIED)
    if there is None or there.mark != request.args.get("vorm"):
        return _draw(found, {}, (), tokens.fresh())
    name, _, extra = there.owner.partition(":")
    return _draw(found, there.fields, tuple((anchor, text) for anchor, text, _ in there.faults), Named(name, int(extra)))


@tell.post("/verhaal/<programme>")
@allow("resident")
def receive_story(programme: str) -> Response:
    """Store the story, once; without the first tick nothing is stored, and the browser carries the words to the page."""
    named, fields = form_token(PURPOSE), cleaned_fields()
    with written():
        found = _programme(programme)
        g.language = _language(found, field("taal", 8))
        if (button := field("knop", 20)).startswith("taal-"):
            g.language = _language(found, button[5:])
            return _again(found, fields, (), named)
        form = read(fields, story_question(_prompt(found)), triangle_question(found.settings or {}))
        if form.faults:
            return _again(found, fields, form.faults, named)
        story = _store(found, form, named)
    jobs.announce(story.id)
    response = remember(_to(f"/verhaal/{found.code}/dank-u?taal={g.language}"), f"/verhaal/{found.code}", named, COOKIE, PURPOSE)
    let_go(response, CARRIED, f"/verhaal/{found.code}")
    return response


def _again(programme: Programme, fields: Mapping[str, list[str]], faults: tuple[tuple[str, str], ...], named: Named) -> Response:
    """To the form with what was typed. The browser carries it and we keep nothing; what does not fit, answers the form itself."""
    story, triangle = story_question({}), triangle_question({})
    own = {*story.fields(), *triangle.fields(), "buurt"}
    mark, told = new_mark(), [(anchor, text, "") for anchor, text in faults]
    one = Carried(f"{named.id}:{named.extra}", mark, {name: fields[name] for name in fields.keys() & own}, told)
    response = _to(f"/verhaal/{programme.code}?taal={g.language}&vorm={mark}")
    if carry(response, CARRIED, f"/verhaal/{programme.code}", one):
        return response
    return make_response(_draw(programme, fields, faults, named), 422 if faults else 200)


@tell.get("/verhaal/<programme>/dank-u")
@allow("resident")
def story_thanks(programme: str) -> Response | str:
    """Thank you, and the card with which the story can be looked at and taken back."""
    found, named = _programme(programme), cookie_token(COOKIE, PURPOSE)
    stored = named and db().scalars(select(Story.card_hash).where(Story.idempotency_key == _key(named))).one_or_none()
    if named is None or stored is None:
        return _to(f"/verhaal/{found.code}")
    g.language = _language(found, request.args.get("taal", "nl"))
    card = linking.card_of(found, _key(named), db().info["keyring"]) if found.link_pepper else None
    words = (*card.words, card.check) if card else None
    return render_template("tell/thanks.html", programme=found, card=words, token=tokens.masked(PURPOSE, named))


@tell.post("/verhaal/<programme>/klaar")
@allow("resident")
def leave_story(programme: str) -> Response:
    """Wipe this device."""
    form_token(PURPOSE)
    response = _to(f"/verhaal/{_programme(programme).code}")
    response.delete_cookie(COOKIE, path=f"/verhaal/{programme}", httponly=True, samesite="Lax")
    let_go(response, CARRIED, f"/verhaal/{programme}")
    return response


def _store(programme: Programme, form: Form, named: Named) -> Story:
    card = linking.card_of(programme, _key(named), db().info["keyring"]) if programme.link_pepper else None
    return intake.receive(
        db(), programme=programme, words=form.words, consent=form.consent, told_on=database.today(), teller=form.teller,
        channel="formulier", language=g.language, prompt=_prompt(programme)["nl"], area_code=_area(programme, form.area),
        card_hash=card.digest if card else None, idempotency_key=_key(named), significations=[form.point] if form.point else [],
        suspect=robots.seems_automatic(named, robots.TO_WRITE),
    )  # fmt: skip


def _draw(programme: Programme, fields: Mapping[str, list[str]], faults: tuple[tuple[str, str], ...], named: Named) -> str:
    g.language = _language(programme, g.get("language") or request.args.get("taal", "nl"))
    triangle = triangle_question(programme.settings or {})
    return render_template(
        "tell/form.html", programme=programme, fields=fields, faults=[(anchor, gettext(text)) for anchor, text in faults],
        token=tokens.masked(PURPOSE, named), prompt=_prompt(programme), triangle=triangle, tellers=TELLERS, areas=_areas(programme),
        t=functools.partial(text_in, language=g.language), languages=[one for one in LANGUAGES if one in _languages(programme)],
    )  # fmt: skip


def _programme(code: str) -> Programme:
    programme = db().scalars(select(Programme).where(Programme.code == code)).one_or_none()
    if programme is None:
        abort(404)
    return programme


def _prompt(programme: Programme) -> Mapping[str, str]:
    own = (programme.settings or {}).get("verhaalvraag")
    return own if isinstance(own, dict) and own.get("nl") else {"nl": own} if isinstance(own, str) and own else PROMPT


def _areas(programme: Programme) -> list[Area]:
    rows = list(db().scalars(select(Area).where(Area.organisation_id == programme.organisation_id).order_by(Area.name)))
    newest = max((area.year for area in rows), default=0)
    return [area for area in rows if area.year == newest]


def _area(programme: Programme, code: str) -> str | None:
    return code if code and code in {area.code for area in _areas(programme)} else None


def _languages(programme: Programme) -> tuple[str, ...]:
    return tuple(programme.languages or ("nl",))


def _language(programme: Programme, asked: str) -> str:
    return asked if asked in LANGUAGES and asked in _languages(programme) else "nl"


def _key(named: Named) -> str:
    return f"formulier:{named.id}"


def _to(address: str) -> Response:
    response = redirect(address, 303)
    assert isinstance(response, Response)
    return response
