"""What belongs beside one result: surprises, other explanations, the place for its story, and the quote that contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.joining import attribution, predicting
from analysis.joining.models import RivalExplanation
from analysis.joining.predicting import Expected, Outcome
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.report.model import ResultPart
from analysis.report.parts.joining import EvidencePart, ResultJoining, RivalPart, WeightedFigure
from analysis.sentences import listed
from analysis.sources.models import Expectation
from narratives.models import Code, Quote, Story
from saying import mark, say
from surveys.models import Wave
from surveys.parties import Organisation, Programme

AGAINST = "spreekt_tegen"


def expected(session: Session, programme: Programme) -> list[Expected]:
    """The locked expectations, in order of partner, indicator and wave."""
    query = (
        select(Organisation.name, Indicator.code, Wave.number, Expectation.way, Expectation.low, Expectation.high)
        .join(Indicator, Indicator.id == Expectation.indicator_id)
        .join(SocietalResult, SocietalResult.id == Indicator.result_id)
        .join(Ambition, Ambition.id == SocietalResult.ambition_id)
        .join(Wave, Wave.id == Expectation.wave_id)
        .join(Organisation, Organisation.id == Expectation.organisation_id)
        .where(Ambition.programme_id == programme.id, Expectation.locked_at.is_not(None))
    )
    return sorted((Expected(*row) for row in session.execute(query)), key=lambda one: (one.partner, one.indicator, one.wave))


def results(
    parts: Sequence[ResultPart], found: Sequence[Outcome], rivals: Sequence[RivalExplanation], *, points: Mapping[str, int],
    waiting: frozenset[str], weighted: Mapping[str, tuple[WeightedFigure, ...]], indicative: str,
) -> tuple[ResultJoining, ...]:  # fmt: skip
    """A piece per result."""
    made = []
    for part in parts:
        empty = tuple(one.name for one in part.indicators if not story_behind(part))
        said = tuple(text for one in part.indicators if (text := predicting.surprise(one, found)))
        own = tuple(_rival(one) for one in rivals if one.result.code == part.code)
        made.append(
            ResultJoining(
                part.code, part.title, said, own, len(part.indicators), empty, _deviant(part, waiting),
                attribution.advice(part.joint.interpretation), points.get(part.code, 0), weighted.get(part.code, ()), indicative,
            )
        )  # fmt: skip
    return tuple(made)


def story_behind(part: ResultPart) -> bool:
    """Whether a figure of this result has its story: a quote that may be shown, or what people made of it together."""
    return bool(part.quotes or part.joint.interpretation)


def slots(made: Sequence[ResultJoining]) -> str:
    """How many figures have the story behind them (domain.md requirement 81)."""
    figures, empty = sum(one.figures for one in made), [name for one in made for name in one.empty]
    if not figures:
        return ""
    if not empty:
        return say("Bij alle {n} cijfers in dit rapport staat het verhaal erachter: een citaat of een duiding.", n=figures)
    return say(
        "Bij {n} van de {all} cijfers staat het verhaal erachter. Leeg is die plek nog bij {named}.",
        n=figures - len(empty), all=figures, named=listed([f"“{one}”" for one in empty]),
    )  # fmt: skip


def minority(made: Sequence[ResultJoining], parts: Sequence[ResultPart]) -> str:
    """Whether the other sound has its place in every joint display."""
    there = sum(any(quote.stance == AGAINST for quote in one.quotes) for one in parts)
    waiting = [one.title for one in made if one.deviant]
    words = mark(
        "Bij {n} van de {all} resultaten staat een citaat dat het cijfer tegenspreekt: zo’n citaat krijgt altijd een plek."
    )
    text = say(words, n=there, all=len(parts))
    if waiting:
        named = listed([f"“{one}”" for one in waiting])
        text = f"{text} {say('Bij {named} wacht nog een ander geluid op vrijgave.', named=named)}"
    return text


def waiting_quotes(session: Session, programme: Programme) -> frozenset[str]:
    """The themes for which a quote that contradicts was proposed, but may not be shown yet."""
    query = (
        select(Code.code)
        .join(Quote, Quote.code_id == Code.id)
        .join(Story, Story.id == Quote.story_id)
        .where(Story.programme_id == programme.id, Story.state != "ingetrokken")
        .where(Quote.stance == AGAINST, Quote.state.in_(("voorgesteld", "gevraagd")))
        .distinct()
    )
    return frozenset(session.scalars(query))


def _deviant(part: ResultPart, waiting: frozenset[str]) -> str:
    if any(one.stance == AGAINST for one in part.quotes) or not {one.code for one in part.themes} & waiting:
        return ""
    return say("Er is een citaat dat dit cijfer tegenspreekt, maar het is nog niet vrijgegeven. Dat geluid hoort hier te staan.")


def _rival(row: RivalExplanation) -> RivalPart:
    return RivalPart(row.text, _pleas(row.pleads_for), _pleas(row.pleads_against), row.state)


def _pleas(rows: Sequence[Mapping[str, str]]) -> tuple[EvidencePart, ...]:
    return tuple(EvidencePart(one.get("kind", ""), one.get("text", "")) for one in rows or ())
