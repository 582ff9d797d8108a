"""The clients of the load bench. Lean and without our code (started with -S), so that they leave the servers their cores."""

from __future__ import annotations

import argparse
import base64
import hmac
import json
import random
import re
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

SECRET = "a secret for the bench only, nothing is kept"
QUESTIONS, REQUESTS = 10, 25
OPTIONS = ("nooit", "soms", "vaak", "altijd")
YARDSTICK_TOKEN = hmac.digest(SECRET.encode(), b"yardstick", "sha256").hex()


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


def main() -> None:
    """One process of clients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("real", "yardstick"))
    for name in ("port", "lines", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    asked = parser.parse_args()
    client(asked.kind, asked.port, asked.lines, asked.seconds, asked.seed)


if __name__ == "__main__":
    main()
