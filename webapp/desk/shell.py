"""What every page of the desk has around it: language, navigation, and where a programme's pages are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, request, session, url_for
from markupsafe import Markup

import saying
from webapp import access
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.language import STAFF_LANGUAGES, current_language, gettext

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LANGUAGE_KEY = "taal"

# group -> (endpoint, label, lowest role)
PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Vertellen": (
        ("desk.tell", "Verhaal vastleggen", "worker"),
        ("desk.own_stories", "Mijn verhalen", "worker"),
        ("desk.stories", "Verhalen", "evaluator"),
        ("desk.quotes", "Citaten", "evaluator"),
    ),
    "Willen": (
        ("desk.line", "Redeneerlijn", "worker"),
        ("desk.line_mine", "Mijn bijdrage", "worker"),
        ("desk.line_goals", "Doelen", "evaluator"),
        ("desk.line_activities", "Activiteiten", "evaluator"),
        ("desk.line_mechanisms", "Mechanismen", "evaluator"),
        ("desk.line_links", "Bijdragen", "worker"),
        ("desk.line_words", "Opgave en woorden", "worker"),
        ("desk.line_partners", "Partners", "evaluator"),
        ("desk.line_options", "Keuzes vergelijken", "evaluator"),
        ("desk.compass", "Kompas", "worker"),
        ("desk.frameworks", "Kaders", "worker"),
        ("desk.kpis", "KPI-bibliotheek", "evaluator"),
        ("desk.sight_top", "Zichtlijn", "evaluator"),
    ),
    "Tellen": (
        ("desk.figures", "Cijfers", "evaluator"),
        ("desk.indicators", "Indicatoren", "evaluator"),
        ("desk.collection_plan", "Verzamelplan", "evaluator"),
        ("desk.sources", "Bronnen", "evaluator"),
        ("desk.instruments", "Instrumenten", "evaluator"),
        ("desk.expectations", "Verwachtingen", "worker"),
        ("desk.response_quality", "Respons en weging", "evaluator"),
        ("desk.tallies", "Turven", "worker"),
        ("desk.exploring", "Verkennen", "evaluator"),
        ("desk.teams", "Teams", "worker"),
    ),
    "Verbinden": (
        ("desk.results", "Duiding", "evaluator"),
        ("desk.context_factors", "Omstandigheden", "evaluator"),
        ("desk.contradictions", "Tegenspraak", "evaluator"),
        ("desk.rival_explanations", "Andere verklaringen", "evaluator"),
        ("desk.silent_voices", "Stem van de stilte", "evaluator"),
        ("desk.account", "Verantwoording", "evaluator"),
        ("desk.fidelity", "Goede uitvoering", "worker"),
        ("desk.investing", "Investeren", "evaluator"),
    ),
    "Leren": (
        ("desk.learning", "Leercyclus", "worker"),
        ("desk.calendar", "Kalender", "worker"),
        ("desk.learning_questions", "Leervragen", "worker"),
        ("desk.measuring_burden", "Wat het meten vraagt", "worker"),
        ("desk.benchmark", "Vergelijken", "evaluator"),
    ),
    "Rapport": (
        ("desk.report_page", "Rapport", "evaluator"),
        ("desk.report_plans", "Samenstellen", "evaluator"),
        ("desk.publishing", "Publiceren", "evaluator"),
    ),
    "Beheer": (
        ("desk.waves", "Meetrondes", "administrator"),
        ("desk.questionnaires", "Vragenlijsten", "administrator"),
        ("desk.staff", "Medewerkers", "administrator"),
        ("desk.log", "Logboek", "administrator"),
    ),
}
ROLE_NAMES = {"worker": "sociaal werker", "evaluator": "onderzoeker", "administrator": "beheerder"}


@desk.before_request
def _language() -> None:
    asked = request.args.get("taal")
    if asked in STAFF_LANGUAGES:
        session[LANGUAGE_KEY] = asked
    chosen = session.get(LANGUAGE_KEY)
    g.language = chosen if chosen in STAFF_LANGUAGES else "nl"
    saying.speak(g.language)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the navigation; `here`: this is it, or a page below it."""

    address: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together."""

    label: str
    pages: tuple[Page, ...]

    @property
    def here(self) -> bool:
        """Whether this page is one of them."""
        return any(page.here for page in self.pages)


def navigation() -> list[Group]:
    """The pages of this programme that the account may see, in their groups."""
    if "programme" not in g:
        return []
    shown = {
        group: [(url_for(endpoint, programme=g.programme.code), label) for endpoint, label, role in pages if guard.may(role)]
        for group, pages in PAGES.items()
    }
    here = _here([address for pages in shown.values() for address, _ in pages])
    return [
        Group(gettext(group), tuple(Page(address, gettext(label), address == here) for address, label in pages))
        for group, pages in shown.items()
        if pages
    ]


def _here(addresses: Sequence[str]) -> str:
    """The page of the navigation that this address is, or lies below."""
    above = [one for one in addresses if request.path == one or request.path.startswith(f"{one}/")]
    return max(above, key=len, default="")


def other_language() -> tuple[str, str]:
    """The language one can switch to, and the address of this page in it."""
    code = "en" if current_language() == "nl" else "nl"
    if request.method != "GET" or request.endpoint is None:
        return code, url_for("desk.home", taal=code)
    query: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {}), "taal": code}
    return code, url_for(request.endpoint, **query)


def _amount(value: float, unit: str) -> str:
    """A figure as the report says it."""
    from analysis.report.wording import amount

    return amount(value, unit)


def csrf_field() -> Markup:
    """The hidden field that proves that a form is ours."""
    from flask_wtf.csrf import generate_csrf

    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def day(value: date | datetime) -> str:
    """A day as people here write it: 3 mei 2026."""
    from babel.dates import format_date

    if isinstance(value, datetime):
        value = value.astimezone(AMSTERDAM).date()
    return str(format_date(value, "d MMMM y", locale=current_language()))


def moment(value: datetime) -> str:
    """A moment in Amsterdam: 3 mei 2026, 14:05."""
    return f"{day(value)}, {value.astimezone(AMSTERDAM):%H:%M}"


@desk.context_processor
def _around() -> dict[str, Any]:
    return {
        "account": access.current(),
        "csrf": csrf_field,
        "programme": g.get("programme"),
        "may": guard.may,
        "navigation": navigation,
        "other_language": other_language,
        "role_names": ROLE_NAMES,
    }


def _wave(wave: Any) -> Markup:
    """The name of a round and when it was, in the language of the page; once when they are the same (the years of a count)."""
    from analysis import sentences

    name, period = sentences.wave(wave.name), sentences.period(wave.period)
    return (
        Markup("{}").format(name)
        if period.lower() == name.lower()
        else Markup('{} <span class="state">{}</span>').format(name, period)
    )


def init_app(app: Flask) -> None:
    """Give the templates of the desk what they need."""
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(_amount, "amount")
    app.add_template_filter(_wave, "wave")
