"""The invented responses of a wave, inserted in one go: sent, unfinished and withdrawn."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from surveys import responding, routing
from surveys.definition import Definition
from surveys.models import Programme, Response, Wave
from webapp.demo import answers_mantelzorg, answers_ouderen, content, people
from webapp.demo.content import ToldStory
from webapp.demo.people import Design, Person, Wish

__all__ = ["design_of", "fill_wave", "response_id", "tellers"]

Answering = Callable[[Person, random.Random, tuple[int, int, int] | None, bool], dict[str, Any]]
KINDS: Mapping[str, tuple[Design, Mapping[str, str], Answering]] = {
    "samen_ouder": (answers_ouderen.DESIGN, answers_ouderen.STORY_AGES, answers_ouderen.answers),
    "mantelzorg": (answers_mantelzorg.DESIGN, answers_mantelzorg.STORY_AGES, answers_mantelzorg.answers),
}


def design_of(name: str) -> Design:
    """How many people answer in this programme."""
    return KINDS[name][0]


def response_id(seed: str, wave: int, number: int) -> str:
    """The id of the response of this person: the same for the same seed."""
    return hashlib.sha256(f"{seed}/response/{wave}/{number}".encode()).hexdigest()[:32]


def tellers(name: str, wave: int) -> tuple[ToldStory, ...]:
    """The stories that were told at the end of the questionnaire of this wave; each belongs to one response."""
    told = (one for one in content.stories(name) if one.channel == "vragenlijst" and one.wave == wave and one.teller == "inwoner")
    return tuple(told)


def fill_wave(session: Session, made: Programme, name: str, wave: Wave, seed: str) -> int:
    """All responses of a wave; 0 when they are there already."""
    if session.scalar(select(Response.id).where(Response.wave_id == wave.id).limit(1)) is not None:
        return 0
    definition = responding.definition_of(session, wave.version_id, wave.version.sha256)
    maker = _Maker(name, seed, made, wave, definition)
    rows = maker.sent() + maker.others()
    session.execute(insert(Response), rows)
    return len(rows)


class _Maker:
    """Makes rows for one wave."""

    def __init__(self, name: str, seed: str, made: Programme, wave: Wave, definition: Definition) -> None:
        self.design, self.ages, self.answering = KINDS[name]
        self.name, self.seed, self.programme, self.wave, self.definition = name, seed, made, wave, definition
        self.areas = content.area_codes()

    def sent(self) -> list[dict[str, Any]]:
        """Responses that were sent."""
        stories = tellers(self.name, self.wave.number)
        wishes = tuple(Wish(one.area, self.ages.get(one.age, "")) for one in stories)
        own = dict(zip(self.design.own(self.wave.number), stories, strict=False))
        everyone = people.people_of(self.design, self.seed, self.wave.number, wishes)
        return [self._sent(one, own.get(one.number)) for one in everyone]

    def others(self) -> list[dict[str, Any]]:
        """Responses that were begun and not sent, and those that were taken back."""
        numbers = self.design.other(self.wave.number)
        rows = [self._unfinished(people.person(self.design, self.seed, number, self.wave.number)) for number in numbers]
        gone = self.design.withdrawn[self.wave.number]
        return rows[gone:] + [self._withdrawn(row) for row in rows[:gone]]

    def _random(self, person: Person) -> random.Random:
        return random.Random(f"{self.seed}/{self.wave.number}/{person.number}")  # noqa: S311  invented answers, not secrets

    def _sent(self, person: Person, story: ToldStory | None) -> dict[str, Any]:
        rng = self._random(person)
        answers = self.answering(person, rng, story.triad if story else None, story is not None)
        counted = routing.counted(self.definition, answers)
        pages = routing.path(self.definition, counted)
        day = story.told_on if story else self._day(rng)
        row = self._row(person, rng, day)
        known = counted.get("postcode") == person.postcode
        row |= {"state": "verzonden", "sent_on": day - timedelta(days=day.weekday()), "answers": counted}
        row |= {"area_code": self.areas[person.area] if known else None, "link_hash": self._link(person)}
        return row | _saved([page.code for page in pages])

    def _unfinished(self, person: Person) -> dict[str, Any]:
        rng = self._random(person)
        whole = routing.counted(self.definition, self.answering(person, rng, None, False))
        pages = routing.path(self.definition, whole)[: rng.randint(1, 9)]
        shown = {question.code for page in pages for question in page.questions}
        answers = {code: value for code, value in whole.items() if code in shown}
        area = self.areas[person.area] if answers.get("postcode") == person.postcode else None
        row = self._row(person, rng, self._day(rng)) | {"state": "bezig", "answers": answers, "area_code": area}
        return row | _saved([page.code for page in pages])

    def _withdrawn(self, row: dict[str, Any]) -> dict[str, Any]:
        sent = row["started_on"] - timedelta(days=row["started_on"].weekday())
        gone = {"state": "ingetrokken", "sent_on": sent, "answers": {}, "page_sequences": {}, "area_code": None}
        return row | gone

    def _row(self, person: Person, rng: random.Random, day: date) -> dict[str, Any]:
        foreign = 0.16 if person.area == "nieuw-oost" else 0.01
        languages = [one for one in self.programme.languages if one != "nl"]
        language = rng.choice(languages) if rng.random() < foreign else "nl"
        return {
            "id": response_id(self.seed, self.wave.number, person.number), "wave_id": self.wave.id, "version_id": self.wave.version_id,
            "state": "bezig", "language": language, "channel": "papier" if rng.random() < 0.07 else "zelf", "started_on": day,
            "sent_on": None, "area_code": None, "link_hash": None, "sequence": 0, "answers": {}, "page_sequences": {},
            "drafts_sealed": None,
        }  # fmt: skip

    def _link(self, person: Person) -> str | None:
        """Stands for the digest of a return card; nobody has the three words, for nobody is real."""
        return hashlib.sha256(f"{self.seed}/card/{person.number}".encode()).hexdigest() if person.keeps_card else None

    def _day(self, rng: random.Random) -> date:
        """Most answers come in the first weeks; a reminder after four weeks brings some more."""
        late = rng.random() < 0.3
        return self.wave.opens_on + timedelta(days=int(min(rng.expovariate(0.16), 26)) + (29 if late else 0))


def _saved(pages: Sequence[str]) -> dict[str, Any]:
    return {"sequence": len(pages), "page_sequences": {code: number for number, code in enumerate(pages)}}
