"""A page that was typed and cannot be taken as it is: what of it is kept until it is mended, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveys.questions import ConsentQuestion, Question, StoryQuestion

__all__ = ["ROOM", "faults_in", "fields_on", "filled_in", "to_mend"]

Fields = Mapping[str, list[str]]
ROOM = 100_000  # characters of one page; who types more gets it back at once, as the answer to the form


def fields_on(questions: Iterable[Question], fields: Fields) -> dict[str, list[str]]:
    """The form fields of these questions; whatever else came in is not ours to keep."""
    return {name: list(fields[name]) for one in questions for name in one.fields() if name in fields}


def faults_in(questions: Iterable[Question], fields: Fields) -> dict[str, str]:
    """The first fault of each question, in these fields."""
    return {one.code: faults[0] for one in questions if (faults := one.clean(fields).faults)}


def filled_in(fields: Fields) -> bool:
    """Whether anything was typed or chosen."""
    return any(text.strip() for values in fields.values() for text in values)


def to_mend(
    questions: Iterable[Question], fields: Fields, *, insist: bool = False, leaving: bool = False
) -> tuple[dict[str, list[str]] | None, bool]:
    """The page as it was typed, to keep until it is mended (None: nothing to mend); and whether all that was typed is kept.

    The words of a story are never among it before their teller lets us read them.
    """
    shown = tuple(questions)
    wrong = [one for one in shown if faults_in((one,), fields)]
    if leaving:  # what was left open is asked when somebody comes by again
        wrong = [one for one in wrong if filled_in(fields_on((one,), fields))]
    elif insist:
        wrong = [one for one in wrong if isinstance(one, ConsentQuestion)]
    secret = [one for one in wrong if isinstance(one, StoryQuestion) and fields.get(f"{one.code}.analyse") != ["ja"]]
    whole = not any(filled_in(fields_on((one,), fields)) for one in secret)
    if len(secret) == len(wrong):
        return None, whole
    kept = fields_on((one for one in shown if one not in secret), fields)
    fits = sum(len(text) for values in kept.values() for text in values) <= ROOM
    return (kept, whole) if fits else (None, False)
