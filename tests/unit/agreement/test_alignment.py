"""Rows of spans that stand for the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.alignment import Alignment, Row, align
from agreement.intervals import iou
from agreement.nodes import Nodes
from models.spans import Span
from tests.unit.agreement.samples import span, span_lists


def _align(sides: list[list[Span]], min_iou: float = 0.0) -> Alignment:
    return align(Nodes.of(sides), min_iou)


def _names(rows: tuple[Row, ...]) -> list[tuple[str | None, ...]]:
    return [tuple(found.id if found else None for found in row.spans) for row in rows]


def test_equal_spans_stay_together_though_two_halves_would_sum_up_to_more() -> None:
    one = [span("a", "quote", (2, 12)), span("b", "quote", (7, 14))]
    other = [span("c", "quote", (2, 12)), span("d", "quote", (0, 7))]
    assert _names(_align([one, other]).rows) == [(None, "d"), ("a", "c"), ("b", None)]


def test_spans_that_touch_are_not_aligned() -> None:
    assert len(_align([[span("a", "quote", (0, 5))], [span("b", "quote", (5, 9))]]).rows) == 2


def test_another_label_is_the_same_thing_only_where_half_of_it_is_shared() -> None:
    quote = span("a", "quote", (0, 10))
    assert len(_align([[quote], [span("b", "cue", (0, 9))]]).rows) == 1
    assert len(_align([[quote], [span("b", "cue", (0, 4))]]).rows) == 2


def test_the_same_label_goes_before_another_with_the_same_words() -> None:
    other = [span("b", "cue", (0, 10)), span("c", "quote", (0, 8))]
    assert _names(_align([[span("a", "quote", (0, 10))], other]).rows) == [(None, "b"), ("a", "c")]


def test_nested_spans_are_aligned_outer_with_outer() -> None:
    one = [span("outer", "quote", (0, 100)), span("inner", "quote", (40, 60))]
    other = [span("out", "quote", (0, 98)), span("in", "quote", (41, 60))]
    assert _names(_align([one, other]).rows) == [("outer", "out"), ("inner", "in")]


def test_a_broken_span_is_aligned_by_all_its_fragments() -> None:
    one = [span("a", "quote", (0, 10), (40, 60))]
    other = [span("b", "quote", (0, 10), (40, 59)), span("c", "quote", (12, 38))]
    assert _names(_align([one, other]).rows) == [("a", "b"), (None, "c")]


def test_three_annotators_share_a_row_where_all_overlap() -> None:
    sides = [[span("a", "quote", (0, 10))], [span("b", "quote", (1, 10))], [span("c", "quote", (0, 9))]]
    assert _names(_align(sides).rows) == [("a", "b", "c")]


def test_two_who_agree_exactly_are_joined_by_the_third() -> None:
    sides = [[span("a", "quote", (0, 10))], [span("b", "quote", (0, 10))], [span("c", "quote", (2, 10))]]
    assert _names(_align(sides).rows) == [("a", "b", "c")]


def test_spans_that_share_less_than_asked_for_are_kept_apart() -> None:
    sides = [[span("a", "quote", (0, 10))], [span("b", "quote", (6, 16))]]
    assert len(_align(sides).rows) == 1
    assert len(_align(sides, min_iou=0.5).rows) == 2


@given(st.lists(span_lists(), min_size=2, max_size=4))
def test_every_span_stands_in_one_row(sides: list[list[Span]]) -> None:
    found = [(place, one.id) for row in _align(sides).rows for place, one in zip(row.members, row.present, strict=True)]
    assert sorted(found) == sorted((place, one.id) for place, spans in enumerate(sides) for one in spans)


@given(st.lists(span_lists(), min_size=2, max_size=3))
def test_the_order_of_spans_means_nothing(sides: list[list[Span]]) -> None:
    assert _align(sides).rows == _align([spans[::-1] for spans in sides]).rows


@given(st.lists(span_lists(), min_size=3, max_size=3))
def test_the_order_of_annotators_means_nothing(sides: list[list[Span]]) -> None:
    there = {
        frozenset((place, one.id) for place, one in zip(row.members, row.present, strict=True))
        for row in _align(sides).rows
    }
    turned = _align([sides[2], sides[0], sides[1]]).rows
    back = {
        frozenset(((place + 2) % 3, one.id) for place, one in zip(row.members, row.present, strict=True))
        for row in turned
    }
    assert _worth(sides, there) == pytest.approx(_worth(sides, back))


def _worth(sides: list[list[Span]], rows: set[frozenset[tuple[int, str]]]) -> float:
    spans = {(place, one.id): one for place, found in enumerate(sides) for one in found}
    pairs = ((spans[a], spans[b]) for row in rows for a in row for b in row if a < b)
    return sum(iou(a.fragments, b.fragments) + 0.25 * (a.label == b.label) for a, b in pairs)


def test_where_everything_overlaps_rows_are_merged_and_said_to_be_approximate() -> None:
    sides = [[span(f"{who}{n}", "quote", (n, 200 + who + 3 * n)) for n in range(30)] for who in range(3)]
    found = _align(sides)
    assert not found.exact
    assert sum(len(row.members) for row in found.rows) == 90


def test_the_first_overlap_found_is_not_taken_where_another_fits_better() -> None:
    one = [span("a", "quote", (0, 10)), span("b", "quote", (8, 20))]
    other = [span("c", "quote", (5, 12)), span("d", "quote", (0, 10))]
    nodes = Nodes.of([one, other])
    pairs = nodes.matching(0, 1).pairs
    names = {(nodes.all[match.one].spans[0].id, nodes.all[match.other].spans[1].id) for match in pairs}
    assert names == {("a", "d"), ("b", "c")}


def test_as_many_pairs_overlap_as_can_though_fewer_have_more_in_common() -> None:
    one = [span("a", "quote", (0, 10)), span("b", "quote", (9, 20))]
    other = [span("c", "quote", (9, 12), (13, 20)), span("d", "quote", (19, 40))]
    found = Nodes.of([one, other]).matching(0, 1)
    assert len(found.pairs) == 1
    assert found.overlapping == {"quote": 2}
