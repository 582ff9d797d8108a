"""Plain rules of frameworks: the file and its faults, cards that count, places on axes, the pyramid, coverage, the compass."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.frameworks import catalogue, kpi, pictures
from analysis.frameworks.aggregate import Laid, Proposal, Sitting, assemble, newest
from analysis.frameworks.comparing import compare
from analysis.frameworks.compass import Facts, proposals, too_early
from analysis.frameworks.coverage import Counted, cover
from analysis.frameworks.framework import Framework
from analysis.frameworks.pyramid import Used, with_amounts
from analysis.frameworks.reading import FrameworkRefused, read
from analysis.frameworks.rows import position, rows
from analysis.frameworks.sight import Node, Sight

OWN = """kader: buurtkring
titel: Onze buurtkring
bron: Eigen werk van de gemeente
uitleg: Wie staat waar?
beeld: ringen
kaarten: [activiteit, onderwerp]
standen:
  - {code: ja, naam: doet mee}
dimensies:
  - {code: dichtbij, naam: Dichtbij}
  - {code: verder, naam: Verder weg}
"""


def framework(code: str) -> Framework:
    return catalogue.ours()[code]


def sitting(name: str, day: date, *cards: Laid, present: tuple[str, ...] = ("gemeente",)) -> Sitting:
    return Sitting(name, day, present, cards)


def test_our_files_speak_both_languages() -> None:
    found = catalogue.ours()
    assert {"kompas", "sferen", "kwadranten", "piramide", "kernvragen", "afbakening", "beleidskaders", "bollen"} <= set(found)
    for one in found.values():
        texts = [one.title, one.source, one.text, *(each.name for each in one.dimensions), *(each.name for each in one.states)]
        assert all(set(text) == {"nl", "en"} and all(text.values()) for text in texts)


def test_the_compass_has_what_goes_before_and_six_steps_with_questions() -> None:
    steps = framework("kompas").dimensions
    assert [one.name["nl"] for one in steps] == [
        "Wat er vooraf gaat", "Monitoring en ambities", "Maatschappelijk resultaat", "Activiteiten", "Input kwaliteit", "Outcome",
        "Verbetercyclus",
    ]  # fmt: skip
    assert all(one.questions and one.actions for one in steps)
    assert [one.level for one in steps[1:6]] == [("beleid",), ("beleid",), ("uitvoering",), ("uitvoering",), ("uitvoering",)]


def test_a_file_of_ones_own_is_read_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "kring.yml").write_text(OWN, encoding="utf-8")
    try:
        catalogue.use_folder(tmp_path)
        one = catalogue.get("buurtkring")
        part = assemble(one, [sitting("A", date(2026, 1, 1), Laid("dichtbij", "onderwerp", "Bakker", "ja"))], {})
        drawing = ET.fromstring(pictures.draw(part))
        assert "Dichtbij" in "".join(drawing.itertext())
        assert part.dimensions[0].cards[0].name == "Bakker"
    finally:
        catalogue.use_folder(None)
    with pytest.raises(catalogue.FrameworkUnknown):
        catalogue.get("buurtkring")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (OWN.replace("buurtkring", "plekken", 1), 1, "is al een bladzijde"),
        (OWN.replace("ringen", "taart"), 5, "'taart' kan niet bij 'beeld'"),
        (OWN.replace("uitleg:", "uitlog:"), 4, "'uitlog' is onbekend"),
        (OWN.replace("{code: verder,", "{code: Verder weg,"), 11, "geen goede code"),
        (OWN.replace("code: verder", "code: dichtbij"), 9, "staat een code twee keer"),
        (OWN.replace("[activiteit, onderwerp]", "[mensen]"), 6, "'mensen' kan niet in 'kaarten'"),
        (OWN.replace("ringen", "assen"), 5, "twee dimensies met elk twee kanten"),
        (OWN + "a: &x 1\nb: *x\n", 12, "Ankers en verwijzingen"),
        (OWN + "a: !!python/object:os.system ls\n", 12, "Labels van YAML"),
        ("kader: [", 2, "geen geldige YAML"),
        ("", 0, "leeg"),
        ("\0", 1, "NUL-teken"),
        ("kader: x\n---\nkader: y\n", 2, "Zet elk kader in een eigen bestand"),
        ("[" * 40, 1, "lagen diep"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(FrameworkRefused) as refused:
        read(text.encode(), "eigen.yml")
    assert any(words in str(one) and one.line == line for one in refused.value.faults), str(refused.value)
    assert "vragenlijst" not in str(refused.value)


def test_a_folder_with_a_fault_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "een.yml").write_text(OWN.replace("ringen", "taart"), encoding="utf-8")
    (tmp_path / "twee.yml").write_text(OWN, encoding="utf-8")
    with pytest.raises(FrameworkRefused, match=r"een\.yml, regel 5"):
        catalogue.use_folder(tmp_path)
    assert "buurtkring" not in catalogue.every()


def test_the_newest_card_of_a_subject_counts() -> None:
    early = sitting(
        "A", date(2025, 1, 1), Laid("persoonlijk", "plek", "Bieb", "wel"), Laid("institutioneel", "plek", "Huis", "wel")
    )
    late = sitting("B", date(2026, 1, 1), Laid("institutioneel", "plek", "Bieb", "twijfel"))
    found = {(one.subject, one.dimension, one.state) for one in newest([late, early])}
    assert found == {("Bieb", "institutioneel", "twijfel"), ("Huis", "institutioneel", "wel")}


def test_a_step_without_residents_warns_and_people_go_before_data() -> None:
    one = framework("kompas")
    card = Laid("monitoring", "onderwerp", "monitoring", "besproken", "Goed gesprek")
    part = assemble(
        one,
        [sitting("A", date(2026, 1, 1), card)],
        {},
        {"monitoring": Proposal("bezig", "data"), "outcome": Proposal("bezig", "data")},
    )
    by_code = {each.code: each for each in part.dimensions}
    assert (by_code["monitoring"].state, by_code["monitoring"].proposed, by_code["monitoring"].missing) == (
        "besproken",
        False,
        True,
    )
    assert (by_code["outcome"].state, by_code["outcome"].proposed, by_code["outcome"].missing) == ("bezig", True, False)
    together = assemble(one, [sitting("A", date(2026, 1, 1), card, present=("inwoner",))], {})
    assert not together.dimensions[1].missing


def test_proposals_never_say_that_people_talked() -> None:
    rich = Facts(3, 4, 2, 5, 3, 3, 3, 4, 4, 1, 6, 4, 2, 3, 2)
    assert {one.state for one in proposals(rich).values()} == {"bezig"}
    assert {one.state for one in proposals(Facts()).values()} == {"niet_begonnen"}
    assert set(proposals(Facts())) == {one.code for one in framework("kompas").dimensions}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (Facts(), "resultaat"),
        (Facts(ambitions=1, results=1), "activiteit"),
        (Facts(ambitions=1, results=1, results_with_activity=1), ""),
    ],
)
def test_an_indicator_before_its_conversation_is_a_jump(facts: Facts, word: str) -> None:
    said = too_early(facts, talked=False)
    assert word in said
    assert bool(said) == bool(word)


def test_places_on_an_axis() -> None:
    sides = [["a", "b"], ["c"]]
    assert position(sides, {"a": 4, "b": 4, "c": 0}) == -1
    assert position(sides, {"a": 0, "c": 4}) == 1
    assert position(sides, {"a": 1, "b": 3, "c": 3}) == 0.25
    assert position(sides, {"a": 4}) is None


def test_a_trail_over_sessions_is_drawn_with_hollow_dots() -> None:
    one = framework("kwadranten")

    def cards(inside: int, outside: int) -> tuple[Laid, Laid]:
        return (
            Laid("werelden", "team", "noord", values={"procedures": inside, "partners": outside, "draait": 7.5}),
            Laid("sturing", "team", "noord", values={"doelen": 3, "gelijk": 3}),
        )

    part = assemble(
        one,
        [sitting("A", date(2025, 1, 1), *cards(4, 0)), sitting("B", date(2026, 1, 1), *cards(2, 3))],
        {("team", "noord"): "Noord"},
    )
    assert [(place.x, place.y) for place in part.places] == [(-1, 0), (0.25, 0)]
    assert part.places[0].values == (("Hoe draait het? (1 tot 10)", "7,5"),)
    assert part.message.startswith("1 van de 1")
    drawing = pictures.draw(part)
    assert drawing.count("<circle") == 2
    assert "Noord" in drawing


def used(layer: str, period: str, users: int, euro: float = 1000.0) -> Used:
    return Used(f"{layer} {period[:2]}", layer, period, users, euro, None, "")


def pyramid(rows: list[Used], minimum: int = 10) -> dict[tuple[str, str, str], tuple[float | None, float | None]]:
    one = framework("piramide")
    part = with_amounts(assemble(one, [], {}), one, rows, minimum)
    return {(d.code, a.period, a.code): (a.value, a.share) for d in part.dimensions for a in d.amounts}


def test_the_shift_is_the_difference_of_shares() -> None:
    found = pyramid(
        [
            used("maatwerk", "2024", 60),
            used("sociale_basis", "2024", 40),
            used("maatwerk", "2026", 50),
            used("sociale_basis", "2026", 150),
        ]
    )
    assert found["maatwerk", "2024", "gebruikers"] == (60, 60)
    assert found["maatwerk", "2026", "gebruikers"] == (50, 25)
    assert found["eigen_kracht", "2026", "gebruikers"] == (None, None)
    one = framework("piramide")
    part = with_amounts(
        assemble(one, [], {}),
        one,
        [
            used("maatwerk", "2024", 60),
            used("maatwerk", "2026", 50),
            used("sociale_basis", "2024", 40),
            used("sociale_basis", "2026", 150),
        ],
        10,
    )
    assert "van 60% naar 25%" in part.shift[0] or "van 40% naar 75%" in part.shift[0]
    assert math.isclose(
        sum(a.share or 0 for d in part.dimensions for a in d.amounts if (a.period, a.code) == ("2026", "gebruikers")), 100
    )


def test_few_users_are_hidden_and_cannot_be_computed_back() -> None:
    found = pyramid([used("maatwerk", "2026", 4), used("sociale_basis", "2026", 150), used("eigen_kracht", "2026", 90)])
    hidden = [code for code in ("maatwerk", "sociale_basis", "eigen_kracht") if found[code, "2026", "gebruikers"][0] is None]
    assert "maatwerk" in hidden
    assert len(hidden) >= 2
    assert all(found[code, "2026", "gebruikers"][1] is None for code in ("maatwerk", "sociale_basis", "eigen_kracht"))


def test_every_picture_is_well_formed_and_escapes_words() -> None:
    for one in catalogue.ours().values():
        part = assemble(one, [], {})
        first = replace(part.dimensions[0], name="<script>&\"'", missing=True)
        drawing = pictures.draw(replace(part, title="<b>", dimensions=(first, *part.dimensions[1:])))
        if drawing:
            assert ET.fromstring(drawing).tag.endswith("svg")
            assert "<script" not in drawing


def test_two_sessions_are_compared_card_by_card() -> None:
    one = framework("sferen")
    first = sitting("A", date(2025, 1, 1), Laid("persoonlijk", "plek", "Bieb", "wel"), Laid("persoonlijk", "plek", "Huis", "wel"))
    second = sitting(
        "B", date(2026, 1, 1), Laid("institutioneel", "plek", "Bieb", "wel"), Laid("persoonlijk", "plek", "Huis", "wel")
    )
    found = compare(one, first, second, {})
    assert [(row.name, row.moved) for row in found] == [("Bieb", True), ("Huis", False)]
    assert (found[0].first, found[0].second) == ("Persoonlijke sfeer: hoort erbij", "Institutionele sfeer: hoort erbij")


def test_rows_follow_the_layout_of_the_file() -> None:
    assert len(rows(framework("kompas"), [])) == 7
    assert {row.dimension for row in rows(framework("sferen"), [("plek", "a", "A")])} == {""}
    assert len(rows(framework("afbakening"), [])) == sum(len(one.items) for one in framework("afbakening").dimensions)
    assert [len(row.marks) for row in rows(framework("kwadranten"), [("team", "a", "A")])] == [6, 4]
    assert rows(framework("piramide"), [("voorziening", "a", "A")]) == []


def counted(code: str, level: str, kind: str = "prevalence", rule: str = "x") -> Counted:
    return Counted(code, code, level, kind, {"question": rule})


def test_coverage_names_gaps_and_doubles() -> None:
    found = cover(
        [
            ("a", "A", []),
            ("b", "B", [counted("b1", "output")]),
            (
                "c",
                "C",
                [counted("c1", "outcome"), counted("c2", "output", rule="y"), counted("c3", "outcome", "story_verdict", "z")],
            ),
        ]
    )
    assert "Geen enkele indicator" in found.lines[0].gaps[0]
    assert any("outcome" in gap for gap in found.lines[1].gaps)
    assert found.lines[2].gaps == ()
    assert found.doubles == ("Hetzelfde wordt twee keer geteld: ‘b1’ bij ‘B’ en ‘c1’ bij ‘C’.",)
    assert found.mix.startswith("Van de 4 indicatoren: 2 over")


def test_the_line_is_walked_down_and_up() -> None:
    nodes = [Node("top", "samenredzaam", "T"), Node("ambitie", "a", "A"), Node("resultaat", "r", "R"), Node("thema", "t", "V")]
    keys = [one.key for one in nodes]
    found = Sight(nodes, [*pairwise(keys), (keys[0], ("ambitie", "weg"))])
    assert [one.name for one in found.trail(keys[3])] == ["T", "A", "R", "V"]
    assert [one.name for one in found.below(keys[0])] == ["A"]
    assert [one.name for one in found.above(keys[3])] == ["R"]


def test_the_kpi_library_says_what_it_does_not_measure_and_what_it_costs() -> None:
    found = kpi.library()
    assert len({one.code for one in found}) == len(found) >= 15
    assert all(one.not_measured and one.minutes > 0 and one.level in kpi.LEVELS for one in found)
    for goal, members in kpi.by_goal(found).items():
        assert {one.level for one in members} == set(kpi.LEVELS), goal
    assert kpi.burden(found[:2]) == found[0].minutes + found[1].minutes
    assert [one.name for one in kpi.library("en")] != [one.name for one in found]


def test_the_setting_reads_a_folder_and_a_fault_stops_the_start(tmp_path: Path) -> None:
    from webapp import settings

    def load(folder: Path) -> settings.Settings:
        return settings.load({"TELLEN_SECRET_KEY": "x" * 40, "TELLEN_FRAMEWORKS": str(folder)})

    try:
        (tmp_path / "kring.yml").write_text(OWN, encoding="utf-8")
        load(tmp_path)
        assert "buurtkring" in catalogue.every()
        (tmp_path / "kring.yml").write_text(OWN.replace("ringen", "taart"), encoding="utf-8")
        with pytest.raises(settings.SettingsRefused, match=r"kring\.yml, regel 5"):
            load(tmp_path)
        with pytest.raises(settings.SettingsRefused, match="map die er niet is"):
            load(tmp_path / "weg")
    finally:
        catalogue.use_folder(None)
