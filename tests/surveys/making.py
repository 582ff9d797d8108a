"""Small questionnaires for tests."""

from __future__ import annotations

import textwrap

from surveys.definition import Definition, load

HEAD = """\
vragenlijst: proef
talen: [{languages}]
titel: {{nl: Proef, en: Test}}
inleiding:
  waarom: {{nl: Waarom, en: Why}}
  hoe_lang: {{nl: Kort, en: Short}}
  wie_ziet_het: {{nl: Wij, en: We}}
  stoppen: {{nl: Mag, en: You may}}
delen:
  - id: deel1
    titel: {{nl: Deel, en: Part}}
    paginas:
"""


def yaml(pages: str, scales: str = "", languages: str = "nl") -> bytes:
    """A questionnaire with these pages (a list, written from the margin)."""
    head = HEAD.format(languages=languages)
    if languages == "nl":
        head = "\n".join(_dutch(line) for line in head.splitlines()) + "\n"
    text = head + textwrap.indent(textwrap.dedent(pages), "      ")
    if scales:
        text += "\nschalen:\n" + textwrap.indent(textwrap.dedent(scales), "  ")
    return text.encode()


def make(pages: str, scales: str = "", languages: str = "nl") -> Definition:
    return load(yaml(pages, scales, languages), "proef.yml")


def question(text: str):
    """The one question written here (entries of a page)."""
    body = textwrap.indent(textwrap.dedent(text).strip(), "  ")
    return next(iter(make("- " + body.strip()).questions.values()))


def _dutch(line: str) -> str:
    key, _, texts = line.partition("{nl: ")
    return key + texts.split(",")[0] if texts else line
