"""The own answers on one sheet, after sending: for the conversation with somebody who helps. Only with the cookie of this session."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template
from markupsafe import Markup

from surveys import routing
from surveys.questions import ConsentQuestion, StoryQuestion
from surveys.scoring import score
from webapp.access import allow
from webapp.language import LANGUAGES
from webapp.request_session import db
from webapp.respond.blueprint import respond
from webapp.respond.compiled import text_in
from webapp.respond.older import sent_words
from webapp.respond.summary import Line, frame, lines_of
from webapp.respond.views import SHEET, SUMMARY, Place, current_place, go


@dataclass(frozen=True, slots=True)
class OwnScore:
    """A score that the maker of the list lets people see, with the lowest and the highest there are."""

    title: Markup
    value: str
    low: str
    high: str


@respond.get(f"/m/<slug>/<language>/{SHEET}")
@allow("resident")
def sheet(slug: str, language: str) -> Response | str:
    """What was answered, in words, to read and to print; nothing is kept of who opens it."""
    place = current_place(slug, language)
    if place is None:
        return go(f"/m/{slug}?taal={language}")
    if place.filling.state == "bezig":
        return go(place.address(SUMMARY))
    others = [(one, f"/m/{slug}/{one}/{SHEET}") for one in place.definition.languages if one in LANGUAGES]
    return render_template("respond/sheet.html", lines=_answered(place), scores=_scores(place), others=others, **frame(place))


def _answered(place: Place) -> list[Line]:
    """What was answered. Whether somebody takes part is no answer to talk about."""
    consents = {one.code for one in place.definition.questions.values() if isinstance(one, ConsentQuestion)}
    told = _told(place)
    return [
        one if one.code not in told else Line(one.label, told[one.code], "", one.code)
        for one in lines_of(place)
        if one.code not in consents and (told.get(one.code) or (one.answer and one.code not in _stories(place)))
    ]


def _stories(place: Place) -> set[str]:
    return {one.code for one in place.definition.questions.values() if isinstance(one, StoryQuestion)}


def _told(place: Place) -> dict[str, str]:
    """The stories of this response as they were told; a story that was taken back has no words any more."""
    return {
        code: words[0]
        for page in place.path
        for code, words in sent_words(db(), place.filling.id, page).items()
        if place.filling.state == "verzonden" and words
    }


def _scores(place: Place) -> list[OwnScore]:
    """The scores that may be seen, of what counts."""
    counted = routing.counted(place.definition, place.filling.answers)
    found = []
    for scale in place.definition.scales.values():
        own = score(scale, counted) if scale.shown else None
        if own is not None:
            low, high = scale.extent()
            title = text_in(scale.title, place.language)
            found.append(OwnScore(title, _number(own.value, scale.rounding), _number(low, 2), _number(high, 2)))
    return found


def _number(value: float, decimals: int) -> str:
    from babel.numbers import format_decimal

    from webapp.language import current_language

    return str(format_decimal(round(value, decimals), locale=current_language()))
