"""kill -9 in the middle of sending: a response and its story are both there or neither, and pressing again is one of each."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.load_clients import Line
from narratives.models import Story
from surveys.models import Response
from tests.live import Live, live
from tests.webapp.resident import hidden, make_site

pytestmark = pytest.mark.slow


def fill_in(port: int) -> tuple[str, str]:
    """Begin, tell a story, stop before sending; the cookie and the token."""
    with Line(port) as line:
        return _fill_in(line)


def _fill_in(line: Line) -> tuple[str, str]:
    page = line.ask("GET", "/m/proef", packed=False)[2].decode()
    start = {"token": hidden(page, "token"), "taal": "nl", "toestemming": "ja"}
    _, headers, _ = line.ask("POST", "/m/proef", start)
    line.cookie = headers["set-cookie"].partition(";")[0]
    page = line.ask("GET", headers["location"], packed=False)[2].decode()
    token = hidden(page, "token")
    story = {"token": token, "volgnummer": "0", "verhaal": "Een verhaal.", "verhaal.analyse": "ja", "knop": "verder"}
    assert line.ask("POST", "/m/proef/nl/verhaal", story)[0] == 303
    return line.cookie, token


def send(port: int, cookie: str, token: str) -> int:
    with Line(port) as line:
        line.cookie = cookie
        return line.ask("POST", "/m/proef/nl/uw-antwoorden", {"token": token, "knop": "verstuur"})[0]


def state(site: Live) -> tuple[dict[str, str], list[str]]:
    with site.sessions() as session:
        responses = {row.id: row.state for row in session.scalars(select(Response))}
        return responses, [story.response_id or "" for story in session.scalars(select(Story))]


def test_both_or_neither(tmp_path: Path) -> None:
    with live(tmp_path, make_site) as site:
        for turn in range(3):
            filled = [fill_in(site.port) for _ in range(16)]
            acknowledged: list[str] = []
            killing = threading.Event()

            def press(
                mine: list[tuple[str, str]],
                acknowledged: list[str] = acknowledged,
                killing: threading.Event = killing,
                port: int = site.port,
            ) -> None:
                try:
                    for cookie, token in mine:
                        if send(port, cookie, token) == 303:
                            acknowledged.append(cookie)
                        if len(acknowledged) >= 4:
                            killing.set()
                except OSError:
                    pass  # the server was killed
                finally:
                    killing.set()

            random.Random(turn).shuffle(filled)
            threads = [threading.Thread(target=press, args=(filled[i::4],)) for i in range(4)]
            for thread in threads:
                thread.start()
            killing.wait(30)
            site.kill()
            for thread in threads:
                thread.join()
            responses, stories = state(site)
            sent = {name for name, now in responses.items() if now == "verzonden"}
            assert len(stories) == len(set(stories)) and sent == set(stories)
            assert len(sent) >= len(acknowledged) + turn * 16
            site.start()
            assert {send(site.port, cookie, token) for cookie, token in filled} == {303}
            responses, stories = state(site)
            assert set(responses.values()) == {"verzonden"} and sorted(stories) == sorted(responses)
