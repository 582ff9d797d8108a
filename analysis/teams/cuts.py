"""Who stands behind every figure of the teams: the cuts of their part of the report, and of the sheet of a team.

The marks of the teams are shown as dots, without names, and every mean (all teams, a municipality, a class of age) follows from them.
So each shown team is a cut: who has all cuts knows more than who has the report, and from that nobody may follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from analysis import tallies
from analysis.ledger.members import Bits, Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.material import Material, Questionnaire, Round
from analysis.report.parts.teams import GroupMark, TeamsPart
from analysis.teams import answers, around, board, helped, places
from analysis.teams.board import Board
from analysis.teams.marks import ALL, Dimension
from surveys.parties import Programme

WHO = {answers.EMPLOYEES: "Teams", answers.CLIENTS: "Cliënten", answers.PARTNERS: "Partners"}  # words of the ledger are not said


@dataclass(frozen=True, slots=True)
class _Wave:
    """The rows of one wave of a questionnaire, to take cuts of."""

    rosters: Rosters
    of: Questionnaire
    one: Round
    minimum: int

    def cut(self, chosen: Bits, subject: str, words: str, group: str = ALL) -> Cut:
        """The cut of the chosen rows. The words are for the ledger, which remembers in the source language."""
        population = f"antwoorden:{self.of.code}:{self.one.number}"
        members = pack(self.rosters.places(population, self.one.sheet.ids)[chosen])
        place = places.place(self.of, self.one, subject, group)
        return Cut(population, subject, place, words, int(chosen.sum()), members, self.minimum, whole=group == ALL)


def cuts(session: Session, programme: Programme, part: TeamsPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The cuts of the part of the report."""
    found = board.of(session, programme, material)
    if found is None:
        return
    yield from of_board(found, rosters, {**found.dimensions, **found.within_team})
    if part.generalist.value is not None:
        question, item, _ = answers.GENERALIST
        wave = _Wave(rosters, found.questionnaire, found.round, found.minimum)
        yield wave.cut(~np.isnan(answers.generalists(found.round.sheet)), answers.asked(question, item), "Zeker als generalist")
    yield from _clients(found, part, material, rosters)
    yield from _partners(part, material, rosters)


def of_board(
    found: Board, rosters: Rosters, dimensions: Mapping[str, Dimension], *, everybody: bool = True, only: str = ""
) -> Iterator[Cut]:
    """Each shown team of these dimensions (`only`: this one), and all respondents together where the report shows those."""
    wave = _Wave(rosters, found.questionnaire, found.round, found.minimum)
    names = {one.code: one.name for one in found.teams}
    for code, one in dimensions.items():
        known = ~np.isnan(answers.marks(found.questionnaire, found.round.sheet, code))
        at = answers.places(found.round.sheet, answers.TEAM_QUESTION, list(names))
        subject, words = answers.scale(code), f"Teams, {code}"
        if everybody and code in found.dimensions and one.respondents.value is not None:
            yield wave.cut(known, subject, f"{words}: alle medewerkers")
        for place, (team, name) in enumerate(names.items()):
            if one.teams[team].value is not None and only in ("", team):
                yield wave.cut(known & (at == place), subject, f"{words}: {name}", team)


def _clients(found: Board, part: TeamsPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """Clients: their mark, all and per municipality, and how they fared."""
    of = answers.questionnaire(material, answers.CLIENTS)
    if of is None:
        return
    wave = _Wave(rosters, of, answers.newest(of), material.minimum_residents)
    known = ~np.isnan(answers.marks(of, wave.one.sheet, "klant"))
    towns = sorted({one.municipality for one in found.teams})
    at = around.town_places(found, wave.one)
    if part.client.value is not None:
        yield wave.cut(known, answers.scale("klant"), "Cliënten, klant: alle antwoorden")
    yield from _groups(wave, [known & (at == place) for place in range(len(towns))], towns, part.clients, "klant")
    shown = {one.method for one in part.help if one.n is not None}  # the ledger looks at a report in the source language
    if helped.LOOKING_BACK in shown:
        column = wave.one.sheet.columns[answers.CHANGE_QUESTION]
        yield wave.cut(np.asarray(column.codes >= 0), answers.asked(answers.CHANGE_QUESTION), "Hulp, terugkijken")
    if helped.PAIRED in shown:
        yield wave.cut(_pairs(of), around.twice(of), "Hulp, twee metingen")


def _pairs(of: Questionnaire) -> Bits:
    """The rows of the last wave of who answered in both."""
    scale = of.definition.scales[answers.COPING]
    before, after = (~np.isnan(tallies.scores(scale, of.rounds[which].sheet.columns)) for which in (0, -1))
    chosen = np.zeros(len(of.rounds[-1].sheet), bool)
    chosen[of.pairs[1][before[of.pairs[0]] & after[of.pairs[1]]]] = True
    return chosen


def _partners(part: TeamsPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """Partners: their mark, all and per kind."""
    of = answers.questionnaire(material, answers.PARTNERS)
    if of is None:
        return
    wave = _Wave(rosters, of, answers.newest(of), material.minimum_professionals)
    known = ~np.isnan(answers.marks(of, wave.one.sheet, "wijk"))
    if part.partner.value is not None:
        yield wave.cut(known, answers.scale("wijk"), "Partners, wijk: alle antwoorden")
    codes = [code for code, _ in answers.options(of, answers.PARTNER_QUESTION)]
    at = around.kind_places(of)
    yield from _groups(wave, [known & (at == place) for place in range(len(codes))], codes, part.partners, "wijk")


def _groups(wave: _Wave, groups: Sequence[Bits], codes: Iterable[str], shown: tuple[GroupMark, ...], scale: str) -> Iterator[Cut]:
    """The groups of which the part shows a mark; they stand in it in the order of their codes."""
    for chosen, code, one in zip(groups, codes, shown, strict=True):
        if one.figure.value is not None:
            yield wave.cut(chosen, answers.scale(scale), f"{WHO[wave.of.code]}, {scale}: {one.label}", code)
