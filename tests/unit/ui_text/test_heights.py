"""Sums of paragraph heights agree with plain addition, whatever was changed before."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from ui.text.heights import Heights

heights = st.lists(st.integers(0, 90), min_size=1, max_size=40)


@given(heights, st.data())
def test_tops_are_the_sums_of_the_heights_before_them(initial: list[int], data: st.DataObject) -> None:
    tree, plain = Heights(initial), list(initial)
    for _ in range(data.draw(st.integers(0, 8))):
        index, height = data.draw(st.integers(0, len(plain) - 1)), data.draw(st.integers(0, 90))
        assert tree.change(index, height) == (plain[index] != height)
        plain[index] = height

    assert [tree.top(i) for i in range(len(plain) + 1)] == list(accumulate(plain, initial=0))
    assert tree.total == sum(plain)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40), st.integers(-50, 4_000))
def test_a_y_is_found_in_the_paragraph_that_it_lies_in(initial: list[int], y: int) -> None:
    tree = Heights(initial)

    index = tree.find(y)

    if y < 0:
        assert index == 0
    elif y >= tree.total:
        assert index == len(initial) - 1
    else:
        assert tree.top(index) <= y < tree.top(index + 1)


def test_paragraphs_without_height_are_passed_over() -> None:
    assert Heights([0, 0, 30, 0, 10]).find(0) == 2
    assert Heights([30, 0, 10]).find(30) == 2
