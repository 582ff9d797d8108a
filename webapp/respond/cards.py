"""The return card: look back at what became of answers and stories, and take them back. Old answers are never shown."""

from __future__ import annotations

import contextlib
import hmac
from dataclasses import dataclass

from flask import Response, abort, current_app, g, redirect, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from narratives import intake, releasing
from narratives.models import Story
from narratives.quoting import MoveRefused
from surveys import linking, responding
from surveys.models import Programme
from surveys.models import Response as ResponseRow
from webapp.access import allow
from webapp.request_session import db
from webapp.respond import tokens
from webapp.respond.blueprint import respond
from webapp.respond.carried import Carried, Faults, carried, carry, let_go, new_mark
from webapp.respond.forms import field, form_token
from webapp.respond.slowing import slow_down
from webapp.respond.starting import told
from webapp.respond.tokens import Named
from webapp.respond.writing import written

COOKIE, OPEN, HELD, CARRIED = "kaart", "kaart-openen", "kaart-houden", "kaart-getypt"
SECONDS = 15 * 60
UNKNOWN = "Wij vinden niets bij deze kaart. Misschien zijn uw antwoorden al weggegooid, of hebt u nog niets verstuurd."


@dataclass(frozen=True, slots=True)
class Held:
    """What belongs to a card."""

    programme: Programme
    digest: str
    responses: list[ResponseRow]
    stories: list[Story]

    @property
    def anything(self) -> bool:
        """Whether there is something left to take back."""
        return any(
            state != "ingetrokken" for state in (*(one.state for one in self.responses), *(one.state for one in self.stories))
        )


@respond.get("/kaart")
@allow("resident")
def card_page() -> str:
    """Type the four words; at the address of a card that was just mistyped, that one with what is wrong with it."""
    there = carried(CARRIED)
    if there is None or there.mark != request.args.get("vorm"):
        return _form("", [])
    return _form(there.fields["kaart"][0], there.faults)


@respond.post("/kaart")
@allow("resident")
def open_card() -> Response:
    """Look whose card it is; the words go no further than this request."""
    form_token(OPEN)
    slow_down("kaart")
    g.language = _asked_language()
    typed = field("kaart")
    try:
        held = _read(typed)
    except linking.CardUnreadable as refused:
        return _again(typed, refused.sentence, refused.word)
    if held is None:
        return _again(typed, UNKNOWN)
    response = redirect(f"/kaart/overzicht?taal={g.language}", 303)
    assert isinstance(response, Response)
    text = _serializer().dumps([held.programme.id, held.digest])
    https = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, text, max_age=SECONDS, path="/kaart", httponly=True, samesite="Lax", secure=https)
    let_go(response, CARRIED, "/kaart")
    return response


@respond.get("/kaart/overzicht")
@allow("resident")
def card_overview() -> Response | str:
    """What became of it."""
    held = _held()
    if held is None:
        return _back()
    from analysis.learning import telling_back

    became = {story.id: telling_back.followed(db(), story) for story in held.stories}
    return render_template(
        "respond/card_overview.html", held=held, token=_held_token(held), programme=held.programme, became=became
    )


@respond.post("/kaart/citaat")
@allow("resident")
def answer_quote() -> Response:
    """What the teller thinks of words of a story that we would like to show."""
    held = _held()
    if held is None:
        return _back()
    _check_form_of(held)
    g.language, said = _asked_language(), field("antwoord", 4)
    with written() as session:
        quote = next((one for story in held.stories for one in story.quotes if str(one.id) == field("citaat", 12)), None)
        if quote is None or said not in {"ja", "nee"}:
            abort(400)
        with contextlib.suppress(MoveRefused):  # an old page: the overview says how it stands now
            releasing.answer(session, quote, said)
    return _to(f"/kaart/overzicht?taal={g.language}#citaat-{quote.id}")


@respond.get("/kaart/intrekken")
@allow("resident")
def ask_once_more() -> Response | str:
    """Whether somebody is sure."""
    held = _held()
    if held is None or not held.anything:
        return _back() if held is None else _to("/kaart/overzicht")
    return render_template("respond/card_confirm.html", held=held, token=_held_token(held), programme=held.programme)


@respond.post("/kaart/intrekken")
@allow("resident")
def take_back() -> Response:
    """Ask once more, then withdraw the responses and stories of this card."""
    held = _held()
    if held is None:
        return _back()
    _check_form_of(held)
    g.language = _asked_language()
    if request.form.get("zeker") != "ja":
        return _to(f"/kaart/intrekken?taal={g.language}")
    with written() as session:
        for response in held.responses:
            responding.withdraw(session, response)
        for story in held.stories:
            intake.withdraw(session, story)
    return _to(f"/kaart/overzicht?taal={g.language}")


@respond.post("/kaart/sluiten")
@allow("resident")
def close_card() -> Response:
    """Forget the card on this device."""
    form_token(HELD)
    response = _to("/kaart")
    response.delete_cookie(COOKIE, path="/kaart", httponly=True, samesite="Lax")
    return response


def _read(typed: str) -> Held | None:
    """What belongs to a typed card; the check word says which programme's card it may be."""
    unreadable: linking.CardUnreadable | None = None
    for programme in db().scalars(select(Programme).where(Programme.link_pepper.is_not(None)).order_by(Programme.id)):
        try:
            held = _belongings(programme, linking.read_card(programme, typed, db().info["keyring"]))
        except linking.CardUnreadable as refused:
            unreadable = unreadable or refused
            continue
        if held.responses or held.stories:
            return held
        unreadable = None
    if unreadable is not None:
        raise unreadable
    return None


def _belongings(programme: Programme, digest: str) -> Held:
    stories = select(Story).where(Story.programme_id == programme.id, Story.card_hash == digest).order_by(Story.told_on, Story.id)
    return Held(programme, digest, linking.find(db(), programme, digest), list(db().scalars(stories)))


def _held() -> Held | None:
    try:
        programme_id, digest = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=SECONDS)
    except BadSignature:
        return None
    programme = db().get(Programme, programme_id)
    return _belongings(programme, digest) if programme is not None else None


def _held_token(held: Held) -> str:
    return tokens.masked(HELD, Named(held.digest[:32]))


def _check_form_of(held: Held) -> None:
    if not hmac.compare_digest(form_token(HELD).id, held.digest[:32]):
        abort(400)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="resident card")


def _again(typed: str, sentence: str, word: str = "") -> Response:
    """To the form with what was typed; it stands in no address, the browser carries it."""
    one = Carried("", new_mark(), {"kaart": [typed]}, [("kaart", sentence, word)])
    response = _to(f"/kaart?taal={g.language}&vorm={one.mark}")
    carry(response, CARRIED, "/kaart", one)  # a field of a few words always fits
    return response


def _form(typed: str, faults: Faults) -> str:
    return render_template("respond/card.html", typed=typed, faults=told(faults), token=tokens.masked(OPEN, tokens.fresh()))


def _asked_language() -> str:
    asked = field("taal", 8)
    return asked if asked in {"nl", "en", "ar"} else "nl"


def _back() -> Response:
    return _to("/kaart")


def _to(address: str) -> Response:
    response = redirect(address, 303)
    assert isinstance(response, Response)
    return response
