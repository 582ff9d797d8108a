"""Run something in a process of its own, and measure its CPU and memory: what one holds must not count for the next."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def timed(module: str, *words: str) -> tuple[float, ...]:
    """Run `python -m module words` and return the numbers of its last line.

    Python may keep what it compiled, as it does where the house is installed: otherwise every run compiles all modules anew.
    """
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    made = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, env={**known, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    return tuple(map(float, made.stdout.splitlines()[-1].split()))


def used() -> tuple[float, float]:
    """Seconds of CPU (others work on the machine too: a clock on the wall would time them) and peak MB of this process."""
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime, found.ru_maxrss / 1024


def judged(found: Mapping[str, float], limits: Mapping[str, float]) -> dict[str, object]:
    """Print every figure beside its limit, and add the names of those that missed it."""
    for name, value in found.items():
        limit = limits.get(name)
        print(f"{name} {value}" + (f" (at most {limit}: {'ok' if value <= limit else 'NOT MET'})" if limit is not None else ""))
    return {**found, "missed": [name for name, limit in limits.items() if found[name] > limit]}
