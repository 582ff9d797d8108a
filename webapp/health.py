"""Is it alive, and can it work: /gezond for the process, /klaar for the store."""

from __future__ import annotations

from flask import Flask, Response, jsonify
from sqlalchemy import text

from webapp.access import allow
from webapp.request_session import db


def init_app(app: Flask) -> None:
    """Two addresses for whoever watches the server."""

    @app.get("/gezond", endpoint="alive")
    @allow("public")
    def _alive() -> Response:
        return jsonify(status="ok")

    @app.get("/klaar", endpoint="ready")
    @allow("public")
    def _ready() -> Response:
        db().execute(text("SELECT 1 FROM programme LIMIT 1"))
        return jsonify(status="ok")
