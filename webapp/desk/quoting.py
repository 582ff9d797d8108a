"""Quotes: propose words of a story, ask the teller, release them; only moves that the consent allows."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template

from narratives import releasing
from narratives.models import Quote, Story
from narratives.quoting import QuoteRefused, check_move, moves_from
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, decisions, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, only_known, see_other, text
from webapp.desk.stories import _story_page, find_span, of_programme
from webapp.language import gettext
from webapp.request_session import db

QUOTE_LIMIT = 600


@desk.get("/<programme>/citaten")
@allow("evaluator")
def quotes(programme: str) -> Any:
    """All quotes of the programme, by state."""
    only_known("stand")
    state = asked("stand", choices.QUOTE_STATES)
    rows = [quote for quote in decisions.quotes_of(db(), guard.programme().id) if state in ("", quote.state)]
    return _quotes_page(rows, state)


def _quotes_page(rows: list[Quote], state: str = "", fault: str = "", status: int = 200) -> Any:
    shown = [(quote, moves_from(quote.state, quote.story.consent, quote.teller_said)) for quote in rows]
    page = render_template(
        "desk/quotes.html",
        rows=shown,
        state=state,
        fault=fault,
        states=choices.QUOTE_STATES,
        moves=choices.QUOTE_MOVES,
        stances=choices.STANCES,
    )
    return page, status


@desk.post("/<programme>/verhalen/<story_id>/citaten")
@allow("evaluator")
def propose_quote(programme: str, story_id: str) -> Any:
    """Propose words of a story as a quote: exactly as they stand in the text without names."""
    one = of_programme(story_id)
    codes = choices.codes(db(), guard.programme())
    words = text("citaat", QUOTE_LIMIT)
    code = codes.get(chosen("thema", {"", *codes}, ""))
    named = choices.attributions(db(), one)[chosen("noemen", choices.attributions(db(), one))]
    stance = chosen("houding", choices.STANCES)
    span = find_span(one, words) if one.state == "gelezen" else None
    if span is None:
        return _refused(one, gettext("Deze woorden staan niet zo in het verhaal. Neem ze precies over."), words)
    if code is None:
        sentence = "Kies bij welk thema dit citaat hoort. Zonder thema komt het niet in het rapport."
        return _refused(one, gettext(sentence), words)
    try:
        quote = releasing.propose(db(), one, *span, code=code, stance=stance, attribution=named)
    except QuoteRefused as refused:
        return _refused(one, gettext(str(refused)), words)
    audit.note(db(), "citaat_voorgesteld", account=g.account, programme=guard.programme(), subject=f"citaat:{quote.id}")
    db().commit()
    return see_other("desk.story", "Het citaat is voorgesteld.", programme=programme, story_id=story_id, _anchor="citaten")


def _refused(one: Story, sentence: str, words: str) -> Any:
    db().rollback()
    return _story_page(one, fault=sentence, chosen_words=words, status=422)


@desk.post("/<programme>/citaten/<int:number>/stap")
@allow("evaluator")
def move_quote(programme: str, number: int) -> Any:
    """One step with a quote; what its consent does not allow is refused with the reason."""
    quote = db().get(Quote, number)
    if quote is None or quote.story.programme_id != guard.programme().id or quote.story.state == "ingetrokken":
        abort(404)
    target = chosen("naar", choices.QUOTE_STATES)
    try:
        _step(quote, target)
    except QuoteRefused as refused:
        db().rollback()
        return _quotes_page(decisions.quotes_of(db(), guard.programme().id), fault=gettext(str(refused)), status=422)
    audit.note(db(), "citaat_verplaatst", account=g.account, programme=guard.programme(), subject=f"citaat:{quote.id}")
    db().commit()
    return see_other("desk.quotes", "De stand van het citaat is veranderd.", programme=programme, _anchor=f"c{quote.id}")


def _step(quote: Quote, target: str) -> None:
    if target == "toegestaan":
        releasing.release(db(), quote, g.account)
    elif target == "gevraagd":
        releasing.ask(db(), quote)
    elif target == "afgekeurd":
        releasing.reject(db(), quote, text("reden", 300))
    elif target == "ingetrokken":
        releasing.take_back(db(), quote)
    else:
        check_move(quote.state, target, quote.story.consent, quote.teller_said)
        quote.state = target
