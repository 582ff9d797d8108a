"""From the tables to the part of the Report about the layered account, and what investing returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from analysis import sentences
from analysis.accounting import confirming
from analysis.accounting.after import after_activities
from analysis.accounting.facts import known
from analysis.accounting.goals import goal_accounts, goals_of
from analysis.accounting.returning import ATTRIBUTION, returns
from analysis.accounting.told import CAUSES, Judged, judged_of, questions
from analysis.report.context import Context
from analysis.report.parts.accounting import AccountingPart, Causes, NamedCause
from analysis.report.values import Figure
from saying import mark, say

LABELS = {
    "activiteit": mark("een activiteit van het programma"),
    "mechanisme": mark("iets wat een activiteit wil bereiken"),
    "andere": mark("iets anders in hun leven"),
    "weet_niet": mark("weet het niet"),
}


def part(session: Session, context: Context) -> AccountingPart | None:
    """The part, or None when the programme has no macro goal, judged no cause and recorded nothing about investing."""
    asked = questions(session, context.programme)
    causes = judged_of(session, context.programme, context.material)
    gains = returns(session, context.programme)
    if not (goals_of(session, context.programme) or causes or gains):
        return None
    goals = goal_accounts(session, context, known(session, context.programme, context.material, bool(asked)))
    texts = [one.text for one in asked if any(each.question == one.code and each.survey == one.survey for each in causes)]
    return AccountingPart(
        goals, _causes(causes, texts, context) if causes else None, after_activities(context.material), gains, say(ATTRIBUTION)
    )


def _causes(causes: Sequence[Judged], texts: Sequence[str], context: Context) -> Causes:
    plain = [one.cause for one in causes]
    minimum, least = context.material.minimum_residents, context.material.minimum_stories
    held = context.material.holds(CAUSES, "")
    rate = confirming.rate(plain, minimum, least, held=held)
    counts = dict.fromkeys(LABELS, None) if held else confirming.counts(plain, minimum, least)
    better = 0 if held else sum(one.better for one in plain)
    return Causes(
        questions=tuple(texts), judged=better if better >= minimum else None,
        named=tuple(_named(counts, rate)), rate=rate, says=_says(rate),
    )  # fmt: skip


def _named(counts: Mapping[str, int | None], rate: Figure) -> Iterator[NamedCause]:
    """Each kind of cause with its number; two that are hidden together as one, when the rate says their sum anyhow."""
    n = rate.n or 0
    ours = round((rate.value or 0) * n / 100)
    for half, people in ((("activiteit", "mechanisme"), ours), (("andere", "weet_niet"), n - ours)):
        if rate.value is not None and all(counts[code] is None for code in half):
            both = say("{one}, of {other}", one=say(LABELS[half[0]]), other=say(LABELS[half[1]]))
            yield NamedCause(half[0], both, people)
        else:
            yield from (NamedCause(code, say(LABELS[code]), counts[code]) for code in half)


def _says(rate: Figure) -> str:
    if rate.value is None:
        return say("Nog te weinig antwoorden om te zeggen wat deelnemers als oorzaak noemen")
    share = sentences.amount(rate.value, "procent")
    return say("{share} van wie het beter ging, noemt een activiteit of wat die wil bereiken", share=share)
