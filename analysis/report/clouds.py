"""The word cloud: lemmas laid out by `wordcloud`, drawn without any style of its own so that a strict CSP holds."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from analysis.report import svg
from analysis.report.model import CloudWord
from saying import say

log = logging.getLogger("analysis.report.clouds")

WIDTH, HEIGHT = 640, 340
MOST_WORDS = 80
SECONDS = 30.0
AIR = 0.86  # letters a little smaller than the room laid out for them, so that no two words touch
WORD = re.compile(
    r'<text transform="translate\((?P<x>[-\d.]+),(?P<y>[-\d.]+)\)(?P<turn> rotate\(-90\))?"'
    r' font-size="(?P<size>[\d.]+)" style="fill:(?P<fill>#[0-9a-f]{6})">(?P<word>[^<]*)</text>'
)


def usable(words: tuple[CloudWord, ...]) -> tuple[CloudWord, ...]:
    """The words that can be drawn: told at least once, letters and digits, the most frequent first."""
    kept = [one for one in words if one.stories > 0 and any(unicodedata.category(c)[0] in "LN" for c in one.word)]
    return tuple(sorted(kept, key=lambda one: (-one.stories, one.word))[:MOST_WORDS])


def cloud(words: tuple[CloudWord, ...]) -> str:
    """The cloud as SVG, always the same for the same words; empty when there is no word to draw, or when drawing did not succeed now."""
    drawn = usable(words)
    try:
        parts = [_word(match) for match in WORD.finditer(_layout(drawn))] if drawn else []
    except (subprocess.SubprocessError, OSError) as error:
        log.warning("no word cloud: %s", type(error).__name__)  # its table says the same
        return ""
    if not parts:
        return ""
    told = "; ".join(f"{one.word}: {one.stories}" for one in drawn[:20])
    title = say("Woorden die in de meeste verhalen staan") if len(drawn) > 1 else say("Het woord dat in de meeste verhalen staat")
    return svg.drawing(WIDTH, HEIGHT, title, f"{say('In hoeveel verhalen een woord staat.')} {told}.", parts, kind="cloud")


@lru_cache(maxsize=16)
def _layout(words: tuple[CloudWord, ...]) -> str:
    """Laid out by a child process: wordcloud brings a plotting library along that no web process should have to hold.

    Raises SubprocessError, OSError: what failed is not remembered.
    """
    command = [sys.executable, "-m", "analysis.report.cloud_worker"]
    asked = json.dumps({one.word: one.stories for one in words}).encode()
    done = subprocess.run(command, input=asked, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603  our own command
    return done.stdout.decode()


def _word(match: re.Match[str]) -> str:
    turn = " rotate(-90)" if match["turn"] else ""
    size = round(float(match["size"]) * AIR, 1)
    place = {"transform": f"translate({match['x']},{match['y']}){turn}", "font_size": size, "fill": match["fill"]}
    word = match["word"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return svg.tag("text", escape(word), font_weight="700", **place)
