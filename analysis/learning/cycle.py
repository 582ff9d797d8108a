"""The learning cycle as a state machine: which step may follow which, and what each step asks of people first."""

from __future__ import annotations

from dataclasses import dataclass

from saying import mark

STEPS = ("rapportage", "eerst_het_team", "gesprek", "verbeteractie", "gesloten")
NAMES = {
    "rapportage": mark("Rapportage"),
    "eerst_het_team": mark("Eerst het team"),
    "gesprek": mark("Gesprek"),
    "verbeteractie": mark("Verbeteractie"),
    "gesloten": mark("Gesloten"),
}
MEANS = {
    "rapportage": "Het rapport wordt gemaakt.",
    "eerst_het_team": "Wie het aangaat, ziet het rapport als eerste en antwoordt.",
    "gesprek": "Inwoners, gemeente en aanbieders praten over het rapport.",
    "verbeteractie": "Er wordt afgesproken wat er anders gaat.",
    "gesloten": "Het rapport is besproken. De volgende ronde kan beginnen.",
}


class StepRefused(Exception):
    """A step cannot be taken yet; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cycle has: a kept report, replies of those it is about, conversations, actions, or a reason for none."""

    state: str
    report: bool = False
    replies: int = 0
    dialogues: int = 0
    actions: int = 0
    no_action_because: str = ""


def missing(standing: Standing) -> str:
    """What has to be there before the next step, as one sentence; "" when the step may be taken."""
    if standing.state == "rapportage" and not standing.report:
        return "Bewaar eerst een rapport. Daar gaat deze ronde over."
    if standing.state == "eerst_het_team" and not standing.replies:
        return "Laat eerst antwoorden wie het rapport aangaat. Geen opmerkingen? Schrijf dat dan op."
    if standing.state == "gesprek" and not standing.dialogues:
        return "Leg eerst vast welk gesprek over het rapport is gevoerd, en met wie."
    if standing.state == "verbeteractie" and not (standing.actions or standing.no_action_because):
        return "Spreek minstens één verbeteractie af, of schrijf op waarom er geen actie komt."
    if standing.state == "gesloten":
        return "Deze ronde is gesloten. Begin een nieuwe ronde."
    return ""


def following(standing: Standing) -> str:
    """The next step; raises StepRefused with what is missing."""
    if lack := missing(standing):
        raise StepRefused(lack)
    return STEPS[STEPS.index(standing.state) + 1]


def preceding(standing: Standing) -> str:
    """One step back, for who finds that a conversation is not finished; what is closed stays closed."""
    if standing.state == "gesloten":
        raise StepRefused("Een gesloten ronde gaat niet meer open. Begin een nieuwe ronde.")
    if standing.state == "rapportage":
        raise StepRefused("Dit is de eerste stap.")
    return STEPS[STEPS.index(standing.state) - 1]


def only_first_readers(state: str) -> bool:
    """Whether only those whom the report is about may see it now: they read and answer first (domain.md, requirement 30)."""
    return state in {"rapportage", "eerst_het_team"}
