"""Question pages drawn once per version and language, kept as pieces of text with slots for what differs per person."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from surveys.definition import Definition, Page
from surveys.questions import MISSING_LABELS, Texts, text_of
from webapp.house_style import asset
from webapp.language import LANGUAGES, direction, gettext
from webapp.respond.consent import CONSENT
from webapp.respond.slots import SLOTS, Fill, Slots

TEMPLATES = Path(__file__).parent.parent / "templates"
MARK = re.compile("\x00([^\x00]*)\x00")


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


class PageUndrawable(Exception):
    """A page that cannot be shown on a phone; the reason is the error it came from."""

    def __init__(self, page: str, language: str) -> None:
        super().__init__(
            f"De pagina ‘{page}’ kan niet worden getoond (taal: {language}). Kijk de teksten en antwoorden van deze pagina na."
        )


def compile_all(definition: Definition, style: str = "") -> int:
    """Draw every page in every language, so that a fault shows at publishing and not on a phone; the number of pages."""
    drawn = 0
    for language in definition.languages:
        for page in definition.pages:
            try:
                compile_page(definition, page, page.questions, language, style)
            except Exception as error:
                raise PageUndrawable(page.code, language) from error
            drawn += 1
    return drawn


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
