"""What the reasoning line refuses, with a sentence that says what to do."""

from __future__ import annotations


class LineRefused(ValueError):
    """A change of the line that cannot be; the message is fit to read."""
