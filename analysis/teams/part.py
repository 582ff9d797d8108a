"""From the tables to the part of the Report about the teams: marks per dimension against the mean of all teams."""

from __future__ import annotations

import numpy as np
from sqlalchemy.orm import Session

from analysis import disclosure
from analysis.frameworks import catalogue
from analysis.frameworks.framework import text_of
from analysis.material import Material
from analysis.report.context import Context
from analysis.report.parts.teams import GroupMark, TeamAge, TeamDimension, TeamsPart
from analysis.report.values import Figure, Interval
from analysis.sentences import listed
from analysis.statistics.intervals import wilson
from analysis.teams import answers, around, board, marks, places
from analysis.teams.ages import AgeClass
from analysis.teams.board import Board, figure, why
from saying import mark, say

WITHIN = {"kwaliteit": mark("Kwaliteit"), "samenstelling": mark("Samenstelling"), "werkwijze": mark("Werkwijze")}
AGES_APART = 0.3  # from such a difference in mean mark on, the title speaks of it


def part(session: Session, context: Context) -> TeamsPart | None:
    """The part, or None when the programme has nothing to say here."""
    found = board.of(session, context.programme, context.material)
    if found is None:
        return None
    of_clients, per_town = around.clients(found, context.material)
    of_partners, per_kind = around.partners(context.material)
    period, money = around.money_of(session, found, per_town)
    classes = found.age_classes(context.day)
    low_first = marks.ranked(tuple(found.dimensions.values()))
    return TeamsPart(
        title=say("De wijkteams"), message=_message(low_first), period=found.round.period, people=len(found.round.sheet),
        teams=len(found.teams), shown=len(found.shown), municipalities=tuple(sorted({one.municipality for one in found.teams})),
        minimum=found.minimum, dimensions=tuple(dimension_part(one) for one in found.dimensions.values()),
        within_team=tuple(GroupMark(say(WITHIN[code]), figure(one.reference)) for code, one in found.within_team.items()),
        challenges=tuple(name(code) for code in low_first), generalist=_generalist(found, context.material),
        ages=tuple(_age(found, one) for one in classes), age_message=_age_message(classes),
        help=around.help_of(context.material), client=of_clients, clients=per_town, partner=of_partners, partners=per_kind,
        money=money, money_period=period, society=around.society(session, context.programme), society_text=explain("samenleving"),
        notes=_notes(found),
    )  # fmt: skip


def name(code: str) -> str:
    """The Dutch name of a ball."""
    found = catalogue.get("bollen").dimension(code)
    return text_of(found.name) if found else code.capitalize()


def explain(code: str) -> str:
    """What a ball is about."""
    found = catalogue.get("bollen").dimension(code)
    return text_of(found.text) if found else ""


def dimension_part(one: marks.Dimension) -> TeamDimension:
    """A dimension as the report shows it."""
    towns = tuple(GroupMark(town, figure(mark), mark.teams or None) for town, mark in sorted(one.municipalities.items()))
    return TeamDimension(
        one.code, name(one.code), explain(one.code), figure(one.reference), figure(one.respondents), towns, one.spots
    )  # fmt: skip


def _message(low_first: tuple[str, ...]) -> str:
    """What stands out, in a sentence; only when there is enough to compare."""
    if len(low_first) < 4:
        return say("Er zijn nog te weinig antwoorden om de dimensies naast elkaar te zetten")
    high = listed([name(code).lower() for code in reversed(low_first[-2:])])
    low = listed([name(code).lower() for code in low_first[:2]])
    return say("Medewerkers geven {high} het hoogste cijfer; de grootste uitdagingen zijn {low}", high=high, low=low)


def _generalist(found: Board, material: Material) -> Figure:
    """The share of employees who feel sure of their role as a generalist."""
    values = answers.generalists(found.round.sheet)
    values = values[~np.isnan(values)]
    sure, n = int(values.sum()), len(values)
    question, item, _ = answers.GENERALIST
    gone = places.held(material, found.questionnaire, found.round, answers.asked(question, item))
    reason = (
        disclosure.PUBLISHED if gone else disclosure.primary(disclosure.Cell(n, sure), found.minimum) if n else marks.NO_ANSWERS
    )
    if reason:
        return Figure(None, None, "procent", suppressed=n > 0, reason=why(reason))
    sizes = [one.members for one in found.teams]
    population = None if None in sizes else max(sum(one or 0 for one in sizes), n)
    made = wilson(sure, n, population=population)
    return Figure(
        round(100 * sure / n, 1), n, "procent", Interval(round(100 * made.low, 1), round(100 * made.high, 1), made.method)
    )


def _age(found: Board, one: AgeClass) -> TeamAge:
    figures = tuple(figure(each) for each in found.mean_of(one.codes).values())
    return TeamAge(
        one.label, round(one.mean, 1), one.spots, tuple(each.value or 0.0 for each in figures), len(one.codes), figures
    )  # fmt: skip


def _age_message(classes: tuple[AgeClass, ...]) -> str:
    if len(classes) < 2:
        return say("Er zijn te weinig teams om naar hun leeftijd te kijken")
    apart = classes[-1].mean - classes[0].mean
    if abs(apart) < AGES_APART:
        return say("Jonge en oude teams geven ongeveer hetzelfde cijfer")
    return (
        say("Teams die langer bestaan geven hogere cijfers")
        if apart > 0
        else say("Teams die langer bestaan geven lagere cijfers")
    )


def _notes(found: Board) -> tuple[str, ...]:
    notes = [
        say("Het interval gaat over wie niet antwoordde. Deed een heel team mee, dan is het nul; een mening blijft het."),
        say("De cijfers zijn wat medewerkers zelf vinden. Elke wijk is anders, daarom staan de teams er zonder naam."),
        say("Geld staat nooit alleen: minder kosten is pas goed als mensen goed geholpen en tevreden zijn."),
    ]
    if any(
        one.reason == disclosure.PUBLISHED
        for each in found.dimensions.values()
        for one in (*each.teams.values(), each.respondents)
    ):
        notes.append(
            say(
                "Een cijfer dat te weinig mensen verschilt van een eerder rapport, tonen wij niet: wat één collega invulde, zou eruit volgen."
            )
        )
    hidden = len(found.teams) - len(found.shown)
    return (_hidden(hidden, found.minimum), *notes) if hidden else tuple(notes)


def _hidden(teams: int, minimum: int) -> str:
    if teams == 1:
        return say(
            "1 team tonen wij niet bij elke dimensie: er zijn minder dan {minimum} antwoorden, of een ander team zou eruit volgen.",
            minimum=minimum,
        )
    return say(
        "{teams} teams tonen wij niet bij elke dimensie: er zijn minder dan {minimum} antwoorden, of een ander team zou eruit volgen.",
        teams=teams, minimum=minimum,
    )  # fmt: skip
