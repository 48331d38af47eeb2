"""A text is normalised once, nothing unlisted is touched, and offsets move with the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.normalise import normalise, normalised_slice

NOISE = "ab\r\n\f\x85\u2028\u2029\0\ufdd0\ufffe\U0003ffff\ufeff\ud83d\ude00 😀\u00a0"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("\ufeffab", "ab", "bom"),
        ("a\r\nb", "a\nb", "crlf"),
        ("a\rb", "a\nb", "carriage_return"),
        ("a\u2028b", "a\nb", "line_separator"),
        ("a\u2029b", "a\nb", "paragraph_separator"),
        ("a\x85b", "a\nb", "next_line"),
        ("a\fb", "a\nb", "form_feed"),
        ("a\ud83d\ude00b", "a😀b", "surrogate_pair"),
        ("a\0b", "a\ufffdb", "nul"),
        ("a\ufdd0b", "a\ufffdb", "noncharacter"),
        ("a\uffffb", "a\ufffdb", "noncharacter"),
        ("a\U0010fffeb", "a\ufffdb", "noncharacter"),
        ("a\ud800b", "a\ufffdb", "lone_surrogate"),
    ],
)
def test_each_listed_character_is_changed_and_counted(old: str, new: str, kind: str) -> None:
    found = normalise(old)
    assert (found.text, found.changes) == (new, {kind: 1})


@pytest.mark.parametrize(
    "kept", ["\u00a0", "\u00ad", "“", "e\u0301", " a", "\ufffd", "\u200f", "\t", "\v", "a\ufeff", "😀"]
)
def test_nothing_else_is_touched(kept: str) -> None:
    assert normalise(kept).text == kept
    assert not normalise(kept).changes


def test_changes_are_counted_by_kind() -> None:
    assert normalise("a\r\nb\r\n\rc\0\0").changes == {"crlf": 2, "carriage_return": 1, "nul": 2}


def test_surrogates_in_the_wrong_order_make_no_pair() -> None:
    assert normalise("\ude00\ud83d").changes == {"lone_surrogate": 2}


def test_two_returns_before_a_line_feed_are_two_line_ends() -> None:
    assert normalise("\r\r\n").text == "\n\n"


def test_only_the_first_mark_is_a_byte_order_mark() -> None:
    assert normalise("\ufeff\ufeffa").text == "\ufeffa"


def test_offsets_behind_what_shrank_move_by_what_it_lost() -> None:
    found = normalise("\ufeffab\r\nc😀\ud83d\ude00d")
    assert [found.offset(old) for old in (0, 1, 2, 3, 5, 6, 7, 9)] == [0, 0, 1, 2, 3, 4, 5, 6]
    assert found.text[6] == "d"


def test_a_fragment_that_cuts_a_line_end_covers_all_of_it() -> None:
    found = normalise("ab\r\ncd")
    assert found.fragment(0, 3) == (0, 3)
    assert found.fragment(3, 5) == (2, 4)


@given(st.text(NOISE), st.data())
def test_what_a_fragment_held_it_still_holds(old: str, data: st.DataObject) -> None:
    found = normalise(old)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new_start, new_end = found.fragment(start, end)
    words = old[start:end].removeprefix("\ufeff") if start == 0 else old[start:end]
    cuts_a_pair = old[start - 1 : start + 1] == "\ud83d\ude00" or old[end - 1 : end + 1] == "\ud83d\ude00"
    if start < end and not cuts_a_pair:
        assert found.text[new_start:new_end] == normalised_slice(words)


@given(st.text(NOISE))
def test_normalising_twice_changes_nothing_more(old: str) -> None:
    once = normalise(old).text
    assert normalise("-" + once).text == "-" + once
    assert once.encode().decode() == once
