"""QR codes as data: addresses, which the content security policy allows; segno is loaded when the first one is drawn."""

from __future__ import annotations

import functools

from markupsafe import Markup


def picture(link: str) -> Markup:
    """The QR code of a link."""
    import segno

    return Markup(segno.make(link, error="m").svg_data_uri(scale=4, border=4))  # noqa: S704  segno writes it


same_picture = functools.lru_cache(maxsize=64)(picture)  # for links that everybody gets
