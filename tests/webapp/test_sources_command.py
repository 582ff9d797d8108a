"""tellen source: a check without keeping, an import, a list, and CBS only when it is switched on."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sources import cbs

FILES = Path(__file__).parents[1] / "data" / "statline"


@pytest.fixture
def programme(tellen) -> None:
    assert tellen("migrate")[0] == 0
    assert (
        tellen(
            "programme",
            "add",
            "samen",
            "--name",
            "Samen",
            "--organisation",
            "voorbeeldstad",
            "--organisation-name",
            "Voorbeeldstad",
        )[0]
        == 0
    )


def test_a_check_keeps_nothing(tellen) -> None:
    code, out, _ = tellen("source", "check", str(FILES / "50150NED_voorbeeld.csv"))
    assert code == 0
    assert "StatLine (CSV)" in out and "6 cijfers, 2 zonder waarde" in out


def test_a_file_that_does_not_say_what_is_where(tellen, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a;b\n1;2\n")
    code, out, _ = tellen("source", "check", str(file))
    assert code == 1 and "Kies de kolommen" in out


def test_a_hostile_file_is_one_line(tellen, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"%PDF-1.7")
    code, _, err = tellen("source", "check", str(file))
    assert code == 1 and err.startswith("tellen: Dit is geen CSV") and err.count("\n") == 1


@pytest.mark.usefixtures("programme")
def test_import_and_list(tellen) -> None:
    code, out, err = tellen("source", "import", str(FILES / "v4.json"), "--programme", "samen", "--code", "gezondheid")
    assert (code, err) == (0, "")
    assert "gezondheid: 3 cijfers bewaard, 1 zonder waarde" in out
    assert "50150NED" in tellen("source", "list", "--programme", "samen")[1]
    assert "50150NED" in tellen("source", "list", "samen")[1]
    assert tellen("source", "list")[0] == 1


@pytest.mark.usefixtures("programme")
def test_fetching_asks_for_the_setting(tellen, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("source", "fetch", "86165NED", "--areas", "GM9999", "--programme", "samen", "--code", "kern")
    code, _, err = tellen(*words)
    assert code == 1 and "TELLEN_CBS=ja" in err
    tellen.variables["TELLEN_CBS"] = "ja"
    monkeypatch.setattr(cbs, "fetch", lambda table, areas: (FILES / "v3.json").read_bytes())
    code, out, _ = tellen(*words)
    assert code == 0 and "kern: 6 cijfers bewaard" in out
