"""Gamma: alignments of least disorder, dissimilarities, chance."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement import gamma
from agreement.gamma import Continuum, Units, Weights, best_alignment, disorder, positional, statistics

places = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9), st.integers(0, 2)).map(lambda u: (u[0], u[0] + u[1], u[2])),
    max_size=3,
)


def _units(found: list[tuple[int, int, int]]) -> Units:
    return Units.of([((start, end),) for start, end, _ in found], [label for *_, label in found])


def _gamma(sides: list[Units], seed: int = 1, samples: int = 30) -> float:
    found = statistics(sides, Weights(), samples, np.random.default_rng(seed))
    return 1 - found["observed"] / found["expected"]


def test_distance_of_places_is_as_published() -> None:  # Mathet et al. 2015, figure 10
    one, other = _units([(4, 14, 0)]), _units([(20, 25, 0)])
    assert positional(one, other)[0, 0] == pytest.approx(3.2, abs=0.05)


def test_distance_of_places_does_not_depend_on_scale() -> None:
    small = positional(_units([(0, 7, 0)]), _units([(0, 10, 0)]))
    assert positional(_units([(0, 21, 0)]), _units([(0, 30, 0)])) == pytest.approx(small)


def test_a_gap_in_a_span_counts_by_its_characters() -> None:
    broken = Units.of([((0, 4), (10, 14))], [0])
    assert positional(broken, broken)[0, 0] == 0.0
    assert positional(broken, _units([(0, 14, 0)]))[0, 0] == pytest.approx((6 / 22) ** 2)
    assert positional(_units([(0, 14, 0)]), broken)[0, 0] == pytest.approx((6 / 22) ** 2)


@given(places, places)
def test_two_annotators_are_aligned_as_well_as_by_trying_everything(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    continuum = Continuum.of([_units(one), _units(other)], Weights())
    assert best_alignment(continuum).cost == pytest.approx(_least_cost(continuum))


@given(places, places, places)
def test_three_annotators_are_aligned_as_well_as_by_trying_everything(
    one: list[tuple[int, int, int]], two: list[tuple[int, int, int]], three: list[tuple[int, int, int]]
) -> None:
    continuum = Continuum.of([_units(one), _units(two), _units(three)], Weights(3, 1))
    best = best_alignment(continuum)
    assert best.exact
    assert best.cost == pytest.approx(_least_cost(continuum))


def _least_cost(continuum: Continuum) -> float:
    """By recursion over all ways to put the first unit left into a unitary alignment."""
    sides = len(continuum.units)
    chances = sides * (sides - 1) / 2
    empty = continuum.weights.empty

    def cost(group: tuple[int | None, ...]) -> float:
        total = 0.0
        for i in range(sides):
            for j in range(i + 1, sides):
                a, b = group[i], group[j]
                total += empty if a is None or b is None else float(continuum.distance((i, j))[a, b])
        return total / chances

    def least(left: tuple[tuple[int, ...], ...]) -> float:
        side = next((s for s in range(sides) if left[s]), None)
        if side is None:
            return 0.0
        choices = [(left[s][0],) if s == side else (None, *left[s]) if s > side else (None,) for s in range(sides)]
        return min(
            cost(group) + least(tuple(tuple(u for u in left[s] if u != group[s]) for s in range(sides)))
            for group in product(*choices)
        )

    return least(tuple(tuple(range(len(units))) for units in continuum.units))


def test_too_many_candidates_are_merged_and_said_to_be_approximate(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [_units([(n, n + 20 + who, 0) for n in range(6)]) for who in range(3)]
    continuum = Continuum.of(units, Weights())
    exact = best_alignment(continuum)
    monkeypatch.setattr(gamma, "_MOST_GROUPS", 3)
    monkeypatch.setattr(gamma, "_GROUPS_A_UNIT", 0)
    merged = best_alignment(continuum)
    assert exact.exact
    assert not merged.exact
    assert merged.cost >= exact.cost - 1e-9


def test_identical_annotators_have_a_gamma_of_one() -> None:
    units = _units([(1, 5, 0), (10, 15, 1), (20, 25, 2)])
    assert disorder(Continuum.of([units, units, units], Weights())) == pytest.approx(0.0)
    assert _gamma([units, units, units]) == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_gamma() -> None:
    sides = [_units([(1, 5, 0), (9, 15, 1)]), _units([(2, 6, 0), (9, 14, 0)])]
    assert _gamma(sides, seed=7) == _gamma(sides, seed=7)
    assert _gamma(sides, seed=7) != _gamma(sides, seed=8)


def test_annotators_can_change_places_within_three_standard_errors() -> None:
    sides = [_units([(1, 5, 0), (9, 15, 1), (30, 33, 1)]), _units([(2, 6, 0), (9, 14, 0)])]
    found = statistics(sides, Weights(), 200, np.random.default_rng(1))
    error = found["observed"] * np.sqrt(found["variance"]) / found["expected"] ** 2
    assert abs(_gamma(sides, samples=200) - _gamma(sides[::-1], seed=2, samples=200)) < 3 * error * np.sqrt(2)


def test_labels_alone_have_a_gamma_of_their_own() -> None:
    sides = [_units([(1, 5, 0), (9, 15, 1)]), _units([(1, 5, 0), (9, 15, 1)])]
    found = {name: np.array(n) for name, n in statistics(sides, Weights(), 20, np.random.default_rng(1)).items()}
    assert float(gamma.gamma_cat_of(found)) == 1.0
    sides[1] = _units([(1, 5, 1), (9, 15, 0)])
    found = {name: np.array(n) for name, n in statistics(sides, Weights(), 20, np.random.default_rng(1)).items()}
    assert float(gamma.gamma_cat_of(found)) < 0


def test_an_annotator_without_units_is_compared_and_an_empty_article_is_not() -> None:
    nobody = _units([])
    assert _gamma([_units([(1, 5, 0), (8, 9, 0)]), nobody]) < 1
    assert statistics([nobody, nobody], Weights(), 5, np.random.default_rng(1)) == {}
