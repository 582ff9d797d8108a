"""What the report says in words: the council's page, what figure and stories say, what we do not know, what is hidden and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis import disclosure, joint, sentences
from analysis.material import Material
from analysis.models import Interpretation
from analysis.report.apart import other_way
from analysis.report.indicators import leading, shown
from analysis.report.model import CouncilLine, IndicatorPart, Joint, QuotePart, ResponseRow, ResultPart
from analysis.sentences import number
from analysis.themes import Balance
from saying import mark, say

STORIES_SPEAK = 5  # from so many stories that point a way on, the stories of a result say something together
WAYS = (
    mark("{n} de goede kant op"),
    mark("{n} de andere kant op"),
    mark("{n} allebei of geen van beide"),
)  # always in this order
_SILENT = mark("Over “{result}” zijn er te weinig verhalen of te weinig cijfers om ze naast elkaar te leggen.")
_NOT_DISCUSSED = mark("Wat bewoners en partners vinden van “{result}” weten we nog niet: dat is nog niet besproken.")
HELD = mark("Hoeveel verhalen hierover gaan, tonen we niet: het verschil met een eerder rapport zou te klein zijn.")


def joint_of(
    parts: tuple[IndicatorPart, ...],
    balance: Balance,
    material: Material,
    newest: Interpretation | None,
    beyond: Sequence[str] = (),
) -> Joint:
    """Figure and stories side by side: a proposal with its reason, and what people made of it when they met; `beyond` are the
    subjects of the stories that the figure does not measure."""
    lead = leading(parts)
    proposal = joint.propose(lead.verdict if lead else sentences.SMALL, balance.verdict, beyond)
    return Joint(
        relation=(newest.relation if newest else None) or proposal.relation,
        proposed=proposal.relation,
        reason=proposal.reason,
        figure_says=figure_says(lead),
        stories_say=stories_say(balance, material),
        interpretation=newest.text if newest else "",
        interpreted_by=newest.with_whom if newest else "",
    )


def figure_says(lead: IndicatorPart | None) -> str:
    """What the leading figure of a result says."""
    if lead is None:
        return say("Er is geen cijfer bij dit resultaat.")
    if lead.verdict == sentences.EARLY:
        return f"{lead.message}. {say('Het is nog te vroeg om te oordelen.')}"
    return f"{lead.message}. {sentences.VERDICTS[lead.verdict]}"


def stories_say(balance: Balance, material: Material) -> str:
    """How many stories speak about a result, and which way they point; small numbers in words."""
    least = material.minimum_stories
    if disclosure.small_count(balance.stories, least) is None:
        return say("Minder dan {n} verhalen gaan hierover.", n=least)
    if not balance.stories:
        return say("Er zijn geen verhalen die hierover gaan.")
    return _pointing([balance.good, balance.bad, balance.both + balance.neither], least)


def _pointing(counts: Sequence[int], least: int) -> str:
    """How many stories point each way; the ways too small to tell apart are together "the others"."""
    shown, total = disclosure.protect_counts(counts, least), sum(counts)
    known = sentences.listed([say(way, n=number(count)) for count, way in zip(shown, WAYS, strict=True) if count is not None])
    rest = sum(count for count, one in zip(counts, shown, strict=True) if one is None)
    if rest and not any(shown):
        about = say("1 verhaal gaat hierover.") if total == 1 else say("{n} verhalen gaan hierover.", n=number(total))
        return f"{about} {say('Hoeveel daarvan welke kant op wijzen, tonen we niet: een van de aantallen is te klein.')}"
    if total == 1:
        about = say("1 verhaal gaat hierover: {ways}.", ways=known)
    else:
        about = say("{n} verhalen gaan hierover: {ways}.", n=number(total), ways=known)
    if not rest:
        return about
    return f"{about} {say('Hoe de andere {n} wijzen, tonen we niet: dan zou een te kleine groep te zien zijn.', n=number(rest))}"


def council_line(part: ResultPart) -> CouncilLine:
    """One result on one line."""
    lead = leading(part.indicators)
    verdict = lead.verdict if lead else sentences.SMALL
    return CouncilLine(part.title, verdict, _moved(lead), part.joint.stories_say, part.joint.relation, part.question)


def _moved(lead: IndicatorPart | None) -> str:
    known = shown(lead.waves) if lead else []
    if lead is None or not known:
        return say("Nog geen cijfer")
    name, scale = lead.name.rstrip("."), f", {lead.scale}" if lead.scale else ""
    first, last = (sentences.amount(one.figure.value or 0, lead.unit) for one in (known[0], known[-1]))
    begin, end = sentences.period(known[0].period), sentences.period(known[-1].period)
    if len(known) == 1:
        return f"{name}: {last} ({end}){scale}"
    moved = say("{name}: van {first} ({begin}) naar {last} ({end})", name=name, first=first, begin=begin, last=last, end=end)
    note = other_way(lead)
    return f"{moved}{scale}. {note}" if note else moved + scale


def named(one: ResponseRow) -> str:
    """A wave in a sentence: "de nulmeting"; with the name of its questionnaire where there are more of them."""
    survey, _, wave = one.name.rpartition(": ")
    name = sentences.wave(wave or one.name).lower()
    return say("de {wave} van ‘{survey}’", wave=name, survey=survey) if survey else say("de {wave}", wave=name)


def best_quote(results: Sequence[ResultPart]) -> QuotePart | None:
    """One quote for the council: from the first result that has any, the first short enough for a page with other things."""
    quotes = [one for part in results for one in part.quotes]
    return next((one for one in quotes if len(one.text) <= 240), quotes[0] if quotes else None)


def contradictions(results: Sequence[ResultPart]) -> tuple[str, ...]:
    """Where figures and stories disagree; never averaged away."""
    found = []
    for part in results:
        if joint.CONTRADICTS in (part.joint.relation, part.joint.proposed):
            talked = part.joint.interpretation or say("Dit is nog niet besproken.")
            found.append(f"{part.title}. {part.joint.figure_says} {part.joint.stories_say} {talked}")
    return tuple(found)


def unknowns(results: Sequence[ResultPart], responses: Sequence[ResponseRow], material: Material) -> tuple[str, ...]:
    """What we do not know: who did not answer, what was not linked, what a figure does not measure, what was not discussed."""
    found = [text for one in responses for text in _about_wave(one)]
    if material.stories:
        found.append(say("Wie een verhaal vertelde, koos daar zelf voor: de verhalen zijn geen steekproef."))
    if material.stories_unread:
        unread = number(material.stories_unread)
        found.append(say("{n} verhalen kon de software niet of nog niet lezen: die tellen niet mee in de thema’s.", n=unread))
    for part in results:
        found += [say("“{name}” meet niet: {what}", name=one.name, what=one.not_measured) for one in part.indicators]
        if part.joint.relation == joint.SILENT:
            found.append(say(_SILENT, result=part.title))
        if not part.joint.interpretation:
            found.append(say(_NOT_DISCUSSED, result=part.title))
    return tuple(dict.fromkeys(found))


def _about_wave(one: ResponseRow) -> Iterator[str]:
    if one.rate.value is not None:
        missed = sentences.amount(100 - one.rate.value, "procent")
        yield say(
            "Bij {wave} antwoordde {share} van de gevraagde mensen niet. Hoe het met hen gaat, weten we niet.",
            wave=named(one), share=missed,
        )  # fmt: skip
    else:
        yield say("Bij {wave} weten we niet hoeveel mensen de vraag kregen, en dus niet wie niet meedeed.", wave=named(one))
    if one.linked is not None and one.linked < one.completed:
        yield say(
            "Van {linked} van de {n} mensen bij {wave} weten we ook wat zij de eerste keer antwoordden. "
            "Van de anderen weten we niet wat er voor hen veranderde.",
            linked=number(one.linked), n=number(one.completed), wave=named(one),
        )  # fmt: skip


def suppressed(results: Sequence[ResultPart], material: Material) -> tuple[str, ...]:
    """What is hidden and why, a line per table or figure."""
    found = []
    for part in results:
        for one in part.indicators:
            found += [f"{one.name}, {say(split.title).lower()}: {split.note}" for split in one.breakdowns if split.note]
            found += [
                f"{one.name}, {sentences.wave(wave.name)}: {wave.figure.reason}" for wave in one.waves if wave.figure.suppressed
            ]
            hidden = [change.difference.reason for change in one.changes if change.difference.suppressed]
            found += [say("{name}, verandering: {reason}", name=one.name, reason=reason) for reason in hidden]
        small = [theme.name for theme in part.themes if theme.stories is None]
        if small:
            names, least = sentences.listed([f"“{name}”" for name in small]), material.minimum_stories
            found.append(say("Thema {names}: minder dan {n} verhalen, dus zonder aantal.", names=names, n=least))
    return tuple(dict.fromkeys(found))
