"""Makers of rows for tests, each with only what the test does not care about filled in."""

from __future__ import annotations

import hashlib
import itertools
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from surveys.models import Account, Activity, Area, Membership, Organisation, Programme, Survey, SurveyVersion, Wave

_count = itertools.count(1)


def make_organisation(session: Session, **values: Any) -> Organisation:
    n = next(_count)
    one = Organisation(**{"code": f"org{n}", "name": f"Organisatie {n}", **values})
    session.add(one)
    session.flush()
    return one


def make_programme(session: Session, **values: Any) -> Programme:
    n = next(_count)
    organisation = values.pop("organisation", None) or make_organisation(session)
    one = Programme(
        **{"code": f"prog{n}", "name": f"Programma {n}", "link_pepper": "ab" * 16, "organisation": organisation, **values}
    )
    session.add(one)
    session.flush()
    return one


def make_account(session: Session, *, roles: dict[Programme, str] | None = None, **values: Any) -> Account:
    n = next(_count)
    organisation = values.pop("organisation", None) or make_organisation(session)
    one = Account(
        **{
            "email": f"medewerker{n}@voorbeeld.invalid",
            "name": f"Medewerker {n}",
            "password_hash": "!",
            "organisation": organisation,
            **values,
        }
    )
    session.add(one)
    session.flush()
    for programme, role in (roles or {}).items():
        session.add(Membership(account=one, programme=programme, role=role))
    session.flush()
    return one


def make_area(session: Session, organisation: Organisation, **values: Any) -> Area:
    n = next(_count)
    one = Area(**{"organisation_id": organisation.id, "code": f"WK{n:06}", "year": 2026, "name": f"Wijk {n}", **values})
    session.add(one)
    session.flush()
    return one


def make_activity(session: Session, programme: Programme, **values: Any) -> Activity:
    n = next(_count)
    one = Activity(
        **{
            "programme": programme,
            "organisation_id": programme.organisation_id,
            "code": f"act{n}",
            "name": f"Activiteit {n}",
            **values,
        }
    )
    session.add(one)
    session.flush()
    return one


def make_wave(session: Session, *, programme: Programme | None = None, content: str = "{}", **values: Any) -> Wave:
    """A wave on a version whose content is given (canonical JSON of a definition)."""
    n = next(_count)
    programme = programme or make_programme(session)
    survey = Survey(programme=programme, code=f"vragenlijst{n}")
    version = SurveyVersion(survey=survey, number=1, content=content, sha256=hashlib.sha256(content.encode()).hexdigest())
    one = Wave(
        **{
            "programme": programme,
            "version": version,
            "number": 0,
            "name": "Nulmeting",
            "slug": f"meting{n}",
            "opens_on": date(2020, 1, 1),
            "closes_on": date(2099, 12, 31),
            **values,
        }
    )
    session.add_all([survey, version, one])
    session.flush()
    return one
