"""Proposals about a range of words: a person to hide, an address, a place, an organisation."""

from __future__ import annotations

from narratives.dutch.known_names import Mark
from narratives.dutch.sheet import Sheet
from narratives.proposals import Proposal

__all__ = ["ADDRESS", "ORGANISATION", "PLACE", "Step", "marked", "people", "span"]

PLACE, ORGANISATION, ADDRESS = ("place", "plaats"), ("organisation", "organisatie"), ("hide", "adres")
Step = tuple[list[Proposal], int]  # what was found, and the number of the word after it


def span(sheet: Sheet, what: tuple[str, str], first: int, last: int, why: tuple[str, float]) -> Proposal:
    """A proposal about the words first to last (exclusive); `why` is the reason with its score."""
    (kind, label), (reason, score) = what, why
    end = sheet.end(last - 1)
    text = sheet.words[last - 1].text
    if kind == "hide" and (text.endswith(("'s", "’s"))):
        end -= 2
    return Proposal(kind, label, sheet.starts[first], end, reason, score)


def people(sheet: Sheet, first: int, last: int, reason: str, score: float) -> list[Proposal]:
    """A person: to hide, and as a person."""
    hide = span(sheet, ("hide", "naam"), first, last, (reason, score))
    return [hide, Proposal("person", "persoon", hide.start, hide.end, reason, score)]


def marked(sheet: Sheet, mark: Mark) -> Proposal:
    """A known place or organisation."""
    return span(sheet, PLACE if mark.kind == "place" else ORGANISATION, mark.first, mark.last, (mark.reason, mark.score))
