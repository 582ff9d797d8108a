"""The light way in: a goal, activities, indicators and a story question on one page."""

from __future__ import annotations

from typing import Any

from flask import request

from analysis.line import starting
from analysis.line.errors import LineRefused
from database import utcnow
from surveys.definition import DefinitionRefused
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import see_other
from webapp.desk.line import noted
from webapp.desk.line_fields import Field, form_page, read
from webapp.desk.shell import AMSTERDAM
from webapp.language import gettext
from webapp.request_session import db


def _fields() -> list[Field]:
    how = tuple((code, gettext(words)) for code, words in starting.HOW.items())
    numbers = range(1, starting.MOST + 1)
    return [
        Field("doel", gettext("Wat wilt u bereiken voor inwoners?"), hint=gettext("Eén zin. Bijvoorbeeld: minder ouderen in Noord voelen zich eenzaam.")),
        Field("wie", gettext("Voor wie?"), limit=200),
        Field("waar", gettext("Waar?"), limit=200),
        Field("wanneer", gettext("Wanneer moet het zover zijn?"), "day"),
        *(Field(f"activiteit-{nr}", gettext("Activiteit %(number)s", None, number=nr), limit=200) for nr in numbers),
        *(field for nr in numbers for field in (
            Field(f"indicator-{nr}", gettext("Waaraan ziet u dat het beter gaat? (%(number)s)", None, number=nr), hint=gettext("Vraagt u het met ja of nee? Schrijf dan de vraag zoals inwoners hem lezen.")),
            Field(f"hoe-{nr}", gettext("Hoe komt u dat te weten? (%(number)s)", None, number=nr), "choice", options=how),
        )),
        Field("vraag", gettext("Welke vraag stelt u om een verhaal te horen?"), hint=gettext("Bijvoorbeeld: wilt u vertellen over een dag waarop u zich thuis voelde in de buurt?")),
    ]  # fmt: skip


@desk.route("/<programme>/redeneerlijn/begin", methods=["GET", "POST"])
@allow("evaluator")
def line_begin(programme: str) -> Any:
    """One page, and the programme can start."""
    from flask import url_for

    title, back = gettext("Licht beginnen"), (url_for("desk.line", programme=programme), gettext("Redeneerlijn"))
    intro = gettext(
        "Eén doel, drie activiteiten, drie indicatoren en één vraag om een verhaal te horen. Meer is niet nodig om te beginnen. U kunt alles later veranderen."
    )
    fields = _fields()
    if request.method == "GET":
        return form_page(title, back, fields, {"vraag": gettext("Wilt u vertellen hoe het met u gaat?")}, intro=intro)
    filled = read(fields)
    faults = filled.faults
    if not faults:
        try:
            noted(
                "resultaat",
                starting.begin(db(), guard.programme(), _beginning(filled.values), utcnow().astimezone(AMSTERDAM).date()).id,
            )
            message = "Het staat klaar. De vragenlijst is open; de link staat bij Meetrondes."
            return see_other("desk.line", message, programme=programme)
        except (LineRefused, DefinitionRefused) as refused:
            db().rollback()
            faults = [("doel", gettext(str(refused)))]
    return form_page(title, back, fields, filled.typed, faults=faults, intro=intro)


def _beginning(values: dict[str, Any]) -> starting.Beginning:
    numbers = range(1, starting.MOST + 1)
    return starting.Beginning(
        goal=values["doel"], group=values["wie"], area=values["waar"], horizon=values["wanneer"],
        activities=tuple(values[f"activiteit-{nr}"] for nr in numbers if values[f"activiteit-{nr}"]),
        indicators=tuple((values[f"indicator-{nr}"], values[f"hoe-{nr}"]) for nr in numbers if values[f"indicator-{nr}"]),
        question=values["vraag"],
    )  # fmt: skip
