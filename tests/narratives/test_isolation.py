"""The reader in its own process: limits, restarts, and nothing that a text can do about it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from narratives import isolation
from narratives.codebook import CodeTerms, Gazetteer
from narratives.dutch.reader import Reader
from narratives.isolation import IsolatedReader, Limits, Process

CODES = [CodeTerms("eenzaam", ("eenzaam",))]


@pytest.fixture(scope="module")
def apart() -> Iterator[IsolatedReader]:
    with IsolatedReader(CODES, Gazetteer(("Vogelbuurt",))) as reader:
        yield reader


@pytest.mark.slow
def test_it_says_the_same_as_the_reader_itself(apart):
    text = "😀 Ik ben niet meer eenzaam in de Vogelbuurt, zegt Fatma."
    here = Reader(CODES, Gazetteer(("Vogelbuurt",)))
    assert apart.version == here.version
    assert apart.read(text) == here.read(text)


@pytest.mark.slow
def test_one_child_reads_for_several_codebooks(apart):
    other = apart.with_codebook([CodeTerms("blij", ("blij",))], Gazetteer())
    assert [p.label for p in apart.read("Ik ben blij en eenzaam.").of("theme")] == ["eenzaam"]
    pid = apart.process.pid
    assert [p.label for p in other.read("Ik ben blij en eenzaam.").of("theme")] == ["blij"]
    assert other.process.pid == pid
    assert other.version != apart.version


@pytest.mark.slow
@pytest.mark.parametrize("text", ["(" * 20_000, "x" * 1_000_000, "😀" * 300, "", "\0", "\ud800\udfff", "http://" * 12_000])
def test_poison_could_not_be_read_and_the_next_is(apart, text):
    reading = apart.read(text)
    assert (reading.state, bool(reading.reason)) == ("kon_niet", True)
    assert apart.read("Ik ben eenzaam.").state == "gelezen"


@pytest.mark.slow
def test_a_killed_child_costs_one_story_at_most(apart):
    apart.read("Ik ben er.")
    os.kill(apart.process.pid, signal.SIGKILL)
    states = [apart.read("Ik ben eenzaam.").state for _ in range(2)]
    assert states[-1] == "gelezen"


def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, behaviour: str) -> None:
    """A child that answers like ours, but does what the test wants on the story "gif"."""
    script = tmp_path / "child.py"
    script.write_text(
        "import json, sys, time, os\n"
        "print('{}', flush=True)\n"
        "for line in sys.stdin:\n"
        "    if json.loads(line)['text'] == 'gif':\n"
        f"        {behaviour}\n"
        "    print(json.dumps({'state': 'gelezen', 'version': str(os.getpid()), 'proposals': []}), flush=True)\n"
    )
    real = isolation.subprocess.Popen
    monkeypatch.setattr(isolation.subprocess, "Popen", lambda arguments, **how: real([sys.executable, str(script)], **how))


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [("time.sleep(60)", "langer dan 0.3 seconden"), ("os._exit(3)", "brak af"), ("os.close(1)", "brak af")],
)
def test_a_story_past_its_limit_is_given_up_and_the_next_one_is_read(monkeypatch, tmp_path, behaviour, reason):
    stand_in(monkeypatch, tmp_path, behaviour)
    with IsolatedReader(process=Process(limits=Limits(seconds=0.3, start_seconds=30))) as reader:
        assert reader.read("goed").state == "gelezen"
        first = reader.process.pid
        gone = reader.read("gif")
        assert (gone.state, reader.process.pid) == ("kon_niet", None)
        assert reason in gone.reason
        assert reader.read("goed").state == "gelezen"
        assert reader.process.pid != first


def test_hides_are_proposed_also_for_what_could_not_be_read(monkeypatch, tmp_path):
    stand_in(monkeypatch, tmp_path, "os._exit(3)")
    with IsolatedReader() as reader:
        assert [p.label for p in reader.read("x" * 200_000 + " 06-12345678").proposals] == []  # beyond what is looked at
        assert [p.label for p in reader.read("06-12345678 " + "x" * 200_000).proposals] == ["telefoon"]


def test_after_so_many_stories_a_fresh_child(monkeypatch, tmp_path):
    stand_in(monkeypatch, tmp_path, "pass")
    with IsolatedReader(process=Process(limits=Limits(stories=2))) as reader:
        pids = [reader.read("goed").version for _ in range(5)]
    assert [pids[0] == pids[1], pids[1] == pids[2], pids[2] == pids[3], pids[3] == pids[4]] == [True, False, True, False]


def test_a_child_that_does_not_start_says_what_to_do(monkeypatch):
    real = isolation.subprocess.Popen
    arguments = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(isolation.subprocess, "Popen", lambda _, **how: real(arguments, **how))
    with IsolatedReader() as reader, pytest.raises(RuntimeError, match="tellen check"):
        reader.read("goed")


@pytest.mark.slow
def test_memory_is_limited():
    """A child with hardly any room gives up on a long story and says so; nothing is raised."""
    with IsolatedReader(process=Process(limits=Limits(megabytes=1))) as reader:
        states = {reader.read("Dit is een hele lange zin met Jan en Piet in Deventer. " * 1500).state}
        assert states <= {"gelezen", "kon_niet"}
        assert reader.read("Ik ben blij.").state == "gelezen"


def test_the_child_ends_when_the_worker_goes(monkeypatch, tmp_path):
    stand_in(monkeypatch, tmp_path, "pass")
    reader = IsolatedReader()
    reader.read("goed")
    child = reader.process._child
    child.stdin.close()  # what the system does when the worker is killed
    assert child.wait(timeout=30) == 0
    reader.close()
