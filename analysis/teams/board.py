"""All marks of the teams of a programme at once: what the report, the sheet of a team and the desk look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import disclosure
from analysis.material import Material, Questionnaire, Round
from analysis.report.values import Figure, Interval
from analysis.teams import ages, answers, apart, marks
from analysis.teams.models import Team
from analysis.teams.places import held
from saying import mark, say
from surveys.parties import Programme


@dataclass(frozen=True, slots=True)
class Board:
    """The marks per dimension, and of the parts of the dimension team."""

    teams: tuple[Team, ...]  # by name
    round: Round
    questionnaire: Questionnaire
    minimum: int
    dimensions: Mapping[str, marks.Dimension]
    within_team: Mapping[str, marks.Dimension]

    @property
    def shown(self) -> frozenset[str]:
        """The teams of which every dimension may be shown."""
        return frozenset(
            one.code for one in self.teams if all(each.teams[one.code].value is not None for each in self.dimensions.values())
        )

    def totals(self) -> dict[str, float]:
        """The mean over the dimensions of each shown team."""
        codes = self.shown
        found = {code: [each.teams[code].value or 0.0 for each in self.dimensions.values()] for code in codes}
        return {code: sum(values) / len(values) for code, values in found.items()}

    def age_classes(self, day: date) -> tuple[ages.AgeClass, ...]:
        """The shown teams by how long they exist: classes of which the means give away no team beside the other means that are told."""
        found = ages.classes(self.ages(day), self.totals())
        fine = [True] * len(found)
        for one in self.dimensions.values():
            good = apart.accepted(_told(self.teams, one), [each.codes for each in found], marks.TEAMS_AT_LEAST, _of_all(one))
            fine = [mine and here for mine, here in zip(fine, good, strict=True)]
        return tuple(each for each, good in zip(found, fine, strict=True) if good)

    def mean_of(self, codes: frozenset[str]) -> dict[str, marks.Mark]:
        """The mean of these shown teams per dimension, each once; nothing for fewer than three of them."""
        if len(codes & self.shown) < marks.TEAMS_AT_LEAST:
            return {}
        return {code: one.mean_of(codes & self.shown) for code, one in self.dimensions.items()}

    def ages(self, day: date) -> dict[str, int]:
        """Full years of each team that has a first day."""
        return {one.code: ages.years(one.starts_on, day) for one in self.teams if one.starts_on}


def _told(teams: Sequence[Team], one: marks.Dimension) -> list[frozenset[str]]:
    """The groups of teams of which a dimension tells the mean: all that are shown, and each municipality."""
    shown = frozenset(member.code for member, _ in one.answers)
    towns = [town for town, mark in one.municipalities.items() if mark.value is not None]
    return [shown, *(frozenset(team.code for team in teams if team.municipality == town) & shown for town in towns)]


def _of_all(one: marks.Dimension) -> apart.Sizes:
    return marks.answered_by(one.answers, one.respondents)


def listed(session: Session, programme: Programme) -> tuple[Team, ...]:
    """The teams of a programme, by name."""
    return tuple(session.scalars(select(Team).where(Team.programme_id == programme.id).order_by(Team.name, Team.code)))


def of(session: Session, programme: Programme, material: Material, closed_by: date | None = None) -> Board | None:
    """The board of the newest quickscan among employees; None without teams or answers.

    `closed_by`: only rounds that were over before this day. A sheet is looked at again and again: while answers still come in, the
    difference between two looks would be the answer of one colleague.
    """
    teams = listed(session, programme)
    of_employees = answers.questionnaire(material, answers.EMPLOYEES)
    if not teams or of_employees is None:
        return None
    rounds = [one for one in of_employees.rounds if closed_by is None or one.closes_on < closed_by]
    if not rounds:
        return None
    last = rounds[-1]
    # Colleagues are professionals: their minimum, and never that of residents.
    minimum = disclosure.minimum_for("professional", material.minimum_residents, material.minimum_professionals)
    members = [marks.Member(one.code, one.municipality, one.members) for one in teams]
    places = answers.places(last.sheet, answers.TEAM_QUESTION, [one.code for one in teams])

    def scored(scale: str) -> marks.Dimension:
        gone = held(material, of_employees, last, answers.scale(scale), [one.code for one in teams])
        return marks.dimension(scale, answers.marks(of_employees, last.sheet, scale), places, members, minimum, gone)

    dimensions = {code: scored(code) for code in marks.together(answers.DIMENSIONS)}
    return Board(teams, last, of_employees, minimum, dimensions, {code: scored(code) for code in answers.WITHIN_TEAM})


WHY = {  # a figure that is hidden for its answers and one that is hidden beside it say the same (docs/decisions/0010)
    disclosure.TOO_SMALL: mark("te weinig antwoorden om te tonen"),
    disclosure.ONE_SIDED: mark("anders is uit te rekenen wat enkele mensen antwoordden"),
    disclosure.ALONGSIDE: mark("anders is uit te rekenen wat enkele mensen antwoordden"),
    disclosure.PUBLISHED: mark("het verschil met wat eerder naar buiten ging is te klein"),
}


def why(reason: str) -> str:
    """Why a figure of teams is not shown, in words."""
    return say(WHY.get(reason, reason))


def figure(one: marks.Mark) -> Figure:
    """A mark as the report shows it: one decimal, no more."""
    if one.value is None:
        return Figure(None, None, "cijfer", suppressed=one.reason != marks.NO_ANSWERS, reason=why(one.reason))
    bounds = one.interval
    interval = Interval(round(bounds.low, 1), round(bounds.high, 1), bounds.method) if bounds else None
    return Figure(round(one.value, 1), one.n, "cijfer", interval)
