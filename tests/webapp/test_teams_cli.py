"""tellen team: from a list of teams to a questionnaire that can be published, and a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from surveys import definition, library


def test_teams_become_a_questionnaire_and_a_sheet(tellen: Any, tmp_path: Path) -> None:
    assert tellen("migrate")[0] == 0
    new = ("--organisation", "g", "--organisation-name", "Gemeente")
    assert tellen("programme", "add", "teams", "--name", "Teams", *new)[0] == 0
    add = ("team", "add", "teams")
    assert tellen(*add, "noord", "--name", "Team Noord", "--municipality", "A", "--members", "9", "--since", "2024-01-01")[0] == 0
    source = str(library.path("quickscan_medewerkers"))
    code, _, errors = tellen("team", "questions", source, "--programme", "teams", "--out", "q.yml")
    assert code == 1 and "minder dan twee teams" in errors
    code, _, errors = tellen(*add, "Zuid!", "--name", "Team Zuid", "--municipality", "A")
    assert code == 1 and "kleine letters" in errors
    assert tellen(*add, "zuid", "--name", "Team Zuid", "--municipality", "A")[0] == 0
    assert tellen("team", "list", "teams")[1].splitlines() == ["noord\tA\tTeam Noord\t9", "zuid\tA\tTeam Zuid\t-"]
    assert tellen("team", "questions", source, "--programme", "teams", "--out", "q.yml")[0] == 0
    asked = definition.load(Path("q.yml").read_bytes(), "q.yml").questions["team"]
    assert [one.code for one in asked.options] == ["noord", "zuid", "weet_niet"]  # type: ignore[attr-defined]
    assert tellen("survey", "publish", "q.yml", "--programme", "teams")[0] == 0
    code, said, _ = tellen("team", "sheet", "teams", "noord", "--format", "html", "--out", "n.html")
    assert code == 0 and "eerst voor het team" in said
    assert "te weinig antwoorden" in Path("n.html").read_text()
    code, _, errors = tellen("team", "sheet", "teams", "oost", "--format", "html", "--out", "o.html")
    assert code == 1 and "geen team" in errors and not Path("o.html").exists()
