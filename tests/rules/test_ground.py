"""The ground floor (database.py, sealing.py) knows nothing of the floors above; import-linter looks only at packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ABOVE = {"surveys", "narratives", "analysis", "webapp", "flask", "huey", "spacy"}


@pytest.mark.parametrize(("file", "refused"), [("database.py", ABOVE), ("sealing.py", ABOVE | {"database", "sqlalchemy"})])
def test_it_imports_nothing_from_above(file: str, refused: set[str]) -> None:
    tree = ast.parse((ROOT / file).read_text())
    names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert not {name.split(".")[0] for name in names} & refused
