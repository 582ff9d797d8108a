"""The resident's questionnaire: pages compiled per version, a signed cookie, one short transaction per page."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put the resident's pages in the application."""
    from webapp.respond import cards, starting, summary, views
    from webapp.respond.blueprint import respond

    assert all((cards, starting, summary, views))  # they attach their views to the blueprint
    app.register_blueprint(respond)
    from webapp.respond.consent import CONSENT

    app.jinja_env.globals["CONSENT"] = CONSENT
