"""Coefficients on given units, against published values and each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement import coding

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability", example C: four observers, missing values
MISSING: coding.Rows = [
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
]  # fmt: skip
TABLE = [[20, 5], [10, 15]]  # Cohen's kappa, Wikipedia: 50 grant proposals

rows_of_two = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=12)


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_with_missing_values_is_as_published(level: coding.Level, expected: float) -> None:
    assert coding.alpha(MISSING, level) == pytest.approx(expected, abs=0.001)


def test_raw_agreement_is_weighted_as_alpha_weighs_it() -> None:
    assert coding.percent(MISSING) == pytest.approx(0.80, abs=0.001)


def test_kappa_is_as_published() -> None:
    assert coding.cohen_kappa(TABLE) == pytest.approx(0.4)


def test_ac1_with_missing_values_is_as_published() -> None:
    assert coding.gwet_ac1(coding.counts_of(MISSING)) == pytest.approx(0.77544, abs=1e-5)


def test_declared_levels_that_nobody_used_change_weighted_kappa_not() -> None:
    wide = [[*row, 0] for row in TABLE] + [[0, 0, 0]]
    assert coding.weighted_kappa(wide, "linear") == pytest.approx(coding.weighted_kappa(TABLE, "linear"))


def test_declared_values_that_nobody_used_change_ac1() -> None:
    rows = [["a", "a"], ["a", "b"], ["b", "b"]]
    wide = coding.gwet_ac1(coding.counts_of(rows, ["a", "b", "c"]))
    assert wide != pytest.approx(coding.gwet_ac1(coding.counts_of(rows)))


@pytest.mark.parametrize(
    "value",
    [
        coding.alpha([["a", "a"], ["a", "a"]]),
        coding.alpha([]),
        coding.alpha([["a", None]]),
        coding.cohen_kappa([[3, 0], [0, 0]]),
        coding.scott_pi([[3, 0], [0, 0]]),
        coding.scott_pi([[0, 0], [0, 0]]),
        coding.fleiss_kappa([[2, 0], [2, 0]]),
        coding.fleiss_kappa([[2, 0], [1, 2]]),
        coding.gwet_ac1([[2], [2]]),
    ],
)
def test_without_variation_or_pairs_there_is_no_coefficient(value: float | None) -> None:
    assert value is None


def test_raw_agreement_without_variation_is_whole() -> None:
    assert coding.percent([["a", "a"], ["a", "a"]]) == 1.0


@given(rows_of_two)
def test_two_annotators_can_change_places(rows: list[tuple[str, str]]) -> None:
    turned = [(second, first) for first, second in rows]
    assert coding.alpha(rows) == pytest.approx(coding.alpha(turned))
    assert coding.scott_pi(coding.contingency(rows)) == pytest.approx(coding.scott_pi(coding.contingency(turned)))


@given(rows_of_two)
def test_names_of_values_mean_nothing_to_nominal_figures(rows: list[tuple[str, str]]) -> None:
    renamed = [tuple({"a": "z", "b": "a", "c": "m"}[value] for value in row) for row in rows]
    assert coding.alpha(rows) == pytest.approx(coding.alpha(renamed))
    kappa = coding.cohen_kappa(coding.contingency(rows))
    assert kappa == pytest.approx(coding.cohen_kappa(coding.contingency(renamed)))


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9))
def test_annotators_who_agree_in_all_have_one_or_nothing(values: list[str]) -> None:
    assert coding.alpha([(value, value, value) for value in values]) in (None, 1.0)


def test_distances_of_sets_are_those_of_passonneau() -> None:
    one, two, three = frozenset("a"), frozenset("ab"), frozenset("bc")
    assert coding.jaccard(one, two) == pytest.approx(0.5)
    assert coding.masi(one, two) == pytest.approx(1 - 0.5 * 2 / 3)
    assert coding.masi(two, three) == pytest.approx(1 - 1 / 3 / 3)
    assert coding.masi(frozenset(), frozenset()) == 0.0
    assert coding.masi(one, three) == 1.0
