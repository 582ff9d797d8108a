"""The forms of what investing may return: which fields each kind has. A number is always asked as lowest and highest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from analysis.accounting.goals import goals_of
from analysis.accounting.models import Provision
from analysis.accounting.returning import DUTIES
from analysis.line.library import said
from analysis.line.models import Mechanism
from webapp.desk import choices, guard
from webapp.desk.accounting_fields import N_, Field
from webapp.language import gettext
from webapp.request_session import db

__all__ = ["KINDS", "fields_of", "mechanisms", "provisions"]

KINDS = {
    "anders": N_("Wat er zonder gebeurt"),
    "substitutie": N_("Lichter in plaats van zwaarder"),
    "preventie": N_("Wat wij hopen te voorkomen"),
    "investering": N_("Uitgaven van een jaar"),
    "risico": N_("Wat er mis kan gaan"),
}
SURE = (("verondersteld", N_("verondersteld: wij denken het")), ("aannemelijk", N_("aannemelijk: er zijn aanwijzingen")), ("onderbouwd", N_("onderbouwd: er is onderzoek of een vergelijking")))  # fmt: skip
RISK_STATES = (("open", N_("kan gebeuren")), ("treedt_op", N_("gebeurt nu")), ("voorbij", N_("is voorbij")))


def _told(options: Any) -> tuple[tuple[str, str], ...]:
    return tuple((value, gettext(words)) for value, words in options)


def _activities(needed: bool = False) -> tuple[tuple[str, str], ...]:
    found = tuple((code, one.name) for code, one in choices.activities(db(), guard.programme()).items())
    return found if needed else (("", gettext("geen")), *found)


def provisions() -> dict[str, Provision]:
    """The provisions of the programme by code."""
    rows = db().scalars(select(Provision).where(Provision.programme_id == guard.programme().id).order_by(Provision.name))
    return {one.code: one for one in rows}


def _provision_options() -> tuple[tuple[str, str], ...]:
    """Each provision with whether the law makes it a duty."""
    return tuple((code, f"{one.name} ({gettext(DUTIES[one.statutory])})") for code, one in provisions().items())


def mechanisms() -> dict[str, Mechanism]:
    """The working mechanisms of the programme by code."""
    rows = db().scalars(select(Mechanism).where(Mechanism.programme_id == guard.programme().id).order_by(Mechanism.name))
    return {one.code: one for one in rows}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of one kind; a number is always asked as lowest and highest."""
    activity = Field("activiteit", N_("Activiteit"), "select", options=_activities(kind == "substitutie"))
    if kind == "anders":
        goals = (("", gettext("geen")), *((one.code, one.name) for one in goals_of(db(), guard.programme())))
        return (
            activity, Field("doel", N_("Macrodoel"), "select", options=goals),
            Field("tekst", N_("Wat gebeurt er als wij dit niet doen?"), "text", needed=True),
            Field("laag", N_("Naar schatting: laagste getal"), "number", N_("Mag leeg blijven.")),
            Field("hoog", N_("Naar schatting: hoogste getal"), "number"), Field("eenheid", N_("Waarvan")),
        )  # fmt: skip
    if kind == "substitutie":
        return (
            activity,
            Field("voorziening", N_("In plaats van welke voorziening?"), "select", options=_provision_options()),
            Field("winst", N_("Wat winnen mensen erbij?"), "text", N_("Dit komt vóór het geld. Zonder deze zin kan het niet worden bewaard."), needed=True),
            Field("mensen_laag", N_("Hoeveel mensen: laagste getal"), "number", needed=True),
            Field("mensen_hoog", N_("Hoeveel mensen: hoogste getal"), "number", needed=True),
            Field("maanden_laag", N_("Hoeveel maanden elk: laagste getal"), "number", needed=True),
            Field("maanden_hoog", N_("Hoeveel maanden elk: hoogste getal"), "number", needed=True),
            Field("prijs_laag", N_("Prijs per maand in euro: laagste"), "number", N_("Mag leeg blijven. Euro komt alleen in het rapport als u dat aanzet.")),
            Field("prijs_hoog", N_("Prijs per maand in euro: hoogste"), "number"), Field("prijsbron", N_("Waar komt de prijs vandaan?")),
            Field("betaalt", N_("Wie betaalt?"), needed=True), Field("wint", N_("Wie wint?"), needed=True),
            Field("bewijs", N_("Hoe zeker is dit?"), "select", options=_told(SURE)),
            Field("argument", N_("Waarom denkt u dat?"), "text"),
            Field("voorkomt", N_("Dit zegt dat er iets wordt voorkomen"), "tick"),
        )  # fmt: skip
    if kind == "preventie":
        known = (("", gettext("geen")), *((c, said(one.name)) for c, one in mechanisms().items()))
        return (
            activity, Field("mechanisme", N_("Werkzaam mechanisme"), "select", options=known),
            Field("claim", N_("Wat wordt er voorkomen?"), "text", needed=True), Field("aanname", N_("Waarom neemt u dat aan?"), "text", needed=True),
            Field("bewijs", N_("Hoe zeker is dit?"), "select", options=_told(SURE)),
        )  # fmt: skip
    if kind == "investering":
        return (
            Field("jaar", N_("Jaar"), "whole", needed=True), Field("waaraan", N_("Waaraan?"), needed=True),
            Field("euro", N_("Bedrag in euro"), "number", needed=True), Field("begroot", N_("Dit is begroot, nog niet besteed"), "tick"),
            Field("bron", N_("Waar komt dit vandaan?")),
        )  # fmt: skip
    return (
        activity, Field("tekst", N_("Wat kan er misgaan?"), "text", needed=True), Field("signaal", N_("Waaraan zien wij het aankomen?"), "text"),
        Field("dan", N_("Wat doen wij dan?"), "text"), Field("wie", N_("Wie let hierop?")),
        Field("stand", N_("Stand"), "select", options=_told(RISK_STATES)),
    )  # fmt: skip
