"""Which organisations take part in a programme, and as what."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from saying import mark
from surveys.parties import Activity, Organisation, Programme

ROLES = {
    "opdrachtgever": mark("opdrachtgever"),
    "uitvoerder": mark("uitvoerder"),
    "partner": mark("partner"),
    "inwoners": mark("vertegenwoordiging van inwoners"),
}


def roles(session: Session, programme: Programme) -> dict[Organisation, str]:
    """Every partner with its role, by name: who was named, who owns the programme, and who carries out an activity."""
    named: Mapping[str, str] = (programme.settings or {}).get("partners", {})
    doing = set(session.scalars(select(Activity.organisation_id).where(Activity.programme_id == programme.id)))
    rows = session.scalars(select(Organisation).order_by(Organisation.name, Organisation.code))
    found = {}
    for one in rows:
        if one.code in named:
            found[one] = named[one.code] if named[one.code] in ROLES else "partner"
        elif one.id == programme.organisation_id:
            found[one] = "opdrachtgever"
        elif one.id in doing:
            found[one] = "uitvoerder"
    return found


def set_role(session: Session, programme: Programme, organisation: Organisation, role: str) -> None:
    """Say as what an organisation takes part; "" = not named any more. Flushes."""
    settings = dict(programme.settings or {})
    named = {code: one for code, one in settings.get("partners", {}).items() if code != organisation.code}
    if role:
        named[organisation.code] = role
    programme.settings = {**settings, "partners": named}
    session.flush()
