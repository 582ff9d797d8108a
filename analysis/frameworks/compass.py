"""What the data say about the steps of the compass, and when an indicator comes before its conversation. Plain rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from analysis.frameworks.aggregate import Proposal
from saying import mark, say

COMPASS = "kompas"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a programme has already put down, counted."""

    agreed_by: int = 0  # partners under the shared challenge
    terms_agreed: int = 0
    ambitions: int = 0
    series: int = 0  # imported figures
    results: int = 0
    results_with_indicator: int = 0
    results_with_activity: int = 0
    activities: int = 0
    activities_with_mechanism: int = 0
    certificates: int = 0
    fidelity_checks: int = 0
    outcome_indicators: int = 0
    waves_with_answers: int = 0
    interpretations: int = 0
    actions: int = 0


_SAYS = {
    "vooraf": mark("Partners onder de gezamenlijke opgave: {agreed_by}; afgesproken begrippen: {terms_agreed}"),
    "monitoring": mark("Ambities: {ambitions}; bronnen met cijfers: {series}; meetrondes met antwoorden: {waves_with_answers}"),
    "resultaat": mark("{results_with_indicator} van de {results} resultaten hebben een indicator"),
    "activiteiten": mark(
        "{results_with_activity} van de {results} resultaten hebben een activiteit; {activities_with_mechanism} van de {activities} "
        "activiteiten zeggen waarom het werkt"
    ),
    "kwaliteit": mark("Keurmerken: {certificates}; nagekeken punten van goede uitvoering: {fidelity_checks}"),
    "outcome": mark("Indicatoren van outcome: {outcome_indicators}; meetrondes met antwoorden: {waves_with_answers}"),
    "verbeteren": mark("Besproken uitkomsten: {interpretations}; verbeteracties: {actions}"),
}


def proposals(facts: Facts) -> dict[str, Proposal]:
    """A state per step, never more than "bezig": that something was discussed or is done is for people to say."""
    begun = {
        "vooraf": facts.agreed_by + facts.terms_agreed, "monitoring": facts.ambitions + facts.series + facts.waves_with_answers,
        "resultaat": facts.results, "activiteiten": facts.results_with_activity,
        "kwaliteit": facts.certificates + facts.fidelity_checks, "outcome": facts.outcome_indicators,
        "verbeteren": facts.interpretations + facts.actions,
    }  # fmt: skip
    numbers = asdict(facts)
    return {
        code: Proposal("bezig" if begun[code] else "niet_begonnen", say(sentence, **numbers)) for code, sentence in _SAYS.items()
    }


def too_early(facts: Facts, talked: bool) -> str:
    """Why an indicator now would be a jump; "" when it is not. `talked`: steps 1 to 3 of the compass were talked over."""
    if not facts.results:
        return say(
            "Er is nog geen maatschappelijk resultaat. Wie nu een indicator kiest, mist het gesprek over wat u wilt bereiken."
        )
    if not facts.results_with_activity:
        return say("Er hangt nog geen activiteit aan een resultaat. Bespreek eerst wat u gaat doen en waarom dat helpt.")
    if not facts.ambitions and not talked:
        return say("Er is nog geen ambitie besproken. Begin bij stap 1 van het kompas.")
    return ""
