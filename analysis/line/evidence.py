"""The ladder of evidence: how sure the partners are of a link, and what each rung asks. "Bewezen" is never said by one person alone.

The rungs and the rule for "bewezen" follow ../shared/reference/domain.md, requirements 15 and 114.
"""

from __future__ import annotations

from saying import mark, say

EVIDENCE = (mark("verondersteld"), mark("aannemelijk"), mark("onderbouwd"), mark("bewezen"))
MEANS = {
    "verondersteld": mark("Wij denken dat dit zo werkt. Het is nog niet nagegaan."),
    "aannemelijk": mark("Er is een goede redenering voor, en niets wijst erop dat zij niet klopt."),
    "onderbouwd": mark("Er ligt iets onder: een cijfer, verhalen of een studie."),
    "bewezen": mark("Een onderzoek met een vast opzet laat het zien, en een tweede persoon keek mee."),
}


class EvidenceRefused(ValueError):
    """A rung that cannot be taken (yet); the message says in Dutch what to do."""


def rank(level: str) -> int:
    """How high a rung is."""
    return EVIDENCE.index(level)


def check(
    level: str, *, argument: str, attached: int, design: str = "", proposer: int | None = None, second: int | None = None
) -> None:
    """Refuse a rung that asks more than there is. `proposer` and `second` say who proposes "bewezen" and who looked again."""
    if level not in EVIDENCE:
        raise EvidenceRefused(say("Kies hoe zeker u bent."))
    if level != "verondersteld" and not argument.strip():
        raise EvidenceRefused(say("Schrijf eerst op waarom u dit denkt."))
    if rank(level) >= rank("onderbouwd") and not attached:
        raise EvidenceRefused(say("Leg er eerst iets onder: een cijfer, een thema uit de verhalen of een studie."))
    if level == "bewezen":
        _check_proof(design, proposer, second)


def _check_proof(design: str, proposer: int | None, second: int | None) -> None:
    if not design.strip():
        raise EvidenceRefused(say("Schrijf op hoe het onderzoek is opgezet. Zonder opzet kan ‘bewezen’ niet."))
    if second is None:
        raise EvidenceRefused(say("Vraag een tweede persoon om mee te kijken. Tot dan staat er ‘onderbouwd’."))
    if second == proposer:
        raise EvidenceRefused(say("Wie ‘bewezen’ voorstelt, kan het niet zelf bevestigen. Vraag iemand anders."))
