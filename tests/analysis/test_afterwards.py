"""A question that asks afterwards how it was gives a weaker figure, and says so wherever that figure stands (domain 25)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import vectors
from analysis.gather import gather
from analysis.report import rendering
from analysis.report.build import build
from analysis.scope import Scope
from surveys import definition
from surveys.publishing import compare
from tests.analysis import world as worlds

pytestmark = pytest.mark.store
LABEL = "Indicator eenzaam (zwakker: achteraf gevraagd)"
THEN = worlds.QUESTIONNAIRE.replace(
    "tekst: Voelt u zich eenzaam?", "tekst: Voelde u zich een jaar geleden eenzaam?\n        achteraf: ja"
)


def read(text: str):
    return definition.load(text.encode(), "welzijn.yml")


def test_the_questionnaire_keeps_the_mark_and_changing_it_is_a_break() -> None:
    found = read(THEN)
    assert found.questions["eenzaam"].afterwards and not found.questions["cijfer"].afterwards
    assert definition.Definition.from_canonical(found.canonical()) == found
    assert "achteraf" not in read(worlds.QUESTIONNAIRE).canonical()  # what was published before stays the same
    assert compare(read(worlds.QUESTIONNAIRE), found).kind == "breuk"


def test_its_figure_is_called_weaker_wherever_it_stands(session, monkeypatch) -> None:
    monkeypatch.setattr(worlds, "QUESTIONNAIRE", THEN)
    programme = worlds.make_world(session).programme
    report = build(session, programme)
    part = report.results[0].indicators[0]
    assert part.name == LABEL and part.message.startswith(LABEL) and report.council[0].figure.startswith(LABEL)
    assert "zwakker dan een nulmeting" in part.source
    assert [one.name for one in report.results[0].indicators if "zwakker" in one.name] == [
        LABEL,
        LABEL.replace("eenzaam", "vooruit"),
    ]
    page = rendering.html(report)
    assert page.count("Indicator eenzaam") == page.count(LABEL) > 5
    english = build(session, programme, scope=Scope(language="en"))
    assert english.results[0].indicators[0].name == "Indicator eenzaam (weaker: asked afterwards)"
    assert english.results[0].indicators[0].waves == part.waves  # a word, never another figure


def test_a_question_about_change_is_asked_afterwards_by_its_nature(session) -> None:
    change = worlds.QUESTIONNAIRE.replace(
        "      - vraag: cijfer\n",
        "      - vraag: anders\n        type: verandering\n        tekst: Is er iets veranderd?\n        oorzaak: Hoe komt dat?\n"
        "        antwoorden:\n          - {code: beter, label: Beter}\n          - {code: gelijk, label: Gelijk}\n      - vraag: cijfer\n",
    )
    known = (gather(session, worlds.make_world(session).programme).questionnaires[0],)
    asked = read(change)
    later = (replace(known[0], definition=asked),)
    assert vectors.afterwards({"question": "anders", "values": ["beter"]}, later)
    assert not vectors.afterwards({"question": "eenzaam", "values": ["vaak"]}, later)
    assert not vectors.afterwards({"scale": "steun_som"}, later)
