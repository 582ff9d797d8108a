"""What can be changed in the reasoning line, a kind at a time: which fields it has, what stands in them, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from analysis.line import shaping, store
from analysis.line.errors import LineRefused
from analysis.line.evidence import EVIDENCE
from analysis.line.models import ActivityMechanism, IntermediateResult, MacroGoal, Mechanism
from analysis.models import Ambition, ResultActivity, ResultTheme, SocietalResult
from surveys.parties import Activity
from webapp.desk import choices, guard
from webapp.desk.line_fields import Field, Options
from webapp.language import gettext
from webapp.request_session import db

POINTS = {
    "": "gaat hier niet over",
    "goed": "wijst de goede kant op",
    "slecht": "wijst de verkeerde kant op",
    "toon": "de toon beslist",
}
PROMISE_WORDS = {
    "": "geen belofte",
    "preventie": "voorkomen dat het erger wordt",
    "substitutie": "lichte hulp in plaats van zware",
    "kosten": "kosten besparen",
    "samenredzaamheid": "inwoners redden zich samen",
}
UNITS = {"procent": "procent", "cijfer": "cijfer", "aantal": "aantal"}


@dataclass(frozen=True, slots=True)
class Editor:
    """How one kind is found, shown in a form, and written."""

    new: str  # title of the page for a new one
    find: Callable[[str], Any]
    fields: Callable[[], list[Field]]
    show: Callable[[Any], dict[str, Any]]
    write: Callable[[Any, Mapping[str, Any]], Any]


def _options(words: Mapping[str, str]) -> Options:
    return tuple((code, gettext(text)) for code, text in words.items())


def ambitions() -> dict[str, Ambition]:
    """The ambitions of the programme by code."""
    query = select(Ambition).where(Ambition.programme_id == guard.programme().id).order_by(Ambition.name)
    return {one.code: one for one in db().scalars(query)}


def results() -> dict[str, SocietalResult]:
    """The results of the programme by code, in their order."""
    query = select(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return {one.code: one for one in db().scalars(query.order_by(SocietalResult.position, SocietalResult.code))}


def mechanisms() -> dict[str, Mechanism]:
    """The mechanisms of the programme by code."""
    query = select(Mechanism).where(Mechanism.programme_id == guard.programme().id).order_by(Mechanism.name)
    return {one.code: one for one in db().scalars(query)}


def _under(name: str, label: str, rows: Mapping[str, Any], words: str) -> Field:
    if not rows:
        raise LineRefused(gettext("Maak eerst een ambitie en een resultaat. Daar hangt dit onder."))
    return Field(name, label, "choice", options=tuple((code, getattr(one, words)) for code, one in rows.items()))


# ambition


def _ambition_fields() -> list[Field]:
    return [
        Field("naam", gettext("Wat wilt u samen voor inwoners?"), hint=gettext("Bijvoorbeeld: wie niet alleen wil zijn, hoeft dat niet te zijn."), limit=200),
        Field("tekst", gettext("Uitleg"), "text", limit=2_000),
    ]  # fmt: skip


def _write_ambition(one: Ambition | None, values: Mapping[str, Any]) -> Any:
    return shaping.write_ambition(db(), guard.programme(), one, name=values["naam"], text=values["tekst"])


# macro goal


def _macro_fields() -> list[Field]:
    return [
        _under("ambitie", gettext("Bij welke ambitie hoort het?"), ambitions(), "name"),
        Field("naam", gettext("Welk cijfer wilt u zien veranderen?"), hint=gettext("Een cijfer over een hele groep inwoners, bijvoorbeeld: deel van de 65-plussers dat eenzaam is.")),
        Field("groep", gettext("Over wie gaat het cijfer?"), limit=200),
        Field("eenheid", gettext("Eenheid"), "choice", options=_options(UNITS)),
        Field("begin", gettext("Beginstand"), "number", limit=20),
        Field("begin_jaar", gettext("Jaar van de beginstand"), "year", limit=4),
        Field("streven", gettext("Streefstand"), "number", limit=20),
        Field("streef_jaar", gettext("Jaar van de streefstand"), "year", limit=4),
        Field("bron", gettext("Waar komt het cijfer vandaan?"), hint=gettext("Instelling, onderzoek en jaar.")),
        Field("belofte", gettext("Wat belooft dit doel?"), "choice", hint=gettext("Een belofte vraagt om bewijs. Zonder bewijs zegt het rapport het voorzichtig."), options=_options(PROMISE_WORDS)),
    ]  # fmt: skip


def _show_macro(one: MacroGoal) -> dict[str, Any]:
    return {
        "ambitie": one.ambition.code, "naam": one.name, "groep": one.population, "eenheid": one.unit, "begin": one.baseline,
        "begin_jaar": one.baseline_year, "streven": one.target, "streef_jaar": one.target_year, "bron": one.source, "belofte": one.promise,
    }  # fmt: skip


def _write_macro(one: MacroGoal | None, values: Mapping[str, Any]) -> Any:
    return shaping.write_macro_goal(
        db(), ambitions()[values["ambitie"]], one, name=values["naam"], population=values["groep"], unit=values["eenheid"],
        baseline=values["begin"], baseline_year=values["begin_jaar"], target=values["streven"], target_year=values["streef_jaar"],
        source=values["bron"], promise=values["belofte"],
    )  # fmt: skip


def _find_macro(code: str) -> MacroGoal | None:
    query = select(MacroGoal).join(Ambition).where(Ambition.programme_id == guard.programme().id, MacroGoal.code == code)
    return db().scalars(query).first()


# result


def _result_fields() -> list[Field]:
    activities = tuple((code, one.name) for code, one in choices.activities(db(), guard.programme()).items())
    themes = [
        Field(f"thema-{code}", gettext("Verhalen over ‘%(theme)s’", None, theme=one.name), "choice", options=_options(POINTS))
        for code, one in choices.codes(db(), guard.programme()).items()
    ]
    return [
        _under("ambitie", gettext("Bij welke ambitie hoort het?"), ambitions(), "name"),
        Field("titel", gettext("Wat is er dan anders voor inwoners?"), hint=gettext("Begin met het jaar: in 2027 voelen minder ouderen zich eenzaam.")),
        Field("doelgroep", gettext("Voor wie?"), limit=200),
        Field("gebied", gettext("Waar?"), limit=200),
        Field("horizon", gettext("Wanneer moet het zover zijn?"), "day"),
        Field("besluit", gettext("Welk besluit vraagt u van de raad?"), "text", limit=1_000),
        Field("activiteiten", gettext("Welke activiteiten horen hierbij?"), "ticks", options=activities),
        *themes,
    ]  # fmt: skip


def _show_result(one: SocietalResult) -> dict[str, Any]:
    doing = db().scalars(select(Activity.code).join(ResultActivity).where(ResultActivity.result_id == one.id)).all()
    points = db().scalars(select(ResultTheme).where(ResultTheme.result_id == one.id)).all()
    return {
        "ambitie": one.ambition.code, "titel": one.title, "doelgroep": one.target_group, "gebied": one.area,
        "horizon": one.horizon.isoformat() if one.horizon else "", "besluit": one.question, "activiteiten": doing,
        **{f"thema-{each.code.code}": each.points for each in points},
    }  # fmt: skip


def _write_result(one: SocietalResult | None, values: Mapping[str, Any]) -> Any:
    row = shaping.write_result(
        db(), ambitions()[values["ambitie"]], one, title=values["titel"], target_group=values["doelgroep"], area=values["gebied"],
        horizon=values["horizon"], question=values["besluit"],
    )  # fmt: skip
    known = choices.activities(db(), guard.programme())
    shaping.set_activities(db(), row, [known[code] for code in values["activiteiten"]])
    points = {name.removeprefix("thema-"): way for name, way in values.items() if name.startswith("thema-") and way}
    shaping.set_themes(db(), row, points)
    return row


# intermediate result


def _step_fields() -> list[Field]:
    return [
        _under("resultaat", gettext("Bij welk resultaat hoort het?"), results(), "title"),
        Field("titel", gettext("Wat moet er eerst veranderen?"), hint=gettext("Iets wat u eerder ziet dan het resultaat, bijvoorbeeld: ouderen durven er weer op uit.")),
    ]  # fmt: skip


def _write_step(one: IntermediateResult | None, values: Mapping[str, Any]) -> Any:
    result = results()[values["resultaat"]]
    row = shaping.write_step(db(), result, one, title=values["titel"])
    row.result_id = result.id
    db().flush()
    return row


def _find_step(code: str) -> IntermediateResult | None:
    query = select(IntermediateResult).join(SocietalResult).join(Ambition).where(Ambition.programme_id == guard.programme().id)
    return db().scalars(query.where(IntermediateResult.code == code)).first()


# activity


def _activity_fields() -> list[Field]:
    from analysis.line import partners

    who = tuple((one.code, one.name) for one in partners.roles(db(), guard.programme()))
    works = tuple((code, one.name) for code, one in mechanisms().items())
    return [
        Field("naam", gettext("Hoe heet de activiteit?"), limit=200),
        Field("uitvoerder", gettext("Wie voert haar uit?"), "choice", options=who),
        Field("wat", gettext("Wat gebeurt er?"), "text", limit=2_000),
        Field("van", gettext("Sinds wanneer?"), "day"),
        Field("tot", gettext("Tot wanneer?"), "day", hint=gettext("Leeg als zij doorgaat.")),
        Field("mechanismen", gettext("Waardoor werkt zij?"), "ticks", hint=gettext("Kies uit de mechanismen van dit programma. Nieuwe kiest u bij Mechanismen."), options=works),
    ]  # fmt: skip


def _show_activity(one: Activity) -> dict[str, Any]:
    from surveys.parties import Organisation

    owner = db().get_one(Organisation, one.organisation_id)
    works = db().scalars(select(Mechanism.code).join(ActivityMechanism).where(ActivityMechanism.activity_id == one.id)).all()
    return {
        "naam": one.name, "uitvoerder": owner.code, "wat": one.description, "van": one.starts_on.isoformat() if one.starts_on else "",
        "tot": one.ends_on.isoformat() if one.ends_on else "", "mechanismen": works,
    }  # fmt: skip


def _write_activity(one: Activity | None, values: Mapping[str, Any]) -> Any:
    from analysis.line import partners

    who = {each.code: each.id for each in partners.roles(db(), guard.programme())}
    row = shaping.write_activity(
        db(), guard.programme(), one, name=values["naam"], organisation_id=who[values["uitvoerder"]], description=values["wat"],
        starts_on=values["van"], ends_on=values["tot"],
    )  # fmt: skip
    store.set_mechanisms(db(), row, values["mechanismen"])
    return row


# mechanism


def _mechanism_fields() -> list[Field]:
    return [
        Field("naam", gettext("Wat maakt dat het werkt?")),
        Field("voor_wie", gettext("Voor wie werkt het?"), "text", limit=1_000),
        Field("voorwaarden", gettext("Onder welke voorwaarden?"), "text", limit=2_000),
        Field("bron", gettext("Wie zegt dit?"), "text", hint=gettext("Een onderzoek, een dossier of eigen ervaring. Schrijf het eerlijk op."), limit=1_000),
        Field("sterkte", gettext("Hoe zeker is het?"), "choice", options=tuple((code, gettext(code)) for code in EVIDENCE[:3])),
        Field("lijst", gettext("Wat hoort bij een goede uitvoering?"), "text", hint=gettext("Een punt op elke regel. Zo kunt u later nagaan of het zo gaat."), limit=4_000),
        Field("termen", gettext("Woorden waaraan u het in een verhaal herkent"), "text", hint=gettext("Een woord of een paar woorden op elke regel."), limit=2_000),
    ]  # fmt: skip


def _show_mechanism(one: Mechanism) -> dict[str, Any]:
    return {
        "naam": one.name, "voor_wie": one.for_whom, "voorwaarden": one.conditions, "bron": one.source, "sterkte": one.strength,
        "lijst": "\n".join(one.checklist or ()), "termen": "\n".join(one.terms or ()),
    }  # fmt: skip


def _write_mechanism(one: Mechanism | None, values: Mapping[str, Any]) -> Any:
    rows = {name: [part.strip() for part in values[name].splitlines() if part.strip()] for name in ("lijst", "termen")}
    return store.write_mechanism(
        db(), guard.programme(), one, name=values["naam"], for_whom=values["voor_wie"], conditions=values["voorwaarden"],
        source=values["bron"], strength=values["sterkte"], checklist=rows["lijst"], terms=rows["termen"],
    )  # fmt: skip


EDITORS = {
    "ambitie": Editor("Nieuwe ambitie", lambda code: ambitions().get(code), _ambition_fields,
                      lambda one: {"naam": one.name, "tekst": one.text}, _write_ambition),
    "macrodoel": Editor("Nieuw macrodoel", _find_macro, _macro_fields, _show_macro, _write_macro),
    "resultaat": Editor("Nieuw resultaat", lambda code: results().get(code), _result_fields, _show_result, _write_result),
    "tussenresultaat": Editor("Nieuw tussenresultaat", _find_step, _step_fields,
                              lambda one: {"resultaat": one.result.code, "titel": one.title}, _write_step),
    "activiteit": Editor("Nieuwe activiteit", lambda code: choices.activities(db(), guard.programme()).get(code), _activity_fields,
                         _show_activity, _write_activity),
    "mechanisme": Editor("Eigen mechanisme", lambda code: mechanisms().get(code), _mechanism_fields, _show_mechanism, _write_mechanism),
}  # fmt: skip
