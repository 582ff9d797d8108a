"""What the words around a feeling do to it: "maar", long ago, a wish, a condition, a question, now."""

from __future__ import annotations

from narratives.dutch import lexicons
from narratives.dutch.sheet import Sheet

__all__ = ["BREAKS", "NOW", "around"]

AFTER_BUT, BEFORE_BUT = 1.4, 0.7  # "de avonden zijn lang, maar het is gezellig"
NOW_WEIGHT = 1.4  # "nu slaap ik weer"
ASKED = 0.5  # "waarom was ik bang?"
SUPPOSED = 0.6  # "als ik val"
THEN_GOOD, THEN_BAD = -0.35, 0.35  # "vroeger was het gezellig": it is no longer
WISHED_GOOD, WISHED_BAD = -0.6, 0.35  # "ik wou dat ik kon lopen": it is not so
WOULD = 0.7  # "ik zou het iedereen aanraden"
NOW = frozenset({"nu", "sindsdien", "inmiddels", "tegenwoordig", "intussen", "eindelijk", "uiteindelijk"})
BREAKS = lexicons.words("clause_breaks") | {"en"}
_UNREAL = lexicons.kinds("unreal")
_IF_ONLY = frozenset({"had", "was", "waren", "kon", "konden", "mocht", "kwam", "kwamen", "hadden"})  # "kwam er maar iemand"
_WHENEVER = frozenset({"als", "wanneer"})
_NEAR = 5


def around(sheet: Sheet, place: int, score: float) -> float:
    """The score of a feeling at word `place`, as its sentence bends it."""
    first, end = sheet.sentence_of(place)
    lowers = [word.lower for word in sheet.words[first:end]]
    at, weight = place - first, 1.0
    wished = _wished(lowers, at)
    if "maar" in lowers and not wished:
        but = lowers.index("maar")
        weight = AFTER_BUT if at > but or but == 0 else BEFORE_BUT
    if "?" in lowers[at:]:
        weight *= ASKED
    begin = next((n + 1 for n in range(at - 1, -1, -1) if lowers[n] in BREAKS), 0)
    stop = next((n for n in range(at, len(lowers)) if lowers[n] in BREAKS), len(lowers))
    clause = set(lowers[begin:stop])
    if wished:
        return score * weight * (WISHED_GOOD if score > 0 else WISHED_BAD)
    if not NOW.isdisjoint(clause):
        return score * weight * NOW_WEIGHT
    if not _UNREAL["then"].isdisjoint(clause):
        return score * weight * (THEN_GOOD if score > 0 else THEN_BAD)
    if not _UNREAL["would"].isdisjoint(clause):
        return score * weight * WOULD
    if lowers[begin] in _UNREAL["supposed"] or (begin and lowers[begin - 1] in _UNREAL["supposed"]):
        return score * weight * SUPPOSED
    return score * weight


def _wished(lowers: list[str], at: int) -> bool:
    """Is it only wished: "ik wou dat …", "het zou fijn zijn als …", "kwam er maar iemand"?"""
    if "dat" in lowers[:at] and any(lowers[n] in _UNREAL["wish"] and "dat" in lowers[n + 1 : at] for n in range(at)):
        return True
    if lowers[0] in _IF_ONLY and "maar" in lowers[1:_NEAR] and "?" not in lowers:
        return True
    if _UNREAL["would"].isdisjoint(lowers[:at]):
        return False
    return "zijn" in lowers[at : at + 3] and not _WHENEVER.isdisjoint(lowers[at:])
