"""The resident's questionnaire: pages compiled per version, a signed cookie, one short transaction per page."""

from __future__ import annotations

from datetime import date

from flask import Flask

from webapp import qr
from webapp.language import current_language


def init_app(app: Flask) -> None:
    """Put the resident's pages in the application."""
    from webapp.respond import cards, sheet, starting, summary, views
    from webapp.respond.blueprint import respond
    from webapp.respond.consent import CONSENT

    assert all((cards, sheet, starting, summary, views))  # they attach their views to the blueprint
    app.register_blueprint(respond)
    base = app.extensions["settings"].public_url.rstrip("/")
    app.jinja_env.globals.update(
        CONSENT=CONSENT,
        long_day=long_day,
        qr_of=lambda path: qr.same_picture(base + path),  # a page for everybody; the words of a card stand in no address
        public_address=lambda path: base.split("://", 1)[-1] + path,
    )


def long_day(day: date) -> str:
    """A day as people write it, in the language of this request."""
    from babel.dates import format_date

    return str(format_date(day, "d MMMM y", locale=current_language()))
