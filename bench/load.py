"""Completed responses per second through the real server, against a bare Flask view that inserts one JSON row per request.

A resident's journey is 25 requests: start, begin, ten questions (a page and a save each), overview, send, thank you. The yardstick
takes as many requests, each a form whose token is checked and whose fields become one JSON row in one transaction, in the same kind
of server with the same settings and the same store. Every answer that was acknowledged is compared with the store afterwards.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.load_clients import REQUESTS
from bench.load_servers import prepare

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = Path(__file__).with_name("load_clients.py")
SECONDS, ROUNDS, LINES = 4.0, 3, (8, 32)
LEAST = 0.5  # completed responses per second, as a share of the yardstick's


@contextlib.contextmanager
def served(kind: str, url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """One of the servers as a process of its own; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.load_servers", kind, "--url", url, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server of the bench did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server of the bench did not listen")


def drive(
    kind: str,
    port: int,
    clients: int,
    seconds: float,
    seed: int,
    process: subprocess.Popen[bytes] | None = None,
    kill_after: float = 0,
) -> dict[str, Any]:
    """Two processes of clients; what they did together."""
    command = [
        sys.executable,
        "-S",
        str(CLIENTS),
        kind,
        "--port",
        str(port),
        "--lines",
        str(clients // 2),
        "--seconds",
        str(seconds),
    ]
    started = [subprocess.Popen([*command, "--seed", str(seed * 2 + i)], cwd=ROOT, stdout=subprocess.PIPE) for i in range(2)]
    if process is not None and kill_after:
        time.sleep(kill_after)
        process.kill()
    done = [json.loads(one.communicate(timeout=seconds + 60)[0]) for one in started]
    return {
        "sent": [name for one in done for name in one["sent"]], "saved": {k: v for one in done for k, v in one["saved"].items()},
        "seconds": max(one["seconds"] for one in done), "requests": sum(one["requests"] for one in done), "broken": sum(one["broken"] for one in done),
    }  # fmt: skip


def compare(url: str, told: dict[str, Any]) -> int:
    """How many acknowledged answers are missing or wrong in the store."""
    from sqlalchemy import select

    import database
    from surveys.models import Response

    maker = database.connect(url)
    with maker() as session:
        rows = {
            name: (state, answers)
            for name, state, answers in session.execute(select(Response.id, Response.state, Response.answers))
        }
    maker.kw["bind"].dispose()
    sent = set(told["sent"])
    wrong = 0
    for name, answers in told["saved"].items():
        state, stored = rows.get(name, ("", {}))
        wrong += sum(stored.get(code) != value for code, value in answers.items())
        wrong += name in sent and state != "verzonden"
    return wrong


def _cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds of CPU that a process used."""
    parts = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: subprocess.Popen[bytes]) -> float:
    """Megabytes a process holds at most."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def run(
    database_url: str | None = None, seconds: float = SECONDS, rounds: int = ROUNDS, lines: tuple[int, ...] = LINES
) -> dict[str, Any]:
    """Measure; the figures by name. With a URL the store there (a throw-away database) is used."""
    with tempfile.TemporaryDirectory(prefix="tellen-bench-") as folder:
        url = database_url or f"sqlite:///{folder}/real.db"
        prepare(url)
        figures = _side_by_side(url, database_url or f"sqlite:///{folder}/yardstick.db", seconds, rounds, lines)
        with served("real", url) as (port, process):
            told = drive("real", port, 8, 3.0, 77, process, kill_after=1.5)
            lost = compare(url, told)
        figures |= {"load_killed_acknowledged": sum(map(len, told["saved"].values())), "load_killed_lost": lost}
    for name, value in figures.items():
        print(f"{name} {value:.3f}".rstrip("0").rstrip("."))
    missed = [name for name, value in figures.items() if name.startswith("load_ratio") and value < LEAST]
    missed += [name for name in ("load_wrong", "load_killed_lost") if figures[name]]
    print(f"(limits: ratio at least {LEAST}, none wrong, none lost)")
    return {**figures, "missed": missed}


def _side_by_side(url: str, bare_url: str, seconds: float, rounds: int, lines: tuple[int, ...]) -> dict[str, float]:
    """Both servers in turn under the same load; what was acknowledged is compared with the store after every turn."""
    figures: dict[str, float] = {}
    wrong = answers = 0
    with served("real", url) as (port, process), served("yardstick", bare_url) as (bare_port, _):
        drive("real", port, 8, 1.0, 999)
        drive("yardstick", bare_port, 8, 1.0, 999)
        for number in lines:
            real, bare, cpu = [], [], []
            for turn in range(rounds):
                before = _cpu(process)
                told = drive("real", port, number, seconds, number * 10 + turn)
                cpu.append((_cpu(process) - before) * 1000 / max(1, len(told["sent"])))
                real.append(len(told["sent"]) / told["seconds"])
                wrong += compare(url, told)
                answers += sum(map(len, told["saved"].values()))
                bare_told = drive("yardstick", bare_port, number, seconds, number * 10 + turn)
                bare.append(bare_told["requests"] / REQUESTS / bare_told["seconds"])
            ratios = [one / other for one, other in zip(real, bare, strict=True)]
            for name, found in (("completed", real), ("yardstick", bare), ("ratio", ratios), ("cpu_ms", cpu)):
                figures[f"load_{name}_{number}"] = statistics.median(found)
        figures["load_memory_mb"] = _memory(process)
    return {**figures, "load_answers": answers, "load_wrong": wrong}
