"""Completed responses per second through the real server, against a bare Flask view that inserts one JSON row per request.

A resident's journey is 25 requests: start, begin, ten questions (a page and a save each), overview, send, thank you. The yardstick
takes as many requests, each a form whose token is checked and whose fields become one JSON row in one transaction, in the same kind
of server with the same settings and the same store. Every answer that was acknowledged is compared with the store afterwards.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hmac
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a secret for the bench only, nothing is kept"
QUESTIONS, REQUESTS = 10, 25
SECONDS, ROUNDS, CLIENTS = 4.0, 3, (8, 32)
LEAST = 0.5  # completed responses per second, as a share of the yardstick's
OPTIONS = ("nooit", "soms", "vaak", "altijd")
YARDSTICK_TOKEN = hmac.digest(SECRET.encode(), b"yardstick", "sha256").hex()
SERVER = {
    "threads": 8,
    "connection_limit": 1000,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,
    "ident": "",
}


# --- the two servers -------------------------------------------------------------------------------------------------------------


def serve_real(url: str, port: int) -> None:
    """The real application in the real server, without a worker."""
    import logging

    from webapp import server
    from webapp.settings import Settings

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="tellen-bench-queue-")
    server.serve(
        Settings(database_url=url, queue_url=f"sqlite:///{folder}/queue.db", secret_key=SECRET, port=port), with_worker=False
    )


def serve_yardstick(url: str, port: int) -> None:
    """A view that renders nothing: check the token, insert one JSON row."""
    import logging

    import waitress
    from flask import Flask, abort, request
    from sqlalchemy import Column, Integer, MetaData, Table, insert

    import database

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app, maker = Flask(__name__), database.connect(url)
    table = Table("yardstick", MetaData(), Column("id", Integer, primary_key=True), Column("content", database.JsonText))
    table.metadata.create_all(maker.kw["bind"])

    @app.post("/")
    def _insert() -> tuple[str, int]:
        if not hmac.compare_digest(request.form.get("token", ""), YARDSTICK_TOKEN):
            abort(400)
        with maker.begin() as session:
            session.execute(insert(table).values(content=request.form.to_dict()))
        return "", 204

    waitress.serve(app, host="127.0.0.1", port=port, **SERVER)


# --- a lean client ---------------------------------------------------------------------------------------------------------------


class Line:
    """One kept-alive connection that counts what it sent."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.requests = port, "", 0
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, *, packed: bool = True
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request and read its answer."""
        body = urlencode(fields).encode() if fields is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head += "Accept-Encoding: gzip\r\n" if packed else ""
        head += (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if fields is not None else ""
        )
        self.socket.sendall(head.encode() + b"\r\n" + body)
        answer = self._read()
        self.requests += 1
        return answer

    def _read(self) -> tuple[int, dict[str, str], bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        length = int(headers.get("content-length", "0"))
        while len(rest) < length:
            rest += self._more()
        if headers.get("connection") == "close":
            self.socket.close()
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return int(lines[0].split(" ")[1]), headers, rest

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server went away")
        return data


@dataclass
class Tally:
    """What one client did: what was acknowledged, per response, and which were sent."""

    saved: dict[str, dict[str, str]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    requests: int = 0
    broken: int = 0


def journey(line: Line, chance: random.Random, tally: Tally) -> None:
    """One resident, from start to thank-you."""
    line.cookie = ""
    _, _, page = line.ask("GET", "/m/bench", packed=False)
    token = _token(page)
    status, headers, _ = line.ask("POST", "/m/bench", {"token": token, "taal": "nl", "toestemming": "ja", "knop": "begin"})
    assert status == 303, status
    line.cookie = headers["set-cookie"].partition(";")[0]
    name = base64.urlsafe_b64decode(line.cookie.partition("=")[2])[:16].hex()
    answers = tally.saved.setdefault(name, {})
    _, _, page = line.ask("GET", headers["location"], packed=False)
    token = _token(page)
    for number in range(QUESTIONS):
        code, value = f"vraag{number}", chance.choice(OPTIONS)
        fields = {"token": token, "volgnummer": str(number), code: value, "knop": "verder"}
        status, headers, _ = line.ask("POST", f"/m/bench/nl/{code}", fields)
        assert status == 303, status
        answers[code] = value
        assert line.ask("GET", headers["location"])[0] == 200
    status, headers, _ = line.ask("POST", "/m/bench/nl/uw-antwoorden", {"token": token, "knop": "verstuur"})
    assert status == 303 and headers["location"].endswith("/dank-u"), (status, headers)
    tally.sent.append(name)
    assert line.ask("GET", headers["location"])[0] == 200


def bare(line: Line, chance: random.Random, tally: Tally) -> None:
    """As many requests as a journey, each one row."""
    for number in range(REQUESTS):
        fields = {"token": YARDSTICK_TOKEN, "volgnummer": str(number), f"vraag{number}": chance.choice(OPTIONS), "knop": "verder"}
        assert line.ask("POST", "/", fields)[0] == 204
    tally.sent.append("")


def _token(page: bytes) -> str:
    found = re.search(rb'name="token" value="([^"]+)"', page)
    assert found, "no token on the page"
    return found[1].decode()


def client(kind: str, port: int, lines: int, seconds: float, seed: int) -> None:
    """A process of clients, a thread each; what they did goes to standard output."""
    tallies = [Tally() for _ in range(lines)]
    end = time.monotonic() + seconds
    step = journey if kind == "real" else bare

    def run(number: int) -> None:
        chance, tally = random.Random(seed * 1000 + number), tallies[number]
        with Line(port) as line:
            try:
                while time.monotonic() < end:
                    step(line, chance, tally)
            except OSError:
                tally.broken = 1
            tally.requests = line.requests

    threads = [threading.Thread(target=run, args=(number,)) for number in range(lines)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = {name: answers for tally in tallies for name, answers in tally.saved.items()}
    json.dump(
        {
            "seconds": time.monotonic() - started, "sent": [name for tally in tallies for name in tally.sent], "saved": saved,
            "requests": sum(tally.requests for tally in tallies), "broken": sum(tally.broken for tally in tallies),
        },
        sys.stdout,
    )  # fmt: skip


# --- the house around it ---------------------------------------------------------------------------------------------------------


def prepare(url: str) -> None:
    """Tables, and a wave with ten questions."""
    import analysis.models
    import database
    from sealing import keyring_from_secret
    from surveys import definition
    from surveys.models import Organisation, Programme, Survey, SurveyVersion, Wave
    from webapp import account_models

    assert analysis.models and account_models
    one = definition.load(_questionnaire().encode(), "bench.yml")
    maker = database.connect(url, keyring_from_secret(SECRET))
    database.Base.metadata.create_all(maker.kw["bind"])
    with maker.begin() as session:
        organisation = Organisation(code="bench", name="Bench")
        programme = Programme(code="bench", name="Bench", organisation=organisation, link_pepper="ab" * 16)
        survey = Survey(programme=programme, code=one.code)
        version = SurveyVersion(survey=survey, number=1, content=one.canonical(), sha256=one.sha256)
        day = database.today()
        wave = Wave(
            programme=programme,
            version=version,
            number=0,
            name="Bench",
            slug="bench",
            opens_on=day,
            closes_on=day.replace(year=day.year + 1),
        )
        session.add_all([organisation, programme, survey, version, wave])
    maker.kw["bind"].dispose()


def _questionnaire() -> str:
    options = ", ".join(f"{{code: {code}, waarde: {i}, label: {code.title()}}}" for i, code in enumerate(OPTIONS))
    pages = "".join(
        f"      - {{vraag: vraag{i}, type: keuze, tekst: 'Hoe vaak gebeurde dit, deel {i}?', antwoorden: [{options}]}}\n"
        for i in range(QUESTIONS)
    )
    intro = "inleiding: {waarom: Om te meten., hoe_lang: Kort., wie_ziet_het: Niemand., stoppen: Dat mag.}"
    return f"vragenlijst: bench\ntitel: Hoe snel gaat het?\n{intro}\ndelen:\n  - id: een\n    titel: Een\n    paginas:\n{pages}"


@contextlib.contextmanager
def served(kind: str, url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """One of the servers as a process of its own; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.load", "--serve", kind, "--url", url, "--port", str(port)]
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
        str(Path(__file__)),
        "--client",
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
    database_url: str | None = None, seconds: float = SECONDS, rounds: int = ROUNDS, clients: tuple[int, ...] = CLIENTS
) -> dict[str, Any]:
    """Measure; the figures by name. With a URL the store there (a throw-away database) is used."""
    with tempfile.TemporaryDirectory(prefix="tellen-bench-") as folder:
        url = database_url or f"sqlite:///{folder}/real.db"
        bare_url = database_url or f"sqlite:///{folder}/yardstick.db"
        prepare(url)
        figures: dict[str, float] = {}
        wrong = answers = 0
        with served("real", url) as (port, process), served("yardstick", bare_url) as (bare_port, _):
            drive("real", port, 8, 1.0, 999)
            drive("yardstick", bare_port, 8, 1.0, 999)
            for number in clients:
                real, bare_rates, cpu = [], [], []
                for turn in range(rounds):
                    before = _cpu(process)
                    told = drive("real", port, number, seconds, number * 10 + turn)
                    cpu.append((_cpu(process) - before) * 1000 / max(1, len(told["sent"])))
                    real.append(len(told["sent"]) / told["seconds"])
                    wrong += compare(url, told)
                    answers += sum(map(len, told["saved"].values()))
                    bare_told = drive("yardstick", bare_port, number, seconds, number * 10 + turn)
                    bare_rates.append(bare_told["requests"] / REQUESTS / bare_told["seconds"])
                ratios = [one / other for one, other in zip(real, bare_rates, strict=True)]
                figures[f"load_completed_{number}"] = statistics.median(real)
                figures[f"load_yardstick_{number}"] = statistics.median(bare_rates)
                figures[f"load_ratio_{number}"] = statistics.median(ratios)
                figures[f"load_cpu_ms_{number}"] = statistics.median(cpu)
            figures["load_memory_mb"] = _memory(process)
        with served("real", url) as (port, process):
            told = drive("real", port, 8, 3.0, 77, process, kill_after=1.5)
            lost = compare(url, told)
        figures.update(
            load_answers=answers,
            load_wrong=wrong,
            load_killed_acknowledged=sum(map(len, told["saved"].values())),
            load_killed_lost=lost,
        )
    for name, value in figures.items():
        print(f"{name} {value:.3f}".rstrip("0").rstrip("."))
    missed = [name for name, value in figures.items() if name.startswith("load_ratio") and value < LEAST]
    missed += [name for name in ("load_wrong", "load_killed_lost") if figures[name]]
    print(f"(limits: ratio at least {LEAST}, none wrong, none lost)")
    return {**figures, "missed": missed}


def main() -> None:
    """The bench, or one of its processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", choices=("real", "yardstick"))
    parser.add_argument("--client", choices=("real", "yardstick"))
    parser.add_argument("--url", default=os.environ.get("TELLEN_DATABASE_URL", ""))
    for name, default in (("port", 0), ("lines", 4), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    if asked.serve:
        (serve_real if asked.serve == "real" else serve_yardstick)(asked.url, asked.port)
    elif asked.client:
        client(asked.client, asked.port, asked.lines, asked.seconds, asked.seed)
    else:
        run(asked.url or None, asked.seconds)


if __name__ == "__main__":
    main()
