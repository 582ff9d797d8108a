"""The front door of a questionnaire: why, how long, who sees it, you may stop; then begin, or go on with a card."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, make_response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

import database
from surveys import inviting, linking, responding
from surveys.definition import Definition
from surveys.models import Programme, SurveyVersion, Wave
from surveys.questions import ConsentQuestion
from surveys.responding import Filling
from webapp.access import allow
from webapp.language import LANGUAGES, gettext
from webapp.request_session import db
from webapp.respond import robots, tokens
from webapp.respond.blueprint import respond
from webapp.respond.carried import Carried, Faults, carried, carry, let_go, new_mark
from webapp.respond.compiled import text_in
from webapp.respond.forms import cookie_token, field, form_token, remember
from webapp.respond.slowing import slow_down, slow_starts
from webapp.respond.tokens import Named
from webapp.respond.views import THANKS, go, place_of
from webapp.respond.writing import written

START = "begin"
CARRIED = "begin-getypt"
CONSENT_ASKED = "Zet een vinkje als u mee wilt doen. Wilt u dat niet? Dan kunt u deze pagina sluiten."
CODE_ASKED = "Vul de code in die u kreeg."
NOTICES = {
    "kwijt": "Wij weten niet meer welke vragenlijst van u is. Hebt u een kaart? Dan kunt u verder waar u was. Anders begint u opnieuw."
}


@respond.get("/m/<slug>")
@allow("resident")
def start_page(slug: str) -> Response | str:
    """What somebody reads before beginning; at the address of a form that was just typed, that one with what is wrong with it."""
    wave, there = wave_of(db(), slug), carried(CARRIED)
    if there is not None and there.mark == request.args.get("vorm"):
        return _draw(wave, there.faults, {name: values[0] for name, values in there.fields.items()})
    return _draw(wave, [], {"code": request.args.get("c", "")[:40]}, NOTICES.get(request.args.get("melding", ""), ""))


@respond.post("/m/<slug>")
@allow("resident")
def begin(slug: str) -> Response:
    """Begin, or go on with a card."""
    named = form_token(START)
    typed = {"kaart": field("kaart"), "code": field("code", 40), "toestemming": field("toestemming", 4)}
    with written():
        if typed["kaart"] or typed["code"]:
            slow_down("kaart")
        return _begun(wave_of(db(), slug), named, typed)


def _begun(wave: Wave, named: Named, typed: dict[str, str]) -> Response:
    g.language = _language(wave, field("taal", 8))
    invitation, digest = 0, None
    try:
        if typed["kaart"]:
            digest = linking.read_card(wave.programme, typed["kaart"], db().info["keyring"])
            if (known := responding.resume(db(), wave, digest)) is not None:
                return _enter(wave, Named(known.id), known)
        faults = _faults(wave, typed)
        if typed["code"] and not faults:
            invitation = inviting.find_invitation(db(), wave, typed["code"])
    except linking.CardUnreadable as refused:
        faults = [("kaart", refused.sentence, refused.word)]
    except (linking.CardsEnded, inviting.CodeRefused) as refused:
        faults = [("code" if isinstance(refused, inviting.CodeRefused) else "kaart", str(refused), "")]
    if faults:
        return _again(wave, faults, typed)
    slow_starts()
    suspect = robots.seems_automatic(named, robots.TO_READ)
    response = responding.start(db(), wave, g.language, link_hash=digest, response_id=named.id, suspect=suspect)
    return _enter(wave, Named(response.id, invitation), responding.look_up(db(), response.id))


def wave_of(session: Session, slug: str) -> Wave:
    """The wave with this link."""
    sender = joinedload(Wave.programme).joinedload(Programme.organisation)
    name_only = joinedload(Wave.version).load_only(SurveyVersion.sha256)  # the questionnaire itself is in memory
    wave = session.scalars(select(Wave).where(Wave.slug == slug).options(sender, name_only)).one_or_none()
    if wave is None:
        abort(404)
    return wave


def definition_for(session: Session, wave: Wave) -> Definition:
    """The questionnaire of a wave."""
    return responding.definition_of(session, wave.version_id, wave.version.sha256)


def asks_consent(definition: Definition) -> bool:
    """Whether the questionnaire asks by itself if somebody takes part."""
    return any(isinstance(question, ConsentQuestion) for question in definition.questions.values())


def told(faults: Faults) -> list[tuple[str, str]]:
    """What is wrong, in the reader's language."""
    return [(anchor, gettext(text, word=word) if word else gettext(text)) for anchor, text, word in faults]


def _enter(wave: Wave, named: Named, filling: Filling) -> Response:
    place = place_of(named, filling, wave.slug, g.language)
    address = place.address(place.first_open() if filling.state == "bezig" else THANKS)
    response = remember(go(address), f"/m/{wave.slug}", named)
    let_go(response, CARRIED, f"/m/{wave.slug}")
    return response


def _again(wave: Wave, faults: Faults, typed: dict[str, str]) -> Response:
    """To the start page with what was typed; a card is nothing to store, so the browser carries it."""
    one = Carried(wave.slug, new_mark(), {name: [text] for name, text in typed.items()}, faults)
    response = go(f"/m/{wave.slug}?taal={g.language}&vorm={one.mark}")
    if carry(response, CARRIED, f"/m/{wave.slug}", one):
        return response
    return make_response(_draw(wave, faults, typed), 422)


def _faults(wave: Wave, typed: dict[str, str]) -> Faults:
    faults = []
    if not wave.open_link and not typed["code"]:
        faults.append(("code", CODE_ASKED, ""))
    if typed["toestemming"] != "ja" and not asks_consent(definition_for(db(), wave)):
        faults.append(("toestemming", CONSENT_ASKED, ""))
    return faults


def _language(wave: Wave, asked: str) -> str:
    languages = definition_for(db(), wave).languages
    return asked if asked in languages and asked in LANGUAGES else "nl"


def _draw(wave: Wave, faults: Faults, typed: dict[str, str], notice: str = "") -> str:
    definition = definition_for(db(), wave)
    g.language = _language(wave, field("taal", 8) or request.args.get("taal", "nl"))
    known: Any = cookie_token()
    try:
        begun = place_of(known, responding.look_up(db(), known.id), wave.slug, g.language) if known else None
    except responding.ResponseUnknown:
        begun = None
    today = database.today()
    return render_template(
        "respond/start.html", wave=wave, definition=definition, typed=typed, notice=gettext(notice) if notice else "", begun=begun,
        faults=told(faults), token=tokens.masked(START, tokens.fresh()),
        t=lambda texts: text_in(texts, g.language), state="vroeg" if today < wave.opens_on else "dicht" if today > wave.closes_on else "open",
        ask_consent=not asks_consent(definition), languages=[one for one in definition.languages if one in LANGUAGES],
    )  # fmt: skip
