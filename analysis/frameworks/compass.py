"""What the data say about the steps of the compass, and when an indicator comes before its conversation. Plain rules."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.frameworks.aggregate import Proposal

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


def proposals(facts: Facts) -> dict[str, Proposal]:
    """A state per step, never more than "besproken": done is for people to say."""
    return {
        "vooraf": _scale((facts.agreed_by > 0, facts.terms_agreed > 0), f"{_so_many(facts.agreed_by, 'partner', 'partners')} onder de gezamenlijke opgave, {_so_many(facts.terms_agreed, 'begrip', 'begrippen')} afgesproken"),
        "monitoring": _scale((facts.ambitions > 0, facts.series + facts.waves_with_answers > 0), f"{_so_many(facts.ambitions, 'ambitie', 'ambities')}, {_so_many(facts.series, 'bron', 'bronnen')} met cijfers, {_so_many(facts.waves_with_answers, 'meetronde', 'meetrondes')} met antwoorden"),
        "resultaat": _scale((facts.results > 0, 0 < facts.results == facts.results_with_indicator), f"{facts.results_with_indicator} van {facts.results} resultaten hebben een indicator"),
        "activiteiten": _scale((facts.results_with_activity > 0, 0 < facts.results == facts.results_with_activity and facts.activities_with_mechanism == facts.activities), f"{facts.results_with_activity} van {facts.results} resultaten hebben een activiteit; {facts.activities_with_mechanism} van {facts.activities} activiteiten zeggen waarom het werkt"),
        "kwaliteit": _scale((facts.certificates + facts.fidelity_checks > 0, facts.certificates > 0 and facts.fidelity_checks > 0), f"{_so_many(facts.certificates, 'keurmerk', 'keurmerken')}, {_so_many(facts.fidelity_checks, 'punt', 'punten')} van goede uitvoering nagekeken"),
        "outcome": _scale((facts.outcome_indicators > 0, facts.outcome_indicators > 0 and facts.waves_with_answers > 1), f"{_so_many(facts.outcome_indicators, 'indicator', 'indicatoren')} van outcome, gemeten in {_so_many(facts.waves_with_answers, 'ronde', 'rondes')}"),
        "verbeteren": _scale((facts.interpretations > 0, facts.interpretations > 0 and facts.actions > 0), f"{_so_many(facts.interpretations, 'uitkomst', 'uitkomsten')} besproken, {_so_many(facts.actions, 'verbeteractie', 'verbeteracties')}"),
    }  # fmt: skip


def _scale(reached: tuple[bool, bool], reason: str) -> Proposal:
    begun, told = reached
    return Proposal("besproken" if begun and told else "bezig" if begun or told else "niet_begonnen", reason)


def _so_many(count: int, one: str, many: str) -> str:
    return f"{count or 'geen'} {one if count == 1 else many}"


def too_early(facts: Facts, talked: bool) -> str:
    """Why an indicator now would be a jump; "" when it is not. `talked`: steps 1 to 3 of the compass were talked over."""
    if not facts.results:
        return "Er is nog geen maatschappelijk resultaat. Wie nu een indicator kiest, mist het gesprek over wat u wilt bereiken."
    if not facts.results_with_activity:
        return "Er hangt nog geen activiteit aan een resultaat. Bespreek eerst wat u gaat doen en waarom dat helpt."
    if not facts.ambitions and not talked:
        return "Er is nog geen ambitie besproken. Begin bij stap 1 van het kompas."
    return ""
