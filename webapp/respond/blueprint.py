"""The blueprint of the resident's pages, and what each of its requests goes through first."""

from __future__ import annotations

from flask import Blueprint, abort, g, request

from webapp.language import LANGUAGES

respond = Blueprint("respond", __name__)


@respond.before_request
def _same_site() -> None:
    refuse_other_sites()
    language = (request.view_args or {}).get("language")
    if language is not None:
        if language not in LANGUAGES:
            abort(404)
        g.language = language


def refuse_other_sites() -> None:
    """Refuse a form sent from another site; older browsers do not say so, and there the token in the form decides."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(400)
