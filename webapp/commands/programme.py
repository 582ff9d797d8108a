"""tellen programme: organisations, programmes, areas and waves: what must be there before anybody can take part."""

from __future__ import annotations

import argparse
import secrets
from datetime import date

from webapp.cli import CommandFailed

# Codes stand in the addresses of the desk, where these words have another meaning.
RESERVED = {"account", "aanmelden", "afmelden", "bevestigen", "rapport-stijl.css", "rapport-letters"}
PATTERN = r"[a-z0-9](-?[a-z0-9])*"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = parts.add_parser("add", help="add a programme, and its organisation when that is new")
    add.add_argument("code")
    add.add_argument("--name", required=True)
    add.add_argument("--organisation", required=True, metavar="CODE")
    add.add_argument("--organisation-name", help="name of the organisation, when it is new")
    add.add_argument("--contact", default="", help="where residents can ask a person, for example: Bel 14 000")
    add.set_defaults(run=run_add)
    area = parts.add_parser("area", help="add a neighbourhood with its postcodes")
    area.add_argument("programme")
    area.add_argument("code", help="CBS code, for example WK059905")
    area.add_argument("--name", required=True)
    area.add_argument("--year", type=int, required=True)
    area.add_argument("--postcode", action="append", default=[], help="four digits; may be given more than once")
    area.set_defaults(run=run_area)
    wave = parts.add_parser("wave", help="open a wave of a published questionnaire")
    wave.add_argument("programme")
    wave.add_argument("survey")
    wave.add_argument("--number", type=int, required=True, help="0 is the nulmeting")
    wave.add_argument("--name", required=True)
    wave.add_argument("--slug", required=True, help="the public link is /m/SLUG")
    wave.add_argument("--opens", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    wave.add_argument("--closes", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    wave.add_argument("--invited", type=int, help="how many people are asked")
    wave.set_defaults(run=run_wave)
    listing = parts.add_parser("list", help="programmes and their waves")
    listing.set_defaults(run=run_list)


def run_add(options: argparse.Namespace) -> int:
    """Add a programme."""
    from sqlalchemy import select

    from surveys.models import Organisation, Programme
    from webapp.commands.common import open_session

    _check_code(options.code)
    _check_code(options.organisation)
    with open_session() as session:
        if session.scalar(select(Programme.id).where(Programme.code == options.code)):
            raise CommandFailed(f"Er is al een programma '{options.code}'.")
        owner = session.scalar(select(Organisation).where(Organisation.code == options.organisation))
        if owner is None and not options.organisation_name:
            raise CommandFailed(
                f"Er is geen organisatie '{options.organisation}'. Is die nieuw? Geef dan ook --organisation-name."
            )
        owner = owner or Organisation(code=options.organisation, name=options.organisation_name)
        pepper = secrets.token_hex(32)
        session.add(
            Programme(code=options.code, name=options.name, organisation=owner, contact=options.contact, link_pepper=pepper)
        )
    print(f"Programma {options.code} staat klaar. Voeg iemand toe met: tellen user add … --role {options.code}:administrator")
    return 0


def run_area(options: argparse.Namespace) -> int:
    """Add an area to the organisation of a programme."""
    from surveys.models import Area
    from webapp.commands.common import open_session, programme

    if wrong := [code for code in options.postcode if len(code) != 4 or not code.isdigit()]:
        raise CommandFailed(f"'{wrong[0]}' is geen postcode van vier cijfers.")
    with open_session() as session:
        owner = programme(session, options.programme).organisation_id
        area = {"code": options.code, "name": options.name, "year": options.year, "postcodes": options.postcode}
        session.add(Area(organisation_id=owner, **area))
    print(f"{options.name} staat erin met {len(options.postcode)} postcodes.")
    return 0


def run_wave(options: argparse.Namespace) -> int:
    """Open a wave on the newest version of a questionnaire."""
    from sqlalchemy import select

    from surveys.models import Survey, Wave
    from webapp.commands.common import load_settings, open_session, programme

    _check_code(options.slug)
    if options.closes < options.opens:
        raise CommandFailed("De meetronde sluit voordat hij opent. Kijk de data na.")
    with open_session() as session:
        owner = programme(session, options.programme)
        survey = session.scalar(select(Survey).where(Survey.programme_id == owner.id, Survey.code == options.survey))
        if survey is None or not survey.versions:
            raise CommandFailed(f"Er is geen gepubliceerde vragenlijst '{options.survey}'. Doe eerst: tellen survey publish")
        if session.scalar(select(Wave.id).where(Wave.slug == options.slug)):
            raise CommandFailed(f"De link /m/{options.slug} is al van een andere meetronde. Kies een andere --slug.")
        window = {"opens_on": options.opens, "closes_on": options.closes, "invited": options.invited}
        session.add(
            Wave(
                programme=owner,
                version=survey.versions[-1],
                number=options.number,
                name=options.name,
                slug=options.slug,
                **window,
            )
        )
    print(f"{options.name} staat klaar op {load_settings().public_url}/m/{options.slug}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    """List programmes and waves."""
    from sqlalchemy import select

    from surveys.models import Programme, Wave
    from webapp.commands.common import open_session

    with open_session() as session:
        for one in session.scalars(select(Programme).order_by(Programme.code)):
            print(f"{one.code}\t{one.name}\t{one.organisation.code}")
            for wave in session.scalars(select(Wave).where(Wave.programme_id == one.id).order_by(Wave.number)):
                print(f"\t{wave.number}\t{wave.name}\t/m/{wave.slug}\t{wave.opens_on} – {wave.closes_on}")
    return 0


def _check_code(code: str) -> None:
    import re

    if not re.fullmatch(PATTERN, code) or len(code) > 40 or code in RESERVED:
        raise CommandFailed(f"'{code}' kan geen code zijn. Gebruik kleine letters, cijfers en streepjes (hoogstens 40).")
