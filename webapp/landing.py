"""The front door: in the demo it shows the way to questionnaire, story form and desk; elsewhere it asks what you came for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, redirect, render_template
from sqlalchemy import select

from surveys.models import Programme, Wave
from webapp.access import allow
from webapp.house_style import asset
from webapp.request_session import db
from webapp.settings import Settings


@dataclass(frozen=True)
class Door:
    """A programme as the front door shows it."""

    code: str
    name: str
    vision: str
    waves: tuple[Wave, ...]


def init_app(app: Flask, settings: Settings) -> None:
    """The page at /."""

    @app.get("/favicon.ico", endpoint="favicon")
    @allow("public")
    def _icon() -> Response:
        return redirect(asset("icon.svg"), 301)  # type: ignore[return-value]

    @app.get("/", endpoint="landing")
    @allow("public")
    def _landing() -> str:
        if not settings.demo:
            return render_template("landing/door.html")
        from webapp.demo import STAFF_EMAIL, STAFF_PASSWORD

        return render_template("landing/demo.html", doors=_doors(), email=STAFF_EMAIL, password=STAFF_PASSWORD)


def _doors() -> list[Door]:
    from database import today

    session = db()
    doors = []
    asking = select(Wave.programme_id)  # a programme that asks nobody anything has no door for residents
    for programme in session.scalars(select(Programme).where(Programme.id.in_(asking)).order_by(Programme.id)):
        chosen = select(Wave).where(Wave.programme_id == programme.id, Wave.opens_on <= today(), Wave.closes_on >= today())
        waves = tuple(session.scalars(chosen.order_by(Wave.number)))
        doors.append(Door(programme.code, programme.name, programme.vision, waves))
    return doors
