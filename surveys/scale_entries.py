"""The declared scales of a questionnaire file, read into scoring.Scale."""

from __future__ import annotations

import re
from collections.abc import Mapping

from saying import say
from surveys.entries import NUMBER, SHORT_CODE, Entries
from surveys.faults import Sheet, nearest
from surveys.questions import Choice, Question, Scale, Statements
from surveys.questions.base import filled
from surveys.questions.options import option_of
from surveys.scoring import Band, ScaleItem
from surveys.scoring import Scale as Declared
from surveys.yaml_lines import Node, Scalar, Table

Questions = Mapping[str, Question]


def read_scales(sheet: Sheet, nodes: list[Node], questions: Questions, unreadable: frozenset[str]) -> dict[str, Declared]:
    """Every scale by its code; faults are noted."""
    scales: dict[str, Declared] = {}
    for node in nodes:
        entries = Entries(sheet, node, say("een schaal"))
        one = _read_scale(entries, questions, unreadable)
        if one.code in scales:
            entries.fault(
                "code", say("De schaal '{code}' staat er twee keer.", code=one.code), say("Geef elke schaal een eigen code.")
            )
        elif one.code:
            scales[one.code] = one
    return scales


def _read_scale(entries: Entries, questions: Questions, unreadable: frozenset[str]) -> Declared:
    code = entries.code("code", SHORT_CODE)
    entries.where = say("schaal '{code}'", code=code)
    refs, turned = entries.words("items"), entries.words("omkeren")
    points, points_turned = _points(entries, "punten"), _points(entries, "punten_omkeren")
    items = [
        _item(entries, ref, questions, unreadable, turned=ref in turned, declared=points_turned if ref in turned else points)
        for ref in refs
    ]
    if not refs:
        entries.fault(
            "items",
            say("{where} heeft geen items.", where=entries.where.capitalize()),
            say("Noem de vragen, zoals: items: [verbonden.v1, verbonden.v2]."),
        )
    for ref in turned:
        if ref not in refs:
            entries.fault(
                "omkeren",
                say("'{ref}' staat bij 'omkeren' maar niet bij 'items' van {where}.", ref=ref, where=entries.where),
                nearest(ref, refs) or say("Zet het ook bij 'items'."),
            )
    found = tuple(item for item in items if item is not None)
    scale = Declared(
        code=code, title=entries.texts("titel"), items=found, function=entries.word("functie", "gemiddelde", ("som", "gemiddelde")),
        minimum=int(entries.number("min_beantwoord", max(len(refs), 1), 1, max(len(refs), 1)) or 1), bands=_bands(entries),
        source=entries.word("bron"), rounding=int(entries.number("afronding", 2, 0, 6) or 0), points=points, points_reversed=points_turned,
        shown=entries.flag("toon_aan_invuller"),
    )  # fmt: skip
    entries.done()
    return scale


def _points(entries: Entries, key: str) -> dict[str, float]:
    node = entries.node(key)
    points: dict[str, float] = {}
    if node is None:
        return points
    for code, value in (node.entries if isinstance(node, Table) else {}).items():
        if isinstance(value, Scalar) and NUMBER.fullmatch(value.text.strip()):
            points[code] = float(value.text)
    if not isinstance(node, Table) or len(points) != len(node.entries):
        entries.fault(
            key,
            say("'{key}' van {where} moet per antwoord een getal noemen.", key=key, where=entries.where),
            say("Schrijf bijvoorbeeld '{key}: {{ja: 1, nee: 0}}'.", key=key),
        )
    return points


def _item(
    entries: Entries, ref: str, questions: Questions, unreadable: frozenset[str], *, turned: bool, declared: Mapping[str, float]
) -> ScaleItem | None:
    code, _, item = ref.partition(".")
    question = questions.get(code)
    if question is None or (item and not _has_item(question, item)):
        if code not in unreadable:
            known = [
                *questions,
                *(f"{one.code}.{part.code}" for one in questions.values() if isinstance(one, Statements) for part in one.items),
            ]
            entries.fault(
                "items",
                say("'{ref}' bij {where} is geen vraag of stelling.", ref=ref, where=entries.where),
                nearest(ref, known) or say("Noem een vraag, of vraag.stelling."),
            )
        return None
    points = dict(declared) or _worths(question, bool(item))
    if not points:
        advice = (
            say("Noem de stellingen een voor een (code.stelling).")
            if isinstance(question, Statements)
            else say("Geef de antwoorden een 'waarde'.")
        )
        entries.fault(
            "items",
            say("'{ref}' bij {where} heeft geen waarden om mee te rekenen.", ref=ref, where=entries.where),
            advice,
        )
        return None
    _known_points(entries, ref, question, declared)
    if turned and not declared:
        ends = min(points.values()) + max(points.values())
        points = {option: ends - value for option, value in points.items()}
    return ScaleItem(code, item or None, points, turned)


def _has_item(question: Question, item: str) -> bool:
    return isinstance(question, Statements) and item in [one.code for one in question.items]


def _worths(question: Question, item: bool) -> dict[str, float]:
    if isinstance(question, Scale):
        return {str(mark): float(mark) for mark in question.marks()}
    if isinstance(question, Choice) or (isinstance(question, Statements) and item):
        return {one.code: one.value for one in question.options if one.value is not None}
    return {}


def _known_points(entries: Entries, ref: str, question: Question, declared: Mapping[str, float]) -> None:
    if not isinstance(question, Choice | Statements):
        return
    for code in declared:
        one = option_of(question.options, code)
        if one is None or one.missing:
            advice = nearest(code, [option.code for option in question.options if not option.missing]) or say(
                "Noem alleen antwoorden van de vraag."
            )
            entries.fault(
                "punten",
                say(
                    "'{code}' is geen antwoord op '{ref}' dat punten kan krijgen ({where}).",
                    code=code,
                    ref=ref,
                    where=entries.where,
                ),
                advice,
            )


def _bands(entries: Entries) -> tuple[Band, ...]:
    bands: list[Band] = []
    for node in entries.items("banden", required=False):
        one = Entries(entries.sheet, node, say("een band van {where}", where=entries.where))
        low, high = one.number("van"), one.number("tot")
        label = one.texts("label")
        one.done()
        if low is None or high is None or low > high:
            entries.sheet.fault(
                node.line,
                say("Een band van {where} heeft geen goed begin en eind.", where=entries.where),
                say("Schrijf '{van: 0, tot: 2, label: …}'."),
            )
        else:
            if bands and low <= bands[-1].high:
                entries.sheet.fault(
                    node.line,
                    say("De banden van {where} overlappen of staan niet op volgorde.", where=entries.where),
                    say("Begin elke band na het eind van de vorige."),
                )
            bands.append(Band(low, high, label))
    return tuple(bands)


def scale_data(scale: Declared) -> dict[str, object]:
    """A scale as the file has it."""
    bands = [{"van": band.low, "tot": band.high, "label": dict(band.label)} for band in scale.bands]
    shown = {"toon_aan_invuller": True} if scale.shown else {}  # only where it is set: older versions keep their name
    declared = filled(punten=dict(scale.points), punten_omkeren=dict(scale.points_reversed), banden=bands)
    return {
        "code": scale.code, "titel": dict(scale.title), "items": [item.ref for item in scale.items],
        "omkeren": [item.ref for item in scale.items if item.reversed], "functie": scale.function, "min_beantwoord": scale.minimum,
        "afronding": scale.rounding, "bron": re.sub(r"\s+", " ", scale.source), **declared, **shown,
    }  # fmt: skip
