"""The invented municipality Voorbeeldstad: every person, answer, story and number in it is made up, and says so."""

from __future__ import annotations

__all__ = ["SEED", "STAFF_EMAIL", "STAFF_PASSWORD"]

SEED = 20261121
STAFF_EMAIL = "demo@voorbeeldstad.example"
STAFF_PASSWORD = "verzonnen-voorbeeldstad"  # noqa: S105  public on purpose: it opens invented data only
