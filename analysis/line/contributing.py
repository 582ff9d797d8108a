"""The verbs of contributions: a link, how heavy each partner finds it, how sure they are, what lies under it, and where they stop."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.line import evidence, partners
from analysis.line.errors import LineRefused
from analysis.line.line import ABOVE, Key, Line
from analysis.line.models import Contribution, ContributionEvidence, ContributionVote
from analysis.line.weights import WEIGHTS, Scored, score
from database import utcnow
from saying import mark
from surveys.parties import Account, Organisation, Programme

KINDS = (mark("cijfer"), mark("verhaal"), mark("studie"))


def link(session: Session, programme: Programme, line: Line, below: Key, above: Key, *, unplanned: bool = False) -> Contribution:
    """Draw a link of the line; the same link again is the one that is there."""
    if line.node(below) is None or line.node(above) is None:
        raise LineRefused("Kies twee dingen die in de redeneerlijn staan.")
    if above[0] not in ABOVE[below[0]]:
        raise LineRefused(
            "Deze lijn kan niet. Een activiteit helpt een tussenresultaat of een resultaat, en dat helpt een ambitie of macrodoel."
        )
    found = find(session, programme, below, above)
    if found is None:
        ends = {"from_kind": below[0], "from_code": below[1], "to_kind": above[0], "to_code": above[1]}
        found = Contribution(programme_id=programme.id, **ends)
        session.add(found)
    found.unplanned = unplanned
    session.flush()
    return found


def find(session: Session, programme: Programme, below: Key, above: Key) -> Contribution | None:
    """The contribution between two ends."""
    ends = (Contribution.from_kind == below[0], Contribution.from_code == below[1], Contribution.to_kind == above[0])
    query = select(Contribution).where(Contribution.programme_id == programme.id, *ends, Contribution.to_code == above[1])
    return session.scalars(query).first()


def vote(session: Session, contribution: Contribution, account: Account, weight: str) -> ContributionVote:
    """What a partner thinks, said by one of its people; said again, the newest counts."""
    if weight not in WEIGHTS:
        raise LineRefused("Kies hoe belangrijk u deze bijdrage vindt.")
    one = _own(session, contribution, account.organisation_id)
    if one is None:
        one = ContributionVote(contribution_id=contribution.id, organisation_id=account.organisation_id)
        session.add(one)
    one.weight, one.account_id, one.scored_at = weight, account.id, utcnow()
    session.flush()
    session.expire(contribution, ["votes"])
    return one


def _own(session: Session, contribution: Contribution, organisation: int) -> ContributionVote | None:
    query = select(ContributionVote).where(ContributionVote.contribution_id == contribution.id)
    return session.scalars(query.where(ContributionVote.organisation_id == organisation)).first()


def own_vote(session: Session, contribution: Contribution, account: Account) -> str:
    """What the own partner said; "" = nothing yet."""
    one = _own(session, contribution, account.organisation_id)
    return one.weight if one else ""


def votes_for(session: Session, contribution: Contribution, account: Account) -> Scored | None:
    """The votes of all partners, for somebody whose own partner has voted; None before that: everybody scores alone first."""
    if contribution.agreed_weight is None and _own(session, contribution, account.organisation_id) is None:
        return None
    names = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    return score({names[one.organisation_id]: one.weight for one in contribution.votes})


def round_closed(contribution: Contribution, everybody: set[int]) -> bool:
    """Whether all partners voted or agreed on a weight: from then on the votes may stand in a report."""
    return contribution.agreed_weight is not None or everybody <= {one.organisation_id for one in contribution.votes}


def everybody(session: Session, programme: Programme) -> set[int]:
    """The partners that are asked to vote."""
    return {one.id for one in partners.roles(session, programme)}


def settle(session: Session, contribution: Contribution, weight: str) -> None:
    """The weight partners agreed on after talking; only when at least one of them voted. "" takes it back."""
    if weight and weight not in WEIGHTS:
        raise LineRefused("Kies hoe belangrijk u deze bijdrage samen vindt.")
    if weight and not contribution.votes:
        raise LineRefused("Laat eerst elke partner alleen een oordeel geven. Daarna spreekt u samen een gewicht af.")
    contribution.agreed_weight = weight or None
    session.flush()


def argue(
    session: Session, contribution: Contribution, account: Account, *, level: str, argument: str, design: str, far_enough: bool
) -> None:
    """Say how sure the partners are and why. "Bewezen" is only proposed here: a second person has to confirm it."""
    under = attached_to(session, contribution)
    first = "onderbouwd" if level == "bewezen" else level
    evidence.check(first, argument=argument, attached=under)
    if level == "bewezen" and not design.strip():
        raise evidence.EvidenceRefused("Schrijf op hoe het onderzoek is opgezet. Zonder opzet kan ‘bewezen’ niet.")
    stays = level == "bewezen" and contribution.evidence == "bewezen" and contribution.design == design
    contribution.argument, contribution.design, contribution.far_enough = argument, design, far_enough
    if not stays:
        contribution.evidence = first
        contribution.reviewer_id = None
        contribution.proposed_by_id = account.id if level == "bewezen" else None
    session.flush()


def confirm(session: Session, contribution: Contribution, account: Account) -> None:
    """A second person confirms that it is proven, as somebody else proposed."""
    if contribution.proposed_by_id is None:
        raise evidence.EvidenceRefused("Niemand stelde ‘bewezen’ voor. Stel dat eerst voor, met de opzet van het onderzoek.")
    under = attached_to(session, contribution)
    evidence.check(
        "bewezen", argument=contribution.argument, attached=under, design=contribution.design,
        proposer=contribution.proposed_by_id, second=account.id,
    )  # fmt: skip
    contribution.evidence, contribution.reviewer_id = "bewezen", account.id
    session.flush()


def attached_to(session: Session, contribution: Contribution) -> int:
    """How many things lie under a contribution."""
    query = select(func.count()).where(ContributionEvidence.contribution_id == contribution.id)
    return session.scalar(query) or 0


def attach(session: Session, contribution: Contribution, kind: str, reference: str, note: str = "") -> ContributionEvidence:
    """Lay a figure, a theme of the stories or a study under a contribution."""
    if kind not in KINDS or not reference.strip():
        raise LineRefused("Kies een cijfer of een thema, of schrijf op welke studie het is en waar die staat.")
    same = select(ContributionEvidence).where(
        ContributionEvidence.contribution_id == contribution.id, ContributionEvidence.kind == kind
    )
    one = session.scalars(same.where(ContributionEvidence.reference == reference)).first()
    if one is None:
        one = ContributionEvidence(contribution_id=contribution.id, kind=kind, reference=reference)
        session.add(one)
    one.note = note
    session.flush()
    return one


def detach(session: Session, one: ContributionEvidence) -> None:
    """Take something away again; a rung that needs it goes down with it."""
    contribution = one.contribution
    session.delete(one)
    session.flush()
    if not attached_to(session, contribution) and evidence.rank(contribution.evidence) >= evidence.rank("onderbouwd"):
        contribution.evidence, contribution.reviewer_id, contribution.proposed_by_id = "aannemelijk", None, None
        session.flush()


def remove(session: Session, contribution: Contribution) -> None:
    """Take a link away with everything that was said about it."""
    for table in (ContributionVote, ContributionEvidence):
        for row in session.scalars(select(table).where(table.contribution_id == contribution.id)):
            session.delete(row)
    session.flush()
    session.delete(contribution)
    session.flush()
