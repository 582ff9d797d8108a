"""The desk: where workers log what they hear, evaluators read and judge, and administrators keep house."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Put the desk on the application, with its guard."""
    from webapp import access
    from webapp.desk import guard, shell
    from webapp.desk.evidence import proof
    from webapp.desk.routes import desk

    access.use_guard(guard.ask)
    shell.init_app(app)
    app.register_blueprint(desk)
    app.register_blueprint(proof)
