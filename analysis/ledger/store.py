"""Publish something, and read what was published: the verbs of the publication ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.ledger import quotes as quoted
from analysis.ledger.checking import INTERNAL, Refusal, check
from analysis.ledger.members import Cut, pack, shut
from analysis.ledger.models import MemberSet, Publication, PublishedCut
from analysis.ledger.quotes import Risk
from analysis.ledger.rosters import RosterMoved, Rosters
from analysis.ledger.words import spoken
from analysis.models import ReportSnapshot
from analysis.scope import EVERYTHING, Scope
from narratives.models import Quote, Story
from saying import say
from surveys.models import Response, Survey, SurveyVersion, Wave
from surveys.parties import Account, Programme

State = tuple[int, int, int, int]
KINDS = {
    "rapport": "rapport", "export": "export", "opendata": "open data", "benchmark": "benchmarkpakket", "blad": "teamblad",
}  # fmt: skip


class NotPublishable(Exception):
    """Something in it would give a few people away; the message says what to do, `refusals` what it is about."""

    def __init__(self, message: str, refusals: Sequence[Refusal] = ()) -> None:
        super().__init__(message)
        self.refusals = tuple(refusals)


def alone(session: Session, programme: Programme) -> None:
    """Publish one at a time in a programme, until this transaction ends: two at once would not see each other.

    On PostgreSQL the row of the programme is locked, in a way that lets answers and stories come in; SQLite has one writer anyhow.
    """
    session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update(key_share=True))


def state(session: Session, programme: Programme) -> State:
    """The newest publication, and how many answers and stories were withdrawn and quotes released: what a report may not miss."""
    newest = session.scalar(select(func.max(Publication.id)).where(Publication.programme_id == programme.id)) or 0
    waves = select(Wave.id).where(Wave.programme_id == programme.id)
    gone = select(func.count()).select_from(Response).where(Response.state == "ingetrokken", Response.wave_id.in_(waves))
    stories = select(func.count()).select_from(Story).where(Story.programme_id == programme.id)
    quotes = select(func.count()).select_from(Quote).join(Story).where(Story.programme_id == programme.id)
    told = session.scalar(stories.where(Story.state == "ingetrokken")), session.scalar(quotes.where(Quote.state == "toegestaan"))
    return newest, session.scalar(gone) or 0, told[0] or 0, told[1] or 0


def publish(
    session: Session, programme: Programme, *, kind: str, title: str, audience: str = "alle", scope: Scope = EVERYTHING,
    snapshot: ReportSnapshot | None = None, cuts: Sequence[Cut] = (), quotes: Sequence[Risk] = (), rosters: Rosters | None = None,
    account: Account | None = None, content: bytes = b"", weighed: bool = False,
) -> Publication:  # fmt: skip
    """Record that this goes out; raises NotPublishable when it may not. Flushes.

    `weighed`: the cuts were weighed beside everything that went out, and since nothing did.
    Without cuts it must be made of a snapshot that was published before: then it tells nothing new.
    """
    alone(session, programme)
    if audience != INTERNAL:
        if not cuts and not (snapshot and published(session, snapshot)):
            raise NotPublishable(say("Dit komt uit een rapport dat nog niet is gepubliceerd. Publiceer eerst dat rapport."))
        _refuse(() if weighed else check(session, programme, cuts), quotes)
    sha256 = snapshot.sha256 if snapshot else hashlib.sha256(content).hexdigest()
    publication = Publication(
        programme_id=programme.id, kind=kind, title=title, audience=audience, scope=scope.as_json(), sha256=sha256,
        snapshot_id=snapshot.id if snapshot else None, account_id=account.id if account else None,
    )  # fmt: skip
    session.add(publication)
    session.flush()
    if rosters:
        try:
            rosters.keep(cut.population for cut in cuts if cut.members is not None)
        except RosterMoved:
            raise NotPublishable(say("Er ging net iets anders naar buiten. Druk nog een keer op de knop.")) from None
    keep_sets(session, programme, cuts)
    session.add_all(
        PublishedCut(
            publication_id=publication.id, population=cut.population, subject=cut.subject, n=cut.n, digest=cut.digest,
            definition={"woorden": cut.words}, told={side: one.total for side, one in cut.told.items()},
        )
        for cut in cuts
    )  # fmt: skip
    session.add_all(quoted.as_rows(publication, quotes))
    session.flush()
    return publication


def _refuse(refusals: Sequence[Refusal], quotes: Sequence[Risk]) -> None:
    if refusals:
        first = refusals[0]
        raise NotPublishable(
            say(
                "{words}: {why} Wacht op meer antwoorden, gebruik het eerdere rapport, of laat dit cijfer weg.",
                words=spoken(first.cut.words),
                why=first.sentence,
            ),
            refusals,
        )
    risky = next((one for one in quotes if one.refused), None)
    if risky:
        raise NotPublishable(say("Een citaat kan naar iemand wijzen. {advice}", advice=risky.advice))


def keep_sets(session: Session, programme: Programme, cuts: Sequence[Cut]) -> None:
    """Keep the sets of these cuts that are not kept yet."""
    sets = {cut.digest: cut.members for cut in cuts if cut.members is not None}
    known = select(MemberSet.digest).where(MemberSet.programme_id == programme.id, MemberSet.digest.in_(sets))
    old = set(session.scalars(known))
    session.add_all(
        MemberSet(programme_id=programme.id, digest=digest, members=shut(packed))
        for digest, packed in sets.items()
        if digest not in old
    )


def published(session: Session, snapshot: ReportSnapshot) -> Publication | None:
    """The first publication of this snapshot, or None."""
    query = select(Publication).where(
        Publication.programme_id == snapshot.programme_id, Publication.sha256 == snapshot.sha256, Publication.audience != INTERNAL
    )
    return session.scalars(query.order_by(Publication.id).limit(1)).first()


def same_again(session: Session, snapshot: ReportSnapshot, *, title: str, audience: str) -> Publication | None:
    """This same report under the same title to the same readers, when it went out before."""
    query = select(Publication).where(
        Publication.programme_id == snapshot.programme_id, Publication.sha256 == snapshot.sha256, Publication.kind == "rapport",
        Publication.title == title, Publication.audience == audience,
    )  # fmt: skip
    return session.scalars(query.order_by(Publication.id).limit(1)).first()


def record_open_data(session: Session, programme: Programme, snapshot: ReportSnapshot, account: Account | None) -> None:
    """Record, once, that the open data of a published report went out too; of a report that is not published it is a draft."""
    again = select(Publication.id).where(Publication.programme_id == programme.id, Publication.sha256 == snapshot.sha256)
    alone(session, programme)
    first = published(session, snapshot)
    if first is not None and session.scalar(again.where(Publication.kind == "opendata").limit(1)) is None:
        publish(session, programme, kind="opendata", title=f"Open data bij “{first.title}”", snapshot=snapshot, account=account)


def publications(session: Session, programme: Programme) -> Sequence[Publication]:
    """Everything that went out, newest first, with its cuts."""
    query = select(Publication).where(Publication.programme_id == programme.id)
    return session.scalars(query.order_by(Publication.id.desc()).options(selectinload(Publication.cuts))).all()


def record_export(
    session: Session, programme: Programme, title: str, account: Account | None, waves: Sequence[Wave] | None = None
) -> Publication:
    """Record that the responses themselves went to an evaluator: internal, one cut per wave with everybody in it. Flushes.

    See docs/decisions/0006-publication-ledger.md: rows are not published, so they are not checked and nothing is checked
    against them.
    """
    alone(session, programme)
    rosters = Rosters(session, programme)
    rows = session.execute(
        select(Survey.code, Wave)
        .join(SurveyVersion, Wave.version_id == SurveyVersion.id)
        .join(Survey, SurveyVersion.survey_id == Survey.id)
        .where(Wave.programme_id == programme.id)
        .order_by(Survey.code, Wave.number)
    ).all()
    cuts = []
    for code, wave in rows:
        sent = select(Response.id).where(Response.wave_id == wave.id, Response.state == "verzonden")
        ids = list(session.scalars(sent)) if waves is None or wave in waves else []
        if ids:
            population = f"antwoorden:{code}:{wave.number}"
            packed = pack(rosters.places(population, ids))
            cuts.append(
                Cut(population, "rijen", ("rijen", code, str(wave.number)), f"Alle antwoorden, {wave.name}", len(ids), packed)
            )
    marks = "".join(cut.digest for cut in cuts).encode()
    return publish(
        session,
        programme,
        kind="export",
        title=title,
        audience=INTERNAL,
        cuts=cuts,
        rosters=rosters,
        account=account,
        content=marks,
    )
