"""Which results belong to a policy frame (GALA, IZA, Wmo, a paper of one's own): those that people gave its label, themselves or by what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from analysis.frameworks import catalogue, store
from analysis.frameworks.aggregate import newest
from analysis.frameworks.catalogue import POLICY, policy_name
from analysis.frameworks.filled import sitting
from analysis.models import SocietalResult
from analysis.report.goals import results_of
from saying import say
from surveys.parties import Programme

__all__ = ["NothingInFrame", "frames", "labels", "narrowing_to"]


class NothingInFrame(ValueError):
    """No result has the label of this policy frame; the message says what to do."""

    def __init__(self, frame: str) -> None:
        super().__init__(
            say(
                "Bij ‘{frame}’ hoort nog geen resultaat. Leg bij Kaders, Beleidskaders vast wat erbij hoort.",
                frame=policy_name(frame),
            )
        )


def labels(session: Session, programme: Programme) -> dict[str, set[tuple[str, str]]]:
    """The frames by code, with what people gave that label: kind and code."""
    laid = newest([sitting(held) for held in store.sessions(session, programme, POLICY)])
    found: dict[str, set[tuple[str, str]]] = {one.code: set() for one in catalogue.get(POLICY).dimensions}
    for card in laid:
        found.setdefault(card.dimension, set()).add((card.kind, card.subject))
    return found


def _belongs(result: SocietalResult, given: Collection[tuple[str, str]]) -> bool:
    """A result belongs to a frame by its own label, or that of its ambition, an indicator of it or an activity for it."""
    hangs: Iterable[tuple[str, str]] = (
        ("resultaat", result.code),
        ("ambitie", result.ambition.code),
        *(("indicator", one.code) for one in result.indicators if one.status != "vervallen"),
        *(("activiteit", one.activity.code) for one in result.activities),
    )
    return any(one in given for one in hangs)


def frames(session: Session, programme: Programme) -> dict[str, str]:
    """The frames under which at least one result hangs, by code, with their name: what one can choose."""
    given, results = labels(session, programme), results_of(session, programme)
    return {code: policy_name(code) for code, tags in given.items() if any(_belongs(one, tags) for one in results)}


def narrowing_to(session: Session, programme: Programme, frame: str) -> frozenset[str]:
    """The codes of the results that belong to a frame; raises NothingInFrame when there is none."""
    tags = labels(session, programme).get(frame, set())
    found = frozenset(one.code for one in results_of(session, programme) if _belongs(one, tags))
    if not found:
        raise NothingInFrame(frame)
    return found
