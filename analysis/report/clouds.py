"""The word cloud: lemmas laid out by `wordcloud`, drawn without any style of its own so that a strict CSP holds."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.report import svg
from analysis.report.model import CloudWord

FONT = Path(__file__).parent / "fonts" / "atkinson-hyperlegible-next-latin-700-normal.woff2"
WIDTH, HEIGHT = 640, 340
MOST_WORDS = 80
SEED = 2026
COLOURS = (svg.PETROL, svg.OCHRE, svg.INK, "#2f6f7b", "#47585f")
WORD = re.compile(
    r'<text transform="translate\((?P<x>[-\d.]+),(?P<y>[-\d.]+)\)(?P<turn> rotate\(-90\))?"'
    r' font-size="(?P<size>[\d.]+)" style="fill:(?P<fill>#[0-9a-f]{6})">(?P<word>[^<]*)</text>'
)


def usable(words: tuple[CloudWord, ...]) -> tuple[CloudWord, ...]:
    """The words that can be drawn: told at least once, letters and digits, the most frequent first."""
    kept = [one for one in words if one.stories > 0 and any(unicodedata.category(c)[0] in "LN" for c in one.word)]
    return tuple(sorted(kept, key=lambda one: (-one.stories, one.word))[:MOST_WORDS])


@lru_cache(maxsize=16)
def cloud(words: tuple[CloudWord, ...]) -> str:
    """The cloud as SVG, always the same for the same words; empty when there is no word to draw."""
    drawn = usable(words)
    if not drawn:
        return ""
    parts = [_word(match) for match in WORD.finditer(_layout(drawn))]
    told = "; ".join(f"{one.word}: {one.stories}" for one in drawn[:20])
    title = "Woorden die in de meeste verhalen staan" if len(drawn) > 1 else "Het woord dat in de meeste verhalen staat"
    return svg.drawing(WIDTH, HEIGHT, title, f"In hoeveel verhalen een woord staat. {told}.", parts, kind="cloud")


def _layout(words: tuple[CloudWord, ...]) -> str:
    from wordcloud import WordCloud

    def colour(*_: object, random_state: random.Random, **__: object) -> str:
        return random_state.choice(COLOURS)

    maker = WordCloud(
        width=WIDTH // 2, height=HEIGHT // 2, scale=2, font_path=str(FONT), random_state=SEED, color_func=colour, background_color=None, mode="RGBA",
        prefer_horizontal=1.0, relative_scaling=0.5, margin=3, max_words=MOST_WORDS, max_font_size=42, min_font_size=5,
        collocations=False, repeat=False,
    )  # fmt: skip
    drawing: str = maker.generate_from_frequencies({one.word: float(one.stories) for one in words}).to_svg(embed_font=False)
    return drawing


def _word(match: re.Match[str]) -> str:
    turn = " rotate(-90)" if match["turn"] else ""
    place = {"transform": f"translate({match['x']},{match['y']}){turn}", "font_size": match["size"], "fill": match["fill"]}
    word = match["word"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return svg.tag("text", escape(word), font_weight="700", **place)
