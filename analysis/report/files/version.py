"""Which version of the program made a report: its number and a mark of the code that computes."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from saying import say

RULES = Path(__file__).resolve().parents[2]
COMPUTING = ("*.py", "statistics/*.py")  # the files whose change can change a figure


@lru_cache(maxsize=1)
def made_with() -> str:
    """For example "Tellen & Vertellen 0.1.0, rekenregels 1f0e3dad"."""
    try:
        number = version("tellen-en-vertellen")
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    mark = hashlib.sha256()
    for pattern in COMPUTING:
        for file in sorted(RULES.glob(pattern)):
            mark.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return f"Tellen & Vertellen {number}, rekenregels {mark.hexdigest()[:8]}"


def said(program: str) -> str:
    """The same in the language that is spoken."""
    name, found, rules = program.partition(", rekenregels ")
    return say("{program}, rekenregels {mark}", program=name, mark=rules) if found else program
