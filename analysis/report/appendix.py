"""The back of a report: who answered, the instruments with their reliability, the codebook, and the words explained."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import disclosure, tallies
from analysis.material import Material, Questionnaire, Round
from analysis.report.model import Figure, ResponseRow
from analysis.statistics.scales import MINIMUM_FOR_ALPHA, cronbach_alpha
from narratives.models import Code, Story, StoryReading
from saying import mark, say, spoken
from surveys.definition import text_of
from surveys.parties import Programme
from surveys.scoring import Scale

GLOSSARY = (
    (mark("Nulmeting"), mark("De eerste keer dat we vragen hoe het gaat, bij de start.")),
    (mark("1-meting"), mark("De tweede keer dat we dezelfde vragen stellen.")),
    (mark("Maatschappelijk resultaat"), mark("Wat er voor inwoners echt anders moet zijn, voor wie, waar en wanneer.")),
    (mark("Indicator"), mark("Het cijfer waarmee we een resultaat volgen.")),
    (mark("Output"), mark("Wat er is gedaan, zoals het aantal bijeenkomsten.")),
    (mark("Outcome"), mark("Wat inwoners ervan merken.")),
    (mark("95%-interval"), mark("De grenzen waartussen het echte cijfer heel waarschijnlijk ligt. Hoe minder antwoorden, hoe verder ze uit elkaar liggen.")),
    (mark("n"), mark("Het aantal mensen of verhalen waarop een cijfer rust.")),
    (mark("Procentpunt"), mark("Het verschil tussen twee percentages: van 41% naar 36% is 5 procentpunt.")),
    (mark("Gepaard"), mark("Dezelfde mensen, twee keer gevraagd en zonder naam aan elkaar gekoppeld.")),
    (mark("Thema"), mark("Een onderwerp dat in verhalen terugkomt. De software stelt het voor, een mens beslist.")),
    (mark("Duiding"), mark("Wat mensen samen zeggen over wat cijfers en verhalen betekenen.")),
    (mark("Bevestigt, vult aan, breidt uit, spreekt tegen, stil"), mark("Hoe de verhalen zich verhouden tot het cijfer: ze zeggen hetzelfde, ze voegen iets toe, "
     "ze brengen een onderwerp dat het cijfer niet meet, ze zeggen het omgekeerde, of er is te weinig om naast elkaar te leggen.")),
)  # fmt: skip


def glossary() -> tuple[tuple[str, str], ...]:
    """The words of a report explained, in the language that is spoken."""
    return tuple((say(term), say(meaning)) for term, meaning in GLOSSARY)


def response_rows(material: Material) -> tuple[ResponseRow, ...]:
    """Who was asked and who answered, a row per wave in which anybody did."""
    several = len(material.questionnaires) > 1
    return tuple(
        _response_row(one, each, material, several=several)
        for one in material.questionnaires
        for each in sorted((*one.rounds, *one.others), key=lambda each: each.number)
        if len(each.sheet)
    )


def _response_row(of: Questionnaire, one: Round, material: Material, *, several: bool) -> ResponseRow:
    completed = len(one.sheet)
    linked = _linked(of, one)
    if linked is not None:
        linked = disclosure.small_count(linked, material.minimum_residents)
    if one.invited:
        rate = Figure(round(100 * completed / one.invited, 1), one.invited, "procent")
    else:
        rate = Figure(None, None, "procent", reason=say("Het is niet bekend hoeveel mensen zijn gevraagd."))
    name = f"{text_of(of.definition.title, spoken())[0]}: {one.name}" if several else one.name
    return ResponseRow(one.number, name, one.period, one.invited, one.started, completed, linked, rate)


def _linked(of: Questionnaire, one: Round) -> int | None:
    """How many of a wave also answered in the first; None in the first itself."""
    if one is of.rounds[0]:
        return None
    return len(of.pairs[0]) if one is of.rounds[-1] else len(tallies.pairs(of.rounds[0].sheet, one.sheet)[0])


def instruments(material: Material) -> tuple[dict[str, Any], ...]:
    """Every questionnaire with its versions and scales; alpha per wave from thirty complete answers on."""
    return tuple(
        {
            "code": one.code,
            "title": text_of(one.definition.title, spoken())[0],
            "languages": list(one.definition.languages),
            "questions": sum(question.asks for question in one.definition.questions.values()),
            "versions": [{"number": number, "sha256": sha, "waves": list(waves)} for number, sha, waves in one.versions],
            "scales": [_scale(scale, one) for scale in one.definition.scales.values()],
        }
        for one in material.questionnaires
    )


def _scale(scale: Scale, of: Questionnaire) -> dict[str, Any]:
    return {
        "code": scale.code,
        "title": text_of(scale.title, spoken())[0],
        "items": [item.ref for item in scale.items],
        "reversed": [item.ref for item in scale.items if item.reversed],
        "function": scale.function,
        "minimum": scale.minimum,
        "source": scale.source,
        "alpha": [{"wave": one.name, "alpha": _alpha(scale, one)} for one in of.rounds],
    }


def _alpha(scale: Scale, one: Round) -> float | None:
    points = tallies.items(scale, one.sheet.columns)
    points = points[~(points != points).any(axis=1)]  # noqa: PLR0124  NaN is the only value unlike itself
    found = cronbach_alpha(points) if len(points) >= MINIMUM_FOR_ALPHA else None
    return None if found is None else round(found, 2)


def codebook(session: Session, programme: Programme) -> tuple[dict[str, Any], ...]:
    """The themes with their definition and the words that point at them."""
    codes = session.scalars(select(Code).where(Code.programme_id == programme.id).order_by(Code.code)).all()
    names = {one.id: one.code for one in codes}
    return tuple(
        {
            "code": one.code,
            "name": one.name,
            "definition": one.definition,
            "parent": names.get(one.parent_id or 0),
            "terms": list(one.terms or ()),
            "exclusions": list(one.exclusions or ()),
        }
        for one in codes
    )


def reader(session: Session, programme: Programme) -> str:
    """Which version of the software read the stories."""
    versions = session.scalars(
        select(StoryReading.reader_version).join(Story, Story.id == StoryReading.story_id)
        .where(Story.programme_id == programme.id).distinct()
    )  # fmt: skip
    return ", ".join(sorted(versions))
