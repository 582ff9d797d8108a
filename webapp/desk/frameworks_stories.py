"""The sphere of one story, given by a person at the story itself."""

from __future__ import annotations

from typing import Any

from flask import g, request

from analysis.frameworks import catalogue, story_spheres
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.desk.stories import of_programme
from webapp.request_session import db


@desk.post("/<programme>/verhalen/<story_id>/sferen")
@allow("evaluator")
def give_spheres(programme: str, story_id: str) -> Any:
    """Keep in which spheres this story plays."""
    one = of_programme(story_id)
    known = [each.code for each in catalogue.get(story_spheres.SPHERES).dimensions]
    story_spheres.give(db(), one, [code for code in known if code in request.form.getlist("sfeer")], g.account)
    audit.note(db(), "verhaal_sfeer", account=g.account, programme=guard.programme(), subject=f"verhaal:{one.id}")
    db().commit()
    return see_other("desk.story", "De sfeer van het verhaal is bewaard.", programme=programme, story_id=one.id, _anchor="sferen")
