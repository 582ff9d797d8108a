"""What an indicator's rule asks of one response: a number per row, NaN where the row does not count.

The keys of a rule (JSON, `Indicator.rule`):

- `question` and perhaps `item`, or `scale`: where the answer stands; `survey`: the code of the questionnaire, only needed when
  two questionnaires of a programme have that code.
- `values`: the answers that count as yes; or `from` and/or `to`: marks or scores (both ends included) that count as yes; or
  `bands`: names of bands of the scale. (prevalence)
- `better` ("omhoog"/"omlaag") and `minimum` (smallest change that counts, default the smallest step): share_improved.
- `among`: {"question", "values"}: only these people count (75-plussers).
- `sensitive`: false when 0% and 100% of a group may be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from analysis import tallies
from analysis.columns import Floats, Sheet
from analysis.material import Questionnaire
from analysis.sentences import number
from saying import say, spoken
from surveys.definition import text_of
from surveys.questions import ChangeCause, Statements
from surveys.questions import Scale as Mark
from surveys.scoring import Scale

Rule = Mapping[str, Any]
MARK_TO = 10
HAIR = 1e-9


class RuleRefused(ValueError):
    """The rule of an indicator asks for something that is not there; the message says in Dutch what to change."""


def questionnaire(rule: Rule, known: Sequence[Questionnaire]) -> Questionnaire:
    """The questionnaire a rule is about: the one named, else the first that has its question or scale."""
    scaled = "scale" in rule
    code = rule["scale"] if scaled else rule.get("question")
    for one in known:
        if rule.get("survey") in (None, one.code) and code in (one.definition.scales if scaled else one.definition.questions):
            return one
    if scaled:
        raise RuleRefused(
            say(
                "De schaal '{code}' van een indicator bestaat in geen vragenlijst van dit programma. Pas de regel aan.", code=code
            )
        )
    raise RuleRefused(
        say("De vraag '{code}' van een indicator bestaat in geen vragenlijst van dit programma. Pas de regel aan.", code=code)
    )


def yes(rule: Rule, of: Questionnaire, sheet: Sheet) -> Floats:
    """1.0 where the answer counts as yes, 0.0 where not; shape (n,)."""
    if "values" in rule:
        return among(rule, sheet, tallies.chosen(sheet.columns[rule["question"]], rule["values"], rule.get("item")))
    values = measured(rule, of, sheet)
    if "bands" in rule:
        inside = np.zeros(len(values), bool)
        for band in of.definition.scales[rule["scale"]].bands:
            if text_of(band.label, "nl")[0] in rule["bands"]:
                inside |= (values >= band.low) & (values <= band.high)
    elif "from" in rule or "to" in rule:
        inside = (values >= rule.get("from", -np.inf)) & (values <= rule.get("to", np.inf))
    else:
        raise RuleRefused(say("Een regel voor een aandeel noemt 'values', 'bands', of 'from' en 'to'. Vul er een in."))
    return np.where(np.isnan(values), np.nan, inside)


def measured(rule: Rule, of: Questionnaire, sheet: Sheet) -> Floats:
    """The mark, number, score or value of the option per response; shape (n,)."""
    return among(rule, sheet, _measured(rule, of, sheet))


def _measured(rule: Rule, of: Questionnaire, sheet: Sheet) -> Floats:
    if "scale" in rule:
        return tallies.scores(of.definition.scales[rule["scale"]], sheet.columns)
    column = sheet.columns[rule["question"]]
    if column.values is not None:
        return tallies.numbers(column)
    question = of.definition.questions[rule["question"]]
    worth = {one.code: one.value for one in getattr(question, "options", ())}
    table = np.array([*(worth.get(option) for option in column.options), None], np.float64)
    codes = column.item(rule["item"]) if "item" in rule else column.codes
    return np.asarray(table[np.where(codes >= 0, codes, len(table) - 1)])


def among(rule: Rule, sheet: Sheet, values: Floats) -> Floats:
    """The same values, only for the people the rule is about."""
    if "among" not in rule:
        return values
    group = rule["among"]
    return np.where(tallies.chosen(sheet.columns[group["question"]], group["values"], group.get("item")) == 1, values, np.nan)


def step(rule: Rule) -> float:
    """The smallest change of one person that counts as a change, a hair less than it is called: 3,4 − 3,2 is two tenths, also where
    the decimals of a computer make it a hair less."""
    return max(float(rule.get("minimum", 0)) - HAIR, HAIR)


def scale_words(rule: Rule, known: Sequence[Questionnaire]) -> str:
    """The ends of the scale of a mean, in words; "" for a mark up to 10, which everybody knows, and for a number without ends."""
    ends = extent(rule, questionnaire(rule, known))
    if ends is None or ends[1] == MARK_TO:
        return ""
    low, high = (number(one, 0 if float(one).is_integer() else 1) for one in ends)
    return say("op een schaal van {low} tot {high}", low=low, high=high)


def extent(rule: Rule, of: Questionnaire) -> tuple[float, float] | None:
    """The lowest and the highest that somebody can have; None for a number without ends."""
    if "scale" in rule:
        return of.definition.scales[rule["scale"]].extent()
    question = of.definition.questions[rule["question"]]
    worth = [one.value for one in getattr(question, "options", ()) if one.value is not None]
    if isinstance(question, Mark):
        return question.low, question.high
    return (min(worth), max(worth)) if worth else None


def smallest_step(rule: Rule, of: Questionnaire) -> float:
    """The least by which two answers can differ."""
    if "scale" in rule:
        scale = of.definition.scales[rule["scale"]]
        return 1 / max(len(scale.items), 1) if scale.function == "gemiddelde" else 1.0
    worth = sorted(
        {one.value for one in getattr(of.definition.questions[rule["question"]], "options", ()) if one.value is not None}
    )
    return float(min((b - a for a, b in pairwise(worth)), default=1.0))


def afterwards(rule: Rule, known: Sequence[Questionnaire]) -> bool:
    """Whether the answers say afterwards how it was or what changed: weaker than what was asked at the time itself."""
    if "question" not in rule and "scale" not in rule:
        return False
    of = questionnaire(rule, known)
    asked = [one.question for one in of.definition.scales[rule["scale"]].items] if "scale" in rule else [rule["question"]]
    questions = [of.definition.questions[code] for code in asked]
    return any(one.afterwards or isinstance(one, ChangeCause) for one in questions)


def source(rule: Rule, of: Questionnaire) -> str:
    """Where the figure comes from, in words."""
    if "scale" in rule:
        scale: Scale = of.definition.scales[rule["scale"]]
        title = text_of(scale.title, spoken())[0]
        if scale.source:
            return say("Schaal “{title}” ({n} vragen), bron: {source}", title=title, n=len(scale.items), source=scale.source)
        return say("Schaal “{title}” ({n} vragen)", title=title, n=len(scale.items))
    question = of.definition.questions[rule["question"]]
    text = text_of(question.text, spoken())[0]
    if "item" in rule and isinstance(question, Statements):
        text = next((text_of(one.text, spoken())[0] for one in question.items if one.code == rule["item"]), text)
    return say("Vraag “{question}”", question=text)
