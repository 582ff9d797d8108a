from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from surveys import checks, definition, library, yaml_lines
from surveys.definition import Definition, DefinitionRefused
from tests.surveys.making import make, yaml

READY = ("mantelzorg", "na_activiteit", "ouderen")


@pytest.mark.parametrize("name", READY)
def test_the_canonical_spelling_gives_the_same_questionnaire_back(name):
    one = definition.load_file(library.path(name))
    again = Definition.from_canonical(one.canonical())
    assert again == one
    assert again.sha256 == one.sha256
    assert json.loads(one.canonical())["vragenlijst"] == name


def test_the_canonical_spelling_does_not_hang_on_spaces_comments_or_the_order_of_keys():
    one = make("- {vraag: woord, type: tekst, tekst: Zeg}")
    other = make("# een opmerking\n- type: tekst\n  tekst: 'Zeg'\n  vraag: woord\n")
    assert one.sha256 == other.sha256
    assert one.sha256 != make("- {vraag: woord, type: tekst, tekst: Zeg iets}").sha256


def test_a_damaged_version_is_refused():
    text = make("- {vraag: woord, type: tekst, tekst: Zeg}").canonical().replace('"tekst"', '"raar"', 1)
    with pytest.raises(DefinitionRefused):
        Definition.from_canonical(text)


def test_pages_sections_and_texts():
    one = definition.load_file(library.path("ouderen"))
    assert [section.code for section in one.sections] == ["begin", "contact", "meedoen", "vertellen"]
    assert one.pages[0].code == "toestemming"
    assert one.pages[0].section == "begin"
    assert one.languages == ("nl", "en", "ar")
    assert definition.text_of(one.title, "ar") == ("التواصل والصحبة", "ar")
    assert definition.text_of(one.title, "tr") == ("Contact en gezelligheid", "nl")
    assert definition.text_of({}, "nl") == ("", "nl")
    assert one.page("eenzaam") is one.pages[one.page_of["eenzaam"]]
    assert one.page("onzin") is None


def test_a_page_may_hold_several_questions():
    one = make("""
        - pagina: samen
          titel: Over u
          vragen:
            - {vraag: woord, type: tekst, tekst: Zeg}
            - {vraag: uren, type: getal, tekst: Hoeveel}
    """)
    assert [page.code for page in one.pages] == ["samen"]
    assert list(one.questions) == ["woord", "uren"]
    assert Definition.from_canonical(one.canonical()) == one


def test_all_faults_are_told_at_once_with_their_lines():
    data = yaml("""
        - vraag: Fout!
          type: tekst
          tekst: Zeg
        - vraag: wonen
          type: keuzen
          tekst: Hoe
        - vraag: dubbel
          type: tekst
          tekst: ''
          kleur: rood
        - vraag: dubbel
          type: getal
          tekst: Hoeveel
          van: veel
        - vraag: later
          type: tekst
          tekst: Zeg
          toon_als: wonen =
    """)
    with pytest.raises(DefinitionRefused) as caught:
        definition.load(data, "fout.yml")
    lines = data.decode().splitlines()
    found = {(lines[fault.line - 1].strip(), fault.what.split("(")[0].strip()) for fault in caught.value.faults}
    assert found == {
        ("- vraag: Fout!", "'Fout!' is geen goede code"),
        ("type: keuzen", "'keuzen' kan niet bij 'type' van vraag 'wonen'."),
        ("tekst: ''", "De tekst 'tekst' bij vraag 'dubbel' is nog leeg."),
        ("kleur: rood", "'kleur' is onbekend bij vraag 'dubbel'."),
        ("- vraag: dubbel", "De code 'dubbel' staat er twee keer"),
        ("van: veel", "'van' bij vraag 'dubbel' moet een getal zijn."),
        ("toon_als: wonen =", "De voorwaarde 'wonen =' houdt te vroeg op."),
    }
    assert all(fault.file == "fout.yml" and fault.advice for fault in caught.value.faults)
    assert [fault.line for fault in caught.value.faults] == sorted(fault.line for fault in caught.value.faults)


def test_a_mistyped_word_gets_a_proposal():
    with pytest.raises(DefinitionRefused, match="Bedoelt u 'keuze'"):
        make("- {vraag: wonen, type: keuzen, tekst: Hoe}")


@pytest.mark.parametrize(
    ("pages", "what"),
    [
        ("- {vraag: en, type: tekst, tekst: Z}", "is een woord uit de voorwaarden"),
        ("- {vraag: a, type: tekst, tekst: Z}", "geen goede code"),
        ("- {vraag: wonen, tekst: Z}", "ontbreekt 'type'"),
        ("- {vraag: wonen, type: keuze, tekst: Z}", "ontbreekt 'antwoorden'|'antwoorden' bij vraag 'wonen' moet een lijst"),
        (
            "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{code: aa, label: A}, {code: aa, label: B}]}",
            "'aa' staat twee keer",
        ),
        ("- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{code: wn, missing: wil_niet, waarde: 3}]}", "telt niet mee"),
        (
            "- {vraag: wonen, type: keuze, tekst: Z, antwoorden: [{code: aa, label: A, missing: niet_gevraagd}]}",
            "'niet_gevraagd' kan niet",
        ),
        ("- {vraag: cijfer, type: schaal, tekst: Z, van: 5, tot: 5}", "loopt van 5 tot 5"),
        ("- {vraag: uren, type: getal, tekst: Z, van: 9, tot: 3}", "niet kleiner"),
        ("- {vraag: sinds, type: datum, tekst: Z, van: gisteren}", "geen datum"),
        ("- {vraag: duiding, type: driehoek, tekst: Z}", "ontbreekt 'hoeken'"),
        ("- {vraag: duiding, type: driehoek, tekst: Z, hoeken: {a: A, b: B}}", "ontbreekt 'c'"),
        ("- {vraag: woord, type: tekst, tekst: {nl: Z, en: Z}}", "De taal 'en'"),
        ("- {vraag: woord, type: tekst, tekst: {nl: 'Z', nl: Y}}", "staat twee keer"),
        ("- {vraag: woord, type: tekst, tekst: {nl: Goed, maar kort}}", "houdt op bij een komma"),
        ("- {vraag: woord, type: tekst, tekst: [Z]}", "moet een tekst zijn"),
        ("- {vraag: woord, type: tekst, type: getal, tekst: Z}", "'type' staat twee keer"),
        ("- {vraag: woord, type: tekst, tekst: Z, verplicht: ja}", "'ja' kan niet bij 'verplicht'"),
        ("- {vraag: woord, type: tekst, tekst: Z, toon_als: ['=', 1]}", "moet een voorwaarde zijn"),
        ("- {vraag: woord, type: tekst, tekst: Z, ga_naar: [{naar: x1}, {als: woord = 'x', naar: x2}]}", "nooit meer een andere"),
        ("- zomaar", "horen namen met een dubbele punt"),
        ("- {pagina: leeg, vragen: []}", "minstens één regel"),
    ],
)
def test_faults_of_one_question(pages, what):
    with pytest.raises(DefinitionRefused, match=what):
        make(pages)


def test_a_missing_translation_is_named():
    data = yaml("- {vraag: woord, type: tekst, tekst: {nl: Zeg}}", languages="nl, en")
    with pytest.raises(DefinitionRefused, match=r"vertaling \(en\) van 'tekst' bij vraag 'woord'"):
        definition.load(data, "x.yml")


def test_a_language_without_ready_made_words_must_bring_its_own():
    pages = "- vraag: wonen\n  type: keuze\n  tekst: {nl: Hoe, tr: Nasil}\n  antwoorden: [{code: wn, missing: wil_niet}]"
    found = definition.read(yaml(pages, languages="nl, tr"), "x.yml").faults
    assert any("vertaling (tr) van 'label' bij antwoord 'wn'" in fault.what for fault in found)


def test_the_empty_places_of_a_protected_instrument_are_named():
    with pytest.raises(DefinitionRefused) as caught:
        definition.load_file(library.path("djg6"))
    assert [fault.what for fault in caught.value.faults] == [
        f"De tekst 'tekst' bij stelling '{item}' van vraag 'djg' is nog leeg." for item in ("e1", "s2", "s3", "e4", "s5", "e6")
    ]


DEEP = b"a: " + b"[" * 20_000
HOSTILE = {
    "empty": b"",
    "blank": b" \n\n",
    "comment": b"# niets\n",
    "tag": b"vragenlijst: !!python/object/apply:os.system ['true']\n",
    "local tag": b"vragenlijst: !weg x\n",
    "anchor": b"vragenlijst: &x proef\ntalen: [nl]\n",
    "alias bomb": b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n",
    "merge": b"a: {<<: *b}\n",
    "deep flow": DEEP,
    "deep flow closed": b"[" * 20_000 + b"]" * 20_000,
    "deep maps": b"{a: " * 20_000,
    "deep block": b"".join(b" " * n + b"a:\n" for n in range(600)),
    "deep dashes": b"- " * 20_000 + b"x",
    "two documents": b"vragenlijst: a1\n---\nvragenlijst: b1\n",
    "bad utf-8": b"vragenlijst: \xff\xfe\n",
    "utf-16": "vragenlijst: proef\n".encode("utf-16"),
    "nul": b"vragenlijst: pro\0ef\n",
    "control": b"vragenlijst: pro\x07ef\n",
    "surrogate": b'vragenlijst: "\\ud800"\n',
    "too large": b"x" * 60_000_000,
    "map as key": b"{a: b}: c\n",
    "not yaml": b"a: [b\nc: }\n",
    "number": b"42\n",
    "list": b"- a\n- b\n",
    "tabs": b"a:\n\tb: c\n",
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(80_000)),
    "many items": b"talen: [" + b"nl," * 300_000 + b"nl]",
    "many pages": yaml("\n".join(f"- {{vraag: q{n}, type: tekst, tekst: Z}}" for n in range(10_000))),
    "long conditions": yaml("\n".join(
        f"- {{vraag: q{n}, type: tekst, tekst: Z, toon_als: \"{' of '.join(['beantwoord(q0)'] * 100)}\"}}" for n in range(290))),
    "wide choices": yaml(
        "- vraag: clubs\n  type: meerkeuze\n  tekst: Z\n  antwoorden:\n"
        + "".join(f"    - {{code: c{n}, label: C}}\n" for n in range(400))
        + "".join(f"- {{vraag: q{n}, type: tekst, tekst: Z, toon_als: \"{' en '.join(f'clubs bevat {chr(39)}c{m}{chr(39)}' for m in range(40))}\"}}\n"
                  for n in range(100))),
}  # fmt: skip
HOSTILE["tangled"] = yaml("\n".join(
    f"- {{vraag: q{n}, type: ja_nee, tekst: Z, toon_als: \"{' of '.join(f'q{m} = {chr(39)}ja{chr(39)}' for m in range(max(0, n - 40), n)) or '1 = 1'}\","
    f" ga_naar: [{{als: q{n} = 'nee', naar: q{min(n + 150, 289)}}}]}}" for n in range(289))
    + "\n- {vraag: q289, type: tekst, tekst: Z}")  # fmt: skip
HOSTILE["never"] = yaml("- {vraag: cijfer, type: schaal, tekst: C}\n" + "\n".join(
    f"- {{vraag: c{n}, type: schaal, tekst: Z, toon_als: \"cijfer + {' + '.join(f'c{m}' for m in range(max(0, n - 3), n)) or 0} > {n + 90}\"}}"
    for n in range(80)))  # fmt: skip
MAY_BE_GOOD = ("wide choices", "tangled", "never")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon_and_clearly(name):
    started = time.process_time()
    faults = checks.check_data(HOSTILE[name], "vijand.yml")
    assert time.process_time() - started < 10
    assert len(faults) <= 202
    if name not in MAY_BE_GOOD:
        assert faults
    for fault in faults:
        assert fault.what.strip().endswith((".", "?"))
        assert fault.advice.strip()
        assert len(str(fault)) < 400


@pytest.mark.parametrize(
    "name", ["tag", "anchor", "alias bomb", "deep flow", "deep maps", "deep dashes", "bad utf-8", "nul", "empty", "too large"]
)
def test_an_unreadable_file_gives_one_sentence(name):
    assert len(checks.check_data(HOSTILE[name], "vijand.yml")) == 1


def test_a_large_file_is_not_read_and_a_deep_one_does_not_fill_the_memory(tmp_path):
    large, deep = tmp_path / "groot.yml", tmp_path / "diep.yml"
    large.write_bytes(b"a: b\n" * 12_000_000)
    deep.write_bytes(DEEP)
    code = (
        "import resource, sys; from pathlib import Path; from surveys import checks;"
        f"resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30}));"
        "print([str(f) for f in checks.check_file(Path(sys.argv[1]))]);"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"  # ru_maxrss would count this process too
    )
    for path, word in ((large, "groter dan 1 MB"), (deep, "lagen diep")):
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=True)
        assert word in done.stdout
        assert int(done.stdout.split()[-1]) < 300_000, "kB"
    assert definition.bytes_of(large) == large.read_bytes()[: yaml_lines.MAX_BYTES + 1]


def test_a_file_that_is_not_there_is_a_fault_and_no_crash(tmp_path):
    assert "niet te openen" in checks.check_file(tmp_path / "weg.yml")[0].what
    assert "niet te openen" in checks.check_file(Path(tmp_path))[0].what


def test_words_that_yaml_would_turn_into_something_else_stay_words():
    one = make("- {vraag: wonen, type: keuze, tekst: no, antwoorden: [{code: no, label: 12:30}, {code: '010', label: ~}]}")
    question = one.questions["wonen"]
    assert question.text == {"nl": "no"}
    assert [option.code for option in question.options] == ["no", "010"]
    assert [option.label["nl"] for option in question.options] == ["12:30", "~"]
