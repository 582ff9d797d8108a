"""The question pages: drawn from pieces, saved in one short transaction, and always a way on."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, current_app, make_response, redirect, render_template, request

from surveys import responding, routing, unfinished
from surveys.definition import Definition, Page
from surveys.questions import StoryQuestion
from surveys.responding import Filling, ResponseUnknown, Saved
from webapp.access import allow
from webapp.request_session import db
from webapp.respond import tokens
from webapp.respond.blueprint import respond
from webapp.respond.carried import Carried, carried, carry, let_go
from webapp.respond.compiled import page_for, text_in
from webapp.respond.filled import fields_of, fields_of_draft
from webapp.respond.forms import PURPOSE, cleaned_fields, cookie_token, form_token, remember, sequence
from webapp.respond.older import NotTaken, not_taken, sent_words
from webapp.respond.slots import Slots
from webapp.respond.tokens import Named
from webapp.respond.writing import written

SUMMARY, THANKS, LATER, SHEET = "uw-antwoorden", "dank-u", "later-verder", "op-een-blad"  # a page code has no hyphen
CARRIED = "getypt"
AFTER_SENDING = 30 * 60  # seconds in which what was sent can still be seen with this browser
NOTICES = {
    "oud": "U had deze pagina ook op een ander scherm ingevuld. Hier staat het laatste wat u daar bewaarde.",
    "pad": "Door uw antwoord is er iets veranderd. Hier gaat u verder.",
    "leeg": "U hebt nog niets ingevuld.",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a resident is: the response, its questionnaire and the pages on the path."""

    named: Named
    filling: Filling
    definition: Definition
    path: Sequence[Page]
    language: str

    def address(self, code: str, **query: str) -> str:
        """The address of one of the pages of this response."""
        more = "&".join(f"{name}={value}" for name, value in query.items() if value)
        return f"/m/{self.filling.slug}/{self.language}/{code}" + (f"?{more}" if more else "")

    def page(self, code: str) -> Page | None:
        """The page on the path, with the questions that are shown."""
        return next((page for page in self.path if page.code == code), None)

    def first_open(self) -> str:
        """The first page on the path that was not saved yet or is still to be mended, or the summary."""
        done = self.filling.page_sequences.keys() - responding.open_aside(db(), self.filling).typed.keys()
        return next((page.code for page in self.path if page.code not in done), SUMMARY)


def place_of(named: Named, filling: Filling, slug: str, language: str) -> Place:
    """The place of this response; a page of another wave is not there, a language it has not is Dutch."""
    if filling.slug != slug:
        abort(404)
    definition = responding.definition_of(db(), filling.version_id, filling.sha256)
    if language not in definition.languages:
        abort(404)
    return Place(named, filling, definition, routing.path(definition, filling.answers), language)


def current_place(slug: str, language: str) -> Place | None:
    """The place of whoever holds the cookie, None when nobody does."""
    named = cookie_token()
    if named is None:
        return None
    try:
        return place_of(named, responding.look_up(db(), named.id), slug, language)
    except ResponseUnknown:
        return None


@respond.get("/m/<slug>/<language>/<code>")
@allow("resident")
def show_page(slug: str, language: str, code: str) -> Response | str:
    """One page with what was answered before."""
    place = current_place(slug, language)
    if place is None:
        return _go(f"/m/{slug}?taal={language}&melding=kwijt")
    if place.filling.state != "bezig":
        return _go(place.address(THANKS))
    page = place.page(code)
    if page is None:
        if place.definition.page(code) is None:
            abort(404)
        return _go(place.address(place.first_open(), melding="pad"))
    fields, faults = fields_to_mend(place, page)
    return draw(place, page, fields, faults, "" if faults else NOTICES.get(request.args.get("melding", ""), ""))


@respond.post("/m/<slug>/<language>/<code>")
@allow("resident")
def save_page(slug: str, language: str, code: str) -> Response | str:
    """Save a page, then go where the pressed button leads; with a fault, to the page itself, which shows it."""
    named, fields, number = form_token(), cleaned_fields(), sequence()
    button = request.form.get("knop", "verder")
    leaving, insist = button not in {"verder", ""}, "nogmaals" in fields
    with written() as session:
        saved = responding.save_page(session, named.id, code, fields, number, insist=insist, leaving=leaving)
        if button == "later" and saved.state != "closed":
            responding.keep_card(session, named.id)
    place = place_of(named, saved.response, slug, language)
    if saved.state == "closed":
        return _too_late(place, code, fields)
    if saved.state == "stale":
        return _stale(place, code, fields)
    back = "1" if request.args.get("terug") else ""
    page = place.page(code)
    if page is None:
        return _remembered(place, _target(place, code, button, back))
    to_mend = bool(saved.faults) and not leaving
    response = _remembered(place, place.address(code, terug=back) if to_mend else _target(place, code, button, back))
    if _kept(response, place, page, saved, fields) or (leaving and insist):
        return response
    faults = unfinished.faults_in(page.questions, fields)  # what fits nowhere stays on the page that answers the form
    return make_response(draw(place, page, {**fields_shown(place, page), **fields}, faults), 422)


def _kept(response: Response, place: Place, page: Page, saved: Saved, fields: Mapping[str, list[str]]) -> bool:
    """Whether nothing that was typed gets lost: it is stored, or the browser carries what is not ours to store."""
    path, owner = f"/m/{place.filling.slug}", f"{place.filling.id}:{page.code}"
    if saved.whole:
        let_go(response, CARRIED, path, owner)
        return True
    one = Carried(owner, str(place.filling.page_sequences[page.code]), unfinished.fields_on(page.questions, fields))
    return carry(response, CARRIED, path, one)


def _too_late(place: Place, code: str, fields: Mapping[str, list[str]]) -> Response:
    """The thank-you page; first what was typed, when that is something else than what was sent from another window."""
    page = place.definition.page(code)
    stored = {**fields_shown(place, page), **sent_words(db(), place.filling.id, page)} if page else {}
    lost = not_taken(page, fields, stored, place.language) if page else None
    if lost is None:
        return _remembered(place, place.address(THANKS))
    t = functools.partial(text_in, language=place.language)
    html = render_template("respond/too_late.html", lost=lost, address=place.address(THANKS), definition=place.definition, t=t)
    return remember(make_response(html, 409), f"/m/{place.filling.slug}", place.named)


def _stale(place: Place, code: str, fields: Mapping[str, list[str]]) -> Response:
    """The page of an older window: what is stored; when other things were typed there, those beside it, as the answer to the form."""
    page = place.page(code) or place.definition.page(code)
    assert page is not None
    stored = fields_shown(place, page)
    lost = not_taken(page, fields, stored, place.language)
    if lost is None:
        return _remembered(place, place.address(code, melding="oud"))
    response = make_response(draw(place, page, stored, {}, NOTICES["oud"], lost=lost), 409)
    return remember(response, f"/m/{place.filling.slug}", place.named)


def _target(place: Place, code: str, button: str, back: str) -> str:
    """Where a button leads."""
    codes = [page.code for page in place.path]
    here = codes.index(code) if code in codes else -1
    if button.startswith("taal-") and button[5:] in place.definition.languages:
        other = Place(place.named, place.filling, place.definition, place.path, button[5:])
        return other.address(code, terug=back)
    if button == "later":
        return place.address(LATER)
    if button == "vorige":
        return place.address(codes[here - 1]) if here > 0 else f"/m/{place.filling.slug}?taal={place.language}"
    if here < 0:
        return place.address(place.first_open(), melding="pad")
    if back:
        code = place.first_open()
        return place.address(code) if code == SUMMARY else place.address(code, terug="1", melding="pad")
    return place.address(codes[here + 1] if here + 1 < len(codes) else SUMMARY)


def fields_shown(place: Place, page: Page) -> dict[str, list[str]]:
    """What was stored for this page, as form fields."""
    fields: dict[str, list[str]] = {}
    for question in page.questions:
        if isinstance(question, StoryQuestion):
            draft = responding.open_drafts(db(), place.filling).get(question.code)
            fields.update(fields_of_draft(question.code, draft) if draft else {})
        else:
            fields.update(fields_of(question, place.filling.answers.get(question.code)))
    return fields


def fields_to_mend(place: Place, page: Page) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What this page shows, and what is wrong with it: what was stored, or what was typed and is still to be mended."""
    stored, typed = fields_shown(place, page), responding.open_aside(db(), place.filling).typed.get(page.code)
    own, save = carried(CARRIED), str(place.filling.page_sequences.get(page.code))
    if own is not None and (own.owner, own.mark) == (f"{place.filling.id}:{page.code}", save):
        typed = own.fields
    if typed is None:
        return stored, {}
    fields: dict[str, list[str]] = {}
    for question in page.questions:
        fields |= unfinished.fields_on((question,), typed) or unfinished.fields_on((question,), stored)
    return fields, unfinished.faults_in(page.questions, fields)


def draw(
    place: Place,
    page: Page,
    fields: Mapping[str, list[str]],
    faults: Mapping[str, str],
    notice: str = "",
    *,
    lost: NotTaken | None = None,
) -> str:
    """The page as HTML."""
    compiled = page_for(place.filling.sha256, place.definition, page, place.language, current_app.extensions["house_style"])
    far = routing.progress(place.definition, place.filling.answers, place.path, page.code)
    slots = Slots(
        token=tokens.masked(PURPOSE, place.named), sequence=place.filling.sequence, number=far.number, total=far.most, sure=far.now == far.most,
        fields=fields, faults=faults, notice=notice, to_summary=bool(request.args.get("terug")),
        not_taken=lost,
    )  # fmt: skip
    return compiled.filled(slots)


def _go(address: str) -> Response:
    response = redirect(address, 303)
    assert isinstance(response, Response)
    return response


def _remembered(place: Place, address: str) -> Response:
    seconds = AFTER_SENDING if address == place.address(THANKS) else None  # a phone may be shared
    return remember(_go(address), f"/m/{place.filling.slug}", place.named, seconds=seconds)


go, remembered = _go, _remembered
