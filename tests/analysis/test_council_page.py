"""The council's page: its message first, what is asked, what it rests on last; and how sure each figure is."""

from __future__ import annotations

import dataclasses
import re

import pytest

from analysis import joint, sentences
from analysis.report import council_page, rendering
from analysis.report.model import CouncilLine, Report, ResponseRow
from tests.data.sample_report import figure, sample, waves

LINE = CouncilLine("Minder eenzaam", sentences.GOOD, "van 41% naar 36%", "12 verhalen", joint.CONTRADICTS, "Wat doet de raad?")
WAVE = ResponseRow(0, "Nulmeting", "voorjaar 2025", 400, 210, 204, None, figure(51.0))


def with_lead(**changes: object) -> tuple[Report, CouncilLine]:
    """The sample with another leading indicator in its first result, and the council's line of that result."""
    first = sample().results[0]
    lead = dataclasses.replace(first.indicators[0], **changes)  # type: ignore[arg-type]
    line = dataclasses.replace(sample().council[0], title=first.title)
    results = (dataclasses.replace(first, indicators=(lead,)), *sample().results[1:])
    return sample(results=results, council=(line, *sample().council[1:])), line


def test_the_message_stands_first_and_what_it_rests_on_last() -> None:
    found = council_page.summary((LINE, dataclasses.replace(LINE, verdict=sentences.EARLY, question="")), (WAVE,), 12)
    assert found[0].startswith("Van de 2 resultaten: bij 1 gaat het cijfer de gewenste kant op")
    assert "niet waardoor" in found[0]
    assert found[1].startswith("Cijfers en verhalen spreken elkaar tegen bij “Minder eenzaam” en")
    assert found[2] == "De raad krijgt 1 vraag: die staat in het gekleurde vlak."
    assert found[3] == "Aan de nulmeting deden 204 mensen mee. Er zijn 12 verhalen verteld."


def test_without_results_there_is_only_what_it_rests_on() -> None:
    assert council_page.summary((), (), 0) == ("Er zijn geen verhalen verteld.",)


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (sentences.GOOD, "zelden door toeval"),
        (sentences.BAD, "zelden door toeval"),
        (sentences.UNCLEAR, "kan toeval zijn"),
        (sentences.EARLY, "komt nog"),
    ],
)
def test_how_sure_a_figure_is_stands_beside_its_question(verdict: str, says: str) -> None:
    report, line = with_lead(verdict=verdict)
    last = report.results[0].indicators[0].waves[-1].figure
    said = council_page.sure(report, line)
    assert said.startswith(f"{last.n} antwoorden; de marge is ") and says in said
    page = re.sub(r"<[^>]+>", "", rendering.html(report).split('id="raad"')[1].split("</section>")[0])
    assert said in page


def test_a_count_has_no_margin_and_nothing_is_said_of_a_hidden_figure() -> None:
    report, line = with_lead(waves=waves(figure(12.0, unit="aantal"), figure(14.0, unit="aantal")))
    assert "geen marge" in council_page.sure(report, line)
    report, line = with_lead(waves=waves(figure(None), figure(None)))
    assert council_page.sure(report, line) == ""
