"""The open-data package of a report (open-datapakket): every number that was published, and nothing else."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import re
import unicodedata
from typing import Any

import orjson

from analysis.exports.responses_csv import guard
from analysis.report.files import cards_page, package, readme, rows
from analysis.report.files.address import LONG
from analysis.report.files.language import in_its_language
from analysis.report.files.readme import ABOUT, CARDS, DATA, EXCEL, README, REPORT
from analysis.report.files.rows import Row
from analysis.report.model import Report
from analysis.report.pdf import Inside
from analysis.report.snapshot import as_json
from saying import mark, say, spoken

LICENCE = {
    "name": "CC-BY-4.0", "title": mark("Naamsvermelding 4.0 Internationaal"), "path": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}  # fmt: skip
THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
LANGUAGES = {
    "nl": "http://publications.europa.eu/resource/authority/language/NLD",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}

FIELDS: dict[str, tuple[str, str]] = {  # column -> (type of Frictionless, what it means)
    "rij": ("integer", mark("Volgnummer van de rij")),
    "onderdeel": ("string", mark("Onderdeel van het rapport: respons, cijfer, thema, activiteit, verhalen, of een groter onderdeel")),
    "resultaat": ("string", mark("Het maatschappelijke resultaat waar het bij hoort")),
    "naam": ("string", mark("Naam van het cijfer, het thema of de activiteit")),
    "code": ("string", mark("Code van het resultaat en het cijfer")),
    "meting": ("string", mark("De meting, bijvoorbeeld Nulmeting")),
    "periode": ("string", mark("De periode, of bij een streefwaarde de dag waarop die gehaald moet zijn")),
    "uitsplitsing": ("string", mark("Waarnaar is uitgesplitst, leeg bij het geheel")),
    "groep": ("string", mark("De groep binnen de uitsplitsing")),
    "maat": ("string", mark("Wat de waarde is: uitkomst, verschil, streefwaarde, een aantal")),
    "waarde": ("number", mark("De waarde, leeg als die verborgen of er niet is")),
    "eenheid": ("string", mark("procent (0-100), procentpunt, cijfer, aantal of verhalen")),
    "n": ("integer", mark("Het aantal mensen of verhalen waar de waarde op rust")),
    "ondergrens": ("number", mark("Ondergrens van het 95%-interval")),
    "bovengrens": ("number", mark("Bovengrens van het 95%-interval")),
    "methode": ("string", mark("Formule van het interval, en de toets")),
    "verborgen": ("boolean", mark("true: de groep is te klein om te tonen, of verraadt een andere groep")),
    "toelichting": ("string", mark("Waarom er geen waarde is, of het verschil in een zin")),
    "kaart": ("string", mark("Code van de bewijskaart")),
}  # fmt: skip


def table(report: Report, *, excel: bool = False) -> bytes:
    """The long table. Raw for machines (comma, decimal point); or for a Dutch spreadsheet (semicolon, decimal comma, no formula)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(FIELDS)
    for number, row in enumerate(rows.rows(report), start=1):
        cells = [number, *(getattr(row, field.name) for field in dataclasses.fields(Row))]
        writer.writerow([_for_excel(cell) if excel else _raw(cell) for cell in cells])
    text = out.getvalue().encode("utf-8", "replace")
    return b"\xef\xbb\xbf" + text if excel else text


def _raw(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return "" if cell is None else str(cell).replace("\0", "")


def _for_excel(cell: Any) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    return f"{cell:.10g}".replace(".", ",") if isinstance(cell, float) else guard(cell)


@in_its_language
def files(report: Report, shot: str) -> dict[str, bytes]:
    """All files of the package. Without quotes: a teller can take those back, and a package that went out cannot be called back."""
    plain = without_quotes(report)
    found = {
        DATA: table(plain), EXCEL: table(plain, excel=True), REPORT: as_json(plain),
        CARDS: cards_page.page(plain, shot).encode(),
    }  # fmt: skip
    about = orjson.dumps(description(plain, shot, found), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return {README: readme.text(plain, _named(shot), FIELDS, LICENCE).encode(), ABOUT: about, **found}


def build(report: Report, shot: str) -> bytes:
    """The package as a ZIP; the same report is the same bytes."""
    return package.packed(files(report, shot), report.data_date)


@in_its_language
def inside(report: Report, shot: str) -> tuple[Inside, ...]:
    """What goes along inside the PDF: the very files of the package."""
    found = files(report, shot)
    told = {
        DATA: say("Alle cijfers van dit rapport, een rij per cijfer"), ABOUT: say("Wat de kolommen betekenen, herkomst en licentie"),
        CARDS: say("De bewijskaart achter elk cijfer"),
    }  # fmt: skip
    return tuple(Inside(name, found[name], words, "Supplement" if name == CARDS else "Data") for name, words in told.items())


def without_quotes(report: Report) -> Report:
    """The same report without words of residents."""
    results = tuple(dataclasses.replace(one, quotes=()) for one in report.results)
    return dataclasses.replace(report, results=results, council_quote=None)


@in_its_language
def description(report: Report, shot: str, found: dict[str, bytes]) -> dict[str, Any]:
    """datapackage.json of Frictionless, with the words of DCAT-AP-NL beside it."""
    about = say("Alle cijfers uit het rapport “{title}”. Te kleine groepen zijn weggelaten.", title=report.title)
    invented = " " + say("Alles hierin is verzonnen.") if report.synthetic else ""
    return {
        "profile": "tabular-data-package", "name": slug(report.code), "id": shot or report.data_sha256[:LONG],
        "title": say("{title}: cijfers, {period}", title=report.title, period=report.period), "version": "1.0.0", "created": f"{report.data_date}T00:00:00Z",
        "description": f"{about}{invented}",
        "keywords": [say("sociale basis"), say("cijfers en verhalen"), say("gemeente")],
        "licenses": [{**LICENCE, "title": say(LICENCE["title"])}],
        "contributors": [{"title": report.organisation, "role": "publisher"}],
        "sources": [{"title": say("Momentopname {mark}, gegevens {hash}", mark=_named(shot), hash=report.data_sha256)}],
        "dcat": {
            "dct:publisher": report.organisation, "dct:language": LANGUAGES.get(spoken(), LANGUAGES["nl"]), "dcat:theme": THEME, "dct:accessRights": PUBLIC,
            "dct:temporal": report.period, "dct:modified": report.data_date, "dct:license": LICENCE["path"],
            "dct:identifier": shot or report.data_sha256[:LONG], "dct:provenance": report.made_with,
        },
        "definitions": {part.code: part.definition for result in report.results for part in result.indicators},
        "resources": [
            _resource(DATA, say("Alle cijfers (voor programma’s)"), found[DATA], {"delimiter": ",", "lineTerminator": "\r\n"}),
            _resource(EXCEL, say("Alle cijfers (voor Excel)"), found[EXCEL], {"delimiter": ";", "lineTerminator": "\r\n"}, excel=True),
            _other(REPORT, say("Het rapport als gegevens, zonder citaten"), found[REPORT], "json", "application/json"),
            _other(CARDS, say("De bewijskaarten"), found[CARDS], "html", "text/html"),
        ],
    }  # fmt: skip


def _other(name: str, title: str, content: bytes, kind: str, media: str) -> dict[str, Any]:
    return {
        "name": slug(name.rsplit(".", 1)[0]), "path": name, "title": title, "format": kind, "mediatype": media, "encoding": "utf-8",
        "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }  # fmt: skip


def _resource(name: str, title: str, content: bytes, dialect: dict[str, str], *, excel: bool = False) -> dict[str, Any]:
    fields = []
    for column, (kind, meaning) in FIELDS.items():
        field: dict[str, Any] = {"name": column, "type": kind, "description": say(meaning)}
        if excel and kind == "number":
            field["decimalChar"] = ","
        if excel and kind == "boolean":
            field |= {"trueValues": ["ja"], "falseValues": ["nee"]}
        fields.append(field)
    schema = {"fields": fields, "missingValues": [""], "primaryKey": ["rij"]}
    encoding = {"encoding": "utf-8-sig"} if excel else {}
    return {
        **_other(name, title, content, "csv", "text/csv"), **encoding,
        "profile": "tabular-data-resource", "dialect": dialect, "schema": schema,
    }  # fmt: skip


def slug(text: str) -> str:
    """A name of small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "rapport"


def _named(shot: str) -> str:
    return shot or say("zonder kenmerk")
