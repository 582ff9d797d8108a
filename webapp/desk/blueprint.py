"""The blueprint of the desk; its guard sees to it that everything sent to it carries the token of its own session."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/werk")
