"""The evidence card behind a figure, a set of themes or a quote: frozen, and nothing on it that the report itself does not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.report import appendix_tables, tables, wording
from analysis.report.files import address, rows
from analysis.report.files import evidence_words as words
from analysis.report.files.evidence_words import FIGURE, PART, QUOTE, RESPONSE, STORIES, THEMES
from analysis.report.files.language import in_its_language
from analysis.report.model import IndicatorPart, QuotePart, Report, ResultPart
from analysis.report.tables import Head
from saying import mark, say


@dataclass(frozen=True, slots=True)
class CardTable:
    """A table of a card."""

    caption: str
    head: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What stands behind one figure, set of themes or quote."""

    code: str
    kind: str  # one of the six below, said where it is shown
    title: str
    says: str
    facts: tuple[tuple[str, str], ...]  # what it is (said where it is shown), and the words themselves
    tables: tuple[CardTable, ...] = ()


@in_its_language
def cards(report: Report, shot: str) -> tuple[Card, ...]:
    """All cards of a report, in its order; a card that is asked for twice stands here once."""
    found: dict[str, Card] = {}
    for one in (*_of_results(report, shot), *_of_all(report, shot), *_of_parts(report, shot)):
        found.setdefault(one.code, one)
    return tuple(found.values())


def card(report: Report, shot: str, code: str) -> Card | None:
    """One card; None when the report has none with this code."""
    return next((one for one in cards(report, shot) if one.code == code), None)


def _of_results(report: Report, shot: str) -> Iterator[Card]:
    for result in report.results:
        for part in result.indicators:
            yield _figure(report, result, part, shot)
        if result.themes:
            yield _themes(report, result, shot)
        for quote in result.quotes:
            yield _quote(report, result, quote, shot)
    if report.council_quote:
        yield _quote(report, None, report.council_quote, shot)


def _figure(report: Report, result: ResultPart, part: IndicatorPart, shot: str) -> Card:
    target = (
        say("{value} op {day}", value=wording.amount(part.target, part.unit), day=wording.day(part.target_on))
        if part.target is not None
        else ""
    )
    facts = (
        (mark("Hoort bij"), result.title), (mark("Definitie"), part.definition), (mark("Zo is geteld"), say(words.HOW.get(part.measure_kind, ""))),
        (mark("Over wie"), ", ".join(filter(None, (result.target_group, result.area)))), (mark("Bron"), part.source),
        (mark("Soort cijfer"), say(wording.LEVELS.get(part.level, part.level))), (mark("Gewenste kant"), say(words.WAYS.get(part.direction, part.direction))), (mark("Streefwaarde"), target),
        (mark("Te beoordelen vanaf"), wording.day(part.horizon)), (mark("Wat dit cijfer niet meet"), part.not_measured),
        (mark("Kleinste groep"), words.least(report, part)), (mark("Vragenlijst"), words.questionnaires(report, part)),
        *words.origin(report, shot),
    )  # fmt: skip
    return Card(
        address.figure_code(result.code, part.code),
        FIGURE,
        part.name,
        part.message,
        _filled(facts),
        tuple(_figure_tables(part)),
    )


def _figure_tables(part: IndicatorPart) -> Iterator[CardTable]:
    methods = sorted({one.figure.interval.method for one in part.waves if one.figure.interval})
    how = (
        say("Per meting (interval berekend met {methods})", methods=", ".join(map(say, methods)))
        if methods
        else say("Per meting")
    )
    yield CardTable(how, tables.waves_head, tuple(tables.waves(part)))
    if part.changes:
        yield CardTable(say("Verschillen"), CHANGES, tuple(_change_rows(part)))
    for split in part.breakdowns:
        yield CardTable(say(split.title), tables.split_head(split), tuple(tables.split(split)))


CHANGES = (Head(mark("Verschil (95%-interval)")), Head(mark("Rust op")), Head(mark("Toets")), Head(mark("In woorden")))


def _change_rows(part: IndicatorPart) -> Iterator[tuple[str, ...]]:
    whom = wording.whom(part.measure_kind)
    for one in part.changes:
        test = ", ".join(
            filter(
                None,
                (
                    say(one.method),
                    wording.chance(one.p),
                    say("interval met {method}", method=say(one.difference.interval.method)) if one.difference.interval else "",
                ),
            )
        )
        yield wording.difference(one), wording.based_on(one, whom), test or tables.NOTHING, one.sentence


def _themes(report: Report, result: ResultPart, shot: str) -> Card:
    facts = (
        (mark("Hoort bij"), result.title),
        (mark("Zo is geteld"), say("Een verhaal telt bij een thema als de software of een mens dat thema erin las. Een mens kan elk voorstel afwijzen.")),
        (mark("Kleinste aantal"), say("Vanaf {n} verhalen.", n=report.minimum_stories)), (mark("Gelezen met"), report.reader), *words.origin(report, shot),
    )  # fmt: skip
    meaning = tuple((theme.name, theme.definition or tables.NOTHING) for theme in result.themes)
    return Card(
        address.themes_code(result.code), THEMES, say("Thema’s bij “{title}”", title=result.title), result.joint.stories_say, _filled(facts),
        (
            CardTable(say("Aantallen per thema"), tables.themes_head, tuple(tables.themes(result.themes))),
            CardTable(say("Wat de thema’s betekenen"), (Head(mark("Thema")), Head(mark("Definitie"))), meaning),
        ),
    )  # fmt: skip


def _quote(report: Report, result: ResultPart | None, quote: QuotePart, shot: str) -> Card:
    facts = (
        (mark("Hoort bij"), result.title if result else ""), (mark("Verteller"), quote.attribution), (mark("Thema"), quote.theme), (mark("Naast het cijfer"), say(words.STANCES.get(quote.stance, ""))),
        (mark("Mag dit hier staan?"), say("De verteller gaf toestemming voor een citaat, en een mens gaf deze woorden vrij. Namen zijn vervangen. De verteller kan het citaat intrekken: dan verdwijnt het ook hier.")),
        *words.origin(report, shot),
    )  # fmt: skip
    return Card(
        address.quote_code(quote.text),
        QUOTE,
        say("Citaat over {theme}", theme=quote.theme.lower()) if quote.theme else say("Citaat over dit onderwerp"),
        quote.text,
        _filled(facts),
    )


def _of_all(report: Report, shot: str) -> Iterator[Card]:
    if report.responses:
        asked = tuple(appendix_tables.responses(report.responses))
        table = CardTable(say("Respons per meting"), appendix_tables.responses_head, asked)
        facts = (
            (mark("Zo is geteld"), say("Respons: verstuurde vragenlijsten, gedeeld door alle uitnodigingen.")),
            *words.origin(report, shot),
        )
        yield Card("respons", RESPONSE, say("Wie deden mee"), "", _filled(facts), (table,))
    told = CardTable(say("Wie vertelden"), tables.tellers_head, tuple(tables.tellers(report.stories_tellers)))
    triads = (CardTable(one.title, tables.tellers_head, tuple(tables.tellers(one.regions))) for one in report.triads)
    facts = (
        (mark("Gelezen met"), report.reader),
        (mark("Kleinste aantal"), say("Vanaf {n} verhalen.", n=report.minimum_stories)),
        *words.origin(report, shot),
    )
    yield Card("verhalen", STORIES, say("Alle verhalen samen"), _told(report), _filled(facts), (told, *triads))


def _told(report: Report) -> str:
    if report.stories_total == 1:
        return say("Er is 1 verhaal verteld.")
    return say("Er zijn {n} verhalen verteld.", n=wording.number(report.stories_total))


PART_HEAD = (
    Head(mark("Waarvan")), Head(mark("Maat")), Head(mark("Uitkomst"), True), Head(mark("95%-interval"), True), Head("n", True),
    Head(mark("Methode")),
)  # fmt: skip


def _of_parts(report: Report, shot: str) -> Iterator[Card]:
    """A card for each larger part that has figures, with all of them."""
    for name in rows.PARTS:
        found = rows.part_rows(report, name)
        if found:
            table = CardTable(say("Alle cijfers van dit onderdeel"), PART_HEAD, tuple(_part_row(one) for one in found))
            yield Card(f"deel-{name}", PART, say(rows.TITLES[name]), "", _filled(words.origin(report, shot)), (table,))


def _part_row(one: rows.Row) -> tuple[str, ...]:
    places = wording.decimals(one.eenheid)
    value = say(wording.TOO_FEW) if one.verborgen else one.toelichting or tables.NOTHING
    value = value if one.waarde is None else wording.amount(one.waarde, one.eenheid)
    known = one.ondergrens is not None and one.bovengrens is not None
    bounds = (
        say("{low} tot {high}", low=wording.number(one.ondergrens or 0, places), high=wording.number(one.bovengrens or 0, places))
        if known
        else tables.NOTHING
    )
    return one.naam or tables.NOTHING, one.maat, value, bounds, tables.cell(one.n), say(one.methode) or tables.NOTHING


def _filled(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in facts if text)
