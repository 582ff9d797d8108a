"""The words by which the ledger knows a group, in the language of the reader: kept in Dutch, piece by piece said where they are shown."""

from __future__ import annotations

import re

from saying import mark, say

BETWEEN = re.compile(r"(, |: | · | ?“|”)")
OURS = (  # what we put around the names of figures, waves and groups; those are said only where we wrote them ("Naar leeftijd")
    mark("dezelfde mensen"), mark("naar wijk"), mark("naar leeftijd"), mark("Thema"), mark("wie vertelden"), mark("Verhalen over"),
    mark("Wie de verhalen vertelden"), mark("Driehoek in de verhalen"), mark("Woorden in de verhalen"), mark("Alle antwoorden"),
    mark("Wie meedeed"), mark("Bewoners die vertelden"), mark("Tegenspraak"), mark("meting"), mark("verteller"),
    mark("Wie een oorzaak noemde"), mark("deelnemers"), mark("Na afloop"), mark("Cliënten"), mark("Partners"), mark("Zeker als generalist"),
)  # fmt: skip


def spoken(words: str) -> str:
    """These words, of which the pieces that we wrote are said; names stay what they are."""
    return "".join(say(piece) if piece and not BETWEEN.fullmatch(piece) else piece for piece in BETWEEN.split(words))
