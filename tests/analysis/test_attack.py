"""An attacker with nothing but the published table: what do total minus shown rows tell?"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import figures, tallies
from analysis.breakdowns import split
from analysis.figures import Asked
from tests.analysis.test_measures import lonely, material

ASKED = Asked("procent", "omlaag", 10)
GROUPS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=2, max_size=6)


def wave(groups, rest):
    """People per area as (yes, no), and some without an area."""
    areas = [i for i, (yes, _) in enumerate(groups) for _ in range(yes)] + [-1] * rest[0]
    areas += [i for i, (_, no) in enumerate(groups) for _ in range(no)] + [-1] * rest[1]
    return lonely(sum(yes for yes, _ in groups) + rest[0], sum(no for _, no in groups) + rest[1], areas=areas)


@settings(max_examples=150, deadline=None)
@given(st.tuples(GROUPS, GROUPS), st.tuples(st.integers(0, 12), st.integers(0, 12)))
def test_total_minus_shown_rows_is_never_a_small_or_equal_group(waves, rest):
    size = min(len(one) for one in waves)
    waves = [one[:size] for one in waves]
    sheets = [wave(one, rest) for one in waves]
    of = material(*sheets, areas=tuple(f"Wijk {i}" for i in range(size)))
    values = [tallies.chosen(one.columns["eenzaam"], ["vaak"]) for one in sheets]
    totals = [tallies.moments(one, np.zeros(len(one), np.int16), 1)[0] for one in values]
    for table in split(of.questionnaires[0], of, values, ASKED):
        for number in (0, 1):
            published = figures.figure(totals[number], ASKED)
            if published.value is None:
                assert all(row.waves[number].figure.value is None for row in table.rows)
                continue
            _attack(published, [row.waves[number].figure for row in table.rows])


def _attack(total, rows):
    shown = [one for one in rows if one.value is not None]
    assert all(one.n >= ASKED.minimum and 0 < one.value < 100 for one in shown)
    left = total.n - sum(one.n for one in shown)
    hits = round(total.value * total.n / 100) - sum(round(one.value * one.n / 100) for one in shown)
    assert left == 0 or left >= ASKED.minimum
    assert left == 0 or 0 < hits < left  # the people behind the hidden rows did not all answer the same
