"""An interview that was written out: a file or pasted text, of which what the resident said becomes a story."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from flask import g, render_template, request

from database import utcnow
from narratives import transcript_files, transcripts
from narratives.transcript_files import TranscriptRefused
from narratives.transcripts import Told
from webapp import audit, jobs
from webapp.access import allow
from webapp.cleaning import clean_text
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, chosen, line, text, ticked
from webapp.desk.shell import AMSTERDAM
from webapp.desk.telling import CHOICES, faults_in, find_by_key, receive, remember, remembered, to_story
from webapp.language import gettext
from webapp.request_session import db

RAW = 120_000  # characters of an interview with the words of the interviewer still in it
LAYERS = ("analyse", "citeren", "eerst_zien", "opnieuw")


@desk.route("/<programme>/vertellen/interview", methods=["GET", "POST"])
@allow("worker")
def interview(programme: str) -> Any:
    """The form: read a file first, look at what it says, then keep it."""
    one = guard.programme()
    if request.method == "GET":
        fresh = {
            "sleutel": secrets.token_hex(16),
            "interviewer": ", ".join(transcripts.INTERVIEWER),
            "gehouden": _today().isoformat(),
        }
        return _page({**remembered(one), **fresh})
    values: dict[str, Any] = {name: text(name, 40) for name in (*CHOICES, "sleutel")}
    values |= {"verhaal": text("verhaal", RAW), "interviewer": line("interviewer", 200), "gehouden": line("gehouden", 20)}
    layers = {name: ticked(name) for name in LAYERS}
    sent = request.files.get("bestand")
    file = bool(sent and sent.filename)
    known = find_by_key(values["sleutel"])
    # Who chose a file and pressed on meant that file; who also has words in the field is asked which of the two.
    if chosen("knop", {"lees", "bewaar"}, "bewaar") == "lees" or (file and known is None):
        return _read_file(values, layers)
    return to_story(known) if known is not None else _keep(values, layers)


def _read_file(values: dict[str, Any], layers: dict[str, bool]) -> Any:
    """Put what a file says in the field, to look at; nothing is kept. What was typed stays, and is never replaced unasked."""
    values = {**values, **layers}
    try:
        words = _words_of_file()
    except TranscriptRefused as refused:
        return _page(values, [("bestand", gettext(str(refused)))]), 422
    if values["verhaal"] and values["verhaal"].split() != words.split():
        both = gettext(
            "U koos een bestand, maar in het veld staat al een andere tekst. Die vervangen wij niet. Wilt u het bestand? "
            "Maak het veld leeg en kies het bestand opnieuw. Wilt u de tekst? Druk dan nog een keer op Bewaren."
        )
        return _page(values, [("bestand", both)]), 422
    try:
        return _page({**values, "verhaal": words}, told=transcripts.told(words, _labels(values)))
    except TranscriptRefused as refused:
        return _page({**values, "verhaal": words}, [("verhaal", gettext(str(refused)))]), 422


def _words_of_file() -> str:
    """The words of the file that was chosen."""
    sent = request.files.get("bestand")
    words = clean_text(transcript_files.words(sent.read() if sent else b""), RAW + 1).strip()
    if len(words) > RAW:
        raise TranscriptRefused(gettext("Deze tekst is te lang. Deel het interview in stukken van hoogstens 120.000 tekens."))
    return words


def _keep(values: dict[str, Any], layers: dict[str, bool]) -> Any:
    one = guard.programme()
    faults = faults_in(values, layers)
    words, held = "", _today()
    try:
        words = transcripts.told(values["verhaal"], _labels(values)).words if values["verhaal"] else ""
    except TranscriptRefused as refused:
        faults.append(("verhaal", gettext(str(refused))))
    try:
        held = _held(values["gehouden"])
    except Mistyped as refused:
        faults.append(("gehouden", gettext(str(refused))))
    if faults:
        return _page({**values, **layers}, faults), 422
    story = receive(one, {**values, "verhaal": words}, layers, channel="interview", told_on=held)
    remember(one, values)
    audit.note(db(), "verhaal_vastgelegd", account=g.account, programme=one, subject=f"verhaal:{story.id}")
    db().commit()
    jobs.announce(story.id)
    return to_story(story)


def _held(typed: str) -> date:
    day = a_day(typed) or _today()
    if day > _today():
        raise Mistyped(gettext("Deze dag moet nog komen. Vul in op welke dag het interview was."))
    return day


def _today() -> date:
    """The day it is where the interview was."""
    return utcnow().astimezone(AMSTERDAM).date()


def _labels(values: dict[str, Any]) -> list[str]:
    return str(values["interviewer"]).split(",")


def _page(values: dict[str, Any], faults: list[tuple[str, str]] | None = None, told: Told | None = None) -> str:
    one = guard.programme()
    return render_template(
        "desk/interview.html", values=values, faults=faults or [], fault=bool(faults), told=told, tellers=choices.TELLERS,
        media=choices.MEDIA, areas=choices.areas(db(), one), activities=choices.activities(db(), one),
    )  # fmt: skip
