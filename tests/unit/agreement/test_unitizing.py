"""Agreement on characters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement import coding
from agreement.unitizing import char_alpha_of, continuum, overlaps, together, unitizing
from models.spans import Span
from tests.unit.agreement.samples import LABELS, span, span_lists

THREE = [
    [("1", 2, 5)],
    [("1", 2, 5), ("2", 10, 20)],
    [("2", 2, 5), ("2", 15, 20)],
]


def test_the_family_of_2016_is_as_its_open_implementations_have_it() -> None:
    found = unitizing(THREE, 0, 60)
    assert found["u_alpha"] == pytest.approx(0.3982981, abs=1e-6)
    assert found["relevance"] == pytest.approx(0.5238010, abs=1e-6)
    assert found["cu_alpha"] == pytest.approx(0.3571429, abs=1e-6)


def test_a_continuum_may_begin_anywhere_and_have_any_unit() -> None:
    moved = [[(label, 100 + start, 100 + end) for label, start, end in units] for units in THREE]
    assert unitizing(moved, 100, 160) == pytest.approx(unitizing(THREE, 0, 60))


def test_the_same_segments_agree_wholly() -> None:
    found = unitizing([THREE[1], THREE[1]], 0, 60)
    assert set(found.values()) == {1.0}


def test_a_text_that_is_one_segment_for_all_has_no_variation() -> None:
    assert unitizing([[("1", 0, 60)], [("1", 0, 60)]], 0, 60)["u_alpha"] is None


def test_with_one_label_coding_has_no_variation() -> None:
    assert unitizing([[("1", 0, 9)], [("1", 5, 20)]], 0, 60)["cu_alpha"] is None


def _char_alpha(sides: list[list[Span]], end: int) -> float | None:
    pairs = overlaps(continuum([sides], LABELS, [end]))
    return coding.number(char_alpha_of(together(pairs, len(sides)).ell)[0])


@given(st.lists(span_lists(length=20), min_size=2, max_size=4))
def test_alpha_of_stretches_is_alpha_of_single_characters(sides: list[list[Span]]) -> None:
    def label_at(spans: list[Span], place: int) -> str:
        here = {one.label for one in spans if any(s <= place < e for s, e in one.fragments)}
        return next((label for label in LABELS if label in here), "none")

    rows = [[label_at(spans, place) for spans in sides] for place in range(20)]
    expected = coding.alpha(rows)
    assert _char_alpha(sides, 20) == (None if expected is None else pytest.approx(expected))


def test_a_character_has_the_first_label_that_covers_it() -> None:
    whole = continuum([[[span("a", "quote", (0, 9)), span("b", "cue", (3, 5))]]], ("cue", "quote"), [12])
    assert np.repeat(whole.layered()[0], whole.lengths.astype(int)).tolist() == [2, 2, 2, 1, 1, 2, 2, 2, 2, 0, 0, 0]
