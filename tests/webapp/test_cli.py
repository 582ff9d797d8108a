"""The command `tellen`: help everywhere, exit codes, one clear line for what cannot be done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from webapp import cli

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("subject", ["", *cli.SUBJECTS])
def test_every_command_explains_itself(subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*([subject] if subject else []), "--help"])
    assert ended.value.code == 0
    assert "usage: tellen" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["fly"], ["report"], ["survey"], ["export", "x", "--format", "doc", "--out", "y"]])
def test_a_wrong_question_is_exit_code_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from webapp import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\nprint([m for m in sys.modules if m in "
    code += "('spacy','weasyprint','wordcloud','scipy','numpy','sqlalchemy','alembic','huey')])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.strip().endswith("[]") or "sqlalchemy" in out, out
    assert "spacy" not in out.rpartition("\n[")[2]
    assert "weasyprint" not in out.rpartition("\n[")[2]


def test_before_migrating_there_is_one_clear_line(tellen) -> None:
    code, _, errors = tellen("report", "x", "--format", "json")
    assert code == 1
    assert errors.count("\n") == 1
    assert "tellen migrate" in errors or "Traceback" not in errors


def test_no_key_means_one_clear_line(tellen) -> None:
    tellen.variables.pop("TELLEN_SECRET_KEY")
    code, _, errors = tellen("migrate")
    assert (code, errors.count("\n")) == (1, 1)
    assert "TELLEN_SECRET_KEY" in errors


def test_survey_check_names_file_line_fault_and_remedy(tellen, tmp_path: Path) -> None:
    good = ROOT / "surveys" / "library" / "ouderen.yml"
    bad = tmp_path / "fout.yml"
    bad.write_text(good.read_text().replace("vragenlijst: ouderen", "vragenlijst: ouderen\nonbekend: ja", 1))
    assert tellen("survey", "check", str(good))[0] == 0
    code, out, _ = tellen("survey", "check", str(bad))
    assert code == 1
    line = next(n for n, text in enumerate(bad.read_text().splitlines(), 1) if text.startswith("onbekend"))
    assert f"fout.yml:{line}:" in out
    assert tellen("survey", "check", str(tmp_path / "nee.yml"))[0] == 1


def test_from_nothing_to_a_published_questionnaire_a_user_and_a_report(
    tellen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tellen("migrate")[0] == 0
    assert (
        tellen("programme", "add", "buurt", "--name", "Buurt", "--organisation", "g")[0] == 1
    )  # an organisation that nobody knows
    new = ("--organisation", "g", "--organisation-name", "Gemeente")
    assert tellen("programme", "add", "buurt", "--name", "Buurt", *new)[0] == 0
    assert tellen("programme", "add", "buurt", "--name", "Buurt", *new)[0] == 1
    assert tellen("programme", "add", "aanmelden", "--name", "Buurt", *new)[0] == 1
    area = ("programme", "area", "buurt", "WK1", "--name", "Oudstad", "--year", "2026", "--postcode")
    assert tellen(*area, "99")[0] == 1
    assert tellen(*area, "9901")[0] == 0
    monkeypatch.setattr("sys.stdin", _typed("een lange zin als wachtwoord\n"))
    role = ("--role", "buurt:evaluator")
    assert tellen("user", "add", "Anna@Voorbeeld.example", "--name", "Anna", "--organisation", "g", *role)[0] == 0
    assert "buurt:evaluator" in tellen("user", "list")[1]
    assert tellen("user", "block", "anna@voorbeeld.example")[0] == 0
    assert "geblokkeerd" in tellen("user", "list")[1]
    library = ROOT / "surveys" / "library"
    assert tellen("survey", "publish", str(library / "ouderen.yml"), "--programme", "buurt")[0] == 0
    assert "ouderen" in tellen("survey", "list")[1]
    wave = ("--number", "0", "--name", "Nulmeting", "--slug", "buurt", "--opens", "2026-03-01", "--closes", "2026-05-31")
    assert tellen("programme", "wave", "buurt", "nergens", *wave)[0] == 1
    code, out, _ = tellen("programme", "wave", "buurt", "ouderen", *wave)
    assert code == 0
    assert "/m/buurt" in out
    assert tellen("programme", "wave", "buurt", "ouderen", *wave)[0] == 1
    assert "Nulmeting" in tellen("programme", "list")[1]
    with monkeypatch.context() as broken:
        broken.setattr("webapp.respond.compiled.compile_page", lambda *_: 1 / 0)
        code, _, errors = tellen("survey", "publish", str(library / "mantelzorg.yml"), "--programme", "buurt")
        assert code == 1 and "kan niet worden getoond" in errors
    assert "mantelzorg" not in tellen("survey", "list")[1]
    code, _, errors = tellen("survey", "publish", str(library / "djg6.yml"), "--programme", "buurt")
    assert code == 1
    assert "survey check" in errors
    assert tellen("survey", "codes", "buurt", "--count", "12", "--out", "codes.csv")[0] == 0
    lines = Path("codes.csv").read_text("utf-8-sig").splitlines()
    assert len(set(lines)) == 13 and "/m/buurt?c=" in lines[1] and Path("codes.csv").stat().st_mode & 0o077 == 0
    for words in (("buurt", "--count", "12"), ("buurt", "--count", "0"), ("geen", "--count", "1")):
        assert tellen("survey", "codes", *words, "--out", "codes.csv")[0] == 1
    assert Path("codes.csv").read_text("utf-8-sig").splitlines() == lines
    assert tellen("report", "buurt", "--format", "json", "--out", "r.json")[0] == 0
    jsonschema.validate(json.loads(Path("r.json").read_text()), json.loads((ROOT / "docs" / "report.schema.json").read_text()))
    assert tellen("export", "buurt", "--format", "xlsx", "--out", "e.xlsx")[0] == 0
    assert openpyxl.load_workbook("e.xlsx").sheetnames
    assert tellen("export", "buurt", "--format", "csv", "--out", "e.csv")[0] == 0
    assert Path("e-codeboek.csv").exists()
    assert tellen("erase", "--dry-run")[0] == 0
    code, _, errors = tellen("report", "nergens", "--format", "json")
    assert code == 1
    assert "buurt" in errors


@pytest.mark.slow
def test_check_says_what_works_and_masks_the_key(tellen) -> None:
    code, out, _ = tellen("check")
    assert code == 1
    assert "FOUT   database" in out
    tellen("migrate")
    code, out, _ = tellen("check")
    assert code == 0, out
    assert "kkkk" not in out
    assert out.count("goed   ") == 8


def test_check_notices_the_wrong_key(tellen) -> None:
    from datetime import date

    import database
    from narratives import intake
    from sealing import keyring_from_secret
    from tests.factories import make_programme

    tellen("migrate")
    maker = database.connect(
        tellen.variables["TELLEN_DATABASE_URL"], keyring_from_secret("another key, also long enough to be one")
    )
    with maker() as session, session.begin():
        given = intake.ConsentGiven(analyse=True, given_on=date(2026, 11, 1))
        intake.receive(session, programme=make_programme(session), words="Een verhaal.", consent=given, told_on=date(2026, 11, 1))
    maker.kw["bind"].dispose()
    code, out, _ = tellen("check")
    assert code == 1
    assert "FOUT   sleutel" in out
    assert "TELLEN_SECRET_KEY" in out


def test_a_file_that_is_no_database_is_one_clear_line(tellen, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "tellen.db").write_bytes(b"this is a letter, not a database " * 100)
    code, _, errors = tellen("migrate")
    assert (code, errors.count("\n")) == (1, 1)
    assert "geen database" in errors


def _typed(text: str) -> object:
    import io

    return io.StringIO(text)
