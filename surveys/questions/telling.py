"""Kinds in which people tell: a story, the meaning they give it in a triangle, a change and what they think made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from saying import say
from surveys.conditions import Seen
from surveys.questions.base import (
    TOO_LONG,
    UNKNOWN_ANSWER,
    Cleaned,
    Fields,
    Option,
    Question,
    Texts,
    filled,
    given,
    missing_of,
    one_of,
    plain_missing,
    shared,
    text_of,
)  # fmt: skip
from surveys.questions.options import EASTERN, label_of, read_missing, read_options, see_option
from surveys.questions.typed import tidy

if TYPE_CHECKING:
    from surveys.entries import Entries

CONSENT_NEEDED = "Uw verhaal is nog niet bewaard. Zet het eerste vinkje als wij het mogen lezen. Wilt u dat niet? Druk dan nog een keer op Verder. Dan bewaren wij het niet."
STORY_MISSING = "U gaf toestemming, maar er staat nog geen verhaal. Wilt u nog iets vertellen? U mag ook verder gaan."
ALL_THREE = "Geef elk van de drie een getal van 0 tot 100."

LAYERS = ("analyse", "quote", "quote_first", "contact_again")
TELLERS: Mapping[str, Texts] = {
    "inwoner": {"nl": "Over mijzelf", "en": "About myself", "ar": "عن نفسي"},
    "naaste": {"nl": "Over iemand die ik goed ken", "en": "About someone I know well", "ar": "عن شخص أعرفه جيدًا"},
    "vrijwilliger": {"nl": "Als vrijwilliger", "en": "As a volunteer", "ar": "بصفتي متطوعًا"},
    "professional": {"nl": "Vanuit mijn werk", "en": "From my work", "ar": "من خلال عملي"},
}
TOLD: Texts = {"nl": "U heeft een verhaal verteld.", "en": "You told a story.", "ar": "لقد رويت قصة."}
CORNERS = ("a", "b", "c")


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as it came in: the words, who tells, and what may be done with it. It never stands among the answers."""

    words: str
    teller: str
    analyse: bool = False
    quote: bool = False
    quote_first: bool = False
    contact_again: bool = False

    def plain_data(self) -> dict[str, Any]:
        """For sealing as JSON."""
        layers = {layer: bool(getattr(self, layer)) for layer in LAYERS}
        return {"words": self.words, "teller": self.teller, **layers}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryQuestion(Question):
    """Room for a story, with layered consent of which nothing is ticked beforehand (verhaal)."""

    kind = "verhaal"
    limit: int = 8000
    tellers: tuple[Option, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """The words, who tells, and the layers of consent."""
        return (self.code, f"{self.code}.teller", *(f"{self.code}.{layer}" for layer in LAYERS))

    def _clean(self, fields: Fields) -> Cleaned:
        words = self._words_of(fields)
        allowed = self._allows(fields, "analyse")
        faults = one_of(given(fields, f"{self.code}.teller"), tuple(one.code for one in self.tellers)).faults
        if len(words) > self.limit:
            return Cleaned(None, (TOO_LONG, *faults))
        if not words:
            return Cleaned(None, (STORY_MISSING,) if allowed else faults)
        return Cleaned({"told": True}, faults) if allowed else Cleaned(None, (CONSENT_NEEDED, *faults))

    def draft(self, fields: Fields) -> Draft | None:
        """The story to keep aside until it is sent; None when there is none or when the first layer of consent is not given."""
        if self._clean(fields).value is None:
            return None
        teller = one_of(given(fields, f"{self.code}.teller"), tuple(one.code for one in self.tellers)).value
        default = self.tellers[0].code if self.tellers else "inwoner"
        layers = {layer: self._allows(fields, layer) for layer in LAYERS}
        return Draft(self._words_of(fields), teller or default, **layers)

    def _words_of(self, fields: Fields) -> str:
        return tidy("\n".join(fields.get(self.code, ())[:1]))

    def _allows(self, fields: Fields, layer: str) -> bool:
        return given(fields, f"{self.code}.{layer}") == ["ja"]

    def plain(self, value: Any, language: str) -> str:
        """Only that a story was told; the words themselves come from the draft."""
        return text_of(TOLD, language)[0] if value else ""

    def _see(self, _value: Any, _item: str | None, /) -> Seen | None:
        return Seen(code="verteld")

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file; `vertellers` says who may tell, residents and those near to them by default."""
        codes = entries.words("vertellers", TELLERS) or ("inwoner", "naaste")
        tellers = tuple(Option(code, TELLERS[code]) for code in codes)
        return cls(**shared(entries), limit=int(entries.number("max_tekens", 8000, 100, 20000) or 8000), tellers=tellers)

    def _plain_data(self) -> dict[str, Any]:
        return {"max_tekens": self.limit, "vertellers": [one.code for one in self.tellers]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Triad(Question):
    """A point in a triangle: three shares that add up to 100 (driehoek)."""

    kind = "driehoek"
    corners: Mapping[str, Texts]
    story: str = ""  # the code of the story question this point is about
    missing: tuple[str, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """Three numbers, and the kind of missing."""
        return (*(f"{self.code}.{corner}" for corner in CORNERS), f"{self.code}.missing")

    def _clean(self, fields: Fields) -> Cleaned:
        missing = missing_of(fields, self.code, self.missing)
        if missing.value is not None or missing.faults:
            return missing  # three sliders always send a number, so "does not apply" wins
        texts = [given(fields, f"{self.code}.{corner}") for corner in CORNERS]
        if not any(texts):
            return Cleaned()
        shares = [_share(values) for values in texts]
        known = [share for share in shares if share is not None]
        blank = sum(not values for values in texts)
        if len(known) + blank != 3 or (blank and sum(known) != 100) or sum(known) == 0:
            return Cleaned(None, (ALL_THREE,))
        return Cleaned(dict(zip(CORNERS, to_hundred([share or 0 for share in shares]), strict=True)))

    def plain(self, value: Any, language: str) -> str:
        """The three corners with their shares."""
        if value is None or plain_missing(value, language):
            return plain_missing(value, language) or ""
        return ", ".join(f"{text_of(self.corners[corner], language)[0]}: {value[corner]}" for corner in CORNERS)

    def _see(self, value: Any, item: str | None, /) -> Seen | None:
        return Seen(number=value.get(item)) if item else Seen(members=frozenset(value))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file: `hoeken` with a text for a, b and c."""
        from surveys.entries import Entries as Reader
        from surveys.yaml_lines import Table

        node = entries.node("hoeken")
        if node is None:
            entries.fault(
                None, say("Bij {where} ontbreekt 'hoeken'.", where=entries.where), say("Voeg 'hoeken:' toe met a, b en c.")
            )
        reader = Reader(entries.sheet, node or Table(entries.line), say("de hoeken van {where}", where=entries.where))
        corners = {corner: reader.texts(corner, required=node is not None) for corner in CORNERS}
        reader.done()
        return cls(**shared(entries), corners=corners, story=entries.word("bij", ""), missing=read_missing(entries))

    def _plain_data(self) -> dict[str, Any]:
        corners = {corner: dict(texts) for corner, texts in self.corners.items()}
        return {"hoeken": corners, **filled(bij=self.story, geen_antwoord=list(self.missing))}


def _share(values: list[str]) -> int | None:
    """One number of 0 to 100, None when it is not."""
    text = values[0].translate(EASTERN) if len(set(values)) == 1 else ""
    good = text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100
    return int(text) if good else None


def to_hundred(shares: list[int]) -> list[int]:
    """Whole shares that add up to exactly 100, by largest remainder; the first wins a tie."""
    total = sum(shares)
    whole = [share * 100 // total for share in shares]
    rest = sorted(range(len(shares)), key=lambda i: (-(shares[i] * 100 % total), i))
    for i in rest[: 100 - sum(whole)]:
        whole[i] += 1
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCause(Question):
    """Has it changed, and what do you think made it so: an option and a text (verandering)."""

    kind = "verandering"
    options: tuple[Option, ...]
    cause: Texts
    limit: int = 2000

    def fields(self) -> tuple[str, ...]:
        """The change and the cause."""
        return (f"{self.code}.change", f"{self.code}.cause")

    def _clean(self, fields: Fields) -> Cleaned:
        change = one_of(given(fields, f"{self.code}.change"), tuple(one.code for one in self.options))
        causes = given(fields, f"{self.code}.cause")
        cause = tidy(causes[0]) if causes else ""
        faults = (
            *change.faults,
            *((UNKNOWN_ANSWER,) if len(set(causes)) > 1 else ()),
            *((TOO_LONG,) if len(cause) > self.limit else ()),
        )
        kept = cause if len(set(causes)) == 1 and len(cause) <= self.limit else ""
        return Cleaned(filled(change=change.value, cause=kept) or None, faults)

    def plain(self, value: Any, language: str) -> str:
        """The change, and the cause on the next line."""
        value = value or {}
        return "\n".join(one for one in (label_of(self.options, value.get("change"), language), value.get("cause", "")) if one)

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        return see_option(self.options, value.get("change"))

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file: `antwoorden` for the change, `oorzaak` for the question about the cause."""
        limit = int(entries.number("max_tekens", 2000, 100, 5000) or 2000)
        return cls(**shared(entries), options=read_options(entries), cause=entries.texts("oorzaak"), limit=limit)

    def _plain_data(self) -> dict[str, Any]:
        answers = [one.plain_data() for one in self.options]
        return {"antwoorden": answers, "oorzaak": dict(self.cause), "max_tekens": self.limit}
