"""PDF made in a child process with a limit on time and memory: one hostile text may end that process, never ours."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.report import pdf_worker

log = logging.getLogger(__name__)

SECONDS = 120.0
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


def make_pdf(page: str, *, made_on: str = "", seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> bytes:
    """The PDF of a page. `made_on` (ISO day) is written in it as its date, so that the same report is the same file."""
    with tempfile.TemporaryDirectory(prefix="tv-pdf-") as folder:
        target = Path(folder) / "report.pdf"
        code = _run([str(target), str(memory_mb), made_on], page.encode("utf-8", "replace"), seconds)
        if code != 0 or not target.is_file():
            raise PdfFailed(_sentence(code))
        return target.read_bytes()


def _run(arguments: list[str], page: bytes, seconds: float) -> int:
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "analysis.report.pdf_worker", *arguments]
    with subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, start_new_session=True
    ) as child:
        try:
            _, said = child.communicate(page, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            log.warning("PDF: ended after %s seconds", seconds)
            return -signal.SIGKILL
    for line in said.decode("utf-8", "replace").splitlines()[-8:]:
        log.warning("PDF: %s", line[:300])
    # Without memory Python cannot always end as it meant to: then what it said counts, and not the code it ended with.
    starved = child.returncode != 0 and (b"MemoryError" in said or child.returncode == FLUSH_FAILED)
    return pdf_worker.NO_MEMORY if starved else child.returncode


def _sentence(code: int) -> str:
    if code == -signal.SIGKILL:
        return "De PDF werd niet op tijd klaar. Probeer het later nog eens, of gebruik de webpagina van het rapport."
    if code == pdf_worker.NO_PANGO:
        return (
            "Op deze computer ontbreekt Pango, waarmee de PDF wordt gemaakt. "
            "Laat de beheerder dit installeren: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        )
    # Native code (Pango, GLib) does not raise when memory is gone: it ends the process.
    if code == pdf_worker.NO_MEMORY or code in (-signal.SIGTRAP, -signal.SIGABRT, -signal.SIGSEGV):
        return "Het rapport is te groot om er een PDF van te maken. Gebruik de webpagina van het rapport."
    return "De PDF kon niet worden gemaakt. De webpagina van het rapport werkt wel; meld dit aan de beheerder."
