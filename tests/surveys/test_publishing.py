from __future__ import annotations

import pytest
from sqlalchemy import select

from surveys import definition, library, publishing
from surveys.definition import Definition, DefinitionRefused
from surveys.models import Survey, SurveyVersion
from surveys.publishing import BreakRefused, VersionFixed, WrongSurvey, compare
from tests.factories import make_programme
from tests.surveys.making import make

pytestmark = pytest.mark.store

PAGES = """
    - vraag: wonen
      type: keuze
      tekst: Hoe woont u?
      antwoorden: [{code: alleen, label: Alleen, waarde: 0}, {code: samen, label: Samen, waarde: 1}]
    - vraag: clubs
      type: meerkeuze
      tekst: Welke?
      antwoorden: [{code: koor, label: Koor}, {code: sport, label: Sport}]
    - {vraag: cijfer, type: schaal, tekst: Cijfer}
    - {vraag: uren, type: getal, tekst: Uren, van: 0, tot: 100, eenheid: uur}
    - {vraag: verhaal, type: verhaal, tekst: Vertel}
    - {vraag: duiding, type: driehoek, tekst: Wat, bij: verhaal, hoeken: {a: Ik, b: Ander, c: Buurt}}
    - vraag: set
      type: stellingen
      tekst: Past?
      stellingen: [{code: s1, tekst: Een}, {code: s2, tekst: Twee}]
      antwoorden: [{code: ja, label: Ja, waarde: 1}, {code: nee, label: Nee, waarde: 0}]
"""
SCALE = "- {code: cc, titel: T, items: [set.s1, set.s2], bron: b, min_beantwoord: 1, banden: [{van: 0, tot: 1, label: Alles}]}"
OLD = make(PAGES, SCALE)


def changed(old: str, new: str, scale: str = SCALE) -> Definition:
    assert old in PAGES + SCALE
    return make(PAGES.replace(old, new), scale.replace(old, new))


CHANGES = [
    ("Hoe woont u?", "Hoe woont u nu?", "tekst"),
    ("label: Koor", "label: Zangkoor", "tekst"),
    ("{vraag: cijfer, type: schaal", "{vraag: cijfer, verplicht: zacht, type: schaal", "tekst"),
    ("label: Alles", "label: Al", "tekst"),
    (
        "[{code: koor, label: Koor}, {code: sport, label: Sport}]",
        "[{code: sport, label: Sport}, {code: koor, label: Koor}]",
        "tekst",
    ),
    (
        "{code: samen, label: Samen, waarde: 1}",
        "{code: samen, label: Samen, waarde: 1}, {code: groep, label: Groep, waarde: 2}",
        "uitbreiding",
    ),
    (
        "{code: samen, label: Samen, waarde: 1}",
        "{code: samen, label: Samen, waarde: 1}, {code: wn, missing: wil_niet}",
        "uitbreiding",
    ),
    ("{code: koor, label: Koor}, ", "", "uitbreiding"),
    ("- {vraag: cijfer, type: schaal, tekst: Cijfer}", "- {vraag: mening, type: tekst, tekst: M}", "uitbreiding"),
    ("van: 0, tot: 100", "van: 0, tot: 168", "uitbreiding"),
    ("{vraag: cijfer, type: schaal", "{vraag: cijfer, toon_als: wonen = 'samen', type: schaal", "uitbreiding"),
    ("{vraag: cijfer, type: schaal", "{vraag: cijfer, ga_naar: einde, type: schaal", "uitbreiding"),
    ("{code: s2, tekst: Twee}", "{code: s2, tekst: Twee}, {code: s3, tekst: Drie}", "uitbreiding"),
    ("{vraag: cijfer, type: schaal", "{vraag: cijfer, type: getal", "breuk"),
    ("{vraag: cijfer, type: schaal", "{vraag: cijfer, van: 1, type: schaal", "breuk"),
    ("label: Samen, waarde: 1", "label: Samen, waarde: 2", "breuk"),
    ("{code: samen, label: Samen, waarde: 1}", "{code: anders, label: Anders, waarde: 1}", "breuk"),
    ("{code: koor, label: Koor}", "{code: koor, label: Koor, exclusief: ja}", "breuk"),
    (
        "{code: alleen, label: Alleen, waarde: 0}, {code: samen, label: Samen",
        "{code: alleen, label: Samen, waarde: 0}, {code: samen, label: Alleen",
        "breuk",
    ),
    ("van: 0, tot: 100", "van: 0, tot: 50", "breuk"),
    ("eenheid: uur", "eenheid: minuten", "breuk"),
    ("{a: Ik, b: Ander, c: Buurt}", "{a: Ander, b: Ik, c: Buurt}", "breuk"),
    ("{code: s1, tekst: Een}, {code: s2, tekst: Twee}", "{code: s1, tekst: Twee}, {code: s2, tekst: Een}", "breuk"),
    ("items: [set.s1, set.s2]", "items: [set.s1]", "breuk"),
    ("min_beantwoord: 1", "min_beantwoord: 2", "breuk"),
    ("min_beantwoord: 1", "min_beantwoord: 1, functie: som", "breuk"),
    ("{van: 0, tot: 1, label: Alles}", "{van: 0, tot: 0.5, label: Alles}", "breuk"),
]


@pytest.mark.parametrize(("old", "new", "kind"), CHANGES)
def test_what_kind_of_change_it_is(old, new, kind):
    found = compare(OLD, changed(old, new))
    assert found.kind == kind
    assert bool(found.codes) == (kind == "breuk")
    assert found.reasons or kind == "tekst"


def test_the_same_order_told_otherwise_is_an_extension():
    lines = PAGES.strip("\n").splitlines()
    turned = "\n".join([*lines[:-8], *lines[-5:], *lines[-8:-5]])  # the set before hours, story and triangle
    assert "De volgorde van de vragen is veranderd." in compare(OLD, make(turned, SCALE)).reasons


@pytest.fixture
def survey(session) -> Survey:
    one = Survey(programme=make_programme(session), code="proef")
    session.add(one)
    session.flush()
    return one


def test_publishing_keeps_the_canonical_spelling(session, survey):
    version = publishing.publish(session, survey, OLD)
    assert (version.number, version.change, version.sha256) == (1, "eerste", OLD.sha256)
    session.expire_all()
    assert publishing.definition_of(session.get(SurveyVersion, version.id)) == OLD


def test_publishing_the_same_twice_gives_the_same_version(session, survey):
    first = publishing.publish(session, survey, OLD)
    second = publishing.publish(session, survey, changed("Hoe woont u?", "Hoe woont u nu?"))
    assert publishing.publish(session, survey, make(PAGES, SCALE)) is first
    assert (second.number, second.change) == (2, "tekst")
    assert len(session.scalars(select(SurveyVersion)).all()) == 2


def test_a_break_is_refused_with_the_code_and_what_to_do(session, survey):
    publishing.publish(session, survey, OLD)
    with pytest.raises(BreakRefused, match=r"'cijfer'.*nieuwe code") as caught:
        publishing.publish(session, survey, changed("{vraag: cijfer, type: schaal", "{vraag: cijfer, van: 1, type: schaal"))
    assert caught.value.codes == ("cijfer",)
    assert session.scalars(select(SurveyVersion.number)).all() == [1]


def test_a_code_that_was_retired_keeps_its_meaning(session, survey):
    publishing.publish(session, survey, OLD)
    publishing.publish(session, survey, changed("- {vraag: cijfer, type: schaal, tekst: Cijfer}", ""))
    with pytest.raises(BreakRefused, match="'cijfer'"):
        publishing.publish(session, survey, changed("{vraag: cijfer, type: schaal", "{vraag: cijfer, type: getal"))
    again = publishing.publish(session, survey, changed("tekst: Cijfer}", "tekst: Welk cijfer}"))
    assert (again.number, again.change) == (3, "uitbreiding")


def test_a_new_code_for_a_new_meaning_is_welcome(session, survey):
    publishing.publish(session, survey, OLD)
    version = publishing.publish(
        session, survey, changed("{vraag: cijfer, type: schaal", "{vraag: cijfer_1_10, van: 1, type: schaal")
    )
    assert version.change == "uitbreiding"


def test_a_published_version_never_changes(session, survey):
    version = publishing.publish(session, survey, OLD)
    version.content = "{}"
    with pytest.raises(VersionFixed):
        session.flush()


def test_a_questionnaire_with_faults_is_not_published(session, survey):
    never = changed("{vraag: cijfer, type: schaal", "{vraag: cijfer, toon_als: 1 = 2, type: schaal")
    with pytest.raises(DefinitionRefused, match="nooit waar"):
        publishing.publish(session, survey, never)


def test_an_unfilled_instrument_is_not_published(session, survey):
    survey.code = "djg6"
    unfilled = definition.read(library.path("djg6").read_bytes(), "djg6.yml").definition
    with pytest.raises(DefinitionRefused, match="nog leeg"):
        publishing.publish(session, survey, unfilled)


def test_another_questionnaire_is_not_a_new_version(session, survey):
    with pytest.raises(WrongSurvey, match=r"'ouderen'.*'proef'"):
        publishing.publish(session, survey, definition.load_file(library.path("ouderen")))


@pytest.mark.parametrize("name", [name for name in library.names() if name != "djg6"])
def test_the_library_is_published_as_it_is(session, name):
    one = Survey(programme=make_programme(session), code=name)
    session.add(one)
    version = publishing.publish(session, one, definition.load_file(library.path(name)))
    assert publishing.definition_of(version).sha256 == version.sha256
