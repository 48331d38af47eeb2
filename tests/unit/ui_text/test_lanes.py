"""No line covers another one, and inner lines lie nearer to the text."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ui.text.lanes import assign_lanes, overlapping

extents = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=25
)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(extents)
def test_extents_that_overlap_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    lanes = assign_lanes(spans)

    for i, j in combinations(range(len(spans)), 2):
        assert not (lanes[i] == lanes[j] and overlap(spans[i], spans[j]))


@given(extents)
def test_an_inner_extent_lies_nearer_to_the_text_than_the_outer_one(spans: list[tuple[int, int]]) -> None:
    lanes = assign_lanes(spans)

    for i, (start, end) in enumerate(spans):
        for j, (first, last) in enumerate(spans):
            if first <= start and end <= last and last - first > end - start:
                assert lanes[i] < lanes[j]


@given(extents)
def test_no_lane_is_left_empty(spans: list[tuple[int, int]]) -> None:
    lanes = assign_lanes(spans)

    assert set(lanes) == set(range(max(lanes, default=-1) + 1))


@given(extents)
def test_overlapping_says_which_extents_share_a_character_with_another(spans: list[tuple[int, int]]) -> None:
    others = ([other for j, other in enumerate(spans) if j != i] for i in range(len(spans)))

    assert overlapping(spans) == [
        any(overlap(span, other) for other in rest) for span, rest in zip(spans, others, strict=True)
    ]


def test_five_levels_take_five_lanes_and_neighbours_share_one() -> None:
    assert assign_lanes([(0, 50), (5, 45), (10, 40), (15, 35), (20, 30)]) == [4, 3, 2, 1, 0]
    assert assign_lanes([(0, 5), (5, 9), (9, 12)]) == [0, 0, 0]
