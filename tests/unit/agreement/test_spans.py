"""F1 of spans."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreement.spans import f1, mean_pairwise_f1, span_f1

Mark = tuple[str, tuple[tuple[int, int], ...]]

# spans of one label that do not overlap, as single places of a list
separate = st.lists(st.integers(2, 8), min_size=1, max_size=6).map(
    lambda sizes: [
        ("quote", ((sum(sizes[:n]) + 20 * n, sum(sizes[:n]) + 20 * n + size),)) for n, size in enumerate(sizes)
    ]
)


def test_exact_overlap_and_iou_are_told_apart() -> None:
    one: list[Mark] = [("quote", ((0, 10),)), ("cue", ((12, 16),))]
    other: list[Mark] = [("quote", ((0, 8),)), ("cue", ((12, 16),))]
    assert span_f1(one, other) == pytest.approx({"f1_exact": 0.5, "f1_overlap": 1.0, "f1_iou": 0.9})


def test_labels_can_be_left_aside() -> None:
    assert span_f1([("quote", ((0, 9),))], [("cue", ((0, 9),))], labels=False)["f1_exact"] == 1.0


def test_agreement_on_nothing_is_undefined_and_one_empty_side_is_zero() -> None:
    assert span_f1([], [])["f1_exact"] is None
    assert span_f1([("quote", ((0, 9),))], [])["f1_exact"] == 0.0
    assert f1(0, 0) is None


def test_doubles_of_an_annotator_count_once() -> None:
    mark: Mark = ("quote", ((0, 9),))
    assert span_f1([mark, mark], [mark])["f1_exact"] == 1.0


def test_pairs_in_which_nobody_has_anything_are_left_out_of_a_mean() -> None:
    nothing: frozenset[object] = frozenset()
    assert mean_pairwise_f1([frozenset("ab"), nothing, nothing]) == 0.0
    assert mean_pairwise_f1([nothing, nothing]) is None
    assert mean_pairwise_f1([frozenset("ab"), frozenset("ab"), frozenset("a")]) == pytest.approx((1 + 2 * 2 / 3) / 3)


@given(separate, st.data())
def test_a_boundary_error_never_raises_exact_or_iou_f1(marks: list[Mark], data: st.DataObject) -> None:
    other = list(marks)
    before = span_f1(marks, other)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(other) - 1))
        start, end = other[place][1][0]
        assume(start == marks[place][1][0][0] and end == marks[place][1][0][1])
        other[place] = ("quote", ((start, end + data.draw(st.sampled_from((-1, 1, 5)))),))
        after = span_f1(marks, other)
        assert all((after[name] or 0) < (before[name] or 0) for name in ("f1_exact", "f1_iou"))
        before = after


@given(separate, separate, st.data())
def test_removing_a_span_both_have_never_raises_f1(one: list[Mark], other: list[Mark], data: st.DataObject) -> None:
    agreed = data.draw(st.sampled_from(one))
    other = [*other, agreed]
    before = span_f1(one, other)
    after = span_f1([mark for mark in one if mark != agreed], [mark for mark in other if mark != agreed])
    for name, value in after.items():
        assert value is None or value <= (before[name] or 0) + 1e-12


def test_fragments_that_touch_are_not_the_fragment_of_the_same_characters() -> None:
    found = span_f1([("quote", ((0, 5), (5, 9)))], [("quote", ((0, 9),))])
    assert found == pytest.approx({"f1_exact": 0.0, "f1_overlap": 1.0, "f1_iou": 1.0})
