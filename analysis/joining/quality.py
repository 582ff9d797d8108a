"""How far the instruments can be trusted: scales, who coded the stories, how much is still new, and how many tests were done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis import tallies
from analysis.columns import Column
from analysis.joining.grouped import Told
from analysis.material import Material, Questionnaire
from analysis.report.model import ResultPart
from analysis.report.parts.joining import AgreementPart, ItemPart, SaturationPart, ScalePart, TestPart
from analysis.sentences import number
from analysis.statistics import agreement, correction, saturation
from analysis.statistics.scales import (
    CROWDED,
    MINIMUM_FOR_ALPHA,
    alpha_if_deleted,
    cronbach_alpha,
    floor_ceiling,
    item_rest,
)
from narratives import coding
from narratives.redaction import DecisionLike, SpanLike
from saying import mark, say, spoken
from surveys.definition import text_of
from surveys.scoring import Scale

COMPARED = 30  # pairs of story and theme: below it agreement says nothing worth printing
BANDS = (
    (0.8, mark("bijna volledig")),
    (0.6, mark("ruim voldoende")),
    (0.4, mark("redelijk")),
    (0.2, mark("matig")),
    (-1.0, mark("zwak")),
)  # Landis & Koch 1977
ENOUGH = 20  # stories for a curve


def scales(material: Material) -> tuple[ScalePart, ...]:
    """Every scale in the newest wave that can be compared."""
    return tuple(_scale(scale, one) for one in material.questionnaires if one.rounds for scale in one.definition.scales.values())


def _scale(scale: Scale, of: Questionnaire) -> ScalePart:
    last = of.rounds[-1]
    title = text_of(scale.title, spoken())[0]
    points = tallies.items(scale, last.sheet.columns)
    whole = points[~(points != points).any(axis=1)]  # noqa: PLR0124  NaN is the only value unlike itself
    if len(whole) < MINIMUM_FOR_ALPHA:
        return ScalePart(
            title,
            last.name,
            None,
            None,
            (),
            say("Minder dan {n} mensen vulden alles in: dan zegt alfa niets.", n=MINIMUM_FOR_ALPHA),
        )
    rest, without = item_rest(whole), alpha_if_deleted(whole)
    items = tuple(
        ItemPart(item.ref, _two(rest[i]), _two(without[i]) if len(scale.items) > 2 else None)
        for i, item in enumerate(scale.items)
    )
    return ScalePart(title, last.name, len(whole), _two(cronbach_alpha(whole)), items, crowded(scale, last.sheet.columns))


def crowded(scale: Scale, columns: Mapping[str, Column]) -> str:
    """Whether many people have the lowest or the highest score there is: then a scale cannot show a change (Terwee et al. 2007)."""
    worth = [sorted(item.points.values()) for item in scale.items]
    times = 1 / len(worth) if scale.function == "gemiddelde" else 1
    low, high = floor_ceiling(
        tallies.scores(scale, columns), sum(one[0] for one in worth) * times, sum(one[-1] for one in worth) * times
    )
    least, most = number(100 * low), number(100 * high)
    if low >= CROWDED and high >= CROWDED:
        return say(
            "{low}% heeft de laagste score en {high}% heeft de hoogste score: bij hen ziet deze schaal geen verdere verandering.",
            low=least, high=most,
        )  # fmt: skip
    if low >= CROWDED:
        return say("{n}% heeft de laagste score: bij hen ziet deze schaal geen verdere verandering.", n=least)
    if high >= CROWDED:
        return say("{n}% heeft de hoogste score: bij hen ziet deze schaal geen verdere verandering.", n=most)
    return ""


def _two(value: float | None) -> float | None:
    return None if value is None else round(value, 2) + 0.0


Stories = Mapping[str, tuple[Sequence[SpanLike], Sequence[DecisionLike]]]


def coders(
    stories: Stories, codes: Sequence[str], accounts: Mapping[str, Sequence[tuple[int, str, bool]]]
) -> tuple[AgreementPart, ...]:
    """Machine beside people, and people beside each other; `accounts` = per story (who, theme, yes or no)."""
    machine, human = [], []
    for spans, decisions in stories.values():
        proposed = {one.label for one in spans if one.kind == "theme"}
        kept = coding.codes_of(spans, decisions)
        machine += [code in proposed for code in codes]
        human += [code in kept for code in codes]
    found = [_agreement(say("software en mens"), machine, human, say(_seen))]
    return (*found, _people(accounts))


_seen = mark("De mens zag daarbij het voorstel van de software; los van elkaar zou de overeenstemming lager kunnen zijn.")


def _agreement(between: str, one: Sequence[bool], two: Sequence[bool], also: str) -> AgreementPart:
    if len(one) < COMPARED:
        return AgreementPart(
            between, len(one), None, None, say("Minder dan {n} besluiten om te vergelijken: dat is te weinig.", n=COMPARED)
        )
    kappa = agreement.cohen_kappa(one, two)
    alpha = agreement.krippendorff_alpha([[float(x) for x in one], [float(x) for x in two]])
    return AgreementPart(between, len(one), _two(kappa), _two(alpha), f"{_words(kappa, alpha)} {also}".strip())


def _people(accounts: Mapping[str, Sequence[tuple[int, str, bool]]]) -> AgreementPart:
    """Krippendorff's alpha over everybody who judged the same theme of the same story; most judge alone."""
    judged: dict[tuple[str, str], dict[int, bool]] = {}
    for story, made in accounts.items():
        for who, code, yes in made:
            judged.setdefault((story, code), {})[who] = yes
    shared = [one for one in judged.values() if len(one) > 1]
    between = say("mensen onderling")
    if len(shared) < COMPARED:
        text = mark("Minder dan {n} keer beoordeelden twee mensen hetzelfde thema van hetzelfde verhaal: dat is te weinig.")
        return AgreementPart(between, len(shared), None, None, say(text, n=COMPARED))
    people = sorted({who for one in shared for who in one})
    rows = [[float(one[who]) if who in one else None for one in shared] for who in people]
    alpha = agreement.krippendorff_alpha(rows)
    return AgreementPart(between, len(shared), None, _two(alpha), _words(None, alpha))


def _words(kappa: float | None, alpha: float | None) -> str:
    if kappa is None and alpha is None:
        return say("Iedereen gaf overal hetzelfde antwoord; dan bestaan deze maten niet.")
    found = []
    if kappa is not None:
        band = say(next(name for least, name in BANDS if kappa >= least))
        found.append(say("Kappa {n}: {band} (Landis en Koch 1977).", n=number(kappa, 2), band=band))
    if alpha is not None:
        found.append(say(_sure(alpha), n=number(alpha, 2)))
    return " ".join(found)


def _sure(alpha: float) -> str:
    if alpha >= 0.8:
        return mark("Krippendorffs alfa {n}: betrouwbaar.")
    if alpha >= 0.667:
        return mark("Krippendorffs alfa {n}: voorlopige conclusies mogen.")
    return mark("Krippendorffs alfa {n}: te laag om op te leunen.")


def heard(stories: Iterable[Told]) -> SaturationPart | None:
    """The curve of themes of the codebook heard after so many stories; None below ENOUGH stories."""
    counts, many = Counter[str](), 0
    for one in stories:
        many += one.times
        for code in one.themes:
            counts[code] += one.times
    if many < ENOUGH or not counts:
        return None
    numbers = list(counts.values())
    points = tuple((place, round(found, 1)) for place, found in saturation.curve(numbers, many))
    half = next(found for place, found in points if place >= many / 2)
    new = saturation.new_in_last(numbers, many)
    said = [_by_half(half, len(counts), many), say(LAST) if new < 0.05 else say(MORE, n=number(100 * new)), say(CODEBOOK)]
    return SaturationPart(points, " ".join(said))


LAST = mark("Het laatste verhaal bracht vrijwel nooit nog een nieuw thema.")
MORE = mark("Van elke honderd nieuwe verhalen brengen er naar verwachting nog {n} een nieuw thema: er is nog niet alles gehoord.")
CODEBOOK = mark("Dit gaat over thema’s uit het codeboek, niet over alle betekenissen in de verhalen.")


def _by_half(half: float, themes: int, many: int) -> str:
    if half >= themes - 0.05:
        words = mark("Na de helft van de {many} verhalen waren er alle {themes} thema’s gehoord.")
        return say(words, many=number(many), themes=themes)
    words = mark("Na de helft van de {many} verhalen waren er gemiddeld {n} van de {themes} thema’s gehoord.")
    return say(words, many=number(many), n=number(half, 1), themes=themes)


def tests(results: Sequence[ResultPart]) -> tuple[TestPart, ...]:
    """Every test of the report with its p corrected for all others (Holm; Benjamini & Hochberg)."""
    found = [
        (part.name, f"{say('dezelfde mensen') if one.paired else say('iedereen')}, {say(one.method)}", one.p)
        for result in results
        for part in result.indicators
        for one in part.changes
        if one.p is not None and one.method
    ]
    ps = [p for _, _, p in found]
    both = zip(found, correction.holm(ps), correction.benjamini_hochberg(ps), strict=True)
    return tuple(TestPart(name, what, p, round(strict, 4), round(mild, 4)) for (name, what, p), strict, mild in both)


def about_tests(found: Sequence[TestPart]) -> str:
    """What so many tests in one report mean; "" when there are few."""
    if len(found) < correction.MANY:
        return ""
    chance = number(correction.expected_by_chance(len(found)), 1)
    below, left = sum(one.p < 0.05 for one in found), sum(one.holm < 0.05 for one in found)
    return say(
        "In dit rapport staan {n} toetsen. Als er nergens iets veranderde, zou door toeval gemiddeld {chance} daarvan toch onder de "
        "5% uitkomen. Nu zijn het er {below}; na correctie voor het aantal toetsen (Holm 1979) blijven er {left} over.",
        n=len(found), chance=chance, below=below, left=left,
    )  # fmt: skip
