"""Sources: files of CBS, Waarstaatjegemeente and partners imported with a check, and fetched when that is switched on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, current_app, g, render_template, request, url_for
from sqlalchemy import delete, select

from analysis import sentences
from analysis.sources import cbs, points, recognising, series, statline, store
from analysis.sources.cbs import FetchFailed
from analysis.sources.models import SourceDataset, SourceUpload
from analysis.sources.recognising import KINDS, Recognised
from analysis.sources.rows import FileRefused, Imported, is_cbs_code
from analysis.sources.table import ROLES, Columns
from database import today, utcnow
from surveys.parties import Area
from webapp import audit
from webapp.access import allow
from webapp.cleaning import clean_text
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import N_
from webapp.desk.blueprint import desk
from webapp.desk.fields import Mistyped, a_day, line, only_known, see_other
from webapp.language import gettext
from webapp.request_session import db

KEEP = timedelta(days=1)
ROLE_WORDS = {
    "area": "gebied", "period": "periode", "value": "waarde", "measure": "onderwerp", "group": "groep mensen", "low": "ondergrens",
    "high": "bovengrens", "n": "aantal mensen achter het cijfer", "unit": "eenheid",
}  # fmt: skip
FIXED = ("measure", "period", "area", "unit")
SHOWN = 200
POINT_WORDS = {
    "": N_("kijk zelf in het bestand"),
    points.THOUSANDS: N_("duizendtallen: 1.234 is twaalfhonderdvierendertig"),
    points.DECIMAL: N_("decimalen: 1.234 is iets meer dan één"),
}


@desk.get("/<programme>/bronnen")
@allow("evaluator")
def sources(programme: str) -> Any:
    """The imported datasets, and the forms to import and to fetch."""
    only_known()
    return _page()


def _page(values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    rows = [(one, series.source_line(one)) for one in store.datasets(db(), guard.programme())]
    page = render_template(
        "desk/sources.html", rows=rows, kinds=KINDS, values=values or {}, fault=fault, fetching=current_app.config["CBS"], areas=_codes(),
        tables=[*reversed(statline.KEY_FIGURES), *sorted(statline.MODELLED)],
    )  # fmt: skip
    return page, status


def _codes() -> str:
    """The codes that one would ask CBS for: the municipality and its neighbourhoods."""
    own = [guard.programme().organisation.code, *choices.areas(db(), guard.programme())]
    return " ".join(one for one in own if is_cbs_code(one))


@desk.post("/<programme>/bronnen")
@allow("evaluator")
def import_source(programme: str) -> Any:
    """Take a file in; the next page says what it is."""
    sent = request.files.get("bestand")
    data = sent.read() if sent else b""
    try:
        recognising.recognise(data)
    except FileRefused as refused:
        return _page(fault=gettext(str(refused)), status=422)
    return _taken(data, clean_text(sent.filename or "", 200) if sent else "")


def _taken(data: bytes, name: str) -> Any:
    db().execute(delete(SourceUpload).where(SourceUpload.sent_at < utcnow() - KEEP))
    row = SourceUpload(programme_id=guard.programme().id, account_id=g.account.id, name=name, content=data)
    db().add(row)
    db().flush()
    db().commit()
    return see_other("desk.read_source", programme=guard.programme().code, upload=row.id)


@desk.post("/<programme>/bronnen/cbs")
@allow("evaluator")
def fetch_source(programme: str) -> Any:
    """Fetch a table of CBS, when that is switched on."""
    if not current_app.config["CBS"]:
        abort(404)
    values = {"tabel": line("tabel", 20), "gebieden": line("gebieden", 400)}
    try:
        data = cbs.fetch(values["tabel"].upper(), tuple(values["gebieden"].upper().replace(",", " ").split()))
    except (FetchFailed, FileRefused) as failed:
        return _page(values, gettext(str(failed)), 422)
    audit.note(db(), "cbs_opgehaald", account=g.account, programme=guard.programme(), subject=f"tabel:{values['tabel'].upper()}")
    return _taken(data, f"{values['tabel'].upper()}.json")


def _upload(key: str) -> SourceUpload:
    row = db().get(SourceUpload, key) if len(key) == 32 and key.isalnum() else None
    if row is None or row.programme_id != guard.programme().id:
        abort(404)
    return row


@desk.get("/<programme>/bronnen/lezen/<upload>")
@allow("evaluator")
def read_source(programme: str, upload: str) -> Any:
    """What a file is, what the check says, and the form to keep it."""
    return _reading(_upload(upload))


def _reading(row: SourceUpload, values: dict[str, str] | None = None, fault: str = "", status: int = 200) -> Any:
    found = recognising.recognise(row.content)
    read: Imported | None = None
    try:
        read = recognising.read(found, row.name, _columns(found, values)) if found.known or values else None
    except FileRefused as refused:
        fault = fault or gettext(str(refused))
    grid = found.grid or []
    columns = found.columns
    page = render_template(
        "desk/sources_read.html", row=row, found=found, read=read, kinds=KINDS, fault=fault, values=values or _proposed(found, read),
        head=[str(cell) for cell in grid[columns.header]] if columns and grid else [], sample=grid[columns.header + 1 : columns.header + 6] if columns else [],
        roles=ROLE_WORDS, fixed=FIXED, points=POINT_WORDS, plain=_plain, known=store.datasets(db(), guard.programme()),
    )  # fmt: skip
    return page, 422 if fault and values else status


def _proposed(found: Recognised, read: Imported | None) -> dict[str, str]:
    """The form as the file itself fills it in."""
    values = {"ophaaldag": today().isoformat()}
    if read is not None:
        meta = read.meta
        values |= {
            "titel": meta.title,
            "tabel": meta.table_id,
            "uitgever": meta.publisher,
            "licentie": meta.licence,
            "indeling": str(meta.division_year or ""),
        }
    for role, place in (found.columns.columns if found.columns else {}).items():
        values[f"k-{role}"] = str(place)
    return values


def _columns(found: Recognised, values: dict[str, str] | None) -> Columns | None:
    """Which column is what, as somebody said."""
    if found.columns is None or values is None:
        return None
    places = {role: int(values[f"k-{role}"]) for role in ROLES if values.get(f"k-{role}", "").isdecimal()}
    fixed = {role: values.get(f"v-{role}", "") for role in FIXED}
    return Columns(places, fixed, found.columns.header, values.get("punt") or found.columns.points)


@desk.post("/<programme>/bronnen/lezen/<upload>")
@allow("evaluator")
def keep_source(programme: str, upload: str) -> Any:
    """Keep the import; the file itself is thrown away, its numbers and its checksum stay."""
    row = _upload(upload)
    names = (
        "code",
        "titel",
        "tabel",
        "uitgever",
        "licentie",
        "indeling",
        "ophaaldag",
        "punt",
        *(f"k-{role}" for role in ROLES),
        *(f"v-{role}" for role in FIXED),
    )
    values = {name: line(name, 300) for name in names}
    try:
        found = recognising.recognise(row.content)
        read = recognising.read(found, row.name, _columns(found, values))
        made = store.keep(db(), guard.programme(), read, row.content, _asked(values), today=today(), account=g.account)
    except FileRefused as refused:
        db().rollback()
        return _reading(_upload(upload), values, gettext(str(refused)), 422)
    db().delete(row)
    audit.note(db(), "bron_geimporteerd", account=g.account, programme=guard.programme(), subject=f"bron:{made.id}")
    db().commit()
    return see_other("desk.source", "De bron is bewaard. Kijk de controle na.", programme=programme, code=made.code)


def _asked(values: dict[str, str]) -> store.Asked:
    try:
        day = a_day(values["ophaaldag"])
    except Mistyped as error:
        raise FileRefused(str(error)) from error
    if day is None:
        raise FileRefused("Vul in op welke dag het bestand is opgehaald.")
    if day > today():
        raise FileRefused("Deze dag moet nog komen. Vul in op welke dag het bestand is opgehaald.")
    year = values["indeling"]
    if year and not (year.isdecimal() and 1990 <= int(year) <= 2100):
        raise FileRefused("De indeling is een jaar, bijvoorbeeld 2025. Of laat het veld leeg.")
    return store.Asked(
        values["code"],
        values["titel"],
        values["tabel"][:40],
        values["uitgever"][:200],
        values["licentie"][:100],
        int(year) if year else None,
        day,
    )


def _plain(value: float) -> str:
    """A number of a source as people here write it, with the decimals that it has."""
    return sentences.number(value, len(f"{value:.6f}".rstrip("0").split(".")[1]))


@desk.get("/<programme>/bronnen/<code>")
@allow("evaluator")
def source(programme: str, code: str) -> Any:
    """One dataset: where it comes from, its check, its numbers, and earlier imports."""
    query = select(SourceDataset).where(SourceDataset.programme_id == guard.programme().id, SourceDataset.code == code)
    rows = list(db().scalars(query.order_by(SourceDataset.id.desc())))
    if not rows:
        abort(404)
    one = next((row for row in rows if row.current), rows[0])
    numbers = store.observations(db(), one)
    names = dict(
        db().execute(select(Area.code, Area.name).where(Area.organisation_id == guard.programme().organisation_id)).all()
    )
    names |= {guard.programme().organisation.code: guard.programme().organisation.name, "NL00": "Nederland", "NL01": "Nederland"}
    return render_template(
        "desk/source.html", one=one, line=series.source_line(one), older=[row for row in rows if row is not one], report=one.report or {},
        numbers=numbers[:SHOWN], total=len(numbers), names=names, kinds=KINDS, modelled=one.table_id in statline.MODELLED, plain=_plain,
        address=url_for("desk.sources", programme=programme),
    )  # fmt: skip
