"""Means of teams beside each other: which may be shown so that no team's mark can be computed, also not by who knows that of one team.

Here a team is what a person is in the ledger: everybody knows who its colleagues are, so the mean of a municipality minus that of a
class of age may not leave one team. Who works in a team knows its mark, and takes that away first. The mean over all respondents
counts too: with the numbers of answers it is one more equation in the same marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

Codes = frozenset[str]
Sizes = tuple[tuple[str, int], ...]  # how many answers of each team stand behind the mean over all respondents
REST = ""  # those of teams that are not shown, together
ALMOST_ONE = 1 - 1e-9


def sizes(answers: Mapping[str, int], rest: int) -> Sizes:
    """The answers behind the mean over all respondents, as the rules here ask."""
    return tuple(sorted((dict(answers) | ({REST: rest} if rest else {})).items()))


@lru_cache(maxsize=1024)
def follows(groups: tuple[Codes, ...], everybody: Sizes = ()) -> bool:
    """Whether the mark of a team follows from the means of these groups (and of `everybody`), for an outsider or for another team.

    A team follows when its unit row lies in the row space of the means: then its place on the diagonal of the projection P onto that
    space is one. Who knows the mark of team x adds its unit row; the diagonal then grows by P[a, x]² / (1 − P[x, x]).
    """
    teams = sorted({team for group in groups for team in group} | {team for team, _ in everybody})
    if not teams:
        return False
    weights = dict(everybody)
    rows = np.array([*([team in group for team in teams] for group in groups), [weights.get(team, 0) for team in teams]], float)
    named = [place for place, team in enumerate(teams) if team != REST]
    projection = (np.linalg.pinv(rows) @ rows)[np.ix_(named, named)]
    alone = np.diag(projection)
    if (alone > ALMOST_ONE).any():
        return True
    known = alone[:, None] + projection**2 / (1 - alone)
    np.fill_diagonal(known, 0)
    return bool((known > ALMOST_ONE).any())


def accepted(told: Sequence[Codes], new: Sequence[Codes], least: int, everybody: Sizes = ()) -> list[bool]:
    """Which of the new groups may be shown beside what is told, in this order; a group of fewer than `least` teams never."""
    known, found = tuple(told), []
    for group in new:
        good = len(group) >= least and not follows((*known, group), everybody)
        known += (group,) if good else ()
        found.append(good)
    return found
