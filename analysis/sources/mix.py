"""What the indicators together are: how many say what is done, how many what is reached, and where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.sources.vocabulary import KINDS, LEVELS, REACHED, STEERING_MOST
from saying import say


@dataclass(frozen=True, slots=True)
class One:
    """What the mix needs to know of an indicator."""

    level: str
    measure_kind: str
    source_kind: str = "nieuw"
    steering: bool = False
    status: str = "vast"


@dataclass(frozen=True, slots=True)
class Mix:
    """The counts, and the sentences that say them."""

    total: int
    levels: tuple[tuple[str, int], ...]  # every level, in order
    kinds: tuple[tuple[str, int], ...]  # measure kinds that occur
    existing: int
    reached: int
    steering: int
    message: str
    warnings: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share that says what is reached (0-100)."""
        return round(100 * self.reached / self.total, 1) if self.total else None


def mixed(ones: Sequence[One]) -> Mix:
    """The mix of the indicators that are not retired."""
    live = [one for one in ones if one.status != "vervallen"]
    levels = Counter(one.level for one in live)
    kinds = Counter(one.measure_kind for one in live)
    reached = sum(levels[one] for one in REACHED)
    steering = sum(one.steering for one in live)
    return Mix(
        len(live), tuple((one, levels[one]) for one in LEVELS), tuple((KINDS.get(one, one), kinds[one]) for one in sorted(kinds)),
        sum(one.source_kind == "bestaand" for one in live), reached, steering, _message(len(live), levels, reached),
        tuple(_warnings(live, reached, steering)),
    )  # fmt: skip


def _message(total: int, levels: Counter[str], reached: int) -> str:
    if not total:
        return say("Er zijn nog geen indicatoren.")
    done = levels["input"] + levels["output"]
    if done > reached and done == 1:
        return say("1 van de {total} indicatoren is input of output: zij zeggen wat u doet.", total=total)
    if done > reached:
        return say("{n} van de {total} indicatoren zijn input of output: zij zeggen wat u doet.", n=done, total=total)
    if reached == 1:
        return say("1 van de {total} indicatoren is outcome of impact: het zegt wat er voor mensen verandert.", total=total)
    return say(
        "{n} van de {total} indicatoren zijn outcome of impact: zij zeggen wat er voor mensen verandert.", n=reached, total=total
    )


def _warnings(live: Sequence[One], reached: int, steering: int) -> list[str]:
    found = []
    if steering > STEERING_MOST:
        found.append(
            say(
                "U stuurt op {n} indicatoren. Mensen kunnen er ongeveer {most} volgen. Kies de belangrijkste.",
                n=steering,
                most=STEERING_MOST,
            )
        )
    if live and not reached:
        found.append(say("Geen enkele indicator zegt wat bewoners ervan merken. Voeg er een toe op het niveau outcome."))
    if live and not any(one.level == "tussenresultaat" for one in live):
        found.append(
            say("Er is geen indicator voor een tussenresultaat. Effecten duren lang; een tussenresultaat ziet u eerder.")
        )
    if live and not any(one.measure_kind == "story_verdict" for one in live):
        found.append(say("Geen enkele indicator komt uit verhalen. Wat bewoners vertellen telt dan niet mee."))
    return found
