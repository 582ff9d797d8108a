"""The worker's own stories: what became of them, which words are hidden, and taking one back for its teller."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template
from sqlalchemy import func, select

from narratives import intake, releasing
from narratives.models import Story
from narratives.quoting import MoveRefused
from narratives.redaction import effective_hides
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, decisions, guard, marking
from webapp.desk.blueprint import desk
from webapp.desk.fields import asked, chosen, line, number, see_other, text, ticked
from webapp.request_session import db, writing

PER_PAGE = 20


@desk.get("/<programme>/mijn-verhalen")
@allow("worker")
def own_stories(programme: str) -> Any:
    """The stories this account logged, the newest first."""
    page = number("bladzijde", 1)
    mine = select(Story).where(Story.programme_id == guard.programme().id, Story.logged_by_id == g.account.id)
    total = db().scalar(select(func.count()).select_from(mine.subquery())) or 0
    rows = list(db().scalars(mine.order_by(Story.created_at.desc(), Story.id).offset((page - 1) * PER_PAGE).limit(PER_PAGE)))
    openings = {one.id: _opening(one) for one in rows if one.state != "ingetrokken"}
    waiting = {one.id for one in rows if any(quote.state == "gevraagd" and not quote.teller_said for quote in one.quotes)}
    pages = max(1, -(-total // PER_PAGE))
    return render_template(
        "desk/own_stories.html",
        rows=rows,
        openings=openings,
        waiting=waiting,
        total=total,
        page=page,
        pages=pages,
        states=choices.STORY_STATES,
    )


def _opening(story: Story) -> str:
    """The first words, with what is hidden left out; the whole story stands on its own page, and opening it is logged."""
    words = decisions.redacted(db(), story).text if story.state == "gelezen" else ""
    return words if len(words) <= 140 else words[:140].rsplit(" ", 1)[0] + " …"


def own(story_id: str) -> Story:
    """A story of this account in this programme; anything else does not exist."""
    story = db().get(Story, story_id)
    if story is None or story.programme_id != guard.programme().id or story.logged_by_id != g.account.id:
        abort(404)
    return story


@desk.get("/<programme>/mijn-verhalen/<story_id>")
@allow("worker")
def own_story(programme: str, story_id: str) -> Any:
    """One own story in its own words, with what is hidden for others marked."""
    story = own(story_id)
    saved = asked("bewaard", {"ja"}) == "ja"
    if story.state == "ingetrokken":
        return render_template("desk/own_story.html", story=story, pieces=[], hides=[], saved=False, states=choices.STORY_STATES)
    words = intake.words(db(), story)
    audit.note(writing(), "verhaal_geopend", account=g.account, programme=guard.programme(), subject=f"verhaal:{story.id}")
    writing().commit()
    marks = marking.numbered([(one.start, one.end, one.label) for one in effective_hides(story.annotations, story.decisions)])
    return render_template(
        "desk/own_story.html",
        story=story,
        saved=saved,
        pieces=marking.segments(words, marks),
        hides=_together(words, marks),
        quotes=[one for one in story.quotes if one.state in ("gevraagd", "toegestaan")],
        labels=choices.HIDE_LABELS,
        states=choices.STORY_STATES,
        tellers=choices.TELLERS,
        area=choices.areas(db(), guard.programme()).get(story.area_code or ""),
    )


def _together(words: str, marks: list[marking.Mark]) -> list[tuple[str, list[marking.Mark]]]:
    """The hidden words, the same words once, with all places where they stand."""
    places: dict[str, list[marking.Mark]] = {}
    for mark in marks:
        places.setdefault(words[mark.start : mark.end].casefold(), []).append(mark)
    return [(words[found[0].start : found[0].end], found) for found in places.values()]


@desk.post("/<programme>/mijn-verhalen/<story_id>/verbergen")
@allow("worker")
def hide_in_own(programme: str, story_id: str) -> Any:
    """Hide more words of an own story, wherever they stand in it."""
    story = own(story_id)
    spans = marking.occurrences(intake.words(db(), story), line("woorden", 200)) if story.state != "ingetrokken" else []
    if not spans:
        return see_other("desk.own_story", "Deze woorden staan niet in het verhaal.", programme=programme, story_id=story_id)
    decisions.hide_words(db(), story, spans, chosen("soort", choices.HIDE_LABELS), g.account)
    _noted(story)
    return see_other("desk.own_story", "Deze woorden zijn nu verborgen.", programme=programme, story_id=story_id)


@desk.post("/<programme>/mijn-verhalen/<story_id>/tonen")
@allow("worker")
def show_in_own(programme: str, story_id: str) -> Any:
    """Stop hiding words that point at nobody."""
    story = own(story_id)
    start, end = text("van", 9), text("tot", 9)
    if not (start.isdecimal() and end.isdecimal()) or story.state == "ingetrokken":
        abort(400)
    words = intake.words(db(), story)
    same = words[int(start) : int(end)].casefold()
    hides = effective_hides(story.annotations, story.decisions)
    if (int(start), int(end)) not in {(one.start, one.end) for one in hides}:
        abort(404)
    for one in hides:
        if words[one.start : one.end].casefold() == same:
            decisions.show_words(db(), story, one.start, one.end, g.account)
    _noted(story)
    return see_other("desk.own_story", "Deze woorden zijn weer te lezen.", programme=programme, story_id=story_id)


@desk.post("/<programme>/mijn-verhalen/<story_id>/citaat")
@allow("worker")
def answer_in_own(programme: str, story_id: str) -> Any:
    """What the teller of an own story said of a quote: the worker asked."""
    story, said = own(story_id), chosen("antwoord", ("ja", "nee"))
    quote = next((one for one in story.quotes if str(one.id) == text("citaat", 12)), None)
    if quote is None:
        abort(404)
    try:
        releasing.answer(db(), quote, said)
    except MoveRefused as refused:
        return see_other("desk.own_story", str(refused), programme=programme, story_id=story_id)
    _noted(story, "citaat_antwoord")
    return see_other("desk.own_story", "Het antwoord van de verteller is bewaard.", programme=programme, story_id=story_id)


@desk.post("/<programme>/mijn-verhalen/<story_id>/intrekken")
@allow("worker")
def withdraw_own(programme: str, story_id: str) -> Any:
    """Wipe an own story because its teller asks for it."""
    story = own(story_id)
    if not ticked("zeker"):
        return see_other("desk.own_story", "Kruis eerst aan dat u het zeker weet.", programme=programme, story_id=story_id)
    intake.withdraw(db(), story)
    _noted(story, "verhaal_ingetrokken")
    return see_other("desk.own_story", "Het verhaal is ingetrokken.", programme=programme, story_id=story_id)


def _noted(story: Story, action: str = "namen_aangepast") -> None:
    audit.note(db(), action, account=g.account, programme=guard.programme(), subject=f"verhaal:{story.id}")
    db().commit()
