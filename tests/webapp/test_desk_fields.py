"""Days and numbers are typed at the desk in one way: as people write them, or as a browser or a machine does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from webapp.desk import fields
from webapp.desk.fields import Mistyped, a_day, a_number


@pytest.mark.parametrize("typed", ["3-5-2027", "03-05-2027", "2027-05-03", "2027-5-3", " 3/5/2027 ", "3.5.2027"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert a_day(typed) == date(2027, 5, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "31-2-2027",
        "2027-02-30",
        "5-2027",
        "gisteren",
        "3-5-27",
        "3-5/2027",
        "1-1-0001",
        "1-1-1899",
        "31-12-9999",
        "２-5-2027",
        "3-5-2027x",
        "20270503",
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Mistyped, match="bijvoorbeeld 3-5-2027"):
        a_day(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", 1234.5), ("1234,5", 1234.5), ("1234.5", 1234.5), ("1,234.5", 1234.5), ("1.234", 1234), ("1.234.567", 1234567),
        ("0.125", 0.125), ("6,5", 6.5), ("6.5", 6.5), ("-3", -3), ("−3,5", -3.5), ("€ 12", 12), ("36,4 %", 36.4), ("1 234", 1234), ("0", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, value: float) -> None:
    assert a_number(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["veel", "1,2,3", "1.23.4", "12,", ",5", "1e5", "nan", "inf", "--3", "1_000", "٣", "9" * 25, "9" * 13, "1.2345,6", "3 of 4"],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Mistyped, match="Vul een getal in"):
        a_number(typed)


def test_nothing_typed_is_nothing() -> None:
    assert a_day("  ") is None
    assert a_number("") is None
    assert a_number(" € ") is None


def test_the_desk_reads_days_and_numbers_nowhere_else() -> None:
    """What a form sends goes through these two; what is left reads days that we wrote ourselves."""
    ours = {"joining.py": 1, "line_goals.py": 1}  # the day of a point and of a goal, from the report
    found = {}
    for path in sorted(Path(fields.__file__).parent.glob("*.py")):
        many = len(re.findall(r"strptime|fromisoformat|(?<![\w.])float\(", path.read_text()))
        if many and path.name != "fields.py":
            found[path.name] = many
    assert found == ours
