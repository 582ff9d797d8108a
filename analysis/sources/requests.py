"""Delivery requests: a partner is asked for figures by a day, delivers a file, and the check says whether it is good."""

from __future__ import annotations

import csv
import io
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.sources.models import DataRequest, SourceDataset
from saying import say
from surveys.parties import Area, Organisation, Programme

MOVES = {"gevraagd": ("geleverd",), "geleverd": ("goedgekeurd", "afgekeurd"), "afgekeurd": ("geleverd",), "goedgekeurd": ()}


class RequestRefused(Exception):
    """A delivery request cannot become this; the sentence says why."""


def ask(
    session: Session,
    programme: Programme,
    organisation: Organisation,
    *,
    what: str,
    due_on: date,
    indicator_id: int | None = None,
) -> DataRequest:
    """Ask an organisation for figures."""
    if not what:
        raise RequestRefused("Schrijf op welke cijfers u vraagt, voor welke periode en welk gebied.")
    row = DataRequest(
        programme_id=programme.id, organisation_id=organisation.id, what=what, due_on=due_on, indicator_id=indicator_id
    )
    session.add(row)
    session.flush()
    return row


def move(session: Session, row: DataRequest, state: str, *, dataset: SourceDataset | None = None, note: str = "") -> None:
    """The next state; delivered needs a dataset, refused needs a reason."""
    if state not in MOVES[row.state]:
        raise RequestRefused(say("Een verzoek dat {now} is, kan niet {then} worden.", now=say(row.state), then=say(state)))
    if state == "geleverd" and dataset is None:
        raise RequestRefused("Kies het bestand dat geleverd is. Importeer het eerst bij Bronnen.")
    if state == "afgekeurd" and not note:
        raise RequestRefused("Schrijf op wat er niet goed is, zodat de ander het kan verbeteren.")
    row.state = state
    row.note = note or row.note
    if dataset is not None:
        row.dataset_id = dataset.id
    session.flush()


def listed(session: Session, programme: Programme) -> list[DataRequest]:
    """The requests of a programme by their day."""
    query = select(DataRequest).where(DataRequest.programme_id == programme.id)
    return list(session.scalars(query.order_by(DataRequest.due_on, DataRequest.id)))


def late(row: DataRequest, today: date) -> bool:
    """Whether the day has passed without a delivery."""
    return row.state in {"gevraagd", "afgekeurd"} and row.due_on < today


def template(session: Session, programme: Programme, subject: str, year: int) -> str:
    """A CSV to fill in: a row for the municipality and each neighbourhood, with codes that our import reads."""
    into = io.StringIO()
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow(["gebiedscode", "gebiedsnaam", "periode", "onderwerp", "waarde", "n", "eenheid"])
    subject = subject.lstrip("=+-@\t\r")
    rows = session.scalars(select(Area).where(Area.organisation_id == programme.organisation_id).order_by(Area.code))
    for code, name in [(programme.organisation.code, programme.organisation.name), *((one.code, one.name) for one in rows)]:
        writer.writerow([code, name, year, subject, "", "", ""])
    return into.getvalue()
