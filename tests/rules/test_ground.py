"""The ground floor (database.py, saying.py, sealing.py) knows nothing of the floors above; import-linter looks only at packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

ROOT = Path(__file__).parents[2]
ABOVE = {"surveys", "narratives", "analysis", "webapp", "flask", "huey", "spacy"}


@pytest.mark.parametrize(
    ("file", "refused"),
    [
        ("database.py", ABOVE),
        ("sealing.py", ABOVE | {"database", "sqlalchemy"}),
        ("saying.py", ABOVE | {"database", "sqlalchemy"}),
    ],
)
def test_it_imports_nothing_from_above(file: str, refused: set[str]) -> None:
    tree = ast.parse((ROOT / file).read_text())
    names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert not {name.split(".")[0] for name in names} & refused


def test_an_error_of_the_store_does_not_repeat_what_somebody_wrote(session: Session) -> None:
    with pytest.raises(DBAPIError) as failed:
        session.execute(text("SELECT nothing FROM nowhere WHERE words = :words"), {"words": "mijn geheim"})
    assert "mijn geheim" not in str(failed.value)
