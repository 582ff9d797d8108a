"""Sets of people as packed bits, and the cut: one group over which something is published."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.material import Held

Bits = NDArray[np.bool_]
Mask = NDArray[np.bool_]  # over the rows of a wave
Places = NDArray[np.int64]
NOT_CHECKED = "respons"  # how many took part: a number of people, about nobody's answer


@dataclass(frozen=True, slots=True)
class Told:
    """What a cut tells of a side of its figure (analysis.ledger.sides): who stands on it, packed, and the number that is published.

    The ledger keeps the number alone. `slack`: nought when the number is exact (a share); for a mean how much larger it can be for a
    difference with fewer people on the side than may be.
    """

    members: bytes = field(repr=False)
    total: float
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """One group over which something is published.

    `population`: of whom ("antwoorden:welzijn:1", "verhalen"); `subject`: what is told of them ("eenzaam"), so that only cuts of
    the same population and subject can be subtracted; `place`: where it stands in the report, to hold it there.
    `members`: packed bits over the roster; None when only their number is known.
    """

    population: str
    subject: str
    place: Held
    words: str  # for people: "Eenzaam, Nulmeting, Naar wijk: Noord"
    n: int
    members: bytes | None = None
    minimum: int = 10
    whole: bool = False  # a figure of all, which is judged before its parts
    told: Mapping[str, Told] = field(default_factory=dict, compare=False)  # of a sensitive figure, by side

    @property
    def digest(self) -> str:
        """Fingerprint of the set; "" when only the number is known."""
        if self.members is None:
            return ""
        return hashlib.sha256(self.population.encode() + b"\0" + self.members.rstrip(b"\0")).hexdigest()


def pack(places: Places) -> bytes:
    """A set of places as bits; bits beyond the last place are left off."""
    bits = np.zeros(int(places.max()) + 1 if len(places) else 0, bool)
    bits[places] = True
    return np.packbits(bits).tobytes()


def bits(members: bytes, size: int) -> Bits:
    """The bits of a set over a roster of at least its size."""
    found = np.zeros(size, bool)
    known = np.unpackbits(np.frombuffer(members, np.uint8))[:size].astype(bool)
    found[: len(known)] = known
    return found


def size(sets: Sequence[bytes]) -> int:
    """How many places are needed for these sets together."""
    return 8 * max(map(len, sets), default=0)


def shut(members: bytes) -> bytes:
    """A set as it is kept."""
    return zlib.compress(members, 6)


def opened(kept: bytes) -> bytes:
    """A kept set."""
    return zlib.decompress(kept)
