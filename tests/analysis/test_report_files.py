"""Open data, evidence cards, DOCX, slides and the residents' pages: complete, deterministic, and nothing that the report does not show."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pikepdf
import pytest

import saying
from analysis.report import rendering, text
from analysis.report.files import address, cards_page, evidence, make, opendata, residents, rows, slides
from analysis.report.model import Figure, QuotePart, Report
from analysis.report.snapshot import as_json, thaw
from tests.data.sample_report import HIDDEN, sample

HERE = Path(__file__).parent
OLD = HERE.parent / "data" / "snapshot_v1.json"
MARK = "0123456789abcdef"
HOSTILE = '=HYPERLINK("http://x")'


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def figures(value: Any) -> list[Figure]:
    """Every figure anywhere in a report."""
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, tuple):
        return [one for each in value for one in figures(each)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [one for field in dataclasses.fields(value) for one in figures(getattr(value, field.name))]
    return []


def table(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(opendata.table(report).decode(), newline="")))


# open data


def test_every_published_figure_is_a_row_and_no_other() -> None:
    found = rows.rows(sample())
    shown = [(one.value, one.n) for one in figures(sample())]
    listed = [(one.waarde, one.n) for one in found]
    assert all(one in listed for one in shown)
    hidden = [one for one in found if one.verborgen]
    assert hidden and all(one.waarde is one.n is one.ondergrens is one.bovengrens is None for one in hidden)
    assert HIDDEN in {one.toelichting for one in hidden}


def test_figures_of_larger_parts_are_found_by_their_shape() -> None:
    @dataclasses.dataclass(frozen=True)
    class Mark:
        label: str
        mark: Figure

    @dataclasses.dataclass(frozen=True)
    class Teams:
        title: str
        marks: tuple[Mark, ...]

    part = Teams(
        "Teams",
        (Mark("hulp", Figure(7.1, 12, "cijfer")), Mark("geld", Figure(None, None, "cijfer", suppressed=True, reason=HIDDEN))),
    )
    report = dataclasses.replace(sample(), teams=part)  # type: ignore[arg-type]
    found = rows.part_rows(report, "teams")
    assert [(one.naam, one.maat, one.waarde, one.verborgen) for one in found] == [
        ("Teams · hulp", "mark", 7.1, False),
        ("Teams · geld", "mark", None, True),
    ]
    card = evidence.card(report, MARK, "deel-teams")
    assert card is not None and card.tables[0].rows[0] == ("Teams · hulp", "mark", "7,1", "–", "12", "–")


def test_the_raw_table_is_read_back_as_it_was() -> None:
    found = table(sample())
    assert list(found[0]) == list(opendata.FIELDS)
    wanted = rows.rows(sample())
    assert len(found) == len(wanted)
    for one, row in zip(wanted, found, strict=True):
        assert row["waarde"] == "" if one.waarde is None else float(row["waarde"]) == pytest.approx(one.waarde)
        assert row["naam"] == one.naam and row["verborgen"] == str(one.verborgen).lower()


def test_the_table_for_excel_holds_no_formula_and_dutch_numbers(tmp_path: Path) -> None:
    first = sample().results[0]
    report = sample(results=(dataclasses.replace(first, title=HOSTILE), *sample().results[1:]))
    content = opendata.table(report, excel=True)
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["resultaat"] for row in found} >= {f"'{HOSTILE}"}
    assert any(re.fullmatch(r"-?\d+,\d+", row["waarde"]) for row in found)
    book = openpyxl.Workbook()
    for row in found:
        book.active.append(list(row.values()))  # type: ignore[union-attr]
    assert not [cell for line in book.active.iter_rows() for cell in line if cell.data_type == "f"]  # type: ignore[union-attr]


DESCRIPTOR = {  # the shape of Data Package 1.0 (specs.frictionlessdata.io), written down from its text
    "type": "object", "required": ["name", "resources", "licenses"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"}, "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {"type": "array", "minItems": 1, "items": {"required": ["name", "path"]}},
        "contributors": {"type": "array", "items": {"required": ["title"]}},
        "resources": {"type": "array", "minItems": 1, "items": {
            "required": ["name", "path", "bytes", "hash"],
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"}, "path": {"type": "string", "pattern": r"^[^/.][^/]*$"},
                "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "schema": {"required": ["fields"], "properties": {"fields": {"type": "array", "items": {
                    "required": ["name", "type"], "properties": {"type": {"enum": ["string", "number", "integer", "boolean", "date"]}},
                }}, "primaryKey": {"type": "array"}, "missingValues": {"type": "array", "items": {"type": "string"}}}},
            },
        }},
    },
}  # fmt: skip


def test_the_package_describes_itself_truly() -> None:
    import hashlib

    found = unpacked(opendata.build(sample(), MARK))
    about = json.loads(found["datapackage.json"])
    jsonschema.validate(about, DESCRIPTOR)
    assert {one["path"] for one in about["resources"]} | {"LEESMIJ.md", "datapackage.json"} == set(found)
    for one in about["resources"]:
        content = found[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if one["format"] == "csv":
            _fits(content.decode(one["encoding"]), one)
    assert about["dcat"]["dct:license"].startswith("https://creativecommons.org/")
    assert sample().organisation in found["LEESMIJ.md"].decode() and "verzonnen" in found["LEESMIJ.md"].decode()


def _fits(words: str, resource: dict[str, Any]) -> None:
    """Each cell is of the type its column says, read with nothing but csv and what the description says."""
    fields = {one["name"]: one for one in resource["schema"]["fields"]}
    keys = set()
    for row in csv.DictReader(io.StringIO(words, newline=""), delimiter=resource["dialect"]["delimiter"]):
        assert list(row) == list(fields)
        keys.add(row["rij"])
        for name, cell in row.items():
            field = fields[name]
            if cell == "":
                continue
            if field["type"] == "number":
                float(cell.replace(field.get("decimalChar", "."), "."))
            elif field["type"] == "integer":
                int(cell)
            elif field["type"] == "boolean":
                assert cell in (*field.get("trueValues", ["true"]), *field.get("falseValues", ["false"]))
    assert len(keys) == words.count("\r\n") - 1 or len(keys) > 100


def test_no_words_of_residents_go_out_in_the_package() -> None:
    quotes = [one.text for result in sample().results for one in result.quotes]
    assert quotes
    everything = b"".join(unpacked(opendata.build(sample(), MARK)).values()).decode("utf-8", "replace")
    assert not [one for one in quotes if one in everything]


# evidence


def test_every_figure_theme_and_quote_has_its_card() -> None:
    report = sample()
    found = {one.code: one for one in evidence.cards(report, MARK)}
    for result in report.results:
        for part in result.indicators:
            card = found[address.figure_code(result.code, part.code)]
            facts = dict(card.facts)
            assert facts["Definitie"] == part.definition and facts["Wat dit cijfer niet meet"] == part.not_measured
            assert facts["Momentopname"] == MARK and facts["Vingerafdruk van de gegevens (SHA-256)"] == report.data_sha256
            assert [row[4] for row in card.tables[0].rows] == [
                str(one.figure.n) if one.figure.n is not None else "–" for one in part.waves
            ]
        for quote in result.quotes:
            assert found[address.quote_code(quote.text)].says == quote.text
        assert not result.themes or address.themes_code(result.code) in found
    assert len(found) == len(evidence.cards(report, MARK))


def test_a_card_names_the_questionnaire_of_its_waves() -> None:
    lonely = evidence.cards(sample(), MARK)[0]
    assert "SHA-256" in dict(lonely.facts)["Vragenlijst"] and "versie" in dict(lonely.facts)["Vragenlijst"]
    assert "Wilson" in lonely.tables[0].caption


def test_a_card_shows_nothing_that_the_report_does_not_show() -> None:
    """Every number on a card stands in the report too (or in how it was made); what is hidden there has no number here."""
    report = sample(data_sha256="", made_with="", schema_version="")
    printed = rendering.html(report, printed=True) + as_json(report).decode()
    known = set(re.findall(r"\d+", printed)) | {"95"}
    for card in evidence.cards(report, "")[:-1]:
        for row in (row for one in card.tables for row in one.rows):
            assert set(re.findall(r"\d+", " ".join(row))) <= known, (card.title, row)
    hidden = [row for card in evidence.cards(report, "") for one in card.tables for row in one.rows if row[0] == "Nieuw-Oost"]
    assert hidden and all(row[-1] == "–" for row in hidden)


@pytest.mark.parametrize("where", [address.Evidence(MARK, ""), address.Evidence(MARK, "https://voorbeeld.example/")])
def test_page_and_paper_lead_to_the_cards(where: address.Evidence) -> None:
    page = rendering.html(sample(), evidence=where)
    result = sample().results[0]
    for code in (
        where.figure(result.code, result.indicators[0].code),
        where.quote(result.quotes[0].text),
        where.themes(result.code),
    ):
        assert f'href="{where.link(code)}"' in page
        assert evidence.card(sample(), MARK, code) is not None
    assert "/bewijs/" not in rendering.html(sample())


def test_words_that_print_otherwise_keep_their_code() -> None:
    first = sample().results[0]
    words = "漢 " + "a" * 90
    report = sample(results=(dataclasses.replace(first, quotes=(QuotePart(words, "inwoner", "steunt", ""),)),))
    codes = rendering._printed_codes(report, text.printable(report))
    assert codes[text.printable(words)] == address.quote_code(words)
    assert address.Evidence(MARK, "", codes).quote(text.printable(words)) == address.quote_code(words)


def test_hostile_words_stay_words_on_cards() -> None:
    first = sample().results[0]
    bad = "<script>alert(1)</script>"
    report = sample(title=bad, results=(dataclasses.replace(first, title=bad, quotes=(QuotePart(bad, bad, "steunt", bad),)),))
    assert "<script" not in cards_page.page(report, MARK)
    assert "<script" not in residents.html(report) + slides.html(report)


# the same snapshot, the same bytes


@pytest.mark.parametrize("kind", ["html", "json", "bewijs", "opendata", "docx"])
def test_a_kept_snapshot_gives_the_same_bytes(kind: str) -> None:
    kept = as_json(sample())
    first, second = (make.make(kind, thaw(kept), mark=MARK, base="https://voorbeeld.example").content for _ in range(2))
    assert first == second and len(first) > 1000


@pytest.mark.parametrize("kind", ["html", "json", "bewijs", "opendata", "docx"])
def test_a_snapshot_of_the_first_version_still_opens(kind: str) -> None:
    old = OLD.read_bytes()
    assert json.loads(old)["schema_version"] == "1" and "line" not in json.loads(old)
    report = thaw(old)
    assert report.line is None and report.minimum_stories == 3 and report.made_with == ""
    first, second = (make.make(kind, thaw(old), mark=MARK, kept=old).content for _ in range(2))
    assert first == second
    if kind == "json":
        assert first == old


def test_a_snapshot_that_knows_more_or_less_still_opens() -> None:
    content = json.loads(as_json(sample()))
    content["from_the_future"] = 1
    content["results"][0]["indicators"][0]["from_the_future"] = {}
    del content["vision"], content["results"][0]["question"], content["results"][0]["joint"]["reason"]
    report = thaw(json.dumps(content))
    assert (report.vision, report.results[0].question, report.results[0].joint.reason) == ("", "", "")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "dia", "bewoners"])
def test_pdfs_are_the_same_bytes_and_carry_what_they_must(kind: str) -> None:
    kept = as_json(sample(triads=(), cloud=()))
    first, second = (make.make(kind, thaw(kept), mark=MARK, base="https://voorbeeld.example").content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as document:
        names = dict(document.attachments.items())
        if kind != "pdf":
            assert not names
            return
        assert set(names) == {"gegevens.csv", "datapackage.json", "bewijskaarten.html"}
        assert names["gegevens.csv"].get_file().read_bytes() == opendata.files(thaw(kept), MARK)["gegevens.csv"], (
            "the very file of the package"
        )
        assert len(document.Root.AF) == 3
        assert {str(one.AFRelationship) for one in document.Root.AF} == {"/Data", "/Supplement"}  # type: ignore[attr-defined]
        links = [str(note.A.URI) for page in document.pages for note in page.obj.get("/Annots", []) if "/A" in note]
        assert f"https://voorbeeld.example/bewijs/{MARK}/{address.quote_code(sample().results[0].quotes[0].text)}" in links


# text to edit


def test_the_docx_holds_the_text_of_the_report() -> None:
    import docx

    content = make.make("docx", sample()).content
    for name, part in unpacked(content).items():
        if name.endswith((".xml", ".rels")):
            from lxml import etree

            etree.fromstring(part)
    document = docx.Document(io.BytesIO(content))
    words = "\n".join(one.text for one in document.paragraphs)
    heads = [one.text for one in document.paragraphs if one.style is not None and one.style.name.startswith("Heading 1")]
    assert heads[0] == "Eén bladzijde voor de raad" and sample().results[0].title in heads
    assert all(quote.text in words for result in sample().results for quote in result.quotes)
    assert "None" not in words and ", bladzijde" not in words and "bijlage, ." not in words
    cells = {cell.text for one in document.tables for row in one.rows for cell in row.cells}
    assert "36%" in cells and len(document.tables) > 10
    assert document.core_properties.title == sample().title
    assert document.core_properties.created.isoformat().startswith(sample().data_date)  # type: ignore[union-attr]


def drawings_of(report: Report) -> list[str]:
    """What the drawings of the printed page say, by a reader of our own."""
    from lxml import html

    page = html.fromstring(rendering.html(report, printed=True))
    return [one.findtext("title") for one in page.iterfind(".//main//svg") if one.find("title") is not None]


def test_the_docx_holds_every_drawing_as_a_picture_with_words_beside_its_table() -> None:
    import docx
    from docx.oxml.ns import qn
    from PIL import Image

    content = make.make("docx", sample()).content
    document = docx.Document(io.BytesIO(content))
    drawn = drawings_of(sample())
    said = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert len(said) == len(drawn) > 5
    assert all(" ".join(title.split()) in words for title, words in zip(drawn, said, strict=True))
    room = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    assert all(one.width <= room for one in document.inline_shapes)
    for name, part in unpacked(content).items():
        if name.startswith("word/media/"):
            with Image.open(io.BytesIO(part)) as image:
                assert image.format == "PNG" and image.width > 300 and len(image.getcolors() or ()) > 2, name
    # the table of a chart stands behind its picture, not in the annex
    body = [one.tag for one in document.element.body]
    pictures = [i for i, one in enumerate(document.element.body) if one.findall(f".//{qn('w:drawing')}")]
    assert any(qn("w:tbl") in body[i : i + 4] for i in pictures)
    assert "Tabellen bij de andere figuren" not in [one.text for one in document.paragraphs]


def test_without_the_means_to_draw_the_docx_says_what_the_drawings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    from analysis.report.files import pictures
    from analysis.report.pdf import PdfFailed

    def fail(page: str) -> bytes:
        raise PdfFailed("geen Pango")

    monkeypatch.setattr(pictures, "make_pdf", fail)
    document = docx.Document(io.BytesIO(make.make("docx", sample()).content))
    words = [one.text for one in document.paragraphs]
    assert not document.inline_shapes
    assert all(f"Figuur: {' '.join(title.split())}" in words for title in drawings_of(sample()))


def test_files_speak_the_language_of_their_report() -> None:
    """Whatever the one who asks speaks; what people said and called things stays as it was."""
    import docx

    report = sample(language="en")
    title = report.results[0].title
    with saying.speaking("nl"):
        card = evidence.cards(report, MARK)[0]
        page = cards_page.page(report, MARK)
        told, shown = residents.html(report), slides.html(report)
        readme = unpacked(make.make("opendata", report).content)["LEESMIJ.md"].decode()
        document = docx.Document(io.BytesIO(make.make("docx", report).content))
    assert dict(card.facts)["Zo is geteld"].startswith("In each survey round, count")
    assert '<html lang="en">' in page and "How it was counted" in page and "Zo is geteld" not in page
    assert '<html lang="en">' in told and "What you told us, what we did" in told and "Wat u vertelde" not in told
    assert '<html lang="en">' in shown and "Question for the council" in shown and "Vraag aan de raad" not in shown
    assert "The columns" in readme and "**waarde**: The value" in readme, "names of columns are those of the file"
    assert document.core_properties.language == "en-GB"
    assert title in page and title in told and report.council[0].title in shown
    with saying.speaking("en"):
        assert "Zo is geteld" in cards_page.page(sample(), MARK), "a Dutch report is Dutch, also at an English desk"
        assert opendata.table(sample()) == opendata.table(report), "the figures are the same file in every language"


def test_control_characters_do_not_break_the_docx() -> None:
    import docx

    first = sample().results[0]
    bad = "a\x0bb\ufffec\x1b <b>&amp;"
    report = sample(results=(dataclasses.replace(first, quotes=(QuotePart(bad, "inwoner", "steunt", ""),)),))
    document = docx.Document(io.BytesIO(make.make("docx", report).content))
    assert any("<b>&amp;" in one.text for one in document.paragraphs)


# slides and residents


def pages(content: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return [(float(one.mediabox[2]), float(one.mediabox[3])) for one in document.pages]


@pytest.mark.slow
def test_slides_are_wide_and_there_is_one_for_each_result() -> None:
    found = pages(slides.pdf(sample()))
    assert len(found) == 4 + len(sample().council) - (not any(one.question for one in sample().council))
    assert all(abs(width / height - 16 / 9) < 0.01 for width, height in found)


def long_one() -> Report:
    """More and longer than any real report: eight results, quotes and questions as long as they may be."""
    base = sample()
    words = "Een zin die niet ophoudt, omdat iemand veel te vertellen had. " * 3
    result = dataclasses.replace(
        base.results[0],
        title="Een resultaat met een lange naam " * 5,
        question=words,
        quotes=tuple(QuotePart(words[:190] + str(n), "inwoner", "steunt", "") for n in range(3)),
    )
    line = dataclasses.replace(base.council[0], title=result.title, question=words, stories=words)
    return sample(results=(result,) * 8, council=(line,) * 8, summary=(words, words, words), unknowns=(words[:200],) * 9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "report",
    [
        sample(),
        long_one(),
        sample(results=(), council=(), triads=(), cloud=(), responses=(), stories_total=0, council_quote=None),
    ],
)
def test_residents_get_exactly_two_pages(report: Report) -> None:
    found = pages(residents.pdf(report, card="https://voorbeeld.example/kaart"))
    assert len(found) == 2
    assert all(abs(width - 595.28) < 1 and abs(height - 841.89) < 1 for width, height in found)


@pytest.mark.slow
def test_long_slides_stay_one_slide_each() -> None:
    assert len(pages(slides.pdf(long_one()))) == 12


def test_residents_read_plain_words() -> None:
    page = residents.html(sample())
    said = residents.words(sample())
    assert said.figures[0].said.endswith("nu 36 van de 100.") and "eerst 41 van de 100" in said.figures[0].said
    assert said.quotes and any(one.stance == "spreekt_tegen" for one in said.quotes)
    body = re.sub(r"<[^>]+>", " ", page.split("<main>")[1])
    for word in ("interval", "significant", "indicator", "outcome", "n =", "Wilson", "respondent", "respons", "%"):
        assert word not in body, word
    assert "waardoor" in body and "Dank u wel" in body


def test_sentences_for_residents_are_short() -> None:
    said = residents.words(sample())
    own = [said.thanks, said.more, said.no_actions, *said.unknown]
    lengths = [len(one.split()) for words in own for one in re.split(r"(?<=[.!?])\s", words) if one]
    assert max(lengths) <= 18 and sum(lengths) / len(lengths) <= 12
