"""Figure beside stories: bevestigt, vult aan, spreekt tegen or stil, always proposed with its reason; a person decides."""

from __future__ import annotations

from dataclasses import dataclass

CONFIRMS, ADDS, CONTRADICTS, SILENT = "bevestigt", "vult_aan", "spreekt_tegen", "stil"
RELATIONS = (CONFIRMS, ADDS, CONTRADICTS, SILENT)

_FIGURE = {
    "goede_kant": "Het cijfer gaat de gewenste kant op",
    "verkeerde_kant": "Het cijfer gaat niet de gewenste kant op",
    "onduidelijk": "Het cijfer laat geen duidelijk verschil zien",
    "te_vroeg": "Het is nog te vroeg om over het cijfer te oordelen",
    "te_klein": "Er zijn te weinig antwoorden voor een cijfer",
}
_STORIES = {
    "goed": "de meeste verhalen wijzen ook de gewenste kant op",
    "slecht": "de meeste verhalen wijzen de andere kant op",
    "verdeeld": "de verhalen zijn verdeeld",
    "stil": "er zijn te weinig verhalen die hierover gaan",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation and the sentence that says why it is proposed."""

    relation: str
    reason: str


def propose(figure: str, stories: str) -> Proposal:
    """The relation between the verdict of the figure and that of the stories (goed, slecht, verdeeld, stil).

    Contradiction is never averaged away: a clear figure against clear stories is always spreekt_tegen. Where only one of
    them is clear, the stories add to the figure.
    """
    relation = _relation(figure, stories)
    return Proposal(relation, f"{_FIGURE[figure]}; {_story_words(figure, stories)}.")


def _relation(figure: str, stories: str) -> str:
    if stories == "stil" or figure == "te_klein":
        return SILENT
    same = {"goede_kant": "goed", "verkeerde_kant": "slecht"}
    if figure not in same or stories == "verdeeld":
        return ADDS
    return CONFIRMS if same[figure] == stories else CONTRADICTS


def _story_words(figure: str, stories: str) -> str:
    if figure == "verkeerde_kant" and stories in ("goed", "slecht"):
        return "de meeste verhalen wijzen wel de gewenste kant op" if stories == "goed" else "de meeste verhalen zeggen hetzelfde"
    if figure not in ("goede_kant", "verkeerde_kant") and stories in ("goed", "slecht"):
        side = "de gewenste kant op" if stories == "goed" else "de andere kant op"
        return f"de meeste verhalen wijzen {side}"
    return _STORIES[stories]
