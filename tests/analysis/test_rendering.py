"""The report as a page: structure, safety, and that nothing hidden is blank."""

from __future__ import annotations

import dataclasses
import itertools
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from analysis.report import rendering, text, wording
from analysis.report.model import Change, Figure, Interval, QuotePart, Report
from tests.data.sample_report import sample

VOID = {"meta", "link", "br", "img", "hr", "input"}
HOSTILE = '</p><script>alert(1)</script><img src=x onerror=alert(1)><link rel=attachment href="file:///etc/hostname">'


class Page(HTMLParser):
    """Elements in order with their attributes; fails on tags that do not close."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.feed(source)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1] if self.open else "", data))

    def all(self, *tags: str) -> Iterator[tuple[str, dict[str, str | None]]]:
        return (one for one in self.elements if one[0] in tags)

    def says(self) -> str:
        return re.sub(r"\s+", " ", " ".join(words for tag, words in self.words if tag not in {"style", "title", "desc"}))


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(rendering.html(sample(), css_href="/rapport.css"))


def variants() -> Iterator[Any]:
    empty = sample(
        results=(), council=(), triads=(), cloud=(), responses=(), council_quote=None, stories_tellers=(), unknowns=(), contradictions=(),
        suppressed=(), instruments=(), codebook=(), glossary=(), summary=(), stories_total=0, synthetic=False, data_date="", vision="",
    )  # fmt: skip
    one = sample().results[0]
    bare = dataclasses.replace(one, indicators=(), themes=(), quotes=(), activities=(), horizon=None, question="")
    yield pytest.param(sample(), id="rich")
    yield pytest.param(empty, id="empty")
    yield pytest.param(sample(results=(bare,)), id="bare result")
    yield pytest.param(
        sample(instruments=({"other": [1, {"name": "x"}]},), codebook=({"a": None}, {"b": 2})), id="other instruments"
    )


@pytest.mark.parametrize("report", list(variants()))
@pytest.mark.parametrize("printed", [False, True])
def test_the_page_is_sound(report: Report, printed: bool) -> None:
    page = Page(rendering.html(report, printed=printed))
    assert page.elements[0] == ("html", {"lang": "nl"})
    levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), "no level is skipped"
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    for _, given in page.elements:
        for name in ("aria-labelledby", "href"):
            target = given.get(name) or ""
            if name != "href" or target.startswith("#"):
                assert not target or target.lstrip("#") in ids, target
    tables = len(list(page.all("table")))
    assert len(list(page.all("caption"))) == tables
    assert all(given.get("scope") in {"col", "row"} for _, given in page.all("th"))
    assert len(list(page.all("title"))) == 1 + len(list(page.all("svg"))), "every drawing has a title"


def test_nothing_a_strict_policy_refuses(page: Page) -> None:
    assert not list(page.all("style", "script", "iframe", "object", "embed", "img", "base", "form"))
    for _, given in page.elements:
        assert "style" not in given
        assert not any(name.startswith("on") for name in given)
        assert not (given.get("src") or "").startswith("http")
    assert [given["href"] for _, given in page.all("link")] == ["/rapport.css"]


def test_alone_it_needs_nothing_else() -> None:
    source = rendering.html(sample())
    assert not list(Page(source).all("link", "script", "img"))
    outside = [url for url in re.findall(r"url\(\"?([^)\"]{0,40})", source) if not url.startswith(("data:", "#strepen"))]
    assert not outside
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", source)


def test_what_people_wrote_stays_text() -> None:
    quote = QuotePart(HOSTILE, HOSTILE, "steunt", HOSTILE)
    first = dataclasses.replace(sample().results[0], title=HOSTILE, quotes=(quote,), question=HOSTILE)
    theme = dataclasses.replace(first.themes[0], name=HOSTILE)
    part = dataclasses.replace(first.indicators[0], name=HOSTILE, message=HOSTILE, not_measured=HOSTILE)
    report = sample(
        title=HOSTILE, results=(dataclasses.replace(first, themes=(theme,), indicators=(part,)),), council_quote=quote
    )
    page = Page(rendering.html(report, css_href="/x.css"))
    assert not list(page.all("script", "img"))
    assert [given["href"] for _, given in page.all("link")] == ["/x.css"]
    assert "alert(1)" in page.says()


def test_everything_in_its_order(page: Page) -> None:
    says = page.says()
    places = [says.index(one) for one in (
        "Samen ouder in Voorbeeldstad", "Eén bladzijde voor de raad Minder", "Ambitie: Niemand hoeft", "In hun eigen woorden", "Een ander geluid",
        "Cijfer en verhalen naast elkaar bij", "Wat er is gedaan", "Alle verhalen samen Er zijn", "Woorden die vaak terugkomen", "Bijlage: verantwoording Wie",
    )]  # fmt: skip
    assert places == sorted(places)


def test_hidden_figures_say_so_with_the_reason(page: Page) -> None:
    assert f"{wording.TOO_FEW} (minder dan 10 bewoners gaven antwoord)" in page.says()
    assert not re.search(r"\bNone\b|\bnan\b|Undefined", page.says())


def test_an_empty_meaning_says_not_discussed(page: Page) -> None:
    assert page.says().count("nog niet besproken") == 2


def test_direction_and_relation_are_said_in_words(page: Page) -> None:
    for words in (
        "Gaat de goede kant op",
        "Nog niet duidelijk",
        "Te vroeg om te oordelen",
        "De verhalen spreken het cijfer tegen",
    ):
        assert words in page.says()


def test_invented_data_says_so_everywhere(page: Page) -> None:
    assert "Verzonnen voorbeeld" in page.says() and "zijn verzonnen" in page.says()
    assert "Verzonnen" not in Page(rendering.html(sample(synthetic=False))).says()


def test_the_same_report_gives_the_same_page() -> None:
    assert rendering.html(sample()) == rendering.html(sample())


def test_a_page_is_made_quickly() -> None:
    rendering.html(sample())
    start = time.process_time()
    rendering.html(sample(title="Nog een keer"))
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(("value", "places", "said"), [
    (41.2, 0, "41"), (6.8, 1, "6,8"), (1240, 0, "1.240"), (-5.3, 1, "−5,3"), (-0.04, 1, "0,0"), (1234567.89, 2, "1.234.567,89"),
])  # fmt: skip
def test_numbers_are_dutch(value: float, places: int, said: str) -> None:
    assert wording.number(value, places) == said


def test_differences_name_their_unit_and_bounds() -> None:
    change = Change(
        False, Figure(-5.3, None, "procent", Interval(-14.7, 4.3, "x")), 204, 192, None, "", None, "", "onduidelijk", ""
    )
    assert wording.difference(change) == "−5,3 procentpunt (−14,7 tot 4,3)"
    assert wording.based_on(change) == "alle bewoners: 204 in de eerste en 192 in de laatste meting"
    assert wording.chance(0.0004) == "p < 0,001"


def test_long_runs_can_be_broken_and_unknown_signs_are_named() -> None:
    drawable = frozenset("aé ") | {text.BREAK}
    assert text.fit("a" * 95, drawable) == text.BREAK.join(["a" * 40, "a" * 40, "a" * 15])
    assert text.fit("a" * 40, drawable) == "a" * 40
    assert text.fit("a漢字a", drawable) == "a[teken]a"
    assert text.fit("e\N{COMBINING ACUTE ACCENT}", drawable) == "é"
    assert text.fit("a\u202ea\u2066", drawable | {"\u202e", "\u2066"}) == "aa", "no font makes a turned order welcome"
    assert text.fit("a\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}a\x00", drawable) == "aa"


def test_print_changes_words_everywhere_and_nothing_else() -> None:
    report = sample(title="漢", cloud=(), data_sha256="0")
    printed = text.printable(report)
    assert printed.title == text.UNKNOWN
    assert dataclasses.replace(printed, title="漢", instruments=report.instruments) == dataclasses.replace(
        report, instruments=report.instruments
    )
    assert text.BREAK in printed.instruments[0]["versions"][0]["sha256"]


def test_our_own_texts_can_be_printed() -> None:
    drawable = text.printable_characters()
    source = rendering.html(sample(), css_href="x")
    assert not {sign for sign in source if sign not in drawable}
