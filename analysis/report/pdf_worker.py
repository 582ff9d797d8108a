"""The child that makes one PDF: `python -m analysis.report.pdf_worker FOLDER MEGABYTES`, with the order as JSON on standard input."""

from __future__ import annotations

import base64
import json
import logging
import re
import resource
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from saying import mark

NO_PANGO, NO_MEMORY, FAILED = 3, 4, 5
ALLOWED = re.compile(r"data:(font/woff2|image/svg\+xml)[;,]", re.IGNORECASE)
VARIANT = "pdf/a-3a"  # finish makes it PDF/UA-1 too
TARGET, STEP = "made.pdf", "step"
SIZE = (
    'data-size=""'  # on a body whose letters may become smaller to stay within its pages (people's words cannot hold it: escaped)
)
PAGE = re.compile(r"Page (\d+)")
DRAWN = 80  # of 100: then only the file itself is to be written
log = logging.getLogger("analysis.report.pdf_worker")


class Refused(ValueError):
    """Something outside the page was asked for."""


def locked_fetcher() -> Any:
    """A fetcher that opens nothing but fonts and pictures that stand inside the page itself: no file, no network."""
    from weasyprint.urls import URLFetcher

    class LockedFetcher(URLFetcher):  # type: ignore[misc,unused-ignore]
        """Refuses every address but the data of our own fonts and symbols."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not ALLOWED.match(url):
                # The address may hold words of a resident, so only its scheme is logged.
                scheme = url.split(":", 1)[0][:12]
                log.warning("refused to fetch a %s address", scheme if scheme.isalpha() else "strange")
                raise Refused("only data inside the page may be used")
            return super().fetch(url, headers)

    return LockedFetcher(allowed_protocols=("data",), allow_redirects=False)


def write(order: dict[str, Any], folder: Path) -> None:
    """Make the file that is PDF/A-3a and PDF/UA-1 at once, with what goes along inside it."""
    from analysis.report.finish import finish

    document = _laid_out(order)
    document.metadata.attachments = []  # of what a page itself asks to take along, nothing
    made_on = str(order.get("made_on", ""))
    if _is_day(made_on):
        document.metadata.created = document.metadata.modified = made_on
    _report(folder, DRAWN, mark("De bladzijden tekenen"))
    document.write_pdf(
        folder / TARGET, finisher=finish, pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=b"tellen-en-vertellen",
        attachments=[_attachment(one, made_on) for one in order.get("attachments", ())],
    )  # fmt: skip


def _laid_out(order: dict[str, Any]) -> Any:
    """The pages, in the first size of letters with which they are not too many (the last size when all are)."""
    from weasyprint import HTML

    most, sizes = order.get("most_pages"), order.get("sizes") or [""]
    for size in sizes:
        page = order["page"].replace(SIZE, f'data-size="{size}"', 1) if size else order["page"]
        document = HTML(string=page, url_fetcher=locked_fetcher(), base_url=None).render(pdf_variant=VARIANT, pdf_tags=True)
        if most is None or len(document.pages) <= most:
            break
    return document


def _attachment(one: dict[str, str], made_on: str) -> Any:
    """A file to go inside: its bytes came with the order, so nothing is opened for it."""
    from weasyprint import Attachment

    day = datetime.fromisoformat(made_on if _is_day(made_on) else "2000-01-01")
    return Attachment(
        string=base64.b64decode(one["content"]), name=one["name"], description=one["description"], relationship=one["relationship"],
        created=day, modified=day, url_fetcher=locked_fetcher(),
    )  # fmt: skip


def _is_day(made_on: str) -> bool:
    try:
        return bool(date.fromisoformat(made_on))
    except ValueError:
        return False


class _Steps(logging.Handler):
    """WeasyPrint says which page it is at; that is what people see of how far it is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.INFO)
        self.folder = folder
        self.done = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Pass the number of the page on."""
        found = PAGE.search(record.getMessage())
        if found:
            page = int(found[1])
            self.done = max(self.done, min(DRAWN - 5, 10 + 2 * page))
            _report(self.folder, self.done, f"Bladzijde {page} opmaken")


def _report(folder: Path, done: int, step: str) -> None:
    half = folder / "step.part"
    half.write_text(f"{done} {step}", "utf-8")
    half.replace(folder / STEP)


class _Signs(logging.Handler):
    """WeasyPrint's own messages may hold words and addresses of the page, so only one is passed on, without its words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say once for each message that a sign was missing; drop everything else."""
        if "notdef" in record.getMessage():
            log.warning("a character has no sign in any font")


def _quiet(folder: Path) -> None:
    progress = logging.getLogger("weasyprint.progress")
    progress.handlers = [_Steps(folder)]
    progress.setLevel(logging.INFO)
    progress.propagate = False
    theirs = logging.getLogger("weasyprint")
    theirs.handlers = [_Signs()]
    theirs.propagate = False


def _limit(megabytes: int) -> None:
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    """Make one PDF and end; the exit code says what went wrong."""
    folder, megabytes = Path(arguments[0]), arguments[1]
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr)
    _quiet(folder)
    _limit(int(megabytes))
    try:
        write(json.loads(sys.stdin.buffer.read()), folder)
    except OSError as error:
        log.warning("%s", type(error).__name__)
        return NO_PANGO if "library" in str(error) else FAILED
    except (MemoryError, RecursionError) as error:
        log.warning("%s", type(error).__name__)
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001  a traceback may hold words of the page, so none is printed
        log.warning("%s", type(error).__name__)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
