"""The child that lays out one word cloud: `python -m analysis.report.cloud_worker`, {word: stories} in, SVG out."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from analysis.report import svg
from analysis.report.clouds import HEIGHT, MOST_WORDS, WIDTH

FONT = Path(__file__).parent / "fonts" / "atkinson-hyperlegible-next-latin-700-normal.woff2"
SEED = 2026
COLOURS = (svg.PETROL, svg.OCHRE, svg.INK, "#2f6f7b", "#47585f")


def layout(words: dict[str, int]) -> str:
    """The words as `wordcloud` places them, the same for the same words."""
    from wordcloud import WordCloud

    def colour(*_: object, random_state: random.Random, **__: object) -> str:
        return random_state.choice(COLOURS)

    maker = WordCloud(
        width=WIDTH // 2, height=HEIGHT // 2, scale=2, font_path=str(FONT), random_state=SEED, color_func=colour, background_color=None, mode="RGBA",
        prefer_horizontal=1.0, relative_scaling=0.5, margin=3, max_words=MOST_WORDS, max_font_size=42, min_font_size=7,
        collocations=False, repeat=False,
    )  # fmt: skip
    drawing: str = maker.generate_from_frequencies({word: float(times) for word, times in words.items()}).to_svg(embed_font=False)
    return drawing


if __name__ == "__main__":
    sys.stdout.write(layout(json.load(sys.stdin)))
