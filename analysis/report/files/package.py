"""A ZIP that is the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

FILE_MODE = 0o644 << 16


def packed(files: Mapping[str, bytes], day: str) -> bytes:
    """The files in the order given, all dated `day` (ISO)."""
    out = io.BytesIO()
    one = date.fromisoformat(day)
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (max(one.year, 1980), one.month, one.day, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, FILE_MODE, 3
            archive.writestr(info, content, compresslevel=9)
    return out.getvalue()
