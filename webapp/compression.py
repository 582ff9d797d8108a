"""Smaller answers: gzip for text. Pages hold no secret that an outsider could guess by watching sizes: the token of a
resident is bound to one response and the pages reflect nothing from the address."""

from __future__ import annotations

import functools
import gzip

from flask import Flask, Response, request

WORTH_IT = 400  # bytes; below this the gzip header costs more than it saves
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


def init_app(app: Flask) -> None:
    """Compress what a browser accepts compressed."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if not _wanted(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < WORTH_IT:
            return response
        # Static files come once for all and are packed as small as they get; pages must be quick.
        response.set_data(_packed(body) if request.endpoint == "static" else gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(response.content_length or len(response.get_data()))
        response.vary.add("Accept-Encoding")
        return response


def _wanted(response: Response) -> bool:
    return (
        response.status_code in {200, 400, 404, 409, 413, 422, 503}
        and (response.mimetype or "").startswith(TEXT)
        and "Content-Encoding" not in response.headers
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and request.method != "HEAD"
    )


@functools.lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
