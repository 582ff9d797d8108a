"""The blueprint of the desk; everything that is sent to it must carry the token of its own session."""

from __future__ import annotations

from flask import Blueprint, current_app, request

desk = Blueprint("desk", __name__, url_prefix="/werk")


@desk.before_request
def _own_forms_only() -> None:
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        current_app.extensions["csrf"].protect()
