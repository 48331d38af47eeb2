"""What the marks say of a quote span: state, direct parts, proposed type."""

import pytest

from models.spans import Fragment
from models.text.marks import MarkState, direct_parts, mark_state, proposed_type, without_complementiser

TEXT = (
    "Ode said the dam was “old” and would “surely leak.”\n\n"
    "“We stay,” Ode said. “Nobody leaves.”\n\n"
    "If the dam breaks, we leave,” Ode said.\n\n"
    "Ode promised that “we stay,” and that she would “pay.”\n\n"
    "“They say: ’come’, and we come,” said Ode of the ‘plan’."
)


def at(*words: str) -> tuple[Fragment, ...]:
    return tuple(Fragment(TEXT.index(part), TEXT.index(part) + len(part)) for part in words)


def parts(*words: str) -> list[str]:
    return [TEXT[start:end] for start, end in direct_parts(TEXT, at(*words))]


def test_a_mixed_quote_has_a_direct_part_for_each_pair_of_marks() -> None:
    words = "the dam was “old” and would “surely leak.”"
    assert parts(words) == ["“old”", "“surely leak.”"]
    assert proposed_type(TEXT, at(words)) == "mixed"
    assert mark_state(TEXT, at(words)) is MarkState.BALANCED


def test_a_broken_quote_is_direct_in_both_parts() -> None:
    assert parts("“We stay,”", "“Nobody leaves.”") == ["“We stay,”", "“Nobody leaves.”"]
    assert proposed_type(TEXT, at("“We stay,”", "“Nobody leaves.”")) == "direct"


def test_a_quote_without_its_opening_mark_is_direct_and_says_so() -> None:
    assert proposed_type(TEXT, at("If the dam breaks, we leave,”")) == "direct"
    assert mark_state(TEXT, at("If the dam breaks, we leave,”")) is MarkState.MISSING_OPEN


def test_a_complementiser_alone_outside_the_marks_leaves_a_quote_direct() -> None:
    assert proposed_type(TEXT, at("that “we stay,”")) == "direct"
    assert without_complementiser(TEXT, at("that “we stay,”")) == at("“we stay,”")


def test_a_mixed_quote_keeps_its_complementiser() -> None:
    span = at("that she would “pay.”")
    assert proposed_type(TEXT, span) == "mixed"
    assert without_complementiser(TEXT, span) == span


def test_words_outside_all_marks_are_indirect() -> None:
    assert proposed_type(TEXT, at("the dam was")) == "indirect"
    assert mark_state(TEXT, at("the dam was")) is MarkState.NONE


def test_the_marks_around_a_nested_quote_are_not_its_own() -> None:
    assert mark_state(TEXT, at("we come")) is MarkState.NONE
    assert proposed_type(TEXT, at("we come")) == "indirect"


def test_the_marks_inside_a_direct_quote_do_not_change_its_state() -> None:
    outer = "“They say: ’come’, and we come,”"
    assert mark_state(TEXT, at(outer)) is MarkState.BALANCED
    assert mark_state(TEXT, at("’come’")) is MarkState.WRONG_GLYPH
    assert parts(outer) == [outer]


def test_a_span_of_just_what_stands_inside_the_marks_is_direct() -> None:
    inside = at("Nobody leaves.")
    assert proposed_type(TEXT, inside) == "direct"
    assert mark_state(TEXT, inside) is MarkState.BALANCED


@pytest.mark.parametrize(("words", "state"), [("“We stay,", "missing_close"), ("stay,”", "missing_open")])
def test_a_mark_that_the_span_leaves_out_is_missing(words: str, state: str) -> None:
    assert mark_state(TEXT, at(words)) == state


def test_no_fragments_have_no_marks() -> None:
    assert direct_parts(TEXT, ()) == ()
    assert mark_state(TEXT, ()) is MarkState.NONE
