"""The plain rules of the reasoning line: checks, clarity, wording, weights, the ladder of evidence, list and picture."""

from __future__ import annotations

import statistics
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.line import checks, evidence, growth, library, listing, picture, routes
from analysis.line.clarity import clarity
from analysis.line.layout import layout
from analysis.line.line import ACTIVITY, AMBITION, MACRO, RESULT, STEP, Line, Link, Measure, Node
from analysis.line.linter import output_words
from analysis.line.weights import WEIGHTS, score, weight_of
from narratives import codebook

OUTCOME = Measure("eenzaam", "Deel dat zich eenzaam voelt", "outcome")
WHOLE = Line(
    nodes=(
        Node(MACRO, "macro", "Deel eenzaam", "erbij", group="55-plussers", until="2028"),
        Node(AMBITION, "erbij", "Erbij horen"),
        Node(RESULT, "minder", "Minder ouderen voelen zich eenzaam", "erbij", "ouderen", "heel Noord", "2027-12-31", measures=(OUTCOME,)),
        Node(STEP, "durven", "Ouderen durven er weer op uit", "minder"),
        Node(ACTIVITY, "lopen", "Samen lopen", who="De Brug", mechanisms=("Telkens dezelfde mensen ontmoeten",), counted=True),
    ),
    links=(
        Link((RESULT, "minder"), (AMBITION, "erbij"), implied=True),
        Link((STEP, "durven"), (RESULT, "minder"), implied=True),
        Link((ACTIVITY, "lopen"), (STEP, "durven"), weight="middel", argument="Naast elkaar praat makkelijker.", evidence="aannemelijk"),
    ),
    agreed_by=("gemeente", "brug"),
)  # fmt: skip


def changed(kind: str, **values: object) -> Line:
    """The whole line with something else in the node of a kind."""
    return replace(WHOLE, nodes=tuple(replace(one, **values) if one.kind == kind else one for one in WHOLE.nodes))  # type: ignore[arg-type]


def without(kind: str) -> Line:
    nodes = tuple(one for one in WHOLE.nodes if one.kind != kind)
    return replace(WHOLE, nodes=nodes, links=tuple(one for one in WHOLE.links if kind not in (one.below[0], one.above[0])))


def spoken(line: Line) -> set[str]:
    return {one.check for one in checks.findings(line)}


def test_a_sound_line_has_nothing_to_ask() -> None:
    assert checks.findings(WHOLE) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (changed(ACTIVITY, mechanisms=()), "geen_mechanisme"),
        (without(STEP), "geen_tussenresultaat"),
        (replace(WHOLE, links=(*WHOLE.links, Link((ACTIVITY, "lopen"), (RESULT, "minder")))), "sprong"),
        (without(ACTIVITY), "niemand_werkt_eraan"),
        (replace(WHOLE, links=WHOLE.links[:2]), "zonder_doel"),
        (changed(RESULT, measures=(OUTCOME, Measure("aantal", "Maaltijden", "output", activities=("eten",)))), "wees"),
        (changed(RESULT, measures=()), "geen_indicator"),
        (changed(RESULT, measures=(replace(OUTCOME, status="vervallen"),)), "geen_indicator"),
        (changed(RESULT, measures=(Measure("a", "Lopers", "output", activities=("lopen",)),)), "alleen_output"),
        (changed(RESULT, measures=(replace(OUTCOME, name="Aantal bezoekers van de inloop"),)), "outcome_als_output"),
        (changed(RESULT, area=""), "doel_onduidelijk"),
        (replace(WHOLE, agreed_by=()), "doel_onduidelijk"),
        (changed(RESULT, group=""), "geen_doelgroep"),
        (changed(RESULT, measures=tuple(replace(OUTCOME, code=str(n), steering=True) for n in range(8))), "te_veel_sturen"),
        (changed(MACRO, complete=False), "macrodoel_onvolledig"),
        (changed(MACRO, promise="preventie"), "belofte"),
        (replace(WHOLE, links=(*WHOLE.links[:2], replace(WHOLE.links[2], weight="groot", evidence="verondersteld"))), "zwaar_op_aanname"),
        (replace(WHOLE, links=(*WHOLE.links[:2], replace(WHOLE.links[2], agreement="ver_uiteen"))), "oneens"),
        (replace(WHOLE, links=(*WHOLE.links, Link((ACTIVITY, "lopen"), (RESULT, "minder"), unplanned=True))), "ongeplande_weg"),
    ],
)  # fmt: skip
def test_each_check_speaks_when_its_thing_is_wrong(line: Line, code: str) -> None:
    assert code in spoken(line)
    assert code not in spoken(WHOLE)
    for one in checks.findings(line):
        assert one.sentence.endswith((".", "?"))
        assert "%" not in one.sentence


def test_every_check_is_tried_above() -> None:
    tried = {
        mark.args[1][n][1] for mark in test_each_check_speaks_when_its_thing_is_wrong.pytestmark for n in range(len(mark.args[1]))
    }  # type: ignore[attr-defined]
    assert set(checks.CHECKS) == tried


def test_exactly_seven_steering_indicators_are_not_too_many() -> None:
    line = changed(RESULT, measures=tuple(replace(OUTCOME, code=str(n), steering=True) for n in range(7)))
    assert "te_veel_sturen" not in spoken(line)
    assert "te_veel_sturen" in spoken(replace(line, steering_limit=6))


def test_what_is_agreed_or_far_enough_is_not_asked_again() -> None:
    heavy = replace(WHOLE.links[2], weight="groot", evidence="verondersteld", agreement="ver_uiteen")
    assert {"zwaar_op_aanname", "oneens"} <= spoken(replace(WHOLE, links=(*WHOLE.links[:2], heavy)))
    settled = replace(heavy, agreed=True, far_enough=True)
    assert not {"zwaar_op_aanname", "oneens"} & spoken(replace(WHOLE, links=(*WHOLE.links[:2], settled)))


@pytest.mark.parametrize(
    "sentence", ["Aantal bezoekers in het jaar", "Meer bijeenkomsten in de wijk", "Vijftien koffieochtenden", "Wij organiseren elke week een inloop"]
)  # fmt: skip
def test_wording_of_what_is_done_is_noticed(sentence: str) -> None:
    assert output_words(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2027 voelen minder inwoners van 55 jaar en ouder zich eenzaam",
        "In 2027 hebben meer mantelzorgers vaste uren voor zichzelf",
        "In 2027 heeft elke oudere in de eigen wijk een plek om mensen te treffen",
        "Rapportcijfer voor de eigen contacten",
        "Deel van de deelnemers dat zich na tien bijeenkomsten minder eenzaam voelt",
    ],
)
def test_wording_of_what_changes_is_left_alone(sentence: str) -> None:
    assert output_words(sentence) == ""


def test_a_goal_is_clear_when_five_questions_are_answered() -> None:
    result = WHOLE.of(RESULT)[0]
    assert clarity(WHOLE, result).missing == ()
    assert clarity(replace(WHOLE, agreed_by=()), replace(result, group="", until="", measures=())).missing == (
        "wie",
        "wanneer",
        "hoe",
        "met_wie",
    )


VOTES = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.sampled_from(list(WEIGHTS)), max_size=9)


@given(VOTES)
def test_the_middle_is_the_lower_median_of_the_votes(votes: dict[str, str]) -> None:
    scored = score(votes)
    if not votes:
        assert (scored.middle, scored.agreement) == (None, "geen_stem")
        return
    assert WEIGHTS[scored.middle or ""] == statistics.median_low(WEIGHTS[one] for one in votes.values())
    assert scored.steps == max(map(WEIGHTS.get, votes.values())) - min(map(WEIGHTS.get, votes.values()))  # type: ignore[operator,type-var]
    assert (scored.agreement == "ver_uiteen") == (len(votes) > 1 and scored.steps >= 2)


def test_what_was_agreed_counts_above_the_votes_and_heavy_comes_first() -> None:
    scored = score({"gemeente": "groot", "brug": "klein"})
    assert weight_of(None, scored) == "klein"
    assert weight_of("groot", scored) == "groot"


@pytest.mark.parametrize(
    ("level", "given_", "words"),
    [
        ("aannemelijk", {"argument": "", "attached": 0}, "waarom"),
        ("onderbouwd", {"argument": "Zo is het.", "attached": 0}, "Leg er eerst iets onder"),
        ("bewezen", {"argument": "Zo is het.", "attached": 1, "design": " ", "proposer": 1, "second": 2}, "opzet"),
        ("bewezen", {"argument": "Zo is het.", "attached": 1, "design": "rct", "proposer": 1, "second": None}, "tweede persoon"),
        ("bewezen", {"argument": "Zo is het.", "attached": 1, "design": "rct", "proposer": 1, "second": 1}, "iemand anders"),
        ("zeker", {"argument": "", "attached": 0}, "Kies"),
    ],
)
def test_a_rung_asks_for_what_lies_under_it(level: str, given_: dict[str, object], words: str) -> None:
    with pytest.raises(evidence.EvidenceRefused, match=words):
        evidence.check(level, **given_)  # type: ignore[arg-type]


def test_proof_holds_with_a_design_and_a_second_person() -> None:
    evidence.check("verondersteld", argument="", attached=0)
    evidence.check("bewezen", argument="Zo is het.", attached=1, design="Gerandomiseerd, 2024", proposer=1, second=2)


def test_the_library_names_a_source_and_is_careful() -> None:
    found = library.mechanisms()
    names = {one.name for one in found.values()}
    assert {"Verminderen van negatieve gedachten", "Leren omgaan met computer en internet"} <= names
    assert {one.theme for one in found.values()} == {"eenzaamheid", "mantelzorg", "samenredzaamheid"}
    assert all(codebook.parse(term) for one in found.values() for term in one.terms)
    assert all(one.source and one.conditions and one.for_whom and one.checklist for one in found.values())
    assert {one.strength for one in found.values()} <= {"verondersteld", "aannemelijk"}


def test_the_library_refuses_an_entry_without_a_source() -> None:
    entry = {
        "code": "x",
        "naam": "X",
        "voor_wie": "",
        "voorwaarden": "",
        "bron": " ",
        "sterkte": "aannemelijk",
        "lijst": [],
        "termen": [],
    }
    with pytest.raises(library.LibraryBroken, match="bron"):
        library.read({"thema": "t", "mechanismen": [entry]}, "t.yml")
    with pytest.raises(library.LibraryBroken, match="sterkte"):
        library.read({"thema": "t", "mechanismen": [{**entry, "bron": "b", "sterkte": "bewezen"}]}, "t.yml")


@given(st.integers(3, 5_000))
def test_stories_are_counted_in_coarse_steps_only(count: int) -> None:
    words = routes.said(count)
    least = int(words.split()[2].replace(".", ""))
    assert least in routes.STEPS
    assert least <= count


def test_one_story_more_or_less_does_not_show() -> None:
    changes = [count for count in range(3, 200) if routes.said(count) != routes.said(count + 1)]
    assert len(changes) == 5  # only where a step begins: 5, 10, 25, 50, 100


def test_growth_opens_gently() -> None:
    assert growth.step(None) == 5
    assert growth.step({"growth": 2}) == 2
    assert growth.step({"growth": 9}) == 5
    assert growth.later({"growth": 2}, "bijdragen") == 3
    assert growth.later({"growth": 3}, "bijdragen") is None


BUSY = replace(
    WHOLE,
    nodes=(
        *WHOLE.nodes[:4], Node(STEP, "leeg", "Een stap waar niemand aan werkt", "minder"), *WHOLE.nodes[4:],
        Node(ACTIVITY, "koffie", "Koffie <op de> hoek & meer", who="De Brug"),
    ),
    links=(
        *WHOLE.links, Link((ACTIVITY, "koffie"), (RESULT, "minder"), weight="groot", verdict="goede_kant"),
        Link((ACTIVITY, "lopen"), (RESULT, "minder"), unplanned=True, told="ten minste 3 verhalen"),
    ),
)  # fmt: skip


def test_the_picture_is_readable_by_machine_and_says_its_message() -> None:
    root = ET.fromstring(picture.draw(BUSY))
    space = "{http://www.w3.org/2000/svg}"
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None and title.text == picture.message(BUSY)
    assert desc is not None and desc.text is not None and "Koffie <op de> hoek & meer naar Minder ouderen" in desc.text
    words = " ".join("".join(one.itertext()) for one in root.iter(f"{space}text"))
    for name in ("Waardoor werkt dit?", "Wat moet er eerst", "Alleen verhalen", "groot", "middel", "?"):
        assert name in words


def test_thickness_pattern_and_word_go_together() -> None:
    drawn = picture.draw(BUSY)
    root = ET.fromstring(drawn)
    paths = [one.attrib for one in root.iter("{http://www.w3.org/2000/svg}path")]
    assert any(one["stroke-width"] == "7" and one["stroke-dasharray"] == picture.DASHED for one in paths)  # groot, verondersteld
    assert any(one["stroke-width"] == "4" and "stroke-dasharray" not in one for one in paths)  # middel, aannemelijk
    assert any(one.get("stroke-dasharray") == picture.DOTTED for one in paths)  # only stories
    assert 'style="' not in drawn


def test_nothing_in_the_picture_lies_over_something_else() -> None:
    places = list(layout(BUSY).places.values())
    for one in places:
        for other in places:
            if one is not other and one.column == other.column:
                assert one.y + one.height <= other.y + 0.01 or other.y + other.height <= one.y + 0.01
    assert all(one.y >= 0 and one.y + one.height <= layout(BUSY).height + 0.01 for one in places)


def test_the_list_says_everything_the_picture_shows_and_heavy_comes_first() -> None:
    groups = listing.groups(BUSY)
    rows = [row for group in groups for row in group.rows]
    assert [one.what for one in groups[0].rows] == ["Koffie <op de> hoek & meer", "Samen lopen", "Samen lopen"]
    assert rows[-1].evidence == listing.UNPLANNED
    assert rows[-1].seen == "Ten minste 3 verhalen noemen dit."
    drawn = {(run.link.below, run.link.above) for run in layout(BUSY).runs if run.link and not run.link.implied}
    assert drawn == {(row.link.below, row.link.above) for row in rows}


def test_the_matrix_has_every_pair() -> None:
    assert listing.counts(BUSY) == (("lopen", "minder", "middel"), ("koffie", "minder", "groot"))
