"""make bench: speed and size as ratios in one run, and how well Dutch is read. Options: names of the parts to run."""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

PARTS = ("gold", "stories", "figures", "sizes", "load", "postgresql")


def main(names: list[str]) -> int:
    """Run the parts; every part says its limit beside what it measured, and the run fails when one is missed."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such part: {unknown[0]}; there are {', '.join(PARTS)}")
        return 2
    outcomes: dict[str, object] = {}
    for name in names or PARTS:
        start = time.monotonic()
        print(f"\n== {name}", flush=True)
        outcomes[name] = importlib.import_module(f"bench.{name}").run()
        print(f"   ({time.monotonic() - start:.0f} s)", flush=True)
    missed = list(_missed(outcomes))
    Path("var").mkdir(exist_ok=True)
    Path("var/bench.json").write_text(json.dumps(outcomes, indent=2, default=str))
    print("\nmissed: " + (", ".join(missed) or "nothing"))
    return 1 if missed else 0


def _missed(outcomes: dict[str, object]) -> list[str]:
    """Names of measures that a part put in its 'missed' list."""
    return [f"{part}: {one}" for part, found in outcomes.items() if isinstance(found, dict) for one in found.get("missed", [])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
