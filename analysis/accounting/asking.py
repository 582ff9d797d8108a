"""Which questions ask what changed and why, which answers are better, and which ask where somebody took part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.accounting.confirming import better_options
from saying import spoken
from surveys.definition import Definition, text_of
from surveys.questions.telling import ChangeCause

__all__ = ["CauseQuestion", "cause_questions", "took_part"]


@dataclass(frozen=True, slots=True)
class CauseQuestion:
    """A pair of change and cause in a questionnaire; `result` is the code of the result it speaks about, "" = all."""

    survey: str
    code: str
    text: str
    asks: str  # the words that ask for the cause
    options: tuple[tuple[str, str], ...]
    better: frozenset[str]
    result: str = ""

    @property
    def key(self) -> str:
        """How settings name it."""
        return f"{self.survey}.{self.code}"


def cause_questions(definitions: Mapping[str, Definition], settings: Mapping[str, Any]) -> tuple[CauseQuestion, ...]:
    """All such questions of these questionnaires, in their order; `settings["causes"]` may say what is better, and for which result."""
    return tuple(_questions(definitions, settings.get("causes") or {}))


def _questions(definitions: Mapping[str, Definition], settings: Mapping[str, Any]) -> Iterator[CauseQuestion]:
    for survey, definition in definitions.items():
        for code, one in definition.questions.items():
            if not isinstance(one, ChangeCause):
                continue
            kept = settings.get(f"{survey}.{code}") or {}
            better = better_options({each.code: each.value for each in one.options if not each.missing})
            options = tuple((each.code, text_of(each.label, spoken())[0]) for each in one.options)
            yield CauseQuestion(
                survey, code, text_of(one.text, spoken())[0], text_of(one.cause, spoken())[0], options,
                frozenset(kept["better"]) if "better" in kept else better, kept.get("result", ""),
            )  # fmt: skip


def took_part(survey: str, answers: Mapping[str, Any], settings: Mapping[str, Any]) -> frozenset[str] | None:
    """The activities that somebody named; None when nobody was asked. `settings["participation"]` says which option is which:
    {"ouderen.activiteiten": {"koffie": ["koffie"], "eten": ["aanschuiftafel"]}}.
    """
    found: set[str] = set()
    asked = False
    for key, activities in (settings.get("participation") or {}).items():
        of, _, question = key.partition(".")
        if of == survey:
            asked = True
            given = answers.get(question) or []
            for option in given if isinstance(given, list) else [given] if isinstance(given, str) else []:
                found.update(activities.get(option, ()))
    return frozenset(found) if asked else None
