"""What the open-data package says about itself to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.report import wording
from analysis.report.model import Report
from saying import mark, say

DATA, EXCEL, REPORT, CARDS, ABOUT, README = (
    "gegevens.csv", "gegevens-excel.csv", "rapport.json", "bewijskaarten.html", "datapackage.json", "LEESMIJ.md",
)  # fmt: skip
INSIDE = {
    DATA: mark("alle cijfers, een rij per cijfer. Voor programma’s: komma’s tussen de kolommen, punt voor de decimalen."),
    EXCEL: mark("dezelfde tabel voor Excel: puntkomma’s tussen de kolommen, komma voor de decimalen."),
    REPORT: mark("het hele rapport als gegevens, zonder citaten."),
    CARDS: mark("achter elk cijfer de definitie, de manier van tellen, de marge en de herkomst."),
    ABOUT: mark("de beschrijving voor programma’s (Frictionless Data Package, met de velden van DCAT-AP)."),
}


def text(report: Report, shot: str, fields: Mapping[str, tuple[str, str]], licence: Mapping[str, str]) -> str:
    """The readme, as Markdown."""
    blocks = [
        f"# {say('{title}: de cijfers', title=report.title)}",
        "\n".join(_origin(report, shot)),
        f"## {say('Wat zit erin')}",
        "\n".join(f"- `{name}`: {say(words)}" for name, words in INSIDE.items()),
        f"## {say('Wat zit er niet in')}",
        "\n".join(f"- {one}" for one in _left_out(report)),
        f"## {say('De kolommen')}",
        "\n".join(f"- **{name}**: {say(meaning)}." for name, (_, meaning) in fields.items()),
        say("Een cijfer zegt wat er veranderde, niet waardoor. Lees daarom op de bewijskaart ook wat het cijfer niet meet."),
        f"## {say('Gebruiken')}",
        say(
            "U mag deze cijfers gebruiken en doorgeven als u {organisation} als bron noemt ({licence}, {address}).",
            organisation=report.organisation, licence=licence["name"], address=licence["path"],
        ),
        say("Cijfers die uit een andere bron komen (zoals het CBS) houden de licentie van die bron."),
    ]  # fmt: skip
    return "\n\n".join(blocks) + "\n"


def _origin(report: Report, shot: str) -> Iterator[str]:
    yield say(
        "Dit pakket hoort bij het rapport “{title}” van {organisation}, {period}.",
        title=report.title, organisation=report.organisation, period=report.period,
    )  # fmt: skip
    yield say("Antwoorden en verhalen tot en met {day}. Momentopname {mark}.", day=wording.data_day(report.data_date), mark=shot)
    if report.synthetic:
        yield f"\n**{say('Let op: alles in dit pakket is verzonnen.')}**"


def _left_out(report: Report) -> Iterator[str]:
    yield say("Antwoorden of verhalen van losse mensen.")
    few = say(
        "Groepen die te klein zijn: minder dan {residents} bewoners of {professionals} professionals.",
        residents=report.minimum_residents, professionals=report.minimum_professionals,
    )  # fmt: skip
    hidden = say(
        "Soms is ook een tweede groep verborgen, zodat niemand het verschil kan uitrekenen. Reken verborgen groepen niet terug."
    )
    yield f"{few}\n  {hidden}"
    yield say("Citaten. Een verteller kan een citaat intrekken, en een pakket dat al weg is kunnen wij niet terughalen.")
