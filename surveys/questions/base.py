"""What every kind of question shares: texts, options, kinds of missing, and the sentences that say what to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from surveys.conditions import Seen, Tree, to_plain

if TYPE_CHECKING:
    from surveys.entries import Entries

Texts = Mapping[str, str]
Fields = Mapping[str, list[str]]

MISSING: Mapping[str, int] = {"weet_niet": -6, "nvt": -7, "niet_gevraagd": -8, "wil_niet": -9}
SAYABLE = ("weet_niet", "nvt", "wil_niet")  # niet_gevraagd is never said by a person
MISSING_LABELS: Mapping[str, Texts] = {
    "weet_niet": {"nl": "Weet ik niet", "en": "I do not know", "ar": "لا أعرف"},
    "nvt": {"nl": "Past niet bij mij", "en": "Does not apply to me", "ar": "لا ينطبق عليّ"},
    "wil_niet": {"nl": "Wil ik niet zeggen", "en": "I would rather not say", "ar": "أفضّل عدم الإجابة"},
    "niet_gevraagd": {"nl": "Niet gevraagd", "en": "Not asked", "ar": "لم يُسأل"},
}

# What a resident reads when something cannot be kept. Dutch is the source; webapp translates.
ONE_ANSWER = "Kies één antwoord."
UNKNOWN_ANSWER = "Dit antwoord kennen wij niet. Kies een antwoord uit de lijst."
EXCLUSIVE = "Dit ene antwoord past niet bij de andere. Kies het ene, of kies de andere."
ANSWER_ASKED = "U heeft deze vraag nog niet beantwoord. Wilt u dat alsnog doen? U mag ook verder gaan."
NOT_BOTH = "U vulde iets in, en u koos ook een antwoord zoals ‘weet ik niet’. Kies één van de twee."
TOO_LONG = "Uw tekst is te lang. Maak de tekst korter."


def text_of(texts: Texts, language: str) -> tuple[str, str]:
    """The text in this language, or else in Dutch, with the language it really is in; never blank when any text exists."""
    for one in (language, "nl", *texts):
        if texts.get(one):
            return texts[one], one
    return "", language


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept of what came in: None when there is no answer; and what to tell the person."""

    value: Any = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen. A `missing` option is an answer too, but never counts or scores."""

    code: str
    label: Texts
    value: float | None = None
    exclusive: bool = False
    missing: str | None = None

    def plain_data(self) -> dict[str, Any]:
        """As the file has it, without what is default."""
        return filled(code=self.code, label=dict(self.label), waarde=self.value, exclusief=self.exclusive, missing=self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """One question. `clean` takes the raw fields of a form, `plain` gives back the answer in words."""

    code: str
    text: Texts
    hint: Texts = field(default_factory=dict)
    required: str = "nee"  # or "zacht": asks once more, never forces
    show_if: Tree | None = None
    afterwards: bool = False  # asks now how it was before, or whether it changed since: weaker than a baseline

    kind: ClassVar[str]  # the name in the file
    asks: ClassVar[bool] = True  # False: nothing to answer, no column in an export

    def fields(self) -> tuple[str, ...]:
        """The names of its form fields."""
        return (self.code,)

    def clean(self, fields: Fields) -> Cleaned:
        """The answer in these raw fields; never raises."""
        cleaned = self._clean(fields)
        if cleaned.value is None and not cleaned.faults and self.required == "zacht":
            return Cleaned(None, (ANSWER_ASKED,))
        return cleaned

    @abstractmethod
    def _clean(self, fields: Fields) -> Cleaned: ...

    @abstractmethod
    def plain(self, value: Any, language: str) -> str:
        """The answer as a person reads it on the summary page; empty without an answer."""

    def see(self, value: Any, item: str | None = None) -> Seen | None:
        """The answer as conditions see it."""
        if value is None:
            return None
        if is_missing(value):
            return Seen(code=value["missing"], missing=True)
        return self._see(value, item)

    def _see(self, value: Any, _item: str | None, /) -> Seen | None:
        return Seen(code=str(value))

    @classmethod
    @abstractmethod
    def read(cls, entries: Entries) -> Self:
        """The question as a file has it; faults are noted, not raised."""

    def plain_data(self) -> dict[str, Any]:
        """As the file has it, with every default that was used left out."""
        show = None if self.show_if is None else to_plain(self.show_if)
        shared = filled(vraag=self.code, type=self.kind, tekst=dict(self.text), hulp=dict(self.hint), toon_als=show)
        soft = "zacht" if self.required == "zacht" else None
        return {**shared, **filled(verplicht=soft, achteraf="ja" if self.afterwards else None), **self._plain_data()}

    def _plain_data(self) -> dict[str, Any]:
        return {}


def shared(entries: Entries) -> dict[str, Any]:
    """The entries that every kind has."""
    return {
        "code": entries.code("vraag"),
        "text": entries.texts("tekst"),
        "hint": entries.texts("hulp", required=False),
        "required": entries.word("verplicht", "nee", ("nee", "zacht")),
        "show_if": entries.condition("toon_als"),
        "afterwards": entries.flag("achteraf"),
    }


def is_missing(value: Any) -> bool:
    """Whether a stored value says which kind of missing it is."""
    return isinstance(value, dict) and "missing" in value


def given(fields: Fields, name: str) -> list[str]:
    """What came in under a name, without blanks around it and without empties."""
    return [text for text in (one.strip() for one in fields.get(name, ())) if text]


def one_of(values: list[str], allowed: frozenset[str] | tuple[str, ...]) -> Cleaned:
    """Exactly one of the allowed words."""
    if not values:
        return Cleaned()
    if len(set(values)) > 1:
        return Cleaned(None, (ONE_ANSWER,))
    return Cleaned(values[0]) if values[0] in allowed else Cleaned(None, (UNKNOWN_ANSWER,))


def missing_of(fields: Fields, name: str, kinds: tuple[str, ...]) -> Cleaned:
    """The kind of missing that was chosen in `name.missing`."""
    found = one_of(given(fields, f"{name}.missing"), kinds)
    return found if found.value is None else Cleaned({"missing": found.value})


def missing_label(kind: str, language: str) -> str:
    """What a kind of missing is called."""
    return text_of(MISSING_LABELS.get(kind, {}), language)[0]


def plain_missing(value: Any, language: str) -> str | None:
    """The words for a missing value, None when it is an ordinary one."""
    return missing_label(value["missing"], language) if is_missing(value) else None


def filled(**values: Any) -> dict[str, Any]:
    """The entries that say something: no None, no False, nothing empty; 0 is something."""
    return {key: value for key, value in values.items() if not (value is None or value is False or value in ({}, [], (), ""))}
