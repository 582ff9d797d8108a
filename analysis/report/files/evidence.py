"""The evidence card behind a figure, a set of themes or a quote: frozen, and nothing on it that the report itself does not show."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.report import appendix_tables, tables, wording
from analysis.report.files import address, rows
from analysis.report.model import IndicatorPart, QuotePart, Report, ResultPart
from analysis.report.tables import Head

HOW = {
    "prevalence": "Tel in elke meting wie een antwoord gaf dat onder de definitie valt, en deel dat door iedereen die de vraag beantwoordde.",
    "mean": "Neem in elke meting het gemiddelde van alle antwoorden op de vraag of de schaal.",
    "share_improved": "Neem wie in de eerste en in de laatste meting meedeed, en tel bij hoeveel van hen de score de gewenste kant op ging.",
    "count": "Tel op wat per periode is geteld.",
    "story_verdict": "Neem de verhalen die een kant op wijzen, en tel hoeveel daarvan de gewenste kant op wijzen.",
}  # fmt: skip
OF_PEOPLE = ("prevalence", "mean", "share_improved")


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
    kind: str  # Cijfer, Thema's, Citaat, Respons, Verhalen, Onderdeel
    title: str
    says: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[CardTable, ...] = ()


def cards(report: Report, mark: str) -> tuple[Card, ...]:
    """All cards of a report, in its order; a card that is asked for twice stands here once."""
    found: dict[str, Card] = {}
    for one in (*_of_results(report, mark), *_of_all(report, mark), *_of_parts(report, mark)):
        found.setdefault(one.code, one)
    return tuple(found.values())


def card(report: Report, mark: str, code: str) -> Card | None:
    """One card; None when the report has none with this code."""
    return next((one for one in cards(report, mark) if one.code == code), None)


def _of_results(report: Report, mark: str) -> Iterator[Card]:
    for result in report.results:
        for part in result.indicators:
            yield _figure(report, result, part, mark)
        if result.themes:
            yield _themes(report, result, mark)
        for quote in result.quotes:
            yield _quote(report, result, quote, mark)
    if report.council_quote:
        yield _quote(report, None, report.council_quote, mark)


def _figure(report: Report, result: ResultPart, part: IndicatorPart, mark: str) -> Card:
    target = f"{wording.amount(part.target, part.unit)} op {wording.day(part.target_on)}" if part.target is not None else ""
    facts = (
        ("Hoort bij", result.title), ("Definitie", part.definition), ("Zo is geteld", HOW.get(part.measure_kind, "")),
        ("Over wie", ", ".join(filter(None, (result.target_group, result.area)))), ("Bron", part.source),
        ("Soort cijfer", wording.LEVELS.get(part.level, part.level)), ("Gewenste kant", part.direction), ("Streefwaarde", target),
        ("Te beoordelen vanaf", wording.day(part.horizon)), ("Wat dit cijfer niet meet", part.not_measured),
        ("Kleinste groep", _least(report, part)), ("Vragenlijst", _questionnaires(report, part)),
        *_origin(report, mark),
    )  # fmt: skip
    return Card(
        address.figure_code(result.code, part.code),
        "Cijfer",
        part.name,
        part.message,
        _filled(facts),
        tuple(_figure_tables(part)),
    )


def _figure_tables(part: IndicatorPart) -> Iterator[CardTable]:
    methods = sorted({one.figure.interval.method for one in part.waves if one.figure.interval})
    how = f", interval: {', '.join(methods)}" if methods else ""
    yield CardTable(f"Per meting{how}", tables.waves_head, tuple(tables.waves(part)))
    if part.changes:
        yield CardTable("Verschillen", CHANGES, tuple(_change_rows(part)))
    for split in part.breakdowns:
        yield CardTable(split.title, tables.split_head(split), tuple(tables.split(split)))


CHANGES = (Head("Verschil (95%-interval)"), Head("Rust op"), Head("Toets"), Head("In woorden"))


def _change_rows(part: IndicatorPart) -> Iterator[tuple[str, ...]]:
    whom = "verhalen" if part.measure_kind == "story_verdict" else "bewoners"
    for one in part.changes:
        test = ", ".join(
            filter(None, (one.method, wording.chance(one.p), one.difference.interval.method if one.difference.interval else ""))
        )
        yield wording.difference(one), wording.based_on(one, whom), test or tables.NOTHING, one.sentence


def _themes(report: Report, result: ResultPart, mark: str) -> Card:
    facts = (
        ("Hoort bij", result.title),
        ("Zo is geteld", "Een verhaal telt bij een thema als de software of een mens dat thema erin las. Een mens kan elk voorstel afwijzen."),
        ("Kleinste aantal", f"Vanaf {report.minimum_stories} verhalen."), ("Gelezen met", report.reader), *_origin(report, mark),
    )  # fmt: skip
    meaning = tuple((theme.name, theme.definition or tables.NOTHING) for theme in result.themes)
    return Card(
        address.themes_code(result.code), "Thema’s", f"Thema’s bij “{result.title}”", result.joint.stories_say, _filled(facts),
        (
            CardTable("Aantallen per thema", tables.themes_head, tuple(tables.themes(result.themes))),
            CardTable("Wat de thema’s betekenen", (Head("Thema"), Head("Definitie")), meaning),
        ),
    )  # fmt: skip


def _quote(report: Report, result: ResultPart | None, quote: QuotePart, mark: str) -> Card:
    stance = {"spreekt_tegen": "een ander geluid dan het cijfer", "steunt": "gaat met het cijfer mee"}.get(quote.stance, "")
    facts = (
        ("Hoort bij", result.title if result else ""), ("Verteller", quote.attribution), ("Thema", quote.theme), ("Naast het cijfer", stance),
        ("Mag dit hier staan?", "De verteller gaf toestemming voor een citaat, en een mens gaf deze woorden vrij. Namen zijn vervangen. De verteller kan het citaat intrekken: dan verdwijnt het ook hier."),
        *_origin(report, mark),
    )  # fmt: skip
    return Card(
        address.quote_code(quote.text),
        "Citaat",
        f"Citaat over {quote.theme.lower() or 'dit onderwerp'}",
        quote.text,
        _filled(facts),
    )


def _of_all(report: Report, mark: str) -> Iterator[Card]:
    if report.responses:
        asked = tuple(appendix_tables.responses(report.responses))
        table = CardTable("Respons per meting", appendix_tables.responses_head, asked)
        facts = (("Zo is geteld", "Respons: verstuurde vragenlijsten, gedeeld door alle uitnodigingen."), *_origin(report, mark))
        yield Card("respons", "Respons", "Wie deden mee", "", _filled(facts), (table,))
    told = CardTable("Wie vertelden", tables.tellers_head, tuple(tables.tellers(report.stories_tellers)))
    triads = (CardTable(one.title, tables.tellers_head, tuple(tables.tellers(one.regions))) for one in report.triads)
    facts = (
        ("Gelezen met", report.reader),
        ("Kleinste aantal", f"Vanaf {report.minimum_stories} verhalen."),
        *_origin(report, mark),
    )
    says = f"Er zijn {wording.count(report.stories_total, 'verhaal', 'verhalen')} verteld."
    yield Card("verhalen", "Verhalen", "Alle verhalen samen", says, _filled(facts), (told, *triads))


PART = (Head("Waarvan"), Head("Maat"), Head("Uitkomst", True), Head("95%-interval", True), Head("n", True), Head("Methode"))


def _of_parts(report: Report, mark: str) -> Iterator[Card]:
    """A card for each larger part that has figures, with all of them."""
    for name in rows.PARTS:
        found = rows.part_rows(report, name)
        if found:
            table = CardTable("Alle cijfers van dit onderdeel", PART, tuple(_part_row(one) for one in found))
            yield Card(f"deel-{name}", "Onderdeel", rows.TITLES[name], "", _filled(_origin(report, mark)), (table,))


def _part_row(one: rows.Row) -> tuple[str, ...]:
    places = wording.decimals(one.eenheid)
    value = wording.TOO_FEW if one.verborgen else one.toelichting or tables.NOTHING
    value = value if one.waarde is None else wording.amount(one.waarde, one.eenheid)
    known = one.ondergrens is not None and one.bovengrens is not None
    bounds = (
        f"{wording.number(one.ondergrens or 0, places)} tot {wording.number(one.bovengrens or 0, places)}"
        if known
        else tables.NOTHING
    )
    return one.naam or tables.NOTHING, one.maat, value, bounds, tables.cell(one.n), one.methode or tables.NOTHING


def _least(report: Report, part: IndicatorPart) -> str:
    if part.measure_kind == "story_verdict":
        return f"Een aantal verhalen staat hier vanaf {report.minimum_stories}."
    return f"Een groep staat hier vanaf {report.minimum_residents} bewoners." if part.measure_kind in OF_PEOPLE else ""


def _questionnaires(report: Report, part: IndicatorPart) -> str:
    """The versions that were used in the waves of this indicator, with their fingerprints."""
    if part.measure_kind not in OF_PEOPLE:
        return ""
    waves = {one.name for one in part.waves}
    found = [
        f"{one.get('title') or one.get('code', '')}, versie {version.get('number', '?')} (SHA-256 {version.get('sha256', '')})"
        for one in report.instruments
        for version in one.get("versions", ())
        if waves & set(version.get("waves", ()))
    ]
    return "; ".join(found)


def _origin(report: Report, mark: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Rapport", f"{report.title}, {report.period}"), ("Antwoorden en verhalen tot en met", wording.data_day(report.data_date)),
        ("Vingerafdruk van de gegevens (SHA-256)", report.data_sha256), ("Momentopname", mark),
        ("Gemaakt met", f"{report.made_with or 'Tellen & Vertellen'}; vorm van het rapport {report.schema_version}"),
    )  # fmt: skip


def _filled(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in facts if text)


def without_words(one: Card) -> Card:
    """A card of a quote without the words: for what cannot be called back."""
    return dataclasses.replace(one, says="De woorden staan in het rapport zelf.") if one.kind == "Citaat" else one
