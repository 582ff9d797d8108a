"""The overview with its links to change, sending once, the thank-you with the card, and stopping for now."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from flask import Response, redirect, render_template, request
from markupsafe import Markup
from sqlalchemy import select

import database
from narratives import intake
from surveys import linking, responding, routing
from surveys.models import Programme, Wave
from surveys.models import Response as ResponseRow
from surveys.questions import ChangeCause, ConsentQuestion, Question, StoryQuestion
from surveys.responding import Submitted
from webapp import jobs
from webapp.access import allow
from webapp.language import LANGUAGES, gettext
from webapp.request_session import db
from webapp.respond import tokens
from webapp.respond.blueprint import respond
from webapp.respond.carried import let_go
from webapp.respond.compiled import text_in
from webapp.respond.consent import CONSENT
from webapp.respond.forms import COOKIE, PURPOSE, form_token
from webapp.respond.views import CARRIED, NOTICES, SHEET, SUMMARY, THANKS, Place, current_place, go, place_of, remembered
from webapp.respond.writing import written


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on the overview."""

    label: Markup
    answer: str
    address: str
    code: str
    permitted: tuple[str, ...] = ()


@respond.get(f"/m/<slug>/<language>/{SUMMARY}")
@allow("resident")
def overview(slug: str, language: str) -> Response | str:
    """Everything that was answered, each with a link to change it."""
    place = current_place(slug, language)
    if place is None:
        return go(f"/m/{slug}?taal={language}&melding=kwijt")
    if place.filling.state != "bezig":
        return go(place.address(THANKS))
    notice = gettext(NOTICES.get(request.args.get("melding", ""), ""))
    return render_template(
        "respond/summary.html", lines=lines_of(place), notice=notice, back=place.address(place.path[-1].code), **frame(place)
    )


@respond.post(f"/m/<slug>/<language>/{SUMMARY}")
@allow("resident")
def send(slug: str, language: str) -> Response:
    """Send, once: answers and stories in one transaction. The second time it finds the thank-you page."""
    named = form_token()
    stories: list[str] = []
    with written() as session:
        place = place_of(named, responding.look_up(session, named.id), slug, language)
        if place.filling.state == "bezig":
            if (elsewhere := _elsewhere(place)) is not None:
                return remembered(place, elsewhere)
            submitted = responding.submit(session, named.id, invitation_id=named.invitation, language=language)
            stories = store_stories(submitted)
    for story_id in stories:
        jobs.announce(story_id)
    response = remembered(place, place.address(THANKS))
    let_go(response, CARRIED, f"/m/{slug}")
    return response


def _elsewhere(place: Place) -> str | None:
    """Where to go instead of sending: another language, or a page that must be seen first."""
    button = request.form.get("knop", "")
    if button.startswith("taal-") and button[5:] in place.definition.languages:
        return f"/m/{place.filling.slug}/{button[5:]}/{SUMMARY}"
    code = _left(place)
    return None if code is None else place.address(code, melding="leeg", terug="1")


@respond.get(f"/m/<slug>/<language>/{THANKS}")
@allow("resident")
def thanks(slug: str, language: str) -> Response | str:
    """Thank you, the card, and what comes next."""
    place = current_place(slug, language)
    if place is None:
        return go(f"/m/{slug}?taal={language}")
    if place.filling.state == "bezig":
        return go(place.address(place.first_open()))
    return render_template(
        "respond/thanks.html", next_wave=_next_wave(place), sheet=place.address(SHEET), **_card(place), **frame(place)
    )


@respond.get("/m/<slug>/<language>/later-verder")
@allow("resident")
def later(slug: str, language: str) -> Response | str:
    """How to go on later: the card."""
    place = current_place(slug, language)
    if place is None:
        return go(f"/m/{slug}?taal={language}&melding=kwijt")
    if place.filling.state != "bezig":
        return go(place.address(THANKS))
    return render_template("respond/later.html", resume=place.address(place.first_open()), **_card(place), **frame(place))


@respond.post("/m/<slug>/klaar")
@allow("resident")
def leave(slug: str) -> Response:
    """Wipe this device: for who fills in on a telephone or computer of somebody else."""
    form_token()
    response = redirect(f"/m/{slug}", 303)
    assert isinstance(response, Response)
    response.delete_cookie(COOKIE, path=f"/m/{slug}", httponly=True, samesite="Lax")
    let_go(response, CARRIED, f"/m/{slug}")
    return response


def store_stories(submitted: Submitted) -> list[str]:
    """The ids of the stories that were sent with a response, stored in the same transaction."""
    if not submitted.stories:
        return []
    session, filling = db(), submitted.response
    row = session.get(ResponseRow, filling.id, populate_existing=True)
    programme = session.get(Programme, filling.programme_id)
    assert row is not None and programme is not None
    ids = []
    for sent in submitted.stories:
        given = intake.ConsentGiven(
            sent.draft.analyse, sent.draft.quote, sent.draft.quote_first, sent.draft.contact_again, given_on=database.today()
        )
        points = [intake.TriadPoint(sign.code, sign.labels, *sign.shares) for sign in sent.signs]
        story = intake.receive(
            session, programme=programme, words=sent.draft.words, consent=given, told_on=row.sent_on, teller=sent.draft.teller,
            channel="vragenlijst", language=row.language, prompt=sent.prompt, area_code=row.area_code, wave=row.wave, response=row,
            card_hash=filling.link_hash, idempotency_key=sent.key, significations=points, suspect=row.suspect,
        )  # fmt: skip
        ids.append(story.id)
    return ids


def lines_of(place: Place) -> list[Line]:
    """Every question on the path with its answer, empty where there is none."""
    drafts = responding.open_drafts(db(), place.filling)
    lines = []
    for page in place.path:
        for question in page.questions:
            if not question.asks:
                continue
            answer = question.plain(place.filling.answers.get(question.code), place.language)
            permitted: tuple[str, ...] = ()
            if isinstance(question, StoryQuestion) and question.code in drafts:
                draft = drafts[question.code]
                answer = draft.words
                permitted = tuple(gettext(text) for layer, text in CONSENT if getattr(draft, layer))
            lines += _lines_of(question, place, answer, place.address(page.code, terug="1"), permitted)
    return lines


def _lines_of(question: Question, place: Place, answer: str, address: str, permitted: tuple[str, ...]) -> list[Line]:
    """The line of a question; a change and its cause are two questions on the screen, so also two here."""
    label = text_in(question.text, place.language)
    if not isinstance(question, ChangeCause):
        return [Line(label, answer, address, question.code, permitted)]
    kept = place.filling.answers.get(question.code)
    cause = str(kept.get("cause") or "") if isinstance(kept, dict) else ""
    change = answer.removesuffix(cause).rstrip("\n") if cause else answer
    return [
        Line(label, change, address, question.code),
        Line(text_in(question.cause, place.language), cause, address, f"{question.code}.cause"),
    ]


def _left(place: Place) -> str | None:
    """The page that must be seen before sending: where taking part is asked, or the first one when all is empty."""
    for page in place.path:
        for question in page.questions:
            if isinstance(question, ConsentQuestion) and place.filling.answers.get(question.code) is None:
                return page.code
    return None if routing.counted(place.definition, place.filling.answers) else place.path[0].code


def frame(place: Place) -> dict[str, object]:
    """What every one of these pages needs."""
    return {
        "definition": place.definition, "slug": place.filling.slug, "token": tokens.masked(PURPOSE, place.named),
        "t": functools.partial(text_in, language=place.language), "programme": db().get(Programme, place.filling.programme_id),
        "languages": [one for one in place.definition.languages if one in LANGUAGES],
    }  # fmt: skip


def _card(place: Place) -> dict[str, object]:
    """The card of this response: its words when it is its own, else only that there is one (typed at the start)."""
    programme = db().get(Programme, place.filling.programme_id)
    if programme is None or not programme.link_pepper or place.filling.link_hash is None:
        return {"card": None, "own_card": False}
    card = linking.card_of(programme, place.filling.id, db().info["keyring"])
    own = card.digest == place.filling.link_hash
    return {"card": (*card.words, card.check) if own else None, "own_card": not own}


def _next_wave(place: Place) -> Wave | None:
    query = select(Wave).where(Wave.programme_id == place.filling.programme_id, Wave.opens_on > database.today())
    return db().scalars(query.order_by(Wave.opens_on)).first()
