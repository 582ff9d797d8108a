"""An interview written out: what the resident said, apart from what the interviewer asked.

Who speaks stands at the beginning of a line, before a colon ("I: Hoe gaat het?", "R [00:12]: Goed."). A turn goes on until another
speaker begins. Where only the interviewer has a label, an empty line ends the turn. A heading above the first turn is of nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narratives.transcript_files import EMPTY, TranscriptRefused
from saying import mark, say

INTERVIEWER = ("I", "Int", "Interviewer", "Vraag", "V", "Onderzoeker")
LONGEST = 40_000  # characters of the teller; longer is split by who knows the interview
LONGEST_WORD = 200
HEADING = 80
TELLERS = r"R|B|T|D|M|P|N|Resp(?:ondent)?|Bewoner|Bewoonster|Inwoner|Verteller|Deelnemer|Cliënt|Client|Mantelzorger|Naaste"
SPEAKER = re.compile(rf"(?:(?i:{TELLERS}|Spreker|Speaker|Persoon)|[A-Z]{{1,3}}) ?\d{{0,2}}")  # "Nou: ..." is no speaker
LABEL = re.compile(r"^\s*\*{0,2}([^\W\d_][\w .-]{0,24}?)\*{0,2}\s{0,9}(?:[\[(][\d:., -]{1,40}[\])])?\s{0,9}:\*{0,2}\s*")
ONLY_ASKED = mark("Er blijft niets over van de verteller. Kijk of de letters van de interviewer kloppen.")
TOO_LONG = mark(
    "De verteller zegt meer dan {most} tekens. Deel het interview in stukken, elk over één onderwerp, en bewaar die apart."
)
NO_WORD = mark("In deze tekst staat een woord van meer dan {most} letters. Kijk of de tekst goed is overgenomen.")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of the teller, and how many turns of the interviewer were left out."""

    words: str
    asked: int


def told(text: str, interviewer: Sequence[str] = INTERVIEWER) -> Told:
    """What the teller said, without labels. Raises TranscriptRefused with what to do."""
    if not text.strip():
        raise TranscriptRefused(say(EMPTY))
    asking = {one.strip().casefold() for one in interviewer if one.strip()}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    both = any((name := _speaker(line, asking)) is not None and name not in asking for line in lines)
    kept: list[str] = []
    turns, silent, above = 0, False, both
    for line in lines:
        name = _speaker(line, asking)
        if name is not None:
            silent, above = name in asking, False
            turns += silent
            line = LABEL.sub("", line)  # noqa: PLW2901  the same line without who says it
        elif not line.strip() and not both:
            silent = False
        if not silent and not (above and _heading(line)):
            kept.append(line.rstrip())
    return Told(_checked(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()), turns)


def _speaker(line: str, asking: set[str]) -> str | None:
    """Who begins to speak on this line; None when the turn goes on."""
    found = LABEL.match(line)
    if found is None:
        return None
    name = found[1].strip()
    plain = re.sub(r" ?\d+$", "", name).casefold()
    if name.casefold() in asking or plain in asking:
        return name.casefold() if name.casefold() in asking else plain
    return name.casefold() if SPEAKER.fullmatch(name) else None


def _heading(line: str) -> bool:
    """A short line above the first turn that is no sentence, such as "Interview 3"."""
    plain = line.strip()
    return len(plain) <= HEADING and not plain.endswith((".", "!", "?", "…"))


def _checked(words: str) -> str:
    if not words:
        raise TranscriptRefused(say(ONLY_ASKED))
    if len(words) > LONGEST:
        raise TranscriptRefused(say(TOO_LONG, most=f"{LONGEST:,}".replace(",", ".")))
    if any(len(one) > LONGEST_WORD for one in words.split()):
        raise TranscriptRefused(say(NO_WORD, most=LONGEST_WORD))
    return words
