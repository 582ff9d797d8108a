"""What differs per person on a question page: each slot is made once with its language, and filled for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import escape

from webapp.language import gettext
from webapp.respond.older import NotTaken


@dataclass(frozen=True, slots=True)
class Slots:
    """What differs per person and moment on a question page."""

    token: str
    sequence: int
    number: int
    total: int
    sure: bool = True  # False: at most so many, for answers may still take some away
    fields: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    faults: Mapping[str, str] = field(default_factory=dict)  # question code -> sentence (Dutch source)
    notice: str = ""
    to_summary: bool = False
    not_taken: NotTaken | None = field(default=None, repr=False)

    def first(self, name: str) -> str:
        """The first value of a field."""
        values = self.fields.get(name)
        return values[0] if values else ""


Fill = Callable[[Slots], str]


def _token(_language: str) -> Fill:
    return lambda slots: slots.token


def _sequence(_language: str) -> Fill:
    return lambda slots: str(slots.sequence)


def _value(_language: str, name: str) -> Fill:
    return lambda slots: str(escape(slots.first(name)))


def _checked(_language: str, name: str, code: str) -> Fill:
    return lambda slots: " checked" if code in slots.fields.get(name, ()) else ""


def _fault(language: str, code: str) -> Fill:
    label = escape(gettext("Let op:", language))

    def fill(slots: Slots) -> str:
        fault = slots.faults.get(code)
        return f'<p class="fault" id="{code}-fout"><b>{label}</b> {escape(gettext(fault, language))}</p>' if fault else ""

    return fill


def _described(_language: str, code: str, hint: str, control: str) -> Fill:
    help_id = f"{code}-hulp" if hint else ""
    invalid = ' aria-invalid="true"' if control else " data-fault"

    def fill(slots: Slots) -> str:
        if code not in slots.faults:
            return f' aria-describedby="{help_id}"' if help_id else ""
        return f'{invalid} aria-describedby="{(help_id + " ") if help_id else ""}{code}-fout"'

    return fill


def _title_fault(language: str) -> Fill:
    word = f"{gettext('Fout:', language)} "
    return lambda slots: word if slots.faults else ""


def _summary(language: str) -> Fill:
    heading = escape(gettext("Kijk hier nog even naar", language))

    def fill(slots: Slots) -> str:
        if not slots.faults:
            return ""
        items = "".join(
            f'<li><a href="#{code}">{escape(gettext(text, language))}</a></li>' for code, text in slots.faults.items()
        )
        return f'<div class="summary" role="alert" tabindex="-1" autofocus id="fouten"><h2>{heading}</h2><ul>{items}</ul></div>'

    return fill


def _notice(language: str) -> Fill:
    return lambda slots: f'<p class="notice" role="status">{escape(gettext(slots.notice, language))}</p>' if slots.notice else ""


def _not_taken(language: str) -> Fill:
    """What was typed in an older window, to read, and with a button to keep it after all."""
    heading = escape(gettext("Dit typte u in een ander venster", language))
    what = escape(gettext("Wij hebben het niet bewaard. Neem over wat u wilt houden, of druk op de knop.", language))
    button = escape(gettext("Bewaar dit in plaats van wat hieronder staat", language))

    def fill(slots: Slots) -> str:
        if slots.not_taken is None:
            return ""
        lines = "".join(
            f'<div><dt>{escape(label)}</dt><dd dir="auto">{escape(text)}</dd></div>' for label, text in slots.not_taken.lines
        )
        sent = [("token", slots.token), ("volgnummer", str(slots.sequence)), *slots.not_taken.fields]
        hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in sent)
        return (
            f'<section class="panel" id="niet-bewaard"><h2>{heading}</h2><p>{what}</p><dl class="answers">{lines}</dl>'
            f'<form method="post" autocomplete="off">{hidden}'
            f'<button class="back" type="submit" name="knop" value="verder">{button}</button></form></section>'
        )

    return fill


def _again(_language: str) -> Fill:
    return lambda slots: '<input type="hidden" name="nogmaals" value="1">' if slots.faults else ""


def _progress(language: str) -> Fill:
    known = gettext("Vraag %(number)s van %(total)s", language)
    at_most = gettext("Vraag %(number)s van hoogstens %(total)s", language)

    def fill(slots: Slots) -> str:
        if not slots.number:
            return ""
        text = escape((known if slots.sure else at_most) % {"number": slots.number, "total": slots.total})
        return f'<div class="progress"><p>{text}</p><progress value="{slots.number}" max="{slots.total}" aria-hidden="true"></progress></div>'

    return fill


def _forward(language: str) -> Fill:
    on, back = escape(gettext("Verder", language)), escape(gettext("Opslaan en terug naar het overzicht", language))
    return lambda slots: str(back if slots.to_summary else on)


def _dot(_language: str, code: str) -> Fill:
    def fill(slots: Slots) -> str:
        shares = [slots.first(f"{code}.{corner}") for corner in "abc"]
        if not all(share.isascii() and share.isdigit() for share in shares) or not (total := sum(map(int, shares))):
            return ' cx="120" cy="141" class="empty"'
        a, b, c = (int(share) / total for share in shares)
        return f' cx="{a * 120 + b * 20 + c * 220:.0f}" cy="{a * 26 + (b + c) * 199:.0f}"'

    return fill


SLOTS: dict[str, Callable[..., Fill]] = {
    "token": _token, "sequence": _sequence, "value": _value, "checked": _checked, "fault": _fault, "described": _described,
    "title_fault": _title_fault, "summary": _summary, "notice": _notice, "again": _again, "progress": _progress,
    "forward": _forward, "dot": _dot, "not_taken": _not_taken,
}  # fmt: skip
