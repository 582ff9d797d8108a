"""Registers beside the frameworks: places, quality labels, and partners with their profile."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response, abort, g, render_template
from sqlalchemy import select

from analysis.accounting.models import Place
from analysis.frameworks import profile, subjects
from analysis.frameworks.models import Certificate
from analysis.frameworks.part import validity
from analysis.frameworks.profile import Profile
from database import today
from surveys.parties import Area, Organisation
from webapp import audit
from webapp.access import allow
from webapp.desk import choices, guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, a_number, line, see_other, text
from webapp.language import gettext
from webapp.request_session import db


def _organisations() -> dict[str, Organisation]:
    return {one.code: one for one in subjects.partners(db(), guard.programme())}


@desk.get("/<programme>/kaders/plekken")
@allow("worker")
def places(programme: str) -> Any:
    """The register of places."""
    return _places_page()


def _places_page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    query = select(Place, Organisation.name).outerjoin(Organisation, Organisation.id == Place.organisation_id)
    rows = db().execute(query.where(Place.programme_id == guard.programme().id).order_by(Place.name, Place.period)).all()
    page = render_template(
        "desk/frameworks_places.html", rows=rows, areas=choices.areas(db(), guard.programme()), organisations=_organisations(),
        values=values or {"periode": str(today().year)}, fault=fault,
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/kaders/plekken")
@allow("evaluator")
def keep_place(programme: str) -> Any:
    """A place in a period, new or changed."""
    names = ("naam", "periode", "gebied", "organisatie", "fte", "vrijwilligers")
    values = {name: line(name, 200) for name in names}
    known = db().scalars(select(Area.code).where(Area.organisation_id == guard.programme().organisation_id)).all()
    organisation = _organisations().get(values["organisatie"])
    if not values["naam"]:
        return _places_page(values, gettext("Geef de plek een naam."), 422)
    if not (values["periode"].isdigit() and len(values["periode"]) == 4):
        return _places_page(values, gettext("Schrijf het jaar met vier cijfers, bijvoorbeeld 2026."), 422)
    fte, volunteers = _number(values["fte"]), _number(values["vrijwilligers"])
    if fte == -1 or volunteers == -1 or (volunteers is not None and volunteers % 1):
        return _places_page(values, gettext("Schrijf bij fte en vrijwilligers een getal, of laat het leeg."), 422)
    key = (Place.programme_id == guard.programme().id, Place.name == values["naam"], Place.period == values["periode"])
    row = db().scalar(select(Place).where(*key)) or Place(
        programme_id=guard.programme().id, name=values["naam"], period=values["periode"]
    )
    row.area_code = values["gebied"] if values["gebied"] in known else ""
    row.organisation_id = organisation.id if organisation else None
    row.fte, row.volunteers = fte, None if volunteers is None else int(volunteers)
    db().add(row)
    audit.note(db(), "plek_bewaard", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.places", "De plek is bewaard.", programme=programme)


def _number(given: str) -> float | None:
    """A number, None when nothing was written, -1 when it is none."""
    try:
        value = a_number(given)
    except Mistyped:
        return -1
    return value if value is None or 0 <= value <= 100_000 else -1


@desk.get("/<programme>/kaders/keurmerken")
@allow("worker")
def certificates(programme: str) -> Any:
    """The register of quality labels."""
    return _labels_page()


def _labels_page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    query = select(Certificate, Organisation.name).join(Organisation, Organisation.id == Certificate.organisation_id)
    rows = db().execute(
        query.where(Certificate.programme_id == guard.programme().id).order_by(Organisation.name, Certificate.name)
    )
    page = render_template(
        "desk/frameworks_certificates.html", rows=[(one, name, validity(one, today())) for one, name in rows],
        organisations=_organisations(), values=values or {"naam": "Kwaliteitslabel Sterk Sociaal Werk"}, fault=fault,
    )  # fmt: skip
    return page, status


@desk.post("/<programme>/kaders/keurmerken")
@allow("evaluator")
def keep_certificate(programme: str) -> Any:
    """Add a quality label."""
    values = {name: line(name, 300) for name in ("organisatie", "naam", "vanaf", "tot", "bron")}
    values["bevinding"] = text("bevinding", 2_000)
    organisation = _organisations().get(values["organisatie"])
    if organisation is None or not values["naam"]:
        return _labels_page(values, gettext("Kies een organisatie en schrijf de naam van het keurmerk op."), 422)
    try:
        start, end = a_day(values["vanaf"]), a_day(values["tot"])
    except Mistyped as error:
        return _labels_page(values, gettext(str(error)), 422)
    if start and end and end < start:
        return _labels_page(values, gettext("De laatste dag ligt vóór de eerste. Draai ze om."), 422)
    db().add(
        Certificate(
            programme_id=guard.programme().id, organisation_id=organisation.id, name=values["naam"][:200], valid_from=start,
            valid_until=end, findings=values["bevinding"], source=values["bron"],
        )
    )  # fmt: skip
    audit.note(db(), "keurmerk_bewaard", account=g.account, programme=guard.programme())
    db().commit()
    return see_other("desk.certificates", "Het keurmerk is bewaard.", programme=programme)


@desk.get("/<programme>/kaders/partners")
@allow("worker")
def partners(programme: str) -> Any:
    """Who contributes to what."""
    return render_template("desk/frameworks_partners.html", found=profile.network(db(), guard.programme()))


def _profile(code: str) -> Profile:
    found = next((one for one in subjects.partners(db(), guard.programme()) if one.code == code), None)
    if found is None:
        abort(404)
    return profile.profile(db(), guard.programme(), found)


@desk.get("/<programme>/kaders/partners/<partner_code>")
@allow("worker")
def partner(programme: str, partner_code: str) -> Any:
    """What social work does here: one page per organisation, to print for partners in care."""
    found = _profile(partner_code)
    labels = [(one, validity(one, today())) for one in found.certificates]
    return render_template(
        "desk/frameworks_partner.html", found=found, labels=labels, areas=choices.areas(db(), guard.programme()), day=today()
    )


@desk.get("/<programme>/kaders/partners/<partner_code>/gegevens.csv")
@allow("evaluator")
def partner_data(programme: str, partner_code: str) -> Any:
    """The own data of an organisation, to take to its own network."""
    found = _profile(partner_code)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["soort", "naam", "periode", "deelnemers", "bijeenkomsten", "fte", "vrijwilligers", "draagt_bij_aan"])
    for one in found.activities:
        people = "" if one.people is None else one.people
        writer.writerow(
            [
                "activiteit",
                _safe(one.name),
                one.period,
                people,
                "" if one.meetings is None else one.meetings,
                "",
                "",
                _safe("; ".join(one.results)),
            ]
        )
    for place in found.places:
        fte = "" if place.fte is None else f"{place.fte:g}".replace(".", ",")  # a comma: the spreadsheets here make a day of 1.6
        volunteers = "" if place.volunteers is None else place.volunteers
        writer.writerow(["plek", _safe(place.name), place.period, "", "", fte, volunteers, ""])
    name = f"{guard.programme().code}-{partner_code}-gegevens.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _safe(words: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
