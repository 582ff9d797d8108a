"""Every kind of file of a report behind one verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.report.model import Report
from analysis.report.pdf import Progress
from saying import speaking


@dataclass(frozen=True, slots=True)
class Order:
    """What a file is made of. `mark` names the snapshot; `base` is the address of the server, None when there is none."""

    report: Report
    mark: str = ""
    base: str | None = None
    kept: bytes = b""  # the JSON as it was kept, when nothing was taken back since
    progress: Progress = lambda done, step: None


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is ready."""

    content: bytes
    media: str
    ending: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name for people, what it is for, and how it is made."""

    title: str
    purpose: str
    file_name: str
    ending: str
    media: str
    maker: Callable[[Order], bytes]

    def make(self, order: Order) -> bytes:
        """The file, in the language of its report; raises PdfFailed."""
        with speaking(order.report.language):
            return self.maker(order)


PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _pdf(order: Order) -> bytes:
    from analysis.report import rendering

    return rendering.pdf(order.report, mark=order.mark, base=order.base, progress=order.progress)


def _slides(order: Order) -> bytes:
    from analysis.report.files import slides

    return slides.pdf(order.report, progress=order.progress)


def _residents(order: Order) -> bytes:
    from analysis.report.files import residents

    return residents.pdf(order.report, card=card_address(order.base), progress=order.progress)


def _word(order: Order) -> bytes:
    from analysis.report.files import word

    return word.build(order.report)


def _opendata(order: Order) -> bytes:
    from analysis.report.files import opendata

    return opendata.build(order.report, order.mark)


def _cards(order: Order) -> bytes:
    from analysis.report.files import cards_page

    return cards_page.page(order.report, order.mark).encode()


def _json(order: Order) -> bytes:
    from analysis.report.snapshot import as_json

    return order.kept or as_json(order.report)


def _html(order: Order) -> bytes:
    from analysis.report import rendering

    return rendering.html(order.report).encode()


KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", "Het hele rapport, om te printen of te versturen. De cijfers zitten erin als gegevens.", "rapport", "pdf", PDF, _pdf),
    "dia": Kind("Dia’s voor de raad", "De bladzijde voor de raad, één resultaat per dia.", "dias", "pdf", PDF, _slides),
    "bewoners": Kind("Twee bladzijden voor bewoners", "‘Dit vertelde u, dit deden wij’, in gewone taal.", "bewoners", "pdf", PDF, _residents),
    "docx": Kind("Word", "De tekst, om in te werken. Een kopie: het rapport zelf verandert niet.", "rapport", "docx", WORD, _word),
    "opendata": Kind("Open data", "Alle cijfers als tabel, met uitleg. Zonder citaten.", "open-data", "zip", "application/zip", _opendata),
    "bewijs": Kind("Bewijskaarten", "Wat er achter elk cijfer en elk citaat zit, in één bestand.", "bewijskaarten", "html", "text/html; charset=utf-8", _cards),
    "json": Kind("JSON", "Alle cijfers van het rapport, voor andere programma’s.", "rapport", "json", "application/json", _json),
    "html": Kind("Webpagina", "Het rapport als één bestand voor de browser.", "rapport", "html", "text/html; charset=utf-8", _html),
}  # fmt: skip


def card_address(base: str | None) -> str:
    """Where a teller finds the own story back; empty without a server."""
    return f"{base.rstrip('/')}/kaart" if base else ""


def make(kind: str, report: Report, **given: object) -> Made:
    """One file of a report; raises PdfFailed when a PDF cannot be made."""
    one = KINDS[kind]
    content = one.make(Order(report, **given))  # type: ignore[arg-type]
    return Made(content, one.media, one.ending)
