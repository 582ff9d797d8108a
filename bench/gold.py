"""How well the reader reads Dutch: the hand-written gold set against its proposals (python -m bench.gold).

Themes: story x code, present or not. Tone: three classes from `reading.tone` (`TONE_EDGE`), and the sign of marked
sentences. Personal data: a marked span is found when `COVERED` of its letters are hidden; a proposal is right when
at least half of its letters are personal data (titles and words marked `either` count for nothing).
Half of the set ("open") may be looked at when the reader is made; the other ("kept") only as totals.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from narratives.codebook import CodeTerms
from narratives.proposals import Proposal, Reading

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "gold"
TONES = ("positief", "gemengd", "negatief")
KINDS = ("naam", "adres", "telefoon", "e-mail", "bsn", "geboortedatum", "iban", "postcode")
TONE_EDGE = 0.15  # at or above: positief; at or below minus this: negatief; between, or no tone: gemengd
COVERED = 0.8
OPEN = "ab"  # first letters of the stories that may be looked at
TITLES = frozenset("mevrouw mevr mw meneer dhr heer mijnheer oma opa tante oom zuster broer juf meester dokter dr de van geb".split())

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked substring: personal data of a kind, at its nth places (all one of them when nth is empty)."""

    text: str
    kind: str
    nth: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose tone is clear to a reader."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story with what a person saw in it."""

    id: str
    text: str
    themes: tuple[str, ...]
    tone: str
    sentences: tuple[Sentence, ...]
    hide: tuple[Mark, ...]
    either: tuple[str, ...]


class Reads(Protocol):
    """What is measured here."""

    def read(self, text: str) -> Reading: ...


def files() -> list[Path]:
    return sorted(FOLDER.glob("stories-*.yml"))


def stories() -> list[Story]:
    return [_story(row) for path in files() for row in yaml.safe_load(path.read_text("utf-8"))["stories"]]


def _story(row: dict[str, Any]) -> Story:
    hide = tuple(Mark(one["text"], one["kind"], tuple(one.get("nth", ()))) for one in row.get("hide", ()))
    sentences = tuple(Sentence(one["text"], one["tone"]) for one in row.get("sentences", ()))
    return Story(row["id"], row["text"], tuple(row["themes"]), row["tone"], sentences, hide, tuple(row.get("either", ())))


def codebook() -> list[CodeTerms]:
    rows = yaml.safe_load((FOLDER / "codebook.yml").read_text("utf-8"))["codes"]
    return [CodeTerms(row["code"], tuple(row["terms"]), tuple(row["exclusions"])) for row in rows]


def word_list(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def words(text: str) -> set[str]:
    return set(word_list(text))


def places(text: str, part: str) -> list[Span]:
    """Where a substring stands as whole words."""
    pattern = rf"(?<!\w){re.escape(part)}(?!\w)"
    return [found.span() for found in re.finditer(pattern, text)]


def hide_spans(story: Story) -> list[tuple[str, Span]]:
    """Every marked span with its kind."""
    found = []
    for mark in story.hide:
        spots = places(story.text, mark.text)
        found += [(mark.kind, spots[nth - 1]) for nth in (mark.nth or (1,))]
    return found


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def _neutral(story: Story) -> set[int]:
    titles = [found.span() for found in re.finditer(r"[^\W_]+", story.text) if found.group().lower() in TITLES]
    either = [span for word in story.either for span in places(story.text, word)]
    return _letters(story.text, titles + either)


def tone_class(tone: float | None) -> str:
    """Positief, gemengd or negatief for a tone between -1 and 1."""
    if tone is None or abs(tone) < TONE_EDGE:
        return "gemengd"
    return "positief" if tone > 0 else "negatief"


def _sign(proposals: Iterable[Proposal], spans: Iterable[Span]) -> int:
    total = 0.0
    for span in spans:
        for one in proposals:
            if one.start < span[1] and one.end > span[0]:
                total += -abs(one.score) if one.label == "negatief" else abs(one.score) if one.label == "positief" else one.score
    return (total > 0) - (total < 0)


def prf(right: int, proposed: int, there: int) -> dict[str, float]:
    """Precision, recall and F1 of three counts."""
    precision, recall = right / proposed if proposed else 0.0, right / there if there else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "there": there, "proposed": proposed}


def themes(pairs: list[tuple[Story, Reading]]) -> dict[str, Any]:
    """Story x code: overall, per code, and the mean F1 of the codes."""
    right, proposed, there = Counter[str](), Counter[str](), Counter[str]()
    for story, reading in pairs:
        found = {one.label for one in reading.of("theme")}
        proposed.update(found)
        there.update(story.themes)
        right.update(found & set(story.themes))
    each = {code: prf(right[code], proposed[code], there[code]) for code in sorted(set(there) | set(proposed))}
    macro = round(sum(score["f1"] for score in each.values()) / len(each), 3) if each else 0.0
    return {"all": prf(right.total(), proposed.total(), there.total()), "macro_f1": macro, "each": each}


def tone(pairs: list[tuple[Story, Reading]]) -> dict[str, Any]:
    """Three classes: accuracy, mean F1, and which was taken for which; and the sign of marked sentences."""
    table = Counter((story.tone, tone_class(reading.tone)) for story, reading in pairs)
    each = {
        name: prf(table[name, name], sum(table[other, name] for other in TONES), sum(table[name, other] for other in TONES))
        for name in TONES
    }
    signs = Counter[str]()
    for story, reading in pairs:
        for mark in story.sentences:
            wanted = 1 if mark.tone == "positief" else -1
            sign = _sign(reading.of("tone"), places(story.text, mark.text) or [_span(story.text, mark.text)])
            signs["right" if sign == wanted else "wrong" if sign else "silent"] += 1
    return {
        "accuracy": round(sum(table[name, name] for name in TONES) / max(len(pairs), 1), 3),
        "macro_f1": round(sum(score["f1"] for score in each.values()) / len(TONES), 3),
        "each": each,
        "taken": {f"{meant} > {taken}": times for (meant, taken), times in sorted(table.items())},
        "sentences": {name: signs[name] for name in ("right", "wrong", "silent")},
    }


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return start, start + len(part)


def hidden(pairs: list[tuple[Story, Reading]]) -> dict[str, Any]:
    """Personal data: found or not per kind, and how many proposals were right."""
    there, found, letters = Counter[str](), Counter[str](), Counter[str]()
    proposals = right = 0
    for story, reading in pairs:
        gold, text = hide_spans(story), story.text
        neutral = _neutral(story)
        private = _letters(text, (span for _, span in gold))
        covered = _letters(text, ((one.start, one.end) for one in reading.of("hide")))
        for kind, span in gold:
            there[kind] += 1
            own = _letters(text, [span])
            found[kind] += len(own & covered) >= COVERED * len(own)
        for mine in _judged(text, reading, neutral - private):
            proposals += 1
            right += 2 * len(mine & private) >= len(mine)
        letters.update(hidden=len(covered), private=len(covered & private))
    score = prf(0, proposals, there.total())
    precision, recall = right / max(proposals, 1), found.total() / max(there.total(), 1)
    score |= {"precision": round(precision, 3), "recall": round(recall, 3)}
    score["f1"] = round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0
    each = {kind: {"recall": round(found[kind] / there[kind], 3), "there": there[kind]} for kind in KINDS if there[kind]}
    return {"all": score, "each": each, "letters": dict(letters)}


def _judged(text: str, reading: Reading, neutral: set[int]) -> Iterator[set[int]]:
    for one in reading.of("hide"):
        mine = _letters(text, [(one.start, one.end)]) - neutral
        if mine:
            yield mine


def measure(reader: Reads, chosen: Iterable[Story] | None = None) -> dict[str, Any]:
    """All scores of a reader on these stories."""
    pairs = [(story, reader.read(story.text)) for story in (stories() if chosen is None else chosen)]
    parts = {"all": pairs}
    parts["open"] = [pair for pair in pairs if pair[0].id[0] in OPEN]
    parts["kept"] = [pair for pair in pairs if pair[0].id[0] not in OPEN]
    result = {name: {"stories": len(part), "themes": themes(part), "tone": tone(part), "hide": hidden(part)} for name, part in parts.items()}
    result["unread"] = [story.id for story, reading in pairs if reading.state != "gelezen"]
    return result


def run() -> dict[str, Any]:
    """Measure our own reader and print the table."""
    from narratives.dutch.reader import Reader

    result = measure(Reader(codes=codebook()))
    show(result)
    return result


def show(result: dict[str, Any]) -> None:
    """A table that a person can read."""
    for name in ("all", "open", "kept"):
        part = result[name]
        print(f"\nGold set, {name}: {part['stories']} stories")
        _lines("themes", part["themes"])
        print(f"  themes mean F1 of the codes {part['themes']['macro_f1']:.3f}")
        _lines("hide", part["hide"])
        one = part["tone"]
        print(f"  tone: accuracy {one['accuracy']:.3f}, mean F1 {one['macro_f1']:.3f}, sentences {one['sentences']}")
        if name == "all":
            print("   ", one["taken"])
    if result["unread"]:
        print("not read:", ", ".join(result["unread"]))


def _lines(title: str, part: dict[str, Any]) -> None:
    rows: dict[str, dict[str, Any]] = defaultdict(dict, {title: part["all"]}) | part["each"]
    for name, score in rows.items():
        figures = "  ".join(f"{key} {score[key]:.3f}" for key in ("precision", "recall", "f1") if key in score)
        print(f"  {name:<16} {figures}  of {score['there']}" + (f", proposed {score['proposed']}" if "proposed" in score else ""))


if __name__ == "__main__":
    sys.exit(run()["unread"] != [])
