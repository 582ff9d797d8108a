"""What each kind of promise asks as evidence, what there is of it and what lacks (requirement 1). Plain rules.

A promise about a whole group (a prevalence) and a promise about the same people (a share of improvers) need different figures:
neither stands in for the other, so they are kept apart here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.line.evidence import rank
from saying import mark, say

PREVENTION, SUBSTITUTION, COSTS, TOGETHER = "preventie", "substitutie", "kosten", "samenredzaamheid"
SAME_PEOPLE, WHOLE_GROUP = "share_improved", "prevalence"

TITLES = {
    PREVENTION: mark("Preventie: voorkomen dat het erger wordt"),
    SUBSTITUTION: mark("Substitutie: lichte hulp in plaats van zware"),
    COSTS: mark("Kosten: goedkoper uit zijn"),
    TOGETHER: mark("Samenredzaamheid: inwoners redden zich samen"),
}
ASKS = {
    PREVENTION: (
        mark("Een cijfer over de hele groep, met een beginstand en een later cijfer."),
        mark("Een beschrijving van wat er zonder dit aanbod zou gebeuren."),
        mark("Een claim met de aanname erbij, en hoe zeker die is."),
    ),
    SUBSTITUTION: (
        mark("Hoeveel mensen, hoelang, en in plaats van welke zwaardere hulp. Altijd als ‘van … tot’."),
        mark("Het gebruik van de zwaardere hulp, voor en na."),
        mark("Wat het betekent voor inwoners; dat gaat voor het geld."),
    ),
    COSTS: (
        mark("Een prijs met een bron, en hoeveel mensen en maanden het om gaat."),
        mark("Wat het lichte aanbod zelf kost."),
        mark("Wie betaalt en wie er iets aan overhoudt: dat is vaak niet dezelfde."),
    ),
    TOGETHER: (
        mark("Een cijfer uit een vraag aan inwoners zelf, niet alleen een telling van wat er is."),
        mark("Verhalen van inwoners die vertellen hoe zij zich samen redden."),
        mark("Een afspraak over wat het woord betekent; redden is niet hetzelfde als geen hulp vragen."),
    ),
}
CAUTION = {
    PREVENTION: mark("Wat niet gebeurt, is niet te tellen. Lees dit als verwachting, niet als bewijs."),
    SUBSTITUTION: mark(
        "Dat lichte hulp er is, bewijst niet dat zware hulp minder nodig is. Er is niet vergeleken met wie haar niet kreeg."
    ),
    COSTS: mark("Een vrijgekomen plek wordt vaak meteen gevuld. Dan is er winst voor mensen, maar niet meteen minder uitgaven."),
    TOGETHER: mark("Minder vragen om hulp kan ook betekenen dat mensen de weg niet vinden. Vraag het hun zelf."),
}
APART = mark(
    "Een deel van de hele groep op één moment en een deel dat bij dezelfde mensen vooruitging zijn twee soorten cijfers. "
    "Het ene kan niet in de plaats van het andere komen."
)


@dataclass(frozen=True, slots=True)
class Rests:
    """A link that should lead to a goal, and how sure the partners are of it."""

    what: str
    evidence: str
    argument: str
    under: tuple[tuple[str, str, str], ...]  # kind, what, note


@dataclass(frozen=True, slots=True)
class Promised:
    """A macro goal that makes the promise."""

    name: str
    population: str
    complete: bool
    newer: bool  # there is a figure later than its baseline
    says: str  # from what to what, and now
    rests: tuple[Rests, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure under the promise, as the report says it elsewhere."""

    name: str
    kind: str  # measure kind of the indicator
    message: str
    asked: bool  # it comes from what residents answered or told


@dataclass(frozen=True, slots=True)
class Recorded:
    """What else was written down for such a promise: a claim, a substitution, what happens without it, a cost."""

    kind: str  # claim, substitutie, zonder, kosten, gebruik
    text: str
    evidence: str = ""
    priced: bool = False


@dataclass(frozen=True, slots=True)
class PromisePart:
    """The evidence page of one kind of promise."""

    code: str
    title: str
    asks: tuple[str, ...]
    goals: tuple[Promised, ...]
    figures: tuple[Shown, ...]
    recorded: tuple[Recorded, ...]
    lacks: tuple[str, ...]
    caution: str

    @property
    def of_group(self) -> tuple[Shown, ...]:
        """Figures about a whole group at one moment."""
        return tuple(one for one in self.figures if one.kind == WHOLE_GROUP)

    @property
    def of_same(self) -> tuple[Shown, ...]:
        """Figures about how many of the same people improved."""
        return tuple(one for one in self.figures if one.kind == SAME_PEOPLE)

    @property
    def others(self) -> tuple[Shown, ...]:
        """Marks, counts and what stories say."""
        return tuple(one for one in self.figures if one.kind not in (WHOLE_GROUP, SAME_PEOPLE))

    @property
    def weakest(self) -> str:
        """The least sure of the links that should lead to the goals; "" when nobody argued one."""
        levels = [each.evidence for one in self.goals for each in one.rests]
        return min(levels, key=rank) if levels else ""


def page(code: str, goals: tuple[Promised, ...], figures: tuple[Shown, ...], recorded: tuple[Recorded, ...]) -> PromisePart:
    """The page of a kind of promise, with what it still lacks."""
    bare = PromisePart(code, say(TITLES[code]), tuple(map(say, ASKS[code])), goals, figures, recorded, (), say(CAUTION[code]))
    lacks = tuple(dict.fromkeys((*_of_every(bare), *OWN[code](bare))))
    return PromisePart(code, bare.title, bare.asks, goals, figures, recorded, lacks, bare.caution)


def _of_every(part: PromisePart) -> Iterator[str]:
    for one in part.goals:
        if not one.complete:
            yield say("Bij ‘{goal}’ ontbreekt de beginstand, de streefstand, een jaar of de bron.", goal=one.name)
        if not one.newer:
            yield say("Van ‘{goal}’ is nog geen cijfer bekend van na de beginstand.", goal=one.name)
        if not one.rests:
            yield say("Niemand schreef op welk resultaat bijdraagt aan ‘{goal}’, en waarom.", goal=one.name)
        elif not any(each.under for each in one.rests):
            yield say("Onder de bijdragen aan ‘{goal}’ ligt geen cijfer, verhaal of studie.", goal=one.name)
    if part.of_same and not part.of_group:
        yield say("Er is alleen een deel dat vooruitging. Over de hele groep op één moment zegt dat niets.")


def _prevention(part: PromisePart) -> Iterator[str]:
    if not _has(part, "zonder"):
        yield say("Niemand schreef op wat er zonder dit aanbod zou gebeuren.")
    if not _has(part, "claim"):
        yield say("Er is geen claim met een aanname opgeschreven.")


def _substitution(part: PromisePart) -> Iterator[str]:
    if not _has(part, "substitutie"):
        yield say("Niemand schreef op hoeveel mensen welke zwaardere hulp later of niet nodig hebben.")
    if not _has(part, "gebruik"):
        yield say("Van de zwaardere hulp is niet in twee perioden bekend hoeveel die wordt gebruikt.")


def _costs(part: PromisePart) -> Iterator[str]:
    if not any(one.priced for one in part.recorded):
        yield say("Er is geen prijs met een bron.")
    if not _has(part, "kosten"):
        yield say("Van het lichte aanbod is niet bekend wat het zelf kost.")


def _together(part: PromisePart) -> Iterator[str]:
    if not any(one.asked for one in part.figures):
        yield say("Er is geen cijfer uit een vraag aan inwoners zelf.")
    if not any(kind == "verhaal" for one in part.goals for each in one.rests for kind, _, _ in each.under):
        yield say("Onder de bijdragen ligt geen thema uit de verhalen.")
    if not _has(part, "woord"):
        yield say("De partners spraken nog niet af wat ‘samenredzaamheid’ betekent.")


def _has(part: PromisePart, kind: str) -> bool:
    return any(one.kind == kind for one in part.recorded)


OWN: dict[str, Callable[[PromisePart], Iterator[str]]] = {
    PREVENTION: _prevention,
    SUBSTITUTION: _substitution,
    COSTS: _costs,
    TOGETHER: _together,
}
