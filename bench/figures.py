"""How fast the figures of a report are made: against orjson and numpy alone, cold, each in a process of its own.

100,000 responses x 10 questions in 20 neighbourhoods and two waves, and 20,000 tagged stories (and a tenth of it). The reference
streams the JSON documents into one matrix and computes counts, means, percentages, crosstabs, alpha and effect sizes, and counts
themes, tellers and lemmas of the stories; it knows no paths, no kinds of missing, no disclosure, no ORM.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.apart import judged, timed, used
from bench.figures_data import fill
from bench.figures_reference import reference

FULL, TENTH = (100_000, 20_000), (10_000, 2_000)
ROUNDS = 5
LIMITS = {"figures_ratio": 3.0, "figures_memory_mb": 250, "figures_ten_times": 11.0}


def run(rounds: int = ROUNDS) -> dict[str, object]:
    """Fill two databases, time both ways, print and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        big, small = Path(folder) / "big.db", Path(folder) / "small.db"
        fill(big, *FULL)
        fill(small, *TENTH)
        ours, theirs, tenth = [], [], []
        for _ in range(rounds):  # in turns, so that a busy minute falls on all
            theirs.append(timed("bench.figures", "reference", str(big)))
            ours.append(timed("bench.figures", "report", str(big)))
            tenth.append(timed("bench.figures", "report", str(small)))
    middle = {name: statistics.median(one[0] for one in runs) for name, runs in (("o", ours), ("r", theirs), ("t", tenth))}
    found = {
        "figures_seconds": round(middle["o"], 3),
        "figures_reference_seconds": round(middle["r"], 3),
        "figures_ratio": round(statistics.median(o[0] / r[0] for o, r in zip(ours, theirs, strict=True)), 2),
        "figures_memory_mb": round(max(one[1] for one in ours)),
        "figures_reference_memory_mb": round(max(one[1] for one in theirs)),
        "figures_ten_times": round(middle["o"] / middle["t"], 2),
    }
    return judged(found, LIMITS)


def report(path: Path) -> None:
    """Build the report of the house."""
    from sqlalchemy import select

    import database
    from analysis.report.build import build
    from surveys.parties import Programme

    with database.reading(database.connect(f"sqlite:///{path}"))() as session:
        made = build(session, session.scalars(select(Programme)).one())
    assert made.results[0].indicators[0].waves[1].figure.value is not None
    assert made.responses[1].completed * 2 == sum(one.completed for one in made.responses) > 0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"report": report, "reference": reference}[sys.argv[1]](Path(sys.argv[2]))
        print(*used())
    else:
        run()
