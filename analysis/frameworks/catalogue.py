"""All frameworks: ours beside this file, and those a municipality keeps in a folder of its own."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from analysis.frameworks.framework import Framework, text_of
from analysis.frameworks.reading import FrameworkRefused, read
from saying import say
from surveys.faults import Fault

HERE = Path(__file__).parent
POLICY = "beleidskaders"  # the framework whose fields are the policy frames: GALA, IZA, a paper of one's own
MOST = 50  # files in a folder of one's own
_own: dict[str, Framework] = {}
_lock = threading.Lock()


class FrameworkUnknown(Exception):
    """There is no framework with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(say("Het kader ‘{name}’ bestaat niet. Kies een kader uit de lijst.", name=code[:40]))


@cache
def ours() -> dict[str, Framework]:
    """The frameworks that come with the software."""
    found = (read(file.read_bytes(), file.name) for file in sorted(HERE.glob("*.yml")))
    return {one.code: one for one in found}


def use_folder(folder: Path | None) -> None:
    """Read the frameworks of a folder beside ours (None: only ours); a code we have too is theirs from then on.

    Raises FrameworkRefused with every fault of every file.
    """
    found: dict[str, Framework] = {}
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yml"))[:MOST] if folder else ():
        try:
            one = read(file.read_bytes(), file.name)
        except FrameworkRefused as refused:
            faults.extend(refused.faults)
            continue
        if one.code in found:
            faults.append(Fault(file.name, 0, f"Het kader '{one.code}' staat in twee bestanden.", "Haal er een weg."))
        found[one.code] = one
    if faults:
        raise FrameworkRefused(tuple(faults))
    with _lock:
        _own.clear()
        _own.update(found)


def every() -> dict[str, Framework]:
    """All frameworks by code, in the order of their rank."""
    found = {**ours(), **_own}
    return dict(sorted(found.items(), key=lambda row: (row[1].rank, row[0])))


def policy_name(code: str) -> str:
    """The name of a policy frame in the language that is spoken; its code when the file no longer knows it."""
    found = get(POLICY).dimension(code)
    return text_of(found.name) if found else code


def get(code: str) -> Framework:
    """One framework; raises FrameworkUnknown."""
    found = every().get(code)
    if found is None:
        raise FrameworkUnknown(code)
    return found
