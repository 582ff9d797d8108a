"""Whether somebody could be known by what is printed beside a quote: small area × rare traits, over all publications together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.ledger.checking import INTERNAL
from analysis.ledger.models import Publication, QuoteRisk
from analysis.ledger.rosters import Rosters
from analysis.report.model import Report
from analysis.themes import TELLERS
from narratives.models import Quote, Story
from saying import say
from surveys.parties import Area, Programme

Traits = Mapping[str, str]  # what is said of the teller: {"wijk": "Waterkant", "leeftijd": "75 jaar of ouder"}
UNKNOWN = "overig"  # words beside a quote that stand in no field of its story: nobody can be counted by them


@dataclass(frozen=True, slots=True)
class Risk:
    """A quote in a report: its words, what is said of its teller (now and before), and how many stories share that."""

    text: str
    attribution: str
    mark: str  # of its story
    traits: Traits
    together: Traits  # with what was printed beside other quotes of the same story
    others: int | None  # stories of different people that share all of it, its own included; None = cannot be counted
    minimum: int

    @property
    def sha256(self) -> str:
        """Fingerprint of the words."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def refused(self) -> bool:
        """Whether too few people share what is said of the teller."""
        if not set(self.together) - {"verteller"}:
            return False  # only that a resident or a volunteer said it
        return self.others is None or self.others < self.minimum

    @property
    def advice(self) -> str:
        """Why it is refused, and what can be done about it."""
        if self.others is None:
            return say(
                "“{words}” staat niet in de kenmerken van het verhaal. Noem alleen een kenmerk in klassen, of laat het weg.",
                words=self.together[UNKNOWN],
            )
        if len(self.together) > len(self.traits):
            return say(
                "Samen met wat eerder bij een citaat uit dit verhaal stond, passen te weinig mensen hierbij. Noem alleen de verteller."
            )
        if "wijk" in self.traits:
            return say("Minder dan {minimum} verhalen hebben deze kenmerken. Laat de wijk weg.", minimum=self.minimum)
        return say(
            "Minder dan {minimum} verhalen hebben deze kenmerken. Laat het kenmerk weg, of kies een bredere groep.",
            minimum=self.minimum,
        )


def risks(session: Session, programme: Programme, report: Report, rosters: Rosters, minimum: int) -> tuple[Risk, ...]:
    """The risk of every quote in a report, in order of their words."""
    shown = {quote.text for part in report.results for quote in part.quotes}
    shown |= {report.council_quote.text} if report.council_quote else set()
    if not shown:
        return ()
    people = _people(session, programme)
    before = _before(session, programme)
    rows = session.execute(
        select(Quote.text, Quote.attribution, Quote.story_id)
        .join(Story)
        .where(Story.programme_id == programme.id, Quote.state == "toegestaan", Quote.text.in_(shown))
    )
    found = {}
    for text, attribution, story in rows:
        mark = rosters.mark(story)
        traits = _named(attribution, people.get(story, {}))
        together = {**before.get(mark, {}), **traits}
        found[text, attribution] = Risk(text, attribution, mark, traits, together, _others(together, people.values()), minimum)
    return tuple(found[key] for key in sorted(found))


def _people(session: Session, programme: Programme) -> dict[str, dict[str, str]]:
    """What is known of the teller of each story that is held."""
    named = session.execute(
        select(Area.code, Area.name).where(Area.organisation_id == programme.organisation_id).order_by(Area.year)
    )
    areas = {row.code: row.name for row in named}
    rows = session.execute(
        select(Story.id, Story.teller, Story.area_code, Story.traits).where(
            Story.programme_id == programme.id, Story.state != "ingetrokken"
        )
    )
    return {
        identity: {
            "verteller": teller,
            **({"wijk": areas.get(area, area)} if area else {}),
            **{key: str(value) for key, value in (traits or {}).items()},
        }
        for identity, teller, area, traits in rows
    }


def _named(attribution: str, known: Traits) -> dict[str, str]:
    """The fields of a story that the words beside its quote name; what is in no field is said apart."""
    teller = known.get("verteller", "")
    tellers = {teller.lower(), TELLERS.get(teller, "").lower(), "inwoner", "bewoner", "verteller"}
    found: dict[str, str] = {}
    for piece in filter(None, (one.strip() for one in attribution.split(","))):
        field = next((key for key, value in known.items() if _same(piece, value)), None)
        if field:
            found[field] = known[field]
        elif piece.lower() not in tellers:
            found[UNKNOWN] = piece
    return found


def _same(words: str, value: str) -> bool:
    """Whether these words are this value: the same, or the same numbers ("75 tot en met 84 jaar" is "75-84")."""
    numbers = re.findall(r"\d+", value)
    return words.lower() == value.lower() or (bool(numbers) and re.findall(r"\d+", words) == numbers)


def _others(traits: Traits, people: Iterable[Traits]) -> int | None:
    if UNKNOWN in traits:
        return None
    return sum(all(one.get(key) == value for key, value in traits.items()) for one in people)


def _before(session: Session, programme: Programme) -> dict[str, dict[str, str]]:
    """What was printed beside quotes of each story before, together."""
    rows = session.execute(
        select(QuoteRisk.story_mark, QuoteRisk.traits)
        .join(Publication, Publication.id == QuoteRisk.publication_id)
        .where(Publication.programme_id == programme.id, Publication.audience != INTERNAL)
        .order_by(QuoteRisk.id)
    )
    found: dict[str, dict[str, str]] = {}
    for mark, traits in rows:
        found.setdefault(mark, {}).update(traits or {})
    return found


def as_rows(publication: Publication, risks: Sequence[Risk]) -> list[QuoteRisk]:
    """What the ledger keeps of the quotes in a publication."""
    return [
        QuoteRisk(
            publication_id=publication.id,
            quote_sha256=one.sha256,
            story_mark=one.mark,
            traits=dict(one.traits),
            others=one.others,
        )
        for one in risks
    ]
