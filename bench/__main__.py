"""make bench: speed and size as ratios in one run, and how well Dutch is read. Options: names of the parts to run."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from pathlib import Path

PARTS = ("gold", "stories", "figures", "slicing", "benchmark", "sizes", "load", "postgresql")


OUTCOMES = Path("var/bench")


def main(names: list[str]) -> int:
    """Run the parts; every part says its limit beside what it measured, and the run fails when one is missed."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such part: {unknown[0]}; there are {', '.join(PARTS)}")
        return 2
    OUTCOMES.mkdir(parents=True, exist_ok=True)
    outcomes = {name: _apart(name) for name in names or PARTS}
    missed = _missed(outcomes)
    print("\nmissed: " + (", ".join(missed) or "nothing"))
    return 1 if missed else 0


def _apart(name: str) -> dict[str, object]:
    """One part in a process of its own: what one holds in memory must not count for the next."""
    start = time.monotonic()
    print(f"\n== {name}", flush=True)
    target = OUTCOMES / f"{name}.json"
    target.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-m", "bench", "--part", name], check=False)
    print(f"   ({time.monotonic() - start:.0f} s)", flush=True)
    if done.returncode or not target.exists():
        return {"missed": ["did not finish"]}
    found: dict[str, object] = json.loads(target.read_text())
    return found


def _part(name: str) -> int:
    """Run one part here and leave its figures."""
    found = importlib.import_module(f"bench.{name}").run()
    (OUTCOMES / f"{name}.json").write_text(json.dumps(found, indent=2, default=str))
    return 0


def _missed(outcomes: dict[str, object]) -> list[str]:
    """What the parts put in their lists of what was missed."""
    return [f"{part}: {one}" for part, found in outcomes.items() if isinstance(found, dict) for one in found.get("missed", [])]


if __name__ == "__main__":
    sys.exit(_part(sys.argv[2]) if sys.argv[1:2] == ["--part"] else main(sys.argv[1:]))
