"""The administrator: personal codes for a wave, given once as a file or as cards to print, and whether the link works without one."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, g, render_template
from sqlalchemy import select

from surveys import inviting
from surveys.models import Wave
from webapp import audit, personal_codes, qr
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other, text
from webapp.language import gettext
from webapp.request_session import db

MOST_CARDS = 500  # each with a QR code; more would keep a small server busy too long


@desk.get("/<programme>/meetrondes/<slug>/codes")
@allow("administrator")
def codes(programme: str, slug: str) -> Any:
    """How many codes there are, and the form for more."""
    return _page(_wave(slug))


def _wave(slug: str) -> Wave:
    wave = db().scalar(select(Wave).where(Wave.programme_id == guard.programme().id, Wave.slug == slug))
    return wave or abort(404)


def _page(wave: Wave, fault: str = "", typed: str = "", status: int = 200) -> Any:
    made, used = inviting.codes_made(db(), wave)
    page = render_template(
        "desk/codes.html",
        wave=wave,
        made=made,
        used=used,
        fault=fault,
        typed=typed,
        most=inviting.MOST_CODES,
        most_cards=MOST_CARDS,
    )
    return page, status


@desk.post("/<programme>/meetrondes/<slug>/codes")
@allow("administrator")
def make_codes(programme: str, slug: str) -> Any:
    """Make codes and hand them over, this once."""
    wave = _wave(slug)
    form = chosen("wat", ("csv", "kaartjes"))
    most = inviting.MOST_CODES if form == "csv" else MOST_CARDS
    typed = text("aantal", 10)
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= most):
        return _page(wave, gettext("Kies een aantal van 1 tot en met %(most)s.", most=most), typed, 422)
    made = inviting.new_codes(db(), wave, int(typed))
    audit.note(db(), "codes_gemaakt", account=g.account, programme=guard.programme(), subject=f"meetronde:{wave.id}")
    db().commit()
    return _file(wave, made) if form == "csv" else _cards(wave, made)


def _file(wave: Wave, made: list[str]) -> Response:
    response = Response(personal_codes.as_csv(_public_url(), wave, made), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="codes-{wave.slug}.csv"'
    return response


def _cards(wave: Wave, made: list[str]) -> str:
    cards = [(inviting.shown(code), qr.picture(personal_codes.link_of(_public_url(), wave, code))) for code in made]
    return render_template("desk/code_cards.html", wave=wave, cards=cards, link=personal_codes.link_of(_public_url(), wave))


def _public_url() -> str:
    return str(current_app.extensions["settings"].public_url)


@desk.post("/<programme>/meetrondes/<slug>/link")
@allow("administrator")
def change_link(programme: str, slug: str) -> Any:
    """Let everybody with the link in, or only who has a code."""
    wave = _wave(slug)
    wave.open_link = chosen("open", ("ja", "nee")) == "ja"
    audit.note(db(), "link_veranderd", account=g.account, programme=guard.programme(), subject=f"meetronde:{wave.id}")
    db().commit()
    if wave.open_link:
        return see_other("desk.codes", "De link werkt nu voor iedereen.", programme=programme, slug=slug)
    return see_other("desk.codes", "De link werkt nu alleen met een code.", programme=programme, slug=slug)
