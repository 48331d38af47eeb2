"""Groups of the greatest gain, against trying everything."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement import partition
from agreement.partition import best_groups, best_pairs

nodes = st.lists(st.integers(0, 8), min_size=2, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
gains = st.dictionaries(nodes, st.floats(0.01, 5, allow_nan=False), max_size=9)


def _best_total(found: dict[tuple[int, ...], float]) -> float:
    groups = list(found)
    choices = (chosen for size in range(len(groups) + 1) for chosen in combinations(groups, size))
    disjoint = (chosen for chosen in choices if len({n for g in chosen for n in g}) == sum(map(len, chosen)))
    return max(sum(found[group] for group in chosen) for chosen in disjoint)


@given(gains)
def test_no_other_choice_of_disjoint_groups_gains_more(found: dict[tuple[int, ...], float]) -> None:
    chosen = best_groups(found)
    assert len({node for group in chosen for node in group}) == sum(map(len, chosen))
    assert sum(found[group] for group in chosen) == pytest.approx(_best_total(found))


@given(gains)
def test_the_integer_programme_gains_as_much(found: dict[tuple[int, ...], float]) -> None:
    walked = sum(found[group] for group in best_groups(found))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "_FEW", 0)
        assert sum(found[group] for group in best_groups(found)) == pytest.approx(walked)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 5), max_size=9))
def test_pairs_of_rows_and_columns_gain_the_most(found: dict[tuple[int, int], float]) -> None:
    chosen = best_pairs(found)
    apart: dict[tuple[int, ...], float] = {(row, 10 + column): gain for (row, column), gain in found.items()}
    assert sum(found[pair] for pair in chosen) == pytest.approx(_best_total(apart))
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)


def test_groups_without_gain_are_not_chosen() -> None:
    assert best_groups({(0, 1): -1.0, (1, 2): 0.0}) == []
