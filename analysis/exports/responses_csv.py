"""Responses as CSV for Dutch spreadsheets: UTF-8 with a mark in front, semicolons, and no cell that can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import BinaryIO

from sqlalchemy.orm import Session

from analysis.exports import codebook
from analysis.exports.responses import layout, rows
from analysis.exports.variables import Cell
from surveys.models import Programme, Wave

MIME = "text/csv; charset=utf-8"
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guard(cell: Cell) -> str:
    """A cell as text. Words that a spreadsheet could take for a formula get an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, str):
        return _words(cell)
    if cell is None:
        return ""
    return f"{cell:.15g}".replace(".", ",") if isinstance(cell, float) else str(cell)


@lru_cache(maxsize=4096)  # the same few codes stand in every row
def _words(cell: str) -> str:
    text = cell.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(STARTERS) else text


def write(out: BinaryIO, head: Sequence[str], body: Iterable[Sequence[Cell]]) -> None:
    """Head and rows as CSV; the stream stays open."""
    stream = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([guard(one) for one in head])
    writer.writerows([cell if type(cell) is int else guard(cell) for cell in row] for row in body)
    stream.detach()


def export(session: Session, programme: Programme, out: BinaryIO, waves: Sequence[Wave] | None = None) -> None:
    """Write the responses of a programme (of all waves, or of these). For evaluators only: it is data about single people."""
    plan = layout(session, programme, waves)
    write(out, [one.name for one in plan.variables], rows(session, programme, plan, waves))


def export_codebook(session: Session, programme: Programme, out: BinaryIO, waves: Sequence[Wave] | None = None) -> None:
    """Write the codebook that goes with it."""
    write(out, codebook.HEAD, codebook.codebook(layout(session, programme, waves)))
