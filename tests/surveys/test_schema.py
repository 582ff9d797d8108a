"""The published JSON Schema and the reader agree on the form of a questionnaire; jsonschema is the second opinion."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from surveys import definition, library, yaml_lines
from surveys.questions import KINDS
from tests.surveys.making import yaml

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "questionnaire.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
READY = ("mantelzorg", "na_activiteit", "ouderen")


def plain(node):
    """A file as tools with the core rules of YAML 1.2 see it."""
    if isinstance(node, yaml_lines.Table):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, yaml_lines.Items):
        return [plain(one) for one in node.items]
    if re.fullmatch(r"-?\d+", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"-?\d+\.\d+", node.text) else node.text


def as_plain(data: bytes):
    return plain(yaml_lines.read(data))


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", READY)
def test_the_library_follows_the_schema(name):
    errors = [error.message for error in VALIDATOR.iter_errors(as_plain(library.path(name).read_bytes()))]
    assert errors == []


def test_the_frame_without_texts_does_not():
    assert not VALIDATOR.is_valid(as_plain(library.path("djg6").read_bytes()))


def test_the_schema_knows_every_kind():
    assert {name.removeprefix("vraag_") for name in SCHEMA["$defs"] if name.startswith("vraag_")} == set(KINDS)


def test_each_kind_may_be_on_a_page_with_others():
    whole = as_plain(library.path("mantelzorg").read_bytes())
    together = copy.deepcopy(whole)
    for section in together["delen"]:
        for page in section["paginas"]:
            page.pop("ga_naar", None)
        section["paginas"] = [{"pagina": f"samen_{section['id']}", "vragen": section["paginas"]}]
    assert VALIDATOR.is_valid(together)


BAD = [
    "- {vraag: Fout, type: tekst, tekst: Z}",
    "- {vraag: woord, type: teksten, tekst: Z}",
    "- {vraag: woord, tekst: Z}",
    "- {vraag: woord, type: tekst}",
    "- {vraag: woord, type: tekst, tekst: {en: Z}}",
    "- {vraag: woord, type: tekst, tekst: ''}",
    "- {vraag: woord, type: tekst, tekst: Z, kleur: rood}",
    "- {vraag: woord, type: tekst, tekst: Z, verplicht: ja}",
    "- {vraag: woord, type: tekst, tekst: Z, max_tekens: veel}",
    "- {vraag: woord, type: tekst, tekst: Z, geen_antwoord: [geen_zin]}",
    "- {vraag: wonen, type: keuze, tekst: Z}",
    "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: []}",
    "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{label: A}]}",
    "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{code: aa}]}",
    "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{code: wn, missing: wil_niet, waarde: 1}]}",
    "- {vraag: set, type: stellingen, tekst: Z, antwoorden: [{code: aa, label: A}]}",
    "- {vraag: duiding, type: driehoek, tekst: Z, hoeken: {a: A, b: B}}",
    "- {vraag: verschil, type: verandering, tekst: Z, antwoorden: [{code: aa, label: A}]}",
    "- {vraag: woord, type: tekst, tekst: Z, ga_naar: [{als: woord = 'x'}]}",
    "- {pagina: samen, vragen: []}",
]  # fmt: skip


@pytest.mark.parametrize("pages", BAD)
def test_what_the_schema_refuses_the_reader_refuses(pages):
    data = yaml(pages)
    assert not VALIDATOR.is_valid(as_plain(data))
    assert definition.read(data, "x.yml").faults


def test_a_good_one_passes_both():
    data = yaml("- {vraag: woord, type: tekst, tekst: Z, ga_naar: einde}")
    assert VALIDATOR.is_valid(as_plain(data))
    assert not definition.read(data, "x.yml").faults
