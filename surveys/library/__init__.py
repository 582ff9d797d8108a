"""Ready-made questionnaires, each a file with its source."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the questionnaires, without .yml."""
    return tuple(sorted(one.stem for one in FOLDER.glob("*.yml")))


def path(name: str) -> Path:
    """The file of one of them; KeyError when there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return FOLDER / f"{name}.yml"
