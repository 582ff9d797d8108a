"""The child that makes one PDF: `python -m analysis.report.pdf_worker FILE MEGABYTES DAY`, with the page on standard input."""

from __future__ import annotations

import logging
import re
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

NO_PANGO, NO_MEMORY, FAILED = 3, 4, 5
ALLOWED = re.compile(r"data:(font/woff2|image/svg\+xml)[;,]", re.IGNORECASE)
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


def write(page: str, target: Path, made_on: str = "") -> None:
    """Make the PDF/UA-1 of a page."""
    from weasyprint import HTML

    from analysis.report.finish import finish

    document = HTML(string=page, url_fetcher=locked_fetcher(), base_url=None).render(pdf_variant="pdf/ua-1", pdf_tags=True)
    if _is_day(made_on):
        document.metadata.created = document.metadata.modified = made_on
    document.write_pdf(target, finisher=finish, pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=b"tellen-en-vertellen")


def _is_day(made_on: str) -> bool:
    try:
        return bool(date.fromisoformat(made_on))
    except ValueError:
        return False


class _Signs(logging.Handler):
    """WeasyPrint's own messages may hold words and addresses of the page, so only one is passed on, without its words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say once for each message that a sign was missing; drop everything else."""
        if "notdef" in record.getMessage():
            log.warning("a character has no sign in any font")


def _quiet() -> None:
    theirs = logging.getLogger("weasyprint")
    theirs.handlers = [_Signs()]
    theirs.propagate = False


def _limit(megabytes: int) -> None:
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    """Make one PDF and end; the exit code says what went wrong."""
    target, megabytes, made_on = arguments
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr)
    _quiet()
    _limit(int(megabytes))
    try:
        write(sys.stdin.buffer.read().decode("utf-8"), Path(target), made_on)
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
