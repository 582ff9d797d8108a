"""The lists one can choose from at the desk, with the words people read."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from narratives.models import Code, Story
from narratives.proposals import tone_class
from surveys.models import Wave
from surveys.parties import Activity, Area, Programme

TELLERS = {
    "inwoner": "inwoner",
    "naaste": "naaste of mantelzorger",
    "vrijwilliger": "vrijwilliger",
    "professional": "professional",
}
MEDIA = {"mondeling": "De verteller zei het tegen mij", "papier": "De verteller zette een handtekening op papier"}
STORY_STATES = {
    "nieuw": "wordt nog gelezen",
    "gelezen": "gelezen",
    "kon_niet": "kon niet worden gelezen",
    "ingetrokken": "ingetrokken",
}
TONES = {"positief": "positief", "neutraal": "neutraal", "somber": "somber"}
_TONE_WORDS = {"positief": "positief", "negatief": "somber", "gemengd": "neutraal"}
QUOTE_STATES = {
    "voorgesteld": "voorgesteld",
    "gevraagd": "gevraagd aan de verteller",
    "toegestaan": "vrijgegeven",
    "afgekeurd": "afgekeurd",
    "ingetrokken": "ingetrokken",
}
QUOTE_MOVES = {
    "voorgesteld": "Opnieuw voorstellen",
    "gevraagd": "Vragen aan de verteller",
    "toegestaan": "Vrijgeven voor het rapport",
    "afgekeurd": "Afkeuren",
    "ingetrokken": "Intrekken",
}
STANCES = {"steunt": "past bij het cijfer", "spreekt_tegen": "spreekt het cijfer tegen"}
RELATIONS = {
    "bevestigt": "Het verhaal bevestigt het cijfer",
    "vult_aan": "Het verhaal vult het cijfer aan",
    "breidt_uit": "Het verhaal brengt een onderwerp dat het cijfer niet meet",
    "spreekt_tegen": "Het verhaal spreekt het cijfer tegen",
    "stil": "Het cijfer of de verhalen zeggen hier niets over",
}
HIDE_LABELS = {
    "naam": "naam",
    "adres": "adres",
    "plaats": "plaats",
    "organisatie": "organisatie",
    "telefoon": "telefoonnummer",
    "overig": "iets anders",
}


def tone_word(tone: float | None) -> str:
    """The tone of a story in a word; empty when it is not known."""
    if tone is None:
        return ""
    return _TONE_WORDS[tone_class(tone)]


def areas(session: Session, programme: Programme) -> dict[str, str]:
    """Code and name of the neighbourhoods of the organisation, of the newest year of each."""
    rows = session.scalars(select(Area).where(Area.organisation_id == programme.organisation_id).order_by(Area.year, Area.name))
    return {row.code: row.name for row in rows}


def activities(session: Session, programme: Programme) -> dict[str, Activity]:
    """The activities of a programme by code."""
    rows = session.scalars(select(Activity).where(Activity.programme_id == programme.id).order_by(Activity.name))
    return {row.code: row for row in rows}


def codes(session: Session, programme: Programme) -> dict[str, Code]:
    """The themes of the codebook by code."""
    rows = session.scalars(select(Code).where(Code.programme_id == programme.id).order_by(Code.name))
    return {row.code: row for row in rows}


def waves(session: Session, programme: Programme) -> dict[str, Wave]:
    """The waves of a programme by slug, in order."""
    rows = session.scalars(select(Wave).where(Wave.programme_id == programme.id).order_by(Wave.number, Wave.id))
    return {row.slug: row for row in rows}


def attributions(session: Session, story: Story) -> dict[str, str]:
    """How the teller of a quote may be named: in classes only, one trait at a time, never a neighbourhood with a trait."""
    teller = TELLERS.get(story.teller, "inwoner").split(" of ")[0]
    options = {"teller": teller}
    for key, value in sorted((story.traits or {}).items()):
        options[f"trek-{key}"] = f"{teller}, {value}"
    area = areas(session, story.programme).get(story.area_code or "")
    if area:
        options["gebied"] = f"{teller}, {area}"
    return options
