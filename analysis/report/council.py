"""What the report says in words: the council's page, what figure and stories say, what we do not know, what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import disclosure, joint, sentences
from analysis.material import Material
from analysis.models import Interpretation
from analysis.report.apart import other_way
from analysis.report.indicators import leading, shown
from analysis.report.model import CouncilLine, IndicatorPart, Joint, QuotePart, ResponseRow, ResultPart
from analysis.themes import Balance

STORIES_SPEAK = 5  # from so many stories that point a way on, the stories of a result say something together
WAYS = ("de goede kant op", "de andere kant op", "allebei of geen van beide")  # always these three, in this order
HELD = "Hoeveel verhalen hierover gaan, tonen we niet: het verschil met een eerder rapport zou te klein zijn."
NOT_DISCUSSED = "nog niet besproken"


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
        return "Er is geen cijfer bij dit resultaat."
    if lead.verdict == sentences.EARLY:
        return f"{lead.message}. Het is nog te vroeg om te oordelen."
    return f"{lead.message}. {sentences.VERDICTS[lead.verdict]}"


def stories_say(balance: Balance, material: Material) -> str:
    """How many stories speak about a result, and which way they point; small numbers in words."""
    least = material.minimum_stories
    if disclosure.small_count(balance.stories, least) is None:
        return f"Minder dan {least} verhalen gaan hierover."
    if not balance.stories:
        return "Er zijn geen verhalen die hierover gaan."
    about = f"{sentences.number(balance.stories)} {'verhaal gaat' if balance.stories == 1 else 'verhalen gaan'} hierover"
    return about + _pointing([balance.good, balance.bad, balance.both + balance.neither], least)


def _pointing(counts: Sequence[int], least: int) -> str:
    """How many stories point each way; the ways too small to tell apart are together "the others"."""
    shown = disclosure.protect_counts(counts, least)
    known = [f"{sentences.number(count)} {way}" for count, way in zip(shown, WAYS, strict=True) if count is not None]
    rest = [way for count, way in zip(shown, WAYS, strict=True) if count is None]
    if not rest:
        return f": {sentences.listed(known)}."
    many = sum(count for count, one in zip(counts, shown, strict=True) if one is None)
    if not any(shown):
        return ". Hoeveel daarvan welke kant op wijzen, tonen we niet: een van de aantallen is te klein."
    return f": {sentences.listed(known)}. De andere {sentences.number(many)} splitsen we niet uit: dan is een te kleine groep te zien."


def council_line(part: ResultPart) -> CouncilLine:
    """One result on one line."""
    lead = leading(part.indicators)
    verdict = lead.verdict if lead else sentences.SMALL
    return CouncilLine(part.title, verdict, _moved(lead), part.joint.stories_say, part.joint.relation, part.question)


def _moved(lead: IndicatorPart | None) -> str:
    known = shown(lead.waves) if lead else []
    if lead is None or not known:
        return "Nog geen cijfer"
    name = f"{lead.name.rstrip('.')}: "
    last = f"{sentences.amount(known[-1].figure.value or 0, lead.unit)} ({known[-1].period})"
    scale = f", {lead.scale}" if lead.scale else ""
    if len(known) == 1:
        return name + last + scale
    moved = f"{name}van {sentences.amount(known[0].figure.value or 0, lead.unit)} ({known[0].period}) naar {last}{scale}"
    note = other_way(lead)
    return f"{moved}. {note}" if note else moved


def named(one: ResponseRow) -> str:
    """A wave in a sentence: "de nulmeting"; with the name of its questionnaire where there are more of them."""
    survey, _, wave = one.name.rpartition(": ")
    return f"de {wave.lower()} van ‘{survey}’" if survey else f"de {one.name.lower()}"


def summary(lines: Sequence[CouncilLine], responses: Sequence[ResponseRow], stories: int) -> tuple[str, ...]:
    """Three sentences for the council: who took part, which way it goes, and where figures and stories differ."""
    took = [f"aan {named(one)} deden {sentences.number(one.completed)} mensen mee" for one in responses]
    told = (
        "Er is 1 verhaal verteld"
        if stories == 1
        else f"Er zijn {sentences.number(stories) if stories else 'geen'} verhalen verteld"
    )
    text = sentences.listed(took)
    found = [f"{text[0].upper()}{text[1:]}. {told}." if took else f"{told}."]
    if lines:
        found.append(_directions(lines))
        differ = [one.title for one in lines if one.relation == joint.CONTRADICTS]
        if differ:
            quoted = sentences.listed([f"“{title}”" for title in differ])
            found.append(f"Cijfers en verhalen spreken elkaar tegen bij {quoted}: daar is het gesprek het hardst nodig.")
    return tuple(found)


def _directions(lines: Sequence[CouncilLine]) -> str:
    words = {
        sentences.GOOD: ("gaat het cijfer de gewenste kant op", "gaan de cijfers de gewenste kant op"),
        sentences.BAD: ("gaat het cijfer niet de gewenste kant op", "gaan de cijfers niet de gewenste kant op"),
        sentences.UNCLEAR: ("is het verschil onduidelijk", "is het verschil onduidelijk"),
        sentences.EARLY: ("is het nog te vroeg om te oordelen", "is het nog te vroeg om te oordelen"),
        sentences.SMALL: ("is er te weinig om iets te zeggen", "is er te weinig om iets te zeggen"),
    }
    caution = "De cijfers zeggen wat er veranderde, niet waardoor."
    if len(lines) == 1:
        return f"Bij het resultaat “{lines[0].title}” {words[lines[0].verdict][0]}. {caution}"
    counts = [(sum(line.verdict == verdict for line in lines), forms) for verdict, forms in words.items()]
    parts = [f"bij {count} {forms[count > 1]}" for count, forms in counts if count]
    return f"Van de {len(lines)} resultaten: {sentences.listed(parts)}. {caution}"


def best_quote(results: Sequence[ResultPart]) -> QuotePart | None:
    """One quote for the council: from the first result that has any, the first short enough for a page with other things."""
    quotes = [one for part in results for one in part.quotes]
    return next((one for one in quotes if len(one.text) <= 240), quotes[0] if quotes else None)


def contradictions(results: Sequence[ResultPart]) -> tuple[str, ...]:
    """Where figures and stories disagree; never averaged away."""
    found = []
    for part in results:
        if joint.CONTRADICTS in (part.joint.relation, part.joint.proposed):
            talked = part.joint.interpretation or "Dit is nog niet besproken."
            found.append(f"{part.title}. {part.joint.figure_says} {part.joint.stories_say} {talked}")
    return tuple(found)


def unknowns(results: Sequence[ResultPart], responses: Sequence[ResponseRow], material: Material) -> tuple[str, ...]:
    """What we do not know: who did not answer, what was not linked, what a figure does not measure, what was not discussed."""
    found = [text for one in responses for text in _about_wave(one)]
    if material.stories:
        found.append("Wie een verhaal vertelde, koos daar zelf voor: de verhalen zijn geen steekproef.")
    if material.stories_unread:
        found.append(
            f"{sentences.number(material.stories_unread)} verhalen kon de software niet of nog niet lezen: die tellen niet mee in de thema’s."
        )
    for part in results:
        found += [f"“{one.name}” meet niet: {one.not_measured}" for one in part.indicators]
        if part.joint.relation == joint.SILENT:
            found.append(f"Over “{part.title}” zijn er te weinig verhalen of te weinig cijfers om ze naast elkaar te leggen.")
        if not part.joint.interpretation:
            found.append(f"Wat bewoners en partners vinden van “{part.title}” weten we nog niet: dat is {NOT_DISCUSSED}.")
    return tuple(dict.fromkeys(found))


def _about_wave(one: ResponseRow) -> list[str]:
    found = []
    if one.rate.value is not None:
        missed = sentences.amount(100 - one.rate.value, "procent")
        found.append(f"Bij {named(one)} antwoordde {missed} van de gevraagde mensen niet. Hoe het met hen gaat, weten we niet.")
    else:
        found.append(f"Bij {named(one)} weten we niet hoeveel mensen de vraag kregen, en dus niet wie niet meedeed.")
    if one.linked is not None and one.linked < one.completed:
        found.append(
            f"Van {sentences.number(one.linked)} van de {sentences.number(one.completed)} mensen bij {named(one)} "
            "weten we ook wat zij de eerste keer antwoordden. Van de anderen weten we niet wat er voor hen veranderde."
        )
    return found


def suppressed(results: Sequence[ResultPart], material: Material) -> tuple[str, ...]:
    """What is hidden and why, a line per table or figure."""
    found = []
    for part in results:
        for one in part.indicators:
            found += [f"{one.name}, {split.title.lower()}: {split.note}" for split in one.breakdowns if split.note]
            found += [f"{one.name}, {wave.name}: {wave.figure.reason}" for wave in one.waves if wave.figure.suppressed]
            found += [
                f"{one.name}, verandering: {change.difference.reason}" for change in one.changes if change.difference.suppressed
            ]
        small = [theme.name for theme in part.themes if theme.stories is None]
        if small:
            names = sentences.listed([f"“{name}”" for name in small])
            found.append(f"Thema {names}: minder dan {material.minimum_stories} verhalen, dus zonder aantal.")
    return tuple(dict.fromkeys(found))
