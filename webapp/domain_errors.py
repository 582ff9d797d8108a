"""Errors of the domain, and the status that each becomes. Their sentences are fit to read."""

from __future__ import annotations

ERRORS: list[tuple[type[Exception], int]] = []
