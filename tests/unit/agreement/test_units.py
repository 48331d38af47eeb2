"""Sums of units give the figures of all units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement import coding, units
from agreement.pooling import Pool, Statistics

rows = st.lists(st.lists(st.sampled_from(("a", "b", "c", None)), min_size=3, max_size=3), min_size=1, max_size=12)


def _pool(found: list[list[str | None]]) -> Pool:
    parts = []
    for row in found:
        part = Statistics()
        units.add_units(part, ("u",), [[value for value in row if value is not None]])
        parts.append(part)
    pool = Pool(draws=10)
    pool.fill(parts)
    return pool


@given(rows)
def test_alpha_raw_agreement_and_ac1_are_those_of_single_items(found: list[list[str | None]]) -> None:
    pool = _pool(found)
    for formula, expected in (
        (units.alpha, coding.alpha(found)),
        (units.percent, coding.percent(found)),
        (lambda items: units.ac1(items, 3), coding.gwet_ac1(coding.counts_of(found, ["a", "b", "c"]))),
    ):
        value = pool.estimate(("u",), formula).value
        assert value == (None if expected is None else pytest.approx(expected))
