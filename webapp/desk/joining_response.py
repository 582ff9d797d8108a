"""Respons en weging: how people were asked, how the population is divided, and what weighting would do."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from flask import abort, g, render_template
from sqlalchemy import select

from analysis.joining import store, tables
from analysis.joining.representing import AREA
from analysis.joining.store import JoiningRefused
from analysis.report.wording import interval, number, shown
from analysis.sources.models import PopulationMargin
from surveys import responding
from surveys.definition import text_of
from surveys.models import Programme, Wave
from surveys.parties import Area
from surveys.questions import Choice
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import chosen, line, see_other, text, ticked
from webapp.desk.joining import joining_now
from webapp.language import gettext
from webapp.request_session import db

SAMPLES = {
    "": "Dat weten we niet",
    "steekproef": "Geloot: een steekproef uit de doelgroep",
    "iedereen": "Iedereen in de doelgroep is gevraagd",
    "open": "Iedereen die wilde kon meedoen",
}
FILE = 20_000


@dataclass(frozen=True, slots=True)
class Trait:
    """A question, or the neighbourhood, over which a population can be divided; option codes with their labels and numbers."""

    code: str
    title: str
    options: tuple[tuple[str, str], ...]
    people: dict[str, int]
    year: int | None = None
    source: str = ""


def traits(programme: Programme) -> list[Trait]:
    """The neighbourhood and every question with one choice that the figures are split by, or that has a division already."""
    rows = list(db().scalars(select(PopulationMargin).where(PopulationMargin.programme_id == programme.id)))
    areas = db().scalars(select(Area).where(Area.organisation_id == programme.organisation_id).order_by(Area.name))
    names = dict.fromkeys(one.name for one in areas)
    found = [_trait(AREA, gettext("Wijk"), [(one, one) for one in names], rows)] if names else []
    wanted = (
        {one["question"] for one in (programme.settings or {}).get("breakdowns", [])} | {one.trait for one in rows} | {"leeftijd"}
    )
    return [*found, *(_trait(code, title, options, rows) for code, title, options in _questions(programme) if code in wanted)]


def _questions(programme: Programme) -> list[tuple[str, str, list[tuple[str, str]]]]:
    waves = db().scalars(select(Wave).where(Wave.programme_id == programme.id).order_by(Wave.number)).all()
    found = {}
    for wave in waves:
        definition = responding.definition_of(db(), wave.version_id, wave.version.sha256)
        for code, question in definition.questions.items():
            if isinstance(question, Choice):
                options = [(one.code, text_of(one.label, "nl")[0]) for one in question.options if not one.missing]
                found[code] = (code, text_of(question.text, "nl")[0], options)
    return list(found.values())


def _trait(code: str, title: str, options: list[tuple[str, str]], rows: list[PopulationMargin]) -> Trait:
    own = [one for one in rows if one.trait == code]
    people = {one.option: one.people for one in own}
    return Trait(code, title, tuple(options), people, own[0].year if own else None, own[0].source if own else "")


def trait_names(programme: Programme, *, filled: bool = False) -> list[str]:
    """The traits of a programme; with `filled` only those of which the population is known."""
    return [one.code for one in traits(programme) if one.people or not filled]


@desk.get("/<programme>/respons")
@allow("evaluator")
def response_quality(programme: str) -> Any:
    """Who answered beside who lives there, and the forms."""
    return _page()


def _page(values: dict[str, Any] | None = None, fault: str = "", status: int = 200) -> Any:
    one = guard.programme()
    waves = list(db().scalars(select(Wave).where(Wave.programme_id == one.id).order_by(Wave.number, Wave.id)))
    html = render_template(
        "desk/joining_response.html", joining=joining_now(g.language), traits=traits(one), waves=waves, values=values or {}, fault=fault, samples=SAMPLES,
        settings=one.settings or {}, brief=tables.brief, interval=interval, shown=shown, number=number,
    )  # fmt: skip
    return html, status


@desk.post("/<programme>/respons/keuzes")
@allow("evaluator")
def choose_response(programme: str) -> Any:
    """How people were asked, whether to weigh, and how many were reached."""
    reached = {}
    values: dict[str, Any] = {"formulier": "keuzes"}
    for wave in db().scalars(select(Wave).where(Wave.programme_id == guard.programme().id)):
        values[f"bereikt-{wave.number}"] = written = line(f"bereikt-{wave.number}", 9)
        if written and not written.isdecimal():
            return _page(values, gettext("Vul bij ‘bereikt’ een heel getal in, of laat het leeg."), 422)
        if written:
            reached[str(wave.number)] = int(written)
    sample = chosen("steekproef", SAMPLES, "")
    store.choose(db(), guard.programme(), sample=sample, weighting=ticked("wegen"), reached=reached)
    audit.note(
        db(), "respons_keuzes", account=g.account, programme=guard.programme(), subject=f"steekproef:{sample or 'onbekend'}"
    )
    db().commit()
    return see_other("desk.response_quality", "De keuzes zijn bewaard.", programme=programme)


@desk.post("/<programme>/respons/kenmerk/<code>")
@allow("evaluator")
def divide_population(programme: str, code: str) -> Any:
    """How the population is divided over one trait."""
    trait = next((one for one in traits(guard.programme()) if one.code == code), None) or abort(404)
    values = {"formulier": code, "jaar": line("jaar", 4), "bron": line("bron", 300)}
    values |= {f"n-{i}": line(f"n-{i}", 9) for i, _ in enumerate(trait.options)}
    written = {option: values[f"n-{i}"].replace(".", "") for i, (option, _) in enumerate(trait.options) if values[f"n-{i}"]}
    return _kept(values, {code: written}, values["jaar"], values["bron"])


@desk.post("/<programme>/respons/bestand")
@allow("evaluator")
def import_population(programme: str) -> Any:
    """The division of one or more traits, pasted as lines of trait; option; people."""
    values = {"formulier": "bestand", "regels": text("regels", FILE), "jaar": line("jaar", 4), "bron": line("bron", 300)}
    found: dict[str, dict[str, str]] = {}
    for row in csv.reader(io.StringIO(values["regels"]), delimiter=";"):
        cells = [one.strip() for one in row]
        if not any(cells) or cells[:1] == ["kenmerk"]:
            continue
        if len(cells) < 3:
            return _page(values, gettext("Elke regel heeft drie delen: kenmerk; groep; aantal mensen."), 422)
        found.setdefault(cells[0], {})[cells[1]] = cells[2].replace(".", "")
    return _kept(values, found, values["jaar"], values["bron"])


def _kept(values: dict[str, Any], found: dict[str, dict[str, str]], year: str, source: str) -> Any:
    known = {one.code: one for one in traits(guard.programme())}
    try:
        if not found:
            raise JoiningRefused("Vul bij minstens twee groepen in hoeveel mensen er wonen.")
        for code, people in found.items():
            if code not in known:
                raise JoiningRefused("Een van de kenmerken bestaat niet. Gebruik de namen die op deze bladzijde staan.")
            if not all(one.isdecimal() and len(one) <= 9 for one in people.values()) or not year.isdecimal():
                raise JoiningRefused("Vul hele getallen in: het jaar, en per groep het aantal mensen.")
            counts = {option: int(one) for option, one in people.items()}
            allowed = [option for option, _ in known[code].options]
            store.divide(db(), guard.programme(), code, counts, year=int(year), source=source, allowed=allowed)
    except JoiningRefused as refused:
        db().rollback()
        return _page(values, gettext(str(refused)), 422)
    audit.note(db(), "bevolking_ingevuld", account=g.account, programme=guard.programme(), subject=f"kenmerken:{len(found)}")
    db().commit()
    return see_other("desk.response_quality", "De bevolking is ingevuld.", programme=guard.programme().code)
