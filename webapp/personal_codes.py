"""Personal codes as a file: the code and the link that carries it, and nothing about anybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from surveys import inviting
from surveys.models import Wave

HEAD = ("code", "link")


def link_of(public_url: str, wave: Wave, code: str = "") -> str:
    """The public link of a wave; with a code, the one that fills it in."""
    return f"{public_url.rstrip('/')}/m/{wave.slug}" + (f"?c={code}" if code else "")


def as_csv(public_url: str, wave: Wave, codes: Iterable[str]) -> bytes:
    """One line a code, as Dutch spreadsheets read it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEAD)
    writer.writerows((inviting.shown(code), link_of(public_url, wave, code)) for code in codes)
    return out.getvalue().encode("utf-8-sig")
