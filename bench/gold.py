"""How well the reader reads Dutch: the hand-written gold set against its proposals (python -m bench.gold).

Themes: story x code, present or not. Tone: three classes by the reader's own `tone_class`, and the sign of marked
sentences. Personal data: a marked span is found when `COVERED` of its letters are hidden; a proposal is right when
at least half of its letters are personal data (titles and words marked `either` count for nothing).
Half of the set ("open") may be looked at when the reader is made; the other ("kept") only as totals.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from bench.gold_set import KINDS, TONES, Span, Story, codebook, hide_spans, letters, neutral, places, stories
from narratives.proposals import Proposal, Reading, tone_class

COVERED = 0.8
OPEN = "ab"  # first letters of the stories that may be looked at


class Reads(Protocol):
    """What is measured here."""

    def read(self, text: str) -> Reading: ...


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
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "there": there,
        "proposed": proposed,
    }


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
        "says": {  # how often it calls a story positief or negatief at all, and how often that is the very opposite
            "times": sum(times for (_, taken), times in table.items() if taken != "gemengd"),
            "right": sum(table[name, name] for name in TONES if name != "gemengd"),
            "opposite": table["positief", "negatief"] + table["negatief", "positief"],
        },
        "taken": {f"{meant} > {taken}": times for (meant, taken), times in sorted(table.items())},
        "sentences": {name: signs[name] for name in ("right", "wrong", "silent")},
    }


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return start, start + len(part)


def hidden(pairs: list[tuple[Story, Reading]]) -> dict[str, Any]:
    """Personal data: found or not per kind, and how many proposals were right."""
    there, found, extent = Counter[str](), Counter[str](), Counter[str]()
    proposals = right = 0
    for story, reading in pairs:
        gold, text = hide_spans(story), story.text
        free = neutral(story)
        private = letters(text, (span for _, span in gold))
        covered = letters(text, ((one.start, one.end) for one in reading.of("hide")))
        for kind, span in gold:
            there[kind] += 1
            own = letters(text, [span])
            found[kind] += len(own & covered) >= COVERED * len(own)
        for mine in _judged(text, reading, free - private):
            proposals += 1
            right += 2 * len(mine & private) >= len(mine)
        extent.update(hidden=len(covered), private=len(covered & private))
    score = prf(0, proposals, there.total())
    precision, recall = right / max(proposals, 1), found.total() / max(there.total(), 1)
    score |= {"precision": round(precision, 3), "recall": round(recall, 3)}
    score["f1"] = round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0
    each = {kind: {"recall": round(found[kind] / there[kind], 3), "there": there[kind]} for kind in KINDS if there[kind]}
    return {"all": score, "each": each, "letters": dict(extent)}


def _judged(text: str, reading: Reading, free: set[int]) -> Iterator[set[int]]:
    for one in reading.of("hide"):
        mine = letters(text, [(one.start, one.end)]) - free
        if mine:
            yield mine


def measure(reader: Reads, chosen: Iterable[Story] | None = None) -> dict[str, Any]:
    """All scores of a reader on these stories."""
    pairs = [(story, reader.read(story.text)) for story in (stories() if chosen is None else chosen)]
    parts = {"all": pairs}
    parts["open"] = [pair for pair in pairs if pair[0].id[0] in OPEN]
    parts["kept"] = [pair for pair in pairs if pair[0].id[0] not in OPEN]
    result: dict[str, Any] = {
        name: {"stories": len(part), "themes": themes(part), "tone": tone(part), "hide": hidden(part)}
        for name, part in parts.items()
    }
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
        print(
            f"  tone: accuracy {one['accuracy']:.3f}, mean F1 {one['macro_f1']:.3f}, sentences {one['sentences']}, stories {one['says']}"
        )
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
