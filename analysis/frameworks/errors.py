"""What goes wrong with cards and sessions of a framework; the sentence says what to do."""

from __future__ import annotations


class CardRefused(Exception):
    """The card or session cannot be kept; the sentence says what to do."""
