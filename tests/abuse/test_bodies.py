"""Bodies that are too large, chunked, odd or slow, over a real socket: the test client cannot show what servers do with them."""

from __future__ import annotations

import random
import socket
import string
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from bench.load_clients import Line
from narratives import intake
from narratives.models import Story
from surveys.models import Response
from tests.live import Live, live
from tests.webapp.resident import hidden, make_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("bodies"), make_site) as one:
        yield one


def page(site: Live, path: str) -> str:
    with Line(site.port) as line:
        return line.ask("GET", path, packed=False)[2].decode()


def send(site: Live, head: str, *parts: bytes) -> bytes:
    """Send these bytes and read what comes, until the other side closes or has said enough."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall(f"POST /verhaal/proef HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n{head}\r\n\r\n".encode())
        try:
            for part in parts:
                line.sendall(part)
        except OSError:
            pass  # the server may close before all was sent
        return line.recv(65536)


def stories(site: Live) -> list[str]:
    with site.sessions() as session:
        return [intake.words(session, story) for story in session.scalars(select(Story).order_by(Story.created_at))]


def form(site: Live, words: str) -> bytes:
    return urlencode({"token": hidden(page(site, "/verhaal/proef"), "token"), "verhaal": words, "verhaal.analyse": "ja"}).encode()


KIND = "Content-Type: application/x-www-form-urlencoded\r\n"


def test_a_body_over_the_limit_is_refused(site: Live) -> None:
    body = form(site, "a " * 400_000)
    assert send(site, f"{KIND}Content-Length: {len(body)}", body).startswith(b"HTTP/1.1 413")
    assert not [words for words in stories(site) if words.startswith("a a")]


def test_a_chunked_body_is_refused_or_whole_never_cut_off(site: Live) -> None:
    for words, chunks in (("kort verhaal in stukken", 3), ("b " * 400_000, 40)):
        body = form(site, words)
        size = len(body) // chunks + 1
        pieces = [body[i : i + size] for i in range(0, len(body), size)]
        sent = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces]
        answer = send(site, f"{KIND}Transfer-Encoding: chunked", *sent, b"0\r\n\r\n")
        found = [one for one in stories(site) if one.startswith(words[:10])]
        assert (answer[:12] in {b"HTTP/1.1 411", b"HTTP/1.1 413"} and not found) or found == [words]


def test_without_a_length_nothing_is_stored(site: Live) -> None:
    assert send(site, KIND.strip(), b"").split(b" ")[1] in {b"400", b"411"}


def test_fifty_thousand_fields_are_refused(site: Live) -> None:
    body = form(site, "veel velden") + b"&" + b"&".join(b"a%d=" % i for i in range(30_000))
    assert len(body) < 256_000
    assert send(site, f"{KIND}Content-Length: {len(body)}", body).startswith(b"HTTP/1.1 413")
    assert "veel velden" not in stories(site)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (b"nul%00byte", "nulbyte"),
        (b"los%ED%A0%80surrogaat", None),  # not UTF-8: what the web library makes of it, but storable
        (b"om%E2%80%AEgekeerd", "omgekeerd"),
        (b"e%CC%81cole", "école"),
        (b"%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7 gezin", "\U0001f469\u200d\U0001f467 gezin"),
        (b"bom%EF%BB%BF%FF", None),
        (b"x" * 15_000, "x" * 15_000),
    ],
    ids=["nul", "surrogate", "bidi", "nfc", "emoji", "bytes", "long-word"],
)  # fmt: skip
def test_odd_text_is_stored_clean(site: Live, raw: bytes, clean: str | None) -> None:
    before = len(stories(site))
    body = form(site, "")[:].replace(b"verhaal=&", b"verhaal=" + raw + b"&")
    answer = send(site, f"{KIND}Content-Length: {len(body)}", body)
    assert answer.startswith(b"HTTP/1.1 303"), answer[:300]
    (words,) = stories(site)[before:]
    words.encode()
    assert "\0" not in words and (clean is None or words == clean)


def test_a_word_of_a_megabyte_is_refused_and_a_long_one_is_told(site: Live) -> None:
    body = form(site, "y" * 100_000)
    answer = send(site, f"{KIND}Content-Length: {len(body)}", body)
    assert answer.startswith(b"HTTP/1.1 303")  # to the form, which says what is wrong: so dull a word fits in a cookie
    assert b"\r\nLocation: /verhaal/proef?" in answer
    dice = random.Random(3)
    body = form(site, "yyy" + "".join(dice.choices(string.ascii_letters, k=100_000)))
    answer = send(site, f"{KIND}Content-Length: {len(body)}", body)
    assert answer.startswith(b"HTTP/1.1 422")  # this one does not: the page itself answers, with every letter
    assert not [words for words in stories(site) if words.startswith("yyy")]


def test_three_hundred_slow_clients_do_not_stop_the_others(site: Live) -> None:
    slow = []
    try:
        for number in range(300):
            line = socket.create_connection(("127.0.0.1", site.port), timeout=20)
            slow.append(line)
            if number % 2:
                line.sendall(b"POST /verhaal/proef HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\ntoken=")
            else:
                line.sendall(b"GET /m/proef HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        started = time.monotonic()
        assert page(site, "/m/proef").startswith("<!doctype html>")
        assert time.monotonic() - started < 5  # it was 0.01 s on a quiet machine
    finally:
        for line in slow:
            line.close()


def test_what_people_wrote_is_in_no_log(site: Live) -> None:
    body = form(site, "kanariewoord in een verhaal")
    send(site, f"{KIND}Content-Length: {len(body)}", body)
    assert "kanariewoord in een verhaal" in stories(site) and "kanarie" not in site.log()
    with site.sessions() as session:
        assert session.query(Response).count() == 0
