"""Exports: what is in them, what may never be in them, and that no cell can run."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from analysis.exports import codebook, responses_csv, responses_xlsx
from analysis.exports.responses import FIXED, TOO_SMALL, layout
from analysis.exports.variables import LEFT_OUT, columns, variables
from surveys import definition
from surveys.models import Programme, Response, SurveyVersion, Wave
from surveys.questions import KINDS, ConsentQuestion, Explanation
from tests.factories import make_area, make_programme, make_wave

pytestmark = pytest.mark.store

YAML = """
vragenlijst: proef
versie: 1
talen: [nl]
titel: {nl: "=Proef"}
inleiding: {waarom: {nl: w}, hoe_lang: {nl: h}, wie_ziet_het: {nl: z}, stoppen: {nl: s}}
delen:
  - id: een
    titel: {nl: Een}
    paginas:
      - {vraag: doet_mee, type: toestemming, tekst: {nl: Doet u mee?}}
      - vraag: alleen
        type: keuze
        tekst: {nl: "=SOM(A1) Woont u alleen? \U0001f600"}
        antwoorden: [{code: ja, label: {nl: "+ja"}}, {code: nee, label: {nl: Nee}}, {code: wn, missing: weet_niet}]
      - {vraag: hond, type: ja_nee, tekst: {nl: Heeft u een hond?}, toon_als: 'alleen = "ja"'}
      - vraag: bezoek
        type: meerkeuze
        tekst: {nl: Wie komt er?}
        antwoorden: [{code: buren, label: {nl: Buren}}, {code: kind, label: {nl: Kind}}, {code: wz, missing: wil_niet}]
      - vraag: stel
        type: stellingen
        tekst: {nl: Eens?}
        stellingen: [{code: s1, tekst: {nl: Eerste}}, {code: s2, tekst: {nl: Tweede}}]
        antwoorden: [{code: eens, label: {nl: Eens}}, {code: oneens, label: {nl: Oneens}}]
      - {vraag: cijfer, type: schaal, tekst: {nl: Welk cijfer?}, geen_antwoord: [nvt]}
      - {vraag: jaren, type: getal, tekst: {nl: Hoeveel jaar?}, tot: 120}
      - {vraag: geboren, type: datum, tekst: {nl: Wanneer?}, precisie: dag, van: "1900-01-01", tot: "2030-01-01"}
      - {vraag: wens, type: tekst, tekst: {nl: Wat wenst u?}}
      - {vraag: postcode, type: postcode, tekst: {nl: Postcode?}}
      - vraag: anders
        type: verandering
        tekst: {nl: Is het veranderd?}
        oorzaak: {nl: Hoe komt dat?}
        antwoorden: [{code: beter, label: {nl: Beter}}, {code: gelijk, label: {nl: Gelijk}}]
      - {vraag: verhaal, type: verhaal, tekst: {nl: Vertel eens}}
      - {vraag: punt, type: driehoek, tekst: {nl: Wie hielp?}, hoeken: {a: {nl: Ik}, b: {nl: Jij}, c: {nl: Zij}}}
"""
ANSWERS: dict[str, Any] = {
    "doet_mee": "ja", "alleen": "ja", "hond": "nee", "bezoek": ["buren"], "stel": {"s1": "eens"}, "cijfer": 7, "jaren": 71,
    "geboren": "1950-05-03", "wens": "=cmd|'/c calc'!A1 GEHEIM", "postcode": "1234",
    "anders": {"change": "beter", "cause": "GEHEIM door mijn buurvrouw"}, "verhaal": {"told": True}, "punt": {"a": 50, "b": 30, "c": 20},
}  # fmt: skip


def answer(session: Session, wave: Wave, many: int = 1, **values: Any) -> None:
    given = {**ANSWERS, **values.pop("answers", {})}
    for _ in range(many):
        session.add(
            Response(
                wave_id=wave.id,
                version_id=wave.version_id,
                answers=given,
                **{"state": "verzonden", "sent_on": wave.opens_on, **values},
            )
        )
    session.flush()


@pytest.fixture
def wave(session: Session) -> Wave:
    programme = make_programme(session)
    make_area(session, programme.organisation, code="WK01", name="@Oudestad")
    make_area(session, programme.organisation, code="WK02", name="Havenrand")
    content = definition.load(YAML.encode(), "proef.yml").canonical()
    return make_wave(session, programme=programme, content=content)


def as_csv(session: Session, programme: Programme, **more: Any) -> list[dict[str, str]]:
    out = io.BytesIO()
    responses_csv.export(session, programme, out, **more)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")), delimiter=";"))


def as_book(session: Session, programme: Programme) -> openpyxl.Workbook:
    out = io.BytesIO()
    responses_xlsx.export(session, programme, out)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def test_each_kind_gives_its_columns(session: Session, wave: Wave) -> None:
    answer(session, wave, 12, area_code="WK01")
    (row, *_) = as_csv(session, wave.programme)
    expected = {
        "alleen": "ja", "hond": "nee", "bezoek_buren": "1", "bezoek_kind": "0", "stel_s1": "eens", "stel_s2": "", "cijfer": "7",
        "jaren": "71", "geboren": "1950", "anders": "beter", "verhaal": "1", "punt_a": "50", "punt_b": "30", "punt_c": "20",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert set(row) == set(expected) | {one.name for one in FIXED}


def test_no_open_text_no_id_no_link_no_postcode(session: Session, wave: Wave) -> None:
    answer(session, wave, 10, area_code="WK01")
    answer(session, wave, link_hash="abc123" * 10)
    out = io.BytesIO()
    responses_csv.export(session, wave.programme, out)
    text = out.getvalue().decode("utf-8-sig")
    ids = session.scalars(Response.__table__.select().with_only_columns(Response.__table__.c.id)).all()
    for secret in ("GEHEIM", "abc123", "1234", "WK01", *ids):
        assert secret not in text
    book = as_book(session, wave.programme)
    seen = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(secret in seen for secret in ("GEHEIM", "abc123", *ids))


def test_kinds_of_missing(session: Session, wave: Wave) -> None:
    answer(session, wave, answers={"alleen": "wn", "bezoek": ["wz"], "cijfer": {"missing": "nvt"}, "stel": None, "verhaal": None})
    (row,) = as_csv(session, wave.programme)
    assert (row["alleen"], row["bezoek_buren"], row["bezoek_kind"], row["cijfer"]) == ("-6", "-9", "-9", "-7")
    assert row["hond"] == "-8", "not on the path, though an older answer was kept"
    assert row["verhaal"] == "0", "no story is an answer too"
    assert row["stel_s1"] == "", "asked and not answered is an empty cell"


def test_only_sent_responses_of_the_chosen_waves(session: Session, wave: Wave) -> None:
    answer(session, wave)
    answer(session, wave, state="ingetrokken")
    answer(session, wave, state="bezig", sent_on=None)
    later = Wave(
        programme=wave.programme,
        version=wave.version,
        number=1,
        name="1-meting",
        slug="later",
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
    )
    session.add(later)
    session.flush()
    answer(session, later)
    assert len(as_csv(session, wave.programme)) == 2
    assert [row["meting"] for row in as_csv(session, wave.programme, waves=[later])] == ["1"]


def test_pairs_have_a_number_that_is_not_the_hash(session: Session, wave: Wave) -> None:
    later = Wave(
        programme=wave.programme,
        version=wave.version,
        number=1,
        name="1-meting",
        slug="later",
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
    )
    session.add(later)
    session.flush()
    for hash_ in ("a" * 64, "b" * 64):
        answer(session, wave, link_hash=hash_)
    answer(session, later, link_hash="a" * 64)
    rows = as_csv(session, wave.programme)
    assert sorted(row["paar"] for row in rows) == ["", "1", "1"]
    assert sorted(row["nr"] for row in rows) == ["1", "2", "3"]


def test_what_points_at_few_people_is_coarse(session: Session, wave: Wave) -> None:
    answer(session, wave, 10, area_code="WK01", answers={"jaren": 70})
    answer(session, wave, 9, area_code="WK02", answers={"jaren": 80})
    answer(session, wave, 1, answers={"jaren": 104})
    rows = as_csv(session, wave.programme)
    assert {row["wijk"] for row in rows} == {"'@Oudestad", TOO_SMALL, ""}
    assert sorted({row["jaren"] for row in rows}) == ["70", "80"]


def test_columns_are_the_union_of_all_versions(session: Session, wave: Wave) -> None:
    answer(session, wave)
    newer = YAML.replace("{code: kind, label: {nl: Kind}}", "{code: kind, label: {nl: Kind}}, {code: zus, label: {nl: Zus}}")
    kept = definition.load(newer.encode(), "proef.yml")
    second = SurveyVersion(
        survey=wave.version.survey, number=2, content=kept.canonical(), sha256=kept.sha256, change="uitbreiding"
    )
    later = Wave(
        programme=wave.programme,
        version=second,
        number=1,
        name="1-meting",
        slug="later",
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
    )
    session.add_all([second, later])
    session.flush()
    answer(session, later, answers={"bezoek": ["zus"]})
    by_wave = {row["meting"]: row for row in as_csv(session, wave.programme)}
    assert (by_wave["0"]["bezoek_zus"], by_wave["1"]["bezoek_zus"], by_wave["1"]["bezoek_buren"]) == ("-8", "1", "0")
    assert (by_wave["0"]["versie"], by_wave["1"]["versie"]) == ("1", "2")
    names = [cell.value for cell in as_book(session, wave.programme)["versies"]["D"]]
    assert names == ["titel", "=Proef", "=Proef"]


def test_no_cell_of_the_workbook_can_run(session: Session, wave: Wave) -> None:
    answer(session, wave, 12, area_code="WK01")
    book = as_book(session, wave.programme)
    assert book.sheetnames == ["data", "codeboek", "versies"]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    labels = [row[3].value for row in book["codeboek"].iter_rows()]
    assert "=SOM(A1) Woont u alleen? \U0001f600" in labels, "the text survives, as text"
    numbers = {cell.value: cell for cell in book["data"][2]}
    assert numbers[71].data_type == "n"


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_csv_guards_what_a_spreadsheet_would_run(bad: str) -> None:
    assert responses_csv.guard(bad).startswith("'")


def test_csv_leaves_numbers_and_plain_words_alone() -> None:
    assert [responses_csv.guard(one) for one in (-8, 7.5, 123456789.0625, 0.1, "Oudestad \U0001f600", None, "a\0b\ud800")] == [
        "-8", "7,5", "123456789,0625", "0,1", "Oudestad \U0001f600", "", "ab?",
    ]  # fmt: skip


def test_the_codebook_names_every_column_and_says_what_is_left_out(session: Session, wave: Wave) -> None:
    answer(session, wave)
    plan = layout(session, wave.programme)
    rows = codebook.codebook(plan)
    assert {one.name for one in plan.variables} <= {row[0] for row in rows}
    left_out = {row[1]: row[6] for row in rows if row[0] == "(geen kolom)"}
    assert set(left_out) == {"wens", "postcode"}
    assert ("alleen", "alleen", "keuze", "", -6, "Weet ik niet", "") in rows
    assert ("cijfer", "cijfer", "schaal", "", -8, "Niet gevraagd", "") in rows
    out = io.BytesIO()
    responses_csv.export_codebook(session, wave.programme, out)
    assert b"'=SOM(A1)" in out.getvalue()


def test_a_cell_never_holds_more_than_it_can() -> None:
    for text in ("a" * 40_000, "\U0001f600" * 20_000):
        kept = responses_xlsx.fit(text)
        assert len(kept.encode("utf-16-le")) // 2 <= responses_xlsx.LONGEST
        assert kept.endswith(responses_xlsx.CUT)
    assert responses_xlsx.fit("a" * 32_767) == "a" * 32_767
    assert responses_xlsx.fit("a\0b\ud800") == "ab?"


def test_an_empty_programme_gives_a_head_and_no_rows(session: Session) -> None:
    programme = make_programme(session)
    out = io.BytesIO()
    responses_csv.export(session, programme, out)
    assert out.getvalue().decode("utf-8-sig").strip() == "nr;meting;paar;wijk;versie"
    assert as_book(session, programme)["data"].max_row == 1


def test_every_kind_of_question_has_columns_or_a_reason() -> None:
    content = definition.load(YAML.encode(), "proef.yml")
    kinds = {type(one): one for one in content.questions.values()}
    for kind in set(KINDS.values()) - {ConsentQuestion, Explanation}:
        assert kind in kinds, f"the test has no {kind.__name__}"
        assert variables(kinds[kind]) or kind in LEFT_OUT
        assert bool(columns(kinds[kind])) == bool(variables(kinds[kind]))


ROUTED = """
vragenlijst: paden
versie: 1
talen: [nl]
titel: {nl: Paden}
inleiding: {waarom: {nl: w}, hoe_lang: {nl: h}, wie_ziet_het: {nl: z}, stoppen: {nl: s}}
delen:
  - id: een
    titel: {nl: Een}
    paginas:
      - {vraag: alleen, type: ja_nee, tekst: {nl: Woont u alleen?}}
      - {vraag: hond, type: ja_nee, tekst: {nl: Heeft u een hond?}, toon_als: 'alleen = "ja"'}
      - {vraag: cijfer, type: schaal, tekst: {nl: Welk cijfer?}, geen_antwoord: [nvt]}
      - {vraag: jaren, type: getal, tekst: {nl: Hoeveel jaar?}, tot: 120, toon_als: 'score(tevreden) > 5'}
      - {vraag: uren, type: getal, tekst: {nl: Hoeveel uur?}, tot: 120, toon_als: 'hond = "ja" en cijfer < 4'}
schalen:
  - {code: tevreden, titel: {nl: Tevreden}, functie: gemiddelde, bron: eigen, items: [cijfer]}
"""


@pytest.mark.parametrize("kept", [0, 2, 4096])
def test_remembering_changes_nothing(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against a walk over the whole questionnaire for every person, also when hardly anything may be remembered."""
    import itertools

    from analysis.exports import remembered
    from analysis.exports.variables import cells
    from surveys.routing import path

    monkeypatch.setattr(remembered, "KEPT", kept)
    asked = definition.load(ROUTED.encode(), "paden.yml")
    places = {code: [(i, code)] for i, code in enumerate(asked.questions)}
    limits = {"jaren": (20.0, 80.0)}
    known = remembered.Remembered(asked, places, limits)
    assert set(known.deciding) == {"alleen", "hond", "cijfer"}
    people = [
        {code: value for code, value in zip(asked.questions, values, strict=True) if value is not None}
        for values in itertools.product(
            ("ja", "nee", None), ("ja", "nee", None), (3, 6, {"missing": "nvt"}, None), (1, 1.0, 50, 99, None), (8, None)
        )
    ]
    seen = set()
    for _ in range(2):
        for answers in people:
            walked = [
                (places[one.code][0][0], remembered.within(cells(one, answers.get(one.code), 1)[0], limits.get(one.code)))
                for page in path(asked, answers)
                for one in page.questions
            ]
            assert [(place, repr(cell)) for place, cell in known.cells(answers)] == [
                (place, repr(cell)) for place, cell in walked
            ]
            seen.add(tuple(place for place, _ in walked))
    assert len(seen) > 4  # the paths differ
