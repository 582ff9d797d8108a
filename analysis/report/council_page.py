"""The council's page in words: what it says first, what is asked of the council, and how sure each figure is."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import joint, sentences
from analysis.report.council import named
from analysis.report.indicators import leading, shown
from analysis.report.model import CouncilLine, Figure, IndicatorPart, Report, ResponseRow
from analysis.report.wording import interval
from analysis.sentences import Said, number
from saying import mark, say

_ONE = Said(
    {
        sentences.GOOD: mark("Bij het resultaat “{title}” gaat het cijfer de gewenste kant op."),
        sentences.BAD: mark("Bij het resultaat “{title}” gaat het cijfer niet de gewenste kant op."),
        sentences.UNCLEAR: mark("Bij het resultaat “{title}” is het verschil onduidelijk."),
        sentences.EARLY: mark("Bij het resultaat “{title}” is het nog te vroeg om te oordelen."),
        sentences.SMALL: mark("Bij het resultaat “{title}” is er te weinig om iets te zeggen."),
    }
)
_OF_MORE = {  # of one result, of several
    sentences.GOOD: (mark("bij {n} gaat het cijfer de gewenste kant op"), mark("bij {n} gaan de cijfers de gewenste kant op")),
    sentences.BAD: (
        mark("bij {n} gaat het cijfer niet de gewenste kant op"),
        mark("bij {n} gaan de cijfers niet de gewenste kant op"),
    ),
    sentences.UNCLEAR: (mark("bij {n} is het verschil onduidelijk"),) * 2,
    sentences.EARLY: (mark("bij {n} is het nog te vroeg om te oordelen"),) * 2,
    sentences.SMALL: (mark("bij {n} is er te weinig om iets te zeggen"),) * 2,
}
_CHANCE = {  # what a margin says about the difference, by its verdict
    sentences.GOOD: mark("Zo’n verschil ontstaat zelden door toeval."),
    sentences.BAD: mark("Zo’n verschil ontstaat zelden door toeval."),
    sentences.UNCLEAR: mark("Het verschil kan toeval zijn."),
    sentences.EARLY: mark("De afgesproken dag om te oordelen komt nog."),
    sentences.SMALL: mark("Er is nog te weinig om te vergelijken."),
}


def summary(lines: Sequence[CouncilLine], responses: Sequence[ResponseRow], stories: int) -> tuple[str, ...]:
    """The message first: which way it goes, where figures and stories differ, what is asked of the council; last what it rests on."""
    found = [_directions(lines)] if lines else []
    differ = [one.title for one in lines if one.relation == joint.CONTRADICTS]
    if differ:
        quoted = sentences.listed([f"“{title}”" for title in differ])
        found.append(
            say("Cijfers en verhalen spreken elkaar tegen bij {results}: daar is het gesprek het hardst nodig.", results=quoted)
        )
    questions = sum(bool(one.question) for one in lines)
    if questions:
        asked = say("De raad krijgt 1 vraag: die staat in het gekleurde vlak.") if questions == 1 else ""
        found.append(asked or say("De raad krijgt {n} vragen: die staan in de gekleurde vlakken.", n=questions))
    took = [say("aan {wave} deden {n} mensen mee", wave=named(one), n=number(one.completed)) for one in responses]
    rests = f"{sentences.capital(sentences.listed(took))}." if took else ""
    return (*found, " ".join(filter(None, (rests, _told(stories)))))


def sure(report: Report, line: CouncilLine) -> str:
    """How sure the figure of a line is: on how many answers it rests, its margin, and whether chance may have made the difference."""
    lead = next((leading(one.indicators) for one in report.results if one.title == line.title), None)
    known = shown(lead.waves) if lead else []
    if lead is None or not known:
        return ""
    last = known[-1].figure
    if last.interval is None:
        return say("Dit is een telling of een cijfer van een ander: er is geen marge bekend.")
    return " ".join(filter(None, (_rests(lead, last), say(_CHANCE[lead.verdict]) if lead.verdict in _CHANCE else "")))


def _rests(lead: IndicatorPart, last: Figure) -> str:
    bounds = interval(last)
    if last.n is None:
        return say("De marge is {interval}.", interval=bounds)
    if lead.measure_kind == "story_verdict":
        return say("{n} verhalen; de marge is {interval}.", n=number(last.n), interval=bounds)
    return say("{n} antwoorden; de marge is {interval}.", n=number(last.n), interval=bounds)


def _told(stories: int) -> str:
    if not stories:
        return say("Er zijn geen verhalen verteld.")
    return say("Er is 1 verhaal verteld.") if stories == 1 else say("Er zijn {n} verhalen verteld.", n=number(stories))


def _directions(lines: Sequence[CouncilLine]) -> str:
    caution = say("De cijfers zeggen wat er veranderde, niet waardoor.")
    if len(lines) == 1:
        return f"{_ONE[lines[0].verdict].format(title=lines[0].title)} {caution}"
    counts = [(sum(line.verdict == verdict for line in lines), forms) for verdict, forms in _OF_MORE.items()]
    parts = sentences.listed([say(forms[count > 1], n=count) for count, forms in counts if count])
    return f"{say('Van de {n} resultaten: {parts}.', n=len(lines), parts=parts)} {caution}"
