"""The kinds of question; each cleans its own raw answer. KINDS is the register that other parts attach to by class."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.questions.base import (
    MISSING,
    MISSING_LABELS,
    SAYABLE,
    Cleaned,
    Option,
    Question,
    Texts,
    is_missing,
    missing_label,
    text_of,
)
from surveys.questions.choices import Choice, Several, YesNo
from surveys.questions.marks import Item, Scale, Statements
from surveys.questions.pages import ConsentQuestion, Explanation
from surveys.questions.telling import CORNERS, LAYERS, TELLERS, ChangeCause, Draft, StoryQuestion, Triad
from surveys.questions.typed import Date, Number, Postcode, ShortText

KINDS: Mapping[str, type[Question]] = {
    one.kind: one
    for one in (
        Choice,
        Several,
        YesNo,
        Scale,
        Statements,
        Number,
        Date,
        ShortText,
        Postcode,
        Explanation,
        ConsentQuestion,
        StoryQuestion,
        Triad,
        ChangeCause,
    )
}

__all__ = [
    "CORNERS",
    "KINDS",
    "LAYERS",
    "MISSING",
    "MISSING_LABELS",
    "SAYABLE",
    "TELLERS",
    "ChangeCause",
    "Choice",
    "Cleaned",
    "ConsentQuestion",
    "Date",
    "Draft",
    "Explanation",
    "Item",
    "Number",
    "Option",
    "Postcode",
    "Question",
    "Scale",
    "Several",
    "ShortText",
    "Statements",
    "StoryQuestion",
    "Texts",
    "Triad",
    "YesNo",
    "is_missing",
    "missing_label",
    "text_of",
]
