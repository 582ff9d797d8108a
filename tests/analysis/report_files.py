"""What the tests of the files of a report share."""

from __future__ import annotations

import io
import zipfile

MARK = "0123456789abcdef"


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
