"""Our own package: only figures of a report that was published, so suppression was done at the source and nothing new goes out."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.accounting.models import Investment
from analysis.benchmark import package
from analysis.benchmark.package import PackageRefused
from analysis.frameworks import catalogue, scope
from analysis.ledger import store as ledger
from analysis.ledger.models import Publication
from analysis.models import Ambition, Indicator, ReportSnapshot, SocietalResult
from analysis.report import snapshot
from analysis.report.model import IndicatorPart, Report
from saying import SOURCE
from surveys.definition import Definition, text_of
from surveys.models import Survey, SurveyVersion
from surveys.parties import Account, Area, Programme

OPEN = ("alle", "raad", "bewoners")  # readers of a report whose figures may go to other municipalities too


def make(session: Session, programme: Programme, on: date, account: Account | None = None) -> bytes:
    """The signed package of the newest published report of everything (no areas apart); recorded as a publication. Flushes.

    Raises PackageRefused.
    """
    kept = _published(session, programme)
    report = snapshot.thaw(kept.content)
    made = package.sign(content(session, programme, report, kept.sha256, on), seed(session, programme))
    ledger.publish(
        session, programme, kind="benchmark", title=f"Pakket voor andere gemeenten, {on.year}", snapshot=kept, account=account
    )
    return made


def seed(session: Session, programme: Programme) -> bytes:
    """32 secret bytes of this installation for the key of an organisation; the same as long as the secret of the settings is kept."""
    found: str = session.info["keyring"].digest("benchmark-signing", programme.organisation.code)
    return bytes.fromhex(found)


def key_print(session: Session, programme: Programme) -> str:
    """The fingerprint of our public key."""
    return package.fingerprint(package.public_key(seed(session, programme)))


def _published(session: Session, programme: Programme) -> ReportSnapshot:
    query = (
        select(ReportSnapshot)
        .join(Publication, Publication.snapshot_id == ReportSnapshot.id)
        .where(Publication.programme_id == programme.id, Publication.kind == "rapport", Publication.audience.in_(OPEN))
        .order_by(Publication.id.desc())
    )
    for one in session.scalars(query):
        if not snapshot.thaw(one.content).scope:
            return one
    raise PackageRefused(
        "Publiceer eerst een rapport over de hele gemeente en over alle metingen. In het pakket komt alleen wat gepubliceerd is."
    )


def content(session: Session, programme: Programme, report: Report, sha256: str, on: date) -> dict[str, Any]:
    """What the package says, as plain values."""
    rows = {(one.result.code, one.code): one for one in indicators(session, programme)}
    pairs = [
        (part, rows[result.code, part.code])
        for result in report.results for part in result.indicators if (result.code, part.code) in rows
    ]  # fmt: skip
    surveys = surveys_of(session, programme)
    keys = {id(part): key_of(row, surveys) for part, row in pairs}
    known = [(part, keys[id(part)]) for part, _ in pairs if keys[id(part)]]
    settings = programme.settings or {}
    return {
        "format": package.FORMAT, "version": package.VERSION, "licence": package.LICENCE, "made_on": on.isoformat(),
        "municipality": _municipality(session, programme, settings), "year": int(report.data_date[:4]), "report_sha256": sha256,
        "scope": {"digest": scope.digest(session, programme), "cards": scope_words(session, programme)},
        "definitions": [_definition(part, key) for part, key in known],
        "figures": [one for part, key in known for one in _figures(part, key)],
        "profile": {name: float(value) for name, value in sorted((settings.get("profile") or {}).items())},
        "investment": investment(session, programme),
    }  # fmt: skip


def indicators(session: Session, programme: Programme) -> list[Indicator]:
    """The indicators of a programme."""
    query = select(Indicator).join(SocietalResult).join(Ambition).where(Ambition.programme_id == programme.id)
    return list(session.scalars(query))


def surveys_of(session: Session, programme: Programme) -> list[Definition]:
    """The newest version of every questionnaire."""
    rows = session.scalars(
        select(SurveyVersion).join(Survey).where(Survey.programme_id == programme.id).order_by(SurveyVersion.number.desc())
    )
    newest: dict[int, Definition] = {}
    for row in rows:
        newest.setdefault(row.survey_id, Definition.from_canonical(row.content))
    return list(newest.values())


def key_of(row: Indicator, surveys: list[Definition]) -> str:
    """By what two municipalities know that they count the same: the code in the KPI library, else a digest of measure kind, rule and the
    very question or scale; "" when it cannot be compared (activities and stories are everybody's own)."""
    if row.kpi:
        return f"kpi:{row.kpi}"
    asked = row.rule.get("scale") or row.rule.get("question")
    for one in surveys:
        found = _asked(one, row.rule, asked)
        if found is not None:
            whole = orjson.dumps([row.measure_kind, row.rule, found], option=orjson.OPT_SORT_KEYS)
            return f"def:{hashlib.sha256(whole).hexdigest()}"
    return ""


def _asked(definition: Definition, rule: Any, code: Any) -> Any:
    """The question, or the scale with its questions, as it stands in the canonical questionnaire; None when it is not there."""
    if "scale" in rule and code in definition.scales:
        scale = definition.scales[code]
        asked = sorted({item.question for item in scale.items})
        return [scale.function, [(i.question, i.item, i.points, i.reversed) for i in scale.items], _questions(definition, asked)]
    if "question" in rule and code in definition.questions:
        return _questions(definition, [code])
    return None


def _questions(definition: Definition, codes: list[str]) -> list[Any]:
    pages = [page for section in orjson.loads(definition.canonical())["delen"] for page in section["paginas"]]
    return [one for page in pages for one in page["vragen"] if one["vraag"] in codes]


def scope_words(session: Session, programme: Programme, language: str = SOURCE) -> tuple[str, ...]:
    """What is counted as sociale basis here, in words; a package always says it in the source language."""
    names = {
        f"{dimension.code}.{item.code}": text_of(item.name, language)[0]
        for dimension in catalogue.get(scope.SCOPE).dimensions for item in dimension.items
    }  # fmt: skip
    return tuple(names[one] for one in scope.counted(session, programme)["wel"] if one in names)


def _municipality(session: Session, programme: Programme, settings: dict[str, Any]) -> dict[str, Any]:
    code = programme.organisation.code
    if package.MUNICIPALITY.fullmatch(code) is None:
        raise PackageRefused("De organisatie van dit programma heeft geen gemeentecode (GM en vier cijfers). Geef haar die code.")
    people, year = residents(session, programme)
    synthetic = bool(settings.get("synthetic"))
    return {"code": code, "name": programme.organisation.name, "division_year": year, "residents": people, "synthetic": synthetic}


def residents(session: Session, programme: Programme) -> tuple[int | None, int | None]:
    """How many people live in the areas of the newest division, and its year."""
    mine = Area.organisation_id == programme.organisation_id
    newest = select(func.max(Area.year)).where(mine).scalar_subquery()
    found = session.execute(select(func.sum(Area.residents), func.max(Area.year)).where(mine, Area.year == newest)).one()
    return (int(found[0]) if found[0] else None), found[1]


def _definition(part: IndicatorPart, key: str) -> dict[str, Any]:
    return {
        "key": key, "name": part.name, "definition": part.definition, "unit": part.unit, "direction": part.direction,
        "level": part.level, "measure_kind": part.measure_kind, "not_measured": part.not_measured,
    }  # fmt: skip


def _figures(part: IndicatorPart, key: str) -> list[dict[str, Any]]:
    """The newest wave that may be shown; what is hidden is not in the package at all."""
    shown = [one for one in part.waves if one.figure.value is not None and not one.figure.suppressed]
    if not shown:
        return []
    figure, bounds = shown[-1].figure, shown[-1].figure.interval
    low, high = (bounds.low, bounds.high) if bounds else (None, None)
    return [{"key": key, "value": figure.value, "n": figure.n, "low": low, "high": high, "period": shown[-1].period}]


def investment(session: Session, programme: Programme) -> dict[str, Any] | None:
    """What was spent in the newest year for which that is known, per resident."""
    rows = session.scalars(
        select(Investment).where(Investment.programme_id == programme.id, Investment.budgeted.is_(False))
    ).all()
    people = residents(session, programme)[0]
    if not rows or not people:
        return None
    year = max(one.year for one in rows)
    euro = sum(one.euro for one in rows if one.year == year)
    sources = sorted({one.source for one in rows if one.year == year and one.source})
    return {"year": year, "euro": euro, "per_resident": round(euro / people, 2), "source": "; ".join(sources)}
