"""The measure kind "then_now": how it was and how it is, asked in one round of the same people, where there is no baseline.

The rule: {"question": "volhouden", "then": {"question": "volhouden_toen"}} for a mean, with "values" or "from"/"to" for a share; "item"
and "then.item" for statements, and the other keys of analysis.vectors. Only who answered both counts, in the newest round.

Weaker than a baseline, and called so wherever it stands: people measure with the yardstick they have now (response shift: Howard 1980,
*Evaluation Review* 4), and looking back colours what was as much as what changed (Hill & Betz 2005, *American Journal of Evaluation* 26).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis import changing, disclosure, figures, sentences, tallies, vectors
from analysis.columns import Floats
from analysis.disclosure import Cell
from analysis.figures import Asked
from analysis.material import Questionnaire, Round
from analysis.measures import PAIRS, Outcome, Request, kind
from analysis.report.model import Change, Turned, WaveFigure
from analysis.vectors import RuleRefused
from saying import mark, say
from surveys.definition import Definition
from surveys.questions import Choice, Number, Statements
from surveys.questions import Scale as Mark

NAME = "then_now"
BEFORE = -1  # the place of "toen" before every wave: it is no wave
COUNTING = ("values", "from", "to")  # with one of these it is a share, else a mean
WHY_WEAKER = mark(
    "Alleen wie over toen én over nu antwoordde telt mee. Mensen kijken terug met de ogen van nu, en er is geen groep om mee te "
    "vergelijken (Howard 1980; Hill en Betz 2005)"
)


@dataclass(frozen=True, slots=True)
class _Both:
    """What everybody of a round answered about then and about now, NaN where not; and the moments of who answered both."""

    one: Round
    answers: tuple[Floats, Floats]
    rows: tuple[Floats, Floats]


@kind(NAME)
def then_now(request: Request) -> Outcome:
    """The figure then and now of the same people, their difference, and how many went each way."""
    of = vectors.questionnaire(request.rule, request.material.questionnaires)
    if said := fault(request.rule, of.definition):
        raise RuleRefused(said)
    unit = "procent" if any(key in request.rule for key in COUNTING) else "cijfer"
    asked = replace(request.asked(unit), things=sentences.BOTH)
    both = _both(request.rule, of, unit)
    made = _change(request, of, both, asked)
    hidden = _reason(both, made, asked)
    if request.holds(of, PAIRS):
        hidden = disclosure.PUBLISHED
    if hidden and not made.difference.suppressed:
        made = changing.kept_back(asked, hidden)
    names = ((BEFORE, sentences.THEN, sentences.THEN), (both.one.number, both.one.name, both.one.period))
    waves = tuple(WaveFigure(*name, figures.figure(row, asked, hidden)) for name, row in zip(names, both.rows, strict=True))
    return Outcome(unit, _source(request.rule, of), waves, (made,), made.verdict)


def then_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """The same rule about the question of then."""
    kept = {key: value for key, value in rule.items() if key not in ("then", "question", "item")}
    return kept | dict(rule.get("then") or {})


def fault(rule: Mapping[str, Any], definition: Definition) -> str:
    """What is wrong with a pair of questions, in words; "" when they can be compared."""
    then = then_rule(rule)
    first, second = (definition.questions.get(one.get("question", "")) for one in (then, rule))
    if first is None or second is None:
        return say("Kies de vraag over toen en de vraag over nu, uit dezelfde vragenlijst.")
    if not first.afterwards or second.afterwards:
        return say("De vraag over toen heeft in de vragenlijst ‘achteraf: ja’ nodig, en de vraag over nu juist niet.")
    ends = _answers(first, then.get("item")), _answers(second, rule.get("item"))
    if ends[0] is None or ends[0] != ends[1]:
        return say(
            "De vraag over toen en de vraag over nu hebben niet dezelfde antwoorden. Kies twee vragen met dezelfde antwoorden."
        )
    if not any(key in rule for key in COUNTING) and not _valued(second):
        return say("De antwoorden op deze vragen hebben geen waarde. Kies welke antwoorden meetellen.")
    return ""


def _answers(question: Any, item: str | None) -> object:
    """What can be answered, so that two questions with the same can be compared; None when it cannot be counted."""
    if isinstance(question, Mark | Number):
        return type(question).kind, question.low, question.high
    known = isinstance(question, Statements) and item in [one.code for one in question.items]
    if known or isinstance(question, Choice):
        return tuple((one.code, one.value) for one in question.options if not one.missing)
    return None


def _valued(question: Any) -> bool:
    return all(one.value is not None for one in getattr(question, "options", ()) if not one.missing)


def newest(rule: Mapping[str, Any], of: Questionnaire) -> tuple[Round, Floats, Floats]:
    """The newest round in which somebody answered both questions (else the last), with what each row answered then and now."""
    read = vectors.yes if any(key in rule for key in COUNTING) else vectors.measured
    found = [(one, read(then_rule(rule), of, one.sheet), read(rule, of, one.sheet)) for one in reversed(of.rounds)]
    return next((one for one in found if (~np.isnan(one[1]) & ~np.isnan(one[2])).any()), found[0])


def _both(rule: Mapping[str, Any], of: Questionnaire, unit: str) -> _Both:
    one, then, now = newest(rule, of)
    known = ~np.isnan(then) & ~np.isnan(now)
    rows = tuple(_moments(np.where(known, values, np.nan)) for values in (then, now))
    return _Both(one, (then, now), (rows[0], rows[1]))


def _moments(values: Floats) -> Floats:
    return np.asarray(tallies.moments(values, np.zeros(len(values), np.int16), 1)[0], dtype=np.float64)


def _reason(both: _Both, made: Change, asked: Asked) -> str:
    """Why the figures of then and now are hidden: each alone, or with the difference."""
    known = ~np.isnan(both.answers[0]) & ~np.isnan(both.answers[1])
    for values in both.answers:
        if found := disclosure.primary(figures.whole(np.where(known, values, np.nan), asked), asked.minimum):
            return found
    return disclosure.ALONGSIDE if made.difference.suppressed and both.rows[0][0] else ""


def _change(request: Request, of: Questionnaire, both: _Both, asked: Asked) -> Change:
    then, now = both.answers
    # Who answered only one of the two stands in no figure here; what another figure of all would tell of them, the ledger weighs.
    made = changing.paired(then, now, asked)
    if made.difference.suppressed:
        return made
    turned = turns(then, now, request)
    up, same, down = turned.better, turned.same, turned.worse
    if any(disclosure.primary(Cell(up + same + down, one, asked.guarded), 0) for one in (up, same, down)):
        first, last = (float(row[1]) / float(row[0]) for row in both.rows)
        return changing.coarse(made, (first, last), int(both.rows[0][0]), asked)  # of the counts too nothing is told
    counts = say(
        "{better} gingen de gewenste kant op, {same} bleven gelijk en {worse} gingen de andere kant op.",
        better=sentences.number(up), same=sentences.number(same), worse=sentences.number(down),
    )  # fmt: skip
    return replace(made, turned=turned, sentence=f"{made.sentence} {counts}")


def turns(then: Floats, now: Floats, request: Request) -> Turned:
    """How many of who answered both went the desired way, stayed the same and went the other way."""
    d = now - then
    gain = (d if request.direction == "omhoog" else -d)[~np.isnan(d)]
    least = vectors.step(request.rule)
    better, worse = int((gain >= least).sum()), int((gain <= -least).sum())
    return Turned(better, len(gain) - better - worse, worse)


def _source(rule: Mapping[str, Any], of: Questionnaire) -> str:
    then, now = (vectors.source(one, of) for one in (then_rule(rule), rule))
    return f"{say('Toen: {then}. Nu: {now}', then=then, now=now)}. {say(WHY_WEAKER)}"
