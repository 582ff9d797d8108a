"""What may come in: a body says how long it is, and is not longer than the limit."""

from __future__ import annotations

from flask import Flask, abort, request

UPLOADS = frozenset({"desk.import_source", "desk.read_packages", "desk.interview"})  # pages that take a file


def init_app(app: Flask) -> None:
    """Refuse bodies without a length (servers were seen to store such bodies cut off) and bodies over the limit."""

    @app.before_request
    def _length() -> None:
        if request.method not in {"POST", "PUT", "PATCH"}:
            return
        if request.environ.get("HTTP_TRANSFER_ENCODING") or request.content_length is None:
            abort(411)
        limit = app.config["MAX_CONTENT_LENGTH"]
        if request.endpoint in UPLOADS:
            limit = request.max_content_length = app.config["UPLOAD_LIMIT"]
        if request.content_length > limit:
            abort(413)
        if request.mimetype == "application/x-www-form-urlencoded" and request.get_data(cache=True).count(b"&") > 500:
            abort(413)
