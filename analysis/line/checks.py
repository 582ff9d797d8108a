"""The checks that speak: each looks at the line and says in plain words what is not right yet. A finding asks, it does not judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis import sentences
from analysis.line.clarity import QUESTIONS, clarity
from analysis.line.line import ACTIVITY, MACRO, RESULT, STEP, Line, Measure, Node
from analysis.line.linter import output_words
from saying import mark, say


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to talk about. `text` is said in the language of whoever looked, and has places for `values`."""

    check: str
    text: str
    values: tuple[tuple[str, str], ...]
    about: tuple[str, str]  # kind and code; kind "programma" = the whole

    @property
    def sentence(self) -> str:
        """The finding as people read it."""
        return self.text % dict(self.values)


Found = Iterator[tuple[tuple[str, str], dict[str, str]]]  # what it is about (kind, code), and the values for the text
Look = Callable[[Line], Found]
Check = Callable[[Line], Iterator[Finding]]
CHECKS: dict[str, tuple[str, Check]] = {}  # code -> its text, and the check; in the order in which they speak


def check(code: str, text: str) -> Callable[[Look], Check]:
    """Register a check: it gives what it is about and the values for its text."""

    def register(look: Look) -> Check:
        def speak(line: Line) -> Iterator[Finding]:
            return (Finding(code, say(text), tuple(sorted(values.items())), about) for about, values in look(line))

        CHECKS[code] = (text, speak)
        return speak

    return register


def findings(line: Line) -> tuple[Finding, ...]:
    """Everything the checks say about a line."""
    return tuple(one for _, speak in CHECKS.values() for one in speak(line))


@check(
    "geen_mechanisme",
    mark(
        "‘%(activity)s’ heeft geen werkzaam mechanisme. Een activiteit alleen is niet genoeg, ook niet als zij vijftien keer is. Wat gebeurt er dat iemand verder helpt?"
    ),
)
def no_mechanism(line: Line) -> Found:
    """The fifteen coffee mornings: done often, but nobody says why it should work."""
    return ((one.key, {"activity": one.name}) for one in line.of(ACTIVITY) if not one.mechanisms)


@check(
    "geen_tussenresultaat",
    mark("Bij ‘%(result)s’ ontbreekt een tussenresultaat. Wat moet er eerst veranderen?"),
)
def no_intermediate(line: Line) -> Found:
    """A chain that jumps from what is done to what is wanted."""
    return ((one.key, {"result": one.name}) for one in line.of(RESULT) if not line.steps(one))


@check(
    "sprong",
    mark("Van ‘%(activity)s’ naar ‘%(result)s’ loopt een lijn zonder tussenstap. Bij welk tussenresultaat hoort zij?"),
)
def jump(line: Line) -> Found:
    """A direct link although the result has intermediate results."""
    for result in line.of(RESULT):
        if line.steps(result):
            for link in line.into(result.key):
                if link.below[0] == ACTIVITY and not link.implied:
                    yield link.below, {"activity": line.name(link.below), "result": result.name}


@check(
    "niemand_werkt_eraan",
    mark("Aan ‘%(goal)s’ werkt geen enkele activiteit. Wie doet hier iets voor?"),
)
def nobody_works_on_it(line: Line) -> Found:
    """A result or an intermediate result to which nothing contributes."""
    for one in line.of(RESULT):
        if not line.helping(one):
            yield one.key, {"goal": one.name}
    for one in line.of(STEP):
        if not line.into(one.key):
            yield one.key, {"goal": one.name}


@check(
    "zonder_doel",
    mark("‘%(activity)s’ hoort bij geen enkel resultaat. Waar draagt deze activiteit aan bij?"),
)
def without_goal(line: Line) -> Found:
    """An activity without a goal (requirement 98)."""
    return ((one.key, {"activity": one.name}) for one in line.of(ACTIVITY) if not line.results_of(one))


@check(
    "wees",
    mark(
        "‘%(measure)s’ telt wat er wordt gedaan, maar hoort niet bij een activiteit voor ‘%(result)s’. Zo zegt het aantal niets over dit resultaat."
    ),
)
def orphan_output(line: Line) -> Found:
    """An output figure that counts something else than what should help its result (requirement 36)."""
    for result in line.of(RESULT):
        helping = {one.code for one in line.helping(result)}
        for one in _live(result):
            if one.level == "output" and not set(one.activities) & helping:
                yield result.key, {"measure": one.name, "result": result.name}


@check("geen_indicator", mark("Bij ‘%(result)s’ staat geen indicator. Waaraan ziet u dat het de goede kant op gaat?"))
def no_measure(line: Line) -> Found:
    """A result that nothing tells the state of."""
    return ((one.key, {"result": one.name}) for one in line.of(RESULT) if not _live(one))


@check(
    "alleen_output",
    mark("Bij ‘%(result)s’ telt u alleen wat er wordt gedaan. Wat verandert er voor inwoners?"),
)
def only_output(line: Line) -> Found:
    """A result of which only input and output are counted."""
    for one in line.of(RESULT):
        if _live(one) and all(each.level in {"input", "output"} for each in _live(one)):
            yield one.key, {"result": one.name}


@check(
    "outcome_als_output",
    mark("‘%(goal)s’ klinkt als iets wat u doet (%(words)s). Bedoelt u wat er daardoor verandert voor mensen?"),
)
def outcome_as_output(line: Line) -> Found:
    """An outcome worded as an output (requirement 34)."""
    for result in line.of(RESULT):
        outcomes = [one.name for one in _live(result) if one.level in {"outcome", "impact"}]
        for name in (result.name, *outcomes):
            if words := output_words(name):
                yield result.key, {"goal": name, "words": words}


@check(
    "doel_onduidelijk",
    mark("‘%(result)s’ is nog niet duidelijk: er staat niet bij %(missing)s."),
)
def goal_unclear(line: Line) -> Found:
    """A goal of which whom, where, when, how or with whom is not said."""
    for one in line.of(RESULT):
        said = {"hoe", *(("wie",) if _live(one) else ())}  # other checks ask these
        missing = [code for code in clarity(line, one).missing if code not in said]
        if missing:
            yield one.key, {"result": one.name, "missing": sentences.listed([say(QUESTIONS[code]) for code in missing])}


@check(
    "geen_doelgroep",
    mark("Bij ‘%(result)s’ staan indicatoren, maar geen doelgroep. Over wie gaan de cijfers?"),
)
def measure_without_group(line: Line) -> Found:
    """Figures about nobody in particular."""
    return ((one.key, {"result": one.name}) for one in line.of(RESULT) if _live(one) and not one.group)


@check(
    "te_veel_sturen",
    mark("U stuurt op %(count)s indicatoren. Meer dan %(limit)s is te veel om op te sturen. Kies de belangrijkste."),
)
def too_many(line: Line) -> Found:
    """More steering indicators than people can steer on (requirement 19)."""
    steering = [each for one in line.of(RESULT) for each in _live(one) if each.steering]
    if len(steering) > line.steering_limit:
        yield ("programma", ""), {"count": str(len(steering)), "limit": str(line.steering_limit)}


@check(
    "macrodoel_onvolledig",
    mark(
        "Bij het macrodoel ‘%(goal)s’ ontbreekt de beginstand, de streefstand, een jaar of de bron. Zo kunt u later niet zien of het is gelukt."
    ),
)
def macro_incomplete(line: Line) -> Found:
    """A macro goal that cannot be looked back on."""
    return ((one.key, {"goal": one.name}) for one in line.of(MACRO) if not one.complete)


@check(
    "belofte",
    mark(
        "‘%(goal)s’ belooft iets (%(promise)s), maar onder geen enkele bijdrage ligt een cijfer, verhaal of studie. Zeg het voorzichtig."
    ),
)
def empty_promise(line: Line) -> Found:
    """A macro goal with a promise that nothing lies under (requirement 1)."""
    for one in line.of(MACRO):
        if one.promise and not any(link.attached for link in line.into(one.key)):
            yield one.key, {"goal": one.name, "promise": say(one.promise)}


@check(
    "zwaar_op_aanname",
    mark("‘%(below)s’ vinden de partners belangrijk voor ‘%(above)s’, maar dat is nog een aanname. Wat zou u willen nagaan?"),
)
def heavy_on_assumption(line: Line) -> Found:
    """An important contribution that is only assumed, and not agreed to be argued far enough."""
    for link in line.links:
        if link.weight == "groot" and link.evidence == "verondersteld" and not link.far_enough and not link.unplanned:
            yield link.below, {"below": line.name(link.below), "above": line.name(link.above)}


@check(
    "oneens",
    mark(
        "Partners denken verschillend over hoeveel ‘%(below)s’ bijdraagt aan ‘%(above)s’. Praat erover en leg vast wat u afspreekt."
    ),
)
def disagreement(line: Line) -> Found:
    """Votes far apart, and nothing agreed yet."""
    for link in line.links:
        if link.agreement == "ver_uiteen" and not link.agreed:
            yield link.below, {"below": line.name(link.below), "above": line.name(link.above)}


@check(
    "ongeplande_weg",
    mark("Verhalen noemen ‘%(below)s’ bij ‘%(above)s’. Die weg staat niet in de redeneerlijn. Hoort hij erin?"),
)
def unplanned_route(line: Line) -> Found:
    """A route that only stories know."""
    for link in line.links:
        if link.unplanned:
            yield link.below, {"below": line.name(link.below), "above": line.name(link.above)}


def _live(result: Node) -> list[Measure]:
    return [one for one in result.measures if one.status != "vervallen"]
