"""Two pages for who took part ("Dit vertelde u, dit deden wij"): what was told, what the figures say and what happens with it, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from analysis import joint, sentences
from analysis.report import apart, rendering, text, wording
from analysis.report.files.language import in_its_language
from analysis.report.indicators import leading, shown
from analysis.report.model import IndicatorPart, QuotePart, Report, ResponseRow, ResultPart
from analysis.report.parts.learning import ActionLine
from analysis.report.pdf import Progress, make_pdf
from saying import mark, say

PAGES, SIZES = 2, ("", "small", "smaller")
RESULTS, QUOTES, THEMES, ACTIVITIES, ACTIONS, TALKS, UNKNOWN = 4, 3, 4, 5, 5, 2, 3
LONGEST_QUOTE, LONGEST = 200, 260
WAYS = {
    sentences.GOOD: mark("Dat is de goede kant op."), sentences.BAD: mark("Dat is niet de goede kant op."),
    sentences.UNCLEAR: mark("Het verschil is zo klein dat het toeval kan zijn."), sentences.EARLY: mark("Het is nog te vroeg om te zeggen hoe het gaat."),
    sentences.SMALL: mark("Te weinig mensen gaven antwoord om hier iets van te zeggen."),
}  # fmt: skip
STATES = {
    "open": mark("nog niet begonnen"), "bezig": mark("wij zijn bezig"), "gedaan": mark("gedaan"), "vervallen": mark("gaat niet door"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlainFigure:
    """A result in plain words."""

    title: str
    said: str
    way: str
    differ: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Everything the two pages say."""

    thanks: str
    themes: tuple[str, ...]
    quotes: tuple[QuotePart, ...]
    figures: tuple[PlainFigure, ...]
    more: str
    before: tuple[str, ...]
    activities: tuple[str, ...]
    talks: tuple[str, ...]
    actions: tuple[str, ...]
    no_actions: str
    unknown: tuple[str, ...]


@in_its_language
def html(report: Report, *, links: tuple[str, ...] = (), printed: bool = False, card: str = "") -> str:
    """The two pages. `card`: where a teller finds the own story back; "" when there is no server."""
    style = "" if links else rendering.stylesheet() + rendering.extra_style("residents")
    return rendering.template("residents.html").render(
        report=report, told=words(report), links=links, printed=printed, card=card,
        style=Markup(style),  # noqa: S704  our own files
    )  # fmt: skip


def pdf(report: Report, *, card: str = "", progress: Progress | None = None) -> bytes:
    """The two pages as PDF/UA-1; raises PdfFailed."""
    page = html(text.printable(report), printed=True, card=card)
    return make_pdf(page, made_on=report.data_date, most_pages=PAGES, sizes=SIZES, progress=progress)


@in_its_language
def words(report: Report) -> Said:
    """What the pages say, cut to what fits on them."""
    learning = report.learning
    talks = [one for one in learning.dialogues if one.decisions][:TALKS] if learning else []
    return Said(
        thanks=_thanks(report), themes=_themes(report), quotes=_quotes(report),
        figures=tuple(_figure(one) for one in report.results[:RESULTS]), more=_more(report),
        before=tuple(_action(one, done=True) for one in learning.before[:ACTIONS]) if learning else (),
        activities=_activities(report),
        talks=tuple(
            say("{title}, {day}. Dit spraken wij af: {decisions}", title=one.title, day=wording.day(one.held_on), decisions=_cut(one.decisions))
            for one in talks
        ),
        actions=tuple(_action(one) for one in learning.actions[:ACTIONS]) if learning else (),
        no_actions=_no_actions(report), unknown=_unknown(report),
    )  # fmt: skip


def _latest(report: Report) -> ResponseRow | None:
    """The newest wave that the figures of the results come from: a questionnaire for professionals is not about who reads this."""
    leads = [one for result in report.results if (one := leading(result.indicators)) and one.waves]
    names = {one.waves[-1].name for one in leads}
    rows = [one for one in report.responses if one.name.rpartition(": ")[2] in names] or list(report.responses)
    return rows[-1] if rows else None


def _thanks(report: Report) -> str:
    last = _latest(report)
    opening = say("Dank u wel dat u meedeed.")
    return f"{opening} {_took_part(last.completed if last else None, report.stories_total)} " + say(
        "Hier leest u wat u ons samen vertelde, en wat wij ermee doen."
    )


def _took_part(asked: int | None, told: int) -> str:
    """How many answered and how many told; each is a whole sentence, because every language puts them together in its own way."""
    n, stories = wording.number(asked or 0), wording.number(told)
    if asked is None:
        if not told:
            return say("Er zijn nog geen vragen en verhalen.")
        return say("Er is 1 verhaal verteld.") if told == 1 else say("Er zijn {n} verhalen verteld.", n=stories)
    if not told:
        return say("{n} mensen vulden de laatste keer de vragen in.", n=n)
    if told == 1:
        return say("{n} mensen vulden de laatste keer de vragen in, en er is 1 verhaal verteld.", n=n)
    return say("{n} mensen vulden de laatste keer de vragen in, en er zijn {stories} verhalen verteld.", n=n, stories=stories)


def _themes(report: Report) -> tuple[str, ...]:
    """What was told of most, each theme once."""
    best: dict[str, tuple[int, str]] = {}
    for theme in (one for result in report.results for one in result.themes):
        if theme.stories is not None:
            best[theme.code] = (theme.stories, theme.name)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1]))[:THEMES]
    return tuple(
        say("{theme} (1 verhaal)", theme=name) if many == 1 else say("{theme} ({n} verhalen)", theme=name, n=wording.number(many))
        for many, name in ranked
    )


def _quotes(report: Report) -> tuple[QuotePart, ...]:
    """Short ones, of different results where there are, and at least one that says something else."""
    fit = [[one for one in result.quotes if len(one.text) <= LONGEST_QUOTE] for result in report.results]
    found: list[QuotePart] = []
    for turn in range(max(map(len, fit), default=0)):
        found += [one[turn] for one in fit if len(one) > turn and one[turn] not in found]
    against = [one for one in found if one.stance == "spreekt_tegen"][:1]
    with_it = [one for one in found if one not in against][: QUOTES - len(against)]
    return tuple(with_it + against)


def _figure(result: ResultPart) -> PlainFigure:
    lead = leading(result.indicators)
    said = _plainly(lead) if lead else ""
    differ = ""
    if result.joint.relation == joint.CONTRADICTS:
        differ = say("De verhalen zeggen iets anders dan het cijfer van iedereen samen. Daar willen wij met u over praten.")
    differ = " ".join(filter(None, (apart.other_way(lead, plain=True) if lead else "", differ)))
    if lead is None or not said:
        return PlainFigure(result.title, say("Wij hebben hier nog geen cijfer over."), "", differ)
    return PlainFigure(
        result.title,
        said,
        say(WAYS[lead.verdict]) if len(shown(lead.waves)) > 1 or lead.verdict == sentences.EARLY else "",
        differ,
    )


def _plainly(part: IndicatorPart) -> str:
    """ "… Eerst 52 van de 100, nu 43 van de 100."; empty when there is nothing to show."""
    known = shown(part.waves)
    if not known:
        return ""
    now = _value(known[-1].figure.value or 0, part)
    first = _value(known[0].figure.value or 0, part)
    name = part.name.rstrip(".")
    when = sentences.period(known[0].period) or known[0].name.lower()
    scale = f", {part.scale}" if part.scale else ""  # a 3,9 of 5 is no 3,9 of 10
    if len(known) == 1:
        return f"{name}: {now}{scale}."
    return say("{name}: eerst {first} ({when}), nu {now}{scale}.", name=name, first=first, when=when, now=now, scale=scale)


def _value(value: float, part: IndicatorPart) -> str:
    if part.unit == "procent":
        return say("{n} van de 100", n=wording.number(value))
    amount = wording.amount(value, part.unit)
    return say("een {mark}", mark=amount) if part.unit == "cijfer" else amount


def _more(report: Report) -> str:
    left = len(report.results) - RESULTS
    if left < 1:
        return ""
    if left == 1:
        return say("Over nog 1 ander doel leest u in het hele verslag.")
    return say("Over nog {n} andere doelen leest u in het hele verslag.", n=wording.number(left))


def _activities(report: Report) -> tuple[str, ...]:
    """What was done, with how many took part in the newest period that may be shown; each activity once."""
    found: dict[str, str] = {}
    for one in (each for result in report.results for each in result.activities):
        known = [(period, people) for period, _, people in one.counts if people is not None]
        many = wording.number(known[-1][1]) if known else ""
        took = (
            say("{activity}: {n} mensen deden mee ({period}).", activity=one.name, n=many, period=known[-1][0])
            if known
            else f"{one.name}."
        )
        found.setdefault(one.name, took)
    return tuple(found.values())[:ACTIVITIES]


def _action(one: ActionLine, *, done: bool = False) -> str:
    """What was agreed; of what was agreed before also how far it is, of what is new who does it and when."""
    said = [_stop(_cut(one.text))]
    if done:
        said += [say("Stand: {state}.", state=say(STATES.get(one.state, one.state))), _cut(one.effect) if one.effect else ""]
    elif one.owner:
        day = wording.day(one.due_on) if one.due_on else ""
        said.append(
            say("Dat doet {owner}, voor {day}.", owner=one.owner, day=day) if day else say("Dat doet {owner}.", owner=one.owner)
        )
    if one.from_residents and not done:
        said.append(say("U vroeg hierom."))
    return " ".join(filter(None, said))


def _no_actions(report: Report) -> str:
    because = report.learning.no_action_because if report.learning else ""
    if because:
        return say("Wij doen nu niets nieuws, omdat: {reason}", reason=_cut(because))
    return say("Wij praten hier nog over, met bewoners erbij. Daarna hoort u wat wij gaan doen.")


def _unknown(report: Report) -> tuple[str, ...]:
    """In plain words: who did not take part, and what nobody could say yet."""
    found = []
    last = _latest(report)
    if last is not None and last.rate.value is not None:
        found.append(
            say(
                "{n} van de 100 mensen die wij vroegen, deden niet mee. Hoe het met hen gaat, weten wij niet.",
                n=wording.number(100 - last.rate.value),
            )
        )
    elif last is not None:
        found.append(say("Wij weten niet wie er niet meedeed, en hoe het met hen gaat."))
    if report.stories_total:
        found.append(say("Wie een verhaal vertelde, koos daar zelf voor. Anderen denken er misschien anders over."))
    found.append(say("Wij zien dat er iets veranderde. Waardoor dat komt, weten wij niet zeker."))
    return tuple(found[:UNKNOWN])


def _cut(words: str) -> str:
    """Words that fit; cut at a word."""
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _stop(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
