"""What Qt is shown has the same code points at the same offsets, and none that Qt would alter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.text.display_text import display_text

ALTERED = "\r\u2029\ufdd0\ufdd1"
texts = st.text(st.sampled_from("a “é\n\r\u2028\u2029\ufeff\ufffe\ufdd0\ufdd1\u00a0😀ש\ud800\u200b"), max_size=40)


@given(texts)
def test_every_code_point_keeps_its_offset(text: str) -> None:
    shown = display_text(text)

    assert len(shown) == len(text)
    changed = [i for i, (before, after) in enumerate(zip(text, shown, strict=True)) if before != after]
    assert all(text[i] in ALTERED + "\ud800" or (i == 0 and text[i] in "\ufeff\ufffe") for i in changed)


@given(texts)
def test_nothing_is_left_that_qt_would_alter(text: str) -> None:
    shown = display_text(text)

    assert not set(shown) & set(ALTERED)
    assert not shown.startswith(("\ufeff", "\ufffe"))
    assert "\r\n" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb", "a\u200b\nb"),
        ("a\rb\u2029c", "a\nb\nc"),
        ("\ufeffa\ufeff", "\u200ba\ufeff"),
        ("a\u00a0b\u2028c", "a\u00a0b\u2028c"),
    ],
)
def test_line_ends_become_one_newline_and_the_rest_stays(text: str, shown: str) -> None:
    assert display_text(text) == shown
