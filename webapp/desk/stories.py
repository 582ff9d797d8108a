"""The evaluator: find stories, read them without names, and judge the themes that were proposed."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, g, render_template, request, url_for
from sqlalchemy import func, select

from analysis.frameworks import catalogue, story_spheres
from analysis.frameworks.framework import text_of
from narratives.coding import effective_themes
from narratives.models import Story
from webapp import audit
from webapp.access import allow
from webapp.cleaning import clean_text
from webapp.desk import choices, decisions, filtering, guard, marking
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text
from webapp.request_session import db

PER_PAGE = 20


@desk.get("/<programme>/verhalen")
@allow("evaluator")
def stories(programme: str) -> Any:
    """The stories of the programme, filtered by the words of the address (an address can be kept and shared)."""
    one = guard.programme()
    codes, areas, waves = choices.codes(db(), one), choices.areas(db(), one), choices.waves(db(), one)
    search = " ".join(clean_text(request.args.get("zoek", ""), 100).split())
    wanted = filtering.read({"thema": codes, "gebied": areas, "ronde": waves}, search)
    total, rows = _page_of(wanted)
    pages = max(1, -(-total // PER_PAGE))
    return render_template(
        "desk/stories.html",
        wanted=wanted,
        rows=[_summary(story, codes) for story in rows],
        total=total,
        pages=pages,
        codes=codes,
        areas=areas,
        waves=waves,
        tellers=choices.TELLERS,
        tones=choices.TONES,
        states=choices.STORY_STATES,
        shown_states=filtering.STATES,
        orders=filtering.ORDERS,
        page_address=lambda n: url_for("desk.stories", **{"programme": programme, "bladzijde": n, **wanted.query()}),
    )


def _page_of(wanted: filtering.Filters) -> tuple[int, list[Story]]:
    """How many stories there are, and those of the page; only a search has to look at all of them."""
    one, first = guard.programme(), (wanted.page - 1) * PER_PAGE
    if wanted.search:
        rows = filtering.found(db(), one, wanted)
        return len(rows), rows[first : first + PER_PAGE]
    query = filtering.statement(one, wanted)
    total = db().scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return total, list(db().scalars(query.options(*filtering.LOADED).offset(first).limit(PER_PAGE)))


def _summary(story: Story, codes: dict[str, Any]) -> dict[str, Any]:
    words = decisions.redacted(db(), story).text if story.state == "gelezen" else ""
    themes = {coded.code: False for coded in effective_themes(story.annotations, story.decisions)}
    for coded in effective_themes(story.annotations, story.decisions):
        themes[coded.code] = themes[coded.code] or coded.decided
    return {
        "story": story,
        "opening": words if len(words) <= 220 else words[:220].rsplit(" ", 1)[0] + " …",
        "themes": sorted((codes[code].name if code in codes else code, decided) for code, decided in themes.items()),
        "tone": choices.tone_word(story.reading.tone if story.reading else None),
    }


def of_programme(story_id: str) -> Story:
    """A story of this programme that was not withdrawn; anything else does not exist."""
    story = db().get(Story, story_id)
    if story is None or story.programme_id != guard.programme().id or story.state == "ingetrokken":
        abort(404)
    return story


@desk.get("/<programme>/verhalen/<story_id>")
@allow("evaluator")
def story(programme: str, story_id: str) -> Any:
    """One story without names, its themes marked with their reason."""
    return _story_page(of_programme(story_id))


def _story_page(one: Story, *, opened: bool = False, fault: str = "", chosen_words: str = "", status: int = 200) -> Any:
    readable = one.state == "gelezen" or opened
    redacted = decisions.redacted(db(), one) if readable else None
    codes = choices.codes(db(), guard.programme())
    themes = [_theme(redacted, codes, coded) for coded in effective_themes(one.annotations, one.decisions)]
    rejected = [d for d in one.decisions if d.kind == "theme" and d.verdict == "rejected"]
    spans = [(n, theme["span"]) for n, theme in enumerate(themes, start=1) if theme["span"]]
    marks = [marking.Mark(start, end, n) for n, (start, end) in spans]
    page = render_template(
        "desk/story.html",
        story=one,
        opened=opened,
        fault=fault,
        chosen_words=chosen_words,
        pieces=marking.segments(redacted.text, marks) if redacted else [],
        themes=themes,
        rejected=[(d, codes[d.label].name if d.label in codes else d.label) for d in rejected],
        codes=codes,
        tone=choices.tone_word(one.reading.tone if one.reading else None),
        area=choices.areas(db(), guard.programme()).get(one.area_code or ""),
        attributions=choices.attributions(db(), one),
        quotes=[quote for quote in one.quotes if quote.state != "ingetrokken"],
        tellers=choices.TELLERS,
        states=choices.STORY_STATES,
        quote_states=choices.QUOTE_STATES,
        stances=choices.STANCES,
        labels=choices.HIDE_LABELS,
        own_spheres=story_spheres.own(db(), one),
        spheres={each.code: text_of(each.name) for each in catalogue.get(story_spheres.SPHERES).dimensions},
    )
    return page, status


def _theme(redacted: Any, codes: dict[str, Any], coded: Any) -> dict[str, Any]:
    whole = coded.start == coded.end or redacted is None
    start, end = (0, 0) if whole else (redacted.position(coded.start), redacted.position(coded.end))
    return {
        "coded": coded,
        "name": codes[coded.code].name if coded.code in codes else coded.code,
        "span": (start, end) if start < end else None,
        "whole": whole,
        # Never the reader's own reason: it quotes the story as it was told, also the words that are hidden since.
        "words": " ".join(redacted.text[start:end].split()) if start < end else "",
    }


@desk.post("/<programme>/verhalen/<story_id>/openen")
@allow("evaluator")
def open_unread(programme: str, story_id: str) -> Any:
    """Show a story that could not be read by the computer, as it was told; that somebody did is written down."""
    one = of_programme(story_id)
    if one.state != "kon_niet":
        return see_other("desk.story", programme=programme, story_id=story_id)
    audit.note(db(), "verhaal_geopend", account=g.account, programme=guard.programme(), subject=f"verhaal:{one.id}")
    db().commit()
    return _story_page(one, opened=True)


@desk.post("/<programme>/verhalen/<story_id>/thema")
@allow("evaluator")
def judge_theme(programme: str, story_id: str) -> Any:
    """Accept or reject a theme on a span."""
    one = of_programme(story_id)
    code = chosen("thema", choices.codes(db(), guard.programme()))
    verdict = chosen("oordeel", ("accepted", "rejected"))
    span = _span(one)
    decisions.decide(db(), one, g.account, kind="theme", label=code, span=span, verdict=verdict)
    return _judged(one, "Uw oordeel is bewaard.")


def _span(one: Story) -> tuple[int, int]:
    """A span that is known for this story: proposed or decided before; nobody can invent one through a hidden field."""
    start, end = text("van", 9), text("tot", 9)
    if not (start.isdecimal() and end.isdecimal()):
        abort(400)
    span = (int(start), int(end))
    proposed = {(a.start, a.end) for a in one.annotations if a.kind == "theme"}
    decided = {(d.start, d.end) for d in one.decisions if d.kind == "theme"}
    if span not in proposed | decided:
        abort(404)
    return span


@desk.post("/<programme>/verhalen/<story_id>/thema/nieuw")
@allow("evaluator")
def add_theme(programme: str, story_id: str) -> Any:
    """Add a theme the reader did not see: on some words, or on the story as a whole."""
    one = of_programme(story_id)
    code = chosen("thema", choices.codes(db(), guard.programme()))
    words = line("woorden", 500)
    span: tuple[int, int] | None = (0, 0) if not words else find_span(one, words)
    if span is None:
        return see_other("desk.story", "Deze woorden staan niet zo in het verhaal.", programme=programme, story_id=story_id)
    decisions.decide(db(), one, g.account, kind="theme", label=code, span=span, verdict="added")
    return _judged(one, "Het thema is toegevoegd.")


def find_span(one: Story, words: str) -> tuple[int, int] | None:
    """Where words of the redacted text stand in the original; blanks, line ends and capitals may differ."""
    redacted = decisions.redacted(db(), one)
    pieces = [re.escape(piece) for piece in words.split()]
    found = re.search(r"\s+".join(pieces), redacted.text, re.IGNORECASE) if pieces else None
    return marking.original(redacted, *found.span()) if found else None


def _judged(one: Story, message: str) -> Any:
    audit.note(db(), "thema_besluit", account=g.account, programme=guard.programme(), subject=f"verhaal:{one.id}")
    db().commit()
    return see_other("desk.story", message, programme=guard.programme().code, story_id=one.id, _anchor="themas")


@desk.post("/<programme>/verhalen/<story_id>/verbergen")
@allow("evaluator")
def hide_in_story(programme: str, story_id: str) -> Any:
    """Hide words that still point at a person, wherever they stand in the story."""
    one = of_programme(story_id)
    # Looked for in what an evaluator may read: else this form would tell which hidden names are there.
    redacted = decisions.redacted(db(), one)
    found = marking.occurrences(redacted.text, line("woorden", 200))
    spans = [marking.original(redacted, *span) for span in found]
    if not spans:
        return see_other("desk.story", "Deze woorden staan niet zo in het verhaal.", programme=programme, story_id=story_id)
    decisions.hide_words(db(), one, spans, chosen("soort", choices.HIDE_LABELS), g.account)
    audit.note(db(), "namen_aangepast", account=g.account, programme=guard.programme(), subject=f"verhaal:{one.id}")
    db().commit()
    return see_other("desk.story", "Deze woorden zijn nu verborgen.", programme=programme, story_id=story_id)
