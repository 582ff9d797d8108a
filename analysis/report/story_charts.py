"""The charts of stories: themes as bars split by which way they point, and the triangle in which tellers put their story."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from analysis.report import svg
from analysis.report.charts import WIDTH
from analysis.report.model import CloudWord, ThemePart, TriadPart
from analysis.report.wording import amount
from analysis.sentences import listed
from saying import say

ROW = 45.0


def themes_chart(themes: tuple[ThemePart, ...], name: str) -> str:
    """A bar for each theme: in how many stories, and how many of those point the desired way (`name` keeps ids apart)."""
    stripes = f"strepen-{name}"
    parts = [svg.tag("defs", _stripes(stripes)), *_legend(stripes)]
    largest = max((theme.stories or 0 for theme in themes), default=0) or 1
    for index, theme in enumerate(themes):
        parts.extend(_bar(theme, 30 + ROW * index, largest, stripes))
    description = ". ".join(theme_said(theme) for theme in themes) + "."
    return svg.drawing(WIDTH, 30 + ROW * len(themes), themes_title(themes), description, parts, kind="themes")


def themes_title(themes: tuple[ThemePart, ...]) -> str:
    """What the chart says: the theme told of most."""
    told = [theme for theme in themes if theme.stories is not None]
    if not told:
        return say("Waar de verhalen over gaan")
    most = max(told, key=lambda theme: theme.stories or 0)
    return say("{theme}: in {n} van de {of} verhalen", theme=most.name, n=most.stories, of=most.of_stories)


def theme_said(theme: ThemePart) -> str:
    """One theme in words."""
    if theme.stories is None:
        return say("{theme}: te weinig verhalen om te tonen", theme=theme.name)
    told = say("{theme}: {n} van de {of} verhalen", theme=theme.name, n=theme.stories, of=theme.of_stories)
    if theme.good is None or theme.bad is None:
        return told
    return f"{told}, {say('{good} de gewenste kant op en {bad} niet', good=theme.good, bad=theme.bad)}"


def _stripes(name: str) -> str:
    rule = svg.line(0, 0, 0, 6, stroke=svg.OCHRE, width=5)
    return svg.tag("pattern", rule, id=name, width="6", height="6", patternUnits="userSpaceOnUse", patternTransform="rotate(45)")


def _legend(stripes: str) -> Iterator[str]:
    x = 0.0
    for fill, stroke, words in (
        (svg.PETROL, svg.PETROL, say("de gewenste kant op")),
        (f"url(#{stripes})", svg.OCHRE, say("juist niet")),
        (svg.PAPER, svg.SOFT, say("niet te zeggen")),
    ):
        yield svg.tag("rect", x=x + 0.5, y=2.5, width=13.0, height=11.0, fill=fill, stroke=stroke)
        yield svg.text(x + 20, 12, words, size=11, fill=svg.SOFT)
        x += 34 + len(words) * 5.4


def _bar(theme: ThemePart, y: float, largest: int, stripes: str) -> Iterator[str]:
    yield svg.text(0, y + 12, svg.wrap(theme.name, 34, 1)[0], size=13, bold=True)
    if theme.stories is None:
        yield svg.text(0, y + 28, say("te weinig verhalen om te tonen"), fill=svg.SOFT)
        return
    share = f" · {amount(theme.share.value, 'procent')}" if theme.share.value is not None else ""
    told = say("{n} van {of}", n=theme.stories, of=theme.of_stories)
    yield svg.text(WIDTH, y + 12, told + share, fill=svg.SOFT, anchor="end")
    scale = WIDTH / largest
    good, bad = theme.good or 0, theme.bad or 0
    x = 0.0
    for stories, fill, stroke, colour in (
        (good, svg.PETROL, svg.PETROL, svg.PAPER),
        (bad, f"url(#{stripes})", svg.OCHRE, svg.INK),
        (max(0, theme.stories - good - bad), svg.PAPER, svg.SOFT, svg.SOFT),
    ):
        width = stories * scale
        if stories:
            yield svg.tag("rect", x=x + 0.5, y=y + 17, width=max(1.0, width - 2), height=18.0, fill=fill, stroke=stroke)
            yield from _inside(x, y, width, stories, colour)
        x += width


def _inside(x: float, y: float, width: float, stories: int, colour: str) -> Iterator[str]:
    """The count in its part of the bar, on a plain plate where the part is striped."""
    if width < 20:
        return
    if colour == svg.INK:
        yield svg.tag("rect", x=x + 4, y=y + 19.5, width=9.0 + 7 * len(str(stories)), height=13.0, fill=svg.PAPER, rx=2.0)
    yield svg.text(x + 8, y + 30, str(stories), size=12, fill=colour, bold=True)


def triad_chart(triad: TriadPart) -> str:
    """The triangle: a dot for each story, a ring for the middle of them all."""
    corners = ((WIDTH / 2, 40.0), (40.0, 282.0), (WIDTH - 40.0, 282.0))
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    parts = [svg.tag("polygon", points=outline, fill="#f5f8f8", stroke=svg.SOFT, stroke_width=1.25)]
    parts.extend(_thirds(corners))
    for point in _spread(triad.points):
        x, y = _place(point, corners)
        parts.append(svg.tag("circle", cx=x, cy=y, r=3.6, fill=svg.PETROL, fill_opacity=0.55))
    if triad.mean is not None:
        x, y = _place(triad.mean, corners)
        parts.append(svg.tag("circle", cx=x, cy=y, r=9.0, fill="none", stroke=svg.PAPER, stroke_width=5.0))
        parts.append(svg.tag("circle", cx=x, cy=y, r=9.0, fill="none", stroke=svg.OCHRE, stroke_width=2.5))
    parts.extend(_corner_labels(triad, corners))
    return svg.drawing(WIDTH, 326, triad_title(triad), triad_said(triad), parts, kind="triad")


def triad_title(triad: TriadPart) -> str:
    """What the triangle says: the corner most stories lie nearest to, or that no corner stands out."""
    corners = dict(zip(triad.labels, triad.regions[:3], strict=False))
    told = sorted(((one.stories, label) for label, one in corners.items() if one.stories is not None), reverse=True)
    if len(told) < 3 or not triad.points:
        return triad.title
    if told[0][0] - told[1][0] < triad.n / 10:
        return say("De verhalen liggen verspreid over de driehoek: geen hoek springt eruit")
    return say("Meestal het belangrijkst: ‘{corner}’ ({n} van de {of} verhalen)", corner=told[0][1], n=told[0][0], of=triad.n)


def cloud_title(words: tuple[CloudWord, ...]) -> str:
    """The words that stand in most stories."""
    most = [one.word for one in sorted(words, key=lambda one: (-one.stories, one.word))[:3] if one.stories]
    title = say("Woorden die vaak terugkomen")
    return f"{title}: {listed(most)}" if len(most) == 3 else title


def triad_said(triad: TriadPart) -> str:
    """The triangle in words."""
    regions = "; ".join(
        f"{one.label}: {say('te weinig om te tonen') if one.stories is None else one.stories}" for one in triad.regions
    )
    return f"{say('{n} verhalen tussen {corners}.', n=triad.n, corners=listed(triad.labels))} {regions}."


Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


def _place(point: tuple[float, float, float], corners: Corners) -> tuple[float, float]:
    total = sum(point) or 1.0
    x = sum(share * corner[0] for share, corner in zip(point, corners, strict=True)) / total
    y = sum(share * corner[1] for share, corner in zip(point, corners, strict=True)) / total
    return x, y


def _spread(points: tuple[tuple[float, float, float], ...]) -> Iterator[tuple[float, float, float]]:
    """Points that fall together are laid around each other, in a small sunflower, so that each can be seen."""
    for point, same in itertools.groupby(sorted(points)):
        for index, _ in enumerate(same):
            turn, far = index * 2.39996, 0.017 * math.sqrt(index)
            a, b = point[0] + far * math.cos(turn), point[1] + far * math.sin(turn)
            inside = [max(0.0, share) for share in (a, b, 1 - a - b)]
            yield inside[0], inside[1], inside[2]


def _thirds(corners: Corners) -> Iterator[str]:
    """Thin lines from the middle to each side, which part the triangle in three regions."""
    middle = _place((1, 1, 1), corners)
    for one, other in itertools.combinations(corners, 2):
        yield svg.line(*middle, (one[0] + other[0]) / 2, (one[1] + other[1]) / 2, width=1, dash="2 4")


def _corner_labels(triad: TriadPart, corners: Corners) -> Iterator[str]:
    top = svg.wrap(triad.labels[0], 44, 2)
    for i, words in enumerate(top):
        yield svg.text(corners[0][0], 30 - 15 * (len(top) - 1 - i), words, size=13, anchor="middle", bold=True)
    for label, x, anchor in ((triad.labels[1], 0.0, "start"), (triad.labels[2], WIDTH, "end")):
        for i, words in enumerate(svg.wrap(label, 23, 2)):
            yield svg.text(x, 304 + 15 * i, words, size=13, anchor=anchor, bold=True)
