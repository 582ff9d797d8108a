"""The reasoning line: the picture, the list beside it, what the checks ask, and how far the programme has grown."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, url_for
from markupsafe import Markup

import saying
from analysis.line import chain, growth, listing, picture
from analysis.line.checks import Finding, findings
from analysis.line.gather import read_line
from analysis.line.line import Line
from analysis.report.parts.line import LinePart
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, see_other
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/redeneerlijn")
@allow("worker")
def line(programme: str) -> Any:
    """The line as picture and list, with the states that figures and stories give it: every partner sees the whole of it."""
    found = line_now()
    drawn = Markup(picture.draw(found)) if found.nodes else ""  # noqa: S704  svg escapes every word
    return render_template(
        "desk/line.html",
        line=found,
        drawn=drawn,
        message=picture.message(found),
        groups=listing.groups(found),
        together=chain.together(found),
        matrix={(activity, result): weight for activity, result, weight in listing.counts(found)},
        findings=[(one.sentence, where(one)) for one in findings(found)],
        step=growth.step(guard.programme().settings),
        steps=growth.STEPS,
    )


def line_part() -> LinePart | None:
    """What the report says about the line, in the language of the desk; None where nothing of it was written down yet."""
    from analysis.ledger.preparing import guarded
    from analysis.scope import Scope

    return guarded(db(), guard.programme(), Scope(language=saying.spoken())).line


def line_now() -> Line:
    """The line with its states; without them where nothing of it was written down yet."""
    part = line_part()
    return part.line if part is not None else read_line(db(), guard.programme())


def where(finding: Finding) -> str:
    """The page on which something can be done about a finding."""
    kind, code = finding.about
    if kind == "programma":
        return url_for("desk.line_goals", programme=guard.programme().code)
    if finding.check in {"oneens", "zwaar_op_aanname", "ongeplande_weg", "sprong", "belofte"}:
        return url_for("desk.line_links", programme=guard.programme().code)
    return url_for("desk.edit_in_line", programme=guard.programme().code, kind=kind, code=code)


@desk.post("/<programme>/redeneerlijn/groei")
@allow("evaluator")
def line_growth(programme: str) -> Any:
    """Say which step the programme has reached."""
    step = int(chosen("stap", {str(one) for one in growth.STEPS}))
    one = guard.programme()
    one.settings = {**(one.settings or {}), "growth": step}
    noted("programma", one.code)
    return see_other("desk.line", "De stap is bewaard.", programme=programme)


def noted(kind: str, code: object) -> None:
    """Write down that something in the line changed, and commit."""
    audit.note(db(), "redeneerlijn_veranderd", account=g.account, programme=guard.programme(), subject=f"{kind}:{code}")
    db().commit()


def later(module: str) -> str:
    """A gentle word on a page that belongs to a later step; "" when the programme is there."""
    step = growth.later(guard.programme().settings, module)
    if step is None:
        return ""
    words = "Dit hoort bij stap %(step)s: %(name)s. U bent daar nog niet, maar u mag hier alvast kijken en invullen."
    return gettext(words, None, step=step, name=gettext(growth.STEPS[step][0]))
