"""Words that claim a cause: this software counts and tells what changed, never through what (domain.md requirement 113)."""

from __future__ import annotations

import re

from saying import mark, say

CAUTION = mark(
    "Let op: deze cijfers en verhalen laten zien wat er veranderde, niet waardoor. Een activiteit kan aannemelijk bijdragen; dat zij de "
    "verandering heeft veroorzaakt, is hiermee niet te zeggen. In een samenleving gebeurt altijd meer tegelijk."
)
PREFERRED = "draagt aannemelijk bij aan"
_CLAIMS = re.compile(
    r"\b(?:dankzij|veroorzaakt(?:e|en)?|heeft geleid tot|hebben geleid tot|leidt tot|leidde tot|leidden tot|is het gevolg van|"
    r"zijn het gevolg van|is bewezen|bewijst dat|bewijzen dat|bewezen effect(?:ief)?|komt doordat|kwam doordat|komt door|kwam door|"
    r"met als resultaat dat|heeft gezorgd voor|hebben gezorgd voor|zorgde voor|zorgden voor)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:niet|geen|nooit|of|misschien|mogelijk|wellicht|volgens|aannemelijk|vermoed\w*|denk\w*)\b", re.IGNORECASE
)


def claims(text: str) -> tuple[str, ...]:
    """The words in a text that claim a cause, each once; a sentence that doubts or denies it is left alone."""
    found: dict[str, None] = {}
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if not _DENIED.search(sentence):
            found |= dict.fromkeys(one.group().lower() for one in _CLAIMS.finditer(sentence))
    return tuple(found)


def advice(text: str) -> str:
    """A sentence for whoever wrote a claim of cause; "" when there is none."""
    found = claims(text)
    if not found:
        return ""
    return say(
        "Hier staat {named}. Dat klinkt als een oorzaak, en die laten deze gegevens niet zien. Schrijf liever: {preferred}.",
        named=", ".join(f"‘{one}’" for one in found), preferred=PREFERRED,
    )  # fmt: skip
