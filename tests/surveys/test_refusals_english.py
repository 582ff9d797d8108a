"""What is wrong in a questionnaire, in a codebook or with a quote, in English: the same faults on the same lines, in whole sentences."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from narratives import codebook, quoting
from saying import speaking
from surveys import definition
from surveys.definition import DefinitionRefused
from surveys.publishing import BreakRefused, WrongSurvey

FAULTY = b"""\
vragenlijst: proef
versie: 1
talen: [nl]
titel: Proef
delen:
  - id: eerste
    titel: Eerste
    paginas:
      - {vraag: Fout!, type: tekst, tekst: Zeg}
      - {vraag: wonen, type: keuzen, tekst: Hoe}
      - {vraag: dubbel, type: tekst, tekst: '', kleur: rood}
      - {vraag: dubbel, type: getal, tekst: Hoeveel, van: veel}
      - {vraag: hier, type: keuze, tekst: Waar, antwoorden: [{code: aa, label: A}, {code: aa, label: B}]}
      - {vraag: later, type: tekst, tekst: Zeg, toon_als: wonen =}
      - {vraag: cijfer, type: schaal, tekst: Z, van: 5, tot: 5}
schalen:
  - {code: cc, titel: T, items: [], bron: b}
"""
DUTCH = re.compile(r"\b(een|het|van|bij|staat|niet|moet|geen|voorwaarde|vraag|antwoord|regel|Geef|Schrijf|Haal)\b")


def faults(language):
    with speaking(language), pytest.raises(DefinitionRefused) as caught:
        definition.load(FAULTY, "proef.yml")
    return caught.value


def test_the_same_faults_in_english():
    dutch, english = faults("nl"), faults("en")
    assert len(english.faults) >= 9
    assert [one.line for one in english.faults] == [one.line for one in dutch.faults]
    for one in english.faults:
        plain = re.sub(r"'[^']*'", "", f"{one.what} {one.advice}")  # what stands between quotes is theirs
        assert not DUTCH.search(plain), plain
        assert one.what.endswith(".") and one.advice.endswith((".", "?"))
    assert "proef.yml, line" in str(english) and "proef.yml, regel" in str(dutch)


def test_a_fault_keeps_what_people_wrote_braces_included():
    data = FAULTY.replace(b"toon_als: wonen =", b"toon_als: '{0} {naam} ='")
    with speaking("en"), pytest.raises(DefinitionRefused) as caught:
        definition.load(data, "proef.yml")
    assert any("{0} {naam}" in one.what for one in caught.value.faults)


def test_what_may_not_be_published_in_english():
    with speaking("en"):
        assert "were given another meaning: 'a', 'b'." in str(BreakRefused(("a", "b"), ()))
        assert str(WrongSurvey("welzijn", "zorg")).startswith(
            "This file is questionnaire 'zorg', but you are working on 'welzijn'."
        )


def test_codebook_and_quotes_in_english():
    with speaking("en"):
        with pytest.raises(codebook.TermRefused, match="at least three letters"):
            codebook.parse("ab*")
        consent = SimpleNamespace(quote=True, quote_first=False)
        with pytest.raises(quoting.MoveRefused, match="A quote that is ‘") as caught:
            quoting.check_move("ingetrokken", "toegestaan", consent)
    assert "toegestaan" not in str(caught.value)


def test_no_refusal_is_put_together_before_it_is_said():
    """Above the commands a raise with an f-string stays Dutch for a reader of English."""
    root = Path(definition.__file__).parent.parent
    wrong = []
    for package in ("surveys", "narratives"):
        for file in (root / package).rglob("*.py"):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                if re.search(r"raise \w*Refused\(\s*f\"", line):
                    wrong.append(f"{file.name}:{number}")
    assert wrong == []
