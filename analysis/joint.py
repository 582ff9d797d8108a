"""Figure beside stories: bevestigt, vult aan, breidt uit, spreekt tegen or stil, always proposed with its reason; a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.sentences import Said, listed
from analysis.statistics.intervals import wilson
from analysis.themes import StoryRow
from saying import mark, say

CONFIRMS, ADDS, EXTENDS, CONTRADICTS, SILENT = "bevestigt", "vult_aan", "breidt_uit", "spreekt_tegen", "stil"
RELATIONS = (CONFIRMS, ADDS, EXTENDS, CONTRADICTS, SILENT)
BEYOND = 0.2  # from this share of the stories on (lower end of the interval) a subject outside the figure is worth a sentence
NAMED = 2  # subjects at most

_FIGURE = Said(
    {
        "goede_kant": mark("Het cijfer gaat de gewenste kant op; {stories}."),
        "verkeerde_kant": mark("Het cijfer gaat niet de gewenste kant op; {stories}."),
        "onduidelijk": mark("Het cijfer laat geen duidelijk verschil zien; {stories}."),
        "te_vroeg": mark("Het is nog te vroeg om over het cijfer te oordelen; {stories}."),
        "te_klein": mark("Er zijn te weinig antwoorden voor een cijfer; {stories}."),
    }
)
_STORIES = Said(
    {
        "goed": mark("de meeste verhalen wijzen ook de gewenste kant op"),
        "slecht": mark("de meeste verhalen wijzen de andere kant op"),
        "verdeeld": mark("de verhalen zijn verdeeld"),
        "stil": mark("er zijn te weinig verhalen die hierover gaan"),
    }
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation and the sentence that says why it is proposed."""

    relation: str
    reason: str


def propose(figure: str, stories: str, beyond: Sequence[str] = ()) -> Proposal:
    """The relation between the verdict of the figure and that of the stories (goed, slecht, verdeeld, stil).

    Contradiction is never averaged away: a clear figure against clear stories is always spreekt_tegen. Where only one of
    them is clear, the stories add to the figure; when they then also bring a subject that the figure does not measure (`beyond`, see
    `subjects_beyond`), they extend it. Where both are clear such a subject is named, but what they say about the same thing goes first.
    """
    relation = _relation(figure, stories)
    if relation == ADDS and beyond:
        relation = EXTENDS
    reason = _FIGURE[figure].format(stories=_story_words(figure, stories))
    if beyond and relation != SILENT:
        named = listed([f"“{one}”" for one in beyond[:NAMED]])
        reason += " " + say("Veel van deze verhalen gaan ook over {subjects}. Dat meet het cijfer niet.", subjects=named)
    return Proposal(relation, reason)


def subjects_beyond(
    stories: Iterable[StoryRow], points: Mapping[str, str], names: Mapping[str, str], minimum: int
) -> tuple[str, ...]:
    """The names of themes that do not belong to a result (so its figure does not measure them), but stand in many of its stories.

    Many: at least `minimum` stories, and the 95% interval of their share lies above BEYOND. Most told first.
    """
    about, found = 0, Counter[str]()
    for story in stories:
        if story.themes & points.keys():
            about += story.times
            for code in story.themes - points.keys():
                found[code] += story.times
    enough = [(code, count) for code, count in found.items() if count >= minimum and wilson(count, about).low > BEYOND]
    return tuple(names.get(code, code) for code, _ in sorted(enough, key=lambda one: (-one[1], one[0])))


def _relation(figure: str, stories: str) -> str:
    if stories == "stil" or figure == "te_klein":
        return SILENT
    same = {"goede_kant": "goed", "verkeerde_kant": "slecht"}
    if figure not in same or stories == "verdeeld":
        return ADDS
    return CONFIRMS if same[figure] == stories else CONTRADICTS


def _story_words(figure: str, stories: str) -> str:
    if figure == "verkeerde_kant" and stories in ("goed", "slecht"):
        if stories == "goed":
            return say("de meeste verhalen wijzen wel de gewenste kant op")
        return say("de meeste verhalen zeggen hetzelfde")
    if figure != "goede_kant" and stories == "goed":
        return say("de meeste verhalen wijzen de gewenste kant op")
    return _STORIES[stories]
