"""Files that hold packages: one JSON, or a ZIP of many; with limits, for a file from elsewhere may be anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from analysis.benchmark.package import LARGEST, PackageRefused
from saying import say

MOST = 2_000  # packages in one ZIP
WHOLE = 200_000_000  # bytes that come out of one ZIP


def packages(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every package in a file; raises PackageRefused."""
    if not raw.startswith(b"PK"):
        yield "pakket.json", raw
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from _inside(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise PackageRefused("Dit ZIP-bestand is beschadigd. Maak het opnieuw.") from None


def _inside(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    names = [one for one in archive.infolist() if not one.is_dir() and one.filename.lower().endswith(".json")]
    if not names or len(names) > MOST:
        raise PackageRefused(say("In dit ZIP-bestand moeten 1 tot {most} pakketten (.json) staan.", most=MOST))
    left = WHOLE
    for one in names:
        # What the head of the ZIP promises may be a lie: read one byte more than allowed, and stop.
        with archive.open(one) as file:
            content = file.read(min(LARGEST, left) + 1)
        left -= len(content)
        if len(content) > LARGEST or left < 0:
            raise PackageRefused("Een bestand in deze ZIP is te groot voor een pakket.")
        yield one.filename.rsplit("/", 1)[-1][:100], content
