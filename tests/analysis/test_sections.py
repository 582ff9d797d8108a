"""The order of the report: a layout may move sections and leave some out, never what must be said, and never a figure."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report import rendering, sections
from analysis.report.parts.layout import Layout, OwnWords
from tests.data.sample_report import sample

CODES = [one.code for one in sections.SECTIONS]


@given(st.lists(st.sampled_from([*CODES, "onzin"]), max_size=20))
def test_every_section_once_council_first_appendix_last(order: list[str]) -> None:
    found = sections.complete(tuple(order))
    assert sorted(found) == sorted(CODES)
    assert (found[0], found[-1]) == ("raad", "bijlage")
    asked = [code for code in dict.fromkeys(order) if code in CODES and code not in ("raad", "bijlage")]
    assert [code for code in found if code in asked] == asked


def test_the_usual_order_is_that_of_the_list() -> None:
    assert list(sections.complete(())) == CODES


@pytest.mark.parametrize("code", [one.code for one in sections.SECTIONS if one.stays])
def test_what_must_be_said_cannot_be_left_out(code: str) -> None:
    report = sample(layout=Layout(hidden=tuple(CODES)))
    there = {one.code for one in sections.arranged(report)}
    assert (code in there) == sections.BY_CODE[code].there(report)
    assert "verhalen" not in there


def test_own_words_stand_above_their_section_as_words() -> None:
    layout = Layout(words=(OwnWords("verhalen", "<script>alert(1)</script>\nTweede alinea"),), order=("verhalen", "resultaten"))
    page = rendering.html(sample(layout=layout))
    assert "<script>alert" not in page and "Tweede alinea" in page
    assert page.index("Toelichting van") < page.index('id="verhalen-kop"') < page.index('id="resultaat-1"')


def test_a_layout_changes_no_figure() -> None:
    plain, moved = sample(), sample(layout=Layout(order=("verhalen",), hidden=("overzicht",)))
    assert dataclasses.replace(moved, layout=Layout()) == plain


def test_on_paper_every_table_behind_a_chart_is_in_the_annex() -> None:
    page = rendering.html(sample(), printed=True)
    annex = page[page.index('id="figuren"') :]
    for number in range(1, page.count('class="where-table"') + 1):
        assert f'href="#achter-{number}"' in page and f'id="achter-{number}"' in annex
    for result in sample().results:
        for one in result.indicators:
            assert f">{one.name}</caption>" in annex
