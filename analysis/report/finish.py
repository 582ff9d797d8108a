"""What WeasyPrint 70 leaves out of a tagged PDF: whether the head of a table belongs to a column or to a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

REFERENCE = re.compile(rb"(\d+) 0 R")


def finish(_document: Any, pdf: Any) -> None:
    """Write /Scope in every table head, just before the file is written (a `finisher` of WeasyPrint)."""
    for row in pdf.objects:
        if isinstance(row, dict) and row.get("S") == "/TR":
            cells = list(_children(row, pdf))
            heads = [one for one in cells if one.get("S") == "/TH"]
            scope = "/Column" if len(heads) == len(cells) else "/Row"
            for one in heads:
                one["A"]["Scope"] = scope


def _children(element: Any, pdf: Any) -> Iterator[Any]:
    kids = element.get("K", ())
    for kid in kids if isinstance(kids, list) else (kids,):
        found = REFERENCE.fullmatch(kid.encode() if isinstance(kid, str) else kid)
        child = pdf.objects[int(found[1])] if found else None
        if isinstance(child, dict) and "A" in child:
            yield child
