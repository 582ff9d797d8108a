"""Kinds that inform: a page that explains, and the page on which people say that they take part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from surveys.questions.base import Cleaned, Fields, Question, Texts, filled, given, one_of, shared, text_of

if TYPE_CHECKING:
    from surveys.entries import Entries

AGREED: Texts = {"nl": "Ja, ik doe mee.", "en": "Yes, I take part.", "ar": "نعم، أشارك."}
CONSENT_ASKED = "Zet een vinkje als u mee wilt doen. Wilt u dat niet? Dan kunt u deze pagina sluiten."


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Question):
    """Something to read, nothing to answer (uitleg): `text` is its heading, `body` what it says."""

    kind = "uitleg"
    asks: ClassVar[bool] = False
    body: Texts = field(default_factory=dict)

    def fields(self) -> tuple[str, ...]:
        """None."""
        return ()

    def _clean(self, fields: Fields) -> Cleaned:
        return Cleaned()

    def plain(self, value: Any, language: str) -> str:
        """Nothing was answered."""
        return ""

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        common = {**shared(entries), "required": "nee"}
        return cls(**common, body=entries.texts("inhoud", required=False))

    def _plain_data(self) -> dict[str, Any]:
        return filled(inhoud=dict(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentQuestion(Question):
    """Whether somebody takes part (toestemming): a box that is never ticked beforehand."""

    kind = "toestemming"
    label: Texts = field(default_factory=lambda: AGREED)

    def _clean(self, fields: Fields) -> Cleaned:
        found = one_of(given(fields, self.code), ("ja",))
        return Cleaned(None, (CONSENT_ASKED,)) if found.value is None and not found.faults else found

    def plain(self, value: Any, language: str) -> str:
        """What was agreed to."""
        return text_of(self.label, language)[0] if value else ""

    @classmethod
    def read(cls, entries: Entries) -> Self:
        """From a file."""
        return cls(**shared(entries), label=entries.texts("akkoord", required=False, default=AGREED))

    def _plain_data(self) -> dict[str, Any]:
        return filled(akkoord=dict(self.label))
