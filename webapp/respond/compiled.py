"""Question pages drawn once per version and language, kept as pieces of text with slots for what differs per person."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from surveys.definition import Definition, Page
from surveys.questions import MISSING_LABELS, Texts, text_of
from webapp.house_style import asset
from webapp.language import LANGUAGES, direction, gettext
from webapp.respond.consent import CONSENT

TEMPLATES = Path(__file__).parent.parent / "templates"
MARK = re.compile("\x00([^\x00]*)\x00")


@dataclass(frozen=True, slots=True)
class Slots:
    """What differs per person and moment on a question page."""

    token: str
    sequence: int
    number: int
    total: int
    fields: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    faults: Mapping[str, str] = field(default_factory=dict)  # question code -> sentence (Dutch source)
    notice: str = ""
    to_summary: bool = False

    def first(self, name: str) -> str:
        """The first value of a field."""
        values = self.fields.get(name)
        return values[0] if values else ""


Fill = Callable[[Slots], str]


@dataclass(frozen=True, slots=True)
class CompiledPage:
    """A page as literals and slots."""

    parts: tuple[str | Fill, ...]

    def filled(self, slots: Slots) -> str:
        """The page for one person."""
        return "".join([part if isinstance(part, str) else part(slots) for part in self.parts])


@functools.lru_cache(maxsize=4096)
def compiled_page(definition_key: str, page_code: str, shown: tuple[str, ...], language: str, style: str) -> CompiledPage:
    """The compiled page of a version known by its sha256; `shown` are the questions of the page that are on the path."""
    definition = _known[definition_key]
    page = definition.page(page_code)
    assert page is not None
    questions = tuple(one for one in page.questions if one.code in shown)
    return compile_page(definition, page, questions, language, style)


_known: dict[str, Definition] = {}


def page_for(sha256: str, definition: Definition, page: Page, language: str, style: str) -> CompiledPage:
    """The compiled page, drawn on first use and then kept."""
    if _known.get(sha256) is not definition:
        _known[sha256] = definition
        compiled_page.cache_clear()
    return compiled_page(sha256, page.code, tuple([one.code for one in page.questions]), language, style)


def compile_all(definition: Definition, style: str = "") -> int:
    """Draw every page in every language, so that a fault shows at publishing and not on a phone; the number of pages."""
    drawn = [compile_page(definition, page, page.questions, language, style) for language in definition.languages for page in definition.pages]
    return len(drawn)


def compile_page(definition: Definition, page: Page, questions: tuple[object, ...], language: str, style: str) -> CompiledPage:
    """Draw a page with marks where the slots come, and cut it at the marks."""
    section = next(one for one in definition.sections if one.code == page.section)
    first = text_of(page.questions[0].text if len(questions) == 1 else (page.title or section.title), language)[0]
    html = _environment(language).get_template("respond/page.html").render(
        definition=definition, page=page, questions=list(questions), heading=page.title or section.title, heading_text=first,
        survey_title=text_of(definition.title, language)[0], house_style=style,
    )  # fmt: skip
    parts: list[str | Fill] = []
    for i, piece in enumerate(MARK.split(_tight(html))):
        if i % 2:
            name, *args = piece.split("\x1f")
            parts.append(SLOTS[name](language, *args))
        elif piece:
            parts.append(piece)
    return CompiledPage(tuple(parts))


def slot(name: str, *args: object) -> Markup:
    """A mark in a template where a slot comes."""
    return Markup("\x00" + "\x1f".join([name, *map(str, args)]) + "\x00")  # noqa: S704  codes and names of fields only


def text_in(texts: Texts, language: str) -> Markup:
    """The text in this language; when it falls back to another, marked with the language it is in."""
    text, found = text_of(texts, language)
    if found == language or not text:
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(found, direction(found), text)


def paragraphs_in(texts: Texts, language: str) -> Markup:
    """The text with a paragraph for every empty line."""
    text, found = text_of(texts, language)
    mark = Markup("") if found == language else Markup(' lang="{}" dir="{}"').format(found, direction(found))
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return Markup("").join(Markup("<p{}>{}</p>").format(mark, block) for block in blocks)


@functools.cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(
        _=lambda text, other=None, **values: gettext(text, other or language, **values),
        language=lambda: language, direction=direction, asset=asset, LANGUAGES=LANGUAGES, CONSENT=CONSENT, slot=slot,
        t=lambda texts: text_in(texts, language), paragraphs=lambda texts: paragraphs_in(texts, language),
        missing_labels=MISSING_LABELS, story_layer=lambda code: lambda layer: slot("checked", f"{code}.{layer}", "ja"),
    )  # fmt: skip
    return made


def _tight(html: str) -> str:
    """Without the blank lines that templates leave."""
    return re.sub(r"\n[ \n]*\n", "\n", html)


# Slots: each is made once with the language and its arguments, and called for every person.


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
        items = "".join(f'<li><a href="#{code}">{escape(gettext(text, language))}</a></li>' for code, text in slots.faults.items())
        return f'<div class="summary" role="alert" tabindex="-1" autofocus id="fouten"><h2>{heading}</h2><ul>{items}</ul></div>'

    return fill


def _notice(language: str) -> Fill:
    return lambda slots: f'<p class="notice" role="status">{escape(gettext(slots.notice, language))}</p>' if slots.notice else ""


def _again(_language: str) -> Fill:
    return lambda slots: '<input type="hidden" name="nogmaals" value="1">' if slots.faults else ""


def _progress(language: str) -> Fill:
    words = gettext("Vraag %(number)s van %(total)s", language)

    def fill(slots: Slots) -> str:
        if not slots.number:
            return ""
        text = escape(words % {"number": slots.number, "total": slots.total})
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
    "forward": _forward, "dot": _dot,
}  # fmt: skip
