"""Every kind of file: the same snapshot gives the same bytes, an old one still opens, and it speaks the language of its report."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest

import saying
from analysis.report.files import address, cards_page, evidence, make, opendata, residents, slides
from analysis.report.snapshot import as_json, thaw
from tests.analysis.report_files import MARK, unpacked
from tests.data.sample_report import sample

HERE = Path(__file__).parent
OLD = HERE.parent / "data" / "snapshot_v1.json"


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
