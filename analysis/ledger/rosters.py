"""The place that every row of a population has in the sets of the ledger: keyed fingerprints, only ever added to.

Without the key nobody can find a row back in the ledger, also not one whose answers were withdrawn since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.ledger.models import Roster
from surveys.parties import Programme

WIDTH = 12  # bytes of a fingerprint
PURPOSE = "grootboek"


class RosterMoved(Exception):
    """Somebody else gave out places since these were read: what was weighed with them has to be weighed again."""


class Rosters:
    """The rosters of a programme; what is new gets the next places, which are only kept by `keep`."""

    def __init__(self, session: Session, programme: Programme) -> None:
        self.session, self.programme = session, programme
        keyring = session.info.get("keyring")
        self._key = bytes.fromhex(keyring.digest(PURPOSE, str(programme.id))) if keyring else b"no keyring, so nothing is sealed"
        self._places: dict[str, dict[bytes, int]] = {}
        self._read: dict[str, int] = {}  # how many places there were
        self._added: dict[str, list[bytes]] = {}

    def move(self, session: Session, programme: Programme) -> None:
        """Keep the new places with this session: they were given out in one that only reads."""
        self.session, self.programme = session, programme

    def places(self, population: str, ids: Sequence[str]) -> NDArray[np.int64]:
        """The place of each of these rows."""
        known = self._known(population)
        marks = [self._mark(one) for one in ids]
        new = sorted({mark for mark in marks if mark not in known})
        for mark in new:
            known[mark] = len(known)
        self._added.setdefault(population, []).extend(new)
        return np.fromiter(map(known.__getitem__, marks), np.int64, len(marks))

    def mark(self, identity: str) -> str:
        """The fingerprint of one row, for a table."""
        return self._mark(identity).hex()

    def keep(self, populations: Iterable[str]) -> None:
        """Write the new places of these populations; flushes. Raises RosterMoved when others were given out meanwhile."""
        for population in sorted(set(populations)):
            if self._stored(population) != self._read.get(population, 0):
                raise RosterMoved(population)
            if new := self._added.pop(population, []):
                start = len(self._places[population]) - len(new)
                self.session.add(Roster(programme_id=self.programme.id, population=population, start=start, marks=b"".join(new)))
                self.session.flush()
                self._read[population] = len(self._places[population])

    def _mark(self, identity: str) -> bytes:
        return hashlib.blake2b(identity.encode(), key=self._key, digest_size=WIDTH).digest()

    def _stored(self, population: str) -> int:
        """How many places are given out."""
        query = select(func.sum(func.length(Roster.marks))).where(
            Roster.programme_id == self.programme.id, Roster.population == population
        )
        return (self.session.scalar(query) or 0) // WIDTH

    def _known(self, population: str) -> dict[bytes, int]:
        if population not in self._places:
            query = select(Roster.marks).where(Roster.programme_id == self.programme.id, Roster.population == population)
            whole = b"".join(self.session.scalars(query.order_by(Roster.start)))
            marks = (whole[at : at + WIDTH] for at in range(0, len(whole), WIDTH))
            self._places[population] = {mark: place for place, mark in enumerate(marks)}
            self._read[population] = len(self._places[population])
        return self._places[population]
