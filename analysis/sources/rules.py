"""What an indicator can be about: the questions and scales of published questionnaires, activities, stories, imported series.

Choices instead of JSON: a `Choice` has a key that stands in a form, and says which kinds of measure fit and which answers can
count. `built` makes the rule of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from saying import say, spoken
from surveys import questions
from surveys.definition import Definition, text_of

THEN_NOW = "then_now"
VALUED = ("prevalence", "mean", "share_improved")


class RuleMissing(Exception):
    """Something of the rule is not filled in; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be counted: `options` are (code, label) of answers that can count as yes."""

    key: str
    label: str
    group: str
    kinds: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    numeric: bool = False
    thens: tuple[tuple[str, str], ...] = ()  # questions of the same list that look back: (key, words)


def of_questionnaires(definitions: Iterable[tuple[str, Definition]]) -> list[Choice]:
    """The questions and scales that can be counted, by questionnaire."""
    found: list[Choice] = []
    for survey, one in definitions:
        title = say("Vragenlijst: {title}", title=text_of(one.title, spoken())[0])
        for code, scale in one.scales.items():
            bands = tuple((text_of(band.label, "nl")[0],) * 2 for band in scale.bands)
            kinds = VALUED if bands else ("mean", "share_improved", "prevalence")
            found.append(
                Choice(
                    f"s|{survey}|{code}",
                    say("Schaal: {title}", title=text_of(scale.title, spoken())[0]),
                    title,
                    kinds,
                    bands,
                    True,
                )
            )
        thens = tuple(_looking_back(one))
        for code, question in one.questions.items():
            made = _of_question(survey, code, question, title)
            found.extend(made if question.afterwards else [_beside(each, thens) for each in made])
    return found


def _looking_back(of: Definition) -> Iterable[tuple[str, str]]:
    """The questions, and statements, that ask afterwards how it was."""
    for code, question in of.questions.items():
        if question.afterwards and isinstance(question, questions.Statements):
            yield from ((f"{code}|{item.code}", text_of(item.text, spoken())[0]) for item in question.items)
        elif question.afterwards:
            yield code, text_of(question.text, spoken())[0]


def _beside(one: Choice, thens: tuple[tuple[str, str], ...]) -> Choice:
    """The same choice, also for then and now where a question looks back."""
    return replace(one, kinds=(*one.kinds, THEN_NOW), thens=thens) if thens else one


def _of_question(survey: str, code: str, question: Any, title: str) -> list[Choice]:
    if not question.asks:
        return []
    text = text_of(question.text, "nl")[0]
    if isinstance(question, questions.Statements):
        options, kinds = _options(question.options)
        return [
            Choice(f"i|{survey}|{code}|{item.code}", text_of(item.text, "nl")[0], title, kinds, options)
            for item in question.items
        ]
    if isinstance(question, questions.Scale | questions.Number):
        return [Choice(f"q|{survey}|{code}", text, title, (*VALUED, "count"), (), True)]
    options, kinds = _answers(question)
    return [Choice(f"q|{survey}|{code}", text, title, (*kinds, "count"), options)] if options else []


def _answers(question: Any) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The answers that can count, and the measures that fit; none for words, dates and the like."""
    if isinstance(question, questions.YesNo):
        return (("ja", "Ja"), ("nee", "Nee")), ("prevalence",)
    if isinstance(question, questions.Several):
        return _options(question.options)[0], ("prevalence",)
    return _options(question.options) if isinstance(question, questions.Choice) else ((), ())


def _options(options: Sequence[Any]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    shown = [one for one in options if not one.missing]
    valued = shown and all(one.value is not None for one in shown)
    return tuple((one.code, text_of(one.label, "nl")[0]) for one in shown), VALUED if valued else ("prevalence",)


def of_activities(activities: Iterable[tuple[str, str]]) -> list[Choice]:
    """Participants and meetings that are counted per activity."""
    options = tuple(activities)
    if not options:
        return []
    return [
        Choice("a|participants", say("Deelnemers aan activiteiten"), say("Tellingen"), ("count",), options),
        Choice("a|meetings", say("Bijeenkomsten van activiteiten"), say("Tellingen"), ("count",), options),
        Choice("t|", say("Turven: hoofden bij activiteiten"), say("Tellingen"), ("tally",), options),
    ]


def of_stories() -> Choice:
    """What stories point at."""
    return Choice("v", say("Verhalen: welke kant zij op wijzen"), say("Verhalen"), ("story_verdict",))


def of_series(rows: Iterable[tuple[str, str, str, str, str]]) -> list[Choice]:
    """(dataset code, title, measure, group, area) of imported series."""
    return [
        Choice(
            f"d|{code}|{measure}|{group}|{area}",
            f"{measure}{f', {group}' if group else ''} ({area})",
            say("Bron: {title}", title=title),
            ("import",),
        )
        for code, title, measure, group, area in rows
    ]


def built(
    choice: Choice, kind: str, *, values: Sequence[str], low: float | None = None, high: float | None = None, better: str = "",
    then: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The rule of an indicator; raises RuleMissing when something is not filled in."""
    if kind not in choice.kinds:
        raise RuleMissing("Deze maat past niet bij wat u telt. Kies een andere maat.")
    parts = choice.key.split("|")
    if parts[0] == "v":
        return {}
    if parts[0] == "d":
        return {"dataset": parts[1], "measure": parts[2], "group": parts[3], "area": parts[4]}
    if parts[0] == "a":
        if not values:
            raise RuleMissing("Kies welke activiteiten meetellen.")
        return {"activities": list(values), "what": parts[1]}
    if parts[0] == "t":
        if not values:
            raise RuleMissing("Kies welke activiteiten meetellen.")
        return {"activities": list(values)}
    rule: dict[str, Any] = {"survey": parts[1], "scale" if parts[0] == "s" else "question": parts[2]}
    if parts[0] == "i":
        rule["item"] = parts[3]
    if kind == THEN_NOW:
        return rule | _then_now(choice, values=values, low=low, high=high, then=then)
    return rule | _counting(choice, kind, parts[0], values=values, low=low, high=high, better=better)


def _then_now(choice: Choice, *, values: Sequence[str], low: float | None, high: float | None, then: str) -> dict[str, Any]:
    """The question of then, and what counts; without answers that count it is a mean."""
    if then not in dict(choice.thens):
        raise RuleMissing("Kies de vraag over toen.")
    question, _, item = then.partition("|")
    rule: dict[str, Any] = {"then": {"question": question} | ({"item": item} if item else {})}
    if values:
        return rule | {"values": list(values)}
    return rule | {name: value for name, value in (("from", low), ("to", high)) if value is not None}


def _counting(
    choice: Choice, kind: str, what: str, *, values: Sequence[str], low: float | None, high: float | None, better: str
) -> dict[str, Any]:
    if kind == "share_improved":
        return {"better": better or "omhoog"}
    if kind == "mean":
        return {}
    if values:
        return {"bands" if what == "s" else "values": list(values)}
    if low is None and high is None:
        raise RuleMissing("Kies welke antwoorden meetellen, of vul in van welk tot welk cijfer.")
    return {name: value for name, value in (("from", low), ("to", high)) if value is not None}


def key_of(rule: Mapping[str, Any], kind: str, surveys: Mapping[str, Definition]) -> str:
    """The key of the choice that a rule was built of; "" when no choice fits."""
    if kind == "story_verdict":
        return "v" if not rule else ""
    if kind == "import":
        return "|".join(["d", *(str(rule.get(name, "")) for name in ("dataset", "measure", "group", "area"))])
    if kind == "tally":
        return "t|" if "per" not in rule else ""
    if "question" not in rule and "scale" not in rule:
        return f"a|{rule.get('what', 'participants')}"
    name = rule.get("scale") or rule.get("question")
    survey = rule.get("survey") or next(
        (code for code, one in surveys.items() if name in one.scales or name in one.questions), ""
    )
    if "scale" in rule:
        return f"s|{survey}|{name}"
    return f"i|{survey}|{name}|{rule['item']}" if "item" in rule else f"q|{survey}|{name}"
