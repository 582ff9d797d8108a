"""How big the processes are and how soon the command answers."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

LIMITS = {"help_cpu_s": 0.4, "web_mb": 120, "worker_mb": 500}
STORY = "Ik ben niet meer eenzaam sinds ik op dinsdag in het buurthuis kom. Mijn buurvrouw belt elke avond en dat is fijn. "


def run() -> dict[str, object]:
    """Measure and print; `missed` names what is over its limit."""
    found = {"help_cpu_s": help_cpu(), **served()}
    for name, value in found.items():
        print(f"{name:14} {value:8.2f}   (limit {LIMITS[name]})")
    return {**found, "missed": [name for name, value in found.items() if value > LIMITS[name]]}


def help_cpu() -> float:
    """CPU seconds of `tellen --help`, the middle one of five."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "webapp.cli", "--help"], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(times)[2]


def served() -> dict[str, float]:
    """Memory of web process and worker (its reading child included) after reading 200 stories and serving 300 pages."""
    from bench.server import running

    with tempfile.TemporaryDirectory() as folder, running(Path(folder), stories=200, text=STORY * 6) as place:
        deadline = time.monotonic() + 120
        while place.unread() and time.monotonic() < deadline:
            time.sleep(0.2)
        for path in ("/", f"/m/{place.slug}", f"/verhaal/{place.programme}") * 100:
            with urllib.request.urlopen(place.base + path, timeout=20) as page:
                page.read()
        return {"web_mb": _resident(place.web), "worker_mb": sum(_resident(p) for p in _family(place.workers()))}


def _resident(pid: int) -> float:
    """Proportional memory of a process in MB: what it shares with others is counted once."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def _family(pids: list[int]) -> list[int]:
    """Processes and all below them."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            below.setdefault(parent, []).append(int(entry.name))
    found = list(pids)
    for pid in found:
        found += below.get(pid, [])
    return found
