"""Agreement on who is the same as whom."""

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.clusters import Metric, b_cubed, blanc, ceaf_entity, ceaf_mention, clusters, lea, muc

KEY = clusters(["a", "bc", "def"])
METRICS: list[Metric] = [muc, b_cubed, lea, ceaf_entity, ceaf_mention]

partitions = st.lists(st.integers(0, 3), min_size=1, max_size=8).map(
    lambda homes: clusters([[n for n, home in enumerate(homes) if home == which] for which in range(4)])
)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [(muc, (0.333333, 1, 0.5)), (b_cubed, (0.388889, 1, 0.56))],
)
def test_missing_mentions_score_as_in_the_reference_scorer(metric: Metric, expected: tuple[float, ...]) -> None:
    assert metric(KEY, clusters(["a", "de"])).scores == pytest.approx(expected, abs=1e-4)


def test_entities_matched_one_to_one_score_as_in_the_reference_scorer() -> None:
    found = ceaf_entity(KEY, clusters(["a", "bcx", "defy", "z"])).scores
    assert found == pytest.approx((0.88571, 0.66429, 0.75918), abs=1e-4)


def test_links_weighted_by_size_score_as_in_the_paper() -> None:  # Moosavi & Strube 2016, section 3
    key = clusters(["abc", "defg"])
    response = clusters(["ab", "cd", "fghi"])
    recall, precision, _ = lea(key, response).scores
    assert recall == pytest.approx((3 * 1 / 3 + 4 * 1 / 6) / 7)
    assert precision == pytest.approx((2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)


@given(partitions)
def test_the_same_clusters_agree_wholly(found: list[frozenset[Hashable]]) -> None:
    for metric in METRICS:
        assert metric(found, found).scores[2] in (None, pytest.approx(1.0))
    assert blanc(found, found)[2] in (None, pytest.approx(1.0))


@given(partitions, partitions)
def test_f1_does_not_ask_which_side_is_the_key(
    one: list[frozenset[Hashable]], other: list[frozenset[Hashable]]
) -> None:
    for metric in METRICS:
        assert metric(one, other).scores[2] == pytest.approx(metric(other, one).scores[2])


def test_pairs_apart_count_as_much_as_pairs_together() -> None:
    recall, precision, _ = blanc(clusters(["ab", "cd"]), clusters(["abcd"]))
    assert recall == pytest.approx(0.5)
    assert precision == pytest.approx((2 / 6 + 0) / 2)
    assert blanc([], []) == (None, None, None)
