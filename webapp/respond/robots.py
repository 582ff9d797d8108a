"""Forms that a programme seems to have sent: flagged, never refused or left out; no puzzle, and no third party."""

from __future__ import annotations

import time

from webapp.respond.forms import field
from webapp.respond.tokens import Named

TRAP = "toelichting"  # a field that people do not see
TO_READ, TO_WRITE = 2, 5  # seconds; quicker is no person


def seems_automatic(named: Named, seconds: int) -> bool:
    """Whether the hidden field was filled in, or the form came back sooner after it was drawn (signed) than a person can."""
    return bool(field(TRAP)) or int(time.time()) - named.extra < seconds
