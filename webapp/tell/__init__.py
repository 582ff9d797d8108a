"""The story form: one page on which a resident tells, says what it means, and what may be done with it."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put the story form in the application."""
    from webapp.tell import views

    app.register_blueprint(views.tell)
