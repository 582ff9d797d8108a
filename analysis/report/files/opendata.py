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
from analysis.report import wording
from analysis.report.files import cards_page, package, rows
from analysis.report.files.address import LONG
from analysis.report.files.rows import Row
from analysis.report.model import Report
from analysis.report.pdf import Inside
from analysis.report.snapshot import as_json

DATA, EXCEL, REPORT, CARDS, ABOUT, README = (
    "gegevens.csv", "gegevens-excel.csv", "rapport.json", "bewijskaarten.html", "datapackage.json", "LEESMIJ.md",
)  # fmt: skip
LICENCE = {
    "name": "CC-BY-4.0", "title": "Naamsvermelding 4.0 Internationaal", "path": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}  # fmt: skip
THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
DUTCH = "http://publications.europa.eu/resource/authority/language/NLD"

FIELDS: dict[str, tuple[str, str]] = {  # column -> (type of Frictionless, what it means)
    "rij": ("integer", "Volgnummer van de rij"),
    "onderdeel": ("string", "Onderdeel van het rapport: respons, cijfer, thema, activiteit, verhalen, of een groter onderdeel"),
    "resultaat": ("string", "Het maatschappelijke resultaat waar het bij hoort"),
    "naam": ("string", "Naam van het cijfer, het thema of de activiteit"),
    "code": ("string", "Code van het resultaat en het cijfer"),
    "meting": ("string", "De meting, bijvoorbeeld Nulmeting"),
    "periode": ("string", "De periode, of bij een streefwaarde de dag waarop die gehaald moet zijn"),
    "uitsplitsing": ("string", "Waarnaar is uitgesplitst, leeg bij het geheel"),
    "groep": ("string", "De groep binnen de uitsplitsing"),
    "maat": ("string", "Wat de waarde is: uitkomst, verschil, streefwaarde, een aantal"),
    "waarde": ("number", "De waarde, leeg als die verborgen of er niet is"),
    "eenheid": ("string", "procent (0-100), procentpunt, cijfer, aantal of verhalen"),
    "n": ("integer", "Het aantal mensen of verhalen waar de waarde op rust"),
    "ondergrens": ("number", "Ondergrens van het 95%-interval"),
    "bovengrens": ("number", "Bovengrens van het 95%-interval"),
    "methode": ("string", "Formule van het interval, en de toets"),
    "verborgen": ("boolean", "true: de groep is te klein om te tonen, of verraadt een andere groep"),
    "toelichting": ("string", "Waarom er geen waarde is, of het verschil in een zin"),
    "kaart": ("string", "Code van de bewijskaart"),
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


def files(report: Report, mark: str) -> dict[str, bytes]:
    """All files of the package. Without quotes: a teller can take those back, and a package that went out cannot be called back."""
    plain = without_quotes(report)
    found = {
        DATA: table(plain), EXCEL: table(plain, excel=True), REPORT: as_json(plain),
        CARDS: cards_page.page(plain, mark).encode(),
    }  # fmt: skip
    about = orjson.dumps(description(plain, mark, found), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return {README: _readme(plain, mark).encode(), ABOUT: about, **found}


def build(report: Report, mark: str) -> bytes:
    """The package as a ZIP; the same report is the same bytes."""
    return package.packed(files(report, mark), report.data_date)


def inside(report: Report, mark: str) -> tuple[Inside, ...]:
    """What goes along inside the PDF: the very files of the package."""
    found = files(report, mark)
    told = {
        DATA: "Alle cijfers van dit rapport, een rij per cijfer", ABOUT: "Wat de kolommen betekenen, herkomst en licentie",
        CARDS: "De bewijskaart achter elk cijfer",
    }  # fmt: skip
    return tuple(Inside(name, found[name], words, "Supplement" if name == CARDS else "Data") for name, words in told.items())


def without_quotes(report: Report) -> Report:
    """The same report without words of residents."""
    results = tuple(dataclasses.replace(one, quotes=()) for one in report.results)
    return dataclasses.replace(report, results=results, council_quote=None)


def description(report: Report, mark: str, found: dict[str, bytes]) -> dict[str, Any]:
    """datapackage.json of Frictionless, with the words of DCAT-AP-NL beside it."""
    invented = " Alles hierin is verzonnen." if report.synthetic else ""
    return {
        "profile": "tabular-data-package", "name": slug(report.code), "id": mark or report.data_sha256[:LONG],
        "title": f"{report.title}: cijfers, {report.period}", "version": "1.0.0", "created": f"{report.data_date}T00:00:00Z",
        "description": f"Alle cijfers uit het rapport “{report.title}”. Te kleine groepen zijn weggelaten.{invented}",
        "keywords": ["sociale basis", "cijfers en verhalen", "gemeente"], "licenses": [LICENCE],
        "contributors": [{"title": report.organisation, "role": "publisher"}],
        "sources": [{"title": f"Momentopname {mark or 'zonder kenmerk'}, gegevens {report.data_sha256}"}],
        "dcat": {
            "dct:publisher": report.organisation, "dct:language": DUTCH, "dcat:theme": THEME, "dct:accessRights": PUBLIC,
            "dct:temporal": report.period, "dct:modified": report.data_date, "dct:license": LICENCE["path"],
            "dct:identifier": mark or report.data_sha256[:LONG], "dct:provenance": report.made_with,
        },
        "definitions": {part.code: part.definition for result in report.results for part in result.indicators},
        "resources": [
            _resource(DATA, "Alle cijfers (voor programma’s)", found[DATA], {"delimiter": ",", "lineTerminator": "\r\n"}),
            _resource(EXCEL, "Alle cijfers (voor Excel)", found[EXCEL], {"delimiter": ";", "lineTerminator": "\r\n"}, excel=True),
            _other(REPORT, "Het rapport als gegevens, zonder citaten", found[REPORT], "json", "application/json"),
            _other(CARDS, "De bewijskaarten", found[CARDS], "html", "text/html"),
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
        field: dict[str, Any] = {"name": column, "type": kind, "description": meaning}
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


def _readme(report: Report, mark: str) -> str:
    columns = "\n".join(f"- **{name}**: {meaning}." for name, (_, meaning) in FIELDS.items())
    invented = "\n**Let op: alles in dit pakket is verzonnen.**\n" if report.synthetic else ""
    return f"""# {report.title}: de cijfers

Dit pakket hoort bij het rapport “{report.title}” van {report.organisation}, {report.period}.
Antwoorden en verhalen tot en met {wording.data_day(report.data_date)}. Momentopname {mark or "zonder kenmerk"}.
{invented}
## Wat zit erin

- `{DATA}`: alle cijfers, een rij per cijfer. Voor programma’s: komma’s tussen de kolommen, punt voor de decimalen.
- `{EXCEL}`: dezelfde tabel voor Excel: puntkomma’s tussen de kolommen, komma voor de decimalen.
- `{REPORT}`: het hele rapport als gegevens, zonder citaten.
- `{CARDS}`: achter elk cijfer de definitie, de manier van tellen, de marge en de herkomst.
- `{ABOUT}`: de beschrijving voor programma’s (Frictionless Data Package, met de velden van DCAT-AP).

## Wat zit er niet in

- Antwoorden of verhalen van losse mensen.
- Groepen die te klein zijn: minder dan {report.minimum_residents} bewoners of {report.minimum_professionals} professionals.
  Soms is ook een tweede groep verborgen, zodat niemand het verschil kan uitrekenen. Reken verborgen groepen niet terug.
- Citaten. Een verteller kan een citaat intrekken, en een pakket dat al weg is kunnen wij niet terughalen.

## De kolommen

{columns}

Een cijfer zegt wat er veranderde, niet waardoor. Lees daarom op de bewijskaart ook wat het cijfer niet meet.

## Gebruiken

U mag deze cijfers gebruiken en doorgeven als u {report.organisation} als bron noemt ({LICENCE["name"]}, {LICENCE["path"]}).
Cijfers die uit een andere bron komen (zoals het CBS) houden de licentie van die bron.
"""
