"""tellen user: who signs in at the desk."""

from __future__ import annotations

import argparse
import getpass
import sys

from webapp.cli import CommandFailed


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = parts.add_parser("add", help="add somebody; the password is asked, or read from standard input")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--organisation", required=True, help="code of the organisation")
    add.add_argument("--role", action="append", default=[], metavar="PROGRAMME:ROLE", help="may be given more than once")
    add.set_defaults(run=run_add)
    listing = parts.add_parser("list", help="who there is, and in which roles")
    listing.set_defaults(run=run_list)
    block = parts.add_parser("block", help="block somebody; signed-in sessions end at once")
    block.add_argument("email")
    block.set_defaults(run=run_block)


def run_add(options: argparse.Namespace) -> int:
    """Add an account."""
    from sqlalchemy import select

    from surveys.models import Membership, Organisation
    from surveys.parties import ROLES
    from webapp import accounts
    from webapp.commands.common import open_session, programme

    roles = [role.rpartition(":")[::2] for role in options.role]
    if wrong := [role for code, role in roles if role not in ROLES or not code]:
        raise CommandFailed(f"'{wrong[0]}' is geen rol. Schrijf PROGRAMMA:ROL met als rol {', '.join(ROLES)}.")
    password = _password()
    with open_session() as session:
        organisation = session.scalar(select(Organisation).where(Organisation.code == options.organisation))
        if organisation is None:
            raise CommandFailed(f"Er is geen organisatie '{options.organisation}'.")
        account = accounts.create(session, organisation, options.email, options.name, password)
        for code, role in roles:
            session.add(Membership(account=account, programme=programme(session, code), role=role))
    print(f"{options.email} kan zich nu aanmelden.")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Wachtwoord: ")
    if first != getpass.getpass("Nog een keer: "):
        raise CommandFailed("De twee wachtwoorden zijn niet gelijk. Probeer het opnieuw.")
    return first


def run_list(options: argparse.Namespace) -> int:
    """List accounts."""
    from sqlalchemy import select

    from surveys.models import Account
    from webapp.commands.common import open_session

    with open_session() as session:
        for one in session.scalars(select(Account).order_by(Account.email)):
            roles = ", ".join(sorted(f"{m.programme.code}:{m.role}" for m in one.memberships)) or "geen rol"
            print(f"{one.email}\t{one.name}\t{one.organisation.code}\t{roles}\t{'' if one.active else 'geblokkeerd'}")
    return 0


def run_block(options: argparse.Namespace) -> int:
    """Block an account."""
    from sqlalchemy import select

    from surveys.models import Account
    from webapp import accounts
    from webapp.commands.common import open_session

    with open_session() as session:
        account = session.scalar(select(Account).where(Account.email == options.email.strip().lower()))
        if account is None:
            raise CommandFailed(f"Er is niemand met het adres {options.email}.")
        accounts.deactivate(session, account)
    print(f"{options.email} kan zich niet meer aanmelden.")
    return 0
