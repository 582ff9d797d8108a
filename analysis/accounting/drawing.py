"""The charts of the account, and the tables with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from analysis import sentences
from analysis.report import svg
from analysis.report.charts import WIDTH
from analysis.report.parts.accounting import AccountedActivity, AfterActivity, Causes, NamedCause, Span
from analysis.report.values import Figure
from analysis.report.wording import amount, interval, number, shown, why_hidden
from saying import mark, say

ROW = 34.0
TOO_FEW = mark("te weinig om te tonen")
EVIDENCE = {
    "verondersteld": mark("verondersteld"),
    "aannemelijk": mark("aannemelijk, niet bewezen"),
    "onderbouwd": mark("onderbouwd, niet bewezen"),
    "bewezen": mark("bewezen in onderzoek"),
}
PROMISES = {
    "preventie": mark("belofte: voorkomen"),
    "substitutie": mark("belofte: lichter in plaats van zwaarder"),
    "kosten": mark("belofte: minder kosten"),
    "samenredzaamheid": mark("belofte: elkaar helpen"),
}


def causes_chart(causes: Causes) -> Markup:
    """A bar for each kind of cause; filled for what the programme does, hollow for the rest of life."""
    largest = max((one.people or 0 for one in causes.named), default=0) or 1
    parts = [mark for place, one in enumerate(causes.named) for mark in _bar(one, ROW * place, largest)]
    description = ". ".join(_said(one) for one in causes.named) + "."
    return Markup(svg.drawing(WIDTH, ROW * len(causes.named), causes.says, description, parts, kind="causes"))  # noqa: S704  svg escapes


def _bar(one: NamedCause, top: float, largest: int) -> Iterator[str]:
    yield svg.text(0, top + 12, one.label, size=11.5)
    if one.people is None:
        yield svg.text(0, top + 27, say(TOO_FEW), size=11, fill=svg.SOFT)
        return
    wide = (WIDTH - 50) * one.people / largest
    ours = one.code in {"activiteit", "mechanisme"}
    if one.people:
        yield svg.tag(
            "rect", x=0.75, y=top + 17, width=wide, height=11.0, fill=svg.PETROL if ours else svg.PAPER, stroke=svg.PETROL
        )
    yield svg.text(wide + 7, top + 27, str(one.people), bold=True)


def _said(one: NamedCause) -> str:
    return f"{one.label}: {say(TOO_FEW) if one.people is None else one.people}"


def after_chart(after: AfterActivity) -> Markup:
    """A dot with its interval for each item, on a scale of 0 to 100%."""
    left, right, head = 0.0, WIDTH - 44, 4.0
    axis = svg.Axis((0.0, 100.0), left + 4, right, ceiling=100.0)
    bottom = head + 40.0 * len(after.items)
    parts = [one for place in range(len(after.items)) for one in _rules(axis, head + 40.0 * place)]
    parts += [
        svg.text(axis.at(value), bottom + 14, f"{value}%", size=11.5, fill=svg.SOFT, anchor=anchor)
        for value, anchor in ((0, "start"), (50, "middle"), (100, "middle"))
    ]
    for place, one in enumerate(after.items):
        parts += _dot(one.text, one.figure, head + 40.0 * place, axis)
    description = ". ".join(f"{one.text} {_worth(one.figure)}" for one in after.items)
    return Markup(svg.drawing(WIDTH, bottom + 18, after_says(after), description, parts, kind="after"))  # noqa: S704  svg escapes


def _rules(axis: svg.Axis, top: float) -> Iterator[str]:
    """The lines of the scale behind one dot only, so that none runs through the words above it."""
    for value in (0, 25, 50, 75, 100):
        yield svg.line(axis.at(value), top + 17, axis.at(value), top + 34, width=0.75)


def _dot(words: str, figure: Figure, top: float, axis: svg.Axis) -> Iterator[str]:
    yield svg.text(0, top + 12, words, size=11.5)
    if figure.value is None:
        yield svg.text(0, top + 29, why_hidden(figure), size=11, fill=svg.SOFT)
        return
    y = top + 25
    if figure.interval is not None:
        yield svg.line(axis.at(figure.interval.low), y, axis.at(figure.interval.high), y, stroke=svg.PETROL, width=2)
    yield svg.dot(axis.at(figure.value), y, radius=4.5)
    yield svg.text(WIDTH, y + 4, amount(figure.value, "procent"), anchor="end", bold=True)


def _worth(figure: Figure) -> str:
    if figure.value is None:
        return why_hidden(figure)
    return say(
        "{value}, 95%-interval {interval}, n = {n}",
        value=amount(figure.value, figure.unit),
        interval=interval(figure),
        n=figure.n,
    )


def after_says(after: AfterActivity) -> str:
    """What the chart says: the item that most people notice."""
    known = [one for one in after.items if one.figure.value is not None]
    if not known:
        return say("Nog te weinig antwoorden van deelnemers")
    most = max(known, key=lambda one: one.figure.value or 0)
    share = amount(most.figure.value or 0, "procent")
    return say("Het vaakst gemerkt: ‘{what}’ ({share})", what=most.text.rstrip(".?"), share=share)


def span(one: Span, unit: str = "") -> str:
    """A range in words: "15.000 tot 135.000 euro"; without the second when both are the same."""
    places = 0 if one.high >= 100 or (one.low == int(one.low) and one.high == int(one.high)) else 1
    low, high = number(one.low, places), number(one.high, places)
    words = low if low == high else say("{low} tot {high}", low=low, high=high)
    return f"{words} {unit}".strip()


def reach_words(one: AccountedActivity) -> str:
    """The reach of an activity in words."""
    if one.reach is None:
        return ""
    if one.reach.people is not None and one.reach.size is not None and one.reach.percent is not None:
        share = sentences.reach(one.reach.percent)
        return say("{n} van {size} ({share})", n=number(one.reach.people), size=number(one.reach.size), share=share)
    return one.reach.reason


def confirmed_words(one: AccountedActivity) -> str:
    """How many participants name the activity, in words."""
    if one.confirmed is None:
        return ""
    if one.confirmed.value is None:
        return shown(one.confirmed)
    return f"{amount(one.confirmed.value, 'procent')} ({interval(one.confirmed)}), n = {one.confirmed.n}"


GLOBALS: dict[str, Any] = {
    "accounting": {
        "causes": causes_chart,
        "after": after_chart,
        "after_says": after_says,
        "span": span,
        "reach": reach_words,
        "confirmed": confirmed_words,
        "evidence": EVIDENCE,
        "promises": PROMISES,
    }
}
