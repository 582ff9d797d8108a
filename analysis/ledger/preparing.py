"""A report made ready to go out: what the ledger refuses is held before anything is computed, and what follows from it too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.gather import gather
from analysis.joining import store as joining
from analysis.learning import store as learning
from analysis.ledger import quotes as quoted
from analysis.ledger import store
from analysis.ledger.checking import INTERNAL, Refusal, check
from analysis.ledger.cuts import of_report
from analysis.ledger.members import Cut
from analysis.ledger.memory import remembered
from analysis.ledger.models import Publication
from analysis.ledger.quotes import Risk
from analysis.ledger.rosters import Rosters
from analysis.material import Held, Material
from analysis.report import snapshot
from analysis.report.build import build
from analysis.report.model import Report
from analysis.report.parts.joining import AgendaPart
from analysis.scope import EVERYTHING, Scope
from saying import SOURCE, say
from surveys.parties import Account, Programme

ROUNDS = 4  # what is held can make other things appear that must be held; it settles in one or two rounds


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that may go out, its cuts, and what was left out of it."""

    report: Report
    cuts: tuple[Cut, ...]
    refusals: tuple[Refusal, ...]
    quotes: tuple[Risk, ...]
    left_out: tuple[Risk, ...]  # quotes
    rosters: Rosters
    scope: Scope
    agenda: tuple[AgendaPart, ...] = ()  # in the source language, in which the agenda is kept
    state: store.State = (0, 0, 0, 0)  # beside what it was weighed, and who had withdrawn


def prepare(session: Session, programme: Programme, scope: Scope = EVERYTHING) -> Prepared:
    """The report within this scope as it may be published now; only reads.

    The ledger remembers places by their names in the source language, so what is held is settled in that; then the report is written.
    """
    language, scope = scope.language, replace(scope, language=SOURCE)
    state = store.state(session, programme)
    material = gather(session, programme, scope, members=True)
    rosters = Rosters(session, programme)
    refused: dict[Held, Refusal] = {}
    risky: dict[str, Risk] = {}
    for _ in range(ROUNDS):
        report = held(build(session, programme, scope=scope, material=material), material)
        cuts = of_report(session, programme, report, material, rosters)
        refusals = check(session, programme, cuts)
        risks = quoted.risks(session, programme, report, rosters, max(programme.min_professionals, material.minimum_stories))
        new = [one for one in risks if one.refused]
        if not refusals and not new:
            agenda = report.joining.agenda if report.joining else ()
            if language != SOURCE:
                scope = replace(scope, language=language)
                report = held(build(session, programme, scope=scope, material=material), material)
            left = tuple(refused.values()), risks, tuple(risky.values())
            return Prepared(report, cuts, *left, rosters, scope, agenda, state)
        refused |= {one.cut.place: one for one in refusals}
        risky |= {one.text: one for one in new}
        material = _without(material, refusals, new)
    unsafe = say("Dit rapport kan niet veilig naast eerdere rapporten. Gebruik een eerder rapport opnieuw.")
    raise store.NotPublishable(unsafe, refusals)


def held(report: Report, material: Material) -> Report:
    """The report without the parts of which a figure may not be shown."""
    parts = {place[1] for place in material.held if place[0] == "onderdeel"}
    return replace(report, **dict.fromkeys(parts)) if parts else report  # type: ignore[arg-type]


def _without(material: Material, refusals: tuple[Refusal, ...], risks: list[Risk]) -> Material:
    found: set[Held] = {_where(one.cut) for one in refusals} | {("citaat", one.text) for one in risks}
    return replace(material, held=material.held | found)


def _where(cut: Cut) -> Held:
    """Where the report looks whether it may show this: parts as a whole, themes with everything in them, pairs in both waves."""
    place = cut.place
    if place[0] in ("onderdeel", "thema"):
        return place[:2]
    return (*place[:4], "") if len(place) == 5 and place[2] == "paren" else place


def guarded(session: Session, programme: Programme, scope: Scope = EVERYTHING) -> Report:
    """The report as every page, file and command shows it: guarded by the ledger as soon as anything was published."""
    return remembered(session, programme, scope, lambda: _guarded(session, programme, scope))


def _guarded(session: Session, programme: Programme, scope: Scope) -> Report:
    query = select(Publication.id).where(Publication.programme_id == programme.id, Publication.audience != INTERNAL)
    if session.scalars(query.limit(1)).first() is None:
        return build(session, programme, scope=scope)
    return prepare(session, programme, scope).report


def _told(prepared: Prepared) -> joining.Told:
    """The points on the agenda in the language of this report, when that is another than the one in which they are kept."""
    joined, language = prepared.report.joining, prepared.scope.language
    return {language: joining.by_key(joined.agenda)} if joined and language != SOURCE else {}


def unchanged(session: Session, programme: Programme, prepared: Prepared) -> bool:
    """Whether this may go out as it was made: nothing else went out since, and nobody withdrew. Nobody else can publish from here on.

    New answers do not matter: the report is of the moment at which it was made.
    """
    store.alone(session, programme)
    return store.state(session, programme) == prepared.state


def publish_report(
    session: Session, programme: Programme, prepared: Prepared, *, title: str, audience: str, account: Account | None
) -> Publication:
    """Keep the report and record everything that goes out with it; whom it is about read it first. Flushes.

    The same report under the same title to the same readers went out once, however often somebody presses. What went out since this
    was prepared, perhaps at this very moment by somebody else, is weighed first.
    """
    if not unchanged(session, programme, prepared):
        prepared = prepare(session, programme, prepared.scope)
    prepared.rosters.move(session, programme)
    if first := learning.may_publish(session, programme, audience):
        raise store.NotPublishable(first)
    kept = snapshot.freeze(session, programme, prepared.report)
    if again := store.same_again(session, kept, title=title, audience=audience):
        return again
    joining.record(session, programme, prepared.agenda, told=_told(prepared))
    return store.publish(
        session, programme, kind="rapport", title=title, audience=audience, scope=prepared.scope, snapshot=kept,
        cuts=prepared.cuts, quotes=prepared.quotes, rosters=prepared.rosters, account=account, weighed=True,
    )  # fmt: skip
