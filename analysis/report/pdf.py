"""PDF made in a child process with a limit on time and memory: one hostile text may end that process, never ours."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.report import pdf_worker
from saying import mark

log = logging.getLogger(__name__)

Progress = Callable[[int, str], None]  # how far of 100, and what is being done
LOOK_EVERY = 0.5
SECONDS = 240.0  # ten pages take two seconds on a quiet machine, twenty on a very busy one
MEMORY_MB = 1500
FLUSH_FAILED = 120  # how Python ends when even its last words would not fit
ROOT = Path(__file__).resolve().parents[2]
# The child gets what Python, Pango and fontconfig need to find their files; no setting or secret of ours.
HANDED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)


class PdfFailed(Exception):
    """No PDF could be made; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A file that goes along inside the PDF."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


def make_pdf(
    page: str, *, made_on: str = "", inside: Sequence[Inside] = (), most_pages: int | None = None, sizes: Sequence[str] = (),
    progress: Progress | None = None, seconds: float = SECONDS, memory_mb: int = MEMORY_MB,
) -> bytes:  # fmt: skip
    """The PDF of a page. `made_on` (ISO day) is written in it as its date, so that the same report is the same file.

    With `most_pages` the first of `sizes` is taken with which it fits: the data-size of the body.
    """
    order = {
        "page": page.encode("utf-8", "replace").decode(), "made_on": made_on, "most_pages": most_pages, "sizes": list(sizes),
        "attachments": [{**dataclasses.asdict(one), "content": base64.b64encode(one.content).decode()} for one in inside],
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="tv-pdf-") as folder:
        target = Path(folder) / pdf_worker.TARGET
        code = _run(Path(folder), memory_mb, json.dumps(order).encode(), seconds, progress or _nobody)
        if code != 0 or not target.is_file():
            raise PdfFailed(_sentence(code))
        return target.read_bytes()


def _nobody(done: int, step: str) -> None:
    """Nobody looks at the progress."""


def _run(folder: Path, memory_mb: int, order: bytes, seconds: float, progress: Progress) -> int:
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "analysis.report.pdf_worker", str(folder), str(memory_mb)]
    with tempfile.TemporaryFile(dir=folder) as given:  # no pipe: one that fills up while the child still starts would stop both
        given.write(order)
        given.seek(0)
        child = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
            command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, start_new_session=True
        )
    with child:
        try:
            said = _watched(child, seconds, lambda: _pass_on(folder, progress))
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            log.warning("PDF: ended after %s seconds", seconds)
            return -signal.SIGKILL
    return _code(child.returncode, said)


def _watched(child: subprocess.Popen[bytes], seconds: float, look: Callable[[], None]) -> bytes:
    """What the child said; raises TimeoutExpired when it is not ready in time."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return child.communicate(timeout=max(0.0, min(LOOK_EVERY, left)))[1]
        except subprocess.TimeoutExpired:
            if left <= LOOK_EVERY:
                raise
            look()


def _pass_on(folder: Path, progress: Progress) -> None:
    with contextlib.suppress(OSError, ValueError):
        done, step = (folder / pdf_worker.STEP).read_text("utf-8").split(" ", 1)
        progress(int(done), step)


def _code(ended: int, said: bytes) -> int:
    for line in said.decode("utf-8", "replace").splitlines()[-8:]:
        log.warning("PDF: %s", line[:300])
    # Without memory Python cannot always end as it meant to: then what it said counts, and not the code it ended with.
    starved = ended != 0 and (b"MemoryError" in said or ended == FLUSH_FAILED)
    return pdf_worker.NO_MEMORY if starved else ended


def _sentence(code: int) -> str:
    if code == -signal.SIGKILL:
        return mark("De PDF werd niet op tijd klaar. Probeer het later nog eens, of gebruik de webpagina van het rapport.")
    if code == pdf_worker.NO_PANGO:
        return mark(
            "Op deze computer ontbreekt Pango, waarmee de PDF wordt gemaakt. "
            "Laat de beheerder dit installeren: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        )
    # Native code (Pango, GLib) does not raise when memory is gone: it ends the process.
    if code == pdf_worker.NO_MEMORY or code in (-signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV):
        return mark("Het rapport is te groot om er een PDF van te maken. Gebruik de webpagina van het rapport.")
    return mark("De PDF kon niet worden gemaakt. De webpagina van het rapport werkt wel; meld dit aan de beheerder.")
