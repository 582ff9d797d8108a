"""From the columns of a questionnaire to what the rules ask: a mark per respondent, the place of the team of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis import tallies
from analysis.columns import Sheet
from analysis.material import Material, Questionnaire, Round
from analysis.teams.marks import Floats, Places, as_mark
from saying import spoken

EMPLOYEES, CLIENTS, PARTNERS = "quickscan_medewerkers", "quickscan_clienten", "quickscan_partners"
DIMENSIONS = ("team", "hulp", "geld", "klant", "wijk")
WITHIN_TEAM = ("kwaliteit", "samenstelling", "werkwijze")
TEAM_QUESTION, PARTNER_QUESTION, CHANGE_QUESTION, COPING = "team", "soort", "hulp_verandering", "redzaamheid"
GENERALIST = ("d_hulp", "generalist", ("eens", "helemaal_eens"))


def scale(code: str) -> str:
    """The subject of a figure on this scale, as the publication ledger knows it (analysis.ledger.cuts.subject)."""
    return f"schaal:{code}"


def asked(question: str, item: str = "") -> str:
    """The same for a figure of one question, or one statement of it."""
    return f"vraag:{question}.{item}".rstrip(".")


def questionnaire(material: Material, code: str) -> Questionnaire | None:
    """The questionnaire with this code that was answered; None when it is not there."""
    return next((one for one in material.questionnaires if one.code == code and one.rounds and len(one.rounds[-1].sheet)), None)


def newest(of: Questionnaire) -> Round:
    """The last wave that can be shown."""
    return of.rounds[-1]


def marks(of: Questionnaire, sheet: Sheet, scale: str) -> Floats:
    """The mark of each respondent on a declared scale, NaN where too few items were answered; shape (n,)."""
    declared = of.definition.scales.get(scale)
    if declared is None:
        return np.full(len(sheet), np.nan)
    return as_mark(tallies.scores(declared, sheet.columns), *declared.extent())


def places(sheet: Sheet, question: str, codes: Sequence[str]) -> Places:
    """The place of each respondent's option among the codes; -1 where it is none of them; shape (n,)."""
    column = sheet.columns.get(question)
    if column is None:
        return np.full(len(sheet), -1, np.int64)
    place: Mapping[str, int] = {code: number for number, code in enumerate(codes)}
    table = np.array([*(place.get(one, -1) for one in column.options), -1], np.int64)
    return np.asarray(table[np.where(column.codes >= 0, column.codes, len(table) - 1)])


def options(of: Questionnaire, question: str) -> tuple[tuple[str, str], ...]:
    """Code and words of the options of a question that count."""
    from surveys.definition import text_of

    found = of.definition.questions.get(question)
    return tuple((one.code, text_of(one.label, spoken())[0]) for one in getattr(found, "options", ()) if not one.missing)


def changes(sheet: Sheet) -> list[str]:
    """What clients said looking back: beter, gelijk or achteruit."""
    column = sheet.columns.get(CHANGE_QUESTION)
    return [] if column is None else [column.options[code] for code in column.codes if code >= 0]


def generalists(sheet: Sheet) -> Floats:
    """1.0 for who feels sure of the role as a generalist, 0.0 for who does not; shape (n,)."""
    question, item, values = GENERALIST
    column = sheet.columns.get(question)
    if column is None or item not in column.items:
        return np.full(len(sheet), np.nan)
    return np.asarray(tallies.chosen(column, values, item), dtype=np.float64)
